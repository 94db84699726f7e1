"""The month as it is shown, said, moved about in and acted on."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel

from smdesk.domain.post import PostState
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.ui.calendar.cells import MORE
from smdesk.ui.calendar.chip import LINE, ROOMY, SHORT
from smdesk.ui.calendar.menu import cell_menu

from .week import NOW, TUESDAY, add

Key = Qt.Key
Held = Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def month(page):
    shown = page()
    shown.show_as("month")
    shown.view.setFocus()
    return shown


def at(page) -> tuple[date, int]:
    return page.view.current_day(), page.view.current_post()


def spot(page, day: date, post: int = 0) -> QPoint:
    """The middle of a post, of ”+N till” (`MORE`), or a blank place of a day's cell."""
    index = page.view.month.place(day)
    rect = page.view.visualRect(index)
    place = page.view.laid(index).place(post)
    return place.translated(rect.topLeft()).center() if not place.isEmpty() else rect.bottomLeft() + QPoint(10, -4)


def title(page) -> set[str]:
    return {one.text() for one in page.head.findChildren(QLabel)}


def test_the_model_keeps_qts_rules(month, desk):
    QAbstractItemModelTester(month.view.month, QAbstractItemModelTester.FailureReportingMode.Fatal)
    add(desk, 1)
    month.reload()
    month.show_day(date(2027, 2, 1))
    assert month.view.month.rowCount() == 4


def test_cells_and_weeks_say_all_that_is_seen(month, desk):
    calendar.add_day(desk, TUESDAY, "Orange dagen")
    add(desk, 2, 3, time="11:00", text="Gympa", state=PostState.DRAFT)
    month.reload()
    cells, role = month.view.month, Qt.ItemDataRole.AccessibleTextRole
    index = cells.place(TUESDAY)
    assert index.data(role) == (
        "tisdag 24 november, i dag, Orange dagen, 1 inlägg: 11:00 Gympa, inte publicerat, utkast, "
        "Seniorhälsan, Parklekarna"
    )
    assert cells.place(date(2026, 11, 23)).data(role) == "måndag 23 november, inga inlägg"
    assert cells.headerData(4, Qt.Orientation.Vertical, role) == "vecka 48, tre inlägg saknas"
    assert cells.headerData(0, Qt.Orientation.Vertical, role) == "vecka 44", "what is past is not asked for"
    assert cells.headerData(6, Qt.Orientation.Horizontal, role) == "söndag"
    table = QAccessible.queryAccessibleInterface(month.view)
    assert table.text(QAccessible.Text.Name) == "Månaden: veckor och dagar"
    said = {table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())}
    assert index.data(role) in said


def test_one_begins_on_the_day_one_was_on_and_arrows_go_on_over_every_edge(qtbot, month):
    assert at(month) == (TUESDAY, 0)
    for key, day in (
        (Key.Key_Down, date(2026, 12, 1)),
        (Key.Key_Up, TUESDAY),
        (Key.Key_Left, date(2026, 11, 23)),
        (Key.Key_Left, date(2026, 11, 22)),
        (Key.Key_Right, date(2026, 11, 23)),
    ):
        qtbot.keyClick(month.view, key)
        assert at(month)[0] == day
    month.show_day(date(2026, 12, 31))
    qtbot.keyClick(month.view, Key.Key_Down)
    assert at(month)[0] == date(2027, 1, 7)
    assert "Januari 2027" in title(month)
    month.show_day(date(2026, 12, 1))
    qtbot.keyClick(month.view, Key.Key_Up)
    assert (at(month)[0], "November 2026" in title(month)) == (date(2026, 11, 24), True)
    assert month.view.hasFocus()


def test_months_turn_by_keys_and_by_a_typed_day(qtbot, month):
    qtbot.keyClick(month.view, Key.Key_PageDown, Held.ControlModifier)
    assert (at(month)[0], "December 2026" in title(month)) == (date(2026, 12, 24), True)
    qtbot.keyClick(month.view, Key.Key_PageDown, Held.ControlModifier)
    assert (at(month)[0], "Januari 2027" in title(month)) == (date(2027, 1, 24), True)
    month.show_day(date(2027, 1, 31))
    qtbot.keyClick(month.view, Key.Key_PageDown, Held.ControlModifier)
    assert at(month)[0] == date(2027, 2, 28)
    month.run("week.go")
    qtbot.keyClicks(month.head.field, "v. 53")
    qtbot.keyClick(month.head.field, Key.Key_Return)
    assert at(month)[0] == date(2026, 12, 28)
    assert [one.number for one in month.view.month.weeks] == [49, 50, 51, 52, 53]
    month.run("week.today")
    assert at(month)[0] == TUESDAY


def test_what_does_not_fit_is_behind_a_number_that_opens_the_day_in_the_list(qtbot, month, desk):
    made = [add(desk, 1, time=f"{hour:02}:00") for hour in range(10, 18)]
    month.reload()
    view = month.view
    laid = view.laid(view.month.place(TUESDAY))
    assert laid.lines == LINE
    assert len(laid.chips) + laid.hidden == 8
    assert laid.hidden > 1
    assert laid.more.bottom() < view.rowHeight(4)
    for one in [one.id for one in made[: len(laid.chips)]]:
        assert at(month) == (TUESDAY, one)
        qtbot.keyClick(view, Key.Key_Down)
    assert (at(month), view.marks.post) == ((TUESDAY, 0), MORE)
    qtbot.keyClick(view, Key.Key_Delete)
    assert posts.binned(desk) == []
    qtbot.keyClick(view, Key.Key_Return)
    assert (month.key, at(month)) == ("list", (TUESDAY, made[0].id))
    assert month.view.hasFocus()
    month.show_as("month")
    qtbot.mouseClick(month.view.viewport(), LEFT, pos=spot(month, TUESDAY, MORE))
    assert (month.key, at(month)[0]) == ("list", TUESDAY)


def test_chips_tell_state_and_accounts_in_words_where_there_is_room(month, desk, look):
    add(desk, 1, 2, time="15:00", text="Öppet hus i parkleken på lördag med korv, kaffe och lekar för alla åldrar")
    month.resize(1400, 900)
    month.reload()
    view = month.view
    index = view.month.place(TUESDAY)
    assert view.laid(index).lines == ROOMY
    assert view.month.cell(index).chips[0].line == "godkänt · Huvudsidan, Seniorhälsan"
    add(desk, 1, time="16:00")
    month.reload()
    assert view.laid(index).lines == SHORT
    assert view.laid(index).hidden == 0


def test_alt_arrows_move_by_a_day_and_by_a_week_also_into_the_next_month(qtbot, month, desk, told):
    one = add(desk, 1)
    month.reload()
    for key, day in (
        (Key.Key_Right, date(2026, 11, 25)),
        (Key.Key_Down, date(2026, 12, 2)),
        (Key.Key_Up, date(2026, 11, 25)),
        (Key.Key_Left, TUESDAY),
    ):
        qtbot.keyClick(month.view, key, Held.AltModifier)
        assert at(month) == (day, one.id)
        assert posts.view(desk, one.id).post.day == day
        assert month.view.shows(day)
    assert told.said[-1] == "Flyttat till tisdag 24 november."
    desk.undo()
    assert posts.view(desk, one.id).post.day == date(2026, 11, 25)


def test_a_published_post_is_not_moved(qtbot, month, desk, told):
    one = add(desk, 1)
    posts.publish(desk, one.id, [posts.Publication(account_id=1, at=NOW - timedelta(hours=1))])
    qtbot.keyClick(month.view, Key.Key_Down, Held.AltModifier)
    assert told.problems == ["post.published_moved"]
    assert at(month) == (TUESDAY, one.id)


def test_the_same_keys_do_the_same_as_in_the_week(qtbot, month, desk, forms, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened.append(url.toString()) or True)
    first, second = add(desk, 1, time="13:00"), add(desk, 1, time="14:00")
    month.reload()
    month.view.go_to_post(first.id)
    qtbot.keyClick(month.view, Key.Key_O, Held.ControlModifier)
    assert opened == ["https://a.example"]
    qtbot.keyClick(month.view, Key.Key_Return)
    assert forms[-1].view.post.id == first.id
    for press in (Key.Key_N, Key.Key_Return):
        held = Held.ShiftModifier if press == Key.Key_Return else Held.NoModifier
        qtbot.keyClick(month.view, press, held)
        assert (forms[-1].view.post.id, forms[-1].typed()[0].day) == (0, TUESDAY)
    month.view.setFocus()
    month.view.go_to_post(first.id)
    qtbot.keyClick(month.view, Key.Key_Delete)
    assert [one.id for one in posts.binned(desk)] == [first.id]
    assert at(month) == (TUESDAY, second.id)
    desk.undo()
    qtbot.keyClick(month.view, Key.Key_Right)
    qtbot.keyClick(month.view, Key.Key_Return)
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day) == (0, date(2026, 11, 25))
    month.run("post.new")
    assert forms[-1].typed()[0].day == date(2026, 11, 25)


def test_a_click_in_a_day_makes_a_post_and_a_double_click_opens_one(qtbot, month, desk, forms):
    one = add(desk, 1)
    month.reload()
    viewport = month.view.viewport()
    qtbot.mouseClick(viewport, LEFT, pos=spot(month, TUESDAY, one.id))
    assert forms == []
    qtbot.mouseDClick(viewport, LEFT, pos=spot(month, TUESDAY, one.id))
    assert forms[-1].view.post.id == one.id
    qtbot.mouseClick(viewport, LEFT, pos=spot(month, date(2026, 11, 12)))
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day) == (0, date(2026, 11, 12))


def test_a_click_on_a_week_shows_it(qtbot, month):
    header = month.view.verticalHeader()
    place = QPoint(10, header.sectionViewportPosition(2) + 10)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert (month.key, month.grid.week.days[0].day) == ("week", date(2026, 11, 9))


def test_the_menu_moves_by_weeks_too(month, desk):
    one = add(desk, 1)
    menu = cell_menu(month, posts.view(desk, one.id), account=True, weeks=True)
    assert {"before", "after", "week_before", "week_after"} <= {action.data() for action in menu.actions()}


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [760, 1200])
def test_nothing_sticks_out_of_its_day_at_any_text_size(month, desk, look, percent, width):
    calendar.add_day(desk, TUESDAY, "En dag med ett mycket långt namn som inte får plats")
    for hour in range(10, 15):
        add(desk, 1, 2, time=f"{hour}:00", text="Kristallklart och obegripligt", state=PostState.PUBLISHED)
    month.reload()
    look.use("light", percent)
    month.resize(width, 700)
    for _ in range(4):
        QApplication.processEvents()
    view = month.view
    for row in range(view.month.rowCount()):
        for column in range(7):
            index = view.month.index(row, column)
            laid, room = view.laid(index), view.visualRect(index).size()
            for place in [laid.head, *(place for _, place in laid.chips), *([laid.more] if laid.hidden else [])]:
                assert place.right() < room.width()
                assert place.bottom() < room.height()
    assert view.laid(view.month.place(TUESDAY)).chips, "there is always room for one"
    assert view.verticalHeader().width() >= view.verticalHeader().width_of()
