"""What is purged is in no byte of any file that can be reached, and all else is whole."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store.files import NOW
from store.purge_world import GONE, KEPT, NEEDLE, Clock, files_in, holding, item, make

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError
from smdesk.domain.purge import Item, Place
from smdesk.operations import backup, opening, post, purge, register_check
from smdesk.store import file
from smdesk.words import problem_text
from smdesk.words.purge import report_lines

LATER = NOW + timedelta(days=60)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("world"))


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path / "w")
    return tmp_path / "w"


def opened(place: Path) -> Desk:
    clock = Clock()
    clock.moment = LATER
    return opening.open_desk(place / "data", clock=clock)


@pytest.fixture
def desk(place):
    with closing(opened(place)) as made:
        yield made


def test_the_world_has_it_everywhere(place):
    found = holding(place / "data", place / "delad")
    names = {Path(one).name for one in found}
    assert {file.NAME, "min egen kopia.db", "ersatt-20261101-101112.db"} <= names
    assert (place / "data" / file.BACKUPS / "ersatt-20261101-101112.db-journal").stat().st_size > 0
    assert {f"register-version-{number}.db" for number in (1, 3, 7)} <= names
    assert sum(".partial-" in one for one in found) == 4
    assert sum("/delad/" in one and one.endswith(".db") for one in found) == 3
    assert sum(f"/{file.EVIDENCE}/" in one and one.endswith(".png") for one in found) == 2


def test_it_is_in_no_byte_afterwards(desk, place):
    report = purge.purge(desk, [item()], "Inlägg 1", second_folder=place / "delad")
    assert holding(place / "data", place / "delad") == []
    assert report.unreached == ()
    assert not list((place / "data" / file.BACKUPS).glob("*-journal"))
    assert report.done == frozenset(Place)
    assert dict(report.copies) == {Place.HOME: 8, Place.SECOND: 3}
    assert report.files == 2, "the picture of its own, here and there"
    assert report.unfinished == 4
    assert report.rows["post"] == 1
    assert report.rows["evidence"] == 2
    assert report.rows["post_text"] > 0
    assert report.elsewhere == {}
    assert purge.owed(desk) is None
    assert desk.store.post.get(1).text == GONE
    assert desk.store.post.get(2).text == KEPT


def test_nothing_can_be_undone_and_the_journal_tells_of_it(desk, place):
    post.write(desk, desk.store.post.get(2), [1], texts={1: f"Hej {NEEDLE}"})
    post.write(desk, desk.store.post.get(2), [1])
    desk.undo()
    desk.redo()
    assert desk.undo_step is not None
    purge.purge(desk, [item()], "Inlägg 1")
    assert desk.undo_step is None
    assert desk.redo_step is None
    log = desk.store.connection.execute("select count(*) from step_log where inverse like '%' || ? || '%'", [NEEDLE])
    assert log.fetchone() == (0,)
    told = [one for one in desk.store.journal.all() if one.step == "purge"]
    assert ("post", 1, "Inlägg 1") in [(one.subject, one.subject_id, one.about) for one in told]
    assert desk.undo() is None


def test_the_register_and_every_copy_are_whole_and_can_be_restored(desk, place):
    purge.purge(desk, [item()], second_folder=place / "delad")
    assert register_check.check_desk(desk) == []
    problems, _ = register_check.check_folder(desk.folder)
    assert problems == []
    own = backup.own_name(desk)
    for one in backup.backups(desk.folder, place / "delad", own):
        restored = backup.restore(desk, one.path)
        assert restored.problems == []
        assert desk.store.post.get(1).text == GONE
        assert desk.store.post.get(2).text == KEPT
        assert register_check.check_desk(desk) == [], one.path.name
    assert holding(place / "data", place / "delad") == []


def test_older_copies_keep_their_shape_and_all_else(desk, place):
    copies = [place / "data" / f"register-version-{number}.db" for number in (1, 3, 7)]
    before = [shape(one) for one in copies]
    purge.purge(desk, [item()])
    assert [shape(one) for one in copies] == before


def shape(path: Path) -> object:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("select name, sql from sqlite_schema order by name").fetchall()
        rows = {
            name: connection.execute(f"select * from {name} where {'id != 1' if name == 'post' else 1}").fetchall()
            for name, sql in tables
            if sql and sql.casefold().startswith("create table")
        }
        return tables, rows, connection.execute("pragma user_version").fetchone(), path.stat().st_mode


def test_a_file_that_something_else_has_too_stays(desk, place):
    purge.purge(desk, [item()], second_folder=place / "delad")
    for evidence in (place / "data" / file.EVIDENCE, *(place / "delad").glob(f"*/{file.EVIDENCE}")):
        contents = sorted(one.read_bytes()[8:] for one in evidence.iterdir())
        assert contents == [b"annans", b"delas"]


def test_what_is_not_ours_is_left_alone(desk, place):
    zip_before = (place / "zip" / "egen.zip").read_bytes()
    shutil.copyfile(place / "zip" / "egen.zip", place / "data" / file.BACKUPS / "egen.zip")
    report = purge.purge(desk, [item()])
    assert (place / "data" / file.BACKUPS / "anteckning.db").read_bytes() == b"nothing of ours"
    assert (place / "zip" / "egen.zip").read_bytes() == zip_before
    assert [Path(one).name for one in report.zips] == ["egen.zip"]
    said = "\n".join(report_lines(report))
    assert "egen.zip är din egen" in said
    assert "någon annanstans nås inte" in said


def test_a_row_that_is_another_by_the_same_number_stays(desk, place):
    (made_at,) = desk.store.connection.execute("select created_at from post where id = 1").fetchone()
    report = purge.purge(desk, [item(created_at=made_at), item(2, created_at="1999-01-01T00:00:00Z")])
    assert desk.store.post.get(1).text == GONE
    assert desk.store.post.get(2).text == KEPT, "it is another post"
    assert report.rows["post"] == 1


def test_the_same_text_elsewhere_is_told(desk, place):
    post.write(desk, desk.store.post.get(2), [1], texts={1: f"Svar på: {NEEDLE}, först så"})
    with desk.step("post.write"):
        text = desk.store.post.get(1)
        desk.store.connection.execute("update post set text = ? where id = 1", [f"{NEEDLE}, först så"])
        assert text
    report = purge.purge(desk, [item()])
    assert report.elsewhere["placement.text"] == 1
    assert report.elsewhere["placement.fold"] == 1
    assert "Samma text står också" in "\n".join(report_lines(report))


def test_a_disk_that_is_not_there_is_owed_and_seen_to_when_it_is_back(desk, place):
    (place / "delad").rename(place / "urkopplad")
    report = purge.purge(desk, [item()], second_folder=place / "delad")
    assert holding(place / "data") == []
    assert len(holding(place / "urkopplad")) == 4
    (problem,) = purge.problems(report)
    assert problem.code == "purge.second"
    assert "mappen finns inte" in problem_text(problem)
    again = purge.finish_owed(desk, place / "delad")
    assert again is not None
    assert not again.done
    (place / "delad").mkdir()  # a mount point without its disk
    desk._clock.moment += timedelta(hours=1)
    backup.back_up(desk, place / "delad")
    purge.finish_owed(desk, place / "delad")
    owed = purge.owed(desk)
    assert owed is not None
    assert owed.left == {Place.SECOND}, "copies from after the purge are not those it was owed for"
    shutil.rmtree(place / "delad")
    (place / "urkopplad").rename(place / "delad")
    report = purge.finish_owed(desk, place / "delad")
    assert report is not None
    assert purge.problems(report) == []
    assert purge.owed(desk) is None
    assert holding(place / "data", place / "delad") == []
    assert purge.finish_owed(desk, place / "delad") is None


def test_a_disk_that_was_lost_is_let_go_of(desk, place):
    report = purge.purge(desk, [item()])
    (problem,) = purge.problems(report)
    assert problem.code == "purge.second_unknown"
    purge.let_go(desk)
    assert purge.owed(desk) is None


def test_two_purges_are_owed_together(desk, place):
    (place / "delad").rename(place / "urkopplad")
    purge.purge(desk, [item()], second_folder=place / "delad")
    purge.purge(desk, [item(2)], second_folder=place / "delad")
    owed = purge.owed(desk)
    assert owed is not None
    assert [one.row_id for one in owed.items] == [1, 2]
    (place / "urkopplad").rename(place / "delad")
    purge.finish_owed(desk, place / "delad")
    assert holding(place / "data", place / "delad") == []
    assert not any(KEPT.encode() in one.read_bytes() for one in files_in(place / "data", place / "delad"))


def test_what_is_restored_from_where_it_could_not_be_reached_comes_back_without_it(desk, place):
    shutil.copytree(place / "delad", place / "urkopplad")
    shutil.rmtree(place / "delad")
    purge.purge(desk, [item()], second_folder=place / "delad")
    source = next((place / "urkopplad").glob("*/*.db"))
    backup.restore(desk, source)
    assert desk.store.post.get(1).text == GONE
    owed = purge.owed(desk)
    assert owed is not None
    assert owed.left == {Place.HOME, Place.SECOND}, "the files that came with it are still to go"
    purge.finish_owed(desk, place / "delad")
    assert holding(place / "data") == []
    assert [one.code for one in register_check.check_desk(desk)] == ["purge.owed_second"]
    (place / "urkopplad").rename(place / "delad")
    purge.finish_owed(desk, place / "delad")
    assert holding(place / "data", place / "delad") == []
    assert purge.owed(desk) is None
    assert register_check.check_desk(desk) == []


def test_what_a_register_from_outside_says_is_owed_is_not_believed(desk, place, tmp_path):
    own = desk.store.setting.get("office")
    copy = backup.backups(desk.folder)[0].path
    shutil.copyfile(copy, tmp_path / "utifrån.db")
    with closing(file.connect(tmp_path / "utifrån.db")) as foreign:
        foreign.execute("insert into setting (key, value) values ('purge.owed', ?)", [owed_by_a_stranger(place)])
    backup.restore(desk, tmp_path / "utifrån.db")
    assert purge.owed(desk) is None
    assert own


def owed_by_a_stranger(place: Path) -> str:
    from smdesk.domain.purge import Owed
    from smdesk.store.purge import to_json

    return to_json(Owed(at=NOW, items=[Item(table="account", row_id=1, values={"name": ""})],
                        files=frozenset(), left=frozenset(Place)))  # fmt: skip


@pytest.mark.parametrize("text", ["x", "{}", "[]", "3", '{"at": "x"}', '{"at":"2026-01-01T00:00:00Z","items":[1]}'])
def test_a_setting_that_another_program_has_spoilt_owes_nothing(desk, text):
    with desk.step("setting"):
        desk.store.setting.put("purge.owed", text)
    assert purge.owed(desk) is None
    assert purge.finish_owed(desk) is None


def test_a_copy_that_is_damaged_is_told_and_tried_again_until_it_is_gone(desk, place):
    copy = backup.backups(desk.folder)[0].path
    data = bytearray(copy.read_bytes())
    data[4096:12288] = b"\xa5" * 8192
    copy.write_bytes(data)
    report = purge.purge(desk, [item()], second_folder=place / "delad")
    (problem,) = purge.problems(report)
    assert (problem.code, problem.values["file"]) == ("purge.copy", str(copy))
    assert copy.read_bytes() == data, "what cannot be read is left as it is"
    assert set(holding(place / "data", place / "delad")) <= {str(copy)}
    owed = purge.owed(desk)
    assert owed is not None
    assert owed.left == {Place.HOME}
    copy.unlink()
    purge.finish_owed(desk, place / "delad")
    assert purge.owed(desk) is None


def test_a_file_with_another_name_too_is_not_written_over(desk, place):
    """A backup that IT takes may be made of such names: what is theirs is not turned into zeros."""
    copy = backup.backups(desk.folder)[0].path
    before = copy.read_bytes()
    (place / "it.db").hardlink_to(copy)
    picture = next(path for path in (place / "data" / file.EVIDENCE).iterdir() if NEEDLE.encode() in path.read_bytes())
    (place / "it.png").hardlink_to(picture)
    purge.purge(desk, [item()])
    assert (place / "it.db").read_bytes() == before
    assert NEEDLE.encode() in (place / "it.png").read_bytes()
    assert holding(place / "data") == []


def test_a_link_is_taken_away_and_not_followed(desk, place):
    picture = next(path for path in (place / "data" / file.EVIDENCE).iterdir() if NEEDLE.encode() in path.read_bytes())
    (place / "annat.png").write_bytes(picture.read_bytes())
    picture.unlink()
    picture.symlink_to(place / "annat.png")
    purge.purge(desk, [item()])
    assert not picture.is_symlink()
    assert NEEDLE.encode() in (place / "annat.png").read_bytes()


def test_a_copy_that_is_being_made_meanwhile_is_told_and_made_again(desk, place):
    copying = backup.begin(desk)
    purging = purge.begin(desk, [item()])
    report = purge.finish(purging)
    with pytest.raises(CannotSaveError):
        backup.finish(copying)
    purge.settle(desk, report)
    assert holding(place / "data") == []
    assert backup.back_up(desk) == []
