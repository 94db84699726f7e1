"""The window ”Gallring”: no decision, no gallring; under one all that may go does, and its protocol is kept."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui.every_dialog import settle
from ui.incoming.test_protect import answered, holding
from ui.incoming.test_protect import second as second  # the fixture
from ui.incoming.test_protect import told as told

from smdesk.domain.purge import Owed, Place
from smdesk.domain.retention import Decision
from smdesk.operations import evidence, inbound, inbound_view, purge, retention, retention_purge
from smdesk.store import purge as rows
from smdesk.ui.inbound.decision import decision_dialog
from smdesk.ui.inbound.facts import FactsWindow
from smdesk.ui.inbound.retention import RetentionWindow
from smdesk.ui.kit.form import FormDialog

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
DECISION = Decision(number="SSA 2025:17", decided_on=date(2025, 3, 4), classes="minor", months=0)


@pytest.fixture
def dialog(page, desk, qtbot):
    """The window over the page, with what the test has entered before it asks for it."""

    def make() -> RetentionWindow:
        made = RetentionWindow(page.window(), desk, page.window())
        made.open()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


def test_without_a_decision_nothing_can_be_purged(dialog, desk):
    made = dialog()
    assert made.focusWidget() is made.new
    assert not made.go.isEnabled()
    made.purge_now()
    assert retention_purge.made(desk) == []
    made.filter._chips["may_not"].click()
    assert made.list.rows()
    assert all("Det finns inget gallringsbeslut" in row.subtitle for row in made.list.rows())


def test_a_decision_is_typed_and_its_number_is_hers(page, desk, qtbot):
    made = decision_dialog(page.window(), desk)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert made.form.editors["number"].value() == ""
    made.form.complete()
    assert made.isVisible()
    made.form.show_values({"number": "SSA 1", "decided_on": date(2026, 1, 2), "classes": ("minor",), "months": 12})
    QTest.keyClick(made, Key.Key_Return, Ctrl)
    assert not made.isVisible()
    assert [(one.number, one.classes, one.months) for one in retention.decisions(desk)] == [("SSA 1", "minor", 12)]


def test_what_may_go_goes_and_the_protocol_is_kept(dialog, desk, told, second, opened, qtbot):
    retention.decide(desk, DECISION)
    inbound.change(desk, replace(inbound.get(desk, told), category="question"))
    if inbound.get(desk, told).is_open:
        inbound.close(desk, told)
    made = dialog()
    count = len(retention_purge.proposed(desk, 1).may)
    assert made.go.text() == f"Gallra {count}…"
    answered("Gallra")
    made.go.click()
    qtbot.waitUntil(lambda: bool(retention_purge.made(desk)) and bool(retention_purge.made(desk)[0].paper))
    qtbot.waitUntil(made.filter.isVisible)
    assert holding(desk.folder, second) == []
    assert "Gallringsprotokollet är sparat" in made.told.accessibleName()
    assert not made.go.isEnabled()
    assert desk.undo_step is None
    done = retention_purge.made(desk)[0]
    assert len(done.record.ids) == count
    made.filter._chips["made"].click()
    made.list.opened.emit(done.record.id)
    assert opened[-1].endswith(evidence.locate(desk, done.paper.id).name)
    assert inbound_view.view(desk, told).line.one.is_purged
    QTest.keyClick(made, Key.Key_Escape)
    assert not made.isVisible()


def test_no_means_no(dialog, desk):
    retention.decide(desk, DECISION)
    made = dialog()
    answered("Avbryt")
    made.go.click()
    assert retention_purge.made(desk) == []


def test_a_decision_is_taken_away_and_comes_back(dialog, desk, monkeypatch):
    retention.decide(desk, DECISION)
    made = dialog()
    made.decisions.setFocus()
    QTest.keyClick(made.decisions, Key.Key_Delete)
    assert retention.decisions(desk) == []
    QTest.keyClick(made, Key.Key_Z, Ctrl)
    assert [one.number for one in retention.decisions(desk)] == ["SSA 2025:17"]
    asked: list[str] = []
    monkeypatch.setattr(FormDialog, "exec", lambda form: asked.append(form.windowTitle()))
    made.decisions.setFocus()
    QTest.keyClick(made.decisions, Key.Key_Return)
    assert asked == ["Ändra gallringsbeslut"]


def test_the_class_of_an_item_is_chosen_among_its_facts(page, desk, ids):
    made = FactsWindow(page.window(), desk, ids["question"])
    made.show()
    assert made.form.editors["retention"].input.currentText() == "Efter ärendetypen: Tillfällig eller ringa betydelse"
    made.form.editors["retention"].show_value("kept")
    made.form.complete()
    assert inbound.get(desk, ids["question"]).retention == "kept"


def test_it_is_opened_by_its_command(page, desk, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(RetentionWindow, "exec", lambda made: seen.append(made.windowTitle()))
    page.window().run("retention")
    assert seen == ["Gallring"]


def test_what_is_owed_is_said_on_idag_and_in_the_settings_until_the_disk_is_let_go(window, desk, second):
    owed = Owed(at=desk.now(), items=[], files=frozenset(), left=frozenset({Place.SECOND}))
    with desk.step("purge.done", undoable=False):
        desk.store.setting.put(rows.KEY, rows.to_json(owed))
    window.open("today")
    settle()
    assert "står kvar i kopiorna i den andra mappen" in window.page("today").owed.accessibleName()
    window.open("settings")
    settle()
    button = next(one for one in window.findChildren(QPushButton) if one.text().startswith("Kopiorna i den andra"))
    assert button.isVisible()
    answered("De finns inte")
    button.click()
    assert purge.owed(desk) is None
    assert not button.isVisible()
    window.open("today")
    settle()
    assert not window.page("today").owed.isVisible()
