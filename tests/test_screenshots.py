"""The pictures: one per page and theme, the same bytes each time, in the size that was asked for."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "packaging" / "screenshots.py"


def take(folder: Path, *arguments: str) -> dict[str, bytes]:
    """Run the script as the README says, and give every picture by name."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), *arguments],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in folder.glob("*.png")}


def size_of(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_two_runs_give_the_same_bytes(tmp_path):
    first = take(tmp_path / "one", "--size", "1024x700", "--theme", "light")
    assert first == take(tmp_path / "two", "--size", "1024x700", "--theme", "light")
    pages = ("account", "calendar", "calendar-list", "calendar-month", "inbound", "media", "procedure", "routine")
    assert sorted(first) == [f"{page}-light.png" for page in (*pages, "settings", "today")]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_page_is_taken_in_the_theme_size_scale_and_text_asked_for(tmp_path, theme):
    plain = take(tmp_path / "plain", "--page", "today", "--theme", theme, "--size", "1440x900")
    large = take(
        tmp_path / "large", "--page", "today", "--theme", theme, "--size", "1440x900", "--scale", "2", "--text", "200"
    )
    (name,) = plain
    assert name == f"today-{theme}.png"
    assert size_of(plain[name]) == (1440, 900)
    assert size_of(large[name]) == (2880, 1800)


def test_the_three_themes_are_three_looks(tmp_path):
    assert len(set(take(tmp_path / "all", "--page", "procedure").values())) == 3
