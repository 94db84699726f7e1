"""A register that is read from outside: nothing is held on it or done to it, and what is wrong is told of it."""

import hashlib
import os
import signal
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from store.killed import kill_while_writing

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import account, backup, opening, register_check
from smdesk.operations.reading import read_desk
from smdesk.store import backup_copy, file

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path):
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    with closing(made):
        account.add(made, Account(name="Seniorhälsan"))
        yield made


def hashes(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()}


def test_a_reader_in_the_middle_of_a_table_holds_nobody_up(desk):
    with read_desk(desk.folder) as read:
        rows = read.store.connection.execute("select * from account")
        rows.fetchone()
        opening.rename_office(desk, "Annat")
        assert opening.office(read) == "Södervik", "it is read as it stood"
        rows.close()
    assert opening.office(desk) == "Annat"


def test_a_change_under_way_is_not_in_the_copy(desk):
    with desk.step("office", "Annat"):
        desk.store.setting.put("office", "Annat")
        with read_desk(desk.folder) as read:
            assert opening.office(read) == "Södervik"


def test_what_is_done_over_the_copy_is_lost(desk):
    before = hashes(desk.folder)
    with read_desk(desk.folder) as read:
        opening.rename_office(read, "Annat")
        place = read.folder
    assert hashes(desk.folder) == before
    assert not place.exists()


def test_what_a_kill_left_half_written_is_taken_back_in_the_copy_alone(desk, tmp_path):
    desk.close()
    kill_while_writing(desk.folder / file.NAME)
    before = hashes(desk.folder)
    with read_desk(desk.folder) as read:
        assert opening.office(read) == "Södervik"
    assert register_check.check_folder(desk.folder)[0] == []
    assert backup.zip_folder(desk.folder, tmp_path / "kopia.zip", NOW) == []
    assert hashes(desk.folder) == before


def test_an_older_register_is_not_migrated_by_who_reads_it(desk, tmp_path):
    desk.close()
    with closing(sqlite3.connect(desk.folder / file.NAME)) as connection:
        connection.execute("pragma user_version=0")
    before = hashes(desk.folder)
    with read_desk(desk.folder) as read:
        assert opening.office(read) == "Södervik"
    assert [one.code for one in register_check.check_folder(desk.folder)[0]] == ["register.older"]
    backup.zip_folder(desk.folder, tmp_path / "kopia.zip", NOW)
    assert hashes(desk.folder) == before


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:90_000] = b"\xa5" * (90_000 - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "code"),
    [(lose, "file.missing"), (empty, "file.empty"), (another, "file.foreign"), (spoil, "file.damaged")],
)
def test_what_is_wrong_is_told_of_the_register_and_not_of_the_copy(desk, harm, code):
    desk.close()
    harm(desk.folder / file.NAME)
    with pytest.raises(CannotOpenError) as found, read_desk(desk.folder) as read:
        read.store.account.all()
    assert [(one.code, one.values["file"]) for one in found.value.problems] == [(code, str(desk.folder / file.NAME))]


def test_a_mistake_of_ours_over_the_copy_is_no_damage(desk):
    with pytest.raises(sqlite3.OperationalError), read_desk(desk.folder) as read:
        read.store.connection.execute("select no_such_column from account")


def test_a_register_that_another_program_keeps_to_itself_is_told(desk, monkeypatch):
    monkeypatch.setattr(backup_copy, "_WAIT_S", 0.05)
    with closing(sqlite3.connect(desk.folder / file.NAME, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(CannotOpenError, match=r"backup\.locked"), read_desk(desk.folder):
            pass


def test_the_copy_is_for_this_user_only(desk, tmp_path):
    target = tmp_path / "kopia.db"
    backup_copy.copy_register(desk.folder / file.NAME, target)
    assert target.stat().st_mode & 0o077 == 0


def test_a_copy_whose_reader_was_killed_is_swept_when_nobody_can_be_reading_it(desk, tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    child = os.fork()
    if child == 0:
        with read_desk(desk.folder):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (left,) = (tmp_path / "tmp").iterdir()
    assert (left / file.NAME).stat().st_size > 0
    backup.sweep(desk.folder)
    assert left.exists(), "somebody may be reading it still"
    for path in (left / file.NAME, *left.rglob("*"), left):
        os.utime(path, (0, 0))
    backup.sweep(desk.folder)
    assert not left.exists()
