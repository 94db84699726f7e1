"""What posts have said: one text for each sitting, with who wrote it and when."""

from dataclasses import replace

from smdesk.desk import Desk
from smdesk.domain.post import Post, PostText


def keep_text(desk: Desk, before: Post | None, after: Post, session: str) -> None:
    """Keep what a sitting leaves, within the writer's step; while it goes on its text is the same one.

    `before` is the post as it stood, None for a new one. A text from before texts were kept has nobody's name.
    """
    if before is not None and before.text == after.text:
        return
    texts = desk.store.post.texts
    newest = next(iter(desk.store.post.texts_of(after.id, limit=1)), None)
    if newest is None and before is not None and before.text.strip():
        texts.add(PostText(post_id=after.id, text=before.text, at=before.created_at or desk.now()))
    made = PostText(post_id=after.id, text=after.text, session=session, at=desk.now(), by=desk.person.name)
    if newest is not None and session and newest.session == session:
        texts.change(replace(made, id=newest.id))
    elif after.text.strip():
        texts.add(made)


def former_texts(desk: Desk, post_id: int) -> list[PostText]:
    """What a post has said before, newest first; a text that was used again is told once, the present one not."""
    found: dict[str, PostText] = {}
    for one in desk.store.post.texts_of(post_id):
        found.setdefault(one.text, one)
    now = desk.store.post.known(post_id)
    return [one for one in found.values() if one.text.strip() and not (now and now.text == one.text)]
