"""The headers of pictures: jpeg, png, gif, webp, tiff, bmp and svg."""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from smdesk.domain.media_facts import FileKind, MediaFacts

_CHUNK = 1 << 20
_MOST_BLOCKS = 100_000  # no picture has as many; one that does was made to keep its reader busy
_TURNED = range(5, 9)  # Exif orientations that lay the picture on its side
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})  # markers between C0 and CF that do not begin a frame
_SVG_SIZE = re.compile(rb"<svg[^>]*\bviewBox\s*=\s*[\"']\s*[\d.+-]+[\s,]+[\d.+-]+[\s,]+(\d{1,9}(?:\.\d*)?)"
                       rb"[\s,]+(\d{1,9}(?:\.\d*)?)")  # fmt: skip


def png(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """W3C PNG, 3rd edition: IHDR first, acTL before the pixels where it moves, IEND last."""
    facts = replace(facts, kind=FileKind.PNG, whole=False)
    file.seek(8)
    for _ in range(_MOST_BLOCKS):
        head = file.read(8)
        if len(head) < 8:
            break
        length, name = struct.unpack(">I4s", head)
        body = file.read(min(length, 8))
        if name == b"IHDR" and len(body) == 8:
            width, height = struct.unpack(">II", body)
            facts = replace(facts, width=width, height=height)
        elif name == b"acTL" and len(body) == 8:
            facts = replace(facts, is_animated=int.from_bytes(body[:4], "big") > 1)
        elif name == b"IEND":
            return replace(facts, whole=bool(facts.width and facts.height))
        file.seek(length - len(body) + 4, os.SEEK_CUR)
    return facts


def jpeg(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """ITU T.81: segments up to the scan, whose data ends with EOI; the orientation is Exif's."""
    facts, turned = replace(facts, kind=FileKind.JPEG, whole=False), False
    file.seek(2)
    for _ in range(_MOST_BLOCKS):
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return facts
        if head[1] == 0xFF:  # a fill byte
            file.seek(-3, os.SEEK_CUR)
            continue
        marker, length = head[1], int.from_bytes(head[2:], "big") - 2
        if length < 0:
            return facts
        at = file.tell()
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = struct.unpack(">HH", file.read(5)[1:].ljust(4, b"\0"))
            facts = replace(facts, width=width, height=height)
        elif marker == 0xE1:
            turned = turned or _orientation(file.read(length)) in _TURNED
        elif marker == 0xDA:
            break
        file.seek(at + length)
    if turned:
        facts = replace(facts, width=facts.height, height=facts.width)
    return replace(facts, whole=bool(facts.width and facts.height) and _has(file, b"\xff\xd9"))


def _has(file: BinaryIO, mark: bytes) -> bool:
    before = b""
    while chunk := file.read(_CHUNK):
        if mark in before + chunk:
            return True
        before = chunk[-1:]
    return False


def _orientation(exif: bytes) -> int:
    """The Exif tag 0x0112; 1 where there is none."""
    if not exif.startswith(b"Exif\0\0"):
        return 1
    return _tags(exif[6:], (0x0112,)).get(0x0112, 1)


def _tags(data: bytes, wanted: tuple[int, ...]) -> dict[int, int]:
    """The whole numbers of the first directory of a TIFF structure (TIFF 6.0, 2), as far as `data` goes."""
    order = "<" if data[:2] == b"II" else ">"
    found: dict[int, int] = {}
    if len(data) < 10:
        return found
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    if start + 2 > len(data):
        return found
    (count,) = struct.unpack_from(f"{order}H", data, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(data) - 11), 12):
        tag, kind = struct.unpack_from(f"{order}HH", data, at)
        if tag in wanted and kind in (3, 4):
            (found[tag],) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", data, at + 8)
    return found


def tiff(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """TIFF 6.0: the first directory, wherever it lies, tells width and height."""
    head = file.read(8)
    order = "<" if head[:2] == b"II" else ">"
    (start,) = struct.unpack(f"{order}I", head[4:].ljust(4, b"\0"))
    file.seek(start)
    directory = file.read(2 + 12 * 200)
    tags = _tags(head[:4] + struct.pack(f"{order}I", 8) + directory, (0x0100, 0x0101, 0x0112))
    width, height = tags.get(0x0100, 0), tags.get(0x0101, 0)
    if tags.get(0x0112, 1) in _TURNED:
        width, height = height, width
    return replace(facts, kind=FileKind.TIFF, width=width, height=height, whole=bool(width and height))


def bmp(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """The header tells how long the file is; a negative height is a picture from the top."""
    head = file.read(26).ljust(26, b"\0")
    (said,) = struct.unpack_from("<I", head, 2)
    width, height = struct.unpack_from("<ii", head, 18)
    whole = width > 0 and height != 0 and facts.size >= said
    return replace(facts, kind=FileKind.BMP, width=max(width, 0), height=abs(height), whole=whole)


def gif(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """GIF89a: more than one picture is an animation; the trailer is sought at the end, where some write more after."""
    head = file.read(13).ljust(13, b"\0")
    width, height, packed = struct.unpack_from("<HHB", head, 6)
    if packed & 0x80:
        file.seek(3 << (packed & 7) + 1, os.SEEK_CUR)
    pictures = 0
    for mark in _gif_blocks(file):
        pictures += mark == b","
        if pictures > 1 or mark == b";":
            break
    file.seek(max(0, facts.size - 64))
    whole = bool(width and height and pictures) and b";" in file.read()
    return replace(facts, kind=FileKind.GIF, width=width, height=height, is_animated=pictures > 1, whole=whole)


def _gif_blocks(file: BinaryIO) -> Iterator[bytes]:
    """The mark of each block, whose data is then skipped."""
    for _ in range(_MOST_BLOCKS):
        mark = file.read(1)
        if mark == b",":
            place = file.read(9).ljust(9, b"\0")
            file.seek((3 << (place[8] & 7) + 1 if place[8] & 0x80 else 0) + 1, os.SEEK_CUR)
        elif mark == b"!":
            file.read(1)
        yield mark
        if mark not in (b",", b"!"):
            return
        for _ in range(_MOST_BLOCKS):
            length = file.read(1)
            if length in (b"", b"\0"):
                break
            file.seek(length[0], os.SEEK_CUR)


def webp(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """RFC 9649: the canvas of VP8X, else the frame's own size; the RIFF header tells how long the file is."""
    head = file.read(40).ljust(40, b"\0")
    (said,) = struct.unpack_from("<I", head, 4)
    kind, is_animated, width, height = head[12:16], False, 0, 0
    if kind == b"VP8X":
        is_animated = bool(head[20] & 2)
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = (one & 0x3FFF for one in struct.unpack_from("<HH", head, 26))
    whole = bool(width and height) and facts.size >= said + 8
    return replace(facts, kind=FileKind.WEBP, width=width, height=height, is_animated=is_animated, whole=whole)


def svg(file: BinaryIO, facts: MediaFacts) -> MediaFacts:
    """A drawing has no px of its own; its viewBox gives the ratio. It is whole where it is closed."""
    text = file.read(_CHUNK)
    size = _SVG_SIZE.search(text)
    width, height = (round(float(one)) for one in size.groups()) if size else (0, 0)
    file.seek(max(0, facts.size - 1024))
    tail = file.read()
    return replace(facts, kind=FileKind.SVG, width=width, height=height, whole=b"</svg" in tail or b"/>" in tail)
