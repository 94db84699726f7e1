"""Files on accounts, posts and steps: copied in, attached, described, taken away and found again."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account
from smdesk.domain.evidence import Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.domain.problem import CannotSaveError, RefusedError
from smdesk.domain.procedure_change import Abandon
from smdesk.domain.retention import Decision, PurgeRecord
from smdesk.operations import evidence, inbound, opening, procedure, retention

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    made.store.account.add(Account(name="Seniorhälsan"))
    made.store.post.add(Post(text="Öppet hus"))
    yield made
    made.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Öppna parken.JPG"
    path.write_bytes(b"not really a picture")
    return path


def rows(desk: Desk) -> list[tuple]:
    return desk.store.connection.execute("select * from evidence order by id").fetchall()


@contextmanager
def undone(desk: Desk, name: str) -> Iterator[None]:
    before = rows(desk)
    yield
    after = rows(desk)
    assert after != before
    assert desk.undo().name == name
    assert rows(desk) == before
    desk.redo()
    assert rows(desk) == after


@contextmanager
def refused(desk: Desk, code: str) -> Iterator[None]:
    before = rows(desk)
    with pytest.raises(RefusedError, match=re.escape(code)):
        yield
    assert rows(desk) == before


def test_a_file_is_copied_in_once_and_attached_to_what_it_belongs_to(desk, picture):
    kept = evidence.keep(desk.folder, picture)
    assert kept.sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    with undone(desk, "evidence.add"):
        one = evidence.attach(desk, Subject.POST, 1, kept, alt=" Gunga\n i sol ")
    assert (one.name, one.suffix, one.size, one.alt) == ("Öppna parken.JPG", "jpg", 20, "Gunga i sol")
    assert (one.added_at, one.added_by) == (NOW, "Samordnare")
    assert evidence.files(desk, Subject.POST, 1) == [one]
    assert evidence.files(desk, Subject.ACCOUNT, 1) == []
    assert evidence.locate(desk, one.id).read_bytes() == picture.read_bytes()
    again = evidence.keep(desk.folder, picture)
    assert evidence.attach(desk, Subject.POST, 1, again) == one, "the same file twice is one"
    assert len(list((desk.folder / "evidence").iterdir())) == 1


def test_any_file_is_evidence_of_a_step_but_a_post_holds_images(desk, tmp_path):
    paper = tmp_path / "beslut.pdf"
    paper.write_bytes(b"%PDF-")
    kept = evidence.keep(desk.folder, paper)
    procedure.begin_closure(desk, 1)
    assert evidence.attach(desk, Subject.STEP, 1, kept, kind="decision").kind == "decision"
    with refused(desk, "media.not_media"):
        evidence.attach(desk, Subject.POST, 1, kept)


def test_no_file_comes_to_or_leaves_a_step_of_a_run_that_is_over(desk, picture):
    run = procedure.begin_closure(desk, 1)
    one = evidence.attach(desk, Subject.STEP, 1, evidence.keep(desk.folder, picture))
    procedure.make(desk, run, Abandon(reason="Kontot behövs"))
    with refused(desk, "procedure.over"):
        evidence.attach(desk, Subject.STEP, 2, evidence.keep(desk.folder, picture))
    with refused(desk, "procedure.over"):
        evidence.detach(desk, one.id)
    with refused(desk, "procedure.over"), desk.step("evidence.add"):
        desk.store.evidence.add(replace(one, id=0, subject_id=2))


@pytest.mark.parametrize("subject", list(Subject))
def test_no_file_is_laid_on_what_is_gone(desk, picture, subject):
    with refused(desk, ".gone"):
        evidence.attach(desk, subject, 99, evidence.keep(desk.folder, picture))


def test_the_journal_knows_a_file_by_what_it_lies_on(desk, picture):
    procedure.begin_closure(desk, 1)
    inbound.register(desk, replace(inbound.new_item(desk, 1), text="När öppnar ni?"))
    decision = retention.decide(
        desk, Decision(number="SSA 2025:17", decided_on=date(2025, 3, 4), classes="minor", months=12)
    )
    desk.store.retention.records.add(PurgeRecord(decision_id=decision.id, at=desk.now(), items="1"))
    for subject in Subject:
        evidence.attach(desk, subject, 1, evidence.keep(desk.folder, picture))
    told = [one.about for one in desk.store.journal.all() if one.step == "evidence.add"]
    assert list(dict.fromkeys(told)) == [
        *("Seniorhälsan", "inlägg 1", "Seniorhälsan, A1", "Seniorhälsan, 24 nov", "SSA 2025:17, 2026-11-24")
    ]


def test_the_alternative_text_typed_in_one_sitting_is_one_step(desk, picture):
    one = evidence.attach(desk, Subject.POST, 1, evidence.keep(desk.folder, picture))
    with undone(desk, "evidence.alt"):
        for alt in ("G", "Gu", "Gunga"):
            assert evidence.set_alt(desk, one.id, alt, session="a").alt == alt
    count = desk.store.journal.count()
    evidence.set_alt(desk, one.id, "Gunga")
    assert desk.store.journal.count() == count


def test_a_file_is_detached_and_comes_back_by_undo(desk, picture):
    one = evidence.attach(desk, Subject.ACCOUNT, 1, evidence.keep(desk.folder, picture))
    with undone(desk, "evidence.remove"):
        evidence.detach(desk, one.id)
    desk.undo()
    assert evidence.locate(desk, one.id).is_file(), "the copy was left in place"


def test_a_file_that_is_missing_or_changed_is_told(desk, picture):
    one = evidence.attach(desk, Subject.ACCOUNT, 1, evidence.keep(desk.folder, picture))
    path = evidence.locate(desk, one.id)
    path.write_bytes(b"something else, and longer")
    with refused(desk, "evidence.changed"):
        evidence.locate(desk, one.id)
    path.unlink()
    with refused(desk, "evidence.missing"):
        evidence.locate(desk, one.id)
    for verb in (evidence.locate, evidence.detach, lambda *a: evidence.set_alt(*a, "x")):
        with refused(desk, "evidence.gone"):
            verb(desk, 99)


def test_a_file_that_cannot_be_read_is_told_and_leaves_nothing(desk, tmp_path):
    with pytest.raises(CannotSaveError):
        evidence.keep(desk.folder, tmp_path / "finns inte.jpg")
    assert list((desk.folder / "evidence").iterdir()) == []
