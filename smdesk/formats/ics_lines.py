"""The events of an .ics as blocks of lines, so that a broken one does not take the others with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from smdesk.domain.problem import Problem
from smdesk.domain.text import clean, one_line
from smdesk.formats.sheet import bad_file, content

READ = frozenset({
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS",
    "SEQUENCE",
})  # fmt: skip
"""The properties that are asked for; attendees, alarms, pictures and the rest of an event are never looked at."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(slots=True)
class Block:
    """An event or a time zone: the line it begins on, its lines, and whether its end was there."""

    row: int
    lines: list[str] = field(default_factory=list)
    is_whole: bool = False

    def said(self, name: str) -> str:
        """The value of the first property `name`, as it stands."""
        return next((one.partition(":")[2] for one in self.lines if _property(one) == name), "")


@dataclass(slots=True)
class Blocks:
    """What an .ics holds: the calendar's name, its events and its own time zones."""

    name: str = ""
    events: list[Block] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)


def read_blocks(path: Path) -> Blocks:
    """The blocks of the calendar at `path`, which is only read. `BadInputError` when it is none."""
    data = content(path)
    if data.startswith(_UTF16):
        data = data.decode("utf-16", "replace").encode()
    lines = list(_lines(data))
    if not any(line.upper() == "BEGIN:VCALENDAR" for _, line in lines):
        raise bad_file(path, Problem("ics.not_a_calendar"))
    found = _sorted(lines)
    if not found.events:
        raise bad_file(path, Problem("ics.no_events"))
    return found


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The content lines with their numbers, unfolded before they are decoded: a fold may cut a letter in two."""
    parts: list[bytes] = []
    first = 0
    for number, raw in enumerate(re.split(rb"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf")), 1):
        if raw[:1] in (b" ", b"\t") and first:
            parts.append(raw[1:])
            continue
        if any(parts):
            yield first, _decoded(b"".join(parts))
        parts, first = [raw], number
    if any(parts):
        yield first, _decoded(b"".join(parts))


def _decoded(line: bytes) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return clean(text).replace("\n", " ").strip()


def _property(line: str) -> str:
    found = _NAME.match(line)
    return found[0].upper() if found else ""


def _sorted(lines: list[tuple[int, str]]) -> Blocks:
    found, block, inner = Blocks(), None, 0
    for number, line in lines:
        upper = line.upper()
        if upper in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            block, inner = Block(number), 0  # one that was never ended stays as it is
            (found.events if upper == "BEGIN:VEVENT" else found.zones).append(block)
        elif block is not None and upper in ("END:VEVENT", "END:VTIMEZONE"):
            block.is_whole, block = True, None
        elif block is None:
            if _property(line) in ("NAME", "X-WR-CALNAME") and not found.name:
                found.name = one_line(line.partition(":")[2].replace("\\,", ",").replace("\\;", ";"))[:100]
        elif block in found.zones[-1:]:
            block.lines.append(line)
        elif upper.startswith(("BEGIN:", "END:")):
            inner += 1 if upper.startswith("BEGIN:") else -1
        elif inner <= 0 and _property(line) in READ:
            block.lines.append(line)
    return found
