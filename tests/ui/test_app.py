"""The program around the window: first run, a register that cannot be opened, one window, and the last backup."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from smdesk import settings
from smdesk.app import Program
from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from smdesk.domain.post import Post
from smdesk.domain.problem import CannotOpenError
from smdesk.domain.purge import Item
from smdesk.domain.series import Series, Unit
from smdesk.operations import backup, opening, post, purge, series
from smdesk.store import file
from smdesk.ui.frame.instance import DOOR, Instance
from smdesk.ui.frame.window import Window
from smdesk.ui.start.first_run import FirstRun
from smdesk.ui.start.restore import RestoreWindow

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def program(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(Program, "_install_catcher", lambda self, folder: None)  # pytest has hooks of its own
    made = Program(qapp)
    yield made
    if made.window:
        made.window.close()
    made.leave()
    made.theme.use("light")


@pytest.fixture
def folder(tmp_path):
    write_demo(tmp_path / "data", now=NOW)
    return tmp_path / "data"


def painted(qtbot, program):
    qtbot.waitUntil(lambda: bool(backup.backups(program.desk.folder)))


def test_a_first_run_asks_two_things_and_goes_on_with_the_list(program, qtbot, tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(Window, "run", lambda self, command: ran.append(command))
    assert program.open(tmp_path / "nytt")
    first = program.window
    assert isinstance(first, FirstRun)
    first._go("account.import")
    assert opening.is_new(tmp_path / "nytt"), "nothing is begun before both are told"
    first.form.show_values({"office": "Söderviks stadsdelsförvaltning", "name": "Samordnare"})
    first._go("account.import")
    assert isinstance(program.window, Window)
    painted(qtbot, program)
    assert opening.office(program.desk) == "Söderviks stadsdelsförvaltning"
    assert program.desk.person.name == "Samordnare"
    qtbot.waitUntil(lambda: "account.import" in ran)


def test_the_demo_has_a_folder_of_its_own(program, qtbot, tmp_path):
    program.open(tmp_path / "smdesk")
    program.window._try_demo.click()
    painted(qtbot, program)
    assert program.desk.folder == tmp_path / "smdesk-exempel"
    assert opening.is_new(tmp_path / "smdesk")


def test_trying_the_demo_again_shows_a_world_of_today(program, tmp_path):
    write_demo(tmp_path / "smdesk-exempel", now=NOW - timedelta(days=400))
    program.open(tmp_path / "smdesk")
    program.window._try_demo.click()
    (newest,) = program.desk.store.connection.execute("select max(day) from tick").fetchone()
    assert date.fromisoformat(newest) > program.desk.today() - timedelta(days=14)


def test_a_demo_world_that_is_open_is_left_to_its_window(program, tmp_path, monkeypatch):
    monkeypatch.setattr("smdesk.ui.frame.instance.PATIENCE_S", 0)
    write_demo(tmp_path / "gammal", now=NOW - timedelta(days=400))
    before = (tmp_path / "gammal" / file.NAME).read_bytes()
    lock = opening.hold(tmp_path / "gammal")
    with pytest.raises(CannotOpenError, match=r"file\.in_use"):
        program.open(tmp_path / "gammal", demo=True)
    lock.release()
    assert (tmp_path / "gammal" / file.NAME).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all"])
def test_a_register_that_cannot_be_opened_is_told_and_a_copy_is_read_back(program, qtbot, folder, monkeypatch, content):
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        backup.back_up(desk)
    (folder / file.NAME).write_bytes(content)
    program.open(folder)
    shown = program.window
    assert isinstance(shown, RestoreWindow)
    assert (folder / file.NAME).read_bytes() == content
    assert len(shown.list.rows()) == 1

    def press(box):
        next(one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.DestructiveRole).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    shown._latest.click()
    assert isinstance(program.window, Window)
    kept = [one for one in backup.backups(folder) if one.replaced]
    assert kept[0].path.read_bytes() == content
    painted(qtbot, program)


def test_damage_found_after_the_first_paint_makes_the_register_read_only(program, qtbot, folder):
    with closing(sqlite3.connect(folder / file.NAME)) as connection:
        connection.execute("pragma foreign_keys=off")
        connection.execute("insert into placement (post_id, account_id, permalink) values (99999, 1, '')")
        connection.commit()
    program.open(folder)
    qtbot.waitUntil(lambda: not program.desk.may_write)
    before = (folder / file.NAME).read_bytes()
    program.leave()
    program.desk = None
    assert (folder / file.NAME).read_bytes() == before
    assert backup.backups(folder) == [], "a damaged register takes no good copy's place"


def test_what_was_done_is_backed_up_when_the_window_is_left(program, qtbot, folder):
    program.open(folder)
    painted(qtbot, program)
    shutil.rmtree(folder / file.BACKUPS)
    opening.rename_office(program.desk, "Annat")
    program.window.close()
    program.leave()
    program.desk = None
    (copy,) = backup.backups(folder)
    with closing(sqlite3.connect(copy.path)) as connection:
        assert connection.execute("select value from setting where key = 'office'").fetchone() == ("Annat",)


def office_in(copy: backup.BackupFile) -> str:
    with closing(sqlite3.connect(copy.path)) as connection:
        return connection.execute("select value from setting where key = 'office'").fetchone()[0]


def test_a_session_in_which_nothing_has_changed_yet_is_backed_up_every_four_hours(program, qtbot, folder):
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        backup.back_up(desk)
    program.open(folder)
    qtbot.waitUntil(lambda: program._backups is not None and program._backups.timer.isActive())
    assert program._backups.timer.interval() == 4 * 60 * 60 * 1000
    opening.rename_office(program.desk, "Annat")
    program._backups.timer.timeout.emit()
    qtbot.waitUntil(lambda: "Annat" in map(office_in, backup.backups(folder)))


def test_a_purge_that_was_killed_is_finished_at_the_next_start(program, qtbot, folder):
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        text = max((one.text for one in desk.store.post.all()), key=len)
        gone = [one.id for one in desk.store.post.all() if one.text == text]
        backup.back_up(desk)
        values = {"text": "", "fold": ""}
        purge.begin(desk, [Item(table="post", row_id=one, values=values) for one in gone])
    (copy,) = backup.backups(folder)
    assert text.encode() in copy.path.read_bytes()
    program.open(folder)
    qtbot.waitUntil(lambda: program.desk is not None and purge.owed(program.desk) is None)
    assert not any(text.encode() in one.path.read_bytes() for one in backup.backups(folder))


@pytest.mark.qt_log_ignore("raise\\(\\)", extend=True)
@pytest.mark.parametrize("begun", [True, False])
def test_a_second_start_asks_the_first_window_forward_whatever_it_shows(program, qtbot, tmp_path, begun):
    folder = tmp_path / "data"
    if begun:
        write_demo(folder, now=NOW)
    program.open(folder)
    qtbot.waitUntil(lambda: program.instance.listens)
    for _ in range(2):
        with qtbot.waitSignal(program.instance.asked), ThreadPoolExecutor() as other:
            held = other.submit(lambda: Instance(None).hold(folder))
            qtbot.waitUntil(held.done)
        assert not held.result()
    assert program.instance.holds


def test_a_window_that_was_killed_is_not_asked(program, tmp_path, monkeypatch):
    monkeypatch.setattr("smdesk.ui.frame.instance.PATIENCE_S", 0)
    (tmp_path / DOOR).touch()
    lock = opening.hold(tmp_path)
    with pytest.raises(CannotOpenError, match=r"file\.in_use"):
        Instance(program).hold(tmp_path)
    lock.release()
    assert Instance(program).hold(tmp_path)


def test_a_folder_that_something_silent_holds_is_told_of_in_a_window(program, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr("smdesk.ui.frame.instance.PATIENCE_S", 0.2)
    monkeypatch.setattr("smdesk.ui.kit.ask.tell", lambda _parent, title, text, **_how: said.append((title, text)))
    opening.prepare(tmp_path)
    lock = opening.hold(tmp_path)
    with pytest.raises(CannotOpenError, match=r"file\.in_use"):
        program.start(tmp_path)
    lock.release()
    assert said[0][0] == "smdesk kan inte öppnas"
    assert "redan öppet" in said[0][1]
    assert program.start(tmp_path), "it is free again"


def test_a_folder_that_the_settings_name_and_is_gone_is_not_made_anew(qapp, tmp_path):
    gone = tmp_path / "delad disk" / "smdesk"
    settings.save(settings.config_folder(), settings.Settings(data_folder=str(gone)))
    program = Program(qapp)
    with pytest.raises(CannotOpenError, match=r"file\.missing"):
        program.open(gone)
    assert not gone.exists()


def test_a_broken_settings_file_is_told_once_and_kept(program, tmp_path):
    place: Path = settings.config_folder()
    place.mkdir(parents=True)
    for broken in ("{", "[]", '{"theme": "rosa"}', '{"text_percent": 5000}', '{"columns": {"x": ["bred"]}}'):
        (place / settings.NAME).write_text(broken, "utf-8")
        found, problems = settings.load(place)
        assert found == settings.Settings()
        assert [one.code for one in problems] == ["settings.broken"]
        assert Path(str(problems[0].values["file"])).read_text("utf-8") == broken
    assert settings.load(place) == (settings.Settings(), [])


def test_series_are_filled_up_when_the_register_is_opened_and_when_a_day_begins(program, qtbot, folder):
    now = datetime.now(STOCKHOLM)
    begun = now - timedelta(days=10)
    with closing(opening.open_desk(folder, clock=lambda: begun)) as desk:
        one = post.write(desk, Post(text="Fika", day=begun.date(), time="10:00"), [1]).post
        series.start(desk, one.id, Series(unit=Unit.DAY, starts_on=begun.date()))
    program.open(folder)
    desk, window = program.desk, program.window
    desk._clock = lambda: now
    window._minute_passed()
    painted(qtbot, program)

    def made_until() -> date:
        (one,) = desk.store.post.series.all()
        return one.made_until

    assert made_until() == now.date() + series.AHEAD
    steps = len(desk.store.history.undoable)
    desk._clock = lambda: now + timedelta(days=2)
    for _ in range(2):
        window._minute_passed()
    assert made_until() == now.date() + timedelta(days=2) + series.AHEAD
    assert desk.undo_step.name == "series.top_up"
    assert len(desk.store.history.undoable) == steps + 1, "once a day"
