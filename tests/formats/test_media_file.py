"""What files say of themselves: real kinds, sizes as they are seen, what moves, what is cut off, what lies."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smdesk.domain.media_facts import FileKind, MediaFacts, Medium, check_file
from smdesk.formats.media_file import read_facts
from tests import media_files as files

K = FileKind
WHOLE = {
    "jpg": (files.encoded("jpg"), K.JPEG, 30, 20),
    "png": (files.encoded("png"), K.PNG, 30, 20),
    "bmp": (files.encoded("bmp"), K.BMP, 30, 20),
    "webp": (files.encoded("webp"), K.WEBP, 30, 20),
    "tif": (files.encoded("tif"), K.TIFF, 30, 20),
    "gif": (files.gif(), K.GIF, 8, 6),
    "heic": (files.heic(4032, 3024), K.HEIC, 4032, 3024),
    "avif": (files.heic(800, 600, brand=b"avif"), K.AVIF, 800, 600),
    "svg": (b'<?xml version="1.0"?><svg viewBox="0 0 120.5 60" width="9"><path/></svg>\n', K.SVG, 120, 60),
    "mp4": (files.film(), K.MP4, 1920, 1080),
    "mov": (files.film(brand=b"qt  "), K.MOV, 1920, 1080),
    "webm": (files.webm(), K.WEBM, 1280, 720),
}


def facts(tmp_path: Path, content: bytes) -> MediaFacts:
    path = tmp_path / "fil"
    path.write_bytes(content)
    return read_facts(path)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_tells_its_kind_and_its_size(tmp_path, name):
    content, kind, width, height = WHOLE[name]
    found = facts(tmp_path, content)
    assert (found.kind, found.width, found.height) == (kind, width, height)
    assert (found.size, found.whole, found.is_animated) == (len(content), True, False)
    assert check_file(Medium(name=f"bild.{name}", facts=found)) == []
    assert not Medium(name=f"bild.{name}", facts=found).is_misnamed


@pytest.mark.parametrize("name", [one for one in WHOLE if one not in ("tif", "svg")])
def test_a_file_that_is_cut_off_is_told(tmp_path, name):
    content = WHOLE[name][0]
    found = facts(tmp_path, content[: len(content) * 3 // 5])
    assert not found.whole
    assert [one.code for one in check_file(Medium(name="bild", facts=found))] == ["media.broken"]


@pytest.mark.parametrize(
    ("content", "moves"),
    [
        (files.gif(2), True),
        (files.gif(1), False),
        (files.png(8, 8, frames=3), True),
        (files.png(8, 8, frames=1), False),
        (files.webp_moving(), True),
        (files.heic(8, 8, brand=b"avis"), True),
    ],
)
def test_what_moves_is_told(tmp_path, content, moves):
    found = facts(tmp_path, content)
    assert (found.is_animated, found.whole) == (moves, True)


@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))])
def test_a_picture_is_as_large_as_it_is_seen(tmp_path, orientation, size):
    found = facts(tmp_path, files.turned(files.encoded("jpg"), orientation))
    assert (found.width, found.height, found.whole) == (*size, True)


def test_a_turned_picture_from_a_phone_and_a_turned_film(tmp_path):
    assert facts(tmp_path, files.heic(4032, 3024, turn=1)).ratio == 0.75
    found = facts(tmp_path, files.film(quarter=True))
    assert (found.width, found.height) == (1080, 1920)


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("last", [False, True])
def test_a_film_tells_how_long_it_is(tmp_path, long, last):
    found = facts(tmp_path, files.film(140.5, long=long, last=last))
    assert (found.seconds, found.whole) == (140.5, True)
    assert facts(tmp_path, files.webm(61)).seconds == 61


def test_a_film_without_its_contents_is_broken(tmp_path):
    assert not facts(tmp_path, files.box(b"ftyp", b"isom") + files.box(b"mdat", bytes(99))).whole


def test_a_thumbnail_within_is_not_the_end_of_a_picture(tmp_path):
    whole = files.encoded("jpg")
    inner = b"\xff\xe1" + (len(whole) + 2).to_bytes(2, "big") + whole
    found = facts(tmp_path, whole[:2] + inner + whole[2 : len(whole) // 2])
    assert not found.whole


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "media.empty"),
        (b"\0" * 400, "media.unknown"),
        (b"%PDF-1.7 ...", "media.unknown"),
        (b"MZ\x90\0" + b"program" * 100, "media.unknown"),
        (b"\xff\xd8\xff\xe0", "media.broken"),
        (b"\x89PNG\r\n\x1a\n", "media.broken"),
        (files.png(0, 10, pixels=b"x"), "media.broken"),
        (files.BOMB, "media.bomb"),
        (files.heic(65_535, 65_535), "media.bomb"),
    ],
)
def test_what_is_not_taken_in_is_told_why(tmp_path, content, code):
    assert [one.code for one in check_file(Medium(name="x.jpg", facts=facts(tmp_path, content)))] == [code]


def test_a_picture_of_200_mb_is_told_without_being_read(tmp_path):
    path = tmp_path / "stor.png"
    with path.open("wb") as file:
        file.write(files.png(4000, 3000, pixels=b"x"))
        file.truncate(200_000_000)
    (told,) = check_file(Medium(name=path.name, facts=read_facts(path)))
    assert (told.code, told.values["size"], told.values["most"]) == ("media.huge", 200, 50)
    large = MediaFacts(kind=K.MP4, size=200_000_000)
    assert check_file(Medium(name="film.mp4", facts=large)) == [], "a film may be as long as that"


@pytest.mark.parametrize(
    ("name", "misnamed"),
    [("a.jpg", True), ("a.PNG", False), ("a", False), ("a.jpeg", True), ("a.png.jpg", True), ("jpg.png", False)],
)
def test_a_name_that_says_something_else_is_told(name, misnamed):
    assert Medium(name=name, facts=MediaFacts(kind=K.PNG, size=1)).is_misnamed is misnamed


@settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.sampled_from(sorted(WHOLE)),
    cut=st.integers(0, 400),
    noise=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
)
def test_no_file_however_spoilt_stops_the_reading(tmp_path, which, cut, noise):
    content = bytearray(WHOLE[which][0])
    for at, value in noise:
        if at < len(content):
            content[at] = value
    found = facts(tmp_path, bytes(content[: max(0, len(content) - cut)]))
    assert found.width >= 0
    assert found.height >= 0
    assert found.seconds >= 0
