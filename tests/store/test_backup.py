"""Backups: thinned without being fooled by the clock, whole or not at all, and hostile ones refused untouched."""

import hashlib
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import zipfile
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.demo import demo_desk
from smdesk.desk import STOCKHOLM
from smdesk.domain.problem import BadInputError, CannotOpenError, CannotSaveError
from smdesk.operations import backup as operations
from smdesk.operations import opening
from smdesk.store import backup, file
from smdesk.store.history import WATCHED
from tests.store.hostile_zips import HOSTILE, rewritten

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
LOCAL = NOW.replace(tzinfo=None)

moments = st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)), max_size=60)


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Path:
    """A demo world and its .zip, written once."""
    folder = tmp_path_factory.mktemp("world") / "data"
    with closing(demo_desk(folder, NOW)) as desk:
        operations.write_zip(desk, folder.parent / "world.zip")
    return folder


@pytest.fixture
def desk(world, tmp_path):
    shutil.copytree(world, tmp_path / "data")
    with closing(opening.open_desk(tmp_path / "data", clock=lambda: NOW)) as made:
        yield made


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / file.NAME)) as connection:
        return {table: connection.execute(f"select * from {table}").fetchall() for table in (*WATCHED, "journal")}


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_the_newest_of_each_day_week_and_month_is_kept():
    taken = [LOCAL - timedelta(hours=6 * number) for number in range(4 * 800)]
    kept = sorted(set(taken) - set(backup.thinned(taken, LOCAL)), reverse=True)
    days = [moment.date() for moment in kept]
    assert days[:7] == [(LOCAL - timedelta(days=number)).date() for number in range(7)], "seven days"
    assert kept[:2] == [LOCAL, datetime(2026, 11, 23, 21, 12)], "the newest of a day"
    assert datetime(2026, 11, 15, 21, 12) in kept, "the newest of week 46"
    assert datetime(2026, 11, 8, 21, 12) in kept, "the newest of week 45"
    assert [moment for moment in kept if moment.year == 2025] == [datetime(2025, 12, 31, 21, 12)], "twelve months"
    assert len(kept) == 7 + 2 + 11


def test_a_clock_that_leapt_takes_no_copy_away():
    taken = [LOCAL - timedelta(days=number) for number in range(5)]
    a_year_on = LOCAL + timedelta(days=365)
    assert backup.thinned([*taken, a_year_on], a_year_on) == []
    assert backup.thinned([*taken, a_year_on], LOCAL) == [], "one dated ahead is kept, and pushes none out"


@given(moments, st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)))
def test_thinning_keeps_the_newest_and_is_done_after_once(taken, now):
    gone = backup.thinned(taken, now)
    kept = set(taken) - set(gone)
    past = [moment for moment in taken if moment <= now]
    assert not past or max(past) in kept
    assert {moment for moment in taken if moment > now} <= kept
    assert len([moment for moment in kept if moment <= now]) <= backup.DAYS + backup.WEEKS + backup.MONTHS
    assert backup.thinned(kept, now) == []


def test_a_copy_is_whole_and_for_this_user_only(desk):
    assert operations.back_up(desk) == []
    (copy,) = operations.backups(desk.folder)
    assert (copy.taken_at, copy.path.name) == (LOCAL, "register-20261124-0912.db")
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    backup.check_whole(copy.path)
    assert not list(copy.path.parent.glob(".*"))


def test_other_files_in_the_folder_are_not_ours(desk):
    place = desk.folder / file.BACKUPS
    place.mkdir(exist_ok=True)
    for name in ("register (konflikt).db", "register-20269999-0000.db", "register.db"):
        (place / name).write_bytes(b"x")
    assert operations.backups(desk.folder) == []
    backup.thin(place, LOCAL)
    assert len(list(place.iterdir())) == 3


@contextmanager
def full_disk(place: Path, size: int):
    """A disk of `size` bytes: a small file system where one may be mounted, else a limit on the size of files."""
    mounted = False
    if os.getuid() == 0:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield mounted
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_leaves_the_former_copy_and_no_empty_one(desk):
    place = desk.folder / file.BACKUPS
    place.mkdir(exist_ok=True)
    with full_disk(place, 300_000) as mounted:
        (place / "register-20261123-1612.db").write_bytes(b"the former copy")
        with pytest.raises(CannotSaveError) as found:
            operations.back_up(desk)
        assert found.value.problems[0].code in ("backup.full", *(() if mounted else ("backup.failed",)))
        assert [one.name for one in place.iterdir()] == ["register-20261123-1612.db"]
        assert desk.changed_since_backup, "it will be tried again"
        opening.rename_office(desk, "Annat")
    assert opening.office(desk) == "Annat"
    assert operations.back_up(desk) == []


def test_a_zip_on_a_full_disk_leaves_what_stood_there(desk, tmp_path):
    place = tmp_path / "usb"
    place.mkdir()
    with full_disk(place, 20_000):
        (place / "smdesk.zip").write_bytes(b"the former one")
        with pytest.raises(CannotSaveError):
            operations.write_zip(desk, place / "smdesk.zip")
        assert [one.name for one in place.iterdir()] == ["smdesk.zip"]
        assert (place / "smdesk.zip").read_bytes() == b"the former one"


def test_a_zip_gives_back_every_row_and_every_file_in_an_empty_folder(world, tmp_path):
    folder = tmp_path / "nytt"
    assert operations.restore_files(folder, world.parent / "world.zip", NOW) == operations.Restored(None, [])
    assert everything(folder) == everything(world)
    evidence = {name: one for name, one in hashes(world).items() if name.startswith(file.EVIDENCE)}
    assert {name: one for name, one in hashes(folder).items() if name.startswith(file.EVIDENCE)} == evidence
    assert all(one in name for name, one in evidence.items())
    assert len(evidence) == 6
    assert stat.S_IMODE((folder / file.NAME).stat().st_mode) == 0o600


def test_what_a_restore_replaces_is_kept_and_can_be_read_back(desk, world):
    opening.rename_office(desk, "Efter kopian")
    kept = operations.restore(desk, world.parent / "world.zip").kept
    assert kept is not None
    assert kept.name == "ersatt-20261124-091200.db"
    assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
    assert desk.undo_step is None, "what was undoable belongs to the other file"
    assert [one.step for one in desk.store.journal.all()][-1] == "restore"
    operations.restore(desk, kept)
    assert opening.office(desk) == "Efter kopian"


def test_a_damaged_register_is_kept_and_its_journal_spoils_nothing(desk, world):
    desk.close()
    path = desk.folder / file.NAME
    path.write_bytes(b"garbage" * 1000)
    path.with_name("register.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    kept = operations.restore_files(desk.folder, world.parent / "world.zip", NOW).kept
    assert kept.read_bytes() == b"garbage" * 1000
    assert not path.with_name("register.db-journal").exists()
    assert everything(desk.folder) == everything(world)


def leave_half_written(folder: Path) -> list[Path]:
    for place in (folder, folder / file.EVIDENCE):
        (place / ".partial-1-x").write_bytes(b"half")
    (folder / ".partial-restore-9" / "evidence").mkdir(parents=True)
    (folder / ".partial-restore-9" / "register.db").write_bytes(b"half")
    return sorted(folder.rglob("*partial*"))


def test_what_a_kill_left_is_swept(desk):
    before = hashes(desk.folder)
    for path in [one for left in leave_half_written(desk.folder) for one in (left, *left.rglob("*"))]:
        os.utime(path, (0, 0))
    operations.sweep(desk.folder)
    assert hashes(desk.folder) == before
    assert not list(desk.folder.rglob(".partial*"))


def test_what_another_is_still_writing_is_left_alone(desk):
    """`smdesk backup` asks for no lock, and may be under way when a window is opened."""
    left = leave_half_written(desk.folder)
    for path in left:
        os.utime(path, (0, 0))
    os.utime(left[0])
    os.utime(desk.folder / ".partial-restore-9")  # set back last; what is in it is newer
    (desk.folder / ".partial-restore-9" / "evidence" / "x").write_bytes(b"half")
    os.utime(desk.folder / ".partial-restore-9", (0, 0))
    os.utime(desk.folder / ".partial-restore-9" / "evidence", (0, 0))
    operations.sweep(desk.folder)
    assert (desk.folder / ".partial-1-x").exists()
    assert (desk.folder / ".partial-restore-9" / "evidence" / "x").exists()
    assert not (desk.folder / file.EVIDENCE / ".partial-1-x").exists()


def refused(folder: Path, source: Path) -> str:
    before, around = hashes(folder), sorted(folder.parent.iterdir())
    with pytest.raises((BadInputError, CannotOpenError)) as found:
        operations.restore_files(folder, source, NOW)
    assert hashes(folder) == before, "nothing is written, nothing left behind"
    assert sorted(folder.parent.iterdir()) == around
    return found.value.problems[0].code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_and_nothing_is_written(desk, world, tmp_path, name):
    desk.close()
    change, code = HOSTILE[name]
    hostile = rewritten(world.parent / "world.zip", tmp_path / "hostile.zip", change)
    assert refused(desk.folder, hostile) == code


def test_the_same_name_twice_is_refused(desk, world, tmp_path):
    desk.close()
    shutil.copyfile(world.parent / "world.zip", tmp_path / "twice.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "twice.zip", "a") as bad:
        bad.writestr("register.db", b"another")
    assert refused(desk.folder, tmp_path / "twice.zip") == "restore.twice"


def test_a_link_in_the_zip_is_refused(desk, world, tmp_path):
    desk.close()
    shutil.copyfile(world.parent / "world.zip", tmp_path / "link.zip")
    link = zipfile.ZipInfo("evidence/" + "a" * 64)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "a") as bad:
        bad.writestr(link, "/etc/passwd")
    assert refused(desk.folder, tmp_path / "link.zip") == "restore.name"


@pytest.mark.parametrize("cut", [30, 0.5, 0.98])
def test_a_zip_that_is_cut_short_is_refused(desk, world, tmp_path, cut):
    desk.close()
    data = (world.parent / "world.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: cut if cut > 1 else int(len(data) * cut)])
    assert refused(desk.folder, tmp_path / "cut.zip") == "restore.broken"


def test_a_flipped_bit_is_found(desk, world, tmp_path):
    desk.close()
    data = bytearray((world.parent / "world.zip").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "flipped.zip").write_bytes(data)
    assert refused(desk.folder, tmp_path / "flipped.zip") in ("restore.broken", "restore.hash")


def test_a_file_of_another_kind_is_refused(desk, tmp_path):
    desk.close()
    (tmp_path / "lista.csv").write_text("a;b", "utf-8")
    assert refused(desk.folder, tmp_path / "lista.csv") == "restore.not_zip"
    assert refused(desk.folder, tmp_path / "finns inte.zip") == "restore.missing"
