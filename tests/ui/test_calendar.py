"""The week by keys, mouse and ear, and the form that loses nothing that was typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import Problem
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import calendar, opening
from smdesk.operations import post as posts
from smdesk.ui.calendar.cells import places
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.form import PostForm
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.menu import cell_menu
from smdesk.ui.calendar.page import CalendarPage
from smdesk.ui.calendar.publish import log_published, mark_published
from smdesk.ui.form import FormDialog
from smdesk.ui.memory import Memory

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
TUESDAY = date(2026, 11, 24)
Key = Qt.Key


class Told:
    """What a page asked of the window."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.opened: list[tuple[str, int]] = []
        self.said: list[str] = []
        self.problems: list[str] = []
        self.commands: list[str] = []

    def open(self, page_key: str, subject_id: int = 0) -> None:
        self.opened.append((page_key, subject_id))

    def tell(self, text: str) -> None:
        self.said.append(text)

    def tell_problems(self, problems: list[Problem]) -> None:
        self.problems += [one.code for one in problems]

    def run(self, command: str) -> None:
        self.commands.append(command)

    def use_theme(self, choice: str, percent: int) -> None:
        raise AssertionError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    for name, url in (("Huvudsidan", "https://a.example"), ("Seniorhälsan", "file:///etc/passwd"), ("Parklekarna", "")):
        made.store.account.add(Account(name=name, platform="facebook_page", url=url))
    made.store.routine.requirements.add(
        Requirement(account_id=1, kind=RequirementKind.POSTS, value=3, valid_from=date(2026, 1, 1))
    )
    yield made
    made.close()


def add(desk: Desk, *accounts: int, **fields) -> Post:
    start = {"text": "Öppet hus", "day": TUESDAY, "time": "15:00", "state": PostState.APPROVED}
    made = desk.store.post.add(Post(**start | fields))
    for account in accounts:
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account))
    return made


@pytest.fixture
def told(memory) -> Told:
    return Told(memory)


@pytest.fixture
def page(qtbot, desk: Desk, told: Told, look) -> Callable[[], CalendarPage]:
    def made() -> CalendarPage:
        shown = CalendarPage(desk, told)
        qtbot.addWidget(shown)
        desk.listen(shown.changed)
        shown.resize(1200, 700)
        with qtbot.waitExposed(shown):
            shown.show()
        shown.activateWindow()
        shown.grid.setFocus()
        return shown

    return made


@pytest.fixture
def forms(monkeypatch) -> list[QDialog]:
    """The dialogs that were opened; each is shown, and goes on to be used by the test."""
    found: list[QDialog] = []

    def show(dialog: QDialog) -> int:
        found.append(dialog)
        dialog.show()
        return 0

    for kind in (PostForm, FormDialog, PostList, SpecialDays):
        monkeypatch.setattr(kind, "exec", show)
    return found


def place(page: CalendarPage, account: int, day: date, post: int = 0) -> QPoint:
    """The middle of a post in the viewport, or a blank spot of the cell."""
    index = page.grid.week.place(account, day)
    rect = page.grid.visualRect(index)
    for one, where in places(page.grid.week.cell(index), rect.width(), page.grid.font()):
        if one.post_id == post:
            return where.translated(rect.topLeft()).center()
    return rect.bottomLeft() + QPoint(10, -4)


def at(page: CalendarPage) -> tuple[int, date, int]:
    cell = page.grid.current_cell()
    return cell.account_id, cell.day, page.grid.current_post()


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
    assert week.headerData(1, Qt.Orientation.Horizontal, role) == "tisdag 24 november, idag, Orange dagen"
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
    monkeypatch.setattr("smdesk.ui.calendar.page.QDesktopServices.openUrl", lambda url: opened.append(url.toString()))
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


def test_a_post_is_dropped_on_another_day_of_its_lane_only(page, desk):
    one = add(desk, 1)
    shown = page()
    grid = shown.grid
    grid._dragged = (one.id, 0)  # as `_drag` leaves it while the system's own loop runs
    mime = QMimeData()
    args = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for account, day, moved in ((2, date(2026, 11, 26), TUESDAY), (1, date(2026, 11, 26), date(2026, 11, 26))):
        spot = place(shown, account, day)
        over = QDragMoveEvent(spot, *args)
        grid.dragMoveEvent(over)
        assert over.isAccepted() is (account == 1)
        grid.dropEvent(QDropEvent(QPointF(spot), *args))
        assert posts.view(desk, one.id).post.day == moved
    desk.undo()
    assert posts.view(desk, one.id).post.day == TUESDAY


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
    assert dead == {"before", "after", "delete"}
    shown._asked("approved", one.id)
    assert posts.view(desk, one.id).post.state is PostState.APPROVED


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
    assert form.values()["time1"] == "11:00", "most likely when it was planned"
    form.show_values({"time1": "11:05", "link1": "https://a.example/1", "time2": ""})
    form.complete()
    found = posts.view(desk, one.id)
    assert [bool(place.published_at) for place in found.placements] == [True, False]
    assert (found.placements[0].permalink, found.post.time) == ("https://a.example/1", "11:05")
    assert not forms[-1].isVisible()


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


# The form.


@pytest.fixture
def form(qtbot, desk) -> Callable[..., PostForm]:
    def made(post: Post | None = None, accounts: tuple[int, ...] = (1,)) -> PostForm:
        dialog = PostForm(None, desk, post or Post(day=TUESDAY), accounts)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def text_of(dialog: PostForm):
    return dialog.form.editors["text"].input


def test_the_first_letter_makes_a_draft_within_a_second(qtbot, desk, form):
    dialog = form()
    assert desk.store.post.count() == 0
    qtbot.keyClicks(text_of(dialog), "S")
    qtbot.waitUntil(lambda: desk.store.post.count() == 1, timeout=1000)
    (kept,) = desk.store.post.all()
    assert (kept.text, kept.state, kept.day) == ("S", PostState.DRAFT, TUESDAY)
    qtbot.keyClicks(text_of(dialog), "ommarlov")
    qtbot.waitUntil(lambda: desk.store.post.all()[0].text == "Sommarlov", timeout=1000)
    dialog.reject()
    assert dialog.outcome() == "Sparat som utkast: tisdag 24 november."
    desk.undo()
    assert desk.store.post.count() == 0, "one sitting is one step"


def test_escape_keeps_what_was_just_typed(qtbot, desk, form):
    dialog = form()
    qtbot.keyClicks(text_of(dialog), "Hej")
    qtbot.keyClick(text_of(dialog), Key.Key_Escape)
    assert not dialog.isVisible()
    assert [one.text for one in desk.store.post.all()] == ["Hej"]


def test_an_empty_one_leaves_nothing_behind(qtbot, desk, form):
    dialog = form()
    qtbot.keyClicks(text_of(dialog), "H")
    dialog.save()
    qtbot.keyClick(text_of(dialog), Key.Key_Backspace)
    dialog.reject()
    assert desk.store.post.count() == 0
    assert dialog.outcome() == ""


def test_a_stored_post_that_is_emptied_is_not_thrown_away(desk, form):
    dialog = form(add(desk, 1, state=PostState.DRAFT))
    text_of(dialog).setPlainText("")
    dialog.reject()
    assert desk.store.post.count() == 1


def test_a_day_that_is_none_is_told_beside_it_and_the_old_one_kept(qtbot, desk, form):
    one = add(desk, 1)
    dialog = form(one)
    dialog.form.editors["day"].input.setText("31/2")
    dialog.save()
    assert posts.view(desk, one.id).post == one
    dialog.form.complete()
    assert dialog.isVisible()
    assert any("31/2" in label.text() for label in dialog.form.editors["day"].findChildren(QLabel))


def test_what_is_missing_is_hinted_beside_its_field(desk, form):
    dialog = form(add(desk, state=PostState.DRAFT, day=None, link="stockholm.se"), ())
    told = {name: [one.text() for one in editor.findChildren(QLabel)] for name, editor in dialog.form.editors.items()}
    assert "Välj minst ett konto." in told["accounts"]
    assert "Ange en dag, eller spara inlägget som idé." in told["day"]
    assert "Länken börjar inte med https://." in told["link"]


def test_states_are_given_by_the_allowed_ways(desk, form, forms):
    one = add(desk, 1, state=PostState.DRAFT)
    dialog = form(one)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton) if button.isVisible()}
    assert {"Gör till idé", "Godkänn", "Markera publicerat…", "Stryk"} <= buttons.keys()
    buttons["Godkänn"].click()
    assert posts.view(desk, one.id).post.state is PostState.APPROVED
    text_of(dialog).setPlainText("")
    dialog.save()
    assert posts.view(desk, one.id).post.state is PostState.DRAFT, "without text it is not approved any more"
    dialog.give_state(PostState.APPROVED)
    assert posts.view(desk, one.id).post.state is PostState.DRAFT


def test_of_a_published_post_only_the_words_can_be_changed(desk, form):
    one = add(desk, 1)
    posts.publish(desk, one.id, [posts.Publication(account_id=1, at=NOW)])
    dialog = form(posts.view(desk, one.id).post)
    assert [dialog.form.editors[name].input.isEnabled() for name in ("day", "time", "accounts", "text")] == [
        False, False, False, True,
    ]  # fmt: skip
    text_of(dialog).setPlainText("Öppet hus!")
    dialog.reject()
    assert posts.view(desk, one.id).post.text == "Öppet hus!"


def test_images_are_copied_in_and_described(qtbot, desk, form, tmp_path):
    picture, paper = tmp_path / "parken.png", tmp_path / "beslut.pdf"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(picture))
    paper.write_bytes(b"%PDF-")
    dialog = form()
    dialog.images.take_in([picture, paper])
    qtbot.waitUntil(lambda: bool(dialog.view.images) and not dialog.images._rows[0].picture.pixmap().isNull())
    assert "beslut.pdf är inte en bild" in dialog._trouble.accessibleName()
    assert [(one.name, one.alt) for one in dialog.view.images] == [("parken.png", "")]
    qtbot.keyClicks(dialog.images._rows[0].alt, "Gunga i sol")
    dialog.reject()
    (kept,) = desk.store.post.all()
    assert [one.alt for one in posts.view(desk, kept.id).images] == ["Gunga i sol"]
    again = form(kept)
    again.images._rows[0].removed.emit(again.images._rows[0].id)
    assert posts.view(desk, kept.id).images == ()


def test_what_cannot_be_saved_stays_in_the_fields_and_is_told(desk, form, monkeypatch):
    dialog = form(add(desk, 1, state=PostState.DRAFT))
    desk.store.may_write = False
    text_of(dialog).setPlainText("Skrivet i onödan?")
    assert not dialog.save()
    assert "skrivskyddad" in dialog._trouble.accessibleName()
    asked: list[str] = []
    monkeypatch.setattr("smdesk.ui.calendar.form.ask", lambda *words: bool(asked.append(words[1])))
    dialog.reject()
    assert asked == ["Stänga ändå?"]
    assert dialog.isVisible()
    assert text_of(dialog).toPlainText() == "Skrivet i onödan?"
    desk.store.may_write = True
    dialog.reject()
    assert desk.store.post.all()[0].text == "Skrivet i onödan?"


# The lists.


def test_ideas_wait_without_a_day(qtbot, page, desk, forms):
    idea = add(desk, 1, day=None, state=PostState.IDEA, text="Sommarlov")
    shown = page()
    assert any(button.text() == "Idébank (1)" for button in shown.head.findChildren(QPushButton))
    shown.run("post.ideas")
    window = forms[-1]
    assert [row.title for row in window.list.rows()] == ["Sommarlov"]
    qtbot.keyClick(window.list, Key.Key_Return)
    assert forms[-1].view.post.id == idea.id
    next(one for one in window.findChildren(QPushButton) if one.text() == "Ny idé…").click()
    new = forms[-1]
    new.form.show_values({"text": "Höstlov"})
    new.save()
    newest = posts.ideas(desk)[0]
    assert (newest.text, newest.state) == ("Höstlov", PostState.IDEA)


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
    window.search.setText("röjning")
    qtbot.waitUntil(lambda: len(window.list.rows()) == 1)
    qtbot.keyClick(window.search, Key.Key_Return)
    window.list.go_to(one.id)
    qtbot.keyClick(window.list, Key.Key_Return)
    assert not window.isVisible()
    shown.show_subject(one.id)
    assert at(shown) == (2, date(2025, 6, 4), one.id)


def test_special_days_are_ticked_free_added_and_removed(qtbot, desk, forms):
    window = SpecialDays(None, desk, 2026)
    qtbot.addWidget(window)
    window.show()
    (eve,) = [row for row in window.list.rows() if row.title == "Julafton"]
    window.list.go_to(eve.id)
    qtbot.keyClick(window.list, Key.Key_Space)
    assert calendar.workdays(desk).is_working(date(2026, 12, 24))
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert "Julafton" in [row.title for row in window.list.rows()]
    window._add()
    forms[-1].form.show_values({"name": "Nämndmöte", "day": date(2026, 11, 26)})
    forms[-1].form.complete()
    window.reload()
    (own,) = [row for row in window.list.rows() if row.title == "Nämndmöte"]
    window.list.go_to(own.id)
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
