"""The command line: Swedish, without a window, without Qt, and never beside an open window."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from store.killed import kill_while_writing

from smdesk.cli import main
from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Post, PostState
from smdesk.operations import account, opening, post, today
from smdesk.store.lock import Lock

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
FILES = Path(__file__).parent / "files"
LIST = FILES / "kontolista-systemexport.csv"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world") / "data"
    write_demo(folder, now=NOW)
    return folder


@pytest.fixture
def folder(world, tmp_path):
    shutil.copytree(world, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(folder, *arguments):
    return main(["--data", str(folder), *map(str, arguments)])


def test_check_says_what_there_is_and_that_it_is_whole(folder, capsys):
    assert run(folder, "check") == 0
    out, err = capsys.readouterr()
    assert out.startswith("Registret är helt: 14 konton, ")
    assert err == ""


def flip_evidence(folder):
    path = sorted((folder / "evidence").iterdir())[0]
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def lose_evidence(folder):
    sorted((folder / "evidence").iterdir())[0].unlink()


def empty_register(folder):
    (folder / "register.db").write_bytes(b"")


def spoil_register(folder):
    data = bytearray((folder / "register.db").read_bytes())
    data[40_960:60_000] = b"\xa5" * (60_000 - 40_960)
    (folder / "register.db").write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (flip_evidence, "kontrollsumman stämmer inte"),
        (lose_evidence, "saknas i mappen för underlag"),
        (empty_register, "är tom (0 byte)"),
        (spoil_register, "är skadad"),
        (shutil.rmtree, "saknas"),
    ],
)
def test_check_tells_what_is_wrong_by_words_and_status(folder, capsys, harm, words):
    harm(folder)
    assert run(folder, "check") == 1
    assert words in capsys.readouterr().err


def test_an_extra_file_is_told_but_is_no_failure(folder, capsys):
    (folder / "evidence" / "extra.txt").write_text("x", "utf-8")
    assert run(folder, "check") == 0
    assert "extra.txt" in capsys.readouterr().err


def test_check_runs_with_an_empty_environment_and_without_qt(folder):
    code = (
        "import sys; from smdesk.cli import main; status = main(sys.argv[1:]); "
        "found = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]; "
        "print(found); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(folder), "check"],
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def long_journal(folder):
    """A register whose journal takes a second to read."""
    rows = (
        "with recursive n(x) as (select 1 union all select x + 1 from n where x < 100000) "
        "select '2026-11-24T08:00:00Z', 'Vikarie', 'tick', 'Konto', 'tick', x, '+', '', '' from n"
    )
    with closing(sqlite3.connect(folder / "register.db")) as connection:
        connection.execute(f"insert into journal (at, who, step, about, subject, subject_id, field, old, new) {rows}")
        connection.commit()
    return folder


@pytest.mark.parametrize("command", [("export", "journal", "journal.csv"), ("check",), ("backup", "kopia.zip")])
def test_who_works_in_the_window_is_never_held_up(long_journal, tmp_path, command):
    arguments = [sys.executable, "-m", "smdesk", "--data", str(long_journal), *command]
    done = 0
    with (
        closing(opening.open_desk(long_journal, clock=lambda: NOW)) as desk,
        subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as reading,
    ):
        while reading.poll() is None:
            opening.rename_office(desk, f"Förvaltning {done}")  # raises when another holds the file
            today.look(desk)
            done += 1
        assert (reading.stderr.read(), reading.returncode) == ("", 0)
    assert done > 3


def test_what_a_kill_left_half_written_is_read_as_it_was_and_left_to_the_window(folder, tmp_path, capsys):
    kill_while_writing(folder / "register.db")
    before = (folder / "register.db").read_bytes()
    assert run(folder, "check") == 0
    assert run(folder, "export", "konton", tmp_path / "konton.json") == 0
    assert run(folder, "backup", tmp_path / "kopia.zip") == 0
    assert capsys.readouterr().err == ""
    assert (folder / "register.db").read_bytes() == before
    assert (folder / "register.db-journal").exists()
    assert run(tmp_path / "ny", "restore", tmp_path / "kopia.zip") == 0
    with closing(opening.open_desk(tmp_path / "ny", clock=lambda: NOW)) as desk:
        assert opening.office(desk) == "Söderviks stadsdelsförvaltning"


def test_evidence_that_no_copy_has_is_told_when_it_is_restored(folder, tmp_path, capsys):
    lose_evidence(folder)
    assert run(folder, "backup", tmp_path / "kopia.zip") == 1
    assert "(antal: 1)" in capsys.readouterr().err
    assert run(tmp_path / "ny", "restore", tmp_path / "kopia.zip") == 1
    out, err = capsys.readouterr()
    assert "Registret är återställt från" in out
    assert "(antal: 1)" in err


def test_a_zip_goes_out_and_comes_back_in_another_folder(folder, tmp_path, capsys):
    assert run(folder, "backup", tmp_path / "kopia.zip") == 0
    assert run(tmp_path / "annan", "restore", tmp_path / "kopia.zip") == 0
    assert run(tmp_path / "annan", "check") == 0
    assert run(tmp_path / "annan", "restore", tmp_path / "kopia.zip") == 0
    out, err = capsys.readouterr()
    assert "Det register som låg där förut är kvar" in out
    assert err == ""


def test_a_list_goes_out_by_its_ending_and_comes_in(folder, tmp_path, capsys):
    assert run(folder, "export", "konton", tmp_path / "konton.xlsx") == 0
    assert run(folder, "import", "konton", tmp_path / "konton.xlsx") == 0
    assert "0 konton är inlästa, 14 fanns redan." in capsys.readouterr().out


def test_the_plan_goes_out_as_a_calendar_and_no_other_list_does(folder, tmp_path, capsys):
    assert run(folder, "export", "plan", tmp_path / "plan.ics") == 0
    assert (tmp_path / "plan.ics").read_bytes().count(b"BEGIN:VEVENT") > 10
    assert run(folder, "export", "konton", tmp_path / "konton.ics") == 1
    assert "Bara planen" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_the_account_list_comes_back_without_loss_in_an_empty_register(folder, tmp_path, capsys, suffix):
    opening.begin(tmp_path / "ny", office="Ny", person=Person(name="Samordnare"), clock=lambda: NOW).close()
    assert run(folder, "export", "konton", tmp_path / f"konton.{suffix}") == 0
    assert run(tmp_path / "ny", "import", "konton", tmp_path / f"konton.{suffix}") == 0
    assert "14 konton är inlästa, 0 fanns redan." in capsys.readouterr().out
    for place, name in ((folder, "före"), (tmp_path / "ny", "efter")):
        assert run(place, "export", "konton", tmp_path / f"{name}.json") == 0
    before, after = (json.loads((tmp_path / f"{name}.json").read_text("utf-8")) for name in ("före", "efter"))
    for table in before.values():
        for row in table:
            row["status"] = {"closing": "active"}.get(row.get("status"), row.get("status"))  # its closure stays behind
    for table in ("account", "basic_item", "requirement", "pause"):
        assert [facts(row) for row in after[table]] == [facts(row) for row in before[table]]


def facts(row):
    """What a row says; where it was read from is another matter."""
    return {name: value for name, value in row.items() if name != "import_id" and (name, value) != ("status", None)}


def test_an_import_is_signed_by_the_command_line_and_tells_of_each_bad_row(folder, capsys):
    assert run(folder, "import", "konton", FILES / "kontolista-kartlaggning.xlsx") == 1
    out, err = capsys.readouterr()
    assert "rad 11, kolumn N" in err
    assert "är inlästa" in out
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        assert desk.store.journal.all()[-1].who == "Kommandoraden"


def test_a_calendar_is_read_in_and_again_changes_nothing(folder, tmp_path, capsys):
    day = f"{date.today() + timedelta(days=30):%Y%m%d}"
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Lov\nDTSTART;VALUE=DATE:{}\nEND:VEVENT\n"
    path = tmp_path / "lov.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{event.format(1, day)}{event.format(2, 20260231)}END:VCALENDAR\n", "utf-8")
    assert run(folder, "import", "dagar", path) == 1
    out, err = capsys.readouterr()
    assert "1 händelser är inlästa, 0 fanns redan." in out
    assert "rad 7: Dagen eller tiden ”20260231” finns inte." in err
    run(folder, "import", "dagar", path)
    assert "0 händelser är inlästa, 1 fanns redan." in capsys.readouterr().out


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_the_plan_goes_out_and_comes_in_and_is_known(tmp_path, capsys, suffix):
    folder, path = tmp_path / "ny", tmp_path / f"plan.{suffix}"
    person = Person(name="Samordnare")
    with closing(opening.begin(folder, office="Ny", person=person, clock=lambda: NOW)) as desk:
        one = account.add(desk, Account(name="Parkleken", platform="facebook"))
        post.write(desk, Post(text="Sångstund", day=desk.today(), time="10:00"), [one.id])
        post.write(desk, Post(text="En idé", state=PostState.IDEA), [])
    assert run(folder, "export", "plan", path) == 0
    assert run(folder, "import", "plan", path) == 0
    assert "0 inlägg är inlästa, 2 fanns redan." in capsys.readouterr().out


def test_a_plan_is_read_in_and_each_bad_row_told(folder, tmp_path, capsys):
    path = tmp_path / "plan.csv"
    path.write_text("Konto;Dag;Text\nNya huset;2027-01-02;Hej\n;2027-01-02;Utan konto\n", "utf-8")
    assert run(folder, "import", "plan", path) == 1
    out, err = capsys.readouterr()
    assert "1 inlägg är inlästa, 0 fanns redan." in out
    assert "rad 2, kolumn A: Kontot ”Nya huset” finns inte i registret." in err


@pytest.mark.parametrize("command", [("import", "konton", LIST), ("restore", "kopia.zip"), ("demo",)])
def test_what_writes_is_refused_in_words_while_a_window_is_open(folder, tmp_path, capsys, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(folder, "backup", "kopia.zip") == 0
    before = (folder / "register.db").read_bytes()
    lock = Lock(folder)
    try:
        rest = (str(folder),) if command == ("demo",) else ()
        assert run(folder, *command, *rest) == 1
        assert "smdesk är redan öppet" in capsys.readouterr().err
        assert run(folder, "check") == 0, "what only reads may go on"
        assert run(folder, "export", "plan", "plan.csv") == 0
        assert run(folder, "backup", "igen.zip") == 0
    finally:
        lock.release()
    assert (folder / "register.db").read_bytes() == before


def test_demo_writes_a_world_in_a_new_folder_only(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "ny"), "--seed", "7"]) == 0
    before = (tmp_path / "ny" / "register.db").read_bytes()
    assert main(["demo", str(tmp_path / "ny")]) == 1
    assert "Det finns redan ett register" in capsys.readouterr().err
    assert (tmp_path / "ny" / "register.db").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["hej"], ["export", "allt", "x.csv"], ["backup"], ["demo", "x", "--years", "-1"], ["--dat", "x", "check"], ["-x"]],
)
def test_what_is_not_understood_is_told_in_swedish_with_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as found:
        main(arguments)
    assert found.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith("Användning: smdesk")
    assert "går inte att förstå" in err
    assert not any(word in err for word in ("usage", "error", "invalid", "required"))


def test_help_is_swedish_all_through(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert not any(word in out for word in ("usage", "options", "positional", "show this"))


def test_a_mistake_of_ours_is_one_line_and_no_traceback(folder, capsys, monkeypatch):
    monkeypatch.setattr("smdesk.operations.register_check.check_folder", lambda folder: 1 / 0)
    assert run(folder, "check") == 1
    err = capsys.readouterr().err
    assert err.startswith("Ett fel i smdesk: ZeroDivisionError i test_cli.py, rad ")
    assert len(err.splitlines()) == 1


def test_without_a_screen_the_window_says_so_in_one_line(folder):
    environment = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "smdesk", "--data", str(folder)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "behöver ett skrivbord" in done.stderr


def test_the_weeks_plan_is_a_pdf_of_the_week_asked_for(folder, tmp_path, capsys):
    path = tmp_path / "vecka.pdf"
    assert run(folder, "export", "veckoplan", path, "--vecka", "2026-48") == 0
    assert "Veckoplanen är skriven" in capsys.readouterr().out
    said = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
    assert "Vecka 48, 23–29 november 2026" in said
    assert run(folder, "export", "veckoplan", tmp_path / "vecka.xlsx") == 1
    assert run(folder, "export", "konton", tmp_path / "konton.csv", "--vecka", "2026-48") == 1
    assert "--vecka gäller bara veckoplanen" in capsys.readouterr().err
    assert not (tmp_path / "konton.csv").exists()
    with pytest.raises(SystemExit):
        run(folder, "export", "veckoplan", path, "--vecka", "2026-54")
