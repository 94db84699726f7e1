"""What another program does to the log of moderation is found by `smdesk check`, and told in Swedish."""

import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from smdesk import cli
from smdesk.domain.evidence import Subject
from smdesk.domain.moderation import Action, Entry
from smdesk.domain.moderation_chain import digest, head
from smdesk.operations import backup, evidence, inbound, moderation
from smdesk.store import file
from smdesk.store.moderation import head_in
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    before = os.umask(0o022)  # the command line sets the process' own
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register whose log has five entries, the third with free texts."""
    desk = begin(tmp_path / "data", Clock("2026-11-23 16:40"))
    with closing(desk):
        add_account(desk, "Huvudsidan")
        picture = tmp_path / "1.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        for number in range(4):
            new = replace(inbound.new_item(desk, 1), text=f"Påhopp {number}", sender="Påhittad Avsändare")
            one = inbound.register(desk, new)
            evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, picture))
            moderation.moderate(desk, replace(moderation.new_act(desk, one.id), ground="Kommentarsreglerna: påhopp"))
        moderation.supplement(desk, 2, dnr="SÖD 2026/397")
    return tmp_path / "data"


@pytest.fixture
def tampering(folder: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who takes the triggers away, and puts them back afterwards so that nothing shows."""
    with closing(sqlite3.connect(folder / file.NAME, isolation_level=None)) as connection:
        triggers = connection.execute("select name, sql from sqlite_schema where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        yield connection


def check(folder: Path, connection: sqlite3.Connection | None = None) -> int:
    """`smdesk check`, once the triggers are back."""
    if connection:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            from smdesk.store.schema import bring_up

            bring_up(fresh)
            for (sql,) in fresh.execute("select sql from sqlite_schema where type = 'trigger'"):
                connection.execute(sql)
    return cli.main(["--data", str(folder), "check"])


def entries(connection: sqlite3.Connection) -> list[Entry]:
    from smdesk.store.moderation import ModerationTable

    return ModerationTable(connection).all()


def made_anew(connection: sqlite3.Connection) -> None:
    """Let every entry follow the one before, as if nothing had been touched."""
    former = "0" * 64
    for one in entries(connection):
        whole = digest(replace(one, former=former))
        connection.execute("update moderation set former = ?, digest = ? where id = ?", [former, whole, one.id])
        former = whole


def test_a_log_that_nobody_touched_is_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder) == cli.OK
    assert "Registret är helt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        pytest.param(["delete from moderation_text where number = 3", "delete from moderation where number = 3"],
                     ["Modereringsloggen saknar nummer 3."], id="removed"),
        pytest.param(["delete from moderation_text", "delete from moderation where number in (2, 3)"],
                     ["Modereringsloggen saknar nummer 2 till 3."], id="several removed"),
        pytest.param(["update moderation set ground = 'Kritik' where number = 2"],
                     ["Nummer 2 i modereringsloggen är ändrat efteråt."], id="changed"),
        pytest.param(["update moderation set id = 90 where number = 2", "update moderation set id = 2 where number = 3",
                      "update moderation set id = 3 where number = 2"],
                     ["Nummer 2 i modereringsloggen ligger på fel plats."], id="reordered"),
        pytest.param(["update moderation set number = 90 where number = 2",
                      "update moderation set number = 2 where number = 3",
                      "update moderation set number = 3 where number = 90"],
                     ["Nummer 2 i modereringsloggen är ändrat efteråt.", "Nummer 3"], id="renumbered"),
        pytest.param(["insert into moderation select null, 6, version, at, action, account_id, inbound_id, earlier, "
                      "ground, done_at, by, decided_by, review_on, police_ref, dnr, is_reversible, evidence, "
                      "kept_where, author_seal, reason_seal, message_seal, note_seal, former, digest from moderation "
                      "where number = 4"],
                     ["Nummer 6 i modereringsloggen hör inte ihop med numret före.", "Nummer 6"], id="inserted"),
        pytest.param(["delete from moderation where number = 5"],
                     ["Slutet av modereringsloggen är borta. Den ska gå till nummer 5."], id="cut"),
        pytest.param(["delete from moderation_text", "delete from moderation"],
                     ["Slutet av modereringsloggen är borta. Den ska gå till nummer 5."], id="emptied"),
        pytest.param(["update moderation_text set text = 'Någon annan' where number = 3"],
                     ["Nummer 3 i modereringsloggen har en text som är ändrad efteråt: avsändaren."], id="text"),
        pytest.param(["insert into moderation_text (number, part, text, salt) values (3, 'note', 'Fritt', '1')"],
                     ["Nummer 3 i modereringsloggen har en text som inte hör dit: anteckningen."], id="stray text"),
        pytest.param(["update moderation set action = 'gömma' where number = 3"],
                     ["Nummer 3 i modereringsloggen går inte att läsa. Det är ändrat efteråt."], id="unreadable"),
        pytest.param(["update inbound set handling = 'block' where id = 1"],
                     [") är dolt, borttaget eller blockerat utan"], id="an item without an entry"),
    ],
)  # fmt: skip
def test_what_was_done_to_the_file_is_told(
    folder: Path,
    tampering: sqlite3.Connection,
    capsys: pytest.CaptureFixture[str],
    statements: list[str],
    told: list[str],
) -> None:
    for statement in statements:
        tampering.execute(statement)
    assert check(folder, tampering) == cli.FAILED
    said = capsys.readouterr().err
    assert [one for one in told if one not in said] == []


def test_a_chain_that_was_made_anew_is_not_the_one_the_journal_tells_of(
    folder: Path, tampering: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    tampering.execute("update moderation set ground = 'Hot' where number = 2")
    made_anew(tampering)
    assert check(folder, tampering) == cli.FAILED
    assert "Modereringsloggen är omskriven: nummer 2 är ett annat än det som har antecknats." in capsys.readouterr().err


def test_a_copy_tells_what_the_journal_was_made_to_forget(
    folder: Path, tampering: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    from smdesk.operations import opening

    with closing(opening.open_desk(folder, clock=Clock("2026-11-23 17:10"))) as desk:
        backup.back_up(desk)
    tampering.execute("delete from moderation where number = 5")
    tampering.execute("delete from journal where subject = 'moderation'")
    tampering.execute("delete from setting where key = 'moderation.head'")
    assert check(folder, tampering) == cli.FAILED
    assert "Slutet av modereringsloggen är borta. Den ska gå till nummer 5." in capsys.readouterr().err


def test_the_file_itself_refuses_what_sql_tries(folder: Path) -> None:
    with closing(sqlite3.connect(folder / file.NAME, isolation_level=None)) as connection:
        connection.execute("pragma recursive_triggers = on")
        for statement in (
            "update moderation set ground = ''",
            "delete from moderation where number = 5",
            "insert or replace into moderation select * from moderation where number = 2",
            "update moderation_text set text = ''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(statement)
    assert check(folder) == cli.OK


def test_the_head_is_in_the_manifest_of_a_copy(folder: Path, tmp_path: Path) -> None:
    from smdesk.operations import opening

    with closing(opening.open_desk(folder, clock=Clock("2026-11-23 17:10"))) as desk:
        assert backup.write_zip(desk, tmp_path / "kopia.zip") == []
        expected = str(head(desk.store.moderation.all()))
    with zipfile.ZipFile(tmp_path / "kopia.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["moderation"] == expected
    assert expected.startswith("5 ")


def test_a_copy_without_a_log_has_no_head(folder: Path, tmp_path: Path) -> None:
    assert head_in(Path(__file__).parent.parent / "files" / "register-8.db") == ""
    assert head_in(tmp_path / "finns inte.db") == ""
    assert head_in(folder / file.NAME).startswith("5 ")


def test_every_action_has_a_step_and_a_word() -> None:
    from smdesk.words import step_text
    from smdesk.words.moderation import ACTIONS

    assert all(step_text(f"moderation.{one}") and ACTIONS[one] for one in Action)
