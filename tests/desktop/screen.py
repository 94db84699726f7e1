"""Pictures of the screen, read straight from the frame buffer file of Xvfb."""

import struct
import zlib
from pathlib import Path
from typing import NamedTuple


class Frame(NamedTuple):
    """The screen at one moment: `pixels` are rows of `width` × 4 bytes, blue green red and nothing."""

    width: int
    height: int
    pixels: bytes

    @classmethod
    def of(cls, buffer: Path) -> "Frame":
        """The screen now; the file is in the XWD format, a header of 25 big-endian numbers and a colour table."""
        data = buffer.read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + 12 * colours
        rows = (data[at : at + 4 * width] for at in range(start, start + line * height, line))
        return cls(width, height, b"".join(rows))

    def png(self, path: Path) -> Path:
        """Write the picture and return its path."""
        rgb = bytearray(3 * self.width * self.height)
        rgb[0::3], rgb[1::3], rgb[2::3] = self.pixels[2::4], self.pixels[1::4], self.pixels[0::4]
        line = 3 * self.width
        raw = b"".join(b"\0" + rgb[at : at + line] for at in range(0, len(rgb), line))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(tag, body) for tag, body in chunks))
        return path


def _chunk(tag: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
