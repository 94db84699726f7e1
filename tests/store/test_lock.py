"""One window at a time: the lock is let go when its holder dies, and nothing in its file can keep it for ever."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from smdesk.domain.problem import CannotOpenError
from smdesk.store.lock import NAME, Lock

HOLDER = """
import sys, time
from pathlib import Path
from smdesk.store.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_holder_is_refused_in_words_until_the_first_lets_go(tmp_path):
    first = Lock(tmp_path)
    with pytest.raises(CannotOpenError) as found:
        Lock(tmp_path)
    assert found.value.problems[0].code == "file.in_use"
    first.release()
    Lock(tmp_path).release()


def test_the_lock_of_a_killed_program_is_free_at_once(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CannotOpenError):
            Lock(tmp_path)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    Lock(tmp_path).release()


@pytest.mark.parametrize("content", [b"", b"garbage " * 900, b"SQLite format 3\0" + b"\xff" * 5000])
def test_whatever_lies_in_the_lock_s_file_the_program_starts(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    lock = Lock(tmp_path)
    with pytest.raises(CannotOpenError):
        Lock(tmp_path)
    lock.release()


def test_a_lock_that_cannot_be_made_is_not_told_as_another_window(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(CannotOpenError) as found:
        Lock(tmp_path)
    assert found.value.problems[0].code == "file.lock"
    assert "unable to open" in str(found.value.problems[0].values["why"])


def test_the_lock_does_not_lock_the_register_itself(tmp_path):
    from smdesk.domain.person import Person
    from smdesk.operations import opening

    with closing(
        opening.begin(tmp_path / "data", office="Söderviks stadsdelsförvaltning", person=Person(name="S"))
    ) as desk:
        lock = Lock(desk.folder)
        opening.rename_office(desk, "Annat")
        lock.release()
