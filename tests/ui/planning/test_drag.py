"""Posts dragged with the mouse to another day, time and week; the same by keys; and taken back."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from smdesk.operations import post as posts
from smdesk.ui.calendar.drag import STEP, Ghost

from .dragging import Mouse
from .week import NOW, TUESDAY, add, at, place

Key, Held = Qt.Key, Qt.KeyboardModifier
THURSDAY = date(2026, 11, 26)
SHIFT = Held.ShiftModifier


def when(desk, post) -> tuple[date | None, str]:
    found = posts.view(desk, post.id).post
    return found.day, found.time


def test_a_post_is_dragged_to_another_day_with_a_ghost_that_says_where(page, desk):
    one = add(desk, 1)
    shown = page()
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(shown.grid.viewport(), place(shown, 1, THURSDAY))
    assert mouse.said.startswith("tor 26 nov 15:00")
    mouse.release()
    assert when(desk, one) == (THURSDAY, "15:00")
    assert mouse.said == ""
    assert at(shown) == (1, THURSDAY, one.id)
    desk.undo()
    assert when(desk, one) == (TUESDAY, "15:00")


def test_in_the_week_only_the_accounts_own_row_takes_it(page, desk):
    one = add(desk, 1)
    shown = page()
    steps = len(desk.store.history.undoable)
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(shown.grid.viewport(), place(shown, 2, THURSDAY))
    assert mouse.said == "Bara i kontots egen rad"
    mouse.release()
    mouse.press(place(shown, 1, TUESDAY, one.id)).over(shown.grid.viewport(), place(shown, 1, TUESDAY)).release()
    assert when(desk, one) == (TUESDAY, "15:00")
    assert len(desk.store.history.undoable) == steps, "where it lies already is no step"


def test_escape_ends_a_drag_and_changes_nothing(qtbot, page, desk):
    one = add(desk, 1)
    shown = page()
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(shown.grid.viewport(), place(shown, 1, THURSDAY))
    qtbot.keyClick(shown.grid, Key.Key_Escape)
    assert mouse.said == ""
    mouse.release()
    assert when(desk, one) == (TUESDAY, "15:00")
    assert not shown.grid.marks.drop.isValid()


def test_with_shift_held_the_mouse_tells_the_time_by_quarters(page, desk):
    one = add(desk, 1)
    shown = page()
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(shown.grid.viewport(), place(shown, 1, THURSDAY)).move(mouse.at, SHIFT)
    mouse.move(mouse.at + QPoint(0, 5 * STEP), SHIFT)
    assert mouse.said.startswith("tor 26 nov 16:15")
    mouse.move(mouse.at - QPoint(0, 12 * STEP), SHIFT)
    assert mouse.said.startswith("tor 26 nov 13:15")
    mouse.release(SHIFT)
    assert when(desk, one) == (THURSDAY, "13:15")
    desk.undo()
    assert when(desk, one) == (TUESDAY, "15:00"), "day and time are one step"


def test_the_time_stays_within_the_day(page, desk):
    one = add(desk, 1, time="23:30")
    shown = page()
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(shown.grid.viewport(), place(shown, 1, THURSDAY)).move(mouse.at, SHIFT)
    for far in (1, 5, 90):
        mouse.move(mouse.at + QPoint(0, far * STEP), SHIFT)
    mouse.release(SHIFT)
    assert when(desk, one) == (THURSDAY, "23:45")


@pytest.mark.parametrize(("side", "moved"), [(1, 7), (-1, -7)])
def test_at_the_edge_the_week_turns_after_a_hold(qtbot, page, desk, side, moved):
    one = add(desk, 1)
    shown = page()
    view = shown.grid.viewport()
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id))
    mouse.over(view, QPoint(view.width() - 4 if side > 0 else 3, place(shown, 1, TUESDAY).y()))
    assert "änta här: veckan byts" in mouse.said
    assert shown.grid.shows(TUESDAY), "not at once"
    qtbot.waitUntil(lambda: shown.grid.shows(TUESDAY + timedelta(moved)))
    mouse.over(view, place(shown, 1, TUESDAY + timedelta(moved)))
    mouse.release()
    assert when(desk, one) == (TUESDAY + timedelta(moved), "15:00")
    assert at(shown) == (1, TUESDAY + timedelta(moved), one.id)
    desk.undo()
    assert when(desk, one) == (TUESDAY, "15:00")


def test_several_are_dragged_as_far_as_the_one_that_was_grabbed(page, desk):
    one, two = add(desk, 1), add(desk, 2, day=date(2026, 11, 25), time="09:07")
    shown = page()
    shown.grid.choose_posts([one.id, two.id])
    mouse = Mouse(shown.grid).press(place(shown, 2, date(2026, 11, 25), two.id))
    mouse.over(shown.grid.viewport(), place(shown, 2, THURSDAY))
    ghost = next(found for found in shown.findChildren(Ghost) if found.isVisible())
    assert ghost._said().startswith("2 inlägg · tor 26 nov 09:07")
    mouse.release()
    assert (when(desk, one), when(desk, two)) == ((date(2026, 11, 25), "15:00"), (THURSDAY, "09:07"))
    assert set(shown.grid.chosen_posts()) == {one.id, two.id}
    desk.undo()
    assert (when(desk, one)[0], when(desk, two)[0]) == (TUESDAY, date(2026, 11, 25))


def test_where_one_of_several_is_out_nothing_is_moved(page, desk, told):
    one, sent = add(desk, 1), add(desk, 2)
    posts.publish(desk, sent.id, [posts.Publication(account_id=2, at=NOW - timedelta(hours=1))])
    shown = page()
    shown.grid.choose_posts([one.id, sent.id])
    Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id)).over(
        shown.grid.viewport(), place(shown, 1, THURSDAY)
    ).release()
    assert told.problems == ["posts.one"]
    assert when(desk, one)[0] == TUESDAY
    assert set(shown.grid.chosen_posts()) == {one.id, sent.id}, "what was chosen still is"


def test_in_the_month_a_post_is_dragged_to_any_day_and_over_to_the_next_month(qtbot, page, desk):
    one = add(desk, 1)
    shown = page()
    shown.show_as("month")
    grid, view = shown.view, shown.view.viewport()

    def spot(day: date) -> QPoint:
        return grid.visualRect(grid.month.place(day)).bottomRight() - QPoint(30, 6)

    QApplication.processEvents()
    chip = grid.laid(grid.month.place(TUESDAY)).place(one.id)
    start = chip.translated(grid.visualRect(grid.month.place(TUESDAY)).topLeft()).center()
    mouse = Mouse(grid).press(start).over(view, spot(date(2026, 11, 12)))
    assert mouse.said.startswith("tor 12 nov 15:00")
    mouse.over(view, QPoint(view.width() - 4, view.height() // 2))
    qtbot.waitUntil(lambda: grid.shows(date(2026, 12, 10)))
    mouse.over(view, spot(date(2026, 12, 10))).release()
    assert when(desk, one) == (date(2026, 12, 10), "15:00")
    desk.undo()
    assert when(desk, one) == (TUESDAY, "15:00")


@pytest.mark.parametrize("way", ["week", "month", "list"])
def test_the_time_is_changed_by_keys(qtbot, page, desk, told, way):
    one = add(desk, 1, time="15:07")
    shown = page()
    shown.show_as(way)
    shown.view.setFocus()
    shown.view.go_to_post(one.id)
    both = Held.ShiftModifier | Held.AltModifier
    for key, time in ((Key.Key_Down, "15:15"), (Key.Key_Down, "15:30"), (Key.Key_Up, "15:15")):
        qtbot.keyClick(shown.view, key, both)
        assert when(desk, one) == (TUESDAY, time)
        assert told.said[-1] == f"Flyttat till kl. {time}."
    desk.undo()
    assert when(desk, one) == (TUESDAY, "15:30")
    for key, time in ((Key.Key_Plus, "15:45"), (Key.Key_Minus, "15:30")):
        qtbot.keyClick(shown.view, key)
        assert when(desk, one) == (TUESDAY, time)


def test_a_full_cell_has_room_for_a_click_that_makes_another_post(qtbot, page, desk, forms):
    for hour in range(10, 16):
        add(desk, 1, time=f"{hour}:00", text="Kristallklart och obegripligt på en gång")
    shown = page()
    qtbot.mouseClick(shown.grid.viewport(), Qt.MouseButton.LeftButton, pos=place(shown, 1, TUESDAY))
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day, forms[-1].typed()[1]) == (0, TUESDAY, (1,))


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Insert, Held.NoModifier), (Key.Key_N, Held.NoModifier),
                                           (Key.Key_Return, Held.ShiftModifier)])  # fmt: skip
def test_the_same_by_keys(qtbot, page, desk, forms, key, held):
    add(desk, 1)
    shown = page()
    qtbot.keyClick(shown.grid, key, held)
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day, forms[-1].typed()[1]) == (0, TUESDAY, (1,))
