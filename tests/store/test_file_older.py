"""A file of an older shape: copied before it is migrated, and every shape that was released still opens."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from smdesk.operations import opening
from smdesk.store import file
from smdesk.store.backup import check_whole
from smdesk.store.history import WATCHED
from tests.store.files import NOW, as_ordinary_user, code_of, handles

FILES = Path(__file__).parents[1] / "files"


def test_an_older_file_is_copied_and_checked_before_it_is_migrated(desk):
    desk.store.connection.execute("pragma user_version=0")
    desk.close()
    before = (desk.folder / file.NAME).read_bytes()
    for number in (1, 2):
        opening.open_desk(desk.folder).close()
        with closing(sqlite3.connect(desk.folder / file.NAME)) as connection:
            assert file.number(connection, "user_version") == file.VERSION
            connection.execute("pragma user_version=0")
        name = "register-version-0.db" if number == 1 else "register-version-0-2.db"
        file.verify(desk.folder / name)
    with closing(sqlite3.connect(desk.folder / "register-version-0.db")) as copy:
        assert copy.execute("select value from setting where key = 'office'").fetchone()[0].startswith("Södervik")
    assert len(before) == (desk.folder / "register-version-0.db").stat().st_size


def test_an_older_file_that_cannot_be_written_to_is_told_of(open_place):
    path = open_place / "data" / file.NAME
    file.prepare_folder(path.parent)
    shutil.copyfile(FILES / "register-1.db", path)
    before = path.read_bytes()
    path.chmod(0o444)
    for folder in (path.parent / file.EVIDENCE, path.parent):
        folder.chmod(0o555)
    with as_ordinary_user():
        assert code_of(path.parent) == "file.older"
    assert path.read_bytes() == before


def test_a_copy_before_the_migration_that_cannot_be_made_stops_it_in_words(desk):
    desk.store.connection.execute("pragma user_version=0")
    desk.close()
    (desk.folder / ".partial-register-version-0.db").mkdir()
    assert code_of(desk.folder) == "file.disk"
    assert handles(desk.folder / file.NAME) == 0
    with closing(sqlite3.connect(desk.folder / file.NAME)) as connection:
        assert file.number(connection, "user_version") == 0


@pytest.mark.parametrize("version", range(1, file.VERSION + 1))
def test_the_file_of_every_released_schema_opens(tmp_path, version):
    file.prepare_folder(tmp_path / "data")
    shutil.copyfile(FILES / f"register-{version}.db", tmp_path / "data" / file.NAME)
    with closing(opening.open_desk(tmp_path / "data", clock=lambda: NOW)) as desk:
        check_whole(desk.folder / file.NAME)  # and has the very shape of a new one
        for table in WATCHED:
            desk.store.connection.execute(f'select * from "{table}"').fetchone()
        assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
        assert desk.store.account.count() == 2
        opening.rename_office(desk, "Annat")
        desk.undo()


def test_a_calendar_that_was_read_before_there_were_layers_becomes_one(tmp_path):
    file.prepare_folder(tmp_path / "data")
    shutil.copyfile(FILES / "register-7.db", tmp_path / "data" / file.NAME)
    with closing(sqlite3.connect(tmp_path / "data" / file.NAME)) as connection, connection:
        columns = "insert into special_day (day, name, kind, free, uid, source) values"
        connection.execute(f"{columns} ('2026-11-24', 'Höstlov', 'own', 1, 'uid-1', 'Skolan')")
        connection.execute(f"{columns} ('2026-11-24', 'Nämndmöte', 'own', 0, '', '')")
    with closing(opening.open_desk(tmp_path / "data", clock=lambda: NOW)) as desk:
        found = desk.store.setting.special_days.find("day = '2026-11-24'")
        assert [(one.name, one.layer, one.last, one.free) for one in found] == [
            ("Höstlov", "calendar:Skolan", date(2026, 11, 24), True),
            ("Nämndmöte", "own", date(2026, 11, 24), False),
        ]
