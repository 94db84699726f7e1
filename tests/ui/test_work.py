"""Work beside the window, and what reaches the top: the answer and the error come to the main thread."""

import gc
import logging
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from smdesk.domain.problem import Problem, RefusedError
from smdesk.ui.frame.crash import Catcher, places
from smdesk.ui.kit.work import Pieces, in_background


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


def test_a_cancelled_job_lives_until_its_thread_has_answered(qtbot):
    go = threading.Event()
    job = in_background(go.wait, print)
    alive = weakref.ref(job)
    job.cancel()
    del job
    gc.collect()
    assert alive() is not None, "it must not die in the task's thread"
    go.set()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and alive() is None)


def test_work_in_pieces_lets_the_window_in_between_and_the_newest_is_done(qtbot):
    def work(answer, count):
        for _ in range(count):
            end = time.perf_counter() + 0.005
            while time.perf_counter() < end:
                pass
            yield
        return answer

    parent, seen = QObject(), []
    pieces = Pieces(parent)
    pieces.run(work("kort", 1), seen.append)
    assert seen == ["kort"], "at once"
    pieces.run(work("glömt", 50), seen.append)
    pieces.run(work("långt", 20), seen.append)
    assert seen == ["kort"]
    qtbot.waitUntil(lambda: seen == ["kort", "långt"])
    pieces.run(work("stängt", 50), seen.append)
    pieces.forget()
    assert not pieces.isActive()


CRASH = "from smdesk.ui.frame.crash import Catcher; import faulthandler, pathlib, sys; made = Catcher("
CRASH += "pathlib.Path(sys.argv[1]), print, print); made.install(); print(made.crashed, flush=True); "


def test_what_a_crash_wrote_is_kept_and_told_of_once(tmp_path):
    def session(end):
        command = [sys.executable, "-c", CRASH + end, tmp_path]
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout.strip()
        return None if told == "None" else Path(told)

    assert session("faulthandler._sigsegv()") is None
    kept = session("")
    assert "Segmentation fault" in kept.read_text()
    assert session("") is None
    assert kept.exists()


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
