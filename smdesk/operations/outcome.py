"""What has become of a post on each account: told to the platform, out, or not; one who is not told stays late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from smdesk.desk import Desk
from smdesk.domain import post as rules
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PLANNED, Outcome, Placement
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line
from smdesk.operations import post as posts
from smdesk.operations.post import PostView


@record(kw_only=True)
class Slot:
    """When a platform was told to send a post on an account."""

    account_id: int
    at: datetime


def schedule(desk: Desk, post_id: int, slots: Sequence[Slot]) -> PostView:
    """Say that the platform was told to send an approved post by itself, on some or all of its accounts.

    Told anew it is the new time that holds. Where that leaves no account waiting, the plan follows: the post gets the
    earliest of the times as its own.
    """
    found = posts.view(desk, post_id)
    known = _left(found)
    problems = [one for slot in slots for one in rules.may_schedule(found.post, slot.at, desk.now())]
    refuse_if(_once(problems) + _misplaced(known, [slot.account_id for slot in slots]))
    with desk.step("post.schedule", posts.about(desk, found.post, found.account_ids)):
        for slot in slots:
            told = replace(
                known[slot.account_id], scheduled_for=slot.at, scheduled_at=desk.now(), scheduled_by=desk.person.name,
                failed_at=None, failure="",
            )  # fmt: skip
            if (told.scheduled_for, known[slot.account_id].failed_at) != (known[slot.account_id].scheduled_for, None):
                desk.store.post.placements.change(told)
        _follow(desk, post_id)
    return posts.view(desk, post_id)


def _follow(desk: Desk, post_id: int) -> None:
    """Let the plan have the platform's time, where that sends it everywhere."""
    placements = desk.store.post.placements_of(post_id)
    times = [one.scheduled_for for one in placements if one.outcome is Outcome.SCHEDULED and one.scheduled_for]
    if len(times) == len(placements):
        local = min(times).astimezone(STOCKHOLM)
        posts.move(desk, post_id, local.date(), local.strftime("%H:%M"))


def unschedule(desk: Desk, post_id: int, account_ids: Sequence[int] | None = None) -> PostView:
    """Say that the post is stopped at the platform on these accounts, or on all (None): it waits again."""
    found = posts.view(desk, post_id)
    known = {key: one for key, one in _left(found).items() if one.outcome is Outcome.SCHEDULED}
    account_ids = list(known) if account_ids is None else account_ids
    refuse_if(_misplaced(known, account_ids))
    with desk.step("post.unschedule", posts.about(desk, found.post, found.account_ids)):
        for account_id in account_ids:
            desk.store.post.placements.change(_untold(known[account_id]))
    return posts.view(desk, post_id)


def _untold(one: Placement) -> Placement:
    return replace(one, scheduled_for=None, scheduled_at=None, scheduled_by="")


def is_scheduled(desk: Desk, post_id: int) -> bool:
    """Whether a platform sends the post by itself, on some account at least."""
    return any(one.outcome is Outcome.SCHEDULED for one in desk.store.post.placements_of(post_id))


def fail(desk: Desk, post_id: int, account_ids: Sequence[int], reason: str) -> PostView:
    """Say that the post did not go out on these accounts, and why. That is an answer: it is late there no longer.

    A new day or time, or a new schedule, gives it another chance.
    """
    found = posts.view(desk, post_id)
    reason = one_line(clean(reason))
    known = _left(found)
    problems = [] if reason else [Problem("post.failure_reason", where="reason")]
    if found.post.state not in PLANNED:
        problems.append(Problem("post.not_planned"))
    problems += [Problem("post.binned")] if found.post.binned_at else []
    refuse_if(problems + _misplaced(known, account_ids))
    with desk.step("post.fail", posts.about(desk, found.post, found.account_ids)):
        for account_id in account_ids:
            failed = replace(_untold(known[account_id]), failed_at=desk.now(), failure=reason)
            desk.store.post.placements.change(failed)
    return posts.view(desk, post_id)


def _left(found: PostView) -> dict[int, Placement]:
    """By account, where it is not out."""
    return {one.account_id: one for one in found.placements if one.outcome is not Outcome.PUBLISHED}


def _misplaced(known: dict[int, Placement], account_ids: Sequence[int]) -> list[Problem]:
    if not account_ids:
        return [Problem("post.no_account", where="accounts")]
    return [] if known.keys() >= set(account_ids) else [Problem("post.not_placed", where="accounts")]


def _once(problems: Sequence[Problem]) -> list[Problem]:
    return list({one.code: one for one in problems}.values())
