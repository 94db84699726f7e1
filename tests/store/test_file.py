"""The register's file: its settings, what is refused, what is left untouched, and what a copy goes before."""

import hashlib
import os
import shutil
import sqlite3
import stat
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError, CannotSaveError
from smdesk.operations import opening
from smdesk.store import file, schema
from smdesk.store.backup import check_whole
from smdesk.store.history import WATCHED

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
FILES = Path(__file__).parents[1] / "files"
NOBODY = 65534


@pytest.fixture
def desk(tmp_path):
    with closing(begin(tmp_path / "data")) as made:
        yield made


def begin(folder: Path) -> Desk:
    person = Person(name="Samordnare")
    return opening.begin(folder, office="Söderviks stadsdelsförvaltning", person=person, clock=lambda: NOW)


def digest(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()}


def code_of(folder: Path) -> str:
    with pytest.raises(CannotOpenError) as found:
        opening.open_desk(folder, clock=lambda: NOW)
    return found.value.problems[0].code


@contextmanager
def as_ordinary_user():
    """Root may write anything; the file's permissions mean something to everyone else."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_place():
    """A folder that an ordinary user reaches; pytest's own are for this user only."""
    place = Path(os.path.realpath("/tmp")) / f"smdesk-test-{os.getpid()}"
    place.mkdir(mode=0o755)
    yield place
    for path in (place, *place.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(place)


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
        db = file.Link(connection).db
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


def test_a_register_that_is_missing_is_not_begun_anew_where_copies_are(desk):
    desk.close()
    (desk.folder / file.BACKUPS).mkdir()
    (desk.folder / file.NAME).rename(desk.folder / file.BACKUPS / "register-20261123-1612.db")
    assert not opening.is_new(desk.folder)
    with pytest.raises(CannotOpenError) as found:
        begin(desk.folder)
    assert found.value.problems[0].code == "file.exists"


def test_a_page_of_garbage_is_found_by_the_check_at_start(desk):
    desk.close()
    path = desk.folder / file.NAME
    data = bytearray(path.read_bytes())
    data[-8192:-4096] = b"\xa5" * 4096
    path.write_bytes(data)
    with closing(file.connect(path, read_only=True)) as connection:
        assert file.damaged_pages(connection)


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
