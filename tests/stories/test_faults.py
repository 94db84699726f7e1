"""The outside world gets in the way: the program lives, says so in words, and loses nothing that was typed or kept."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from tests.desktop import Desktop
from tests.desktop.session import KEYRING_PASSWORD
from tests.stories.coordinator import SLOW, Coordinator

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=STOCKHOLM)
MORNING = "2026-11-24 09:12"
ACCOUNT = "Seniorhälsan Södervik"
TYPED = "Hemligt & långt 1"


@pytest.fixture
def she(desktop: Desktop, installed: Path) -> Coordinator:
    """At a desk over the demo world."""
    made = Coordinator(desktop, installed)
    fill(made.folder)
    return made


def fill(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_demo(folder, now=NOW)


def open_account(she: Coordinator) -> None:
    she.open_page(4, "Konton")
    she.app.go_to(she.find("table", "Konton"), ACCOUNT)
    she.app.keys("enter")


def types_a_password(she: Coordinator) -> None:
    she.start(MORNING)
    open_account(she)
    she.press("Spara lösenordet")
    she.app.window("Lösenord", SLOW)
    she.app.type(TYPED)
    she.app.keys("ctrl+enter")


def test_a_second_start_brings_the_first_window_forward(she: Coordinator) -> None:
    she.start(MORNING)
    window = next(number for number, title in she.desktop.windows().items() if "smdesk" in title)
    she.desktop.run("xdotool", "windowminimize", "--sync", str(int(window, 16)))
    she.desktop.wait(lambda: "smdesk" not in she.desktop.active_window(), "the window out of the way", SLOW)
    done = subprocess.run([she.smdesk], env=she.desktop.environment, timeout=SLOW, check=False)
    assert done.returncode == 0
    she.desktop.wait_window("smdesk", SLOW)
    assert len([title for title in she.desktop.windows().values() if "smdesk" in title]) == 1
    she.leave()


def test_a_dismissed_prompt_keeps_what_was_typed_and_the_next_one_keeps_the_secret(
    installed: Path, tmp_path: Path
) -> None:
    with Desktop(keyring="locked", failure=tmp_path / "failure") as desktop:
        she = Coordinator(desktop, installed)
        fill(she.folder)
        types_a_password(she)
        desktop.wait_window("Unlock", SLOW)
        desktop.keys("esc")
        she.find("label", "[Nn]yckelringen")
        she.app.window("Lösenord", SLOW)
        assert len(she.find("password text", "Lösenord").text) == len(TYPED)
        she.app.keys("ctrl+enter")
        desktop.wait_window("Unlock", SLOW)
        desktop.type(KEYRING_PASSWORD + "\n")
        she.find("label", "Lösenord i nyckelringen")
        she.wait_rows("select secret_set_on from account where name = ?", [("2026-11-24",)], ACCOUNT)
        she.app.window("Konton", SLOW)
        she.press("Kopiera lösenordet")
        desktop.wait(lambda: desktop.clipboard() == TYPED, "the password on the clipboard", SLOW)
        she.leave()
        assert desktop.clipboard() != TYPED, "the clipboard is cleared at quit"


def test_quitting_with_a_prompt_open_ends_at_once(installed: Path, tmp_path: Path) -> None:
    with Desktop(keyring="locked", failure=tmp_path / "failure") as desktop:
        she = Coordinator(desktop, installed)
        fill(she.folder)
        types_a_password(she)
        desktop.wait_window("Unlock", SLOW)
        os.kill(she.app.process.pid, signal.SIGTERM)
        begun = time.monotonic()
        assert she.app.wait_exit(SLOW) == 0
        assert time.monotonic() - begun < 2
        assert she.rows("select secret_set_on from account where name = ?", ACCOUNT) == [(None,)]


def test_without_a_keyring_it_is_said_and_all_else_works(she: Coordinator) -> None:
    types_a_password(she)
    she.find("label", "[Nn]yckelring.*")
    she.desktop.wait(lambda: she.app.find_all("label", "[Ii]ngen|saknas"), "why nothing was kept", SLOW)
    she.press("Avbryt")
    she.press("Kasta")
    she.app.window("Konton", SLOW)
    she.open_page(1, "Idag")
    ((before,),) = she.rows("select count(*) from tick")
    she.app.go_to(she.find("list", "Bevakning"), "ej avbockad")
    she.app.keys("space")
    she.wait_rows("select count(*) from tick", [(before + 1,)])
    she.leave()


def test_without_a_screen_it_says_so_in_one_line(installed: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run([installed], env=environment, capture_output=True, text=True, timeout=SLOW, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "skrivbord" in done.stderr


def test_a_folder_that_may_not_be_written_to_is_read_under_a_banner(she: Coordinator) -> None:
    for path in (she.folder / "register.db", she.folder):
        path.chmod(0o500)
    before = (she.folder / "register.db").read_bytes()
    root = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--"] if os.getuid() == 0 else []
    try:
        she.app = she.desktop.start(*root, she.smdesk, at=NOW, timeout=SLOW)
        she.find("label", "skrivskyddat: du kan läsa allt men inte ändra")
        she.open_page(4, "Konton")
        she.find("table cell", f"Konto: {ACCOUNT}")
        she.leave()
        assert (she.folder / "register.db").read_bytes() == before
    finally:
        she.folder.chmod(0o700)


def take_all_room(filler: Path) -> None:
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_a_full_disk_keeps_the_form_until_there_is_room(desktop: Desktop, installed: Path) -> None:
    """A disk of its own in a namespace of its own; its files are reached through the process that lives there."""
    disk = desktop.home / "disk"
    disk.mkdir()
    there = f'mount -t tmpfs -o size=3m tmpfs "{disk}" && exec "{installed}" --data "{disk}/register"'
    she = Coordinator(desktop, installed)
    she.app = desktop.start("unshare", "-Urm", "sh", "-c", there, at=NOW, timeout=SLOW)
    seen = Path(f"/proc/{she.app.process.pid}/root{disk}")
    she.folder = seen / "register"
    she.first_run("Samordnare", "samordnare")
    she.app.keys("esc")
    she.app.window("Konton", SLOW)
    she.press("Lägg till konto…")
    she.app.window("Lägg till konto|Nytt konto", SLOW)
    she.fill_in({"Kontots namn": "Öppna förskolan"})
    filler = seen / "full"
    take_all_room(filler)
    she.app.keys("ctrl+enter")
    she.find("label", "Disken är full")
    assert she.field("Kontots namn").text == "Öppna förskolan"
    filler.unlink()
    she.app.keys("ctrl+enter")
    she.app.window("Konton", SLOW)
    register = she.folder / "register.db"  # SQLite itself cannot follow the way through the process
    desktop.wait(lambda: "Öppna förskolan".encode() in register.read_bytes(), "the account in the register", SLOW)
    she.leave()


def test_an_empty_register_is_refused_and_the_latest_backup_offered(she: Coordinator) -> None:
    she.start(MORNING)
    she.app.go_to(she.find("list", "Bevakning"), "ej avbockad")
    she.app.keys("space")
    she.find("list item", "avbockad")
    she.leave()
    ticks = she.rows("select count(*) from tick")
    register = she.folder / "register.db"
    register.write_bytes(b"")
    she.start("2026-11-24 10:00")
    she.app.window("går inte att öppna", SLOW)
    she.find("label", "0 byte")
    assert register.read_bytes() == b"", "nothing is touched"
    she.press("Återställ den nyaste")
    she.press("^Återställ$")
    she.app.window("Idag", SLOW)
    assert she.rows("select count(*) from tick") == ticks
    she.leave()
    assert [one for one in she.folder.rglob("*.db") if one.stat().st_size == 0], "what lay there is kept"
    shutil.rmtree(she.folder)
