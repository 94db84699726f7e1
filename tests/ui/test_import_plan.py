"""A plan taken in from the calendar: rows seen first, columns that can be chosen, one step."""

import pytest
from operations.routine_desk import Clock, add_account, begin, everything
from PySide6.QtWidgets import QLabel

from smdesk.ui.frame.window import Window
from smdesk.ui.importing.columns import NOT_READ
from smdesk.ui.importing.dialog import ImportDialog
from smdesk.ui.importing.kinds import PLAN

LIST = """Var;Datum;Kl;Manus;Läge
Seniorhälsan;26/11 2026;9.30;Fika <b>på</b> torsdag;utkast
Nya huset;26/11 2026;;Hej;
;;;En idé;idé
"""


@pytest.fixture
def empty(tmp_path):
    made = begin(tmp_path / "register", Clock("2026-11-24 09:12"))
    add_account(made, "Seniorhälsan")
    yield made
    made.close()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def dialog(qtbot, look, empty, heard):
    made = ImportDialog(None, empty, heard.append, PLAN)
    qtbot.addWidget(made)
    made.show()
    return made


def read(qtbot, dialog, path):
    dialog.open_file(path)
    settled(qtbot, dialog)


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_the_rows_are_seen_and_taken_as_one_step(qtbot, dialog, empty, heard, file):
    before = everything(empty)
    read(qtbot, dialog, file)
    assert everything(empty) == before
    assert dialog.summary.text() == "2 inlägg kan läsas in · 1 rad har fel"
    assert [row.subtitle for row in dialog.pane.bad.rows()] == ["rad 3, kolumn A · Konto"]
    model = dialog.pane.good.model()
    shown = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(2)]
    assert shown == [
        ["2", "26 nov 2026", "09:30", "Seniorhälsan", "utkast", "Fika <b>på</b> torsdag"],
        ["4", "", "", "", "idé", "En idé"],
    ]
    dialog.take()
    assert heard == ["2 inlägg inlästa från plan.csv. 1 rad är inte inläst. Ångra med Ctrl+Z."]
    empty.undo()
    assert everything(empty) == before


def test_a_column_can_be_read_as_another(qtbot, dialog, file):
    read(qtbot, dialog, file)
    combo = dialog.columns.combos[3]
    assert combo.currentText() == "Text"
    combo.setCurrentText("Anteckning")
    combo.activated.emit(combo.currentIndex())
    settled(qtbot, dialog)
    first = dialog.preview.good[0].values
    assert (first.get("text"), first["note"]) == (None, "Fika <b>på</b> torsdag")
    assert NOT_READ in [combo.itemText(index) for index in range(combo.count())]


def test_the_calendar_offers_it(qtbot, desk, look, memory):
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    window.open("calendar")
    window.show()
    window.page("calendar").run("post.import")
    assert window.findChild(ImportDialog).windowTitle() == "Läs in plan"
    window.findChild(ImportDialog).reject()


def test_rows_that_became_drafts_are_told_and_the_plan_can_be_taken_away_later(
    qtbot, look, dialog, empty, heard, file, monkeypatch
):
    said: list[str] = []
    monkeypatch.setattr("smdesk.ui.importing.dialog.tell", lambda _parent, title, text: said.extend([title, text]))
    file.write_text(
        "Var;Datum;Manus;Läge\nSeniorhälsan;26/11 2026;Ring 19811228-9874.;godkänt\n"
        "Seniorhälsan;26/11 2026;Fika;godkänt\n",
        "utf-8",
    )
    read(qtbot, dialog, file)
    dialog.take()
    title, text = said
    assert title == "En del rader är inlästa som utkast"
    assert text.splitlines()[-1] == "Rad 2: Ring 19811228-9874."
    assert "Fika" not in text
    again = ImportDialog(None, empty, heard.append, PLAN)
    qtbot.addWidget(again)
    again.show()
    (row,) = again._chooser.list.rows()
    assert (row.title, row.subtitle) == ("plan.csv", "tisdag 24 november 2026, kl. 09:12 · 2 inlägg")
    again._chooser.list.pressed.emit(row.id)
    assert empty.store.post.count() == 0
    words = [one.text() for one in again.banner.findChildren(QLabel)]
    assert "Inläsningen är borttagen: 2 inlägg. Ångra med Ctrl+Z." in words
