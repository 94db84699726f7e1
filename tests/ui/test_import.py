"""The import dialog: every row is seen before anything is kept, one step takes them, and nothing else changes."""

import hashlib
from pathlib import Path

import pytest
from operations.routine_desk import Clock, begin, everything
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from smdesk.domain.sheet import Table
from smdesk.formats.sheet import read_sheets, write_sheets
from smdesk.operations import export
from smdesk.ui.importing import dialog as import_list
from smdesk.ui.importing.columns import NOT_READ
from smdesk.ui.importing.dialog import ImportDialog
from smdesk.ui.kit import work

FILES = Path(__file__).parent.parent / "files"
XLSX, CSV = FILES / "kontolista-kartlaggning.xlsx", FILES / "kontolista-systemexport.csv"
PASSWORD = "hemligt-1"


@pytest.fixture
def empty(tmp_path):
    made = begin(tmp_path / "register", Clock("2026-11-24 09:12"))
    yield made
    made.close()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def dialog(qtbot, look, empty, heard):
    made = ImportDialog(None, empty, heard.append)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._job is None)


def read(qtbot, dialog, path):
    dialog.open_file(path)
    settled(qtbot, dialog)


def choose(qtbot, dialog, column, label):
    combo = dialog.columns.combos[column]
    combo.setCurrentText(label)
    combo.activated.emit(combo.currentIndex())
    settled(qtbot, dialog)


def cells(table):
    model = table.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def test_the_rows_are_shown_before_anything_is_kept_and_taken_as_one_step(qtbot, dialog, empty, heard):
    before, mark = everything(empty), hashlib.sha256(XLSX.read_bytes()).digest()
    read(qtbot, dialog, XLSX)
    assert everything(empty) == before
    bad = dialog.pane.bad.rows()
    assert [row.subtitle for row in bad] == ["rad 11, kolumn N · Senaste inlägg", "rad 14, kolumn I · Inlägg per vecka"]
    assert "31/2 2026" in bad[0].title
    assert "rad 10, kolumn L · Status" in [row.subtitle for row in dialog.pane.doubtful.rows()]
    assert dialog.summary.text() == "6 konton kan läsas in · 2 rader har fel"
    assert dialog.ok.text() == "Läs in 6 konton"
    assert len(cells(dialog.pane.good)) == 6
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["6 konton inlästa från kontolista-kartlaggning.xlsx. 2 rader är inte inlästa. Ångra med Ctrl+Z."]
    assert not dialog.isVisible()
    taken = everything(empty)
    assert len(taken["account"]) == 6
    empty.undo()
    assert everything(empty) == before
    empty.redo()
    assert everything(empty) == taken
    assert hashlib.sha256(XLSX.read_bytes()).digest() == mark


def test_the_same_list_again_adds_nothing(qtbot, dialog, empty, look):
    read(qtbot, dialog, XLSX)
    dialog.take()
    again = ImportDialog(None, empty, lambda _text: None)
    qtbot.addWidget(again)
    again.show()
    read(qtbot, again, XLSX)
    assert again.summary.text() == "Inget att läsa in · 2 rader har fel · 6 rader finns redan"
    assert not again.ok.isEnabled()
    assert len(again.pane.known.rows()) == 6
    steps = len(empty.store.history.undoable)
    again.take()
    assert len(empty.store.history.undoable) == steps


def test_a_column_can_be_read_as_another_field_or_not_at_all(qtbot, dialog, empty):
    read(qtbot, dialog, CSV)
    combos = dialog.columns.combos
    assert combos[2].currentText() == "Länk"
    choose(qtbot, dialog, 2, NOT_READ)
    assert all(not one.values.get("url") for one in dialog.preview.good)
    choose(qtbot, dialog, 3, "Syfte")
    assert any(one.values.get("purpose") == "Förskola" for one in dialog.preview.good)
    assert not any(one.values.get("unit") for one in dialog.preview.good)
    choose(qtbot, dialog, 0, "Konto")
    assert combos[1].currentText() == NOT_READ, "a field goes to one column only"


def test_a_password_is_neither_shown_nor_kept(qtbot, dialog, empty, tmp_path):
    read(qtbot, dialog, XLSX)
    assert not dialog.columns.combos[15].isEnabled()
    shown = str(cells(dialog.pane.good)) + str(dialog.pane.bad.rows()) + str(dialog.pane.doubtful.rows())
    labels = [one.text() for one in dialog.findChildren(import_list.QWidget) if hasattr(one, "text")]
    assert PASSWORD not in shown + "\n".join(map(str, labels))
    assert any("nyckelringen" in text for text in labels), "she is told where passwords belong"
    dialog.write_bad(tmp_path / "fel.xlsx")
    dialog.take()
    assert PASSWORD.encode() not in (empty.folder / "register.db").read_bytes()
    assert PASSWORD not in str([sheet.rows for sheet in read_sheets(tmp_path / "fel.xlsx")])


def test_rows_with_faults_can_be_exported_mended_and_read_in(qtbot, dialog, empty, tmp_path):
    read(qtbot, dialog, XLSX)
    out = tmp_path / "fel.csv"
    dialog.write_bad(out)
    assert "fel.csv" in dialog.banner.accessibleName()
    dialog.take()
    out.write_text(out.read_text("utf-8-sig").replace("31/2 2026", "28/2 2026").replace("två", "2"), "utf-8")
    again = ImportDialog(None, empty, lambda _text: None)
    qtbot.addWidget(again)
    again.show()
    read(qtbot, again, out)
    assert again.summary.text() == "2 konton kan läsas in"
    again.take()
    assert len(empty.store.account.all()) == 8


def test_what_cannot_be_written_is_told_and_the_dialog_stays(qtbot, dialog, tmp_path):
    read(qtbot, dialog, XLSX)
    dialog.write_bad(tmp_path / "finns inte" / "fel.xlsx")
    assert "finns inte" in dialog.banner.accessibleName()
    assert dialog.isVisible()
    assert dialog.preview is not None


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 \x00\x01\x02", b"<!doctype html><table>", b"PK\x03\x04 xl/workbook"]
)
def test_what_is_no_list_is_told_in_words_and_another_can_be_chosen(qtbot, dialog, tmp_path, content):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(content)
    read(qtbot, dialog, path)
    assert "lista.xlsx" in dialog.banner.accessibleName()
    assert "Inget är inläst" in dialog.banner.accessibleName()
    assert not dialog.ok.isVisible()
    read(qtbot, dialog, CSV)
    assert dialog.ok.isEnabled()


def test_a_sheet_and_a_row_of_headings_can_be_chosen(qtbot, dialog, tmp_path):
    rows = [["rad", "ett"], ["Namn", "Länk"], ["Ett", "https://www.facebook.com/ett"]]
    path = tmp_path / "bok.xlsx"
    write_sheets(path, [Table("Första", ["Namn", "Länk"], [["Noll", "https://www.facebook.com/noll"]]),
                        Table("Andra", ["Konton hos oss", ""], rows)])  # fmt: skip
    read(qtbot, dialog, path)
    assert dialog.sheets.count() == 2
    dialog.sheets.setCurrentIndex(1)
    dialog.sheets.activated.emit(1)
    settled(qtbot, dialog)
    assert [one.values["name"] for one in dialog.preview.good] == ["Ett"]
    dialog.headings.setCurrentIndex(dialog.headings.findData(1))
    dialog.headings.activated.emit(dialog.headings.currentIndex())
    settled(qtbot, dialog)
    assert dialog.preview.header.number == 1


def test_a_file_is_dropped(qtbot, dialog):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(CSV))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    zone = dialog._chooser.zone
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(zone, QDropEvent(QPointF(5, 5), *how))
    settled(qtbot, dialog)
    assert dialog.ok.text() == "Läs in 5 konton"


def test_escape_leaves_nothing_behind_also_while_the_list_is_read(qtbot, dialog, empty, heard):
    before = everything(empty)
    dialog.open_file(XLSX)
    reading = dialog._job
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: reading not in work._under_way)
    assert dialog.preview is None
    assert (everything(empty), heard) == (before, [])


def test_a_former_list_is_taken_away_as_a_whole(qtbot, dialog, empty, look):
    read(qtbot, dialog, CSV)
    before = everything(empty)
    dialog.take()
    again = ImportDialog(None, empty, lambda _text: None)
    qtbot.addWidget(again)
    again.show()
    former = again._chooser.list
    assert former.rows()[0].title == CSV.name
    former.pressed.emit(former.rows()[0].id)
    assert {**everything(empty), "setting": []} == {**before, "setting": []}
    assert not former.rows()
    empty.undo()
    assert len(empty.store.account.all()) == 5


def test_a_register_written_by_smdesk_comes_back_without_choosing_columns(qtbot, dialog, empty, tmp_path):
    read(qtbot, dialog, CSV)
    dialog.take()
    export.export(empty, "konton", tmp_path / "konton.json")
    other = begin(tmp_path / "other", Clock("2026-11-24 09:12"))
    again = ImportDialog(None, other, lambda _text: None)
    qtbot.addWidget(again)
    again.show()
    read(qtbot, again, tmp_path / "konton.json")
    assert not again._columns_card.isVisible()
    again.take()
    assert [one.name for one in other.store.account.all()] == [one.name for one in empty.store.account.all()]
    other.close()


def test_text_from_the_list_is_shown_as_it_is(qtbot, dialog, tmp_path):
    hostile = "<b>fet</b><img src=x>"
    path = tmp_path / "lista.csv"
    path.write_text(f"Namn;{hostile};Länk\n{hostile};{hostile};https://www.facebook.com/a\n{hostile};1;inte en länk\n")
    read(qtbot, dialog, path)
    labels = [one for one in dialog.findChildren(import_list.QWidget) if hasattr(one, "textFormat")]
    assert any(hostile in one.text() for one in labels)
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
