"""The week as it is shown, said and moved about in."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.post import PostState
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import calendar
from smdesk.ui.calendar.cells import places
from smdesk.ui.calendar.headers import strong, whole_words

from .week import TUESDAY, add, at

Key = Qt.Key


def test_the_model_keeps_qts_rules(qtbot, page, desk):
    shown = page()
    QAbstractItemModelTester(shown.grid.week, QAbstractItemModelTester.FailureReportingMode.Fatal)
    add(desk, 1)
    shown.reload()
    desk.store.account.add(Account(name="Fler"))
    shown.reload()
    assert shown.grid.week.rowCount() == 4


def test_cells_and_heads_say_all_that_is_seen(page, desk):
    calendar.add_day(desk, TUESDAY, "Orange dagen")
    one = add(desk, 2, time="11:00", text="Gympa", state=PostState.DRAFT)
    shown = page()
    week = shown.grid.week
    role = Qt.ItemDataRole.AccessibleTextRole
    index = week.place_of(one.id)
    assert index.data(role) == "tisdag 24 november, Seniorhälsan, 1 inlägg: 11:00 Gympa, inte publicerat, utkast"
    assert week.index(0, 0).data(role) == "måndag 23 november, Huvudsidan, inga inlägg"
    assert week.headerData(1, Qt.Orientation.Horizontal, role) == "tisdag 24 november, i dag, Orange dagen"
    assert week.headerData(0, Qt.Orientation.Vertical, role).endswith("0 av 3, tre inlägg saknas")
    table = QAccessible.queryAccessibleInterface(shown.grid)
    assert table.text(QAccessible.Text.Name) == "Veckan: konton och dagar"
    said = {table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())}
    assert index.data(role) in said


def test_the_title_names_week_and_span(page):
    shown = page()
    assert {"Vecka 48", "23–29 november 2026"} <= {one.text() for one in shown.head.findChildren(QLabel)}
    shown.show_day(date(2027, 1, 1))
    texts = {one.text() for one in shown.head.findChildren(QLabel)}
    assert {"Vecka 53", "28 december 2026 – 3 januari 2027"} <= texts
    assert [head.title for head in shown.grid.week.days][4] == "Fre 1 jan"
    assert shown.grid.week.days[4].is_red


def test_one_begins_on_today_and_arrows_go_through_cells_and_their_posts(qtbot, page, desk):
    first, second = add(desk, 1, time="13:00"), add(desk, 1, time="14:00")
    shown = page()
    assert at(shown) == (1, TUESDAY, first.id)
    steps = [
        (Key.Key_Down, (1, TUESDAY, second.id)),
        (Key.Key_Down, (2, TUESDAY, 0)),
        (Key.Key_Up, (1, TUESDAY, second.id)),
        (Key.Key_Up, (1, TUESDAY, first.id)),
        (Key.Key_Up, (1, TUESDAY, first.id)),
        (Key.Key_Right, (1, date(2026, 11, 25), 0)),
        (Key.Key_Left, (1, TUESDAY, first.id)),
    ]
    for key, expected in steps:
        qtbot.keyClick(shown.grid, key)
        assert at(shown) == expected


def test_tab_leaves_the_grid(qtbot, page):
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Tab)
    assert not shown.grid.hasFocus()


def test_weeks_turn_by_keys_and_by_a_typed_day(qtbot, page, told):
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Down)
    qtbot.keyClick(shown.grid, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert at(shown) == (2, date(2026, 12, 1), 0)
    for _ in range(2):
        qtbot.keyClick(shown.grid, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert at(shown) == (2, date(2026, 11, 17), 0)
    shown.run("week.go")
    qtbot.keyClicks(shown.head.field, "v. 53")
    qtbot.keyClick(shown.head.field, Key.Key_Return)
    assert at(shown) == (2, date(2026, 12, 28), 0)
    assert shown.grid.hasFocus()
    shown.run("week.go")
    qtbot.keyClicks(shown.head.field, "31/2")
    qtbot.keyClick(shown.head.field, Key.Key_Return)
    assert "ingen dag" in told.said[-1]
    qtbot.keyClick(shown.head.field, Key.Key_Escape)
    assert shown.head.field.text() == ""
    shown.run("week.today")
    assert at(shown)[1] == TUESDAY


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [760, 1200])
def test_nothing_is_cut_at_any_text_size(page, desk, look, percent, width):
    account = desk.store.account.get(1)
    desk.store.account.change(replace(account, name="Söderviks stadsdelsförvaltning"))
    desk.store.account.change(replace(desk.store.account.get(2), status=AccountStatus.CLOSING))
    add(desk, 1, text="Kristallklart", state=PostState.PUBLISHED)
    shown = page()
    look.use("light", percent)
    shown.resize(width, 700)
    for _ in range(3):
        QApplication.processEvents()
    grid = shown.grid
    for row, head in enumerate(grid.week.lanes):
        assert grid.rowHeight(row) >= grid.verticalHeader().height_of(head, grid.verticalHeader().width())
        for column, cell in enumerate(grid.week.row_cells(row)):
            for _, where in places(cell, grid.columnWidth(column), grid.font()):
                assert where.bottom() < grid.rowHeight(row)
                assert where.right() < grid.columnWidth(column)
    assert grid.horizontalHeader().height() >= grid.horizontalHeader().sizeHint().height()


def test_what_lacks_posts_comes_first_when_asked_for(page, desk):
    desk.store.routine.requirements.add(
        Requirement(account_id=3, kind=RequirementKind.POSTS, value=5, valid_from=date(2026, 1, 1))
    )
    shown = page()
    lanes = [one.name for one in shown.grid.week.lanes]
    assert lanes == ["Huvudsidan", "Seniorhälsan", "Parklekarna"]
    shown.head.missing_first.setChecked(True)
    assert [one.name for one in shown.grid.week.lanes] == ["Parklekarna", "Huvudsidan", "Seniorhälsan"]
    shown.head.missing_first.setChecked(False)
    assert [one.name for one in shown.grid.week.lanes] == lanes


def test_no_word_of_an_account_goes_on_in_the_next_line(page):
    font = strong(page().font())
    assert whole_words("Söderviks stadsdelsförvaltning", font, 2000) == "Söderviks stadsdelsförvaltning"
    first, second = whole_words("Söderviks stadsdelsförvaltning", font, 100).split()
    assert (first, second[0], second[-1]) == ("Söderviks", "s", "…")


def test_a_page_opens_in_its_week(page):
    shown = page()
    shown.head.field.setFocus()
    shown.focus_content()
    assert shown.focusWidget() is shown.grid
