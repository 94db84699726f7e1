"""Krisläge: pause everything that is planned, look at each post before it may go out, and call it off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from smdesk.desk import Desk
from smdesk.domain.crisis import Crisis
from smdesk.domain.post import Outcome, Post, PostState
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.routine import check_times, clean_times
from smdesk.domain.text import clean, one_line
from smdesk.operations import post as posts
from smdesk.operations.stored import stored
from smdesk.resources import read_toml


@record(kw_only=True)
class Source:
    """A number or a page to refer to; `url` is empty for a number."""

    name: str
    what: str
    url: str = ""


@cache
def sources() -> tuple[Source, ...]:
    """What is at hand in a crisis. Source: resources/rules/crisis.toml names it."""
    return tuple(Source(**one) for one in read_toml("rules/crisis.toml")["sources"])


def proposed_rounds() -> str:
    """Clock times for looking at every account in a crisis: a proposal, since no source says any."""
    return str(read_toml("rules/crisis.toml")["rounds"])


def current(desk: Desk) -> Crisis | None:
    """The crisis that lasts, if there is one."""
    return desk.store.post.crisis()


def held(desk: Desk) -> list[Post]:
    """The posts that are paused and not yet looked at: first those that a platform sends all the same, then by day."""
    found = desk.store.post.held()
    times = going_out(desk, found)
    first = sorted((one for one in found if one.id in times), key=lambda one: times[one.id])
    return first + [one for one in found if one.id not in times]


def planned(desk: Desk) -> list[Post]:
    """What would be paused now: every post that is not out, one that is late too, for it can still be sent."""
    return desk.store.post.still_planned()


def going_out(desk: Desk, found: Sequence[Post]) -> dict[int, datetime]:
    """By post, when a platform sends it by itself unless it is stopped there; nothing for one that waits here."""
    times: dict[int, datetime] = {}
    for one in desk.store.post.placed(found):
        at = one.placement.scheduled_for
        if one.placement.outcome is Outcome.SCHEDULED and at:
            times[one.post.id] = min(at, times.get(one.post.id, at))
    return times


def begin(desk: Desk, reason: str, rounds: str = "", *, on_free_days: bool = False) -> int:
    """Pause everything that is planned, as one step; the number of posts. What is planned from now on is not paused.

    Until it ends every account is looked at also at the clock times of `rounds`, on free days too if so chosen.
    """
    reason, rounds = one_line(clean(reason)), clean_times(rounds)
    refuse_if([] if reason else [Problem("crisis.reason", where="reason")])
    refuse_if(check_times(rounds, "rounds"))
    if current(desk):
        raise RefusedError(Problem("crisis.already"))
    found = planned(desk)
    with desk.step("crisis.begin"):
        desk.store.post.crises.add(
            Crisis(
                reason=reason, began_at=desk.now(), began_by=desk.person.name, rounds=rounds, on_free_days=on_free_days
            )
        )
        for one in found:
            desk.store.post.change(replace(one, held_at=desk.now()))
    return len(found)


def release(desk: Desk, post_id: int) -> Post:
    """Let a post that was paused go out as planned: somebody has looked at it."""
    known = stored(desk.store.post, post_id, Problem("post.gone"))
    new = replace(known, held_at=None)
    with desk.step("crisis.release", posts.about(desk, known)):
        if new != known:
            desk.store.post.change(new)
    return new


def drop(desk: Desk, post_id: int) -> None:
    """Drop a post that was paused: it does not go out."""
    known = stored(desk.store.post, post_id, Problem("post.gone"))
    with desk.step("crisis.drop", posts.about(desk, known)):
        release(desk, post_id)
        posts.set_state(desk, post_id, PostState.DROPPED)


def end(desk: Desk) -> None:
    """Call the crisis off. Refused while posts are paused that nobody has looked at."""
    known = current(desk)
    if known is None:
        return
    refuse_if(_left(held(desk)))
    with desk.step("crisis.end"):
        desk.store.post.crises.change(replace(known, ended_at=desk.now(), ended_by=desk.person.name))


def _left(waiting: Sequence[Post]) -> list[Problem]:
    return [Problem("crisis.left", values={"count": len(waiting)})] if waiting else []
