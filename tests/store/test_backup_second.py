"""The second folder: one folder in it for each register, nothing made up, and all that a restore needs."""

import os
import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.evidence import Subject
from smdesk.domain.person import Person
from smdesk.domain.problem import Severity
from smdesk.operations import account, backup, evidence, opening, register_check
from smdesk.store import file
from smdesk.words import problem_text

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


def begun(folder: Path, office: str = "Söderviks stadsdelsförvaltning"):
    """A register with one account, and the decision about it as evidence."""
    desk = opening.begin(folder, office=office, person=Person(name="Samordnare"), clock=lambda: NOW)
    one = account.add(desk, Account(name="Seniorhälsan"))
    (folder.parent / "beslut.pdf").write_bytes(b"%PDF beslut " + office.encode())
    evidence.attach(desk, Subject.ACCOUNT, one.id, evidence.keep(folder, folder.parent / "beslut.pdf"))
    return desk


@pytest.fixture
def desk(tmp_path):
    with closing(begun(tmp_path / "data")) as made:
        yield made


@pytest.fixture
def second(tmp_path):
    (tmp_path / "delad").mkdir()
    return tmp_path / "delad"


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_the_registers_own_folder_gets_the_copy_and_only_the_evidence_it_lacks(desk, second):
    assert backup.back_up(desk, second) == []
    own = only(second)
    kept = only(own / file.EVIDENCE)
    assert kept.read_bytes() == only(desk.folder / file.EVIDENCE).read_bytes()
    assert (own / "register-20261124-0912.db").is_file()
    before = kept.stat().st_mtime_ns
    assert backup.back_up(desk, second) == []
    assert kept.stat().st_mtime_ns == before
    assert not (desk.folder / file.BACKUPS / file.EVIDENCE).exists(), "at home evidence is shared, not copied"


def test_a_disk_that_is_not_there_is_told_and_not_made_up(desk, tmp_path):
    gone = tmp_path / "media" / "usb" / "sakerhet"
    (problem,) = backup.back_up(desk, gone)
    assert (problem.code, problem.severity) == ("backup.second_folder", Severity.WARN)
    assert "(mappen finns inte)" in problem_text(problem)
    assert not (tmp_path / "media").exists()
    assert len(backup.backups(desk.folder)) == 1, "the copy at home is written"


def test_a_file_in_the_folders_place_is_told(desk, tmp_path):
    (tmp_path / "fil").write_bytes(b"")
    (problem,) = backup.back_up(desk, tmp_path / "fil")
    assert problem.code == "backup.second_folder"


def test_two_registers_share_a_disk_and_leave_each_others_copies_alone(desk, second, tmp_path):
    backup.back_up(desk, second)
    before = {path: path.read_bytes() for path in second.rglob("*") if path.is_file()}
    with closing(begun(tmp_path / "annat" / "data")) as other:
        other._clock = lambda: NOW
        for days in range(60):
            other._clock = lambda days=days: NOW + timedelta(days=days)
            backup.back_up(other, second)
    assert {path: path.read_bytes() for path in before} == before
    one, two = sorted(second.iterdir())
    assert {one.name[:-9], two.name[:-9]} == {"soderviks-stadsdelsforvaltning"}
    other_own = two if next(iter(before)).is_relative_to(one) else one
    assert len(list(other_own.glob("*.db"))) < 15, "its own are thinned there as at home"


def test_the_folder_stays_the_registers_own(desk, second, tmp_path):
    backup.back_up(desk, second)
    own = only(second)
    opening.rename_office(desk, "Norrviks stadsdelsförvaltning")
    while desk.undo():
        pass
    backup.back_up(desk, second)
    restored = tmp_path / "ny dator" / "data"
    backup.restore_files(restored, next(own.glob("*.db")), NOW)
    with closing(opening.open_desk(restored, clock=lambda: NOW)) as moved:
        backup.back_up(moved, second)
    assert only(second) == own


def test_giving_the_folder_a_name_takes_nothing_from_undo(desk, second):
    opening.rename_office(desk, "Annat")
    backup.back_up(desk, second)
    assert desk.undo().name == "office"
    assert backup.own_name(desk) == only(second).name


@pytest.mark.parametrize("name", ["../utanför", "/tmp", "a/b-01234567", "", "soderviks"])
def test_a_name_from_outside_leads_nowhere(desk, second, name):
    desk.store.setting.put("backup.name", name)
    assert backup.own_name(desk) == ""
    assert backup.back_up(desk, second) == []
    assert only(second).is_dir()
    assert not (second.parent / "utanför").exists()


@pytest.mark.parametrize("office", ["Söderviks stadsdelsförvaltning", "  ", "Å/..\\ö: *?", "x" * 300, "社会"])
def test_whatever_the_office_is_called_the_folder_has_a_plain_name(second, tmp_path, office):
    with closing(begun(tmp_path / "data", office)) as desk:
        assert backup.back_up(desk, second) == []
        assert backup.own_name(desk) == only(second).name
        assert len(only(second).name) < 60


def test_a_restore_from_the_second_folder_brings_the_evidence(desk, second, tmp_path):
    backup.back_up(desk, second)
    shutil.rmtree(desk.folder)
    (copy,) = only(second).glob("*.db")
    restored = backup.restore_files(tmp_path / "ny dator", copy, NOW)
    assert restored.problems == []
    with closing(opening.open_desk(tmp_path / "ny dator", clock=lambda: NOW)) as moved:
        assert register_check.check_desk(moved) == []
        assert moved.store.evidence.count() == 1


def test_evidence_that_was_changed_beside_the_copy_is_not_taken_but_told(desk, second, tmp_path):
    backup.back_up(desk, second)
    damaged = only(only(second) / file.EVIDENCE)
    damaged.write_bytes(b"X" * damaged.stat().st_size)
    restored = backup.restore_files(tmp_path / "ny", next(only(second).glob("*.db")), NOW)
    assert [(one.code, one.severity, one.values) for one in restored.problems] == [
        ("restore.evidence", Severity.WARN, {"count": 1})
    ]
    assert list((tmp_path / "ny" / file.EVIDENCE).iterdir()) == []


def test_evidence_that_was_changed_at_home_is_mended_from_beside_the_copy(desk, second):
    backup.back_up(desk, second)
    home = only(desk.folder / file.EVIDENCE)
    whole = home.read_bytes()
    home.write_bytes(b"X" * len(whole))
    assert backup.restore(desk, next(only(second).glob("*.db"))).problems == []
    assert home.read_bytes() == whole


def test_a_row_from_outside_names_no_file_but_evidence(desk, second, tmp_path):
    backup.back_up(desk, second)
    (tmp_path / "delad" / "hemlig.txt").write_text("x", "utf-8")
    desk.store.connection.execute("update evidence set sha256 = '../../hemlig', suffix = 'txt'")
    backup.back_up(desk, second)
    (copy,) = only_dir(second).glob("*.db")
    backup.restore_files(tmp_path / "ny" / "data", copy, NOW)
    assert not list((tmp_path / "ny").rglob("hemlig*"))


def only_dir(second: Path) -> Path:
    (found,) = (one for one in second.iterdir() if one.is_dir())
    return found


def test_the_copies_there_are_listed_with_those_at_home(desk, second, tmp_path):
    backup.back_up(desk, second)
    with closing(begun(tmp_path / "annat" / "data")) as other:
        backup.back_up(other, second)
    found = backup.backups(desk.folder, second, backup.own_name(desk))
    assert [one.elsewhere for one in found] == ["", backup.own_name(desk)]
    assert len(backup.backups(desk.folder, second)) == 3, "of every register, when its own name cannot be read"
    shutil.rmtree(second)
    assert len(backup.backups(desk.folder, second)) == 1


def test_what_a_kill_left_there_is_swept_by_the_next_copy(desk, second):
    backup.back_up(desk, second)
    left = only(second) / ".partial-0123"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    backup.back_up(desk, second)
    assert not left.exists()
