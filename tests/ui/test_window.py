"""The window around the pages: opening, reloading, undo, keys, folding and being told."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QMargins, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton

from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, RefusedError, Severity
from smdesk.domain.record import record
from smdesk.operations import opening, routine
from smdesk.settings import Settings
from smdesk.ui.frame.commands import COMMANDS, MENUS, key_list
from smdesk.ui.frame.pages import PAGES, PageSpec
from smdesk.ui.frame.palette import PaletteDialog, commands_like
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.page import Page
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.theme import Tone


class Noting(Page):
    """A page that notes what it is told."""

    title = "Sida"
    tables = frozenset({"setting"})
    commands = frozenset({"find", "post.new"})

    def __init__(self, desk, frame):
        super().__init__(desk, frame)
        self.reloads, self.ran, self.subject = 0, [], 0
        self.box.addWidget(label("En sida"))
        self.box.addWidget(QPushButton("Knapp"))

    def reload(self):
        self.reloads += 1

    def show_subject(self, subject_id):
        self.subject = subject_id

    def run(self, command):
        self.ran.append(command)
        return True


@record
class Spec(PageSpec):
    def make(self, desk, frame):
        return Noting(desk, frame)


@pytest.fixture
def window(qtbot, desk, look, memory):
    pages = [Spec(page.key, page.title, page.icon, "") for page in PAGES]
    made = Window(desk, look, memory, pages=pages)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_page_is_made_when_first_opened_and_reloads_only_when_something_it_shows_changed(window, desk):
    assert set(window._pages) == {"today"}
    window.open("account", 7)
    today, account = window.page("today"), window.page("account")
    assert (today.reloads, account.reloads, account.subject) == (1, 1, 7)
    opening.rename_office(desk, "Norrviks stadsdelsförvaltning")
    assert account.reloads == 2
    assert today.reloads == 1, "a hidden page waits"
    window.open("today")
    assert today.reloads == 2
    window.open("account")
    assert account.reloads == 2, "nothing has changed since"
    assert window.sidebar._office.text() == "Norrviks stadsdelsförvaltning"


def test_undo_and_redo_are_named_and_done_by_key(window, desk, qtbot):
    office = opening.office(desk)
    opening.rename_office(desk, "Annat namn")
    assert window.menus._actions["undo"].text() == "&Ångra: ange förvaltningens namn"
    assert not window.menus._actions["redo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opening.office(desk) == office
    assert window._toast.text() == "Ångrat: ange förvaltningens namn"
    assert window.menus._actions["redo"].text() == "&Gör om: ange förvaltningens namn"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert opening.office(desk) == "Annat namn"


def test_ctrl_and_a_number_opens_the_page(window, qtbot):
    for number, spec in enumerate(PAGES, 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.current_key() == spec.key
        heard = {key: QAccessible.queryAccessibleInterface(one) for key, one in window.sidebar.places.items()}
        assert {one.role() for one in heard.values()} == {QAccessible.Role.Button}
        assert [key for key, one in heard.items() if one.text(QAccessible.Text.Description) == "visas nu"] == [spec.key]


def test_a_command_goes_to_its_page_and_one_for_here_only_where_it_can_be_done(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "calendar"
    assert window.page("calendar").ran == ["week.go"]
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.page("calendar").ran == ["week.go", "find"]
    assert not window.menus._actions["delete"].isEnabled()


@pytest.mark.parametrize("asked", ["post.new", "request.new", "post.log"])
def test_what_is_written_from_another_page_leaves_her_there(qtbot, desk, look, memory, asked):
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
        window.open("today")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    over, on, count = [], window.focusWidget(), len(desk.store.post.all())

    def write():
        dialog = QApplication.activeModalWidget()
        over.append(dialog.parentWidget().window())
        many = {"channels": ("Stockholms stad på Facebook",)} if asked == "request.new" else {"accounts": (1,)}
        dialog.form.show_values({"text": "Öppet hus", "day": desk.today(), **many})
        dialog.form.complete()
        dialog.close()

    QTimer.singleShot(0, write)
    window.run(asked)
    assert (over, len(desk.store.post.all())) == ([window], count + 1)
    assert (window.current_key(), window.focusWidget()) == ("today", on)


def test_the_sidebar_folds_when_narrow_and_keeps_its_names(window, look):
    place = window.sidebar.places["today"]
    assert not window.sidebar.folded
    wide = window.sidebar.width()
    window.resize(1000, 700)
    QApplication.processEvents()
    assert window.sidebar.folded
    assert window.sidebar.width() < wide / 2
    assert place.accessibleName() == f"Idag, {window.today.look().late} varav något är sent"
    window.resize(1280, 800)
    QApplication.processEvents()
    assert not window.sidebar.folded
    look.use("light", 200)
    QApplication.processEvents()
    assert window.sidebar.folded, "the text counts, not the pixels"


def test_a_text_size_that_comes_before_the_window_is_shown_is_worn_by_all_of_it(qtbot, desk, look, memory):
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    look.use("light", 200)
    size = QApplication.font().pointSizeF()
    parts = (window.menuBar(), window.sidebar, window.sidebar.places["today"])
    assert [one.font().pointSizeF() for one in parts] == [size] * 3
    window.open("today")
    window.show()
    assert [one.font().pointSizeF() for one in parts] == [size] * 3
    assert window.sidebar.folded


def test_the_numbers_in_the_sidebar_follow_each_step_and_read_no_more_than_it_changed(window, desk):
    place = window.sidebar.places["today"]
    before = window.today.look().late
    asked = []
    desk.store.connection.set_trace_callback(asked.append)
    opening.rename_office(desk, "Norrviks stadsdelsförvaltning")
    line = next(one for one in window.today.look().rounds if one.state == "overdue")
    asked.clear()
    routine.tick(desk, *line.round.key)
    assert place.accessibleName() == f"Idag, {before - 1} varav något är sent"
    assert asked
    assert not [one for one in asked if re.search(r'from "(post|placement|procedure|duty)"', one)]
    asked.clear()
    window.open("calendar")
    window.open("today")
    desk.store.connection.set_trace_callback(None)
    assert not [one for one in asked if 'from "tick"' in one], "turning a page counts nothing again"


def test_in_a_register_that_may_not_be_changed_nothing_is_undone(window, desk, qtbot):
    opening.rename_office(desk, "Annat namn")
    desk.lock_writing(Problem("file.damaged", values={"file": "register.db", "why": "sida 3"}))
    window.lock("Registret är skadat", "Till inställningarna", lambda: window.open("settings"))
    assert not window.menus._actions["undo"].isEnabled()
    assert not window._read_only.isVisible(), "one banner says why, not two"
    window.run("undo")
    assert opening.office(desk) == "Annat namn"
    qtbot.waitUntil(window._locked.isVisible)
    with desk.replacing_file():
        pass
    assert window._locked is None


def test_banners_stand_as_far_in_as_the_pages_and_take_no_room_when_none_shows(window, desk):
    page = window.page("today")
    QApplication.processEvents()
    assert window._stack.y() == 0
    window.offer("Det här är exempeldata.", Tone.ACCENT)
    desk.lock_writing(Problem("file.damaged", values={"file": "register.db", "why": "sida 3"}))
    window.lock("Registret är skadat", "Återställ…", lambda: None)
    QApplication.processEvents()
    late, offered = (one for one in window.findChildren(Banner) if one.isVisible())
    if late is not window._locked:
        late, offered = offered, late
    left = page.mapTo(window, page.box.geometry().topLeft()).x()
    assert [one.mapTo(window, QPoint()).x() for one in (late, offered)] == [left, left]
    assert late.geometry().bottom() < offered.y()
    offered.hide()
    with desk.replacing_file():
        pass
    QApplication.processEvents()
    assert window._stack.y() == 0


def test_focus_stays_on_the_page_when_what_had_it_is_gone(window, desk):
    page = window.page("today")
    page.reload = page.findChild(QPushButton).hide
    other = QPushButton("En annan")
    page.box.addWidget(other)
    other.show()
    page.findChild(QPushButton).setFocus()
    opening.rename_office(desk, "Annat namn")
    assert window.focusWidget() is other


@pytest.mark.parametrize("size", [(640, 360), (1024, 700), (3840, 2160)])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_window_takes_every_size_it_is_given(window, look, size, percent):
    look.use("light", percent)
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size


def test_who_works_and_when_it_was_saved_stand_in_the_sidebar(window, desk):
    opening.set_person(desk, Person(name="Vikarie", function="samordnare"))
    assert window.sidebar._person.words == "Vikarie"
    assert window.sidebar._works.text() == "Arbetar nu"
    assert window.sidebar._person.accessibleName() == "Arbetar nu: Vikarie, samordnare, byt"
    assert window.sidebar._saved.text() == "Sparat 09:12"


def test_problems_are_told_in_words(window, monkeypatch):
    said = []
    monkeypatch.setattr("smdesk.ui.kit.ask.tell", lambda _parent, _title, text, **_how: said.append(text))
    window.tell_problems(RefusedError(Problem("person.name")).problems)
    assert said == ["Ange namn eller funktion."]
    window.tell_problems([Problem("person.name", Severity.WARN)])
    assert window._toast.text() == "Ange namn eller funktion."
    assert len(said) == 1


def test_theme_and_text_size_are_worn_and_remembered(qtbot, desk, look):
    kept = []
    memory = Memory(Settings(theme="light"), kept.append)
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    window.run("theme.dark")
    window.run("text.larger")
    assert (look.current().name, look.percent) == ("dark", 125)
    assert (kept[-1].theme, kept[-1].text_percent) == ("dark", 125)
    window.run("text.normal")
    assert kept[-1] == replace(kept[0], text_percent=100)


def test_the_palette_finds_commands_by_their_words(window, qtbot):
    dialog = PaletteDialog(window, window._possible(), None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setText("inlägg nytt")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result_found.command == "post.new"
    found = [one.command for one in commands_like("kalender", window._possible())]
    assert found[0] == "page.calendar"
    assert {"calendar.week", "calendar.month", "calendar.list", "calendar.filter"} <= set(found)


def test_every_command_is_whole():
    ids = [one.id for one in COMMANDS]
    assert len(ids) == len(set(ids))
    keys = [one.keys for one in COMMANDS if one.keys]
    assert len(keys) == len(set(keys)), "a key does one thing"
    assert {one.menu for one in COMMANDS} <= {*MENUS, ""}
    assert {one.page for one in COMMANDS} <= {"", "here", *(page.key for page in PAGES)}
    assert ("Ctrl+K", "Sök eller hoppa till") in key_list()
    assert ("Ctrl+Skift+F", "Filtrera kalendern") in key_list()
    assert not any("Shift" in keys for keys, _words in key_list()), "the menus say Skift"


def test_every_control_around_the_pages_has_a_name(window):
    for button in window.findChildren(QPushButton):
        face = QAccessible.queryAccessibleInterface(button)
        assert face.text(QAccessible.Text.Name), button
        assert min(button.width(), button.height()) >= 24, button.accessibleName()


def test_at_first_start_the_window_and_its_frame_are_within_the_screen(qtbot, desk, look, memory):
    made = Window(desk, look, memory, last_backup=desk.now)
    qtbot.addWidget(made)
    framed = made.geometry().marginsAdded(QMargins(1, 31, 1, 1))  # the thinnest frame there is, with its title
    assert made.screen().availableGeometry().contains(framed)
