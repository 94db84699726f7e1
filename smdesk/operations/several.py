"""One verb for several posts at once: all of them or none, and taken back as one step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.post import PlacedPost, Post, PostState
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.slot import moved_time
from smdesk.operations import post as posts
from smdesk.words import problem_text


def _each(desk: Desk, name: str, post_ids: Sequence[int], verb: Callable[[int], object]) -> None:
    """Do `verb` to every post as one step; when one refuses nothing is done, and the problem names it."""
    refused: list[Problem] = []
    with desk.step(name, _about(desk, post_ids)):
        for post_id in post_ids:
            try:
                verb(post_id)
            except RefusedError as error:
                if len(post_ids) == 1:
                    raise
                refused += [_named(desk, post_id, one) for one in error.problems]
        refuse_if(refused)


def _about(desk: Desk, post_ids: Sequence[int]) -> str:
    if len(post_ids) == 1 and (known := desk.store.post.known(post_ids[0])):
        return posts.about(desk, known)
    return f"{len(post_ids)} inlägg"


def _named(desk: Desk, post_id: int, problem: Problem) -> Problem:
    known = desk.store.post.known(post_id)
    if known is None:
        return problem
    name = posts.about(desk, known)
    if known.title:
        name = f"”{known.title[:60]}” ({name})"
    return Problem("posts.one", values={"name": name, "why": problem_text(problem)}, where=problem.where)


def move(desk: Desk, post_ids: Sequence[int], days: int, quarters: int = 0) -> None:
    """Move posts by days and quarters of an hour; refused for one that is out, or whose day ends before."""

    def shift(post_id: int) -> None:
        post = posts.view(desk, post_id).post
        time = moved_time(post.time, quarters)
        refuse_if([Problem("post.day_ends", where="time")] if time is None else [])
        refuse_if([Problem("post.no_day", where="day")] if post.day is None else [])
        try:
            day = (post.day or date.min) + timedelta(days=days)
        except OverflowError as error:
            raise RefusedError(Problem("post.no_day", where="day")) from error
        posts.move(desk, post_id, day, time)

    _each(desk, "post.move" if len(post_ids) == 1 else "posts.move", post_ids, shift)


def bin_posts(desk: Desk, post_ids: Sequence[int]) -> None:
    """Lay posts in the bin; refused when one of them is out."""
    _each(desk, "post.bin" if len(post_ids) == 1 else "posts.bin", post_ids, lambda one: posts.bin_post(desk, one))


def set_state(desk: Desk, post_ids: Sequence[int], state: PostState) -> None:
    """Give posts another state; refused when one of them may not have it."""
    name = "post.state" if len(post_ids) == 1 else "posts.state"
    _each(desk, name, post_ids, lambda one: posts.set_state(desk, one, state))


def copy(desk: Desk, post_ids: Sequence[int], first: date | None) -> list[Post]:
    """Copy posts as drafts, each on its own day but none before `first`; as ideas for the idébank without it."""
    made: list[Post] = []

    def double(post_id: int) -> None:
        day = max(posts.view(desk, post_id).post.day or first, first) if first else None
        made.append(posts.copy(desk, post_id, day))

    _each(desk, "post.copy" if len(post_ids) == 1 else "posts.copy", post_ids, double)
    return made


@record(kw_only=True)
class Idea:
    """A post of the idébank with the accounts it is thought for; the title is an own text's where none is common."""

    post: Post
    title: str
    account_ids: tuple[int, ...]
    accounts: tuple[str, ...]


def ideas(desk: Desk) -> list[Idea]:
    """Ideas and drafts without a day, newest first."""
    found, names = posts.ideas(desk), posts.account_names(desk)
    by_post: dict[int, list[PlacedPost]] = {}
    for placed in desk.store.post.placed(found):
        by_post.setdefault(placed.post.id, []).append(placed)
    return [
        Idea(
            post=one,
            title=one.title or next((each.title for each in placed if each.title), ""),
            account_ids=tuple(each.account_id for each in placed),
            accounts=tuple(names[each.account_id] for each in placed),
        )
        for one in found
        for placed in [by_post.get(one.id, [])]
    ]


def shelve(desk: Desk, post_ids: Sequence[int]) -> None:
    """Take posts out of the calendar, to the idébank: they keep all but their day.

    One that was approved is a draft again (`posts.reopen`), one that was dropped an idea. Refused for one that is out.
    """

    def lay(post_id: int) -> None:
        if posts.view(desk, post_id).post.state is PostState.DROPPED:
            posts.set_state(desk, post_id, PostState.IDEA)
        found = posts.view(desk, post_id)
        posts.write(desk, replace(found.post, day=None), found.account_ids)

    _each(desk, "post.shelve", post_ids, lay)


def schedule(
    desk: Desk, post_ids: Sequence[int], day: date, account_ids: Sequence[int] = (), time: str | None = None
) -> None:
    """Lay posts of the idébank in the calendar; an idea becomes a draft. `account_ids` are for those that have none.

    `time` (HH:MM) is theirs when it is told. Raises `RefusedError` for an account that is not in use.
    """

    def lay(post_id: int) -> None:
        if posts.view(desk, post_id).post.state is PostState.IDEA:
            posts.set_state(desk, post_id, PostState.DRAFT)
        found = posts.view(desk, post_id)
        planned = replace(found.post, day=day, time=found.post.time if time is None else time)
        posts.write(desk, planned, found.account_ids or account_ids)

    _each(desk, "post.lay", post_ids, lay)
