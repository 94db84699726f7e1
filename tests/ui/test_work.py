"""Work beside the window, and what reaches the top: the answer and the error come to the main thread."""

import logging
import threading

import pytest

from smdesk.domain.problem import Problem, RefusedError
from smdesk.ui.frame.crash import Catcher, places
from smdesk.ui.kit.work import in_background


def test_the_answer_comes_on_the_main_thread(qtbot):
    seen = []
    in_background(threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    [(worker, main)] = seen
    assert worker != main == threading.get_ident()


def test_a_failure_is_handed_over_or_raised_on_the_main_thread(qtbot):
    def fail():
        raise RefusedError(Problem("file.full"))

    seen = []
    in_background(fail, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert [problem.code for problem in seen[0].problems] == ["file.full"]
    with qtbot.capture_exceptions() as raised:
        in_background(fail, seen.append)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is RefusedError


def test_a_cancelled_job_is_not_heard_of(qtbot):
    seen, go = [], threading.Event()
    job = in_background(go.wait, seen.append)
    job.cancel()
    go.set()
    other = []
    in_background(lambda: 1, other.append)
    qtbot.waitUntil(lambda: bool(other))
    assert seen == []


@pytest.fixture
def catcher(tmp_path, qapp):
    told = []
    made = Catcher(tmp_path, lambda problems: told.append(list(problems)), told.append)
    made.told = told
    return made


def test_a_known_error_is_told_in_words_from_any_thread(catcher, qtbot):
    error = RefusedError(Problem("file.full"))
    thread = threading.Thread(target=lambda: catcher._hook(RefusedError, error, None))
    thread.start()
    thread.join()
    assert catcher.told == [], "not in that thread"
    qtbot.waitUntil(lambda: bool(catcher.told))
    assert catcher.told == [[Problem("file.full")]]


def test_a_bug_is_told_once_and_logged_without_values(catcher, qtbot, caplog, expect_log):
    secret = "hemligt lösenord"
    try:
        int(secret)
    except ValueError as error:
        with caplog.at_level(logging.ERROR, "smdesk"):
            catcher._hook(ValueError, error, error.__traceback__)
        written = places(ValueError, error.__traceback__)
    expect_log("ValueError")
    qtbot.waitUntil(lambda: bool(catcher.told))
    assert catcher.told == [catcher.log]
    assert "ValueError" in written
    assert "test_work.py" in written
    assert secret not in written + caplog.text
