"""When a backup is due, what it holds, and what the desk knows of it afterwards."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.domain.problem import BadInputError
from smdesk.operations import backup, opening, register_check
from smdesk.store import file


class Clock:
    moment = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with closing(opening.begin(tmp_path / "data", office="Sdf", person=Person(name="S"), clock=clock)) as made:
        yield made


def test_a_register_is_backed_up_once_for_each_time_it_changed(desk, clock):
    assert backup.is_changed(desk)
    assert backup.last_backup(desk) is None
    backup.back_up(desk)
    assert not backup.is_changed(desk)
    assert backup.last_backup(desk) == clock.moment
    clock.moment += timedelta(hours=4)
    assert not backup.is_changed(desk), "nothing has been done"
    opening.rename_office(desk, "Annat")
    assert backup.is_changed(desk)


def test_what_a_killed_session_saved_is_backed_up_by_the_next(desk, clock, tmp_path):
    backup.back_up(desk)
    clock.moment += timedelta(minutes=30)
    opening.rename_office(desk, "Annat")
    desk.store.close()  # as a kill leaves it
    with closing(opening.open_desk(tmp_path / "data", clock=clock)) as next_session:
        assert backup.is_changed(next_session)
        backup.back_up(next_session)
        assert not backup.is_changed(next_session)
    with closing(opening.open_desk(tmp_path / "data", clock=clock)) as quiet:
        assert not backup.is_changed(quiet)


def test_a_copy_from_a_clock_that_ran_ahead_is_not_taken_for_the_newest(desk, clock):
    right = clock.moment
    clock.moment += timedelta(days=400)
    backup.back_up(desk)
    clock.moment = right + timedelta(days=1)
    assert backup.last_backup(desk) is None
    assert backup.is_changed(desk)
    backup.back_up(desk)
    assert len(backup.backups(desk.folder)) == 2


def test_what_is_done_while_a_copy_is_being_checked_is_backed_up_next_time(desk, clock):
    copying = backup.begin(desk)
    opening.rename_office(desk, "Annat")
    backup.finish(copying)
    assert backup.is_changed(desk)
    clock.moment += timedelta(days=1)
    backup.back_up(desk)
    newest, older = backup.backups(desk.folder)
    assert newest.taken_at > older.taken_at
    backup.restore(desk, older.path)
    assert opening.office(desk) == "Sdf"


def test_the_register_is_never_written_over_by_its_own_copy(desk):
    with pytest.raises(BadInputError):
        backup.write_zip(desk, desk.folder / file.NAME)


def test_the_check_finds_the_register_whole_and_tells_how_large_it_is(desk):
    problems, counts = register_check.check_folder(desk.folder)
    assert problems == []
    assert counts["konton"] == 0


def test_the_check_finds_lines_that_were_taken_out_of_the_journal(desk):
    desk.store.connection.execute("drop trigger journal_is_not_deleted")
    desk.store.connection.execute("delete from journal where id = 2")
    assert [one.code for one in register_check.check_desk(desk)] == ["register.journal"]
    problems, _ = register_check.check_folder(desk.folder)
    assert [one.code for one in problems] == ["restore.lacks"]
