"""The list of days, and the choice among week, month and list."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from smdesk.domain.post import PostState
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.settings import Settings
from smdesk.ui.calendar.agenda import LENGTH, MOST
from smdesk.ui.kit.memory import Memory

from .week import TUESDAY, Told, add

Key = Qt.Key
Held = Qt.KeyboardModifier


@pytest.fixture
def agenda(page):
    shown = page()
    shown.show_as("list")
    shown.view.setFocus()
    return shown


def rows(page) -> list[tuple[str, str]]:
    return [(row.heading, row.title) for row in page.view.rows()]


def test_days_are_headings_from_today_on(agenda, desk):
    add(desk, 1, day=TUESDAY - timedelta(1))
    add(desk, 1, 2, time="15:00", text="Gympa")
    add(desk, 1, time="16:00", text="Fika")
    add(desk, 2, day=date(2026, 11, 30), text="Kör")
    calendar.add_day(desk, date(2026, 12, 1), "Nämndmöte")
    assert rows(agenda) == [
        ("Tisdag 24 november · i dag · v. 48", "Gympa"),
        ("", "Fika"),
        ("Måndag 30 november · v. 49", "Kör"),
        ("Tisdag 1 december · v. 49 · Nämndmöte", "Inget planerat"),
        ("Torsdag 10 december · v. 50 · Nobeldagen (flaggdag)", "Inget planerat"),
    ]
    row = agenda.view.rows()[0]
    assert (row.time, row.subtitle, row.chip) == ("15:00", "Huvudsidan, Seniorhälsan", "godkänt")
    assert row.words().startswith("Tisdag 24 november · i dag · v. 48, 15:00, Gympa, ")
    found = {one.text() for one in agenda.head.findChildren(QLabel)}
    assert {"Från i dag", "till 21 december"} <= found


def test_an_empty_day_says_so_and_enter_makes_a_post_there(qtbot, agenda, forms):
    assert rows(agenda)[0] == ("Tisdag 24 november · i dag · v. 48", "Inget planerat")
    assert agenda.view.current_day() == TUESDAY
    qtbot.keyClick(agenda.view, Key.Key_Return)
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day) == (0, TUESDAY)


def test_the_last_row_goes_on_to_posts_further_on(qtbot, agenda, desk):
    add(desk, 1, day=date(2027, 1, 7), text="Efter trettonhelgen")
    far = add(desk, 1, day=date(2027, 6, 1), text="Sommar")
    agenda.reload()
    last = agenda.view.rows()[-1]
    assert last.title == "Visa fler: nästa inlägg är torsdag 7 januari 2027"
    for day, text in ((date(2027, 1, 7), "Efter trettonhelgen"), (date(2027, 6, 1), "Sommar")):
        agenda.view.go_to("more")
        qtbot.keyClick(agenda.view, Key.Key_Return)
        assert agenda.view.current_day() == day
        assert text in [row.title for row in agenda.view.rows()]
    assert agenda.view.current_post() == far.id
    assert agenda.view.rows()[-1].id != "more"
    assert agenda.view.rows()[0].heading.startswith("Tisdag 24 november"), "what was seen stays"


def test_it_turns_without_passing_a_day_over(qtbot, agenda):
    qtbot.keyClick(agenda.view, Key.Key_PageDown, Held.ControlModifier)
    assert agenda.day == TUESDAY + timedelta(LENGTH)
    assert agenda.view.rows()[0].id == agenda.day
    for _ in range(2):
        qtbot.keyClick(agenda.view, Key.Key_PageUp, Held.ControlModifier)
    assert agenda.day == TUESDAY - timedelta(LENGTH)
    agenda.run("week.today")
    assert agenda.day == TUESDAY
    agenda.run("week.go")
    agenda.head.field.setText("3 dec")
    qtbot.keyClick(agenda.head.field, Key.Key_Return)
    assert agenda.day == TUESDAY, "a day soon to come is seen from today on"
    agenda.head.field.setText("2025-06-04")
    qtbot.keyClick(agenda.head.field, Key.Key_Return)
    assert (agenda.day, agenda.view.current_day()) == (date(2025, 6, 4), date(2025, 6, 4))
    assert {"Från 4 juni 2025", "till 1 juli 2025"} <= {one.text() for one in agenda.head.findChildren(QLabel)}


def test_the_same_keys_do_the_same_as_in_the_week(qtbot, agenda, desk, forms, told, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened.append(url.toString()) or True)
    first, second = add(desk, 1, time="13:00"), add(desk, 1, time="14:00")
    agenda.reload()
    view = agenda.view
    view.go_to_post(first.id)
    qtbot.keyClick(view, Key.Key_O, Held.ControlModifier)
    assert opened == ["https://a.example"]
    qtbot.keyClick(view, Key.Key_Return)
    assert forms[-1].view.post.id == first.id
    qtbot.keyClick(view, Key.Key_N)
    assert (forms[-1].view.post.id, forms[-1].typed()[0].day) == (0, TUESDAY)
    qtbot.keyClick(view, Key.Key_Space)
    assert "time1" in forms[-1].form.values()
    view.setFocus()
    for key, day in ((Key.Key_Right, date(2026, 11, 25)), (Key.Key_Down, date(2026, 12, 2))):
        qtbot.keyClick(view, key, Held.AltModifier)
        assert (view.current_day(), view.current_post()) == (day, first.id)
    qtbot.keyClick(view, Key.Key_Delete)
    assert [one.id for one in posts.binned(desk)] == [first.id]
    desk.undo()
    view.go_to_post(second.id)
    qtbot.keyClick(view, Key.Key_D, Held.ControlModifier)
    assert posts.view(desk, view.current_post()).post.state is PostState.DRAFT


def test_a_double_click_opens(qtbot, agenda, desk, forms):
    one = add(desk, 1)
    agenda.reload()
    agenda.view.go_to_post(one.id)
    place = agenda.view.visualRect(agenda.view.currentIndex()).center()
    qtbot.mouseDClick(agenda.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [form.view.post.id for form in forms] == [one.id]


# The choice.


def test_tab_comes_to_the_choice_and_arrows_change_it(qtbot, page, desk):
    one = add(desk, 1)
    shown = page()
    buttons = shown.head.chooser.buttons
    buttons["week"].setFocus()
    for key, way in ((Key.Key_Right, "month"), (Key.Key_Right, "list"), (Key.Key_Left, "month")):
        qtbot.keyClick(shown.focusWidget(), key)
        assert (shown.key, buttons[way].isChecked(), buttons[way].hasFocus()) == (way, True, True)
        assert shown.view.current_post() == one.id, "one stays at the post one is on"
    spoken = QAccessible.queryAccessibleInterface(buttons["month"])
    assert spoken.text(QAccessible.Text.Name) == "Visa som månad"
    assert spoken.state().checked


def test_commands_choose_and_take_the_keys_along(page):
    shown = page()
    for way in ("month", "list", "week"):
        assert shown.run(f"calendar.{way}")
        assert shown.view.hasFocus()
        assert shown.head.missing_first.isEnabled() is (way == "week")


def test_the_way_it_was_seen_is_remembered(qtbot, desk, look, page, told):
    page().show_as("month")
    assert told.memory.settings.calendar_view == "month"
    kept = Memory(Settings(calendar_view="list"), lambda _settings: None)
    again = type(page())(desk, Told(kept))
    qtbot.addWidget(again)
    again.show()
    assert (again.key, again.head.chooser.buttons["list"].isChecked()) == ("list", True)
    odd = type(again)(desk, Told(Memory(Settings(calendar_view="år"), lambda _settings: None)))
    qtbot.addWidget(odd)
    assert odd.key == "week"


def test_a_long_list_ends_with_a_whole_day_and_goes_on_in_parts(qtbot, page, desk):
    for number in range(MOST + 30):
        add(desk, 1, day=TUESDAY + timedelta(number // 10), text=f"Inlägg {number}")
    shown = page()
    shown.show_as("list")
    shown.view.setFocus()
    assert shown.view.rows()[-1].id == "more"
    assert shown.view.rows()[-2].title == f"Inlägg {MOST - 1}"
    shown.view.go_to("more")
    qtbot.keyClick(shown.view, Key.Key_Return)
    assert [row.title for row in shown.view.rows() if isinstance(row.id, int)][-1] == f"Inlägg {MOST + 29}"
    assert shown.view.current_day() == TUESDAY + timedelta(MOST // 10)
    shown.show_as("month")
    shown._show_day_in("list", TUESDAY + timedelta(MOST // 10 + 1))
    assert shown.view.current_day() == TUESDAY + timedelta(MOST // 10 + 1), "also where the list from today ends before"
