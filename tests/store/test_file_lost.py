"""A register that is gone, half begun, or left in the midst of a change: what the next start makes of it."""

import subprocess
import sys
from contextlib import closing

import pytest

from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import opening
from smdesk.store import file
from tests.store.files import NOW, as_ordinary_user, begin, code_of, digest
from tests.store.killed import kill_while_writing


def test_a_register_that_is_missing_is_not_begun_anew_where_copies_are(desk):
    desk.close()
    (desk.folder / file.BACKUPS).mkdir()
    (desk.folder / file.NAME).rename(desk.folder / file.BACKUPS / "register-20261123-1612.db")
    assert not opening.is_new(desk.folder)
    with pytest.raises(CannotOpenError) as found:
        begin(desk.folder)
    assert found.value.problems[0].code == "file.exists"


@pytest.mark.parametrize("left", ["evidence/" + "a" * 64 + ".pdf", "register-version-1.db", "register.db-journal"])
def test_what_a_register_left_behind_is_a_loss_and_no_first_run(tmp_path, left):
    opening.prepare(tmp_path)
    (tmp_path / "register.lock").touch()
    assert opening.is_new(tmp_path)
    (tmp_path / left).write_bytes(b"x")
    assert not opening.is_new(tmp_path)
    assert code_of(tmp_path) == "file.missing"
    with pytest.raises(CannotOpenError, match=r"file\.exists"):
        begin(tmp_path)


BEGIN = """
import os, signal, sys
from pathlib import Path
from smdesk.domain.person import Person
from smdesk.operations import opening
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
opening.begin(Path(sys.argv[1]), office="Sdf", person=Person(name="S"), clock=die)
"""


def test_a_register_that_a_kill_left_half_begun_is_none(tmp_path):
    done = subprocess.run([sys.executable, "-c", BEGIN, tmp_path], check=False)
    assert done.returncode == -9, "killed when the clock was asked, with the file there and nothing in it"
    assert list(tmp_path.rglob(file.NAME))
    assert opening.is_new(tmp_path)
    begin(tmp_path).close()
    with closing(opening.open_desk(tmp_path, clock=lambda: NOW)) as desk:
        assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
        assert opening.began(desk) == NOW.date()
        assert str(desk.person) == "Samordnare"
        assert desk.store.routine.duties.count()
        assert desk.undo_step is None, "what lies before the first day is not undone"


def test_a_register_that_could_not_be_filled_leaves_nothing(tmp_path):
    def no_clock():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        opening.begin(tmp_path, office="Sdf", person=Person(name="S"), clock=no_clock)
    assert [one.name for one in tmp_path.iterdir()] == [file.EVIDENCE]
    assert opening.is_new(tmp_path)


def test_half_a_change_that_a_kill_left_is_taken_back_by_the_next_start(desk):
    desk.close()
    kill_while_writing(desk.folder / file.NAME)
    with closing(opening.open_desk(desk.folder, clock=lambda: NOW)) as again:
        assert opening.office(again) == "Söderviks stadsdelsförvaltning"
        assert file.quick_check(again.store.connection) == []
        opening.rename_office(again, "Annat")
    assert not (desk.folder / f"{file.NAME}-journal").exists()


def test_half_a_change_that_nobody_may_take_back_is_told_of_and_left_untouched(open_place):
    begin(open_place / "data").close()
    kill_while_writing(open_place / "data" / file.NAME)
    for path in (open_place / "data").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o666)
    (open_place / "data").chmod(0o555)
    before = digest(open_place)
    with as_ordinary_user():
        assert code_of(open_place / "data") == "file.unfinished"
    assert digest(open_place) == before
