"""The routine: what each account requires, the monitoring rounds that follow from it, and what was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.account import Account, AccountStatus, StatusChange
from smdesk.domain.workdays import Workdays


class RequirementKind(StrEnum):
    """What a requirement counts: posts a week, rounds a working day, working days to answer."""

    POSTS = "posts_per_week"
    ROUNDS = "rounds_per_day"
    ANSWER = "answer_days"


class SourceKind(StrEnum):
    """What a requirement rests on. A proposal is never shown as policy."""

    LOCAL = "local"
    CITY = "city"
    LAW = "law"
    PROPOSAL = "proposal"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class Round:
    """One monitoring round that an account requires: do it on `day`, at the latest at `slot`."""

    account_id: int
    day: date
    slot: str
    tick: Tick | None = None

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


def requirement_on(
    requirements: Iterable[Requirement], kind: RequirementKind, day: date
) -> Requirement | None:
    """The requirement of `kind` that holds on `day`: a decided deviation first, else the newest."""
    valid = [
        one
        for one in requirements
        if one.kind is kind and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    ]
    return max(valid, key=lambda one: (one.deviation, one.valid_from, one.id), default=None)


def status_on(changes: Iterable[StatusChange], day: date) -> AccountStatus | None:
    """The status an account had at the end of `day`; None before its first."""
    known = [change for change in changes if change.day <= day]
    return max(known, key=lambda change: (change.day, change.id)).status if known else None


@dataclass(frozen=True, slots=True)
class Duties:
    """All that the rounds follow from. `began` is the day the register was taken into use."""

    accounts: Sequence[Account]
    requirements: Mapping[int, Sequence[Requirement]]
    statuses: Mapping[int, Sequence[StatusChange]]
    pauses: Sequence[Pause]
    workdays: Workdays
    began: date


MONITORED = frozenset({AccountStatus.ACTIVE, AccountStatus.CLOSING})


def slots_on(asked: Duties, account_id: int, day: date) -> list[str]:
    """The clock times at which `account_id` is to be looked at on `day`; empty where nothing is asked for."""
    if day < asked.began or not asked.workdays.is_working(day):
        return []
    if status_on(asked.statuses.get(account_id, ()), day) not in MONITORED:
        return []
    for pause in asked.pauses:
        if pause.account_id in (None, account_id) and pause.first_day <= day <= pause.last_day:
            return []
    found = requirement_on(asked.requirements.get(account_id, ()), RequirementKind.ROUNDS, day)
    return found.times.split()[: found.value] if found else []


def rounds(asked: Duties, days: Iterable[date], ticks: Iterable[Tick]) -> list[Round]:
    """Every round of `days`, in order of day, slot and account, with its tick where it was made.

    A tick whose round is no longer asked for is kept and shown: what was done was done.
    """
    done = {(tick.account_id, tick.day, tick.slot): tick for tick in ticks}
    found = []
    for day in days:
        for account in asked.accounts:
            for slot in slots_on(asked, account.id, day):
                found.append(Round(account.id, day, slot, done.pop((account.id, day, slot), None)))
    found += [Round(tick.account_id, tick.day, tick.slot, tick) for tick in done.values()]
    order = {account.id: place for place, account in enumerate(asked.accounts)}
    return sorted(found, key=lambda one: (one.day, one.slot, order.get(one.account_id, len(order))))


class DayState(StrEnum):
    """How one day of one account stands in the month matrix."""

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    COMING = "coming"
    NOT_ASKED = "not_asked"


def day_state(of_day: Sequence[Round], now: datetime) -> DayState:
    """The month matrix' word for the rounds of one account and day."""
    if not of_day:
        return DayState.NOT_ASKED
    states = [one.state(now) for one in of_day]
    made = sum(state in (RoundState.DONE, RoundState.DONE_LATE) for state in states)
    if made == len(states):
        return DayState.DONE
    if any(state in (RoundState.COMING, RoundState.OVERDUE) for state in states):
        return DayState.COMING
    return DayState.PARTLY if made else DayState.MISSED
