"""What each account must live up to: posts a week, rounds a day, time to answer; always with where it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.routine import (
    SUBJECTS,
    Requirement,
    RequirementKind,
    SourceKind,
    check_requirement,
    requirement_on,
    tidied_requirement,
)
from smdesk.operations.account import get
from smdesk.operations.stored import stored
from smdesk.resources import read_toml


def of_account(desk: Desk, account_id: int) -> list[Requirement]:
    """Every requirement the account has or has had, deviations too, the newest first."""
    return desk.store.routine.requirements_of(account_id)


def current(desk: Desk, account_id: int, day: date) -> Mapping[RequirementKind, Requirement]:
    """The requirements that hold for the account on `day`, by subject; a subject without any is left out."""
    rows = of_account(desk, account_id)
    found = {kind: requirement_on(rows, kind, day) for kind in SUBJECTS}
    return {kind: one for kind, one in found.items() if one is not None}


def set_requirement(desk: Desk, requirement: Requirement) -> Requirement:
    """Let `requirement` hold from its `valid_from` on; the one before it held until then and is kept.

    One that is dated the same day is replaced. Refused when it reaches back before today.
    """
    wanted = replace(tidied_requirement(requirement), id=0, deviation=False, valid_to=None, decided_by="")
    refuse_if(check_requirement(wanted, desk.today()))
    same = [
        one
        for one in of_account(desk, wanted.account_id)
        if one.kind.subject is wanted.kind.subject and not one.deviation and one.valid_from == wanted.valid_from
    ]
    with desk.step("requirement", _about(desk, wanted.account_id)):
        return desk.store.routine.requirements.save(replace(wanted, id=same[0].id if same else 0))


def deviate(desk: Desk, requirement: Requirement) -> Requirement:
    """A decided deviation, e.g. for July: it outweighs the ordinary requirement from day to day inclusive."""
    wanted = replace(tidied_requirement(requirement), id=0, deviation=True)
    refuse_if(check_requirement(wanted, desk.today()))
    with desk.step("requirement.deviation", _about(desk, wanted.account_id)):
        return desk.store.routine.requirements.add(wanted)


def end(desk: Desk, requirement_id: int) -> None:
    """Let a requirement hold no longer, from today. Days that have gone stay as they were.

    With an ordinary requirement every earlier one on its subject ends too, so that none of them comes back.
    """
    one = stored(desk.store.routine.requirements, requirement_id, Problem("requirement.gone"))
    yesterday = desk.today() - timedelta(days=1)
    rows = [one] if one.deviation else _older(desk, one)
    with desk.step("requirement.remove", _about(desk, one.account_id)):
        for row in rows:
            if row.valid_from > yesterday:
                desk.store.routine.requirements.remove(row.id)
            elif row.valid_to is None or row.valid_to > yesterday:
                desk.store.routine.requirements.change(replace(row, valid_to=yesterday))


def _older(desk: Desk, one: Requirement) -> Iterable[Requirement]:
    rows = (row for row in of_account(desk, one.account_id) if row.kind.subject is one.kind.subject)
    return [row for row in rows if not row.deviation and row.valid_from <= one.valid_from]


def profiles() -> Mapping[str, str]:
    """The sets of proposed requirements: key and Swedish name."""
    return dict(read_toml("rules/requirements.toml")["profiles"])


def propose_defaults(desk: Desk, account_ids: Iterable[int], profile: str = "standard") -> None:
    """Give the accounts the proposed requirements of `profile`, from today, on each subject that has none.

    They are kept as proposals: what they are modelled on is told, and is never the city's own policy.
    """
    rules = read_toml("rules/requirements.toml")
    wanted = list(account_ids)
    about = _about(desk, wanted[0]) if len(wanted) == 1 else ""
    with desk.step("requirement.propose", about):
        for account_id in wanted:
            known = {one.kind.subject for one in of_account(desk, account_id) if one.valid_to is None}
            for kind in SUBJECTS:
                if kind not in known:
                    desk.store.routine.requirements.add(_proposal(rules[kind], profile, account_id, kind, desk.today()))


def _proposal(
    rule: Mapping[str, object], profile: str, account_id: int, kind: RequirementKind, day: date
) -> Requirement:
    asked = rule[profile]
    times = [str(one) for one in asked] if isinstance(asked, list) else []
    return Requirement(
        account_id=account_id,
        kind=kind,
        value=len(times) if times else int(str(asked)),
        times=" ".join(times),
        source=str(rule["source"]),
        source_kind=SourceKind.PROPOSAL,
        valid_from=day,
    )


def _about(desk: Desk, account_id: int) -> str:
    return get(desk, account_id).name
