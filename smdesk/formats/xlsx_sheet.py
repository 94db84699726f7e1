"""Excel workbooks: read as text by openpyxl, written by XlsxWriter with every text as text."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from smdesk.domain.problem import BadInputError, CannotSaveError, Problem, Severity
from smdesk.domain.sheet import Row, Sheet, Table
from smdesk.domain.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_UNPACKED = 200_000_000  # bytes; a small file that unpacks to more is a trap
MAX_COLUMNS = 500
LONGEST_CELL = 32_767  # characters, Excel's own limit
_LAST_ROW = 1_048_576
_MAX_MERGED = 5_000
_ESCAPE = re.compile(r"_x(000[9ADad])_")  # tab and line ends, as Excel holds them in a text
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_LINK = re.compile(rb"<(?:\w+:)?hyperlink [^>]*>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]*hidden="(?:1|true)"')
_NO_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>")


def read_xlsx(data: bytes, name: str) -> list[Sheet]:
    """Every sheet of the workbook `data`, called `name`; formulas as the values Excel last showed.

    Raises `BadInputError` for a workbook that is damaged or hostile.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _refuse_trap(archive, name)
        return list(_sheets(data, archive))
    except BadInputError:
        raise
    except Exception as error:
        # The library meets a damaged workbook with some twenty kinds of exception (KeyError, ParseError, zlib …).
        raise BadInputError(Problem("sheet.damaged", values={"file": name})) from error


def _refuse_trap(archive: zipfile.ZipFile, name: str) -> None:
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        megabytes = MAX_UNPACKED // 1_000_000
        raise BadInputError(Problem("sheet.too_large", values={"file": name, "megabytes": megabytes}))
    for info in archive.infolist():
        # No spreadsheet program writes a DOCTYPE; it is only good for entities that swell or read other files.
        if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(info).replace(b"\0", b""):
            raise BadInputError(Problem("sheet.damaged", values={"file": name}))


def _sheets(data: bytes, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep (print settings, validation) is not asked for
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            part = _part(sheet)
            raw = archive.read(part)
            links = _links(archive, part, raw)
            sheet.reset_dimensions()  # a file may lie about its size
            grid: dict[int, list[str]] = {}
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                if cells := _trimmed([_text(value) for value in values[:MAX_COLUMNS]]):
                    grid[number] = cells
            _fill_merged(grid, raw)
            rows = [Row(number, tuple(cells), links.get(number, {})) for number, cells in grid.items()]
            hidden = sheet.sheet_state != "visible"
            yield Sheet(sheet.title, rows, encoding="xlsx", hidden=hidden, notes=tuple(_notes(raw)))
        book.close()


def _part(sheet: Any) -> str:
    """Where in the archive the sheet lies: the library reads neither merged cells nor links in its lean mode."""
    return str(sheet._worksheet_path).lstrip("/")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
        case bool():
            return "ja" if value else "nej"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            whole = value.replace(microsecond=0)
            if whole.time() == time():
                return whole.date().isoformat()
            return whole.isoformat(" ", "seconds" if whole.second else "minutes")
        case time():
            return value.isoformat("minutes")
        case _:
            return str(value)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _fill_merged(grid: Mapping[int, list[str]], raw: bytes) -> None:
    """Give each row of a cell merged downwards its text: one ”Facebook” beside five accounts is meant for all five."""
    from openpyxl.utils import column_index_from_string

    for left, top, right, bottom in _MERGE.findall(raw)[:_MAX_MERGED]:
        column = column_index_from_string(left.decode()) - 1
        first = int(top)
        if left != right or first not in grid or column >= len(grid[first]):
            continue
        for number in range(first + 1, min(int(bottom), first + _MAX_MERGED) + 1):
            if cells := grid.get(number):
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = grid[first][column]


def _links(archive: zipfile.ZipFile, part: str, raw: bytes) -> Mapping[int, Mapping[int, str]]:
    """The addresses behind the texts of the cells: row number → column index → address."""
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.xml.functions import fromstring

    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if not (found := _LINK.findall(raw)) or relations not in archive.namelist():
        return {}
    targets = {one.get("Id"): one.get("Target") for one in fromstring(archive.read(relations))}
    links: dict[int, dict[int, str]] = {}
    for tag in found:
        place = re.search(rb'\bref="([A-Z]+\d+)', tag)
        key = re.search(rb'\b\w+:id="([^"]+)"', tag)
        if place and key and (target := targets.get(key[1].decode())):
            row, column = coordinate_to_tuple(place[1].decode())
            links.setdefault(row, {})[column - 1] = target
    return links


def _notes(raw: bytes) -> Iterator[Problem]:
    if count := len(_NO_VALUE.findall(raw)):
        yield Problem("sheet.formula_without_value", Severity.WARN, {"count": count})
    if count := len(_HIDDEN_ROW.findall(raw)):
        yield Problem("sheet.hidden_rows", Severity.HINT, {"count": count})


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet per table: bold frozen headings, dates as dates, texts never as formulas.

    Raises `CannotSaveError` for what Excel has no room for: no text is cut unsaid.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    names: set[str] = set()
    for table in tables:
        _refuse_too_big(table)
        sheet = book.add_worksheet(_sheet_name(table.name, names))
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, clean(heading), bold)
            sheet.set_column(column, column, _width(table, column))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day, moment)
        if table.rows and table.headings:
            sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    book.close()
    return out.getvalue()


def _refuse_too_big(table: Table) -> None:
    if len(table.rows) >= _LAST_ROW:
        raise CannotSaveError(Problem("export.too_many_rows", values={"count": len(table.rows)}))
    for number, row in enumerate(table.rows, 2):
        if any(isinstance(value, str) and len(value) > LONGEST_CELL for value in row):
            raise CannotSaveError(Problem("export.text_too_long", values={"row": number}, where=f"rad {number}"))


def _write(sheet: "Worksheet", row: int, column: int, value: object, day: "Format", moment: "Format") -> None:
    match value:
        case str():
            sheet.write_string(row, column, clean(value))
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) > 10**15:  # beyond what a spreadsheet's numbers hold exactly
            sheet.write_string(row, column, str(value))
        case int() | float():
            sheet.write_number(row, column, value)
        case datetime() if value.tzinfo is None and value.year >= 1900:
            sheet.write_datetime(row, column, value, moment)
        case date() if not isinstance(value, datetime) and value.year >= 1900:
            sheet.write_datetime(row, column, value, day)
        case date():
            sheet.write_string(row, column, value.isoformat())


def _width(table: Table, column: int) -> int:
    """A width, in characters, that shows most of the column without one long text pushing the rest away."""
    texts = [table.headings[column], *(str(row[column] or "") for row in table.rows[:200] if column < len(row))]
    return min(60, max(10, *(len(text) + 2 for text in texts)))


def _sheet_name(name: str, taken: set[str]) -> str:
    """`name` as Excel allows it: 31 characters, none of []:*?/\\, unique whatever the capitals."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip(" '")[:31] or "Blad"
    found, count = plain, 1
    while found.casefold() in taken or found.casefold() == "history":
        count += 1
        found = f"{plain[: 31 - len(str(count)) - 1]} {count}"
    taken.add(found.casefold())
    return found
