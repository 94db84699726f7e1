"""What the page ”Inkommet” shows: the items with the time of their answer, one of them in full, and how answers go."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from smdesk.desk import Desk
from smdesk.domain.account import Account, by_account
from smdesk.domain.answer_time import (
    AT_ONCE,
    SAME_DAY,
    AnswerState,
    Asked,
    Limit,
    OfficeHours,
    Summary,
    Unit,
    WorkingTime,
    answer_by,
    check_hours,
    limit_on,
    state,
    summary,
)
from smdesk.domain.calendar import STOCKHOLM, local_day
from smdesk.domain.dates import read_time
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.inbound import EventKind, Inbound, InboundEvent, InboundState, pauses
from smdesk.domain.inbound_category import Deadline, InboundCategory
from smdesk.domain.inbound_filter import RECENT_DAYS, TAKEN_AWAY, InboundFilter
from smdesk.domain.problem import refuse_if
from smdesk.domain.record import record
from smdesk.domain.routine import Requirement
from smdesk.operations.calendar import workdays
from smdesk.operations.inbound import get, happened, thread
from smdesk.operations.inbound_category import categories

MOST = 100
"""Items that are listed at first: all of 30,000 would be felt, and nobody reads them."""

ASK_AFTER = 3
"""Working days that somebody else looks into something before it is asked about: a proposal, no source gives a time."""

_TODAY = frozenset({AnswerState.AT_ONCE, AnswerState.LATE, AnswerState.DUE_TODAY})
_HOURS = "office.hours"
_NEXT_ROUND = Limit(1, Unit.DAYS)
_LIMITS: Mapping[Deadline, Limit | None] = {
    Deadline.MINUTES: AT_ONCE,
    Deadline.AT_ONCE: AT_ONCE,
    Deadline.SAME_DAY: SAME_DAY,
    Deadline.DAILY: _NEXT_ROUND,
    Deadline.NONE: None,
}
"""What a kind's deadline comes to; the account's own time, which is not here, holds for the others."""


@record
class Line:
    """An item of the list: on which account, of what kind, and until when it is to be answered.

    `has_evidence` tells of what was taken away that a copy of it is kept.
    """

    one: Inbound
    account: Account
    category: InboundCategory | None
    limit: Limit | None
    by: datetime | None
    state: AnswerState
    has_evidence: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it should have been answered by now, and is not."""
        return self.one.is_open and self.state is AnswerState.LATE


@record
class Listed:
    """What a filter leaves: the lines, how many more there are, and of all items how many wait for what.

    `is_any` tells whether anything ever came in.
    """

    lines: Sequence[Line]
    left: int
    open: int
    to_register: int
    is_any: bool = True


@record
class Incoming:
    """What asks for something today: `lines` are late, due today, or too long with somebody else, `slow` since when by
    item. Of all, `open` are to be handled, and `to_register` must be registered and have no number yet.
    """

    lines: Sequence[Line]
    slow: Mapping[int, datetime]
    open: int
    to_register: int

    @property
    def late(self) -> int:
        """How many should have been answered by now."""
        return sum(one.is_late for one in self.lines)


@record
class View:
    """One item in full: its line, its conversation with itself in it, what has happened to it, and its files."""

    line: Line
    thread: Sequence[Inbound]
    events: Sequence[InboundEvent]
    files: Sequence[Evidence]


def category_of(key: str) -> InboundCategory | None:
    """A kind by its key; None where nobody has chosen, or the rules no longer have it."""
    return next((one for one in categories() if one.key == key), None)


def office_hours(desk: Desk) -> OfficeHours:
    """When the office opens and closes, as set here, else as proposed."""
    opens, _, closes = desk.store.setting.get(_HOURS).partition(" ")
    first, last = read_time(opens), read_time(closes)
    return OfficeHours(first, last) if first and last else OfficeHours()


def has_own_hours(desk: Desk) -> bool:
    """Whether the office's hours were set here; else they are a proposal."""
    return bool(desk.store.setting.get(_HOURS))


def set_office_hours(desk: Desk, opens: time, closes: time) -> OfficeHours:
    """Set when the office opens and closes on a working day. Refused when it closes first."""
    hours = OfficeHours(opens, closes)
    refuse_if(check_hours(hours))
    if hours != office_hours(desk):
        with desk.step("answer_time.hours"):
            desk.store.setting.put(_HOURS, f"{opens:%H:%M} {closes:%H:%M}")
    return hours


def listed(desk: Desk, chosen: InboundFilter, text: str = "", *, most: int = MOST) -> Listed:
    """The items that a filter and every word of `text` leave: the open by the time of their answer, then the others.

    At most `most` of each are read; `left` says how many are not.
    """
    table, since = desk.store.inbound, recent_from(desk)
    found = table.listed(chosen, since, text, limit=most)
    lines = _lines(desk, found)
    waiting = sorted((one for one in lines if one.one.is_open), key=lambda one: _urgency(one, desk.now()))
    left = table.count_listed(chosen, since, text) - len(found) if len(found) >= most else 0
    return Listed(
        lines=[*waiting, *(one for one in lines if not one.one.is_open)],
        left=left,
        open=table.count_open(),
        to_register=table.count_to_register(),
        is_any=bool(found) or table.count() > 0,
    )


def incoming(desk: Desk) -> Incoming:
    """What of all that came in asks for something today, the most urgent first."""
    now, lines = desk.now(), _lines(desk, desk.store.inbound.opened())
    slow = _slow(desk, [one.one.id for one in lines if one.one.state is InboundState.WAITING])
    asked = [one for one in lines if one.state in _TODAY or one.one.id in slow]
    return Incoming(
        lines=sorted(asked, key=lambda one: _urgency(one, now)),
        slow=slow,
        open=len(lines),
        to_register=desk.store.inbound.count_to_register(),
    )


def _slow(desk: Desk, ids: Sequence[int]) -> dict[int, datetime]:
    """Since when somebody has had the items, those that they have had too long; telling the sender counts anew."""
    days, found = workdays(desk), {}
    for inbound_id, events in (desk.store.inbound.happened(ids) if ids else {}).items():
        told = max(one.at for one in events if one.kind in (EventKind.FORWARDED, EventKind.STATUS_TOLD))
        since = told.astimezone(STOCKHOLM)
        if days.after(since, ASK_AFTER) < desk.now():
            found[inbound_id] = since
    return found


def view(desk: Desk, inbound_id: int) -> View:
    """One item in full; `RefusedError` when it is gone."""
    one = get(desk, inbound_id)
    return View(
        line=_lines(desk, [one])[0],
        thread=thread(desk, one),
        events=happened(desk, inbound_id),
        files=desk.store.evidence.of(Subject.INBOUND, inbound_id),
    )


def near(desk: Desk, inbound_id: int, most: int) -> list[Line]:
    """What else came in on the same account, but for its own conversation, the newest first and at most `most`."""
    one = get(desk, inbound_id)
    found = desk.store.inbound.newest_of(one.account_id, most + 1)
    others = [
        other for other in found if other.id != one.id and (not one.thread_id or other.thread_id != one.thread_id)
    ]
    return _lines(desk, others[:most])


def recent_from(desk: Desk) -> datetime:
    """From when on what came in is recent."""
    return desk.now() - timedelta(days=RECENT_DAYS)


def answers(desk: Desk) -> Summary:
    """How what came in lately was answered: the middle one's working time, and how many in time."""
    since = recent_from(desk)
    rules = _requirements(desk, since)
    items = [
        Asked(
            came_in=one.came_in_at,
            limit=_limit(category_of(one.category), rules.get(one.account_id, ()), one.came_in_at),
            answered_at=one.done_at,
            pauses=pauses(one.away),
        )
        for one in desk.store.inbound.came_in_since(since)
    ]
    return summary(_working(desk), items, desk.now())


def _working(desk: Desk) -> WorkingTime:
    return WorkingTime(workdays(desk), office_hours(desk))


def _requirements(desk: Desk, since: datetime) -> Mapping[int, Sequence[Requirement]]:
    """What every account has had to live up to since then, in one question."""
    return by_account(desk.store.routine.requirements_from(local_day(since)))


def _limit(category: InboundCategory | None, rules: Iterable[Requirement], came_in: datetime) -> Limit | None:
    if category is not None and category.deadline in _LIMITS:
        return _LIMITS[category.deadline]
    return limit_on(rules, local_day(came_in))


def _lines(desk: Desk, items: Collection[Inbound]) -> list[Line]:
    """The items as lines, in their order. Only what is open is read further: the rest is done."""
    if not items:
        return []
    accounts = {one.id: one for one in desk.store.account.all()}
    rules = _requirements(desk, min(one.came_in_at for one in items))
    events = desk.store.inbound.happened(one.id for one in items if one.is_open)
    gone = [one.id for one in items if one.handling in TAKEN_AWAY]
    kept = desk.store.evidence.those_with_files(Subject.INBOUND, gone) if gone else ()
    working, now = _working(desk), desk.now()
    found = []
    for one in items:
        category = category_of(one.category)
        own = rules.get(one.account_id, ())
        limit = _limit(category, own, one.came_in_at) or _limit(category, own, now)  # it may be asked for only since
        asked = Asked(
            came_in=one.came_in_at,
            limit=limit,
            answered_at=None if one.is_open else one.replied_at or one.closed_at,
            pauses=pauses(events.get(one.id, ())),
        )
        stands = state(working, asked, now) if one.is_open else AnswerState.ANSWERED
        by = answer_by(working, asked, now) if one.is_open else None
        found.append(Line(one, accounts[one.account_id], category, limit, by, stands, one.id in kept))
    return found


_ORDER = {found: number for number, found in enumerate(AnswerState)}


def _urgency(line: Line, now: datetime) -> tuple[int, datetime, datetime]:
    return _ORDER[line.state], line.by or now, line.one.came_in_at
