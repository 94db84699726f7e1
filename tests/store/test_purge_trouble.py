"""A purge that something stands in the way of: told, owed, and done when it can be."""

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from store.files import NOW, as_ordinary_user
from store.purge_world import GONE, NEEDLE, Clock, holding, item, make

from smdesk.domain.problem import CannotSaveError, Problem, RefusedError
from smdesk.domain.purge import Place
from smdesk.operations import backup, opening, purge, register_check
from smdesk.store import file
from smdesk.words import problem_text, step_text
from smdesk.words.purge import report_lines


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("world"))


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture
def desk(place):
    clock = Clock()
    clock.moment = NOW + timedelta(days=60)
    with closing(opening.open_desk(place / "data", clock=clock)) as made:
        yield made


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """A disk on which no file gets larger than `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_copies_as_they_were_and_is_told(desk, place):
    purging = purge.begin(desk, [item()])
    before = {one.path: one.path.read_bytes() for one in backup.backups(desk.folder)}
    with no_file_over(50_000):
        report = purge.finish(purging)
    assert Place.HOME not in report.done
    told = [problem_text(one) for one in purge.problems(report) if one.code == "purge.copy"]
    assert len(told) >= len(before)
    assert all("disken är full" in one and "försöker igen" in one for one in told)
    assert all(path.read_bytes() == content for path, content in before.items() if "ersatt" not in path.name)
    assert not list((place / "data").rglob(".partial-*"))
    purge.settle(desk, report)
    purge.finish_owed(desk, place / "delad")
    assert holding(place / "data", place / "delad") == []
    assert purge.owed(desk) is None


def test_a_register_that_another_reads_is_emptied_and_written_anew_later(desk, place):
    """It is emptied at once; the bytes that are left over go when nobody reads the file."""
    with closing(sqlite3.connect(place / "data" / file.NAME, isolation_level=None)) as reader:

        def read(tables: frozenset[str]) -> None:
            if "post" in tables:
                reader.execute("begin")
                reader.execute("select count(*) from post").fetchone()

        desk.listen(read)
        purging = purge.begin(desk, [item()], second_folder=place / "delad")
        reader.execute("rollback")
    report = purge.finish(purging)
    (problem,) = purge.problems(report)
    assert problem.code == "purge.live"
    assert "försöker igen vid nästa start" in problem_text(problem)
    assert desk.store.post.get(1).text == GONE
    purge.settle(desk, report)
    owed = purge.owed(desk)
    assert owed is not None
    assert owed.left == {Place.LIVE}
    purge.finish_owed(desk, place / "delad")
    assert purge.owed(desk) is None
    assert holding(place / "data", place / "delad") == []


def test_what_is_refused_or_cannot_be_saved_changes_nothing(desk, place):
    before = holding(place / "data", place / "delad")
    undo = desk.undo_step

    def refuse() -> None:
        raise RefusedError(Problem("post.gone"))

    with pytest.raises(RefusedError):
        purge.begin(desk, [item()], also=refuse)
    desk.lock_writing(Problem("file.damaged", values={"file": "x", "why": "y"}))
    with pytest.raises(CannotSaveError):
        purge.purge(desk, [item()])
    assert purge.finish_owed(desk) is None
    assert purge.owed(desk) is None
    assert desk.undo_step is undo
    assert holding(place / "data", place / "delad") == before


def test_what_is_done_with_it_is_one_step(desk):
    purge.begin(desk, [item()], "Inlägg 1", also=lambda: opening.rename_office(desk, "Annat"))
    assert opening.office(desk) == "Annat"
    lines = [one for one in desk.store.journal.all() if one.step == "purge"]
    assert {one.subject for one in lines} >= {"post", "setting", "post_text", "evidence"}
    assert step_text("purge") == "gallra"


def test_a_second_folder_that_may_not_be_written_is_told_and_owed(desk, place, open_place):
    shutil.copytree(place / "delad", open_place / "delad")
    for path in (open_place / "delad").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    purge.purge(desk, [item()])
    purging = purge.begin_owed(desk, open_place / "delad")
    assert purging is not None
    with as_ordinary_user():
        report = purge.finish(purging)
    assert not report.done
    told = [problem_text(one) for one in purge.problems(report)]
    assert len(told) == 4
    assert all("får inte skrivas i" in one for one in told)


@pytest.mark.parametrize("shut", ["delad", "delad/*", "delad/*/evidence"])
def test_a_second_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(desk, place, open_place, shut):
    shutil.copytree(place / "delad", open_place / "delad")
    for path in (open_place / "delad").rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)
    purge.purge(desk, [item()])
    (folder,) = open_place.glob(shut)
    folder.chmod(0o000)
    purging = purge.begin_owed(desk, open_place / "delad")
    assert purging is not None
    with as_ordinary_user():
        report = purge.finish(purging)
    folder.chmod(0o755)
    assert not report.done
    assert {one.code for one in purge.problems(report)} == {"purge.second"}


def test_a_file_that_only_copies_told_of_and_that_could_not_go_is_remembered(desk, place, open_place):
    shutil.copytree(place / "delad", open_place / "delad")
    for path in (open_place / "delad", *(open_place / "delad").rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    with desk.step("evidence.remove"):
        desk.store.evidence.remove(1)
    purge.purge(desk, [item()])
    (evidence,) = (open_place / "delad").glob("*/evidence")
    evidence.chmod(0o555)
    purging = purge.begin_owed(desk, open_place / "delad")
    assert purging is not None
    with as_ordinary_user():
        report = purge.finish(purging)
    purge.settle(desk, report)
    assert len(list(evidence.iterdir())) == 3, "written over, but it could not be taken away"
    evidence.chmod(0o755)
    purge.finish_owed(desk, open_place / "delad")
    assert len(list(evidence.iterdir())) == 2
    assert holding(open_place) == []
    assert purge.owed(desk) is None


def test_the_report_tells_what_is_not_reached(desk, place):
    report = purge.purge(desk, [item()], second_folder=place / "delad")
    assert report_lines(report) == [
        "Borttaget ur registret. Det går inte att ångra.",
        "Säkerhetskopior som är omskrivna utan texten: 11.",
        "Filer (underlag) som är borttagna: 2.",
        "Halvskrivna filer som är borttagna: 4.",
        "Zip-kopior och utskrifter som du har sparat någon annanstans nås inte härifrån. Ta bort dem själv.",
    ]


def test_restoring_without_a_window_carries_what_is_owed(desk, place):
    shutil.move(place / "delad", place / "urkopplad")
    purge.purge(desk, [item()], second_folder=place / "delad")
    desk.close()
    source = next((place / "urkopplad").glob("*/*.db"))
    backup.restore_files(place / "data", source, NOW + timedelta(days=61))
    with closing(opening.open_desk(place / "data")) as again:
        assert NEEDLE not in again.store.post.get(1).text
        shutil.move(place / "urkopplad", place / "delad")
        purge.finish_owed(again, place / "delad")
        assert purge.owed(again) is None
        assert register_check.check_desk(again) == []
    assert holding(place / "data", place / "delad") == []


def test_a_register_restored_to_an_empty_folder_owes_what_it_says(desk, place, tmp_path):
    """On a new computer nobody else knows of the second folder's debt."""
    shutil.move(place / "delad", place / "urkopplad")
    purge.purge(desk, [item()], second_folder=place / "delad")
    backup.write_zip(desk, tmp_path / "flytt.zip")
    backup.restore_files(tmp_path / "ny", tmp_path / "flytt.zip", NOW + timedelta(days=61))
    with closing(opening.open_desk(tmp_path / "ny")) as moved:
        owed = purge.owed(moved)
        assert owed is not None
        assert owed.left == {Place.SECOND}
