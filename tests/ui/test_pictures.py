"""Small pictures: never larger than they are shown, read beside the window, and none of what is no picture."""

import struct
import zlib
from pathlib import Path

import pytest
from ui.pictures import picture

from smdesk.ui.kit.pictures import Pictures, thumbnail


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(path: Path, side: int) -> Path:
    """A PNG of some kilobytes that says it is `side` px square: whole it would take gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 4_000_000)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


def test_a_small_picture_is_never_larger_than_it_is_shown(tmp_path, qapp):
    for name in ("stor.jpg", "stor.png", "stor.bmp"):
        found = thumbnail(picture(tmp_path, name, size=(2400, 1200)), 96)
        assert (found.width(), found.height()) == (96, 48), name
    assert thumbnail(picture(tmp_path, "liten.png", size=(20, 10)), 96).width() == 20


def test_a_bomb_is_not_read_and_a_photo_is_read_small(tmp_path, qapp):
    """Whole the first would take gigabytes, and the second more than may be taken."""
    assert thumbnail(bomb(tmp_path / "bomb.png", 40_000), 96).isNull()
    assert thumbnail(picture(tmp_path, "foto.jpg", size=(9000, 6000)), 96).width() == 96


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trasig.png", b"\x89PNG\r\n\x1a\nnothing"),
        ("tom.jpg", b""),
        ("text.png", b"Hej"),
        ("ritning.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ("film.gif", b"GIF89a"),
    ],
)
def test_what_is_no_picture_is_none(tmp_path, qapp, name, content):
    (tmp_path / name).write_bytes(content)
    assert thumbnail(tmp_path / name, 96).isNull()


def test_a_picture_with_another_ending_is_told_by_what_it_holds(tmp_path, qapp):
    found = picture(tmp_path, "parken.png").rename(tmp_path / "parken.jpg")
    assert thumbnail(found, 96).width() == 96


def test_pictures_are_read_beside_the_window_and_kept(tmp_path, qtbot):
    came: list[int] = []
    some = Pictures(lambda: came.append(1))
    paths = [picture(tmp_path, f"{number}-beside.png") for number in range(3)]
    assert [some.get(path.name, path, 40) for path in paths] == [None] * 3
    qtbot.waitUntil(lambda: len(came) == 3)
    assert [some.get(path.name, path, 40).width() for path in paths] == [40] * 3
    some.close()
    assert some.get("another", paths[0], 41) is None
    qtbot.wait(50)
    assert len(came) == 3
