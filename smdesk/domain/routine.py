"""The routine: what each account requires, the monitoring rounds that follow from it, and what was done."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from smdesk.domain.account import MONITORED, Account, AccountStatus, StatusChange
from smdesk.domain.crisis import Crisis, extra_rounds
from smdesk.domain.dates import read_time
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line
from smdesk.domain.workdays import Workdays


class RequirementKind(StrEnum):
    """What a requirement counts: posts a week, rounds a working day, working days or working hours to answer."""

    POSTS = "posts_per_week"
    ROUNDS = "rounds_per_day"
    ANSWER = "answer_days"
    ANSWER_HOURS = "answer_hours"

    @property
    def subject(self) -> "RequirementKind":
        """The kind that stands for all that ask for the same thing. One of them holds at a time: days or hours."""
        return RequirementKind.ANSWER if self is RequirementKind.ANSWER_HOURS else self


SUBJECTS = tuple(dict.fromkeys(kind.subject for kind in RequirementKind))
"""What an account can be asked for, each once."""


class SourceKind(StrEnum):
    """What a requirement rests on. A proposal is never shown as policy."""

    LOCAL = "local"
    CITY = "city"
    LAW = "law"
    PROPOSAL = "proposal"
    NONE = "none"


@record(kw_only=True)
class Requirement:
    """One requirement on an account from `valid_from` on; a `deviation` outweighs it from day to day inclusive."""

    id: int = 0
    account_id: int
    kind: RequirementKind
    value: int
    times: str = ""  # clock times of the rounds, ”09:00 15:00”
    source: str = ""
    source_kind: SourceKind = SourceKind.NONE
    valid_from: date
    valid_to: date | None = None
    deviation: bool = False
    decided_by: str = ""


class PauseKind(StrEnum):
    """Why nothing is asked for: out of season, a pause of the account, or an absence of the whole desk."""

    SEASON = "season"
    PAUSE = "pause"
    ABSENCE = "absence"


@record(kw_only=True)
class Pause:
    """Days, both included, without rounds. `account_id` None means every account."""

    id: int = 0
    account_id: int | None = None
    kind: PauseKind = PauseKind.PAUSE
    first_day: date
    last_day: date
    reason: str = ""


class Result(StrEnum):
    """What a round gave."""

    NOTHING_NEW = "nothing_new"
    REGISTERED = "registered"
    ACTED = "acted"


@record(kw_only=True)
class Tick:
    """A round that was made: of which account, which day and slot, when in truth, by whom, with what result."""

    id: int = 0
    account_id: int
    day: date
    slot: str
    done_at: datetime
    done_by: str = ""
    result: Result = Result.NOTHING_NEW
    note: str = ""
    late: bool = False  # entered after its day: shown as such for ever


class RoundState(StrEnum):
    """How a round stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    COMING = "coming"
    OVERDUE = "overdue"  # its time has passed, its day has not
    MISSED = "missed"


@record
class Round:
    """One monitoring round that an account requires: do it on `day`, at the latest at `slot`."""

    account_id: int
    day: date
    slot: str
    tick: Tick | None = None

    @property
    def is_made(self) -> bool:
        """Whether somebody has made it, in time or late."""
        return self.tick is not None

    @property
    def key(self) -> tuple[int, date, str]:
        """What tells this round from all others."""
        return self.account_id, self.day, self.slot

    def state(self, now: datetime) -> RoundState:
        """How the round stands at `now` (local time)."""
        if self.tick:
            return RoundState.DONE_LATE if self.tick.late else RoundState.DONE
        if self.day < now.date():
            return RoundState.MISSED
        if self.day == now.date() and self.slot < now.strftime("%H:%M"):
            return RoundState.OVERDUE
        return RoundState.COMING

    def distance(self, now: datetime) -> timedelta:
        """How long by the clock on the wall until its time; negative once that has passed."""
        planned = datetime.combine(self.day, time.fromisoformat(self.slot))
        return planned - now.replace(tzinfo=None)


def requirement_on(requirements: Iterable[Requirement], kind: RequirementKind, day: date) -> Requirement | None:
    """The requirement on the subject of `kind` that holds on `day`: a decided deviation first, else the newest."""
    valid = [
        one
        for one in requirements
        if one.kind.subject is kind.subject and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    ]
    return max(valid, key=lambda one: (one.deviation, one.valid_from, one.id), default=None)


def status_on(changes: Iterable[StatusChange], day: date) -> AccountStatus | None:
    """The status an account had at the end of `day`; None before its first."""
    known = [change for change in changes if change.day <= day]
    return max(known, key=lambda change: (change.day, change.id)).status if known else None


def clean_times(text: str) -> str:
    """Clock times as they are kept, in order and once each: ”9.00, 15:00” gives ”09:00 15:00”.

    What is no clock time is left as it is, for `check_requirement` to point at.
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    times = {word: read_time(word) for word in words}
    return " ".join(sorted({found.strftime("%H:%M") if (found := times[word]) else word for word in words}))


def check_times(text: str, where: str) -> list[Problem]:
    """What forbids clock times as `clean_times` gives them back."""
    return [] if all(map(_is_clock, text.split())) else [Problem("requirement.times", where=where)]


def _is_clock(text: str) -> bool:
    found = read_time(text)
    return found is not None and found.strftime("%H:%M") == text


def tidied_requirement(one: Requirement) -> Requirement:
    """The requirement with its texts as the register keeps them; only rounds have clock times."""
    times = clean_times(one.times) if one.kind is RequirementKind.ROUNDS else ""
    return replace(one, times=times, source=one_line(clean(one.source)), decided_by=one_line(clean(one.decided_by)))


def tidied_pause(pause: Pause) -> Pause:
    """The pause with its reason as the register keeps it."""
    return replace(pause, reason=clean(pause.reason).strip())


def check_requirement(one: Requirement, today: date) -> list[Problem]:
    """What forbids a new requirement. It never reaches back: a round that was missed stays missed."""
    found = []
    if one.value < 0:
        found.append(Problem("requirement.value", where="value"))
    if one.kind is RequirementKind.ANSWER_HOURS and one.value == 0:
        found.append(Problem("requirement.hours", where="value"))
    if one.kind is RequirementKind.ROUNDS:
        times = one.times.split()
        if len(times) != max(0, one.value) or not all(map(_is_clock, times)):
            found.append(Problem("requirement.times", where="times"))
    if one.source_kind in (SourceKind.LOCAL, SourceKind.CITY, SourceKind.LAW) and not one.source.strip():
        found.append(Problem("requirement.source", where="source"))
    if one.valid_from < today:
        found.append(Problem("requirement.past", where="valid_from"))
    if one.valid_to is not None and one.valid_to < one.valid_from:
        found.append(Problem("requirement.days", where="valid_to"))
    if one.deviation and (one.valid_to is None or not one.decided_by.strip()):
        found.append(Problem("requirement.deviation", where="decided_by"))
    return found


def check_pause(one: Pause, today: date) -> list[Problem]:
    """What forbids a new pause. It never reaches back: a round that was missed stays missed."""
    found = []
    if one.last_day < one.first_day:
        found.append(Problem("pause.days", where="last_day"))
    if one.first_day < today:
        found.append(Problem("pause.past", where="first_day"))
    if one.account_id is None and one.kind is not PauseKind.ABSENCE:
        found.append(Problem("pause.account", where="account_id"))
    return found


@record
class Plan:
    """All that the rounds follow from. `began` is the day the register was taken into use."""

    accounts: Sequence[Account]
    requirements: Mapping[int, Sequence[Requirement]]
    statuses: Mapping[int, Sequence[StatusChange]]
    pauses: Sequence[Pause]
    workdays: Workdays
    began: date
    crises: Sequence[Crisis] = ()


class NotAsked(StrEnum):
    """Why a day asks for no round."""

    BEFORE = "before"  # the register had not begun
    FREE = "free"  # weekend, red day or another free day
    STATUS = "status"  # the account was not in use
    SEASON = "season"
    PAUSE = "pause"
    ABSENCE = "absence"
    NO_REQUIREMENT = "no_requirement"


def paused_by(pauses: Iterable[Pause], account_id: int, day: date) -> Pause | None:
    """The pause that covers the account on `day`, if one does."""
    covering = (one for one in pauses if one.first_day <= day <= one.last_day)
    return next((one for one in covering if one.account_id in (None, account_id)), None)


def slots_on(plan: Plan, account_id: int, day: date) -> list[str]:
    """The clock times at which `account_id` is to be looked at on `day`; empty where nothing is asked for."""
    found = asked_on(plan, account_id, day)
    return [] if isinstance(found, NotAsked) else found


def asked_on(plan: Plan, account_id: int, day: date) -> list[str] | NotAsked:
    """The clock times of the day's rounds, or why there are none."""
    if day < plan.began:
        return NotAsked.BEFORE
    is_working = plan.workdays.is_working(day)
    denser = extra_rounds(plan.crises, day, is_working=is_working)
    if not is_working and not denser:
        return NotAsked.FREE
    if status_on(plan.statuses.get(account_id, ()), day) not in MONITORED:
        return NotAsked.STATUS
    if pause := paused_by(plan.pauses, account_id, day):
        return NotAsked(pause.kind.value)
    found = requirement_on(plan.requirements.get(account_id, ()), RequirementKind.ROUNDS, day)
    times = found.times.split()[: found.value] if found and is_working else []
    return sorted({*times, *denser}) or NotAsked.NO_REQUIREMENT


def rounds(plan: Plan, days: Iterable[date], ticks: Iterable[Tick]) -> list[Round]:
    """Every round of `days`, in order of day, slot and account, with its tick where it was made.

    A tick whose round is no longer asked for is kept and shown: what was done was done.
    """
    done = {(tick.account_id, tick.day, tick.slot): tick for tick in ticks}
    found = []
    for day in days:
        for account in plan.accounts:
            for slot in slots_on(plan, account.id, day):
                found.append(Round(account.id, day, slot, done.pop((account.id, day, slot), None)))
    found += [Round(tick.account_id, tick.day, tick.slot, tick) for tick in done.values()]
    order = {account.id: place for place, account in enumerate(plan.accounts)}
    return sorted(found, key=lambda one: (one.day, one.slot, order.get(one.account_id, len(order))))


class DayState(StrEnum):
    """How one day of one account stands in the month matrix."""

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    COMING = "coming"
    NOT_ASKED = "not_asked"


def day_state(of_day: Sequence[Round], now: datetime) -> DayState:
    """The month matrix' word for the rounds of one account and day. A day is missed first when it is over."""
    if not of_day:
        return DayState.NOT_ASKED
    states = [one.state(now) for one in of_day]
    made = sum(one.is_made for one in of_day)
    if made == len(states):
        return DayState.DONE
    if any(state in (RoundState.COMING, RoundState.OVERDUE) for state in states):
        return DayState.COMING
    return DayState.PARTLY if made else DayState.MISSED


@record
class Cell:
    """One account and day of the month matrix: `made` of `asked` rounds, `late` of them entered afterwards."""

    day: date
    state: DayState
    made: int = 0
    asked: int = 0
    late: int = 0
    why: NotAsked | None = None


def cell(plan: Plan, account_id: int, day: date, of_day: Sequence[Round], now: datetime) -> Cell:
    """The month matrix' cell for the rounds of one account and day."""
    made = sum(one.is_made for one in of_day)
    late = sum(one.tick is not None and one.tick.late for one in of_day)
    found = None if of_day else asked_on(plan, account_id, day)
    why = found if isinstance(found, NotAsked) else None
    return Cell(day, day_state(of_day, now), made, len(of_day), late, why)
