"""The journal: only added to, by nobody but the steps, and without texts that may be secret."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account, StatusChange
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.operations import account, opening
from smdesk.operations.account_history import history
from smdesk.store.history import TOLD_ANEW

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


def test_a_large_import_tells_of_each_account_and_counts_the_rest(desk):
    with desk.step("import"):
        for number in range(300):
            made = desk.store.account.add(Account(name=f"Konto {number}", platform="facebook"))
            desk.store.account.statuses.add(StatusChange(account_id=made.id, day=NOW.date(), status=made.status))
    found = [(one.subject, one.subject_id, one.field, one.new) for one in lines(desk, "import")]
    assert found[:-1] == [("account", row.id, "+", None) for row in desk.store.account.all()]
    assert found[-1] == ("account_status", None, "insert", "300")
    assert history(desk, desk.store.account.all()[-1].id)


def test_a_text_being_typed_is_told_once_and_what_is_public_each_time(desk):
    now = NOW
    desk._clock = lambda: now
    post = desk.store.post.add(Post(text=""))

    def typed(merge="write:s1", **values):
        with desk.step("post.write", merge=merge):
            desk.store.post.change(replace(desk.store.post.get(post.id), **values))

    for number in range(20):
        typed(text="Fika"[:number])
    typed(text="Fika på torsdag", day=NOW.date())
    typed(text="Fika på torsdag kl. 10", time="10:00")
    told = [(one.field, one.new) for one in lines(desk, "post.write")]
    assert told == [("", None), ("day", "2026-11-24"), ("time", "10:00")]
    now = NOW + TOLD_ANEW
    typed(text="Fika på torsdag kl. 10!")
    typed(text="Fika på torsdag kl. 10!!")
    assert len(lines(desk, "post.write")) == 4, "so that the newest line tells when something was saved"
    assert desk.store.journal.last_saved() == now
    typed("write:s2", text="En ny stund")
    typed("", text="Utan stund")
    typed("", text="Utan stund igen")
    assert len(lines(desk, "post.write")) == 7
    assert desk.store.journal.gaps() == 0


def test_a_second_row_of_the_same_sitting_is_told_too(desk):
    first, second = desk.store.post.add(Post(text="a")), desk.store.post.add(Post(text="b"))
    for number in range(3):
        for one in (first, second):
            with desk.step("post.write", merge="write:s1"):
                desk.store.post.change(replace(one, text=f"{one.text}{number}"))
    assert [one.subject_id for one in lines(desk, "post.write")] == [first.id, second.id]


@pytest.mark.parametrize("which", ["= (select max(id) from journal)", "> 3", "= 2"])
def test_lines_that_another_program_took_away_are_counted(desk, which):
    desk.store.connection.execute("drop trigger journal_is_not_deleted")
    gone = desk.store.connection.execute(f"delete from journal where id {which}").rowcount
    assert gone
    assert desk.store.journal.gaps() == gone


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
