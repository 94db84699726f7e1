"""Whatever is done in whatever order: what is refused changes nothing, and undo restores all but the journal."""

import ast
import shutil
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from operations.machine import Work
from operations.machine_base import DONE, world

from smdesk.domain.account import BASIC_ITEMS, AccountStatus
from smdesk.domain.duty import Rhythm
from smdesk.domain.inbound import InboundKind, Registration
from smdesk.domain.moderation import Action
from smdesk.domain.phrase import PhraseKind
from smdesk.domain.post import ALLOWED_STATES
from smdesk.domain.request import RequestState
from smdesk.domain.routine import RequirementKind, Result
from smdesk.domain.secret import Secret
from smdesk.domain.series import OnFreeDays, Unit
from smdesk.operations import inbound, opening, series

OPERATIONS = Path(opening.__file__).parent
OUTSIDE = {
    "backup.restore": "puts another file in the register's place: undo starts afresh, and the replaced file is kept",
    "backup.restore_laid": "the same, of a copy that was looked through before",
    "backup.begin": "names the register's own folder on a second disk, once; it is not hers to undo",
    "backup.back_up": "the same, in one go",
    "purge.begin": "the first part of purge.purge, which is a rule",
    "purge.begin_owed": "begins what a kill left of one; tests/store/test_purge_killed.py",
    "purge.finish_owed": "the same, in one go",
    "inbound_purge.begin_protect": "the first part of inbound_purge.protect, which is a rule",
    "retention_purge.begin": "the first part of retention_purge.purge_under, which is a rule",
    "retention_purge.keep": "the last part of it",
    "purge.settle": "the last part of purge.purge",
    "purge.let_go": "of a second folder, which the machine has not; tests/store/test_purge.py",
}
"""What writes and is no rule of the machine, and why."""


@pytest.fixture(autouse=True, scope="module")
def _swept():
    yield
    shutil.rmtree(world().parent)


TestWork = Work.TestCase
TestWork.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a failure is told as it came: to shrink it takes longer than to read it
    report_multiple_bugs=False,
)


def worked() -> Work:
    """A fresh register with somebody at it."""
    work = Work()
    work.open()
    return work


def test_days_on_which_everything_is_done() -> None:
    """The machine draws at random, and may leave something out; these days do not."""
    for start in range(0, 12, 3):
        work = worked()
        for n in range(start, start + 3):
            work.special_days(n, timedelta(days=n), "Nämnd", True)
            work.year_wheel(n)
            work.account_basic(n, BASIC_ITEMS[n % 6], timedelta(days=-1), "Text")
            work.rounds(n, "", Result.REGISTERED, n % 2 == 0)
            work.pauses(n, timedelta(days=n), 3, "Semester")
            work.duties(n, Rhythm.WEEK, "Gå igenom listan", n % 7)
            work.turns(n, "Gjort", True)
            work.images(n, "En lekplats", n % 2 == 0)
            work.phrases(n, "Park", list(PhraseKind)[n % 3])
            work.post_own_text(n, "Hej", "")
            work.media_facts(n, "Sommarfest", n % 2 == 0)
            work.consents(n, "Sommarfest", timedelta(days=n))
            work.post_out(n, "Fest", 1)
            work.consents(n, "Höstfest", timedelta(days=n))
        work.teardown()
        work = worked()
        for n in range(start, start + 3):
            work.requirements(n, RequirementKind.POSTS, timedelta(days=n), 2)
            work.post_life(n, timedelta(days=1), list(ALLOWED_STATES)[n % 6])
            work.post_write(n, "" if n % 2 else "Öppet hus", timedelta(days=1), "s" if n % 2 else "")
            work.crises(n, "Vattenläcka")
            work.post_bin(n, True)
            work.post_out(n, "Slutsålt", 1)
            work.post_stop(n)
            work.groups(n, "Förskolor", "Ute")
            work.posts_together(n, timedelta(days=1), n % 4, list(ALLOWED_STATES)[n % 6])
            work.post_outcomes(n, 2, "Slut på tiden")
            work.post_reviewed(n, "Byt bild")
            work.requests(n, "Öppet hus", list(RequestState)[n % 4], n)
            work.post_series(n, 0, list(Unit)[n % 3], list(OnFreeDays)[n % 3])
            work.closure_begin(n)
            work.closure_change(n, "A1", "Skäl", "file")
            work.closure_go_on(n, 2)
        work.wait(400, 1)
        work.red_days()
        work.post_series(1, 2, Unit.WEEK, OnFreeDays.MOVE)
        work.teardown()
    work = worked()
    work.post_series(1, 0, Unit.WEEK, OnFreeDays.KEEP)
    work.wait(31, 0)
    work.do(series.top_up)
    work.teardown()


def test_days_on_which_much_comes_in() -> None:
    for start in range(0, 12, 4):
        work = worked()
        for n in range(start, start + 4):
            work.items(n, f"Fråga {n}", timedelta(days=n), list(InboundKind)[n % 4])
            work.handled(n, "Hej!", n % 2 == 0)
            work.registered(n, "Tillför uppgifter", list(Registration)[n % 3])
            work.moderated(n, "Tredje gången", list(Action)[n % 3], n % 2 == 0)
            work.threads(n, n + 1)
            work.office_hours(n)
            work.replies(n, "Hej!")
        work.protects(start, "Om en enskild")
        work.decisions(4, "SSA 2025:17")
        work.decisions(1, "SSA 2025:18")
        question = work.do(inbound.register, replace(inbound.new_item(work.desk, 1), text="Hej?", category="question"))
        work.do(inbound.close, question.id)
        work.wait(70, 0)
        work.weeded(1)
        work.teardown()


def test_the_day_when_the_register_itself_is_seen_to() -> None:
    work = worked()
    work.import_list()
    work.account_change(4, "Nytt namn")
    work.import_undo(0)
    work.import_plan(2, "Seniorhälsan")
    work.import_plan(3, "Parkleken")
    work.import_days(2, "Sportlov", away=True)
    work.account_add("Nytt", AccountStatus.APPLIED)
    work.account_status(3, AccountStatus.DECIDED)
    work.account_remove(3)
    work.office("Annan förvaltning")
    work.person("Vikarie", "Vikarie")
    work.undo(1)
    work.grace(90, "Plattformens villkor")
    work.secrets(27, Secret.PASSWORD)
    work.secrets(24, Secret.PASSWORD)
    work.purges(28)
    work.teardown()


# the lists are held together


@cache
def writers() -> frozenset[str]:
    """Every public function of operations that takes a desk and changes something, itself or through another."""
    trees = {path.stem: ast.parse(path.read_text()) for path in OPERATIONS.glob("[!_]*.py")}
    functions = {
        f"{room}.{node.name}": node for room, tree in trees.items() for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }  # fmt: skip
    calls = {name: _called(name.partition(".")[0], trees, node) for name, node in functions.items()}
    found = {name for name, node in functions.items() if _steps(node)}
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    public = {name for name, node in functions.items() if not node.name.startswith("_")}
    return frozenset(name for name in found & public if _takes_desk(functions[name]))


def _steps(node: ast.FunctionDef) -> bool:
    """Whether it opens a step on the desk it was given, or lets another file take the register's place."""
    return any(
        isinstance(one, ast.Call) and ast.unparse(one.func) in ("desk.step", "desk.replacing_file")
        for one in ast.walk(node)
    )


def _takes_desk(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "desk"


def _called(room: str, trees: dict[str, ast.Module], node: ast.FunctionDef) -> set[str]:
    """The functions of operations that it calls, as ”room.name”."""
    rooms: dict[str, str] = {}
    names = {one.name: f"{room}.{one.name}" for one in trees[room].body if isinstance(one, ast.FunctionDef)}
    for one in trees[room].body:
        if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("smdesk.operations"):
            for alias in one.names:
                if one.module == "smdesk.operations":
                    rooms[alias.asname or alias.name] = alias.name
                else:
                    names[alias.asname or alias.name] = f"{(one.module or '').rpartition('.')[2]}.{alias.name}"
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            found.add(names.get(one.func.id, ""))
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and isinstance(one.func.value, ast.Name):
            found.add(f"{rooms.get(one.func.value.id, '')}.{one.func.attr}")
    return found


def test_every_operation_that_changes_something_is_a_rule_and_was_done() -> None:
    assert "account.add" in writers()
    assert OUTSIDE.keys() <= writers()
    assert sorted(writers() - OUTSIDE.keys() - DONE.keys()) == []
    assert sorted(DONE.keys() - writers()) == []
