"""The register's file: its settings, what is refused and left untouched, what is the world's fault and what ours."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from smdesk.domain.problem import CannotOpenError, CannotSaveError
from smdesk.operations import opening
from smdesk.store import file, schema
from tests.store.files import NOW, as_ordinary_user, begin, code_of, digest, handles


def test_the_live_connection_has_the_settings_that_lose_nothing(desk):
    def pragma(name):
        return desk.store.connection.execute(f"pragma {name}").fetchone()[0]

    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == 3, "EXTRA"
    assert pragma("foreign_keys") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("busy_timeout") == 100
    assert pragma("recursive_triggers") == 1
    assert pragma("application_id") == file.APPLICATION_ID
    assert pragma("user_version") == file.VERSION


def test_the_version_is_the_number_of_migrations():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        assert len(schema.migrations.pending(db)) == schema.VERSION == file.VERSION


def test_only_the_user_may_read_the_register(desk):
    modes = {one: stat.S_IMODE((desk.folder / one).stat().st_mode) for one in (".", file.NAME, file.EVIDENCE)}
    assert modes == {".": 0o700, file.NAME: 0o600, file.EVIDENCE: 0o700}


def test_a_file_that_others_could_read_is_tightened(desk):
    desk.close()
    (desk.folder / file.NAME).chmod(0o666)
    opening.open_desk(desk.folder).close()
    assert stat.S_IMODE((desk.folder / file.NAME).stat().st_mode) == 0o600


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Det här är ingen databas.", "utf-8")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table setting (id integer primary key, key text, value text)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version={file.VERSION + 1}")


def half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def garbage_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:3000] = b"\xa5" * 2900
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (empty, "file.empty"),
        (text, "file.foreign"),
        (foreign, "file.foreign"),
        (newer, "file.newer"),
        (half, "file.damaged"),
        (garbage_schema, "file.damaged"),
        (Path.unlink, "file.missing"),
    ],
)
def test_what_is_no_register_of_ours_is_refused_and_left_untouched(desk, harm, code):
    desk.close()
    (desk.folder / file.BACKUPS).mkdir()
    (desk.folder / file.BACKUPS / "register-20261123-1612.db").write_bytes(b"a copy")
    harm(desk.folder / file.NAME)
    before = digest(desk.folder)
    assert code_of(desk.folder) == code
    assert digest(desk.folder) == before


@pytest.mark.parametrize("harm", [half, garbage_schema])
def test_a_register_that_cannot_be_opened_is_not_held(desk, harm):
    desk.close()
    harm(desk.folder / file.NAME)
    with pytest.raises(CannotOpenError):
        opening.open_desk(desk.folder)
    assert handles(desk.folder / file.NAME) == 0


def test_a_shape_that_is_not_ours_is_told_as_damage(desk):
    desk.store.connection.execute("drop table tick")
    desk.close()
    assert code_of(desk.folder) == "file.damaged"


def test_a_mistake_of_ours_in_a_step_is_a_bug_and_not_the_disk_s(desk):
    with pytest.raises(sqlite3.OperationalError, match="no such column"), desk.step("office"):
        desk.store.connection.execute("select nosuch from account")
    with pytest.raises(FileNotFoundError), desk.step("office"):
        (desk.folder / "nosuch.toml").read_bytes()
    opening.rename_office(desk, "Annat")


def test_a_page_of_garbage_is_found_by_the_check_at_start(desk):
    desk.close()
    path = desk.folder / file.NAME
    data = bytearray(path.read_bytes())
    data[-8192:-4096] = b"\xa5" * 4096
    path.write_bytes(data)
    with closing(file.connect(path, read_only=True)) as connection:
        assert file.damaged_pages(connection)


def test_what_another_program_holds_is_not_taken_for_damage(desk):
    with closing(sqlite3.connect(desk.folder / file.NAME, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert file.quick_check(desk.store.connection) == []
        with pytest.raises(CannotOpenError) as found:
            file.verify(desk.folder / file.NAME)
    assert found.value.problems[0].code == "file.locked"


def test_a_row_that_points_at_nothing_is_found(desk):
    desk.store.connection.execute("pragma foreign_keys=off")
    desk.store.connection.execute(
        "insert into account_status (account_id, day, status) values (99, '2026-11-24', 'active')"
    )
    assert file.orphans(desk.store.connection) == ["account_status 1"]


def test_a_read_only_file_is_opened_and_read_but_not_written(open_place):
    begin(open_place / "data").close()
    (open_place / "data" / file.NAME).chmod(0o444)
    for path in (open_place / "data" / file.EVIDENCE, open_place / "data"):
        path.chmod(0o555)
    with as_ordinary_user(), closing(opening.open_desk(open_place / "data", clock=lambda: NOW)) as desk:
        assert not desk.may_write
        assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
        with pytest.raises(CannotSaveError) as found:
            opening.rename_office(desk, "Annat")
        assert found.value.problems[0].code == "file.read_only"


def test_another_program_s_lock_is_told_at_once_and_the_same_step_can_be_made_after(desk):
    with closing(sqlite3.connect(desk.folder / file.NAME, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(CannotSaveError) as found:
            opening.rename_office(desk, "Annat")
        assert found.value.problems[0].code == "file.locked"
        other.execute("rollback")
    opening.rename_office(desk, "Annat")
    assert opening.office(desk) == "Annat"


def test_a_full_disk_loses_only_the_step_that_did_not_fit(desk):
    (pages,) = desk.store.connection.execute("pragma page_count").fetchone()
    desk.store.connection.execute(f"pragma max_page_count={pages}")  # SQLite's own SQLITE_FULL, on any disk
    with pytest.raises(CannotSaveError) as found:
        opening.rename_office(desk, "x" * 100_000)
    assert found.value.problems[0].code == "file.full"
    assert not desk.store.connection.in_transaction
    assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
    desk.store.connection.execute(f"pragma max_page_count={pages + 100}")
    opening.rename_office(desk, "x" * 100_000)
    assert desk.undo() is not None
