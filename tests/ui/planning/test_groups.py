"""Groups and tags where posts are planned: chosen with one press, typed with completion, filtered by, listed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import PostState
from smdesk.domain.post_filter import read_filter
from smdesk.operations import group
from smdesk.operations import post as posts
from smdesk.ui.account.groups import GroupsDialog

from .test_filters import chips, press, seen
from .week import add

Key = Qt.Key


def test_a_filter_of_groups_and_tags_is_seen_and_goes_chip_by_chip(qtbot, page, desk):
    made = group.add(desk, "Äldre", [2, 3])
    mine, other = add(desk, 2, tags="Evenemang").id, add(desk, 3).id
    add(desk, 1, tags="evenemang")
    shown = page()
    for way in ("week", "month", "list"):
        shown.show_as(way)
        shown._use_filter(read_filter([f"group:{made.id}", "tag:evenemang"]))
        assert seen(shown) == {mine}
        assert chips(shown) == ["Äldre  ×", "Evenemang  ×", "Rensa"]
        press(qtbot, shown, "Evenemang")
        assert seen(shown) == {mine, other}
    group.remove(desk, made.id)
    assert not shown.filters.isVisible(), "a group that is gone filters nothing"


def test_groups_can_be_changed_from_the_filter_and_are_then_chosen_among(qtbot, page, desk, forms, monkeypatch):
    shown = page()
    monkeypatch.setattr(GroupsDialog, "exec", lambda _dialog: group.add(desk, "Äldre", [2]))
    shown.run("calendar.filter")
    forms[0].form.show_values({"state": ("state:draft",)})
    edit = next(one for one in forms[0].findChildren(QPushButton) if one.text() == "Kontogrupper…")
    qtbot.keyClick(edit, Key.Key_Space)
    assert not forms[0].isVisible()
    assert forms[1].form.editors["state"].value() == ("state:draft",), "what was chosen is kept"
    forms[1].form.show_values({"group": ("group:1",)})
    forms[1].form.complete()
    assert shown.chosen == read_filter(["group:1", "state:draft"])


@pytest.fixture
def grouped(desk):
    group.add(desk, "Alla", [1, 2, 3])
    group.add(desk, "Äldre", [2])
    group.add(desk, "Tom")


def test_a_group_is_chosen_with_one_press_and_kept(qtbot, desk, grouped, form):
    dialog = form()
    actions = dialog._groups.menu().actions()
    assert [one.text().replace("&", "") for one in actions] == ["Alla\t3 konton", "Äldre\t1 konto"]
    actions[0].trigger()
    assert dialog.form.values()["accounts"] == (1, 2, 3)
    dialog._groups.menu().aboutToShow.emit()
    assert [one.isChecked() for one in actions] == [True, True]
    actions[1].trigger()
    assert dialog.form.values()["accounts"] == (1, 3), "a second press lets them go"
    dialog.form.editors["text"].show_value("Hej")
    dialog.reject()
    (kept,) = desk.store.post.all()
    assert posts.view(desk, kept.id).account_ids == (1, 3)


def test_the_group_button_comes_after_the_accounts_and_only_where_there_are_groups(qtbot, desk, form):
    assert not form()._groups.isVisible()
    group.add(desk, "Äldre", [2])
    dialog = form()
    dialog.activateWindow()
    dialog.form.editors["accounts"].setFocus()
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
    assert dialog.focusWidget() is dialog._groups
    qtbot.keyClick(dialog._groups, Key.Key_Tab)
    assert dialog.focusWidget() is dialog.form.editors["day"].input


def test_a_post_that_is_out_changes_no_accounts_by_its_groups(desk, grouped, form):
    assert not form(add(desk, 1, state=PostState.PUBLISHED))._groups.isEnabled()


@pytest.mark.qt_log_ignore("raise\\(\\)", "grabbing the keyboard", extend=True)  # by the popup, without a screen
def test_tags_are_typed_with_completion_and_kept_with_the_post(qtbot, desk, form):
    add(desk, 1, tags="trygghet, Evenemang")
    dialog = form()
    field = dialog.form.editors["tags"].input
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    qtbot.keyClicks(field, "park, even")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert field.text() == "park, Evenemang"
    dialog.form.editors["text"].show_value("Hej")
    dialog.reject()
    assert desk.store.post.all()[-1].tags == "park, Evenemang"


def test_the_list_says_where_it_stopped_looking(qtbot, page, desk, forms, monkeypatch):
    monkeypatch.setattr("smdesk.operations.calendar_days._PIECE", 1)
    shown = page()
    for month in (1, 2, 3, 4, 5):
        made = add(desk, 2, day=shown.day.replace(year=2027, month=month), tags="trygghet" if month == 5 else "")
    shown.show_as("list")
    shown._use_filter(read_filter(["tag:trygghet"]))
    assert shown.view.rows()[-1].title == "Leta vidare: filtret döljer allt till och med lördag 24 april 2027"
    for _ in range(2):
        shown.view.setFocus()
        shown.view.go_to("more")
        qtbot.keyClick(shown.view, Key.Key_Return)
    assert made.id in seen(shown)
    assert forms == []


def test_the_list_says_the_tags_and_goes_on_with_what_the_filter_shows(qtbot, page, desk):
    shown = page()
    add(desk, 1, tags="trygghet, evenemang")
    add(desk, 2, day=shown.day.replace(month=12, day=30))
    far = add(desk, 1, day=shown.day.replace(year=2027, month=2), tags="trygghet")
    shown.show_as("list")
    assert shown.view.rows()[0].subtitle == "Huvudsidan · taggar: trygghet, evenemang"
    shown._use_filter(read_filter(["tag:trygghet"]))
    assert shown.view.rows()[-1].title == "Visa fler: nästa inlägg är onsdag 24 februari 2027"
    shown.view.setFocus()
    shown.view.go_to("more")
    qtbot.keyClick(shown.view, Key.Key_Return)
    assert far.id in seen(shown)
