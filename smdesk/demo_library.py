"""The pictures and consents of the demo world; a picture is drawn when it is asked for."""

import struct
import tempfile
import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.media import Consent
from smdesk.operations import consent, media
from smdesk.store.evidence import KeptFile, keep


def fill_library(desk: Desk, folder: Path, data: dict[str, Any], today: date) -> None:
    """Consents, and pictures that wait for a post; what posts have is there, and gets who made it."""
    held = {one["title"]: consent.add(desk, _consent(one, today)).id for one in data["consents"]}
    for line in media.library(desk):
        media.change(desk, replace(line.media, photographer="Samordnare", licence="egen bild"), [])
    for number, one in enumerate(data["media"]):
        made = media.add(desk, keep_picture(folder, one["name"], number * 61 % 200))
        facts = {key: value for key, value in one.items() if key not in ("name", "consents")}
        media.change(desk, replace(made, **facts), [held[title] for title in one.get("consents", ())])


def _consent(plan: dict[str, Any], today: date) -> Consent:
    return Consent(
        title=plan["title"],
        scope=plan["scope"],
        given_on=today - timedelta(days=plan["given_ago"]),
        valid_until=today + timedelta(days=plan["until"]) if "until" in plan else None,
        withdrawn_on=today - timedelta(days=plan["withdrawn_ago"]) if "withdrawn_ago" in plan else None,
        kept_where=plan["kept_where"],
    )


def keep_picture(folder: Path, name: str, shade: int) -> KeptFile:
    """A picture in one colour, laid in the evidence folder."""
    with tempfile.TemporaryDirectory() as place:
        picture = Path(place) / name
        picture.write_bytes(_png(shade))
        return keep(folder, picture)


def _png(shade: int) -> bytes:
    """A small picture in one colour, in the PNG format (ISO/IEC 15948)."""
    width, height = 64, 48
    rows = (b"\0" + bytes((shade, 120, 200 - shade // 2)) * width) * height

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
