"""Nothing that was acknowledged is lost when the program is killed, fifty times, in the midst of its steps."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from smdesk.operations import opening, register_check
from smdesk.store import file
from tests.desktop import Desktop
from tests.stories.coordinator import SLOW, Coordinator

BUSY = Path(__file__).with_name("busy.py")
KILLS = 50
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=STOCKHOLM)


def rows(folder: Path, question: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(folder / "register.db")) as connection:
        return connection.execute(question, values).fetchall()


def is_half_written(folder: Path) -> bool:
    """Whether the register holds half a change: its journal says how to take it back, from its first byte on."""
    try:
        with (folder / "register.db-journal").open("rb") as journal:
            return journal.read(1) == b"\xd9"
    except FileNotFoundError:
        return False


def worked_until_killed(folder: Path, session: str, steps: int, *, in_commit: bool) -> list[str]:
    """What was acknowledged before the kill: somewhere in the step after the last, or in the midst of a commit."""
    process = subprocess.Popen([sys.executable, BUSY, folder, session], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(steps)]
    while in_commit and not is_half_written(folder):
        assert process.poll() is None
    process.kill()
    told += process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == -9, "it was killed at work"
    return [line.strip() for line in told if line.endswith("\n")]


def test_fifty_kills_lose_nothing_that_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    write_demo(folder, now=datetime.now(STOCKHOLM))
    chance = random.Random(9)
    told: list[str] = []
    torn = 0
    for number in range(KILLS):
        told += worked_until_killed(folder, f"s{number}", chance.randint(1, 12), in_commit=number % 2 == 1)
        torn += is_half_written(folder)
        with closing(opening.open_desk(folder)) as desk:  # the program's own road, on what the kill left
            kept = {one.text for one in desk.store.post.all()}
            assert not set(told) - kept, "acknowledged, and lost"
            assert file.quick_check(desk.store.connection) == []
    assert torn > KILLS // 10, "many a kill left half a change, and the next start took it back"
    whole = rows(
        folder,
        "select count(*) from post p where text like 's%-%' and cast(substr(text, instr(text, '-') + 1) as int) % 4 "
        "= 1 and (select count(*) from placement where post_id = p.id and published_at is not null) <> 3",
    )
    assert whole == [(0,)], "a step is there whole, or not at all"
    problems, _ = register_check.check_folder(folder)
    assert problems == []


def test_a_window_killed_while_she_writes_and_ticks(desktop: Desktop, installed: Path) -> None:
    she = Coordinator(desktop, installed)
    she.folder.parent.mkdir(parents=True)
    write_demo(she.folder, now=NOW)
    for number in range(3):
        she.start(f"2026-11-24 09:{number}0")
        she.app.window("Idag", SLOW)
        ((before,),) = she.rows("select count(*) from tick")
        rounds = she.find("list", "Bevakning")
        she.app.go_to(rounds, "ej avbockad")
        she.app.keys("space")
        she.wait_rows("select count(*) from tick", [(before + 1,)])
        she.app.keys("ctrl+n")
        she.app.window("Nytt inlägg", SLOW)
        she.app.type(f"Halvskrivet {number}")
        she.wait_rows("select state from post where text = ?", [("draft",)], f"Halvskrivet {number}")
        she.app.kill9()
        assert she.rows("select count(*) from tick") == [(before + 1,)]
    she.start("2026-11-24 10:00")
    she.open_page(2, "Kalender")
    she.find("table row header", "Utan konto, 3 inlägg")
    assert she.rows("select count(*) from post where text like 'Halvskrivet _'") == [(3,)]
    she.leave()
    assert "Registret är helt" in desktop.run(str(installed), "check")
