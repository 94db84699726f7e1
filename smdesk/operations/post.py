"""Posts: write, place, move, copy, approve, publish, drop and find them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from smdesk.desk import Desk
from smdesk.domain import post as rules
from smdesk.domain.account import OPEN, Account
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import READY, Outcome, Placement, Post, PostState
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.text import clean
from smdesk.operations.check import check_approval, consented, held_again
from smdesk.operations.placing import own_to_be, place
from smdesk.operations.post_states import keep_state, refuse_request
from smdesk.operations.post_texts import keep_text
from smdesk.operations.stored import stored
from smdesk.words.post import post_name


@record(kw_only=True)
class PostView:
    """A post with all that its form shows: where it is placed, its images, what is wrong, what it may become."""

    post: Post
    placements: tuple[Placement, ...] = ()
    images: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    may_move: bool = True

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The accounts it is placed on."""
        return tuple(one.account_id for one in self.placements)

    @property
    def own_texts(self) -> dict[int, str]:
        """By account, the texts that do not follow the common one."""
        return rules.own_texts(self.placements)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever put in it."""
        return self.post.is_empty and not self.images and not any(one.strip() for one in self.own_texts.values())

    @property
    def states(self) -> tuple[PostState, ...]:
        """The state it has and those it may be given, in the order of a post's life."""
        allowed = rules.ALLOWED_STATES[self.post.state] | {self.post.state}
        return tuple(state for state in PostState if state in allowed)

    @property
    def whole_state(self) -> PostState:
        """Its state over all its accounts."""
        return rules.whole_state(self.post, self.placements)


@record(kw_only=True)
class Publication:
    """That a post went out on an account: when, and its permanent link."""

    account_id: int
    at: datetime
    permalink: str = ""


def accounts(desk: Desk) -> list[Account]:
    """The accounts that a post can be planned for, in the register's order."""
    return [account for account in desk.store.account.all() if account.status in OPEN]


def account_names(desk: Desk) -> dict[int, str]:
    """Every account's name, also of those that are closed."""
    return {account.id: account.name for account in desk.store.account.all()}


def account_choices(desk: Desk, also: Sequence[int] = ()) -> dict[int, str]:
    """The accounts to choose among for a post: those in use, and `also` those it stands on already."""
    return {one.id: one.name for one in desk.store.account.all() if one.status in OPEN or one.id in also}


def view(desk: Desk, post_id: int) -> PostView:
    """One post with what belongs to it; `RefusedError` when it is gone."""
    post = _get(desk, post_id)
    placements = desk.store.post.placements_of(post_id)
    images = desk.store.evidence.of(Subject.POST, post_id)
    mute = [one.is_film for one in images if not one.alt.strip()]
    return PostView(
        post=post,
        placements=tuple(placements),
        images=tuple(images),
        problems=tuple(rules.check_all(post, placements, mute.count(False), mute.count(True))),
        may_move=not rules.may_move(post, placements),
    )


def _get(desk: Desk, post_id: int) -> Post:
    return stored(desk.store.post, post_id, Problem("post.gone"))


def about(desk: Desk, post: Post, account_ids: Iterable[int] | None = None) -> str:
    """How the journal knows a post: where and when, or by its number. Its text may hold a secret, and is not told.

    `account_ids` are where it will stand; None is where it stands now.
    """
    if account_ids is None:
        account_ids = [one.account_id for one in desk.store.post.placements_of(post.id)]
    names = [found.name for one in account_ids if (found := desk.store.account.known(one))]
    return post_name(names, post.day, post.id)


def write(
    desk: Desk, post: Post, account_ids: Sequence[int], *, texts: Mapping[int, str] | None = None, session: str = ""
) -> PostView:
    """Keep what is being written, however unfinished. A new post (`id` 0) becomes an idea or a draft.

    `texts` are the accounts' own texts, and the other accounts follow the common one; None leaves them as they are.
    Writes with the same `session` are undone as one. The state is not changed here, with two exceptions: an
    approved post whose texts, link or accounts become others is a draft again, as with its images (`reopen`), and one
    that is left only where it is out is published.
    Raises `RefusedError` for a time that is none, an account that is not in use, or another day or account for a
    post that is out.
    """
    post = rules.tidied(post)
    own = own_to_be(desk, post.id, account_ids, texts)
    refuse_if(rules.check_time(post.time) + rules.check_length(post.text, post.note, *own.values()))
    name, merge = "post.write" if post.id else "post.add", f"write:{session}" if session else ""
    with desk.step(name, about(desk, post, account_ids), merge=merge), held_again(desk, [post.id]):
        if not post.id:
            state = PostState.IDEA if post.state is PostState.IDEA else PostState.DRAFT
            stored = desk.store.post.add(replace(post, state=state, created_at=post.created_at or desk.now()))
            keep_text(desk, None, stored, session)
            keep_state(desk, stored)
        else:
            stored = _change(desk, post, account_ids, own, session)
        place(desk, stored, account_ids, own, session)
        settle(desk, stored)  # out on every account that is left
        return view(desk, stored.id)


def _change(desk: Desk, post: Post, account_ids: Sequence[int], own: Mapping[int, str], session: str) -> Post:
    known = _get(desk, post.id)
    placements = desk.store.post.placements_of(post.id)
    if (post.day, post.time) != (known.day, known.time):
        refuse_if(rules.may_move(known, placements))
        _plan_anew(desk, placements)
        if post.day is None:
            refuse_request(desk, post.id)
    new = replace(known, text=post.text, day=post.day, time=post.time, link=post.link, note=post.note, tags=post.tags)
    if (new.text, own) != (known.text, rules.own_texts(placements)):
        new = replace(new, to_change="")
    places = {one.account_id: one.text for one in placements}
    wanted = {one: own.get(one) for one in account_ids}
    if (new.text, new.link, wanted) != (known.text, known.link, places) or new.day is None:
        new = _reopened(new)
    if new != known or wanted != places:
        new = _by_hand(new)
    if new != known:
        new = consented(desk, new)
        keep_text(desk, known, new, session)
        _store(desk, known, new)
    return new


def _store(desk: Desk, known: Post, new: Post) -> None:
    """Store `new` in place of `known`, and who gave it its state when that is another."""
    desk.store.post.change(new)
    if new.state is not known.state:
        keep_state(desk, new)


def _plan_anew(desk: Desk, placements: Iterable[Placement]) -> None:
    """What did not go out has another chance. What the platform was told stays: nothing is changed there from here."""
    for one in placements:
        if one.outcome is Outcome.FAILED:
            desk.store.post.placements.change(replace(one, failed_at=None, failure=""))


def reopen(desk: Desk, post_id: int) -> None:
    """Let an approved post be a draft again, within the step that changes what was approved.

    That is what is looked at before a post goes out: its text and link, its images with their alternative texts, and
    on which accounts. Its day and time are the plan's: moving it, by hand or in its form, keeps the approval, and only
    a post without a day is approved no more. Source: no rule was found; a proposal.
    """
    known = _get(desk, post_id)
    new = _by_hand(_reopened(known))
    if new != known:
        _store(desk, known, new)


def _reopened(post: Post) -> Post:
    return replace(post, state=PostState.DRAFT) if post.state is PostState.APPROVED else post


def _by_hand(post: Post) -> Post:
    """One of a series that is changed no longer follows it."""
    return replace(post, series_own=True) if post.series_id else post


def discard_empty(desk: Desk, post_id: int, *, session: str = "") -> bool:
    """Take away a post in which nothing was written, as when its form is closed; False when there was something.

    One that the same sitting made leaves nothing to undo.
    """
    found = view(desk, post_id)
    if not found.is_empty or found.post.series_id or found.post.state not in (PostState.IDEA, PostState.DRAFT):
        return False
    ids = found.account_ids
    with desk.step("post.write", about(desk, found.post, ids), merge=f"write:{session}" if session else ""):
        for one in found.placements:
            desk.store.post.placements.remove(one.id)
        desk.store.post.remove(post_id)
    return True


def move(desk: Desk, post_id: int, day: date, time: str | None = None) -> Post:
    """Give a post another day, and another time when one is told. Refused for one that is out.

    What a platform was told to send is still sent when it was told: that is kept, and remarked on until it agrees.
    """
    post = _get(desk, post_id)
    moved = replace(post, day=day, time=post.time if time is None else time)
    placements = desk.store.post.placements_of(post_id)
    refuse_if(rules.may_move(post, placements) + rules.check_time(moved.time))
    with desk.step("post.move", about(desk, post)):
        if moved != post:
            moved = consented(desk, _by_hand(moved))
            _store(desk, post, moved)
            _plan_anew(desk, placements)
    return moved


def copy(desk: Desk, post_id: int, day: date | None) -> Post:
    """A new draft with the same content, time, images and alternative texts, on `day` (an idea without one).

    It stands on those of the accounts that are still in use.
    """
    found = view(desk, post_id)
    state = PostState.DRAFT if day else PostState.IDEA
    source = found.post
    new = Post(
        text=source.text, state=state, day=day, time=source.time, link=source.link, note=source.note,
        created_at=desk.now(), tags=source.tags,
    )  # fmt: skip
    usable = {account.id for account in accounts(desk)}
    with desk.step("post.copy", about(desk, source, found.account_ids)):
        made = desk.store.post.add(new)
        keep_state(desk, made)
        place(desk, made, [one for one in found.account_ids if one in usable], found.own_texts)
        for image in found.images:
            desk.store.evidence.add(replace(image, id=0, subject_id=made.id, added_at=desk.now()))
    return made


def bin_post(desk: Desk, post_id: int) -> None:
    """Lay a post in the bin. One that is out is a record: it stays until its mark is taken back."""
    post = _get(desk, post_id)
    if post.binned_at:
        return
    placements = desk.store.post.placements_of(post_id)
    if rules.may_move(post, placements):
        raise RefusedError(Problem("post.published_binned"))
    refuse_if(rules.may_become(post, PostState.DROPPED, placements) if post.state is not PostState.DROPPED else [])
    with desk.step("post.bin", about(desk, post)):
        desk.store.post.change(replace(post, binned_at=desk.now()))


def restore(desk: Desk, post_id: int) -> Post:
    """Take a post out of the bin, as it was."""
    post = replace(_get(desk, post_id), binned_at=None)
    with desk.step("post.restore", about(desk, post)):
        desk.store.post.change(post)
    return post


def set_state(desk: Desk, post_id: int, state: PostState, note: str = "") -> PostView:
    """Give a post another state, by the allowed ways only. Published means now; back from it clears its marks.

    `note` is what has to be changed in one that comes back from review: it stands on the post until the text is
    another or it is approved.

    A post is only approved or published when nothing that stops is wrong with it, and approved when every stop of
    the checks is mended or passed; that it is out is a fact, which is kept whatever they say.
    """
    found = view(desk, post_id)
    if state is found.post.state:
        return found
    refuse_request(desk, post_id)
    refuse_if(rules.may_become(found.post, state, found.placements))
    if state is PostState.PUBLISHED:
        return publish(desk, post_id, [Publication(account_id=one, at=desk.now()) for one in _waiting(found)])
    note = clean(note).strip() if found.post.state is PostState.REVIEW and state is PostState.DRAFT else ""
    new = replace(found.post, state=state, to_change=note or ("" if state in READY else found.post.to_change))
    refuse_if(rules.check_all(new, found.placements))
    if state is PostState.APPROVED and found.post.state is not PostState.PUBLISHED:
        refuse_if(check_approval(desk, new, found.account_ids, found.images))
    with desk.step("post.state", about(desk, new, found.account_ids)):
        desk.store.post.change(new)
        keep_state(desk, new, note)
        for one in found.placements:
            if found.post.state is PostState.PUBLISHED:
                desk.store.post.placements.change(replace(one, published_at=None))
    return view(desk, post_id)


def _waiting(found: PostView) -> list[int]:
    return [one.account_id for one in found.placements if one.published_at is None]


def publish(desk: Desk, post_id: int, publications: Sequence[Publication]) -> PostView:
    """Mark that a post went out on some or all of its accounts. It is published when it is out on all of them.

    The first time it goes out its day and time become the real ones (the journal keeps the planned); a permanent
    link can be corrected later by marking again. Nothing is published ahead of its time.
    """
    found = view(desk, post_id)
    known = {one.account_id: one for one in found.placements}
    ready = replace(found.post, state=PostState.PUBLISHED)
    problems = rules.check_all(replace(ready, day=ready.day or desk.today()), found.placements)
    if found.post.state is not PostState.PUBLISHED:
        problems += rules.may_become(found.post, PostState.PUBLISHED)
    refuse_if(problems + _check_publications(desk, publications, known))
    with desk.step("post.publish", about(desk, found.post, found.account_ids)):
        for one in publications:
            link = clean(one.permalink).strip()
            out = replace(known[one.account_id], published_at=one.at, permalink=link, failed_at=None, failure="")
            desk.store.post.placements.change(out)
        settle(desk, found.post, first=not any(one.published_at for one in found.placements))
    return view(desk, post_id)


def _check_publications(
    desk: Desk, publications: Sequence[Publication], known: Mapping[int, Placement]
) -> list[Problem]:
    found = [Problem("post.published_ahead", where="time") for one in publications if one.at > desk.now()]
    found += [Problem("post.not_placed", where="accounts") for one in publications if one.account_id not in known]
    return found if publications else [Problem("post.no_account", where="accounts")]


def settle(desk: Desk, post: Post, *, first: bool = False) -> None:
    """Let state and day follow from where the post is out, within the step that changed that."""
    placements = desk.store.post.placements_of(post.id)
    out = [one.published_at for one in placements if one.published_at]
    new = post
    if first and out:
        moment = min(out).astimezone(STOCKHOLM)
        new = replace(new, day=moment.date(), time=moment.strftime("%H:%M"))
    if placements and len(out) == len(placements):
        new = replace(new, state=PostState.PUBLISHED, to_change="")
    if new != post:
        _store(desk, post, new)


def log_published(desk: Desk, text: str, publications: Sequence[Publication]) -> PostView:
    """Log a post that went out without having been planned."""
    ids = [one.account_id for one in publications]
    post = rules.tidied(Post(text=text, state=PostState.DRAFT, planned=False, created_at=desk.now()))
    refuse_if(rules.check_length(post.text))
    with desk.step("post.log", about(desk, post, ids)):
        made = desk.store.post.add(post)
        place(desk, made, ids, {})
        return publish(desk, made.id, publications)


def binned(desk: Desk) -> list[Post]:
    """What lies in the bin, newest first."""
    return desk.store.post.binned()


def ideas(desk: Desk) -> list[Post]:
    """Ideas and drafts without a day, newest first."""
    return desk.store.post.undated()


def count_ideas(desk: Desk) -> int:
    """How many ideas and drafts have no day."""
    return desk.store.post.count_undated()


def places(desk: Desk, posts: Sequence[Post]) -> dict[int, list[str]]:
    """By post, the names of the accounts it is placed on."""
    names = account_names(desk)
    found: dict[int, list[str]] = {}
    for one in desk.store.post.placed(posts):
        found.setdefault(one.post.id, []).append(names[one.placement.account_id])
    return found


def search(desk: Desk, text: str, limit: int = 50) -> list[Post]:
    """The newest posts whose text holds `text`, whatever its case; none for an empty text."""
    return desk.store.post.search(text.strip(), limit) if text.strip() else []
