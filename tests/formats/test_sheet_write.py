"""Lists we write: whole or not at all, nothing that a spreadsheet would run, and back as they went."""

import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smdesk.domain.problem import CannotSaveError
from smdesk.domain.sheet import Table, column_letter
from smdesk.domain.text import clean
from smdesk.formats import sheet as sheet_module
from smdesk.formats.sheet import read_json, read_sheets, write_sheets
from smdesk.words import problem_text

LIVE = ["=cmd|'/c calc'!A1", "+46 8 508", "-1", "@sodervik", "\t=1", "\r=1", "'=1", "''@x", "'vanlig", "=", "\0=1"]


def written(folder: Path, name: str, tables: Sequence[Table]) -> Path:
    path = folder / name
    write_sheets(path, tables)
    assert [one.name for one in folder.iterdir()] == [name], "something was left beside the file"
    path.chmod(0o600)
    return path


cell_text = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(LIVE)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(cell_text, cell_text), min_size=1, max_size=8), st.sampled_from(["csv", "xlsx"]))
def test_text_comes_back_as_it_went(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], kind: str
) -> None:
    folder = tmp_path_factory.mktemp("ut")
    table = Table("Blad", ["a", "b"], [(left, right) for left, right in rows])
    [sheet] = read_sheets(written(folder, f"ut.{kind}", [table]))
    expected = {number: (clean(left), clean(right)) for number, (left, right) in enumerate(rows, 2)}
    found = {row.number: (row.cell(0), row.cell(1)) for row in sheet.rows[1:]}
    assert found == {number: pair for number, pair in expected.items() if any(cell.strip() for cell in pair)}


def test_no_cell_that_was_written_is_a_formula(tmp_path: Path) -> None:
    table = Table("Blad", ["=rubrik", "b"], [[text, "https://example.org"] for text in LIVE])
    path = written(tmp_path, "ut.xlsx", [table, Table("Två", ["a"], [["=1"]])])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Blad", "Två"]
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet["B2"].hyperlink is None


def test_no_cell_of_a_csv_starts_as_a_formula(tmp_path: Path) -> None:
    import csv

    path = written(tmp_path, "ut.csv", [Table("Blad", ["a"], [[text] for text in LIVE])])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    for [cell] in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


def test_days_and_numbers_are_days_and_numbers_in_excel(tmp_path: Path) -> None:
    rows = [[date(2026, 3, 1), 3, 2.5, True, datetime(2026, 3, 1, 8, 30, 5), None, 10**18, date(26, 1, 1)]]
    path = written(tmp_path, "ut.xlsx", [Table("Blad", list("abcdefgh"), rows)])
    [_, row] = openpyxl.load_workbook(path)["Blad"].iter_rows()
    assert [cell.value for cell in row] == [
        datetime(2026, 3, 1), 3, 2.5, True, datetime(2026, 3, 1, 8, 30, 5), None, str(10**18), "0026-01-01",
    ]  # fmt: skip
    assert row[0].number_format == "yyyy-mm-dd"


def test_json_keeps_the_kinds_of_values(tmp_path: Path) -> None:
    one = Table("Konton", ["Namn", "Antal"], [["=å", 3], ["", None]], keys=["name", "count"])
    assert read_json(written(tmp_path, "ut.json", [one])) == {
        "": [{"name": "=å", "count": 3}, {"name": "", "count": None}]
    }
    (tmp_path / "ut.json").unlink()
    two = Table("Tom", ["a"], [])
    path = written(tmp_path, "ut.json", [one, two])
    assert set(read_json(path)) == {"Konton", "Tom"}
    assert [row.cells[:2] for row in read_sheets(path)[0].rows] == [("name", "count"), ("=å", "3")]
    assert json.loads(path.read_bytes())["Konton"][0]["name"] == "=å"


def test_sheet_names_excel_would_refuse(tmp_path: Path) -> None:
    names = ["a/b", "A B", "", "History", "x" * 40, "x" * 39]
    path = written(tmp_path, "ut.xlsx", [Table(name, ["a"], [["1"]]) for name in names])
    found = openpyxl.load_workbook(path).sheetnames
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)


def save_refusal(path: Path, tables: Sequence[Table]) -> str:
    with pytest.raises(CannotSaveError) as caught:
        write_sheets(path, tables)
    assert problem_text(caught.value.problems[0])
    return caught.value.problems[0].code


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    table = Table("Blad", ["a"], [["1"]])
    long = Table("Blad", ["a"], [["x" * 32_768]])
    path = tmp_path / "ut.xlsx"
    path.write_bytes(b"gammalt")
    assert save_refusal(path, [long]) == "export.text_too_long"
    assert save_refusal(tmp_path / "ut.pdf", [table]) == "export.ending"
    assert save_refusal(tmp_path / "ut.csv", [table, table]) == "export.one_table"
    assert save_refusal(tmp_path / "borta" / "ut.csv", [table]) == "export.folder_missing"
    assert save_refusal(tmp_path / ("x" * 300 + ".csv"), [table]) == "export.name_too_long"
    (tmp_path / "mapp.csv").mkdir()
    assert save_refusal(tmp_path / "mapp.csv", [table]) == "export.is_folder"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mapp.csv", "ut.xlsx"]
    assert path.read_bytes() == b"gammalt"


def test_a_full_disk_leaves_no_empty_file() -> None:
    """A limit on the size of files stands for the disk: it is met at the same place and in the same way."""
    import resource
    import signal
    import tempfile

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    table = Table("Blad", ["a"], [[str(number) * 50] for number in range(2000)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ut.csv"
        path.write_bytes(b"gammalt")
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
            code = save_refusal(path, [table])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
        assert code == "export.disk_full"
        assert [one.name for one in Path(folder).iterdir()] == ["ut.csv"]
        assert path.read_bytes() == b"gammalt"


def test_column_letters() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


def test_limits_are_what_the_sentences_say() -> None:
    assert sheet_module.LONGEST_CELL == 32_767
    assert sheet_module.MAX_BYTES < 100_000_000
