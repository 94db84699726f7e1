"""The workbooks that are written, opened by LibreOffice: every sheet is there, and every cell says what it should."""

import csv
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from smdesk.domain.post import Post
from smdesk.operations import account, export, post
from tests.operations.routine_desk import Clock, add_account, begin

SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # comma, UTF-8, each sheet
TRAP = '=HYPERLINK("http://x.example","Klicka")'
LONG_NUMBER = "122158000000000001"
TEXT = 'Räksmörgås på Ålö\nandra raden; med "citat"'


@pytest.fixture
def desk(tmp_path):
    with closing(begin(tmp_path / "data", Clock("2026-11-24 09:12"))) as made:
        account_id = add_account(made, "Öppna förskolan")
        account.change(made, replace(account.get(made, account_id), purpose=TRAP, decision_ref=LONG_NUMBER))
        post.write(made, Post(text=TEXT, day=made.today(), time="10:00"), [account_id])
        yield made


@pytest.fixture
def opened(tmp_path, desk):
    """Writes a list as .xlsx and gives it back as LibreOffice reads it: by sheet, its rows."""

    def read(what: str) -> dict[str, list[dict[str, str]]]:
        book, out = tmp_path / f"{what}.xlsx", tmp_path / what
        export.export(desk, what, book)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        done = subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", SHEETS, "--outdir", str(out), str(book)],
            capture_output=True, text=True, timeout=240, check=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )  # fmt: skip
        assert "Error" not in done.stderr + done.stdout
        return {one.stem.removeprefix(f"{what}-"): _rows(one) for one in sorted(out.iterdir())}

    return read


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_plan_as_it_was_written(opened):
    ((sheet, rows),) = opened("plan").items()
    assert sheet == "Plan"
    assert [(one["Dag"], one["Tid"], one["Konto"], one["Text"]) for one in rows] == [
        ("2026-11-24", "10:00", "Öppna förskolan", TEXT)
    ]


def test_every_sheet_of_the_register_with_texts_that_look_like_formulas_and_numbers(opened):
    sheets = opened("konton")
    assert len(sheets) > 1
    ((row,), *_) = [rows for name, rows in sheets.items() if name == "Konton"]
    assert TRAP in row.values(), "as text: nothing was worked out"
    assert LONG_NUMBER in row.values(), "every digit is left"


@pytest.mark.parametrize("what", ["bevakning", "journal"])
def test_the_other_lists_open_too(opened, what):
    (rows,) = opened(what).values()
    assert all(None not in one and None not in one.values() for one in rows), "as many cells as headings"
    assert rows or what == "bevakning"
