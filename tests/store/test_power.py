"""What was acknowledged is there after a power cut, with the very settings that the register opens its file with."""

import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from smdesk.store.file import create
from tests.store.power_cut import CutVFS, Disk, PowerCutError, write_survivors

CUTS = 500
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one cut did: how many rows were acknowledged, how many of them are gone, and what the check says."""

    acknowledged: int
    lost: int
    check: str


def settings_of_the_register(folder: Path) -> tuple[str, str]:
    """journal_mode and synchronous, read from the live connection."""
    with closing(create(folder / "register").connection) as connection:
        (journal,) = connection.execute("pragma journal_mode").fetchone()
        (level,) = connection.execute("pragma synchronous").fetchone()
    return journal.upper(), SYNCHRONOUS[level]


def cut_power(folder: Path, journal: str, synchronous: str, seed: int) -> Outcome:
    """Write rows in transactions until the power goes at a random moment; then open what is left with plain sqlite3."""
    chance, disk = random.Random(seed), Disk()
    before, after = folder / f"{seed}.db", folder / f"{seed}-after.db"
    name = f"cut-{journal}-{synchronous}-{seed}"
    vfs = CutVFS(name, disk)
    connection = apsw.Connection(str(before), vfs=name)
    for pragma, value in (("journal_mode", journal), ("synchronous", synchronous)):
        connection.execute(f"pragma {pragma}={value}").fetchall()  # apsw runs no further than it is read
    connection.execute("create table post (id integer primary key, text)")
    connection.execute("create index post_text on post (text)")
    disk.left = chance.randint(5, 400)
    acknowledged: list[int] = []
    with suppress(PowerCutError, apsw.Error):
        for number in range(400):
            connection.execute("begin immediate")
            connection.execute("insert into post values (?, ?)", (number, f"rad {number} " * chance.randint(1, 80)))
            if number % 7 == 3:
                connection.execute("update post set text = 'ny ' || text where id < ?", (number // 2,))
            connection.execute("commit")
            acknowledged.append(number)
    assert disk.left == 0, "the power never went"
    write_survivors(disk, before, after, chance)
    with suppress(PowerCutError, apsw.Error):
        connection.close(True)
    vfs.unregister()
    return examine(after, acknowledged)


def examine(file: Path, acknowledged: list[int]) -> Outcome:
    """Open the file as the next start does, which rolls a hot journal back."""
    with closing(sqlite3.connect(file)) as connection:
        try:
            (check,) = connection.execute("pragma integrity_check").fetchone()
            there = {row for (row,) in connection.execute("select id from post")}
        except sqlite3.DatabaseError as error:
            check, there = str(error), set()
    return Outcome(len(acknowledged), len(set(acknowledged) - there), check)


def test_the_registers_settings_lose_nothing(tmp_path: Path) -> None:
    journal, synchronous = settings_of_the_register(tmp_path)
    assert (journal, synchronous) == ("DELETE", "EXTRA")
    outcomes = [cut_power(tmp_path, journal, synchronous, seed) for seed in range(CUTS)]
    assert sum(outcome.acknowledged for outcome in outcomes) > CUTS * 5
    assert [outcome for outcome in outcomes if outcome.lost or outcome.check != "ok"] == []


def test_sqlites_own_default_does_lose(tmp_path: Path) -> None:
    """The control: the simulator sees a loss where there is one."""
    outcomes = (cut_power(tmp_path, "DELETE", "FULL", seed) for seed in range(CUTS))
    assert any(outcome.lost for outcome in outcomes)


def test_a_disk_that_is_never_synced_is_damaged(tmp_path: Path) -> None:
    """The control: the simulator sees damage where there is some."""
    outcomes = (cut_power(tmp_path, "DELETE", "OFF", seed) for seed in range(CUTS))
    assert any(outcome.check not in ("ok", "no such table: post") for outcome in outcomes)
