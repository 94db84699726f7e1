"""A register that may only be read: what would change it cannot be asked for, and can again when it may be changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.problem import Problem
from smdesk.domain.routine import Pause, PauseKind
from smdesk.operations import opening, routine
from smdesk.ui.frame.commands import COMMANDS
from smdesk.ui.frame.pages import PAGES
from smdesk.ui.frame.palette import commands_like
from smdesk.ui.frame.window import Window

WRITING = {
    "today": {"Nytt inlägg"},
    "calendar": {"Nytt inlägg"},
    "inbound": {"Registrera"},
    "account": {"Lägg till konto…", "Läs in kontolista…"},
    "routine": set(),  # each of its tabs is read when it is shown
    "procedure": {"Avsluta ett konto…"},
    "media": {"Lägg till…"},
    "settings": {"Säkerhetskopiera nu"},
}


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    return made


def lock(window):
    window.desk.lock_writing(Problem("file.damaged", values={"file": "register.db", "why": "sida 3"}))
    window.lock("Registret är skadat", "Återställ…", lambda: None)


def states(widget, texts):
    """Whether the buttons with these texts that are on the screen can be pressed."""
    shown = [one for one in widget.findChildren(QPushButton) if one.text() in texts and one.isVisible()]
    assert {one.text() for one in shown} == set(texts)
    return {one.isEnabled() for one in shown}


def test_no_command_that_writes_is_offered(window, desk):
    opening.rename_office(desk, "Annat namn")
    lock(window)
    writing = {one.id for one in COMMANDS if one.writes}
    assert {"undo", "redo", "post.new", "account.import", "procedure.start"} < writing
    assert not writing & window._possible()
    assert not [one for one in writing if window.menus._actions[one].isEnabled()]
    assert not [one for one in commands_like("", window._possible()) if one.command in writing]
    assert commands_like("exportera", window._possible()), "what only reads goes on"
    with desk.replacing_file():
        pass
    assert window.menus._actions["post.new"].isEnabled()


def test_no_button_of_a_page_writes_and_all_can_be_pressed_again(window, desk):
    for page in PAGES:  # some are open when the register is locked, the others are opened after
        if page.key in ("today", "account"):
            window.open(page.key)
    lock(window)
    for page in PAGES:
        window.open(page.key)
        assert states(window.page(page.key), WRITING[page.key]) <= {False}, page.key
    with desk.replacing_file():
        pass
    for page in PAGES:
        window.open(page.key)
        assert states(window.page(page.key), WRITING[page.key]) <= {True}, page.key


def test_no_row_offers_to_change_what_it_shows(window, desk):
    routine.add_pause(desk, Pause(kind=PauseKind.ABSENCE, first_day=desk.today(), last_day=desk.today()))
    window.open("routine")
    window.page("routine").tabs.setCurrentIndex(3)
    posts, pauses = window.page("today").posts.list, window.page("routine").pauses.list
    assert "Publicera…" in {one.button for one in posts.rows()}
    assert {one.button for one in pauses.rows()} == {"Avsluta"}
    lock(window)
    window.open("today")
    assert {one.button for one in posts.rows()} <= {"Öppna", ""}
    assert {one.button for one in pauses.rows()} == {""}
    window.open("calendar")
    assert not window.page("calendar").head.log.isEnabled()


def test_what_is_built_while_it_is_locked_cannot_be_pressed_either(window, desk):
    lock(window)
    window.open("account", 1)
    account = {"Ändra…", "Status", "Avsluta…", "Lägg till…", "Profilen är kontrollerad i dag", "Lägg in lösenord…"}
    texts = {one.text() for one in window.page("account").findChildren(QPushButton) if one.isVisible()}
    assert states(window.page("account"), account & texts) == {False}
    assert len(account & texts) >= 5
    window.open("procedure", 1)
    assert states(window.page("procedure"), {"Avbryt avslutet…"}) == {False}
    window.open("routine")
    tabs = window.page("routine").tabs
    for number, text in ((2, "Ny uppgift…"), (3, "Lägg in paus…")):
        tabs.setCurrentIndex(number)
        assert states(window.page("routine"), {text}) == {False}


def test_no_row_can_be_ticked_or_looks_as_if_it_could(window, desk, qtbot):
    window.open("routine")  # its other tabs are made while it is locked
    rounds, page = window.page("today").rounds.list, window.page("routine")
    window.open("today")
    at = next(number for number, row in enumerate(rounds.rows()) if row.check is False)
    index = rounds.model().index(at, 0)
    before = rounds.grab(rounds.visualRect(index)).toImage()
    lock(window)
    assert rounds.grab(rounds.visualRect(index)).toImage() != before
    rounds.setCurrentIndex(index)
    qtbot.keyClick(rounds, Qt.Key.Key_Space)
    assert rounds.rows()[at].check is False
    window.open("routine")
    page.tabs.setCurrentIndex(2)
    ticks = [rounds, page.duties.listed.list, page.duties.history]
    held = Qt.ItemFlag.ItemIsUserCheckable
    assert not [one for one in ticks for n in range(len(one.rows())) if one.model().index(n, 0).flags() & held]
    with desk.replacing_file():
        pass
    window.open("today")
    assert index.model().index(at, 0).flags() & held
