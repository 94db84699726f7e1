"""Steps within steps, listeners that fail, a desk that may not write, and a file that another takes the place of."""

import shutil
import sys
from contextlib import closing, suppress

import pytest

from smdesk.domain.problem import CannotOpenError, CannotSaveError, Problem, RefusedError
from smdesk.operations import opening
from smdesk.store import file
from smdesk.store.history import ADDED_TO, WATCHED
from tests.store.files import begin, handles

DAMAGED = Problem("file.damaged", values={"file": "register.db", "why": "sida 7"})


@pytest.fixture
def hook(monkeypatch):
    """What reached `sys.excepthook`."""
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: caught.append(error))
    return caught


# steps within steps


def test_a_part_that_fails_and_is_taken_care_of_takes_back_its_own_alone(desk):
    lines = desk.store.journal.count()
    with desk.step("office"):
        desk.store.setting.put("före", "1")
        with suppress(RefusedError), desk.step("person"):
            desk.store.setting.put("halvt", "1")
            with desk.step("setting"):
                desk.store.setting.put("innerst", "1")
            raise RefusedError(Problem("person.name"))
        desk.store.setting.put("efter", "1")
    assert {"före", "efter"} <= desk.store.setting.all().keys()
    assert not {"halvt", "innerst"} & desk.store.setting.all().keys()
    desk.undo()
    assert not {"före", "efter"} & desk.store.setting.all().keys()
    desk.redo()
    assert {"före", "efter"} <= desk.store.setting.all().keys()
    told = [one.step for one in desk.store.journal.all()][lines:]
    assert told == ["office"] * 2 + ["undo:office"] * 2 + ["redo:office"] * 2, "nothing is told of what was taken back"


def test_a_part_that_a_full_disk_stopped_takes_the_whole_step_with_it(desk):
    (pages,) = desk.store.connection.execute("pragma page_count").fetchone()
    desk.store.connection.execute(f"pragma max_page_count={pages}")

    def too_much() -> None:
        with desk.step("office"):
            desk.store.setting.put("före", "1")
            with desk.step("person"):
                desk.store.setting.put("halvt", "x" * 100_000)

    with pytest.raises(CannotSaveError) as found:
        too_much()
    assert found.value.problems[0].code == "file.full"
    assert not desk.store.connection.in_transaction
    assert "före" not in desk.store.setting.all()
    opening.rename_office(desk, "Annat")


def test_a_final_part_makes_the_whole_final(desk):
    opening.rename_office(desk, "Annat")
    with desk.step("person"), desk.step("setting", final=True):
        desk.store.setting.put("ute i världen", "1")
    assert desk.undo_step is None
    opening.rename_office(desk, "Ett tredje")
    assert desk.undo_step is not None, "the next step is one of its own"


def test_a_step_that_is_not_hers_to_undo_leaves_the_earlier_ones(desk):
    was = opening.office(desk)
    opening.rename_office(desk, "Annat")
    with desk.step("backup.name", undoable=False):
        desk.store.setting.put("backup.name", "annat-1234")
    assert desk.undo().name == "office"
    assert opening.office(desk) == was
    assert desk.store.setting.get("backup.name") == "annat-1234"


# listeners


def test_a_listener_that_fails_stops_neither_the_step_nor_the_other_listeners(desk, hook):
    told = []

    def fails(_tables):
        raise ZeroDivisionError

    desk.listen(fails)
    desk.listen(told.append)
    opening.rename_office(desk, "Annat")
    assert opening.office(desk) == "Annat"
    assert told == [frozenset({"setting"})]
    desk.undo()
    assert desk.redo_step is not None
    desk.redo()
    assert len(told) == 3
    assert [type(error) for error in hook] == [ZeroDivisionError] * 3


# a desk that may not write


@pytest.mark.parametrize("verb", ["undo", "redo", "step"])
def test_nothing_is_changed_by_any_road_when_writing_is_locked(desk, verb):
    for name in ("Annat", "Ett tredje"):
        opening.rename_office(desk, name)
    desk.undo()
    desk.lock_writing(DAMAGED)
    before = (desk.folder / file.NAME).read_bytes()
    assert not desk.may_write
    with pytest.raises(CannotSaveError) as found:
        opening.rename_office(desk, "Ett fjärde") if verb == "step" else getattr(desk, verb)()
    assert list(found.value.problems) == [DAMAGED]
    assert (desk.folder / file.NAME).read_bytes() == before
    assert (desk.undo_step is not None, desk.redo_step is not None) == (True, True)


def test_a_file_that_became_read_only_is_neither_undone(desk):
    opening.rename_office(desk, "Annat")
    desk.store.may_write = False
    with pytest.raises(CannotSaveError) as found:
        desk.undo()
    assert found.value.problems[0].code == "file.read_only"
    assert opening.office(desk) == "Annat"


# another file in its place


def test_another_file_takes_its_place_and_may_be_written(desk, tmp_path):
    with closing(begin(tmp_path / "other")) as other:
        opening.rename_office(other, "Den andra")
    opening.rename_office(desk, "Annat")
    desk.lock_writing(DAMAGED)
    told = []
    desk.listen(told.append)
    with desk.replacing_file():
        shutil.copyfile(tmp_path / "other" / file.NAME, desk.folder / file.NAME)
    assert told == [frozenset({*WATCHED, *ADDED_TO})]
    assert opening.office(desk) == "Den andra"
    assert desk.undo_step is None, "what could be undone was done to the other file"
    assert desk.last_saved_at is not None
    opening.rename_office(desk, "Ett tredje")


def test_a_file_that_could_not_be_moved_leaves_the_desk_as_locked_as_it_was(desk):
    desk.lock_writing(DAMAGED)
    told = []
    desk.listen(told.append)
    with pytest.raises(OSError, match="no room"), desk.replacing_file():
        raise OSError("no room")
    assert not desk.may_write
    assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
    assert told == [frozenset({*WATCHED, *ADDED_TO})]


def test_a_desk_whose_people_cannot_be_read_is_not_held_open(desk):
    (page,) = desk.store.connection.execute("select rootpage from sqlite_schema where name = 'person'").fetchone()
    desk.close()
    with (desk.folder / file.NAME).open("rb+") as damaged:
        damaged.seek((page - 1) * 4096)
        damaged.write(b"\xa5" * 4096)
    with pytest.raises(CannotOpenError, match=r"file\.damaged"):
        opening.open_desk(desk.folder)
    assert handles(desk.folder / file.NAME) == 0
