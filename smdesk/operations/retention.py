"""The classes of resources/rules/retention.toml, and the gallringsbeslut that were entered."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.retention import Decision, PurgeRecord, Registered, RetentionClass, check_decision
from smdesk.domain.routine import SourceKind
from smdesk.domain.text import clean, one_line
from smdesk.operations.stored import stored
from smdesk.resources import read_toml

PROTECTED = "protected"
"""The key of the class of what may be secret."""


@cache
def classes() -> Mapping[str, RetentionClass]:
    """The classes by their keys, in the order in which they are offered."""
    return {one["key"]: _class(one) for one in read_toml("rules/retention.toml")["classes"]}


def _class(data: Mapping[str, Any]) -> RetentionClass:
    known = {"kind": SourceKind(data["kind"]), "registered": Registered(data["registered"])}
    return RetentionClass(**{**data, **known})


@cache
def decision_rule() -> Mapping[str, str]:
    """What is known of decisions: `text`, and the `source`, `kind` and `certainty` that it rests on."""
    found: Mapping[str, str] = read_toml("rules/retention.toml")["decision"]
    return found


def decisions(desk: Desk) -> list[Decision]:
    """The gallringsbeslut that were entered, the newest first."""
    return desk.store.retention.newest()


def decision(desk: Desk, decision_id: int) -> Decision:
    """One of them; `RefusedError` when it is gone."""
    return stored(desk.store.retention, decision_id, Problem("retention.gone"))


def decide(desk: Desk, one: Decision) -> Decision:
    """Enter a gallringsbeslut, or change one. Refused for what `check_decision` finds, and once it was used."""
    new = replace(
        one,
        number=one_line(clean(one.number)),
        decided_by=one_line(clean(one.decided_by)),
        note=clean(one.note).strip(),
        classes=" ".join(key for key in classes() if key in one.keys),
    )
    refuse_if(check_decision(new, classes(), desk.today()))
    if not new.id:
        with desk.step("retention.add", new.number):
            return desk.store.retention.add(new)
    if new != decision(desk, new.id):
        _refuse_if_used(desk, new.id)
        with desk.step("retention.change", new.number):
            desk.store.retention.change(new)
    return new


def forget(desk: Desk, decision_id: int) -> None:
    """Take a gallringsbeslut away. Refused once something was purged under it."""
    known = decision(desk, decision_id)
    _refuse_if_used(desk, decision_id)
    with desk.step("retention.remove", known.number):
        desk.store.retention.remove(decision_id)


def _refuse_if_used(desk: Desk, decision_id: int) -> None:
    if desk.store.retention.is_used(decision_id):
        raise RefusedError(Problem("retention.used"))


def about(desk: Desk, record: PurgeRecord) -> str:
    """How the journal knows what was purged: ”SSA 2025:17, 2026-11-24”."""
    return f"{desk.store.retention.get(record.decision_id).number}, {local_day(record.at).isoformat()}"
