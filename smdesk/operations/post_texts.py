"""What posts have said: one text for each sitting, with who wrote it and when."""

from dataclasses import replace

from smdesk.desk import Desk
from smdesk.domain.post import Post, own_texts
from smdesk.domain.post_history import PostText


def keep_text(desk: Desk, before: Post | None, after: Post, session: str) -> None:
    """Keep what a sitting leaves, within the writer's step; while it goes on its text is the same one.

    `before` is the post as it stood, None for a new one. A text from before texts were kept has nobody's name.
    """
    if before is not None and before.text == after.text:
        return
    texts = desk.store.post.texts
    newest = desk.store.post.newest_text(after.id, None)
    if newest is None and before is not None and before.text.strip():
        texts.add(PostText(post_id=after.id, text=before.text, at=before.created_at or desk.now()))
    _keep(desk, PostText(post_id=after.id, text=after.text, session=session, at=desk.now(), by=desk.person.name))


def keep_own_text(desk: Desk, post_id: int, account_id: int, text: str, session: str) -> None:
    """Keep what a sitting leaves as an account's own text, within the writer's step."""
    made = PostText(
        post_id=post_id, account_id=account_id, text=text, session=session, at=desk.now(), by=desk.person.name
    )
    _keep(desk, made)


def _keep(desk: Desk, made: PostText) -> None:
    newest = desk.store.post.newest_text(made.post_id, made.account_id)
    if newest is not None and made.session and newest.session == made.session:
        desk.store.post.texts.change(replace(made, id=newest.id))
    elif made.text.strip():
        desk.store.post.texts.add(made)


def former_texts(desk: Desk, post_id: int) -> list[PostText]:
    """What a post has said before, newest first, on all or one of its accounts; what it says now is not among it.

    A text that was used again is told once.
    """
    found: dict[tuple[int | None, str], PostText] = {}
    for one in desk.store.post.texts_of(post_id):
        found.setdefault((one.account_id, one.text), one)
    post = desk.store.post.known(post_id)
    now: dict[int | None, str] = {None: post.text if post else ""}
    now.update(own_texts(desk.store.post.placements_of(post_id)).items())
    return [one for one in found.values() if one.text.strip() and now.get(one.account_id) != one.text]
