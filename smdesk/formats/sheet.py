"""Lists from other programs and to them: .csv, .xlsx and .json, told apart by what is in the file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import NoneType

from smdesk.domain.problem import BadInputError, CannotSaveError, Problem, Severity
from smdesk.domain.sheet import Row, Sheet, Table, Value, column_letter
from smdesk.domain.text import clean, has_unseen
from smdesk.formats.csv_sheet import csv_bytes, read_csv
from smdesk.formats.whole_file import write_whole
from smdesk.formats.xlsx_sheet import LONGEST_CELL, read_xlsx, xlsx_bytes

MAX_BYTES = 25_000_000
MAX_LINES = 500_000
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of the list at `path`, every cell as clean text. The file is only read.

    Raises `BadInputError` saying what the file is instead, when it is no list that can be read.
    """
    data = content(path)
    if data.startswith(_OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise bad_file(path, Problem("sheet.password" if locked else "sheet.old_excel"))
    if data.startswith(_ZIP):
        if b"opendocument" in data[:200]:
            raise bad_file(path, Problem("sheet.open_document"))
        if b"xl/workbook" not in data:
            raise bad_file(path, Problem("sheet.not_a_list"))
        sheets: Sequence[Sheet] = read_xlsx(data, path.name)
    elif path.suffix.casefold() == ".json":
        sheets = [_json_sheet(name or path.stem, rows) for name, rows in _json_tables(path, data).items()]
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower().startswith(_MARKUP):
        raise bad_file(path, Problem("sheet.web_page"))
    elif data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        raise bad_file(path, Problem("sheet.too_many_rows", values={"count": MAX_LINES}))
    else:
        sheets = [read_csv(data, path.name)]
    return [_cleaned(sheet) for sheet in sheets]


def content(path: Path) -> bytes:
    """All of the file; refused unread when it is a folder or larger than any list of ours."""
    try:
        if path.is_dir():
            raise bad_file(path, Problem("sheet.is_folder"))
        if path.stat().st_size > MAX_BYTES:
            raise bad_file(path, Problem("sheet.too_large", values={"megabytes": MAX_BYTES // 1_000_000}))
        data = path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        raise bad_file(path, Problem("sheet.missing" if missing else "sheet.not_readable")) from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise bad_file(path, Problem("sheet.empty"))
    return data


def bad_file(path: Path, problem: Problem) -> BadInputError:
    """The error with the file's name and folder in it."""
    file = {"file": clean(path.name), "folder": clean(str(path.parent))}
    return BadInputError(replace(problem, values={**problem.values, **file}))


def _cleaned(sheet: Sheet) -> Sheet:
    notes = list(sheet.notes)
    rows = []
    unseen = 0
    for row in sheet.rows:
        if row.is_blank:
            continue
        unseen += sum(map(has_unseen, row.cells))
        notes += [
            Problem("sheet.long_cell", Severity.WARN, {"row": row.number, "column": column_letter(column)})
            for column, cell in enumerate(row.cells)
            if len(cell) > LONGEST_CELL
        ]
        links = {column: clean(link) for column, link in row.links.items()}
        rows.append(Row(row.number, tuple(map(clean, row.cells)), links))
    if unseen:
        notes.append(Problem("sheet.unseen_letters", Severity.WARN, {"count": unseen}))
    return replace(sheet, name=clean(sheet.name), rows=tuple(rows), notes=tuple(notes))


def write_sheets(path: Path, tables: Sequence[Table]) -> None:
    """Write `tables` to `path` as its ending says: .xlsx and .json take several, .csv takes one.

    In .json one table is a list of objects, several are an object of lists. Raises `CannotSaveError`; what stood
    at `path` before is then left as it was.
    """
    match path.suffix.casefold():
        case ".csv" if len(tables) == 1:
            data = csv_bytes(tables[0])
        case ".csv":
            raise CannotSaveError(Problem("export.one_table", values={"file": path.name}))
        case ".xlsx":
            data = xlsx_bytes(tables)
        case ".json":
            data = _json_bytes(tables)
        case _:
            raise CannotSaveError(Problem("export.ending", values={"file": path.name}))
    write_whole(path, data)


def read_json(path: Path) -> dict[str, list[dict[str, Value]]]:
    """The tables of a .json that `write_sheets` wrote; a single table has the name "".

    Raises `BadInputError` for anything but objects of plain values.
    """
    return _json_tables(path, content(path))


def _json_tables(path: Path, data: bytes) -> dict[str, list[dict[str, Value]]]:
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise bad_file(path, Problem("sheet.not_json")) from error
    tables = {"": found} if isinstance(found, list) else found
    if not isinstance(tables, dict) or not all(map(_is_table, tables.values())):
        raise bad_file(path, Problem("sheet.other_json"))
    return tables


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _is_table(found: object) -> bool:
    plain = (str, int, float, NoneType)
    return isinstance(found, list) and all(
        isinstance(row, dict) and all(isinstance(value, plain) for value in row.values()) for row in found
    )


def _json_sheet(name: str, rows: Sequence[Mapping[str, Value]]) -> Sheet:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = [keys, *([_shown(row.get(key)) for key in keys] for row in rows)]
    return Sheet(name, [Row(number, tuple(cells)) for number, cells in enumerate(lines, 1)], encoding="json")


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value)


def _json_bytes(tables: Sequence[Table]) -> bytes:
    found = {
        table.name: [dict(zip(table.keys or table.headings, row, strict=True)) for row in table.rows]
        for table in tables
    }
    whole = found if len(tables) != 1 else found[tables[0].name]
    return (json.dumps(whole, ensure_ascii=False, indent=1, default=_iso) + "\n").encode("utf-8", "replace")


def _iso(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
