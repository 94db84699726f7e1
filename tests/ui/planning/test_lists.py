"""The bin, the search and the special days."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.workdays import DayKind
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.ui.calendar.days import SpecialDays

from .week import TUESDAY, add, at

Key = Qt.Key


def test_the_bin_gives_back(qtbot, page, desk, forms):
    one = add(desk, 1)
    posts.bin_post(desk, one.id)
    shown = page()
    shown.run("post.bin")
    qtbot.keyClick(forms[-1].list, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert posts.binned(desk) == []
    assert forms[-1].list.rows() == []


def test_a_search_goes_to_the_week_of_what_it_finds(qtbot, page, desk, forms):
    one = add(desk, 2, day=date(2025, 6, 4), text="Snöröjning")
    shown = page()
    shown.run("find")
    window = forms[-1]
    assert window.list.empty == "Skriv ett ord ur inlägget."
    window.search.setText("halkbekämpning")
    qtbot.waitUntil(lambda: window.list.empty.startswith("Inget inlägg har"))
    window.search.setText("röjning")
    qtbot.waitUntil(lambda: len(window.list.rows()) == 1)
    window.resize(window.width(), 200)  # so that there is something to scroll
    window.search.setFocus()
    qtbot.keyClick(window.search, Key.Key_Down)
    assert window.list.hasFocus()
    window.list.go_to(one.id)
    qtbot.keyClick(window.list, Key.Key_Return)
    assert not window.isVisible()
    shown.show_subject(one.id)
    assert at(shown) == (2, date(2025, 6, 4), one.id)


def test_special_days_are_ticked_free_added_and_removed(qtbot, desk, forms):
    window = SpecialDays(None, desk, TUESDAY)
    qtbot.addWidget(window)
    window.show()
    (eve,) = [row for row in window.list.rows() if row.title == "Julafton"]
    window.list.go_to(eve.id)
    qtbot.keyClick(window.list, Key.Key_Space)
    assert calendar.workdays(desk).is_working(date(2026, 12, 24))
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert "Julafton" in [row.title for row in window.list.rows()]
    window._add()
    forms[-1].form.show_values({"name": "Nämndmöte", "day": date(2026, 11, 26), "kind": DayKind.MEETING})
    forms[-1].form.complete()
    window.reload()
    (own,) = [row for row in window.list.rows() if row.title == "Nämndmöte"]
    window.list.go_to(own.id)
    assert (own.chip, own.heading) == ("nämndmöte", "")
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert "Nämndmöte" not in [row.title for row in window.list.rows()]


def test_without_accounts_the_page_says_what_to_do_first(page, desk, told):
    for account in desk.store.account.all():
        desk.store.account.remove(account.id)
    shown = page()
    button = next(one for one in shown.findChildren(QPushButton) if one.text() == "Lägg till konto")
    assert button.isVisible()
    button.click()
    assert told.commands == ["account.new"]
    assert not shown.grid.isVisible()
    for way in ("month", "list"):
        shown.show_as(way)
        assert (button.isVisible(), shown.view.isVisible()) == (True, False)
