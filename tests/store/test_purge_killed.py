"""A purge that is killed anywhere has not been begun, or is finished at the next start."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store.files import NOW
from store.purge_world import GONE, KEPT, NEEDLE, Clock, holding, item, make

from smdesk.desk import Desk
from smdesk.operations import backup, opening, purge, register_check
from smdesk.store import file

TOUCHES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect", "shutil.copyfile"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("world"))


def opened(place: Path) -> Desk:
    clock = Clock()
    clock.moment = NOW + timedelta(days=60)
    return opening.open_desk(place / "data", clock=clock)


def in_a_child(work: Callable[[], None]) -> bool:
    """Do it in a process of its own; whether it was killed at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), "it was killed, or came to its end"
    return status == signal.SIGKILL


def killed_at_file(place: Path, number: int, do: Callable[..., object] = purge.purge) -> bool:
    """Purge, and be killed before a file is touched for the `number`th time."""

    def work() -> None:
        touched = 0

        def hear(event: str, arguments: tuple) -> None:
            nonlocal touched
            if event in TOUCHES and any(str(place) in str(one) for one in arguments[:2]):
                touched += 1
                if touched == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        with closing(opened(place)) as desk:
            sys.addaudithook(hear)
            do(desk, *([[item()]] if do is purge.purge else []), second_folder=place / "delad")

    return in_a_child(work)


def killed_in_sqlite(place: Path, number: int) -> bool:
    """Purge, and be killed in the midst of what SQLite does to the open register, in its `number`th part."""

    def work() -> None:
        parts = 0

        def count() -> int:
            nonlocal parts
            parts += 1
            if parts == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return 0

        with closing(opened(place)) as desk:
            desk.store.connection.set_progress_handler(count, 200)
            purge.purge(desk, [item()], second_folder=place / "delad")

    return in_a_child(work)


def names(place: Path) -> list[str]:
    return [Path(one).name for one in holding(place / "data", place / "delad")]


def see_to(place: Path, before: list[str]) -> bool:
    """Start again as the program does; whether it was purged. All is whole either way."""
    with closing(opened(place)) as desk:
        backup.sweep(desk.folder)
        report = purge.finish_owed(desk, place / "delad")
        assert report is None or report.unreached == ()
        assert purge.owed(desk) is None
        assert desk.store.post.get(2).text == KEPT
        assert register_check.check_desk(desk) == []
        is_purged = NEEDLE not in desk.store.post.get(1).text
        if is_purged:
            assert desk.store.post.get(1).text == GONE
            assert holding(place / "data", place / "delad") == []
            for one in backup.backups(desk.folder, place / "delad", backup.own_name(desk)):
                file.verify(one.path)
        else:
            assert report is None
            # SQLite may leave the way back of what it had not begun to write.
            assert [one for one in names(place) if one != f"{file.NAME}-journal"] == before, "nothing is touched"
    return is_purged


@pytest.mark.parametrize(("kill", "stride"), [(killed_at_file, 9), (killed_in_sqlite, 23)])
def test_killed_anywhere_it_is_not_begun_or_finished_at_the_next_start(made, tmp_path, kill, stride):
    before, outcomes, number = names(made), [], 1
    while True:
        place = tmp_path / str(number)
        shutil.copytree(made, place)
        was_killed = kill(place, number)
        outcomes.append(see_to(place, before))
        shutil.rmtree(place)
        if not was_killed:
            break
        number += stride
    assert outcomes[0] is (kill is killed_at_file), "no file is touched before its rows are emptied, and it is owed"
    assert outcomes[-1] is True
    assert outcomes == sorted(outcomes), "from one moment on it is done"
    assert len(outcomes) > 10, outcomes


def test_a_kill_while_what_is_owed_is_seen_to_is_no_matter(made, tmp_path):
    place = tmp_path / "w"
    shutil.copytree(made, place)
    before, number = names(place), 25
    assert killed_at_file(place, number)
    while killed_at_file(place, number, purge.finish_owed):
        number += 40
    assert number > 100
    assert see_to(place, before)
