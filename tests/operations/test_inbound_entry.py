"""What is filled in of an item: the item, its files and its round as one step, or nothing at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import Result
from smdesk.operations import account, evidence, inbound, inbound_entry, routine
from smdesk.operations.evidence import KeptFile
from tests.operations.routine_desk import Clock, add_account, ask, begin

FILE = KeptFile("a" * 64, "png", "skärm.png", 9)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23 16:40")


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    for name in ("Huvudsidan", "Parkmiljö"):
        add_account(desk, name)
    ask(desk, 1)
    yield desk
    desk.close()


def new(desk: Desk, **values: object) -> Inbound:
    return replace(inbound.new_item(desk, 1), **({"text": "Hej"} | values))  # type: ignore[arg-type]


def test_the_item_its_files_and_its_round_are_one_step(desk: Desk) -> None:
    found_at = routine.today(desk)[0].round
    one = inbound_entry.enter(desk, new(desk), [FILE], found_at)
    assert [file.name for file in evidence.files(desk, Subject.INBOUND, one.id)] == ["skärm.png"]
    assert desk.store.routine.of_round(*found_at.key).result is Result.REGISTERED  # type: ignore[union-attr]
    assert desk.undo_step
    assert desk.undo_step.name == "inbound.register"
    desk.undo()
    assert (desk.store.inbound.count(), desk.store.evidence.count()) == (0, 0)
    assert desk.store.routine.of_round(*found_at.key) is None


def test_a_round_keeps_its_note_and_one_of_which_more_was_said_is_left_alone(desk: Desk) -> None:
    routine.tick(desk, *routine.today(desk)[0].round.key, note="Såg efter")
    found_at = routine.today(desk)[0].round
    assert inbound_entry.may_tick(desk, found_at)
    inbound_entry.enter(desk, new(desk), found_at=found_at)
    found_at = routine.today(desk)[0].round
    assert found_at.tick
    assert (found_at.tick.result, found_at.tick.note) == (Result.REGISTERED, "Såg efter")
    assert not inbound_entry.may_tick(desk, found_at)
    assert not inbound_entry.may_tick(desk, replace(found_at, tick=None, day=desk.today() + timedelta(days=1)))


@pytest.mark.parametrize("values", [{"text": ""}, {"account_id": 9}, {"is_protected": True, "text": ""}])
def test_what_is_refused_leaves_nothing(desk: Desk, values: dict[str, object]) -> None:
    found_at, before = routine.today(desk)[0].round, desk.undo_step
    with pytest.raises(RefusedError):
        inbound_entry.enter(desk, new(desk, **values), [FILE], found_at)
    assert (desk.store.inbound.count(), desk.store.evidence.count(), desk.undo_step) == (0, 0, before)


def test_a_file_of_what_is_protected_is_refused(desk: Desk) -> None:
    one = new(desk, text="", summary="Vård", kept_where="Skåpet", is_protected=True)
    with pytest.raises(RefusedError, match=r"inbound\.protected_files"):
        inbound_entry.enter(desk, one, [FILE])
    assert inbound_entry.enter(desk, one).is_protected


def test_the_account_and_the_place_of_last_time_are_remembered(desk: Desk, clock: Clock) -> None:
    assert inbound.new_item(desk).account_id == 0, "of two accounts none is likelier"
    inbound_entry.enter(desk, new(desk, account_id=2))
    kept = new(desk, text="", summary="Vård", kept_where="Skåpet", is_protected=True)
    inbound_entry.enter(desk, replace(kept, account_id=2))
    found = inbound.new_item(desk)
    assert (found.account_id, found.kept_where, found.is_protected) == (2, "Skåpet", False)
    assert inbound.new_item(desk, 1).account_id == 1
    account.set_status(desk, 2, AccountStatus.RESTING)
    assert inbound.new_item(desk).account_id == 2, "one that rests may be written to"


def test_a_clock_that_jumped_back_is_said(desk: Desk, clock: Clock) -> None:
    inbound_entry.enter(desk, new(desk))
    assert inbound.doubts(desk, new(desk)) == []
    clock.set("2026-11-22 16:40")
    assert [one.code for one in inbound.doubts(desk, new(desk))] == ["inbound.clock_back"]
