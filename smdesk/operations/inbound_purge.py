"""What came in, as the purge and the rules of retention ask for it, and how its content is protected afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.checks.privacy import identity_numbers
from smdesk.domain.inbound import EventKind, Inbound
from smdesk.domain.inbound import check as check_facts
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.purge import Item, Part, Report, Value
from smdesk.domain.retention import Candidate, Decision, Hold, Proposal, proposal
from smdesk.domain.text import caseless, clean, one_line
from smdesk.operations import purge
from smdesk.operations.inbound import about, get, tell
from smdesk.operations.inbound_category import categories
from smdesk.operations.retention import PROTECTED, classes
from smdesk.store.rows import to_text

FREE = (
    "text", "summary", "link", "sender", "handled_with", "reply", "kept_where", "registration_reason", "hold_reason",
    "note",
)  # fmt: skip
"""The columns that hold whatever somebody wrote. What stays says when it came in, on what account, its kind and dnr."""

_PARTS = (
    Part(table="inbound_event", by="inbound_id", values={"text": ""}),
    Part(
        table="moderation_text",
        by="number",
        values={"text": "", "salt": ""},
        through="moderation",
        through_by="inbound_id",
        removed=True,
    ),
)
"""What hangs on an item: the words of its events, and the free texts of the log of moderation, which go by their rows.

The log's seals stay, so that its chain holds."""


def emptied(one: Inbound) -> Item:
    """The item without a word of what it said, nor its files: what a gallring makes of it. It is found by its dnr."""
    return _item(one, {**dict.fromkeys(FREE, ""), "fold": caseless(one.dnr)})


def as_it_is(one: Inbound) -> Item:
    """The item with what it says now and nothing that it said before, for what became protected: its text in older
    copies goes, and its files and what was written of each event everywhere. `one` is how it is after that."""
    said: dict[str, Value] = {name: getattr(one, name) for name in FREE}
    words = (one.text, one.summary, one.link, one.sender, one.dnr, one.handled_with, one.note)
    return _item(one, {**said, "fold": caseless("\n".join(words))})


def _item(one: Inbound, values: Mapping[str, Value]) -> Item:
    same = {"added_at": to_text(one.added_at)}
    return Item(table="inbound", row_id=one.id, values=values, same=same, parts=_PARTS)


def default_class(one: Inbound) -> str:
    """The class that goes with its kind, as a key; empty where the rules leave it to who decides."""
    return next((known.retention for known in categories() if known.key == one.category), "")


def class_of(one: Inbound) -> str:
    """The class it is kept by, as a key: the one that was chosen, else that of what is protected, or of its kind."""
    return one.retention or (PROTECTED if one.is_protected else default_class(one))


def candidate(one: Inbound) -> Candidate:
    """What the rules ask of it. What has a dnr is registered, whatever was decided before."""
    return Candidate(
        id=one.id,
        class_key=class_of(one),
        account_id=one.account_id,
        closed_on=local_day(one.closed_at) if one.closed_at else None,
        is_registered=bool(one.dnr),
        is_held=bool(one.hold_reason),
    )


def proposed(desk: Desk, decision: Decision | None, holds: Sequence[Hold] = ()) -> Proposal:
    """What may be purged today under `decision`, of all that came in and still says something, and why not the rest."""
    return proposal(map(candidate, left(desk)), decision, classes(), desk.today(), holds)


def left(desk: Desk) -> list[Inbound]:
    """All that came in and still says something, the oldest first."""
    return [one for one in desk.store.inbound.all() if any(getattr(one, name) for name in FREE)]


def asks_protection(one: Inbound) -> bool:
    """Whether it is likely that what it says must not stand here: by its kind, or since it has a personnummer."""
    if one.is_protected or one.is_purged:
        return False
    return default_class(one) == PROTECTED or any(identity_numbers(one.text))


def begin_protect(desk: Desk, one: Inbound, *, second_folder: Path | None = None) -> purge.Purging:
    """Begin to remove for good what an item says, but for what `one` says in its summary, `kept_where`, link and
    `registration_reason`: as `purge.begin`.

    The rest is for `purge.finish`, beside the window, and `purge.settle`. Nothing done before can be undone then.
    Refused for what is protected already, for what has a gallringsstopp, and without a summary or a place.
    """
    new = _protected(desk, one)

    def also() -> None:
        desk.store.inbound.change(new)
        tell(desk, new, EventKind.PROTECTED)

    return purge.begin(
        desk, [as_it_is(new)], about(desk, new), second_folder=second_folder, step="inbound.protect", also=also
    )


def protect(desk: Desk, one: Inbound, *, second_folder: Path | None = None) -> Report:
    """`begin_protect` and the rest of it, in one go."""
    report = purge.finish(begin_protect(desk, one, second_folder=second_folder))
    purge.settle(desk, report)
    return report


def to_protect(desk: Desk, inbound_id: int) -> Inbound:
    """An item that may be protected; `RefusedError` for others."""
    known = get(desk, inbound_id)
    if known.is_protected:
        raise RefusedError(Problem("inbound.is_protected"))
    if known.is_purged:
        raise RefusedError(Problem("inbound.is_purged"))
    if known.hold_reason:
        raise RefusedError(Problem("inbound.is_held"))
    return known


def _protected(desk: Desk, one: Inbound) -> Inbound:
    known = to_protect(desk, one.id)
    said = {
        "summary": one_line(clean(one.summary)),
        "kept_where": one_line(clean(one.kept_where)),
        "link": one_line(clean(one.link)),
        "registration_reason": clean(one.registration_reason).strip(),
    }
    new = replace(known, **{**dict.fromkeys(FREE, ""), **said}, is_protected=True)  # type: ignore[arg-type] # texts
    refuse_if(check_facts(new, desk.now()))
    return new


def check(desk: Desk) -> list[Problem]:
    """What says more than it may: a text of what is protected, or anything of what was purged under a decision."""
    purged = {number for record in desk.store.retention.records.all() for number in record.ids}
    return [
        Problem("purge.left", values={"about": about(desk, one)})
        for one in desk.store.inbound.all()
        if (one.is_protected and one.text) or (one.id in purged and any(getattr(one, name) for name in FREE))
    ]
