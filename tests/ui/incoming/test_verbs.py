"""What is done with an item besides handling it: told of, opened again, joined, held, changed, with its files."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from ui.every_dialog import settle
from ui.incoming.items import at, keep
from ui.pictures import picture

from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Handling, InboundState, Registration
from smdesk.domain.problem import Problem
from smdesk.operations import evidence, inbound, inbound_view, registration, saved_reply
from smdesk.ui.frame.finding import search_of
from smdesk.ui.inbound.replies import SavedReplies
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.kit.rows import RowList


@pytest.fixture
def asked(monkeypatch):
    """Fill each window that opens in with these values, and complete it."""
    values: dict[str, object] = {}

    def fill_in(dialog) -> None:
        dialog.show()
        dialog.form.show_values({name: value for name, value in values.items() if name in dialog.form.editors})
        dialog.form.complete()
        assert not dialog.isVisible()

    monkeypatch.setattr(FormDialog, "open", fill_in)
    return values


def button(page, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible())


def in_menu(page, words: str) -> None:
    next(one for one in page.detail.head.more.menu().actions() if one.text() == words).trigger()
    settle()


def go(page, inbound_id: int) -> None:
    page.list.go_to(inbound_id)
    settle()


def kinds(desk, inbound_id: int) -> list[EventKind]:
    return [one.kind for one in inbound.happened(desk, inbound_id)]


def test_what_waits_comes_back_and_the_sender_is_told_how_it_goes(page, desk, ids, asked):
    go(page, ids["waiting"])
    asked["words"] = "Vi har fått det"
    button(page, "Statusbesked…").click()
    button(page, "Tillbaka från handläggare…").click()
    settle()
    assert inbound.get(desk, ids["waiting"]).state is InboundState.OPEN
    assert kinds(desk, ids["waiting"])[-2:] == [EventKind.STATUS_TOLD, EventKind.BACK]
    told = [row.title for row in page.detail.about.happened.rows()]
    assert told == ["Registrerat", "Vidarebefordrat", "Statusbesked lämnat", "Tillbaka från handläggare"]
    assert page.detail.choices.current() is Handling.ANSWER, "she has the answer now"


def test_a_closed_item_is_opened_again(page, desk, ids):
    go(page, ids["answered"])
    assert not page.detail.choices.isVisible()
    assert "Den öppnar när" in page.detail.head._reply._words.text()
    button(page, "Öppna igen").click()
    settle()
    assert inbound.get(desk, ids["answered"]).is_open
    assert page.detail.choices.isVisible()


def test_a_conversation_is_seen_walked_through_parted_and_joined(page, desk, ids, asked):
    go(page, ids["thread"])
    rows = page.detail.about.joined.rows()
    assert [row.title for row in rows] == ["Är sångstunden inställd?", "Någon som vet?"]
    page.detail.about.joined.opened.emit(rows[1].id)
    settle()
    assert page.list.current() == rows[1].id
    in_menu(page, "Ta ut ur tråden")
    assert not page.detail.about._joined.isVisible()
    third = keep(desk, "Och på fredag?", at(24, "08:00"), "question", 7)
    asked["others"] = (ids["thread"], third.id)
    in_menu(page, "Slå ihop med…")
    assert len(page.detail.about.joined.rows()) == 3


def test_it_is_held_from_purging_and_the_reason_is_seen(page, desk, ids, asked):
    go(page, ids["question"])
    asked["words"] = "Utlämnande begärt"
    in_menu(page, "Gallringsstopp…")
    assert inbound.get(desk, ids["question"]).hold_reason == "Utlämnande begärt"
    assert page.detail.about._note.text() == "Gallringsstopp: Utlämnande begärt"


def test_the_kind_is_chosen_and_the_ways_follow_it(page, desk, ids):
    go(page, ids["unknown"])
    assert page.detail.way().line.category is None
    number = page.detail.head._keys.index("document_request")
    page.detail.head.kind.setCurrentIndex(number)
    page.detail.head.kind.activated.emit(number)
    settle()
    assert inbound.get(desk, ids["unknown"]).category == "document_request"
    assert page.detail.choices.current() is Handling.DOCUMENT_REQUEST
    assert "Fråga varken" in page.detail.way().advice.text()


def test_a_kind_is_suggested_where_nobody_has_chosen_one(page, desk, ids):
    go(page, ids["question"])
    assert not page.detail.head._suggestion.isVisible()
    go(page, ids["unknown"])
    assert page.detail.head._suggested.text().startswith("Förslag: Fråga, för att det står ")
    page.detail.head.take.click()
    settle()
    assert inbound.get(desk, ids["unknown"]).category == "question"
    assert not page.detail.head._suggestion.isVisible()


def test_registration_is_told_and_counted(page, desk, ids):
    go(page, ids["document"])
    registration.decide(desk, ids["document"], Registration.YES, "Besvaras inte genast")
    settle()
    assert page.detail.head._registration.text() == "ja: Besvaras inte genast"
    assert page.filters._chips["to_register"].text() == "Att diarieföra 1"


def test_a_screenshot_is_pasted_and_taken_away(page, window, desk, ids, qtbot, tmp_path):
    go(page, ids["question"])
    QGuiApplication.clipboard().setImage(QImage(str(picture(tmp_path, "x.png", "#333333"))))
    page.list.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    files = page.detail.about.files
    qtbot.waitUntil(lambda: len(evidence.files(desk, Subject.INBOUND, ids["question"])) == 1)
    assert files.list.rows()[0].title.startswith("Urklipp 2026-11-24")
    files._press(files.list.rows()[0].id)
    assert evidence.files(desk, Subject.INBOUND, ids["question"]) == []
    data = QMimeData()
    data.setText("bara text")
    QGuiApplication.clipboard().setMimeData(data)
    window.run("paste")
    assert "varken bild" in window._toast.text()


def test_what_is_protected_takes_no_files(page, desk, ids):
    go(page, ids["secret"])
    assert not page.detail.about._kept.isVisible()
    assert not page.detail.about.paste()


def test_saved_answers_are_kept_changed_and_removed(window, desk, ids, qtbot, monkeypatch):
    def fill_in(dialog) -> int:
        dialog.form.show_values({"name": "Snö", "text": "Vi plogar {plats}."})
        dialog.form.complete()
        return dialog.result()

    monkeypatch.setattr(FormDialog, "exec", fill_in)
    dialog = SavedReplies(window, desk, "fault")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.add()
    assert [one.name for one in saved_reply.all_replies(desk)] == ["Snö", "Tack", "Öppettider på lovet"]
    assert dialog.list.current() == next(one.id for one in saved_reply.all_replies(desk) if one.name == "Snö")
    dialog.list.opened.emit(dialog.list.current())
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert len(saved_reply.all_replies(desk)) == 2
    dialog.done(0)


def test_who_only_reads_sees_all_and_changes_nothing(window, desk, ids):
    desk.lock_writing(Problem("file.damaged", values={"file": "register.db", "why": "sida 3"}))
    window.open("inbound", ids["question"])
    settle()
    page = window.page("inbound")
    page.detail.complete()
    assert inbound.get(desk, ids["question"]).is_open
    writing = [one for one in page.detail.findChildren(QPushButton) if one.property("changes") and one.isVisible()]
    assert writing
    assert not any(one.isEnabled() for one in writing)
    assert not page.detail.head.kind.isEnabled()


def test_ctrl_r_opens_the_register_at_the_account_that_is_filtered(page, window, ids, monkeypatch, desk):
    asked: list[int] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: asked.append(dialog.one.account_id))
    own = inbound_view.view(desk, ids["fault"]).line.account
    page._choose_account(own.id)
    assert isinstance(page.list, RowList)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert asked == [own.id]


def test_ctrl_k_finds_it_and_goes_there_though_it_is_filtered_away(page, window, desk, ids):
    page.filters._chips["taken_away"].click()
    found = [one for one in search_of(desk)("lampan") if one.page == "inbound"]
    assert [one.title for one in found] == [
        "Lampan vid lekplatsen i Hamnparken har varit släckt i två veckor, det är kolsvart!"
    ]
    window.open(found[0].page, found[0].subject_id)
    settle()
    assert page.list.current() == ids["fault"]
    assert page.detail.inbound_id == ids["fault"]


def test_the_offices_hours_are_set_among_the_settings_and_move_the_time(window, desk, ids, monkeypatch):
    def fill_in(dialog) -> None:
        dialog.form.show_values({"opens": "09:00", "closes": "15:00"})
        dialog.form.complete()

    monkeypatch.setattr(FormDialog, "exec", fill_in)
    window.open("settings")
    settings = window.page("settings")
    assert settings.hours._source.isVisible(), "the hours are a proposal"
    settings.hours.edit()
    assert "09:00–15:00" in settings.hours._hours.text()
    assert not settings.hours._source.isVisible()
    window.open("inbound", ids["question"])
    settle()
    page = window.page("inbound")
    assert page.detail.head.pill.text() == "svara före 15:00 · 1 arbetsdag"
