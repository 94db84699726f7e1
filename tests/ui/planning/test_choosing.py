"""Several posts chosen by keys and clicks, in the week and in the month, and what is done with them."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from smdesk.domain.post import PostState
from smdesk.operations import post as posts
from smdesk.ui.calendar import choosing
from smdesk.ui.calendar.menu import cell_menu

from .week import NOW, TUESDAY, add, place

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
WEDNESDAY = TUESDAY + timedelta(1)


def chosen(page) -> set[int]:
    return set(page.view.marks.chosen)


def bar_says(page) -> str:
    words = [one.text() for one in page.chosen_bar.findChildren(QLabel)]
    return words[0] if page.chosen_bar.isVisible() else ""


def test_shift_and_arrows_choose_what_one_goes_over_and_escape_none(qtbot, page, desk, monkeypatch):
    spoken: list[str] = []
    monkeypatch.setattr(choosing, "announce", lambda _widget, text: spoken.append(text))
    one, two, three = add(desk, 1, time="13:00"), add(desk, 1, time="14:00"), add(desk, 2)
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Down, Held.ShiftModifier)
    assert (chosen(shown), bar_says(shown)) == ({one.id, two.id}, "2 inlägg valda")
    qtbot.keyClick(shown.grid, Key.Key_Down, Held.ShiftModifier)
    assert chosen(shown) == {one.id, two.id, three.id}
    assert spoken == ["2 inlägg valda", "3 inlägg valda"]
    qtbot.keyClick(shown.grid, Key.Key_Escape)
    assert (chosen(shown), bar_says(shown), spoken[-1]) == (set(), "", "Inget inlägg valt")


def test_ctrl_space_takes_one_more_or_less_and_ctrl_a_the_cell_the_row_all(qtbot, page, desk):
    one, two = add(desk, 1, time="13:00"), add(desk, 1, time="14:00")
    beside, below = add(desk, 1, day=WEDNESDAY), add(desk, 3)
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_Space, Held.ControlModifier)
    assert chosen(shown) == {one.id}
    qtbot.keyClick(shown.grid, Key.Key_Space, Held.ControlModifier)
    assert chosen(shown) == set()
    for expected in ({one, two}, {one, two, beside}, {one, two, beside, below}):
        qtbot.keyClick(shown.grid, Key.Key_A, Held.ControlModifier)
        assert chosen(shown) == {post.id for post in expected}


def test_clicks_choose_too(qtbot, page, desk, forms):
    one, two = add(desk, 1), add(desk, 1, day=WEDNESDAY)
    three = add(desk, 2, day=WEDNESDAY)
    shown = page()
    view = shown.grid.viewport()
    qtbot.mouseClick(view, LEFT, pos=place(shown, 1, TUESDAY, one.id))
    assert chosen(shown) == set()
    qtbot.mouseClick(view, LEFT, Held.ControlModifier, place(shown, 2, WEDNESDAY, three.id))
    assert chosen(shown) == {one.id, three.id}, "the one that was clicked first is one of them"
    qtbot.mouseClick(view, LEFT, Held.ControlModifier, place(shown, 2, WEDNESDAY, three.id))
    assert chosen(shown) == {one.id}
    qtbot.mouseClick(view, LEFT, pos=place(shown, 3, WEDNESDAY))
    assert (chosen(shown), forms) == (set(), []), "a click beside them lets them go, and makes no post"
    qtbot.mouseClick(view, LEFT, pos=place(shown, 1, TUESDAY, one.id))
    qtbot.mouseClick(view, LEFT, Held.ShiftModifier, place(shown, 2, WEDNESDAY, three.id))
    assert chosen(shown) == {one.id, two.id, three.id}
    qtbot.mouseClick(view, LEFT, pos=place(shown, 1, TUESDAY, one.id))
    assert chosen(shown) == set()


def test_shift_click_within_a_cell_takes_those_between(qtbot, page, desk):
    made = [add(desk, 1, time=f"{hour}:00") for hour in (10, 11, 12, 13)]
    shown = page()
    qtbot.mouseClick(shown.grid.viewport(), LEFT, pos=place(shown, 1, TUESDAY, made[0].id))
    qtbot.mouseClick(shown.grid.viewport(), LEFT, Held.ShiftModifier, place(shown, 1, TUESDAY, made[2].id))
    assert chosen(shown) == {one.id for one in made[:3]}


def test_alt_arrow_moves_all_as_one_step_over_to_the_next_week(qtbot, page, desk, told):
    sunday = date(2026, 11, 29)
    one, two = add(desk, 1, day=sunday), add(desk, 2, day=sunday)
    shown = page()
    shown.show_subject(one.id)
    shown.grid.choose_posts([one.id, two.id])
    qtbot.keyClick(shown.grid, Key.Key_Right, Held.AltModifier)
    assert [posts.view(desk, post.id).post.day for post in (one, two)] == [sunday + timedelta(1)] * 2
    assert shown.grid.shows(sunday + timedelta(1))
    assert chosen(shown) == {one.id, two.id}
    assert told.said[-1] == "Flyttat till måndag 30 november. 2 inlägg är flyttade."
    qtbot.keyClick(shown.grid, Key.Key_Down, Held.AltModifier | Held.ShiftModifier)
    assert {posts.view(desk, post.id).post.time for post in (one, two)} == {"15:15"}
    desk.undo()
    desk.undo()
    assert {posts.view(desk, post.id).post.day for post in (one, two)} == {sunday}


def test_delete_copy_state_and_the_idebank_are_for_all(qtbot, page, desk, told):
    one, two = add(desk, 1, text="Ett"), add(desk, 2, text="Två")
    shown = page()
    shown.grid.choose_posts([one.id, two.id])
    qtbot.keyClick(shown.grid, Key.Key_C, Held.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ett\n\nTvå"
    qtbot.keyClick(shown.grid, Key.Key_Space)
    assert told.said[-1].startswith("Publicera ett inlägg i taget.")
    shown.verbs.ask("draft", one.id)
    assert {posts.view(desk, post.id).post.state for post in (one, two)} == {PostState.DRAFT}
    qtbot.keyClick(shown.grid, Key.Key_I)
    assert {post.id for post in posts.ideas(desk)} == {one.id, two.id}
    assert chosen(shown) == set(), "only what is seen can be chosen"
    desk.undo()
    shown.grid.choose_posts([one.id, two.id])
    assert shown.run("delete")
    assert {post.id for post in posts.binned(desk)} == {one.id, two.id}
    assert told.said[-1] == "2 inlägg ligger i papperskorgen. Ctrl+Z tar tillbaka dem."
    desk.undo()
    shown.grid.choose_posts([one.id, two.id])
    qtbot.keyClick(shown.grid, Key.Key_D, Held.ControlModifier)
    assert len(chosen(shown)) == 2
    assert chosen(shown).isdisjoint({one.id, two.id}), "the copies are what is to be moved now"


def test_what_may_not_be_done_to_one_is_done_to_none_and_says_which(qtbot, page, desk, told):
    one, sent = add(desk, 1), add(desk, 2, text="Gympa")
    posts.publish(desk, sent.id, [posts.Publication(account_id=2, at=NOW - timedelta(hours=1))])
    shown = page()
    shown.grid.choose_posts([one.id, sent.id])
    qtbot.keyClick(shown.grid, Key.Key_Delete)
    assert (told.problems, posts.binned(desk)) == (["posts.one"], [])


def test_the_menu_of_several_offers_what_is_for_all(page, desk):
    one, two = add(desk, 1), add(desk, 2)
    shown = page()
    menu = cell_menu(shown, posts.view(desk, one.id), account=True, several=2)
    verbs = {action.data() for action in menu.actions() if action.data()}
    assert {"approved", "draft", "copy", "double", "before", "later", "shelve", "delete"} <= verbs
    assert not verbs & {"open", "publish"}
    assert two
    menu = cell_menu(shown, posts.view(desk, one.id), account=True, several=2, request=True)
    offered = {action.data() for action in menu.actions() if action.data()}
    assert verbs - offered == {"idea", "draft", "review", "approved", "dropped", "shelve"}, "a request has its own"


def test_a_copy_says_when_its_text_was_last_used(qtbot, page, desk, told):
    add(desk, 1, text="Snöröjning pågår")
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_D, Held.ControlModifier)
    assert told.said[-1].endswith("Texten användes senast tisdag 24 november 2026 på Huvudsidan.")


def test_in_the_month_shift_click_takes_the_days_between(qtbot, page, desk):
    made = [add(desk, 1, day=date(2026, 11, day)) for day in (13, 14, 16, 18)]
    shown = page()
    shown.show_as("month")
    grid = shown.view

    def middle(post) -> QPoint:
        index = grid.month.place_of(post.id)
        return grid.laid(index).place(post.id).translated(grid.visualRect(index).topLeft()).center()

    qtbot.mouseClick(grid.viewport(), LEFT, pos=middle(made[0]))
    qtbot.mouseClick(grid.viewport(), LEFT, Held.ShiftModifier, middle(made[2]))
    assert chosen(shown) == {one.id for one in made[:3]}
    qtbot.keyClick(grid, Key.Key_Down, Held.AltModifier)
    assert posts.view(desk, made[0].id).post.day == date(2026, 11, 20)
    shown.show_as("week")
    assert chosen(shown) == set()
