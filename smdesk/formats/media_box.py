"""The boxes of ISO 14496-12: films (mp4, mov) and pictures (heic, avif)."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from smdesk.domain.media_facts import FileKind, MediaFacts
from smdesk.domain.record import record

_MOST_BOXES = 10_000
_MOST_BODY = 1 << 16  # of the small boxes that are read whole
_PICTURES = {
    b"heic": FileKind.HEIC, b"heix": FileKind.HEIC, b"mif1": FileKind.HEIC, b"heim": FileKind.HEIC,
    b"hevc": FileKind.HEIC, b"msf1": FileKind.HEIC, b"avif": FileKind.AVIF, b"avis": FileKind.AVIF,
}  # fmt: skip
_MOVING = (b"hevc", b"msf1", b"avis")
_UNITY = 0x00010000  # 1 as the 16.16 number of a matrix


@record
class _Box:
    name: bytes
    start: int  # of what it holds
    end: int


def boxes(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """What the boxes tell; a file that ends within one, or a film without its table of contents, is not whole."""
    found = list(_within(file, 0, facts.size))
    whole = bool(found) and found[-1].end == facts.size
    brand = next((_body(file, one)[:4] for one in found if one.name == b"ftyp"), b"qt  ")
    by_name = {one.name: one for one in reversed(found)}
    if brand in _PICTURES:
        return _picture(file, replace(facts, kind=_PICTURES[brand], is_animated=brand in _MOVING), by_name, whole)
    kind = FileKind.MOV if brand == b"qt  " else FileKind.MP4
    return _film(file, replace(facts, kind=kind), by_name, whole)


def _within(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8).ljust(8, b"\0"))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))
            head = 16
        elif size == 0:
            size = end - at
        if size < head:
            yield _Box(name, at, end + 1)  # a box that cannot be: the file is broken
            return
        yield _Box(name, at + head, at + size)
        at += size


def _body(file: BinaryIO, box: _Box) -> bytes:
    file.seek(box.start)
    return file.read(min(box.end - box.start, _MOST_BODY))


def _inside(file: BinaryIO, box: _Box | None, name: bytes, skip: int = 0) -> list[_Box]:
    return [one for one in _within(file, box.start + skip, box.end) if one.name == name] if box else []


def _first(file: BinaryIO, box: _Box | None, name: bytes, skip: int = 0) -> _Box | None:
    return next(iter(_inside(file, box, name, skip)), None)


def _picture(file: BinaryIO, facts: MediaFacts, by_name: dict[bytes, _Box], whole: bool) -> MediaFacts:
    """The largest of the sizes told (the others are tiles and thumbnails), turned as irot says."""
    shapes = _first(file, _first(file, by_name.get(b"meta"), b"iprp", 4), b"ipco")
    bodies = [_body(file, one)[4:12] for one in _inside(file, shapes, b"ispe")]
    sizes = [struct.unpack(">II", one) for one in bodies if len(one) == 8]
    width, height = max(sizes, key=lambda one: one[0] * one[1], default=(0, 0))
    turn = _first(file, shapes, b"irot")
    if turn and _body(file, turn)[:1] in (b"\1", b"\3"):
        width, height = height, width
    return replace(facts, width=width, height=height, whole=whole and bool(width and height))


def _film(file: BinaryIO, facts: MediaFacts, by_name: dict[bytes, _Box], whole: bool) -> MediaFacts:
    movie = by_name.get(b"moov")
    header = _first(file, movie, b"mvhd")
    seconds = _seconds(_body(file, header)) if header else 0.0
    sizes = [_track(_body(file, head)) for one in _inside(file, movie, b"trak") for head in _inside(file, one, b"tkhd")]
    width, height = max(sizes, key=lambda one: one[0] * one[1], default=(0, 0))
    return replace(facts, width=width, height=height, seconds=seconds, whole=whole and header is not None)


def _seconds(header: bytes) -> float:
    long = header[:1] == b"\1"
    header = header.ljust(32, b"\0")
    scale, length = struct.unpack_from(">IQ", header, 20) if long else struct.unpack_from(">II", header, 12)
    return length / scale if scale else 0.0


def _track(header: bytes) -> tuple[int, int]:
    """Width and height of a track as it is seen; both 0 for sound."""
    end = 96 if header[:1] == b"\1" else 84
    if len(header) < end:
        return 0, 0
    width, height = (one >> 16 for one in struct.unpack_from(">II", header, end - 8))
    across, down = struct.unpack_from(">ii", header, end - 44)
    return (height, width) if across == 0 and abs(down) == _UNITY else (width, height)
