"""Pictures and films written byte by byte, whole and broken, for the tests of what is taken in."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage


def encoded(kind: str, width: int = 30, height: int = 20) -> bytes:
    """A picture as Qt's own writer makes it: jpg, png, bmp, webp or tif."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data())


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *, frames: int = 0, pixels: bytes = b"") -> bytes:
    """A png that says what it is told to: its pixels may be far fewer than it claims."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    moves = _chunk(b"acTL", struct.pack(">II", frames, 0)) if frames else b""
    data = _chunk(b"IDAT", zlib.compress(pixels or bytes(height * (1 + (width + 7) // 8)) if height < 1000 else b""))
    return b"\x89PNG\r\n\x1a\n" + head + moves + data + _chunk(b"IEND", b"")


BOMB = png(60_000, 60_000)
"""A few hundred bytes that a reader who believes them would need 14 GB for."""


def gif(frames: int = 1, width: int = 8, height: int = 6) -> bytes:
    frame = b"!\xf9\x04\0\x0a\0\0\0," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * frames + b";"


def turned(jpeg: bytes, orientation: int) -> bytes:
    """The jpeg with an Exif orientation."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def box(name: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I4s", len(body) + 8, name) + body


def film(seconds: float = 12.5, width: int = 1920, height: int = 1080, *, brand: bytes = b"isom", quarter: bool = False,
         long: bool = False, media: bytes = b"\0" * 1000, last: bool = True) -> bytes:  # fmt: skip
    """An mp4 or a mov: its table of contents first or last, by 32 or 64 bits, turned a quarter or not."""
    matrix = (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000) if quarter else (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)  # noqa: E501 # fmt: skip
    when = struct.pack(">QQ", 0, 0) if long else struct.pack(">II", 0, 0)
    lasts = struct.pack(">Q" if long else ">I", round(seconds * 600))
    version = b"\1\0\0\0" if long else bytes(4)
    head = box(b"mvhd", version, when, struct.pack(">I", 600), lasts, bytes(80))
    track = box(
        b"tkhd", version, when, struct.pack(">II", 1, 0), lasts, bytes(16), struct.pack(">9i", *matrix),
        struct.pack(">II", width << 16, height << 16),
    )  # fmt: skip
    sound = box(b"tkhd", bytes(84))
    moov = box(b"moov", head, box(b"trak", sound), box(b"trak", track))
    parts = [box(b"mdat", media), moov] if last else [moov, box(b"mdat", media)]
    return box(b"ftyp", brand, bytes(4)) + b"".join(parts)


def heic(width: int, height: int, *, brand: bytes = b"heic", turn: int = 0) -> bytes:
    sizes = [box(b"ispe", bytes(4), struct.pack(">II", *one)) for one in ((512, 512), (width, height))]
    shapes = box(b"ipco", *sizes, *([box(b"irot", bytes([turn]))] if turn else []))
    return box(b"ftyp", brand, bytes(4)) + box(b"meta", bytes(4), box(b"iprp", shapes)) + box(b"mdat", bytes(50))


def _element(name: int, body: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (len(body) | 1 << 56).to_bytes(8, "big") + body


def webm(seconds: float = 12.5, width: int = 1280, height: int = 720) -> bytes:
    info = _element(0x1549A966, _element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
                    + _element(0x4489, struct.pack(">d", seconds * 1000)))  # fmt: skip
    video = _element(0xE0, _element(0xB0, width.to_bytes(2, "big")) + _element(0xBA, height.to_bytes(2, "big")))
    tracks = _element(0x1654AE6B, _element(0xAE, _element(0x83, b"\2")) + _element(0xAE, video))
    return _element(0x1A45DFA3, _element(0x4282, b"webm")) + _element(
        0x18538067, info + tracks + _element(0x1F43B675, bytes(100))
    )


def webp_moving(width: int = 40, height: int = 30) -> bytes:
    body = b"WEBPVP8X" + struct.pack("<IB", 10, 2) + bytes(3)
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body)) + body
