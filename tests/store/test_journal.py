"""The journal: only added to, by nobody but the steps, and without texts that may be secret."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.operations import account, opening

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path):
    person = Person(name="Samordnare", function="kommunikation")
    with closing(opening.begin(tmp_path / "data", office="Sdf", person=person, clock=lambda: NOW)) as made:
        yield made


def lines(desk, step):
    return [one for one in desk.store.journal.all() if one.step == step]


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set who = 'någon annan' where id = 1",
        "delete from journal",
        "delete from journal where id = (select max(id) from journal)",
        "insert or replace into journal (id, at, who, step, about, subject, field) values (1, '', '', '', '', '', '')",
        "replace into journal (id, at, who, step, about, subject, field) values (2, '', '', '', '', '', '')",
    ],
)
def test_no_line_can_be_changed_or_removed(desk, statement):
    before = desk.store.journal.all()
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        desk.store.connection.execute(statement)
    assert desk.store.journal.all() == before
    assert desk.store.journal.gaps() == 0


def test_a_line_tells_when_who_what_and_on_what_with_old_and_new_value(desk):
    added = account.add(desk, Account(name="Seniorhälsan", owner="Enhetschef"))
    account.change(desk, desk.store.account.get(added.id).__class__(id=added.id, name="Seniorhälsan", owner="Vikarie"))
    (line,) = lines(desk, "account.change")
    assert (line.at, line.who, line.about) == (NOW, "Samordnare, kommunikation", "Seniorhälsan")
    assert (line.subject, line.subject_id, line.field) == ("account", added.id, "owner")
    assert (line.old, line.new) == ("Enhetschef", "Vikarie")


def test_undo_and_redo_have_lines_of_their_own(desk):
    opening.rename_office(desk, "Annat")
    desk.undo()
    desk.redo()
    names = [one.step for one in desk.store.journal.all()][-3:]
    assert names == ["office", "undo:office", "redo:office"]


def test_texts_that_may_be_secret_are_not_repeated(desk):
    added = account.add(desk, Account(name="Seniorhälsan", note="koden är hemlig-7788"))
    account.change(
        desk, desk.store.account.get(added.id).__class__(id=added.id, name="Seniorhälsan", note="hemlig-9911")
    )
    with desk.step("post.add"):
        desk.store.post.add(Post(text="hemlig-1234", note="hemlig-5678"))
    told = " ".join(f"{one.old} {one.new} {one.about}" for one in desk.store.journal.all())
    assert "hemlig" not in told


def test_a_step_of_very_many_rows_is_told_by_their_number(desk):
    with desk.step("import"):
        desk.store.post.add_many([Post(text=f"Inlägg {number}") for number in range(501)])
    (line,) = lines(desk, "import")
    assert (line.subject, line.field, line.new) == ("post", "insert", "501")


def test_a_step_that_was_refused_leaves_no_line(desk):
    before = len(desk.store.journal.all())
    with suppress(ZeroDivisionError), desk.step("office"):
        desk.store.setting.put("office", "Halvt")
        raise ZeroDivisionError
    assert len(desk.store.journal.all()) == before
    assert opening.office(desk) == "Sdf"


def test_when_it_was_saved_last_is_known_at_the_next_start(desk, tmp_path):
    later = NOW + timedelta(hours=3)
    desk._clock = lambda: later
    opening.rename_office(desk, "Annat")
    desk.close()
    with closing(opening.open_desk(tmp_path / "data", clock=lambda: later)) as again:
        assert again.last_saved_at == later
