"""The filter: chips that say what is left out and take it away, remembered, over week, month and list alike."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from smdesk.domain.post import PostState
from smdesk.domain.post_filter import EVERY, read_filter
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.settings import Settings
from smdesk.ui.calendar.filters import remembered, to_remember
from smdesk.ui.calendar.page import CalendarPage
from smdesk.ui.kit.memory import Memory

from .week import TUESDAY, Told, add

Key = Qt.Key


def chips(page) -> list[str]:
    found = [one for one in page.filters.findChildren(QPushButton) if one.isVisibleTo(page)]
    return [one.text() for one in found]


def words(page) -> list[str]:
    return [one.text() for one in page.filters.findChildren(QLabel) if one.isVisibleTo(page)]


def press(qtbot, page, name: str) -> None:
    button = next(one for one in page.filters.findChildren(QPushButton) if one.text().startswith(name))
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)


def seen(page) -> set[int]:
    """The posts on screen."""
    if page.key == "list":
        return {row.id for row in page.view.rows() if isinstance(row.id, int)}
    cells = (page.view.cells.row_cells(row) for row in range(page.view.cells.rowCount()))
    return {one.post_id for row in cells for cell in row for one in cell.chips}


def test_without_a_filter_there_is_no_row(page):
    assert not page().filters.isVisible()


@pytest.mark.parametrize("way", ["week", "month", "list"])
def test_a_filter_is_seen_counts_what_it_hides_and_goes_chip_by_chip(qtbot, page, desk, way):
    mine, draft = add(desk, 1).id, add(desk, 2, state=PostState.DRAFT).id
    shown = page()
    shown.show_as(way)
    shown._use_filter(read_filter(["account:1", "state:approved"]))
    assert seen(shown) == {mine}
    assert chips(shown) == ["Huvudsidan  ×", "godkänt  ×", "Rensa"]
    assert words(shown) == ["Filter:", "Ett inlägg döljs här."]
    press(qtbot, shown, "Huvudsidan")
    assert chips(shown) == ["godkänt  ×", "Rensa"]
    assert shown.focusWidget().text() == "godkänt  ×", "the keys stay among the chips"
    shown.head.new.setFocus()
    for one in ("godkänt  ×", "Rensa"):
        qtbot.keyClick(shown.focusWidget(), Key.Key_Tab)
        assert shown.focusWidget().text() == one
    qtbot.keyClick(shown.focusWidget(), Key.Key_Tab)
    assert shown.view.hasFocus(), "from the filter Tab goes on to the posts"
    press(qtbot, shown, "Rensa")
    assert (seen(shown), shown.filters.isVisible()) == ({mine, draft}, False)
    assert shown.view.hasFocus()


def test_the_filter_holds_when_the_view_is_changed_and_when_posts_come(page, desk):
    shown = page()
    shown._use_filter(read_filter(["account:1"]))
    assert words(shown)[-1] == "Inget inlägg döljs här."
    add(desk, 2)
    shown.reload()
    for way in ("month", "list", "week"):
        shown.show_as(way)
        assert (seen(shown), words(shown)[-1]) == (set(), "Ett inlägg döljs här.")


def test_it_is_chosen_in_a_form(qtbot, page, desk, forms):
    desk.store.account.change(type(account := desk.store.account.get(2))(**{**fields_of(account), "unit": "Äldre"}))
    two, one = add(desk, 2).id, add(desk, 1).id
    shown = page()
    shown.run("calendar.filter")
    form = forms[-1].form
    assert form.editors["unit"].value() == ()
    form.show_values({"unit": ("unit:Äldre",), "state": ("state:approved",)})
    form.complete()
    assert not forms[-1].isVisible()
    assert chips(shown) == ["Äldre  ×", "godkänt  ×", "Rensa"]
    assert [lane.name for lane in shown.grid.week.lanes] == ["Seniorhälsan"]
    assert seen(shown) == {two}
    shown.run("calendar.filter")
    assert forms[-1].form.editors["state"].value() == ("state:approved",)
    shown.run("calendar.unfilter")
    assert seen(shown) == {one, two}


def fields_of(one) -> dict:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_a_new_post_is_for_the_only_account_that_is_shown(qtbot, page, forms):
    shown = page()
    shown._use_filter(read_filter(["account:2"]))
    for way in ("month", "list"):
        shown.show_as(way)
        shown.view.setFocus()
        qtbot.keyClick(shown.view, Key.Key_N)
        assert (forms[-1].typed()[0].day, forms[-1].typed()[1]) == (TUESDAY, (2,))


def test_a_post_that_is_looked_for_and_hidden_is_told_of(page, desk, told):
    one = add(desk, 2)
    shown = page()
    shown._use_filter(read_filter(["account:1"]))
    shown.show_subject(one.id)
    assert told.said == ["Inlägget döljs av filtret."]


def test_it_is_remembered_and_what_is_gone_is_forgotten(qtbot, desk, look):
    for text, parts in (
        (to_remember(read_filter(["account:2", "state:draft"])), ("account:2", "state:draft")),
        ('["account:99"]', ()),
        ("[1, null]", ()),
        ("{", ()),
        ("7", ()),
    ):
        memory = Memory(Settings(calendar_filter=text), lambda _settings: None)
        shown = CalendarPage(desk, Told(memory))
        qtbot.addWidget(shown)
        shown.show()
        assert shown.chosen.parts == parts
    shown._use_filter(read_filter(["remark"]))
    assert remembered(memory.settings.calendar_filter) == read_filter(["remark"])
    shown._use_filter(EVERY)
    assert memory.settings.calendar_filter == ""


def test_a_disk_that_refuses_is_told_of_and_the_filter_still_holds(qtbot, desk, look):
    def refuse(_settings: Settings) -> None:
        raise CannotSaveError(Problem("settings.not_saved"))

    told = Told(Memory(Settings(), refuse))
    shown = CalendarPage(desk, told)
    qtbot.addWidget(shown)
    shown.show()
    shown._use_filter(read_filter(["remark"]))
    assert (told.problems, shown.chosen.remarks) == (["settings.not_saved"], True)
