"""Undo under the tables: whatever was changed and however, undoing it all is the start, redoing it all the end."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.domain.problem import RefusedError
from smdesk.operations import account, account_history, opening, post
from smdesk.store.history import ADDED_TO, KEPT, WATCHED

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)

texts = st.sampled_from(
    ["", "x", "Södervik", "it's", 'a "b"', "rad\nrad", "åäö \U0001f389", "a\0b", "'); drop table x--"]
)
numbers = st.integers(1, 6)

INSERTS = {
    "person": lambda n, text: ("insert or ignore into person (name, function) values (?, ?)", f"{text}{n}", text),
    "account": lambda n, text: (
        "insert into account (name, platform, kind, handle, url, unit, purpose, audience, plan_link, goals, decided_by,"
        " decision_ref, owner, deputy, login_name, two_factor_holder, archive_ref, last_post_source, status,"
        " secret_service, note) values (?, ?, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'active',"
        " '', ?)",
        text,
        text,
        text,
    ),
    "account_status": lambda n, text: (
        "insert into account_status (account_id, day, status) select id, '2026-11-24', ? from account limit ?", text, n
    ),
    "post": lambda n, text: (
        "insert into post (text, state, day, time, link, note, planned, fold)"
        " values (?, 'draft', null, '', '', ?, 1, '')",
        text,
        text,
    ),
    "placement": lambda n, text: (
        "insert or ignore into placement (post_id, account_id, permalink) select post.id, account.id, ? from post, "
        "account limit ?",
        text,
        n,
    ),
    "tick": lambda n, text: (
        "insert or replace into tick (account_id, day, slot, done_at, done_by, result, note, late) "
        "select id, '2026-11-24', '09:00', '', ?, '', ?, 0 from account limit 3",
        text,
        text,
    ),
}  # fmt: skip
CHANGES = {
    "rename": lambda n, text: ("update account set name = ?, owner = ? where id % ? = 0", text, text, n),
    "write": lambda n, text: ("update post set text = ?, day = '2026-11-24' where id = ?", text, n),
    "renumber": lambda n, text: ("update or ignore setting set value = ? where id <= ?", text, n),
    "remove account and what hangs on it": lambda n, text: ("delete from account where id % ? = 0", n),
    "remove post and its placements": lambda n, text: ("delete from post where id <= ?", n),
    "upsert": lambda n, text: (
        "insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        f"nyckel {n}",
        text,
    ),
    "replace": lambda n, text: ("replace into setting (key, value) values (?, ?)", f"nyckel {n}", text),
}  # fmt: skip
changes = st.tuples(st.sampled_from([*INSERTS.values(), *CHANGES.values()]), numbers, texts)


def everything(desk: Desk) -> dict[str, Sequence[tuple[object, ...]]]:
    """Every row of every table but the journal's."""
    run = desk.store.connection.execute
    return {table: run(f'select * from "{table}" order by id').fetchall() for table in WATCHED}


class RefusingError(Exception):
    """Something that goes wrong in the middle of a step."""


class UndoMachine(RuleBasedStateMachine):
    """Holds the desk against a plain list of all that the tables ever held."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.desk = opening.begin(
            self.place / "data", office="Sdf", person=Person(name="Samordnare"), clock=lambda: NOW
        )
        self.past: list[dict[str, Sequence[tuple[object, ...]]]] = []
        self.now = everything(self.desk)
        self.future: list[dict[str, Sequence[tuple[object, ...]]]] = []

    def teardown(self) -> None:
        while self.past:
            self.undo()
        while self.future:
            self.redo()
        self.desk.close()
        shutil.rmtree(self.place)

    def make(self, wanted, **how) -> None:
        with self.desk.step("office", **how):
            for change, number, text in wanted:
                statement, *values = change(number, text)
                self.desk.store.connection.execute(statement, values)

    @rule(wanted=st.lists(changes, min_size=1, max_size=6), merge=st.sampled_from(["", "", "utkast 1", "utkast 2"]))
    def step(self, wanted, merge) -> None:
        before = self.desk.undo_step
        self.make(wanted, merge=merge)
        if self.desk.undo_step is before:
            assert everything(self.desk) == self.now, "a step that changed nothing is none"
            return
        if not (merge and before and before.merge == merge):
            self.past.append(self.now)
        self.now = everything(self.desk)
        self.future.clear()

    @rule(wanted=st.lists(changes, max_size=4))
    def step_that_fails(self, wanted) -> None:
        with suppress(RefusingError), self.desk.step("office"):
            self.make(wanted)
            raise RefusingError

    @rule(wanted=st.lists(changes, min_size=1, max_size=3))
    def final_step(self, wanted) -> None:
        history = self.desk.store.history
        before = [*history.undoable], [*history.redoable]
        self.make(wanted, final=True)
        if (history.undoable, history.redoable) != before:
            assert not history.undoable
            self.past.clear()
            self.future.clear()
        self.now = everything(self.desk)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        assert self.desk.undo() is not None
        self.future.append(self.now)
        self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        assert self.desk.redo() is not None
        self.past.append(self.now)
        self.now = self.future.pop()

    @invariant()
    def the_tables_hold_what_they_should(self) -> None:
        assert everything(self.desk) == self.now
        assert len(self.desk.store.history.undoable) == len(self.past)
        assert len(self.desk.store.history.redoable) == len(self.future)


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


@pytest.fixture
def desk(tmp_path):
    made = opening.begin(tmp_path / "data", office="Sdf", person=Person(name="Samordnare"), clock=lambda: NOW)
    yield made
    made.close()


def test_a_hundred_steps_are_kept(desk):
    for number in range(KEPT + 5):
        opening.rename_office(desk, f"Namn {number}")
    undone = 0
    while desk.undo():
        undone += 1
    assert undone == KEPT
    assert opening.office(desk) == "Namn 4"


def test_a_draft_being_typed_is_one_step_until_something_else_is_done(desk):
    for text in ("F", "Fi", "Fik", "Fika"):
        with desk.step("office", merge="utkast 7"):
            desk.store.setting.put("office", text)
    opening.rename_office(desk, "Annat")
    with desk.step("office", merge="utkast 7"):
        desk.store.setting.put("office", "Fika på torsdag")
    desk.undo()
    desk.undo()
    assert opening.office(desk) == "Fika"
    desk.undo()
    assert opening.office(desk) == "Sdf"


def test_a_number_is_never_given_twice(desk):
    first = account.add(desk, Account(name="Första"))
    account.change(desk, replace(first, name="Första", purpose="Hemligt ändamål"))
    draft = post.write(desk, Post(text="Formuläret är öppet"), [first.id], session="s1").post
    while desk.undo():
        pass
    second = account.add(desk, Account(name="Andra"))
    assert second.id != first.id
    assert [line.text for line in account_history.history(desk, second.id)] == ["Andra lades till i registret"]
    other = post.write(desk, Post(text="Ett annat inlägg"), [second.id], session="s2").post
    with pytest.raises(RefusedError):
        post.write(desk, replace(draft, text="Formuläret är öppet än"), [second.id], session="s1")
    assert [one.text for one in desk.store.post.all()] == [other.text]


def test_every_table_numbers_its_rows_once_and_for_all(desk):
    run = desk.store.connection.execute
    tables = run("select name, sql from sqlite_schema where type = 'table' and name not like '%sqlite_%'").fetchall()
    assert {name for name, _ in tables} == {*WATCHED, *ADDED_TO, "moderation_text", "journal"}
    assert [name for name, sql in tables if "id integer primary key autoincrement" not in sql] == []


def test_the_tables_that_changed_are_told_once_after_the_commit(desk):
    told = []
    desk.listen(lambda tables: told.append((tables, desk.store.connection.in_transaction)))
    with desk.step("office"), desk.step("person"):
        opening.rename_office(desk, "Annat")
        opening.set_person(desk, Person(name="Vikarie"))
    assert told == [(frozenset({"setting", "person"}), False)]


def test_nothing_is_undone_or_told_when_nothing_changed(desk):
    told = []
    desk.listen(told.append)
    with desk.step("office"):
        pass
    assert desk.undo_step is None
    assert desk.undo() is None
    assert told == []
