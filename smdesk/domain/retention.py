"""How long what came in is kept: classes, gallringsbeslut, gallringsstopp, and what a decision lets go on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.calendar import months_after
from smdesk.domain.problem import Problem, stops
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind

MOST_MONTHS = 1200
"""A retention time beyond a hundred years is a slip of the hand."""


class Registered(StrEnum):
    """Whether what is purged of a class has to be in the diarium."""

    ANY = "any"
    MUST = "must"
    MUST_NOT = "must_not"


@record(kw_only=True)
class RetentionClass:
    """One class of resources/rules/retention.toml; with `may_purge` a decision can be about it.

    `certainty` tells how its source is known: S read, L the law's text read, D a proposal, NF looked for and not found.
    """

    key: str
    name: str
    text: str
    may_purge: bool
    registered: Registered
    kind: SourceKind
    certainty: str
    source: str = ""
    url: str = ""


@record(kw_only=True)
class Decision:
    """A gallringsbeslut as it was entered: nothing is purged without one.

    `classes` are the keys of those it is about, with a space between. It lets go what was closed `months` calendar
    months ago, through its last day `ends_on` if it has one.
    """

    id: int = 0
    number: str
    decided_on: date | None
    decided_by: str = ""
    classes: str = ""
    months: int = 0
    ends_on: date | None = None
    note: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the classes it is about."""
        return frozenset(self.classes.split())


@record(kw_only=True)
class PurgeRecord:
    """That something was purged under a decision: when and by whom; `items` are the numbers of what went, with a space
    between. What each was is told by what is left of it."""

    id: int = 0
    decision_id: int
    at: datetime
    by: str = ""
    items: str = ""

    @property
    def ids(self) -> list[int]:
        """The numbers of what went."""
        return [int(one) for one in self.items.split()]


@record(kw_only=True)
class Hold:
    """A gallringsstopp: from `since` until `ended_on` nothing of the account goes, nothing at all without one."""

    id: int = 0
    reason: str
    since: date
    ended_on: date | None = None
    account_id: int | None = None

    def stands(self, day: date, account_id: int | None) -> bool:
        """Whether it keeps what belongs to the account on `day`. Its last day is the one before it was ended."""
        is_about = self.account_id is None or self.account_id == account_id
        return is_about and self.since <= day and (self.ended_on is None or day < self.ended_on)


@record(kw_only=True)
class Candidate:
    """What the rules ask of something that came in: its class, when it was closed, whether it has a dnr or a stop of
    its own."""

    id: int
    class_key: str
    account_id: int | None = None
    closed_on: date | None = None
    is_registered: bool = False
    is_held: bool = False


class Reason(StrEnum):
    """Why something is not to be purged under a decision; the first that is true, in this order."""

    NO_DECISION = "no_decision"
    HELD = "held"
    NOT_PURGED = "not_purged"
    OTHER_CLASS = "other_class"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    OPEN = "open"
    TOO_EARLY = "too_early"


@record
class Proposal:
    """What may be purged, by id in the order given, and what may not with the reason."""

    may: Sequence[int]
    may_not: Mapping[int, Reason]


def check_decision(decision: Decision, classes: Mapping[str, RetentionClass], today: date) -> list[Problem]:
    """What is wrong with a gallringsbeslut as it is entered."""
    found = []
    if not decision.number.strip():
        found.append(Problem("retention.number", where="number"))
    if decision.decided_on is None:
        found.append(Problem("retention.day", where="decided_on"))
    elif decision.decided_on > today:
        found.append(Problem("retention.day_ahead", where="decided_on"))
    if not decision.keys & classes.keys():
        found.append(Problem("retention.no_class", where="classes"))
    for key in sorted(decision.keys & classes.keys()):
        if not classes[key].may_purge:
            found.append(Problem("retention.kept", values={"name": classes[key].name}, where="classes"))
    if not 0 <= decision.months <= MOST_MONTHS:
        found.append(Problem("retention.months", values={"most": MOST_MONTHS}, where="months"))
    if decision.ends_on and decision.decided_on and decision.ends_on < decision.decided_on:
        found.append(Problem("retention.ends_before", where="ends_on"))
    return found


def check_hold(hold: Hold) -> list[Problem]:
    """What is wrong with a gallringsstopp as it is entered."""
    found = []
    if not hold.reason.strip():
        found.append(Problem("retention.hold_reason", where="reason"))
    if hold.ended_on and hold.ended_on < hold.since:
        found.append(Problem("retention.hold_ends_before", where="ended_on"))
    return found


def free_on(closed_on: date, months: int) -> date:
    """The first day on which something may go that was closed on `closed_on` and is kept for `months`."""
    return months_after(closed_on, months)


def why_not(
    one: Candidate,
    decision: Decision | None,
    classes: Mapping[str, RetentionClass],
    day: date,
    holds: Iterable[Hold] = (),
) -> Reason | None:
    """Why something must not be purged on `day`; None when the decision lets it go."""
    if decision is None or not _is_in_force(decision, classes, day):
        return Reason.NO_DECISION
    known = classes.get(one.class_key)
    tried = (
        (Reason.HELD, one.is_held or any(hold.stands(day, one.account_id) for hold in holds)),
        (Reason.NOT_PURGED, known is None or not known.may_purge),
        (Reason.OTHER_CLASS, one.class_key not in decision.keys),
        (Reason.REGISTERED, known and known.registered is Registered.MUST_NOT and one.is_registered),
        (Reason.UNREGISTERED, known and known.registered is Registered.MUST and not one.is_registered),
        (Reason.OPEN, one.closed_on is None),
        (Reason.TOO_EARLY, one.closed_on is not None and day < free_on(one.closed_on, decision.months)),
    )
    return next((reason for reason, is_so in tried if is_so), None)


def _is_in_force(decision: Decision, classes: Mapping[str, RetentionClass], day: date) -> bool:
    is_over = decision.ends_on is not None and decision.ends_on < day
    return not is_over and not stops(check_decision(decision, classes, day))


def proposal(
    items: Iterable[Candidate],
    decision: Decision | None,
    classes: Mapping[str, RetentionClass],
    day: date,
    holds: Sequence[Hold] = (),
) -> Proposal:
    """What may be purged under `decision` on `day`, and why the rest may not. Without a decision nothing may."""
    reasons = {one.id: why_not(one, decision, classes, day, holds) for one in items}
    may = [number for number, reason in reasons.items() if reason is None]
    return Proposal(may, {number: reason for number, reason in reasons.items() if reason is not None})
