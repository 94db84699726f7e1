"""What keys, clicks and menus do to the posts of the week."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from smdesk.domain.post import PostState
from smdesk.operations import post as posts
from smdesk.ui.calendar.menu import cell_menu
from smdesk.ui.post.publish import log_published, mark_published

from .week import NOW, TUESDAY, add, at, place

Key = Qt.Key


def test_alt_arrow_moves_the_post_a_day_and_over_to_the_next_week(qtbot, page, desk, told):
    one = add(desk, 1, day=date(2026, 11, 29))
    shown = page()
    shown.show_subject(one.id)
    qtbot.keyClick(shown.grid, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at(shown) == (1, date(2026, 11, 28), one.id)
    for _ in range(2):
        qtbot.keyClick(shown.grid, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert at(shown) == (1, date(2026, 11, 30), one.id)
    assert told.said[-1] == "Flyttat till måndag 30 november."
    desk.undo()
    assert posts.view(desk, one.id).post.day == date(2026, 11, 29)


def test_a_published_post_is_not_moved(qtbot, page, desk, told):
    one = add(desk, 1)
    posts.publish(desk, one.id, [posts.Publication(account_id=1, at=NOW - timedelta(hours=1))])
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert told.problems == ["post.published_moved"]
    assert at(shown) == (1, TUESDAY, one.id)


def test_delete_goes_to_the_bin_and_the_place_is_kept(qtbot, page, desk, told):
    first, second = add(desk, 1, time="13:00"), add(desk, 1, time="14:00")
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Delete)
    assert [one.id for one in posts.binned(desk)] == [first.id]
    assert at(shown) == (1, TUESDAY, second.id)
    desk.undo()
    assert posts.binned(desk) == []


def test_copying_the_text_and_the_post(qtbot, page, desk, told):
    one = add(desk, 1, day=date(2026, 11, 23), text="Hej & <b>hå</b>")
    shown = page()
    shown.show_subject(one.id)
    qtbot.keyClick(shown.grid, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Hej & <b>hå</b>"
    qtbot.keyClick(shown.grid, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    account, day, new = at(shown)
    assert (account, day) == (1, TUESDAY), "what lies behind is copied to today"
    assert posts.view(desk, new).post.state is PostState.DRAFT


def test_ctrl_o_opens_web_addresses_only(qtbot, page, told, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened.append(url.toString()) or True)
    shown = page()
    for _ in range(3):
        qtbot.keyClick(shown.grid, Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(shown.grid, Key.Key_Down)
    assert opened == ["https://a.example"]
    assert told.said == ["Kontot har ingen webbadress i registret."] * 2


def test_enter_opens_the_post_and_makes_one_in_an_empty_cell(qtbot, page, desk, forms):
    one = add(desk, 1)
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Return)
    assert forms[-1].view.post.id == one.id
    qtbot.keyClick(shown.grid, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (forms[-1].view.post.id, forms[-1].typed()[1]) == (0, (1,))
    qtbot.keyClick(shown.grid, Key.Key_Down)
    qtbot.keyClick(shown.grid, Key.Key_Return)
    assert forms[-1].typed()[0].day == TUESDAY
    assert forms[-1].typed()[1] == (2,)
    shown.run("post.new")
    assert forms[-1].typed()[1] == (2,)


def test_a_click_in_an_empty_cell_makes_a_post_and_a_double_click_opens_one(qtbot, page, desk, forms):
    one = add(desk, 1)
    shown = page()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(shown.grid.viewport(), left, pos=place(shown, 1, TUESDAY, one.id))
    assert forms == []
    qtbot.mouseDClick(shown.grid.viewport(), left, pos=place(shown, 1, TUESDAY, one.id))
    assert forms[-1].view.post.id == one.id
    qtbot.mouseClick(shown.grid.viewport(), left, pos=place(shown, 3, date(2026, 11, 27)))
    assert (forms[-1].typed()[0].day, forms[-1].typed()[1]) == (date(2026, 11, 27), (3,))
    assert forms[-1].view.post.state is PostState.DRAFT


def test_a_click_on_an_account_shows_it(qtbot, page, told):
    shown = page()
    header = shown.grid.verticalHeader()
    spot = QPoint(20, header.sectionViewportPosition(1) + 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.opened == [("account", 2)]


def test_the_menu_offers_what_can_be_done(page, desk):
    one = add(desk, 1)
    shown = page()
    menu = cell_menu(shown, posts.view(desk, one.id), account=True)
    verbs = [action.data() for action in menu.actions() if action.data()]
    assert {"open", "publish", "draft", "dropped", "copy", "double", "before", "after", "delete", "new"} <= set(verbs)
    posts.set_state(desk, one.id, PostState.PUBLISHED)
    menu = cell_menu(shown, posts.view(desk, one.id), account=True)
    dead = {action.data() for action in menu.actions() if not action.isEnabled() and action.data()}
    assert dead == {"before", "after", "earlier", "later", "shelve", "delete"}
    shown.verbs.ask("approved", one.id)
    assert posts.view(desk, one.id).post.state is PostState.APPROVED


def test_a_state_is_given_by_the_same_words_in_the_menu_and_in_the_form(qtbot, page, desk, form):
    one = add(desk, 1, state=PostState.DRAFT)
    menu = cell_menu(page(), posts.view(desk, one.id), account=True)
    offered = {action.text() for action in menu.actions() if action.data() in set(PostState)}
    buttons = {made.text().replace("&", "") for made in form(posts.view(desk, one.id).post).findChildren(QPushButton)}
    assert offered == {"Gör till idé", "Till granskning", "Godkänn", "Stryk"}
    assert offered <= buttons


def test_the_keyboards_menu_key_asks_where_the_post_is(qtbot, page, desk):
    add(desk, 1)
    shown = page()
    shown.grid.menu_asked.disconnect()
    with qtbot.waitSignal(shown.grid.menu_asked) as asked:
        shown.grid.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    inside = shown.grid.mapFromGlobal(asked.args[0])
    assert shown.grid.visualRect(shown.grid.currentIndex()).translated(shown.grid.viewport().pos()).contains(inside)


def test_space_marks_as_published_with_time_and_link(qtbot, page, desk, forms):
    one = add(desk, 1, 2, time="11:00")
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Space)
    form = forms[-1].form
    assert form.values()["time1"] == "12:00", "it is late: it did not go out when it was planned"
    form.show_values({"time1": "11:05", "link1": "https://a.example/1", "time2": ""})
    form.complete()
    found = posts.view(desk, one.id)
    assert [bool(place.published_at) for place in found.placements] == [True, False]
    assert (found.placements[0].permalink, found.post.time) == ("https://a.example/1", "11:05")
    assert not forms[-1].isVisible()


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        (TUESDAY, "11:59", "skulle ut i dag 11:59 och fylls i i efterhand."),
        (TUESDAY - timedelta(1), "11:00", "skulle ut i går 11:00 och fylls i i efterhand."),
        (TUESDAY - timedelta(1), "", "skulle ut i går och fylls i i efterhand."),
        (TUESDAY, "12:00", "gick ut:"),
        (TUESDAY, "", "gick ut:"),
        (TUESDAY + timedelta(1), "11:00", "gick ut:"),
    ],
)
def test_what_is_late_is_filled_in_as_of_now_and_says_that_it_comes_afterwards(qtbot, desk, forms, day, time, said):
    mark_published(None, desk, add(desk, 1, day=day, time=time).id)
    qtbot.addWidget(forms[-1])
    values = forms[-1].form.values()
    assert (values["day1"], values["time1"]) == (TUESDAY, "12:00")
    assert any(said in one.text() for one in forms[-1].findChildren(QLabel))


def test_a_time_ahead_is_refused_in_the_form_and_nothing_is_lost(qtbot, desk, forms):
    one = add(desk, 1)
    mark_published(None, desk, one.id)
    dialog = forms[-1]
    qtbot.addWidget(dialog)
    dialog.form.show_values({"time1": "23:00", "link1": "https://a.example/1"})
    dialog.form.complete()
    assert dialog.isVisible()
    assert dialog.form.values()["link1"] == "https://a.example/1"
    assert posts.view(desk, one.id).post.state is PostState.APPROVED


def test_log_what_went_out_unplanned(qtbot, desk, forms):
    log_published(None, desk, 1, TUESDAY)
    qtbot.addWidget(forms[-1])
    forms[-1].form.show_values({"text": "Ändrat öppet", "time": "09:00", "link": "https://a.example/2"})
    forms[-1].form.complete()
    (found,) = posts.search(desk, "ändrat")
    assert (found.state, found.planned, found.time) == (PostState.PUBLISHED, False, "09:00")
