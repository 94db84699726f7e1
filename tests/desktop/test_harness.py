"""The harness itself, against a toy program: it must reach what a person reaches, and nothing else."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desktop import App, Desktop, DesktopError
from tests.desktop.session import KEYRING_PASSWORD

TOY = Path(__file__).with_name("toy.py")
WHEN = datetime(2027, 3, 9, 8, 30, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(failure=tmp_path / "failure") as desktop:
        yield desktop


@pytest.fixture
def toy(desktop: Desktop) -> App:
    return desktop.start(sys.executable, TOY)


def test_finds_types_presses_and_reads_back(toy: App) -> None:
    name = toy.find("text", "Namn")
    toy.fill(name, "Räksmörgås & Åäö – 100 €")
    toy.press(toy.find("push button", "Spara"))
    toy.find("label", "Sparat Räksmörgås & Åäö – 100 €")
    assert toy.announced("Sparat") == "Sparat"
    assert not toy.nameless()


def test_walks_lists_and_combo_boxes_by_key(toy: App) -> None:
    checks = toy.find("list", "Checklista")
    item = toy.go_to(checks, "Länk")
    toy.keys("space")
    item.wait_state("checked")
    assert "checked" not in checks.find("list item", "Bild").states
    status = toy.find("combo box", "Status")
    toy.select(status, "Klar")
    assert (status.name, status.label) == ("Klar", "Status")


def test_a_keyboard_alone_reaches_the_dialog_and_leaves_it(toy: App) -> None:
    toy.tab_to("push button", "Dialog")
    toy.keys("space")
    toy.window("Nytt inlägg")
    with pytest.raises(DesktopError, match="not in the active window"):
        toy.press(toy.find("push button", "Spara"))
    toy.type("Höst\n")
    toy.find("label", "Titel Höst")
    toy.window("Prov")


def test_the_mouse_clicks_and_the_screen_is_pictured(toy: App, tmp_path: Path) -> None:
    before = toy.desktop.frame()
    toy.click(toy.find("push button", "Spara"))
    toy.find("label", "Sparat")
    toy.desktop.wait(lambda: toy.desktop.frame().pixels != before.pixels, "a change on the screen")
    assert toy.desktop.screenshot(tmp_path / "toy.png").read_bytes().startswith(b"\x89PNG")


def test_the_clock_begins_where_it_is_told_and_timers_run(desktop: Desktop) -> None:
    toy = desktop.start(sys.executable, TOY, at=WHEN)
    toy.find("label", "2027-03-09 08:3")
    toy.find("label", "Klockan går")


def test_what_is_killed_is_gone_and_can_be_started_again(toy: App) -> None:
    toy.kill9()
    assert toy.process.returncode == -9
    again = toy.desktop.start(sys.executable, TOY)
    again.find("push button", "Spara")
    again.keys("alt+F4")
    assert again.wait_exit() == 0


def test_what_never_comes_is_an_error_that_shows_the_screen(toy: App) -> None:
    with pytest.raises(DesktopError, match="Checklista"):
        toy.find("push button", "Finns inte", timeout=0.5)


def test_a_program_that_ends_says_why(desktop: Desktop) -> None:
    with pytest.raises(DesktopError, match="trasig"):
        desktop.start(sys.executable, "-c", "raise SystemExit('trasig')")


def test_an_unlocked_keyring_keeps_a_secret() -> None:
    with Desktop(keyring="unlocked") as desktop:
        toy = desktop.start(sys.executable, TOY)
        toy.press(toy.find("push button", "Nyckelring"))
        toy.find("label", "Hemligt ö")


def test_a_locked_keyring_asks_with_its_real_prompt() -> None:
    with Desktop(keyring="locked") as desktop:
        toy = desktop.start(sys.executable, TOY)
        toy.press(toy.find("push button", "Nyckelring"))
        desktop.wait_window("Unlock")
        desktop.type(KEYRING_PASSWORD + "\n")
        toy.find("label", "Hemligt ö")


def test_without_a_keyring_there_is_none(toy: App) -> None:
    assert not toy.desktop.has_keyring()
    toy.press(toy.find("push button", "Nyckelring"))
    toy.find("label", "NoKeyringError")


def test_nothing_is_left_running() -> None:
    with Desktop(keyring="unlocked") as desktop:
        desktop.start(sys.executable, TOY)
        mark = f"XDG_RUNTIME_DIR={desktop.root / 'run'}".encode()
    left = [process for process in Path("/proc").iterdir() if mark in _environment_of(process)]
    assert not left
    assert not desktop.root.exists()


def _environment_of(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []
