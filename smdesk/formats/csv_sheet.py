"""Comma-separated text: read whatever its encoding and delimiter, written so that Swedish Excel opens it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from smdesk.domain.problem import BadInputError, Problem, Severity
from smdesk.domain.sheet import Row, Sheet, Table, Value
from smdesk.domain.text import clean

if TYPE_CHECKING:
    import _csv

_DELIMITERS = ";\t,|"  # in the order a Swedish office is likely to use them
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LIVE = re.compile(r"'*[=+\-@\t\r\0]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\0]")


def read_csv(data: bytes, name: str) -> Sheet:
    """The sheet in `data`, what the file called `name` holds.

    It is taken for utf-8 with or without BOM, for utf-16 when it has one, else for cp1252.
    Raises `BadInputError` when it is no text at all.
    """
    if _is_binary(data[:8192]):
        raise BadInputError(Problem("sheet.not_a_list", values={"file": name}))
    text, encoding, notes = _decode(data)
    if text.startswith("sep=") and len(first := text.split("\n", 1)[0].rstrip("\r")) == 5:
        delimiter, text = first[4], text.partition("\n")[2]  # Excel's own directive, not a row
    else:
        delimiter = find_delimiter(text)
    records, broken = _records(text, delimiter)
    notes += [Problem("sheet.unclosed_quote", Severity.WARN, {"row": row}, f"rad {row}") for row in broken]
    rows = [Row(number, tuple(map(_unescaped, record))) for number, record in enumerate(records, 1)]
    return Sheet(name.rpartition(".")[0] or name, rows, encoding, delimiter, notes=tuple(notes))


def _is_binary(sample: bytes) -> bool:
    """Whether it is a picture or a document: text has hardly any control characters (a few are cleaned away)."""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    return sample.startswith(b"%PDF") or (controls * 20 > len(sample) and not sample.startswith(_UTF16))


def _decode(data: bytes) -> tuple[str, str, list[Problem]]:
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), "utf-16", []
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if encoding == "utf-8" and bad > sum(map(len, re.findall("[\u0080-\u04ff]", text))):
        encoding, text = "cp1252", data.decode("cp1252", "replace")
        bad = text.count("\ufffd")
    return text, encoding, [Problem("sheet.unreadable_letters", Severity.WARN, {"count": bad})] if bad else []


def find_delimiter(text: str) -> str:
    """What separates the cells of `text`: the sign that cuts most rows into equally many cells.

    A comma before a space is taken for prose. A list of one column has none, and gets a semicolon.
    """
    sample = text[:200_000]
    scores = {delimiter: _score(sample, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(sample: str, delimiter: str) -> float:
    widths = [len(record) for record in _reader(_lines(sample)[:500], delimiter) if any(record)]
    cut = Counter(width for width in widths if width > 1)
    if not cut:
        return 0.0
    width, rows = max(cut.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
    signs = sample.count(delimiter)
    tight = 1 - sample.count(delimiter + " ") / signs
    return rows * (width - 1) * rows / len(widths) * tight


def _lines(text: str) -> list[str]:
    return io.StringIO(text, newline="").readlines()


def _reader(lines: Sequence[str], delimiter: str, *, strict: bool = False) -> "_csv.Reader":
    csv.field_size_limit(2**31 - 1)  # a long cell is told of, not a traceback; the file's size is limited before
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The records of `text`, and the numbers of those whose quotation mark is never closed.

    Such a one would swallow the rest of the file as one cell; its line is taken as it is instead.
    """
    lines = _lines(text)
    found: list[list[str]] = []
    broken: list[int] = []
    first = 0
    while True:
        reader = _reader(lines[first:], delimiter)
        starts, batch = [0], []
        for record in reader:
            batch.append(record)
            starts.append(reader.line_num)
        if not batch or not _is_unclosed(lines[first + starts[-2] :], delimiter):
            return found + batch, broken
        found += batch[:-1]
        found.append(lines[first + starts[-2]].rstrip("\r\n").split(delimiter))
        broken.append(len(found))
        first += starts[-2] + 1


def _is_unclosed(lines: Sequence[str], delimiter: str) -> bool:
    try:
        list(_reader(lines, delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def csv_bytes(table: Table) -> bytes:
    """`table` as utf-8 with BOM and semicolons, the one kind that Swedish Excel opens by a double click.

    A text that a spreadsheet would take for a formula gets a ' before it (OWASP ASVS 5.0, 1.2.10), which
    `read_csv` takes away.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_escaped(heading) for heading in table.headings])
    writer.writerows([_written(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    match value:
        case str():
            return _escaped(value)
        case bool():
            return "ja" if value else "nej"
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case float():
            return str(value).replace(".", ",")
        case _:
            return "" if value is None else str(value)


def _escaped(text: str) -> str:
    plain = clean(text)
    return "'" + plain if _LIVE.match(plain) else plain


def _unescaped(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text
