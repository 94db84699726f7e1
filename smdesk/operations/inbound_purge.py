"""What came in, as the purge and the rules of retention ask for it."""

from collections.abc import Mapping, Sequence

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.inbound import Inbound
from smdesk.domain.purge import Item, Part, Value
from smdesk.domain.retention import Candidate, Decision, Hold, Proposal, proposal
from smdesk.domain.text import caseless
from smdesk.operations.retention import classes
from smdesk.store.rows import to_text

FREE = (
    "text", "summary", "link", "sender", "handled_with", "reply", "kept_where", "registration_reason", "hold_reason",
    "note",
)  # fmt: skip
"""The columns that hold whatever somebody wrote. What stays says when it came in, on what account, its kind and dnr."""

_EVENTS = Part(table="inbound_event", by="inbound_id", values={"text": ""})


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
    return Item(table="inbound", row_id=one.id, values=values, same=same, parts=[_EVENTS])


def candidate(one: Inbound) -> Candidate:
    """What the rules ask of it. What has a dnr is registered, whatever was decided before."""
    return Candidate(
        id=one.id,
        class_key=one.retention,
        account_id=one.account_id,
        closed_on=local_day(one.closed_at) if one.closed_at else None,
        is_registered=bool(one.dnr),
        is_held=bool(one.hold_reason),
    )


def proposed(desk: Desk, decision: Decision | None, holds: Sequence[Hold] = ()) -> Proposal:
    """What may be purged today under `decision`, of all that came in and still says something, and why not the rest."""
    left = [one for one in desk.store.inbound.all() if any(getattr(one, name) for name in FREE)]
    return proposal(map(candidate, left), decision, classes(), desk.today(), holds)
