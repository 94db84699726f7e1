"""A restore looks first and touches afterwards: refused, it leaves the desk, undo and the file as they were."""

import hashlib
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from store.killed import kill_while_writing

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotSaveError, KnownError, Problem
from smdesk.operations import account, backup, opening
from smdesk.store import file

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path):
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    with closing(made):
        account.add(made, Account(name="Seniorhälsan"))
        yield made


def spoiled(copy: Path) -> Path:
    data = bytearray(copy.read_bytes())
    data[20_000:30_000] = b"\xa5" * 10_000
    copy.write_bytes(data)
    return copy


def bad_sources(tmp_path: Path, good: Path) -> list[Path]:
    (tmp_path / "fel.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "text.db").write_text("hej", "utf-8")
    shutil.copyfile(good, tmp_path / "skadad.db")
    return [tmp_path / "fel.zip", tmp_path / "text.db", spoiled(tmp_path / "skadad.db"), tmp_path / "finns inte.db"]


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_refused_restore_touches_neither_desk_nor_undo_nor_file(desk, tmp_path):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    store, undo, before, told = desk.store, desk.undo_step, hashes(desk.folder), []
    assert undo is not None
    desk.listen(told.append)
    for source in bad_sources(tmp_path, good.path):
        with pytest.raises(KnownError):
            backup.restore(desk, source)
        assert desk.store is store, "the file was never let go of"
        assert desk.undo_step is undo
        assert hashes(desk.folder) == before, source.name
        assert not list(desk.folder.glob(".*"))
    assert told == []


def test_a_damaged_register_stays_locked_after_a_refused_restore_and_opens_after_a_good_one(desk, tmp_path):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    damaged = Problem("file.damaged", values={"file": "register.db", "why": "sida 7"})
    desk.lock_writing(damaged)
    before = hashes(desk.folder)
    for source in bad_sources(tmp_path, good.path):
        with pytest.raises(KnownError):
            backup.restore(desk, source)
        assert not desk.may_write
        with pytest.raises(CannotSaveError) as found:
            opening.rename_office(desk, "Annat")
        assert list(found.value.problems) == [damaged]
    assert hashes(desk.folder) == before
    backup.restore(desk, good.path)
    opening.rename_office(desk, "Annat")
    assert opening.office(desk) == "Annat"


def test_a_disk_in_the_way_is_told_and_the_desk_goes_on(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    undo = desk.undo_step
    shutil.rmtree(desk.folder / file.EVIDENCE)
    (desk.folder / file.EVIDENCE).write_bytes(b"")
    with pytest.raises(KnownError):
        backup.restore(desk, good.path)
    assert desk.undo_step is undo
    opening.rename_office(desk, "Annat")


def test_what_lies_beside_is_taken_away_when_it_is_not_wanted(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    laid = backup.lay_beside(desk.folder, good.path)
    assert len(list(desk.folder.glob(".partial-*"))) == 1
    backup.clear(laid)
    assert not list(desk.folder.glob(".partial-*"))


def test_what_is_done_while_a_copy_is_looked_through_is_kept_with_the_rest(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    laid = backup.lay_beside(desk.folder, good.path)
    opening.rename_office(desk, "Under tiden")
    kept = backup.restore_laid(desk, laid).kept
    assert opening.office(desk) == "Södervik"
    backup.restore(desk, kept)
    assert opening.office(desk) == "Under tiden"


def test_two_restores_in_one_second_keep_both_registers(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    opening.rename_office(desk, "Ett")
    first = backup.restore(desk, good.path).kept
    opening.rename_office(desk, "Två")
    second = backup.restore(desk, good.path).kept
    assert first != second
    for kept, office in ((first, "Ett"), (second, "Två")):
        backup.restore(desk, kept)
        assert opening.office(desk) == office


def test_a_register_that_a_kill_left_half_written_is_read_back_as_it_was_before(desk, tmp_path):
    source = tmp_path / "gammal dator"
    shutil.copytree(desk.folder, source)
    kill_while_writing(source / file.NAME)
    before = hashes(source)
    backup.restore(desk, source / file.NAME)
    assert opening.office(desk) == "Södervik"
    assert hashes(source) == before, "what is read is left as it is"


def test_the_register_that_a_kill_left_half_written_is_kept_as_it_was_before(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    opening.rename_office(desk, "Efter kopian")
    desk.close()
    kill_while_writing(desk.folder / file.NAME)
    kept = backup.restore_files(desk.folder, good.path, NOW).kept
    for source, office in ((None, "Södervik"), (kept, "Efter kopian")):
        if source:
            backup.restore_files(desk.folder, source, NOW)
        with closing(opening.open_desk(desk.folder, clock=lambda: NOW)) as opened:
            assert opening.office(opened) == office


def test_a_disk_that_refuses_the_kept_copy_leaves_the_register(desk):
    backup.back_up(desk)
    (good,) = backup.backups(desk.folder)
    away = desk.folder.parent / "kopia.db"
    good.path.replace(away)
    shutil.rmtree(desk.folder / file.BACKUPS)
    (desk.folder / file.BACKUPS).write_bytes(b"")
    undo = desk.undo_step
    with pytest.raises(CannotSaveError):
        backup.restore(desk, away)
    assert desk.undo_step is undo
    assert not list(desk.folder.glob(".partial-*"))
