"""Special days in layers: bars over week and month, layers hidden, the year's one window and its wheel."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from smdesk.domain.series import Series, Unit
from smdesk.domain.workdays import DayKind
from smdesk.domain.yearly import Repeat
from smdesk.operations import calendar, series, year_days
from smdesk.ui.calendar.bars import bars_of, hidden_on, rows_of
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.layers import remembered, to_remember
from smdesk.ui.calendar.wheel import YearWheel

from .week import TUESDAY, add

Key = Qt.Key
MONDAY = TUESDAY - timedelta(days=1)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def campaign(desk, name, first=0, last=2, kind=DayKind.CAMPAIGN):
    """A bar of this week, by its weekdays (Monday 0)."""
    days = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
    return calendar.add_day(desk, days[0], name, last_day=days[1], kind=kind)


def titles(window):
    return [row.title for row in window.list.rows()]


@pytest.fixture
def year(qtbot, desk, look, forms):
    window = SpecialDays(None, desk, TUESDAY)
    qtbot.addWidget(window)
    window.show()
    return window


# bars


def test_bars_are_cut_at_the_week_and_laid_in_as_few_rows(desk):
    campaign(desk, "Trygg vinter", -7, 12)
    campaign(desk, "Orangea veckan", 2, 4)
    campaign(desk, "Kort", 0, 1)
    week = calendar.week(desk, TUESDAY)
    bars = bars_of(week.days, week.special)
    assert [(one.name, one.first, one.last, one.row, one.before, one.after) for one in bars] == [
        ("Trygg vinter", 0, 6, 0, True, True),
        ("Kort", 0, 1, 1, False, False),
        ("Orangea veckan", 2, 4, 1, False, False),
    ]
    assert (rows_of(bars), rows_of(bars, 6), hidden_on(bars, 3, 1), hidden_on(bars, 6, 1)) == (2, 1, 1, 0)


def test_the_week_s_head_has_three_rows_of_bars_at_most_and_tells_how_many_there_are_more(page, desk):
    shown = page()
    head = shown.grid._days
    heights = [head.sizeHint().height()]
    for number in range(5):
        campaign(desk, f"Kampanj {number}")
        heights.append(head.sizeHint().height())
    line = heights[1] - heights[0]
    assert line > 0
    assert heights == [heights[0] + line * min(rows, 3) for rows in range(6)]
    assert head._rows() == 2, "the third row says how many more there are"
    spoken = shown.grid.week.headerData(0, Qt.Orientation.Horizontal, SPOKEN)
    assert spoken.count("Kampanj") == 5
    assert "måndag 23 november – onsdag 25 november" in spoken
    assert shown.grid.week.days[0].line == "", "a bar is not told twice"


@pytest.mark.parametrize("way", ["mouse", "key"])
def test_what_the_week_s_head_hides_is_opened_at_its_day(qtbot, page, desk, forms, way):
    for number in range(5):
        campaign(desk, f"Kampanj {number}")
    calendar.add_day(desk, date(2026, 11, 20), "Före")
    shown = page()
    head = shown.grid._days
    if way == "mouse":
        x = head.sectionViewportPosition(1) + 10
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, head.height() - 5))
        assert shown.grid.current_day() == TUESDAY
    else:
        shown.grid.go_to_day(TUESDAY)
        assert shown.run("days.edit")
    window = forms[-1]
    here = next(row for row in window.list.rows() if row.id == window.list.current())
    assert here.title.startswith("Kampanj")
    assert sum(title.startswith("Kampanj") for title in titles(window)) == 5


def test_a_click_on_a_day_without_anything_special_opens_nothing(qtbot, page, desk, forms):
    shown = page()
    qtbot.mouseClick(shown.grid._days.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert forms == []


def test_all_that_is_special_about_a_day_of_the_month_is_in_its_tip(monkeypatch, page, desk):
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, _widget: said.append(words))
    for number in range(6):
        calendar.add_day(desk, TUESDAY, f"Utredningsdag <{number}>")
    campaign(desk, "Trygg vinter")
    shown = page()
    shown.show_as("month")
    view, index = shown.view, shown.view.month.place(TUESDAY)
    at = view.visualRect(index).topLeft() + QPoint(20, 8)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    for name in [*(f"Utredningsdag &lt;{number}&gt;" for number in range(6)), "Trygg vinter, kampanj"]:
        assert name in said[-1]


def test_a_month_s_posts_lie_below_its_bars_and_what_has_no_room_is_counted(page, desk):
    post = add(desk, 1)
    shown = page()
    shown.show_as("month")
    place = lambda: shown.view.laid(shown.view.month.place(TUESDAY)).place(post.id)  # noqa: E731
    top = place().top()
    campaign(desk, "Trygg vinter")
    assert place().top() > top
    for number in range(5):
        campaign(desk, f"Kampanj {number}", 0, 6)
    index = shown.view.month.place(TUESDAY)
    cell = QRect(QPoint(), shown.view.visualRect(index).size())
    assert cell.contains(place().topLeft())
    rows = shown.view._bar_rows(index.row())
    assert 1 <= rows <= 3
    assert hidden_on(shown.view.month.bars[index.row()], 1, rows) == 6 - rows
    free = shown.view.month.place(date(2026, 11, 10))
    assert shown.view.laid(free).head.bottom() < top
    assert "Trygg vinter, kampanj, måndag 23 november" in index.data(SPOKEN)


def test_the_list_tells_which_day_it_is_and_adds_a_row_only_where_something_begins(page, desk):
    campaign(desk, "Trygg vinter", 1, 3)
    add(desk, 1, day=TUESDAY + timedelta(days=1))
    shown = page()
    shown.show_as("list")
    headings = [row.heading for row in shown.view.rows() if "Trygg" in row.heading]
    assert headings == [
        "Tisdag 24 november · i dag · v. 48 · Trygg vinter (dag 1 av 3)",
        "Onsdag 25 november · v. 48 · Trygg vinter (dag 2 av 3)",
    ]


# layers


def test_a_layer_is_hidden_in_all_views_remembered_and_its_free_days_stay_free(page, desk, told, forms):
    campaign(desk, "Trygg vinter")
    calendar.add_day(desk, TUESDAY, "Nämndmöte", kind=DayKind.MEETING, free=True)
    shown = page()
    assert shown.run("calendar.layers")
    form = forms[-1].form
    keys = form.values()["layers"]
    assert keys[:3] == ("red", "eve", "flag")
    form.show_values({"layers": tuple(key for key in keys if key not in ("campaign", "meeting"))})
    form.complete()
    assert remembered(told.memory.settings.calendar_layers) == {"campaign", "meeting"}
    assert not shown.grid.week.bars
    assert shown.grid.week.days[1].line == "i dag"
    assert not shown.grid.week.days[1].is_working
    for way in ("month", "list"):
        shown.show_as(way)
    assert not any(shown._view("month").month.bars)
    assert not any("Trygg" in row.heading for row in shown._view("list").rows())
    again = page()
    assert again.hidden_layers == {"campaign", "meeting"}


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", '{"a": 1}', "null"])
def test_what_cannot_be_read_hides_nothing(text):
    assert remembered(text) == frozenset()
    assert to_remember(frozenset()) == ""


# the year


def test_the_year_is_one_list_by_month_with_every_layer(year, desk):
    headings = [row.heading for row in year.list.rows() if row.heading]
    assert headings[0] == "Januari"
    assert headings[-1] == "December"
    assert len(headings) == len(set(headings))
    flag = next(row for row in year.list.rows() if row.title == "Nobeldagen")
    assert (flag.chip, flag.check) == ("flaggdag", None)
    assert "1982:270" in flag.subtitle
    year.layers._chips["eve"].click()
    assert titles(year) == ["Midsommarafton", "Julafton", "Nyårsafton"]
    QTest.keyClick(year, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert year._title.text() == "2027"
    assert year.layers.chosen() == ("eve",)


def test_a_day_of_several_that_comes_back_is_added_and_changed_by_its_rule(year, desk, forms):
    year._add()
    form = forms[-1].form
    form.show_values({"name": "Orangea veckan", "kind": DayKind.CAMPAIGN, "day": date(2026, 11, 23),
                      "last_day": date(2026, 11, 22), "repeat": Repeat.WEEK})  # fmt: skip
    form.complete()
    assert form.editors["last_day"]._problem.text() == "Sista dagen är före den första."
    form.show_values({"last_day": date(2026, 11, 27), "free": True})
    form.complete()
    assert "påminnelse" in form.editors["free"]._problem.text()
    form.show_values({"free": False})
    form.complete()
    year._turn(1)
    (row,) = [row for row in year.list.rows() if row.title == "Orangea veckan"]
    assert row.subtitle.startswith("måndag 29 november – fredag 3 december · v. 48 · varje år")
    assert (row.chip, row.check) == ("kampanj", None)
    year.list.go_to(row.id)
    QTest.keyClick(year.list, Key.Key_Return)
    assert forms[-1].form.values()["day"] == date(2026, 11, 23), "the rule is read from its first year"
    QTest.keyClick(year.list, Key.Key_Delete)
    assert "Orangea veckan" not in titles(year)
    assert desk.undo().name == "special_day.remove"


def test_what_follows_from_the_almanac_is_told_so(year):
    for title in ("Nobeldagen", "Julafton"):
        year.list.go_to(next(row.id for row in year.list.rows() if row.title == title))
        for key in (Key.Key_Return, Key.Key_Delete):
            QTest.keyClick(year.list, key)
            assert f"{title} följer av" in year._trouble.accessibleName()
        assert title in titles(year)


def test_posts_of_series_on_a_day_made_free_are_told_and_can_be_opened(year, desk, forms):
    first = add(desk, 1)
    series.start(desk, first.id, Series(unit=Unit.DAY, starts_on=TUESDAY, times=3))
    made = calendar.add_day(desk, TUESDAY, "Planeringsdagar", last_day=TUESDAY + timedelta(days=1))
    year.reload()
    key = next(row.id for row in year.list.rows() if row.title == "Planeringsdagar")
    year.list.go_to(key)
    QTest.keyClick(year.list, Key.Key_Space)
    assert year._series.accessibleName() == "2 inlägg i serier ligger på den lediga tiden, och ligger kvar där."
    year.show_series_posts()
    assert len(forms[-1].list.rows()) == 2
    QTest.keyClick(forms[-1].list, Key.Key_Return)
    assert forms[-1].view.post.series_id
    QTest.keyClick(year.list, Key.Key_Space)
    assert not year._series.isVisible()
    assert not calendar.day_of(desk, made.id).free


def test_the_year_wheel_is_looked_at_and_the_ticked_rows_are_laid_in(qtbot, year, desk, monkeypatch):
    def answer(window: YearWheel) -> int:
        window.show()
        assert window.ok.text() == f"Lägg in {len(window.list.rows())} rader"
        assert all("förslag" in row.subtitle or "staden" in row.subtitle or "manualen" in row.subtitle
                   for row in window.list.rows())  # fmt: skip
        window._all.click()
        assert not window.ok.isEnabled()
        window.list.go_to(next(row.id for row in window.list.rows() if row.title == "Lucia"))
        QTest.keyClick(window.list, Key.Key_Space)
        assert window.ok.text() == "Lägg in 1 rad"
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window.list, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(YearWheel, "exec", answer)
    year.lay_wheel()
    assert "1 rad är inlagd i årshjulet" in year._trouble.accessibleName()
    assert [row.chip for row in year.list.rows() if row.title == "Lucia"] == ["årshjul"]
    known = [one for one in year_days.year_wheel(desk) if one.known]
    assert [one.day.name for one in known] == ["Lucia"]


def test_while_the_register_is_only_read_the_year_is_only_looked_at(qtbot, desk, look):
    desk.store.may_write = False
    window = SpecialDays(None, desk, TUESDAY)
    qtbot.addWidget(window)
    window.show()
    assert not any(button.isEnabled() for button in window._verbs)
    before = titles(window)
    window.list.setFocus()
    for key in (Key.Key_Space, Key.Key_Delete):
        QTest.keyClick(window.list, key)
    assert titles(window) == before
    assert not window._trouble.isVisible()
