"""A closure walked through at a desk with a clock that the test turns, for the tests of procedures and their page."""

from pathlib import Path

import pytest
from domain.procedure_cases import VALUES, day_for

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import RefusedError
from smdesk.domain.procedure import Run, StepStatus
from smdesk.domain.procedure_change import Complete
from smdesk.operations import evidence, procedure
from tests.operations.routine_desk import Clock, add_account, begin

EDITOR = Person(name="Redaktör", function="Seniorhälsan")
CHIEF = Person(name="Enhetschef", function="Seniorhälsan")


def complete(desk: Desk, run_id: int, key: str, person: Person | None = None, **values: str) -> Run:
    """Sign one step with the values of the straight way, now."""
    override = values.pop("override_reason", "")
    change = Complete(key=key, values={**VALUES.get(key, {}), **values}, override_reason=override)
    return procedure.make(desk, run_id, change, person or (EDITOR if key == "C4" else None))


def attach(desk: Desk, run_id: int, key: str, folder: Path, name: str = "underlag.txt", text: str = "underlag"):
    """Lay a small file on a step."""
    path = folder / name
    path.write_text(text)
    return procedure.add_file(desk, run_id, key, evidence.keep(desk.folder, path))


def walk_to(desk: Desk, clock: Clock, run_id: int, end: str, folder: Path, *, without: tuple[str, ...] = ()) -> None:
    """Do every open step before `end`, each on its day, but for those of `without`."""
    for step in procedure.load(desk, run_id).template.steps:
        if step.key == end:
            break
        if step.key in without or procedure.load(desk, run_id).steps[step.key].is_settled:
            continue
        clock.set(f"{day_for(step.key)} 12:00")
        if step.key == "B3":
            attach(desk, run_id, "B3", folder)
        complete(desk, run_id, step.key, override_reason="Provas i annan ordning" if without else "")
    clock.set(f"{day_for(end)} 12:00")


class AtTheDesk:
    """Fixtures of a test class: a register with a clock to turn, and a closure just begun."""

    @pytest.fixture
    def clock(self):
        return Clock("2026-03-02 08:00")

    @pytest.fixture
    def desk(self, tmp_path, clock):
        made = begin(tmp_path / "data", clock)
        yield made
        made.close()

    @pytest.fixture
    def account(self, desk):
        return add_account(desk, "Dagverksamheten Solen")

    @pytest.fixture
    def run(self, desk, account):
        return procedure.begin_closure(desk, account)


def refused(*codes):
    """The operation is refused with at least one of these reasons."""
    return pytest.raises(RefusedError, match="|".join(code.replace(".", r"\.") for code in codes))


def status(desk: Desk, run_id: int, key: str) -> StepStatus:
    """Where a step stands."""
    return procedure.load(desk, run_id).steps[key].status
