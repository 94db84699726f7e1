"""Files that are taken in beside the window: counted, cancelled, and what went wrong told once."""

import pytest
from PySide6.QtCore import QObject
from ui.pictures import picture

from smdesk.domain.evidence import Subject
from smdesk.domain.problem import BadInputError, Problem
from smdesk.operations import evidence
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.intake import Intake

BAD = Problem("media.nothing_to_paste")


@pytest.fixture
def intake(qapp):
    parent = QObject()
    made = Intake(parent)
    made.told = []
    made.failed.connect(made.told.append)
    yield made
    parent.deleteLater()


def twice(number: int) -> int:
    if number < 0:
        raise BadInputError(BAD)
    return 2 * number


def test_all_that_failed_is_told_once_when_the_last_has_come(intake, qtbot):
    kept = []
    with qtbot.waitSignal(intake.ended):
        intake.take([1, -1, 2, -2], twice, kept.append, [BAD])
        assert len(intake.under_way) == 4
    assert sorted(kept) == [2, 4]
    assert intake.told == [[BAD, BAD, BAD]]
    assert intake.under_way == {}


def test_what_is_refused_when_it_is_laid_in_is_told_too(intake, qtbot):
    def refuse(_answer: int) -> None:
        raise BadInputError(BAD)

    with qtbot.waitSignal(intake.ended):
        intake.take([1], twice, refuse)
    assert intake.told == [[BAD]]


def test_one_that_is_cancelled_is_not_heard_of(intake, qtbot):
    kept = []
    intake.take([1, 2], twice, kept.append)
    intake.cancel(next(iter(intake.under_way)))
    qtbot.waitUntil(lambda: not intake.under_way)
    assert kept == [4]


def test_what_is_a_mistake_of_ours_is_raised(intake, qtbot):
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(intake.ended):
        intake.take(["x"], int, print)
    assert [kind for kind, *_ in raised] == [ValueError]


def test_a_document_that_was_refused_is_not_said_to_be_saved(qtbot, desk, look, memory, tmp_path, monkeypatch):
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    window.show()
    window.open("account", 1)
    tab = window.page("account").panel.tab(3)
    tab.show_account(1)
    told, problems = [], []
    monkeypatch.setattr(window, "tell", told.append)
    tab._intake.failed.connect(problems.extend)
    monkeypatch.setattr(type(window), "tell_problems", lambda _self, _problems: None)
    with qtbot.waitSignal(tab._intake.ended):
        tab.keep([picture(tmp_path, "beslut.png")])
    assert told == ["beslut.png är sparad"]
    desk.lock_writing(Problem("file.damaged", values={"file": "register.db", "why": "sida 3"}))
    with qtbot.waitSignal(tab._intake.ended):
        tab.keep([picture(tmp_path, "nytt.png", "red")])
    assert told == ["beslut.png är sparad"]
    assert [one.code for one in problems] == ["file.damaged"]
    assert "nytt.png" not in [one.name for one in evidence.files(desk, Subject.ACCOUNT, 1)]
