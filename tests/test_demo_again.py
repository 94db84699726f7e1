"""An old demo world is written again, unless somebody has worked in it."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from smdesk.demo import write_demo
from smdesk.demo_again import freshen, lay_new
from smdesk.desk import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.operations import backup, opening, register_check

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
LATER = NOW + timedelta(days=40)


@pytest.fixture
def folder(tmp_path):
    write_demo(tmp_path / "demo", now=NOW)
    return tmp_path / "demo"


def latest(folder):
    with closing(opening.open_desk(folder, clock=lambda: LATER)) as desk:
        assert register_check.check_desk(desk) == []
        (found,) = desk.store.connection.execute("select max(day) from tick").fetchone()
        return found


def test_there_is_a_world_where_there_was_none(tmp_path):
    freshen(tmp_path / "demo", now=NOW)
    assert latest(tmp_path / "demo") == "2026-11-23"


def test_an_old_world_that_nobody_has_touched_stands_at_today(folder):
    before = (folder / "register.db").read_bytes()
    freshen(folder, now=NOW + timedelta(hours=9))
    assert (folder / "register.db").read_bytes() == before, "it is of today"
    freshen(folder, now=LATER)
    assert latest(folder) >= "2026-12-30"
    assert backup.backups(folder) == [], "nothing of hers is left to keep"


def test_a_world_that_somebody_has_worked_in_is_left_alone(folder):
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        opening.rename_office(desk, "Min egen")
    before = (folder / "register.db").read_bytes()
    freshen(folder, now=LATER)
    assert (folder / "register.db").read_bytes() == before


def test_a_register_that_is_no_demo_world_is_left_alone(tmp_path):
    folder = tmp_path / "data"
    opening.begin(folder, office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW).close()
    before = (folder / "register.db").read_bytes()
    freshen(folder, now=LATER)
    assert (folder / "register.db").read_bytes() == before
    (folder / "register.db").write_bytes(b"")
    freshen(folder, now=LATER)
    assert (folder / "register.db").read_bytes() == b""


def test_a_new_world_takes_the_place_of_one_she_worked_in_and_that_is_kept(folder):
    with closing(opening.open_desk(folder, clock=lambda: LATER)) as desk:
        opening.rename_office(desk, "Min egen")
        kept = backup.restore_laid(desk, lay_new(folder, LATER)).kept
        assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
        backup.restore(desk, kept)
        assert opening.office(desk) == "Min egen"
