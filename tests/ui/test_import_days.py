"""A calendar taken in from the window of special days: seen first, one step, and told where the days come from."""

import pytest
from operations.routine_desk import Clock, begin, everything
from PySide6.QtWidgets import QDialog, QPushButton

from smdesk.operations import day_import
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.importing.dialog import ImportDialog
from smdesk.ui.importing.kinds import days_of

CALENDAR = """BEGIN:VCALENDAR
X-WR-CALNAME:Skolans <b>kalender</b>
BEGIN:VEVENT
UID:1
SUMMARY:Höstlov
DTSTART;VALUE=DATE:20261130
DTEND;VALUE=DATE:20261202
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Fel
DTSTART;VALUE=DATE:20260231
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def empty(tmp_path):
    made = begin(tmp_path / "register", Clock("2026-11-24 09:12"))
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "skolan.ics"
    path.write_text(CALENDAR, "utf-8")
    return path


def read(qtbot, dialog, path):
    dialog.open_file(path)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)


def test_the_events_are_seen_and_taken_as_one_step(qtbot, look, empty, file):
    heard = []
    dialog = ImportDialog(None, empty, heard.append, days_of(empty.today()))
    qtbot.addWidget(dialog)
    dialog.show()
    before = everything(empty)
    read(qtbot, dialog, file)
    assert everything(empty) == before
    assert dialog.summary.text() == "1 händelse kan läsas in · 1 rad har fel"
    assert not dialog._columns_card.isVisible()
    model = dialog.pane.good.model()
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["3", "30 nov 2026", "Höstlov", "2", "ny"]
    assert "”20260231” finns inte" in dialog.pane.bad.rows()[0].title
    assert dialog.pane.bad.rows()[0].subtitle == "rad 9 · Fel"
    dialog.write_bad(file.with_suffix(".csv"))
    assert "20260231" in file.with_suffix(".csv").read_text("utf-8-sig")
    dialog.take()
    assert heard == ["1 händelse inläst från Skolans <b>kalender</b>. 1 rad är inte inläst. Ångra med Ctrl+Z."]
    empty.undo()
    assert everything(empty) == before


def test_special_days_offers_a_calendar_and_says_where_a_day_comes_from(qtbot, look, empty, file, monkeypatch):
    dialog = SpecialDays(None, empty, empty.today())
    qtbot.addWidget(dialog)

    def answer(asked: ImportDialog) -> int:
        read(qtbot, asked, file)
        asked.take()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ImportDialog, "exec", answer)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Läs in kalender…").click()
    rows = [row for row in dialog.list.rows() if row.title == "Höstlov"]
    days = "måndag 30 november – tisdag 1 december · v. 49"
    assert [(row.subtitle, row.chip) for row in rows] == [
        (f"{days} · arbetsdag · Skolans <b>kalender</b>", "inläst kalender")
    ]
    dialog.list.ticked.emit(rows[0].id)
    again = [row for row in dialog.list.rows() if row.title == "Höstlov"]
    assert again[0].subtitle == f"{days} · ledig · Skolans <b>kalender</b>"


def test_the_layer_is_chosen_and_proposed_the_next_time(qtbot, look, empty, file):
    def opened() -> ImportDialog:
        dialog = ImportDialog(None, empty, lambda _text: None, days_of(empty.today()))
        qtbot.addWidget(dialog)
        dialog.show()
        read(qtbot, dialog, file)
        return dialog

    dialog = opened()
    assert (dialog.layer.isVisible(), dialog.layer.currentText()) == (True, "Eget lager för kalendern")
    dialog.layer.setCurrentIndex(dialog.layer.findText("Lov"))
    dialog.layer.activated.emit(dialog.layer.currentIndex())
    qtbot.waitUntil(lambda: dialog._job is None)
    dialog.take()
    assert [one.layer for one in empty.store.setting.special_days.find("uid != ''")] == ["leave"]
    again = opened()
    assert again.layer.currentText() == "Lov"
    assert not again.ok.isEnabled()


def test_a_calendar_is_taken_away_from_the_same_place(qtbot, look, empty, file):
    opened = day_import.open_days(file, empty.today())
    day_import.import_days(empty, opened, day_import.preview_days(opened, day_import.known_days(empty)).good)
    dialog = ImportDialog(None, empty, lambda _text: None, days_of(empty.today()))
    qtbot.addWidget(dialog)
    dialog.show()
    former = dialog._chooser.list
    assert (former.rows()[0].title, former.rows()[0].subtitle[-12:]) == ("Skolans <b>kalender</b>", "· 1 händelse")
    former.pressed.emit(former.rows()[0].id)
    assert empty.store.setting.special_days.count("uid != ''") == 0


@pytest.mark.parametrize("content", ["", "hej", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"])
def test_what_is_no_calendar_is_told_in_words(qtbot, look, empty, tmp_path, content):
    path = tmp_path / "fel.ics"
    path.write_text(content)
    dialog = ImportDialog(None, empty, lambda _text: None, days_of(empty.today()))
    qtbot.addWidget(dialog)
    dialog.show()
    read(qtbot, dialog, path)
    assert "fel.ics" in dialog.banner.accessibleName()
    assert "Inget är inläst" in dialog.banner.accessibleName()
