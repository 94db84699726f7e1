"""The demo world: the same for the same seed and moment, whole, and with the defects it is meant to have."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from smdesk.demo import demo_desk, write_demo
from smdesk.desk import STOCKHOLM
from smdesk.domain.account import AccountStatus
from smdesk.domain.inbound import InboundState
from smdesk.operations import account, calendar, opening, procedure, register_check, routine
from smdesk.operations.account_remarks import last_published
from smdesk.store import file
from smdesk.store.history import WATCHED

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with closing(demo_desk(tmp_path_factory.mktemp("world") / "data", NOW)) as made:
        yield made


def rows(folder):
    with closing(sqlite3.connect(folder / file.NAME)) as connection:
        return {table: connection.execute(f"select * from {table}").fetchall() for table in (*WATCHED, "journal")}


def test_the_same_seed_and_moment_give_the_same_world(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_demo(tmp_path / name, now=NOW, seed=seed)
    assert rows(tmp_path / "a") == rows(tmp_path / "b")
    assert rows(tmp_path / "a")["post"] != rows(tmp_path / "c")["post"]


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from smdesk import demo
do = getattr(demo._World, sys.argv[2])
def do_and_die(*given):
    do(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(demo._World, sys.argv[2], do_and_die)
demo.write_demo(Path(sys.argv[1]), now=datetime.fromisoformat(sys.argv[3]))
"""


@pytest.mark.parametrize("after", ["write", "begin_closing", "sign"])
def test_a_kill_meanwhile_leaves_no_half_world_and_the_next_start_writes_a_whole_one(tmp_path, after):
    folder = tmp_path / "data"
    made = subprocess.run([sys.executable, "-c", KILLED, str(folder), after, NOW.isoformat()], check=False)
    assert made.returncode == -signal.SIGKILL
    assert opening.is_new(folder), "what is there is no register"
    with closing(demo_desk(folder, NOW)) as desk:
        assert opening.is_demo(desk)
        assert register_check.check_desk(desk) == []


def test_the_world_is_whole(desk):
    assert register_check.check_desk(desk) == []
    assert file.quick_check(desk.store.connection) == []
    assert desk.store.account.count() == 14


def remarks(desk, name):
    found = next(one for one in account.all_accounts(desk) if one.account.name == name)
    return {problem.code for problem in found.remarks}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Öppna förskolan Ängen", "account.basic_missing"),
        ("Fältassistenterna Södervik", "account.few_admins"),
        ("Parkmiljö Södervik", "account.inactive_30_days"),
        ("Dagverksamheten Solen", "account.inactive_6_months"),
        ("Dagverksamheten Solen", "account.same_url"),
        ("Anhörigstöd Södervik", "account.requirement_source"),
        ("Öppna förskolan Hamnen", "account.archive_old"),
    ],
)
def test_the_deliberate_defects_are_remarked_on(desk, name, code):
    assert code in remarks(desk, name)


def test_no_post_has_gone_out_on_one_account_for_45_days(desk):
    one = next(one for one in desk.store.account.all() if one.name == "Parkmiljö Södervik")
    assert last_published(desk)[one.id] == NOW.date() - timedelta(days=45)


def test_one_account_waits_for_its_decision_and_one_is_closing(desk):
    statuses = {one.name: one.status for one in desk.store.account.all()}
    assert statuses["Ungdomsrådet"] is AccountStatus.APPLIED
    assert statuses["Medborgarbudget Södervik 2026"] is AccountStatus.CLOSING
    (run,) = procedure.all_runs(desk)
    assert {key for key, step in run.run.steps.items() if step.is_done} == {"A1", "A2", "A3", "A4", "A5", "B1", "B2"}
    assert procedure.waiting(desk)


def test_there_is_something_to_do_today_this_week_and_the_next(desk):
    assert {line.state.value for line in routine.today(desk)} >= {"coming", "overdue"}
    for ahead in (0, 7, 14):
        assert any(
            cell for lane in calendar.week(desk, NOW.date() + timedelta(days=ahead)).lanes for cell in lane.cells
        )


def test_nothing_has_happened_ahead_of_the_clock(desk):
    for query in (
        "select max(done_at) from tick",
        "select max(published_at) from placement",
        "select max(created_at) from post",
        "select max(at) from journal",
    ):
        (latest,) = desk.store.connection.execute(query).fetchone()
        assert latest <= "2026-11-24T08:12:00Z", query


def test_two_years_have_the_accounts_and_the_rate_of_ten(tmp_path):
    began = time.perf_counter()
    write_demo(tmp_path / "data", now=NOW, years=2)
    assert time.perf_counter() - began < 60
    found = rows(tmp_path / "data")
    assert len(found["account"]) == 60
    assert 9_000 < len(found["post"]) < 11_000
    assert 36_000 < len(found["tick"]) < 44_000


def test_what_has_come_in_is_late_waiting_protected_to_be_registered_and_in_a_conversation(desk):
    items = desk.store.inbound.all()
    opened = [one for one in items if one.is_open]
    assert len(opened) == 6
    assert min(one.came_in_at for one in opened) < NOW - timedelta(days=3), "one is late"
    assert [one.handled_with for one in opened if one.state is InboundState.WAITING] == ["Enhetschef hemtjänsten"]
    assert [one.dnr for one in items if one.is_protected] == ["SÖD 2026/397"]
    assert desk.store.inbound.to_register()
    assert len([one for one in opened if one.thread_id]) == 2
    assert len(desk.store.inbound.events.all()) > len(items) > 40
