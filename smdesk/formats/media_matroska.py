"""The elements of RFC 8794 and 9559: webm films."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from smdesk.domain.media_facts import FileKind, MediaFacts

_SEGMENT, _INFO, _SCALE, _DURATION = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _VIDEO, _WIDTH, _HEIGHT = 0x1654AE6B, 0xAE, 0xE0, 0xB0, 0xBA
_CLUSTER = 0x1F43B675
_MOST = 10_000
_NANOSECONDS = 1_000_000_000


def webm(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """How long the film is and how large; a segment that ends after the file is one that was cut off."""
    facts = replace(facts, kind=FileKind.WEBM, whole=False)
    segment = next((one for one in _elements(file, 0, facts.size) if one[0] == _SEGMENT), None)
    if segment is None:
        return facts
    scale, length, size, has_film = 1_000_000, 0.0, (0, 0), False
    for name, start, end in _elements(file, segment[1], min(segment[2], facts.size)):
        if name == _INFO:
            for inner, at, until in _elements(file, start, end):
                if inner == _SCALE:
                    scale = _number(file, at, until)
                elif inner == _DURATION:
                    length = _float(file, at, until)
        elif name == _TRACKS:
            size = max(_sizes(file, start, end), key=lambda one: one[0] * one[1], default=size)
        elif name == _CLUSTER:
            has_film = True
            break
    whole = has_film and segment[2] <= facts.size
    return replace(facts, width=size[0], height=size[1], seconds=length * scale / _NANOSECONDS, whole=whole)


def _sizes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int]]:
    for name, at, until in _elements(file, start, end):
        if name == _TRACK:
            for inner, first, last in _elements(file, at, until):
                if inner == _VIDEO:
                    found = {one: _number(file, *where) for one, *where in _elements(file, first, last)
                             if one in (_WIDTH, _HEIGHT)}  # fmt: skip
                    yield found.get(_WIDTH, 0), found.get(_HEIGHT, 0)


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each element's name, and where what it holds begins and ends; one of unknown length goes to the end."""
    at = start
    for _ in range(_MOST):
        if at >= end:
            return
        file.seek(at)
        name, name_length = _variable(file, keep_mark=True)
        length, length_length = _variable(file)
        if not name_length or not length_length:
            return
        begins = at + name_length + length_length
        at = end if length < 0 else begins + length
        yield name, begins, at


def _variable(file: BinaryIO, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of RFC 8794, 4 and how many bytes it takes; -1 is the unknown length, (0, 0) no number."""
    first = file.read(1)
    if not first or not first[0]:
        return 0, 0
    count = 9 - first[0].bit_length()
    rest = file.read(count - 1)
    value = int.from_bytes(first + rest, "big")
    if keep_mark:
        return value, count
    value &= (1 << 7 * count) - 1
    return (-1 if value == (1 << 7 * count) - 1 else value), count


def _number(file: BinaryIO, start: int, end: int) -> int:
    file.seek(start)
    return int.from_bytes(file.read(min(end - start, 8)), "big")


def _float(file: BinaryIO, start: int, end: int) -> float:
    file.seek(start)
    body = file.read(min(end - start, 8))
    if len(body) not in (4, 8):
        return 0.0
    (value,) = struct.unpack(">f" if len(body) == 4 else ">d", body)
    return float(value)
