"""Lists as they come: every encoding, delimiter and shape, the hostile ones, and what we write ourselves."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smdesk.domain.problem import BadInputError
from smdesk.domain.sheet import Sheet
from smdesk.domain.text import clean
from smdesk.formats.sheet import read_sheets
from smdesk.words import problem_text

LIST = Path(__file__).parent.parent / "files" / "kontolista-kartlaggning.xlsx"


def cells(sheet: Sheet) -> list[list[str]]:
    """The rows without empty cells at their ends, which .xlsx does not keep."""
    found = []
    for row in sheet.rows:
        line = list(row.cells)
        while line and not line[-1]:
            line.pop()
        found.append(line)
    return found


def read_bytes(folder: Path, data: bytes, name: str = "lista.csv") -> list[Sheet]:
    path = folder / name
    path.write_bytes(data)
    found = read_sheets(path)
    assert path.read_bytes() == data, "the file was changed"
    return found


def refusal(folder: Path, data: bytes, name: str = "lista.xlsx") -> str:
    with pytest.raises(BadInputError) as caught:
        read_bytes(folder, data, name)
    for problem in caught.value.problems:
        assert name in problem_text(problem)
    return caught.value.problems[0].code


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with each of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    return out.getvalue()


def one_sheet(book: openpyxl.Workbook) -> openpyxl.worksheet.worksheet.Worksheet:
    assert book.active is not None
    return book.active


# .csv

ROWS = [
    ["Konto", "Syfte", "Länk"],
    ["Öppna förskolan Ängen", "öppettider, sångstund; och ”drop-in”", "https://example.org/a?b=1,2"],
    ["Mötesplats Kajen", "rad ett\nrad två", ""],
    ["Å", 'sa "hej"', "é€"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    import csv

    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(ROWS)
    [sheet] = read_bytes(tmp_path, text.getvalue().encode(encoding))
    assert [list(row.cells) for row in sheet.rows] == ROWS
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]
    assert (sheet.encoding, sheet.delimiter, sheet.notes) == (encoding, delimiter, ())


# What a spreadsheet writes when a cell holds none of the signs that could be taken for the delimiter.
word = st.text("abcåäöÅÄÖ123 ”é", min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(2, 6).flatmap(lambda width: st.lists(st.lists(word, min_size=width, max_size=width), min_size=2)),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.lists(st.sampled_from(["", "Konton 2026", "Söderviks förvaltning, kommunikation, juni"]), max_size=2),
    st.integers(0, 2),
)
def test_the_delimiter_is_found_whatever_stands_around(
    tmp_path: Path, rows: list[list[str]], delimiter: str, encoding: str, titles: list[str], blanks: int
) -> None:
    titles = [title.replace(delimiter, " ") for title in titles]
    lines = [*titles, *[""] * blanks, *(delimiter.join(row) for row in rows)]
    [sheet] = read_bytes(tmp_path, "\r\n".join(lines).encode(encoding))
    assert cells(sheet)[-len(rows) :] == [[clean(cell) for cell in row] for row in rows]
    assert sheet.rows[-1].number == len(lines)


def test_prose_with_commas_does_not_make_the_comma_the_delimiter(tmp_path: Path) -> None:
    text = "Konto;Syfte\nA;råd, stöd, tips, hjälp\nB;lek, sång, bus, skoj\nC;ett, två, tre, fyra\n"
    assert read_bytes(tmp_path, text.encode())[0].delimiter == ";"


def test_excels_own_word_for_the_delimiter_is_no_row(tmp_path: Path) -> None:
    [sheet] = read_bytes(tmp_path, b"sep=,\nKonto,L\xc3\xa4nk\nA,b\n")
    assert cells(sheet) == [["Konto", "Länk"], ["A", "b"]]
    assert sheet.rows[0].number == 1


def test_ragged_and_blank_rows_keep_their_numbers(tmp_path: Path) -> None:
    [sheet] = read_bytes(tmp_path, b"a;b;c\n\n1\n;;\n1;2;3;4;5\n")
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [
        (1, ["a", "b", "c"]),
        (3, ["1"]),
        (5, ["1", "2", "3", "4", "5"]),
    ]
    assert sheet.rows[1].cell(2) == ""


def test_a_quotation_mark_that_is_never_closed_takes_no_other_row_with_it(tmp_path: Path) -> None:
    [sheet] = read_bytes(tmp_path, b'Konto;Syfte\nA;"lek och bus\nB;x\nC;y\n')
    assert cells(sheet) == [["Konto", "Syfte"], ["A", '"lek och bus'], ["B", "x"], ["C", "y"]]
    assert [(note.code, note.values["row"]) for note in sheet.notes] == [("sheet.unclosed_quote", 2)]


def test_one_spoilt_byte_does_not_make_utf8_another_encoding(tmp_path: Path) -> None:
    [sheet] = read_bytes(tmp_path, "Förskolan Ängen;Öppet\nÅ;ä".encode() + b"\xff")
    assert cells(sheet) == [["Förskolan Ängen", "Öppet"], ["Å", "ä\ufffd"]]
    assert [note.code for note in sheet.notes] == ["sheet.unreadable_letters"]


def test_text_is_made_clean_and_that_is_said(tmp_path: Path) -> None:
    [sheet] = read_bytes(
        tmp_path, "A\u030angstro\u0308m;\u202egnp.exe;a\x07b\x00c;  ;\u00a0x;och en vanlig text".encode()
    )
    assert list(sheet.rows[0].cells) == ["Ångström", "gnp.exe", "abc", "  ", "\u00a0x", "och en vanlig text"]
    assert [(note.code, note.values) for note in sheet.notes] == [("sheet.unseen_letters", {"count": 2})]


def test_a_very_long_cell_is_kept_and_told(tmp_path: Path) -> None:
    [sheet] = read_bytes(tmp_path, b"a;b\n1;" + b"x" * 1_000_000)
    assert len(sheet.rows[1].cells[1]) == 1_000_000
    assert [(note.code, note.values) for note in sheet.notes] == [("sheet.long_cell", {"row": 2, "column": "B"})]


# .xlsx


def test_cells_of_every_kind_become_text(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = one_sheet(book)
        sheet.append(["text", 3, 2.0, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 8, 30), None, "åäö"])
        sheet.append([])
        sheet.append([None, "=1/0", "#N/A"])
        sheet["D3"].value = "#REF!"
        sheet["D3"].data_type = "e"
        book.create_sheet("Gömt").sheet_state = "hidden"

    found = read_bytes(tmp_path, workbook(fill), "lista.xlsx")
    assert cells(found[0]) == [
        ["text", "3", "2", "2.5", "ja", "2026-03-01", "2026-03-01 08:30", "", "åäö"],
        ["", "", "#N/A", "#REF!"],
    ]
    assert [row.number for row in found[0].rows] == [1, 3]
    assert [note.code for note in found[0].notes] == ["sheet.formula_without_value"]
    assert [(sheet.name, sheet.hidden) for sheet in found] == [("Sheet", False), ("Gömt", True)]


def test_a_formula_is_the_value_excel_last_showed(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "lista.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write_formula(0, 0, '="a"&"b"', None, "ab")
    book.close()
    assert cells(read_sheets(path)[0]) == [["ab"]]


def test_merged_cells_links_and_hidden_rows(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = one_sheet(book)
        sheet["A1"] = "Rubrik över allt"
        sheet.merge_cells("A1:C1")
        for number in range(3, 6):
            sheet.cell(number, 2, f"konto {number}")
        sheet["A3"] = "Facebook"
        sheet.merge_cells("A3:A7")
        sheet["B4"].hyperlink = "https://example.org/konto"
        sheet.row_dimensions[5].hidden = True

    [sheet] = read_bytes(tmp_path, workbook(fill), "lista.xlsx")
    assert cells(sheet) == [["Rubrik över allt"], *[["Facebook", f"konto {number}"] for number in range(3, 6)]]
    assert sheet.rows[2].links == {1: "https://example.org/konto"}
    assert [note.code for note in sheet.notes] == ["sheet.hidden_rows"]


def test_a_row_far_down_and_a_cell_far_right_are_cheap(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = one_sheet(book)
        sheet["A1"] = "a"
        sheet["XFD1048576"] = "b"

    [sheet] = read_bytes(tmp_path, workbook(fill), "lista.xlsx")
    assert [row.number for row in sheet.rows] == [1]


# hostile and foreign files


def small_book() -> bytes:
    return workbook(lambda book: one_sheet(book).append(["Konto", "Länk"]))


def test_files_that_are_no_list_are_named_for_what_they_are(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    photo = io.BytesIO()
    with zipfile.ZipFile(photo, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(tmp_path, b"") == "sheet.empty"
    assert refusal(tmp_path, b"\xef\xbb\xbf \r\n\n", "tom.csv") == "sheet.empty"
    assert refusal(tmp_path, b"\0" * 5000) == "sheet.empty"
    assert refusal(tmp_path, ole) == "sheet.old_excel"
    assert refusal(tmp_path, ole, "lista.xls") == "sheet.old_excel"
    assert refusal(tmp_path, ole + "EncryptedPackage".encode("utf-16-le")) == "sheet.password"
    assert refusal(tmp_path, other.getvalue(), "lista.ods") == "sheet.open_document"
    assert refusal(tmp_path, photo.getvalue()) == "sheet.not_a_list"
    assert refusal(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bild.csv") == "sheet.not_a_list"
    assert refusal(tmp_path, b"%PDF-1.7 text", "lista.csv") == "sheet.not_a_list"
    assert refusal(tmp_path, b"<html><table><tr><td>Konto", "lista.xls") == "sheet.web_page"
    assert refusal(tmp_path, b'{"a": ', "lista.json") == "sheet.not_json"
    assert refusal(tmp_path, b"[NaN]", "lista.json") == "sheet.not_json"
    assert refusal(tmp_path, b"[" * 100_000, "lista.json") == "sheet.not_json"
    assert refusal(tmp_path, b'[{"a": [1]}]', "lista.json") == "sheet.other_json"
    assert refusal(tmp_path, b"3", "lista.json") == "sheet.other_json"
    assert refusal(tmp_path, b"\n" * 500_001 + b"a", "lista.csv") == "sheet.too_many_rows"


def test_content_goes_before_the_ending(tmp_path: Path) -> None:
    assert cells(read_bytes(tmp_path, small_book(), "lista.csv")[0]) == [["Konto", "Länk"]]
    assert cells(read_bytes(tmp_path, b"Konto\tL\xe4nk\n", "lista.xls")[0]) == [["Konto", "Länk"]]


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "borta.csv", "sheet.missing"), (tmp_path, "sheet.is_folder")):
        with pytest.raises(BadInputError) as caught:
            read_sheets(path)
        assert caught.value.problems[0].code == code


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(BadInputError) as caught:
        read_sheets(path)
    assert caught.value.problems[0].code == "sheet.too_large"


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"")
        archive.writestr("xl/a.xml", b" " * 210_000_000)
    assert out.tell() < 1_000_000
    assert refusal(tmp_path, out.getvalue()) == "sheet.too_large"


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

    def change(name: str, part: bytes) -> bytes:
        return bomb + part.partition(b"?>")[2] if name.endswith("sheet1.xml") else part

    assert refusal(tmp_path, repacked(small_book(), change)) == "sheet.damaged"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_never_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(LIST.read_bytes())
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(1, len(whole)))]
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "lista.xlsx"
    path.write_bytes(whole)
    said = ["läst"]
    try:
        read_sheets(path)
    except BadInputError as error:
        said = [problem_text(problem) for problem in error.problems]
    assert all(said)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["lista.csv", "lista.xlsx", "lista.json"]))
def test_no_bytes_at_all_are_a_traceback(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = ["läst"]
    try:
        for sheet in read_sheets(path):
            for row in sheet.rows:
                assert all(cell == clean(cell) for cell in row.cells)
    except BadInputError as error:
        said = [problem_text(problem) for problem in error.problems]
    assert all(said)
