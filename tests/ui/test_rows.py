"""The two-line list: what it says, what its keys do, that nobody is thrown out of it, and that nothing is cut."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from smdesk.domain.account import Platform
from smdesk.ui.kit.row import lay_out, title_font
from smdesk.ui.kit.rows import Row, RowList, RowModel
from smdesk.ui.kit.theme import Tone

IG = Platform(key="instagram", name="Instagram", mark="Ig", colour="#A8337A")
ROWS = [
    Row(
        id="a", title="Söderviks stadsdelsförvaltning", subtitle="förmiddag · senast 15:00", check=False, chip="om 5 h"
    ),
    Row(id="b", title="Fältassistenterna", check=True, chip="klar", tone=Tone.DONE, mark=IG),
    Row(id="c", title="Öppet hus", time="11:00", button="Publicera…"),
]


@pytest.fixture
def rows(qtbot, look):
    made = RowList("Bevakning")
    made.show_rows(ROWS)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = RowModel()
    model.show(ROWS)
    qtmodeltester.check(model)
    model.show(ROWS[:1])


def test_a_row_says_everything_it_shows():
    assert ROWS[0].words() == "Söderviks stadsdelsförvaltning, förmiddag, senast 15:00, om 5 h, ej avbockad"
    assert ROWS[1].words() == "Fältassistenterna, Instagram, klar, avbockad"
    step = Row(id=5, title="Kontrollera", subtitle="väntar på steg 4", step="5", locked=True, goal=(1, 2))
    assert step.words() == "steg 5, Kontrollera, väntar på steg 4, 1 av 2, spärrat"


def test_space_ticks_only_what_can_be_ticked_and_enter_opens(rows, qtbot):
    ticked, opened, pressed = [], [], []
    rows.ticked.connect(ticked.append)
    rows.opened.connect(opened.append)
    rows.pressed.connect(pressed.append)
    assert rows.current() == "a", "focus goes to the first row"
    for _ in ROWS:
        qtbot.keyClick(rows, Qt.Key.Key_Space)
        qtbot.keyClick(rows, Qt.Key.Key_Return)
        qtbot.keyClick(rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert ticked == ["a", "b"]
    assert opened == ["a", "b", "c"]
    assert pressed == ["c"]
    assert rows.rows() == ROWS, "the list changes nothing itself"


def test_the_mouse_ticks_the_box_presses_the_button_and_opens_by_two_clicks(rows, qtbot):
    ticked, opened, pressed = [], [], []
    rows.ticked.connect(ticked.append)
    rows.opened.connect(opened.append)
    rows.pressed.connect(pressed.append)
    for row in ROWS:
        rect = rows.visualRect(rows.model().index(ROWS.index(row), 0))
        places = lay_out(row, rect.width(), rows.font())
        left = Qt.MouseButton.LeftButton
        if row.check is not None:
            qtbot.mouseClick(rows.viewport(), left, pos=rect.topLeft() + places.box.center())
        if row.button:
            qtbot.mouseClick(rows.viewport(), left, pos=rect.topLeft() + places.button.center())
        on_title = rect.topLeft() + places.title.topLeft() + QPoint(8, 8)
        qtbot.mouseClick(rows.viewport(), left, pos=on_title)
        qtbot.mouseDClick(rows.viewport(), left, pos=on_title)
    assert (ticked, pressed, opened) == (["a", "b"], ["c"], ["a", "b", "c"])


def test_nobody_is_thrown_out_when_the_rows_change(rows):
    rows.go_to("b")
    rows.show_rows([Row(id=row.id, title=row.title + "!") for row in ROWS])
    assert rows.current() == "b"
    rows.show_rows([ROWS[2], ROWS[1]])
    assert rows.current() == "b", "the same row in another place"
    rows.show_rows([ROWS[2], ROWS[0]])
    assert rows.current() == "a", "the row that took its place"
    rows.show_rows([])
    assert rows.current() is None
    rows.show_rows(ROWS)


def test_a_chosen_row_is_told_once(qtbot, look):
    made = RowList("Steg", choose=True)
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    heard = []
    made.chosen.connect(heard.append)
    made.go_to("b")
    made.show_rows([Row(id=row.id, title="nytt") for row in ROWS])
    made.go_to("b")
    assert heard == ["b"]


def test_tab_leaves_the_list(rows, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    after = QLineEdit()
    box.addWidget(rows)
    box.addWidget(after)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Tab)
    assert after.hasFocus()
    rows.setParent(None)  # pytest-qt closes it by itself


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("width", [180, 320, 900])
def test_nothing_is_cut_at_any_width_and_text_size(rows, look, percent, width):
    look.use("light", percent)
    long = Row(id=1, title="Länk till stadens personuppgiftsinformation", subtitle="dnr SÖD 2026/397 · bevis",
               check=False, mark=IG, chip="saknas", button="Kopiera text", time="11:00")  # fmt: skip
    font = QApplication.font()
    places = lay_out(long, width, font)
    words = (places.title, places.subtitle)
    for place in (*words, places.chip, places.button):
        assert 0 <= place.top() <= place.bottom() < places.height
    metrics = QFontMetrics(font)
    assert places.title.height() >= metrics.height()
    assert not places.title.intersects(places.subtitle)
    for place in (places.chip, places.button):
        assert not any(place.intersects(text) for text in words)
    assert min(places.button.height(), places.height) >= 24


def test_a_list_in_a_card_is_as_high_as_its_rows(rows):
    for width in (900, 250):
        rows.resize(width, rows.heightForWidth(width))
        QApplication.processEvents()
        last = rows.visualRect(rows.model().index(2, 0))
        assert last.bottom() + 1 == rows.viewport().height()


def test_a_height_is_right_whatever_widths_were_asked_for_before(rows):
    marks = {
        "chip": "försenad sedan i går",
        "button": "Kopiera text",
        "goal": (1, 2),
        "heading": "Före bytet av system",
    }
    long = [Row(id=name, title="Länk till stadens information", subtitle="dnr SÖD 2026/397 · bevis saknas",
                locked=name == "chip", **{name: value}) for name, value in marks.items()]  # fmt: skip
    for width in (2000, 300, 900, *range(120, 1000, 7)):
        rows.show_rows(long)
        assert rows.heightForWidth(width) == sum(lay_out(row, width, rows.font()).height for row in long)


def test_all_bars_end_at_the_same_place(rows):
    ends = {lay_out(Row(id=1, title="Konto", goal=goal), 400, rows.font()).bar.right() for goal in ((1, 1), (16, 3))}
    assert len(ends) == 1


def test_a_title_of_one_line_takes_one_line_and_is_told_whole(rows):
    title = "Snöröjning pågår. Ser du en gångväg som inte är plogad? Gör en felanmälan i appen."
    one, several = (Row(id=1, title=title, one_line=short) for short in (True, False))
    assert lay_out(one, 300, rows.font()).title.height() == QFontMetrics(rows.font()).height()
    assert lay_out(several, 300, rows.font()).title.height() > QFontMetrics(rows.font()).height()
    rows.show_rows([one])
    index = rows.model().index(0, 0)
    assert title in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == title


def test_only_the_list_in_focus_says_that_a_row_is(qtbot, look):
    holder, field = QWidget(), QLineEdit()
    made = RowList("Bevakning")
    made.show_rows(ROWS)
    box = QVBoxLayout(holder)
    box.addWidget(made)
    box.addWidget(field)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    said = QAccessible.queryAccessibleInterface(made)

    def told() -> list[bool]:
        return [said.child(number).state().focused for number in range(3)]

    made.setFocus()
    made.go_to("b")
    assert told() == [False, True, False]
    field.setFocus()
    assert made.current() == "b", "remembered"
    assert told() == [False, False, False]
    made.show_rows(ROWS[1:])
    assert made.current() == "b"
    assert not any(said.child(number).state().focused for number in range(2))
    made.setFocus()
    assert made.currentIndex().row() == 0
    assert made.selectionModel().currentIndex().row() == 0, "Qt is told again"


def test_the_page_scrolls_to_the_row_one_is_on(qtbot, look):
    area, page, made = QScrollArea(), QWidget(), RowList("Lång lista")
    made.show_rows([Row(id=number, title=f"Rad {number}") for number in range(60)])
    QVBoxLayout(page).addWidget(made)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.resize(300, 200)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(lambda: area.isActiveWindow() and area.verticalScrollBar().maximum() > 1000)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_End)

    def seen() -> bool:
        row = made.visualRect(made.currentIndex())
        return area.viewport().rect().contains(made.mapTo(area.viewport(), row.center()))

    qtbot.waitUntil(lambda: made.current() == 59 and seen())
    area.verticalScrollBar().setValue(0)
    made.clearFocus()
    made.setFocus()
    qtbot.waitUntil(seen)


def test_a_title_has_no_empty_line_below_it_where_it_is_never_drawn_bold(rows):
    one, font = Row(id=1, title="Öppna förskolan Hamnen", goal=(1, 2)), rows.font()
    plain, bold = (QFontMetrics(title_font(one, font, marked=marked)) for marked in (False, True))
    free = lay_out(one, 900, font).title.width()
    width = 900 - free + plain.horizontalAdvance(one.title) + 1  # the title fits, but would not if it were bold
    assert plain.horizontalAdvance(one.title) < bold.horizontalAdvance(one.title) - 1
    assert lay_out(one, width, font).title.height() < 1.5 * plain.height()
    assert lay_out(one, width, font, marks=True).title.height() > 1.5 * bold.height()
