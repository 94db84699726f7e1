"""The table: Swedish order, the row you are on kept, and no trap for the keyboard."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from smdesk.ui.kit.table import Column, Table, TableModel, swedish


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    number: int | None = None


COLUMNS = [
    Column("Konto", lambda thing: thing.name, width=0),
    Column("Antal", lambda thing: str(thing.number or ""), key=lambda thing: thing.number, align="right", width=8),
]
THINGS = [Thing(1, "Öppna förskolan", 10), Thing(2, "Anhörigstöd", 9), Thing(3, "Ängen"), Thing(4, "Zinken", 2)]


@pytest.fixture
def table(qtbot, look):
    made = Table("Konton", COLUMNS, lambda thing: thing.id)
    made.show_rows(THINGS)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def names(table):
    return [table.model().index(row, 0).data() for row in range(table.model().rowCount())]


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = TableModel(COLUMNS, lambda thing: thing.id)
    model.show(THINGS)
    qtmodeltester.check(model)
    model.sort(0)


def test_text_is_sorted_as_in_swedish_and_numbers_in_it_as_numbers():
    words = ["Örgryte", "zebra", "Ångström", "ärla", "Inlägg 10", "inlägg 9", "Å"]
    assert sorted(words, key=swedish) == ["inlägg 9", "Inlägg 10", "zebra", "Å", "Ångström", "ärla", "Örgryte"]


def test_a_column_sorts_by_its_key_and_what_is_unknown_comes_last(table):
    table.sort_by(1)
    assert names(table) == ["Zinken", "Anhörigstöd", "Öppna förskolan", "Ängen"]
    table.sort_by(1, descending=True)
    assert names(table) == ["Öppna förskolan", "Anhörigstöd", "Zinken", "Ängen"]
    table.show_rows([*THINGS, Thing(5, "Ny", 100)])
    assert names(table)[0] == "Ny", "what is shown later comes in the same order"


def test_the_row_you_are_on_and_the_selection_follow_the_sorting(table):
    table.go_to(3)
    table.sort_by(0)
    assert table.current() == 3
    assert [index.row() for index in table.selectionModel().selectedRows()] == [table.currentIndex().row()]
    assert names(table) == ["Anhörigstöd", "Zinken", "Ängen", "Öppna förskolan"]
    table.show_rows([thing for thing in THINGS if thing.id != 3])
    assert table.current() == 1, "the row that took its place"


def test_keys_open_and_sort(table, qtbot):
    opened = []
    table.opened.connect(opened.append)
    table.go_to(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [2]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(table)[0] == "Anhörigstöd"
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(table)[0] == "Öppna förskolan"


def test_tab_leaves_the_table(table, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    after = QLineEdit()
    box.addWidget(table)
    box.addWidget(after)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()
    table.setParent(None)  # pytest-qt closes it by itself


def test_table_headings_and_cells_have_names(table):
    face = QAccessible.queryAccessibleInterface(table)
    assert face.text(QAccessible.Text.Name) == "Konton"
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "Antal"
    assert table.model().index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Antal: inget"


def test_rows_and_headings_have_room_for_large_text(table, look):
    look.use("light", 200)
    line = table.fontMetrics().height()
    assert table.verticalHeader().defaultSectionSize() >= line
    assert table.horizontalHeader().sizeHint().height() >= line


def test_a_cut_cell_can_be_read_whole(table):
    table.setColumnWidth(0, 60)
    assert table.cut_text(table.model().index(0, 0)) == "Öppna förskolan"
    table.setColumnWidth(0, 400)
    assert table.cut_text(table.model().index(0, 0)) == ""
