"""What was acknowledged is there after a power cut, with the very settings that the register opens its file with."""

import random
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw
import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import opening
from smdesk.store import file
from tests.store.power_cut import CutVFS, Disk, PowerCutError, write_survivors

CUTS = 500
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")
ADD = "insert into post (id, text, state, time, link, note, planned) values (?, ?, 'draft', '', '', '', 1)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one cut did: how many posts were acknowledged, how many of them are gone, and what was wrong at the start.

    `undone` tells whether the cut left half a change, which the start took back.
    """

    acknowledged: int
    lost: int
    wrong: str
    undone: bool


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that was begun."""
    folder = tmp_path_factory.mktemp("power") / "register"
    opening.begin(folder, office="Sdf", person=Person(name="Samordnare"), clock=lambda: NOW).close()
    return folder


def settings_of(register: Path) -> tuple[str, str]:
    """journal_mode and synchronous, read from the live connection."""
    with closing(opening.open_desk(register)) as desk:
        (journal,) = desk.store.connection.execute("pragma journal_mode").fetchone()
        (level,) = desk.store.connection.execute("pragma synchronous").fetchone()
    return journal.upper(), SYNCHRONOUS[level]


def cut_power(register: Path, place: Path, journal: str, synchronous: str, seed: int) -> Outcome:
    """Write posts in transactions until the power goes at a random moment; then start on what is left."""
    chance, before, after = random.Random(seed), place / f"{seed}.db", place / str(seed)
    before.write_bytes((register / file.NAME).read_bytes())
    disk = Disk(before={str(before): before.read_bytes()})
    name = f"cut-{journal}-{synchronous}-{seed}"
    vfs = CutVFS(name, disk)
    connection = apsw.Connection(str(before), vfs=name)
    pages = chance.choice((1, 500))  # with room for one page, half a change is in the file before it is committed
    for pragma, value in (("journal_mode", journal), ("synchronous", synchronous), ("cache_size", pages)):
        connection.execute(f"pragma {pragma}={value}").fetchall()  # apsw runs no further than it is read
    disk.left = chance.randint(5, 400)
    acknowledged: list[int] = []
    with suppress(PowerCutError, apsw.Error):
        for number in range(400):
            connection.execute("begin immediate")
            connection.execute(ADD, (number, f"rad {number} " * chance.randint(1, 80)))
            if number % 7 == 3:
                connection.execute("update post set text = 'ny ' || text where id < ?", (number // 2,))
            connection.execute("commit")
            acknowledged.append(number)
    assert disk.left == 0, "the power never went"
    after.mkdir()
    write_survivors(disk, before, after / file.NAME, chance)
    with suppress(PowerCutError, apsw.Error):
        connection.close(True)
    vfs.unregister()
    return examine(after, acknowledged)


def examine(folder: Path, acknowledged: list[int]) -> Outcome:
    """Start on what is left as the program does."""
    journal = folder / f"{file.NAME}-journal"
    is_half = journal.exists() and journal.stat().st_size > 0
    there: set[int] = set()
    try:
        with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
            wrong = file.quick_check(desk.store.connection)
            if not wrong:
                there = {one.id for one in desk.store.post.all()}
    except CannotOpenError as error:
        wrong = [one.code for one in error.problems]
    lost = len(set(acknowledged) - there)
    return Outcome(len(acknowledged), lost, "; ".join(wrong), is_half and not journal.exists())


def test_the_registers_settings_lose_nothing(register: Path, tmp_path: Path) -> None:
    journal, synchronous = settings_of(register)
    assert (journal, synchronous) == ("DELETE", "EXTRA")
    outcomes = [cut_power(register, tmp_path, journal, synchronous, seed) for seed in range(CUTS)]
    assert sum(outcome.acknowledged for outcome in outcomes) > CUTS * 5
    assert sum(outcome.undone for outcome in outcomes) > CUTS / 10, "many a cut left half a change"
    assert [outcome for outcome in outcomes if outcome.lost or outcome.wrong] == []


def test_sqlites_own_default_does_lose(register: Path, tmp_path: Path) -> None:
    """The control: the simulator sees a loss where there is one."""
    outcomes = (cut_power(register, tmp_path, "DELETE", "FULL", seed) for seed in range(CUTS))
    assert any(outcome.lost for outcome in outcomes)


def test_a_disk_that_is_never_synced_is_damaged(register: Path, tmp_path: Path) -> None:
    """The control: the simulator sees damage where there is some, and so does the start."""
    outcomes = (cut_power(register, tmp_path, "DELETE", "OFF", seed) for seed in range(CUTS))
    assert any(outcome.wrong for outcome in outcomes)
