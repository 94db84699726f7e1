"""Rutiner: any day's rounds, the month in signs and words, the duties with their past, and the pauses."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QTabWidget

from smdesk.domain.duty import Duty, Rhythm
from smdesk.domain.routine import DayState, PauseKind, RoundState
from smdesk.operations import duty, routine
from smdesk.operations.calendar import workdays
from smdesk.ui.kit import theme
from smdesk.ui.routine.duties import DutyDialog
from smdesk.ui.routine.matrix import SIGNS, TONES
from smdesk.ui.routine.page import RoutinePage
from smdesk.ui.routine.pauses import PauseDialog

MONDAY = date(2026, 11, 23)


class Frame:
    """What the window is to a page, noted."""

    def __init__(self):
        self.opened, self.told = [], []

    def open(self, page_key, subject_id=0):
        self.opened.append((page_key, subject_id))

    def tell(self, text):
        self.told.append(text)


@pytest.fixture
def page(qtbot, desk, look):
    made = RoutinePage(desk, Frame())
    qtbot.addWidget(made)
    desk.listen(made.changed)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def in_dialog(work):
    """Do `work(dialog)` in the next dialog that opens."""

    def later():
        dialog = QApplication.activeModalWidget()
        try:
            work(dialog)
        finally:
            QDialog.done(dialog, 0)

    QTimer.singleShot(0, later)


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())


# any day's rounds


def test_another_day_is_chosen_and_filled_in_late(qtbot, page, desk):
    in_dialog(lambda dialog: (dialog.form.show_values({"day": MONDAY}), dialog.ok.click()))
    button(page, "Välj dag…").click()
    assert page.day._title.text() == "Måndag 23 november"
    assert page.day._note.text().startswith("Dagen har gått")
    missed = next(row for row in page.day.list.rows() if row.chip == "missat")
    page.day.list.setFocus()
    page.day.list.go_to(missed.id)
    in_dialog(lambda dialog: dialog.close())
    qtbot.keyClick(page.day.list, Qt.Key.Key_Space)
    assert desk.store.routine.of_round(*missed.id) is None, "nothing is stored unasked"
    in_dialog(lambda dialog: (dialog.form.show_values({"note": "Ringt kollegan"}), dialog.ok.click()))
    qtbot.keyClick(page.day.list, Qt.Key.Key_Space)
    made = desk.store.routine.of_round(*missed.id)
    assert (made.late, made.note) == (True, "Ringt kollegan")
    rows = page.day.list.rows()
    assert next(row for row in rows if row.id == missed.id).chip == "sent ifylld"
    done = sum(bool(row.check) for row in rows)
    assert page.day._fact.text() == f"v. 48, {done} av {len(rows)} pass klara, varav 1 sent ifyllt"


def test_a_day_to_come_has_nothing_to_tick_and_a_free_one_says_why(qtbot, page):
    page.day.show_day(date(2026, 11, 25))
    assert all(row.check is None for row in page.day.list.rows())
    page.day.list.setFocus()
    qtbot.keyClick(page.day.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.day.list, Qt.Key.Key_Return)
    page.day.show_day(date(2026, 11, 28))
    assert page.day._sentence.text() == "Inga pass: ledig dag."
    page.day.show_day(date(2020, 1, 2))
    assert page.day._sentence.text() == "Inga pass: före registrets första dag."
    button(page, "I dag").click()
    assert page.day._title.text() == "Tisdag 24 november"


# the month


def test_the_month_model_keeps_qts_rules(qtmodeltester, page):
    page.tabs.setCurrentIndex(1)
    qtmodeltester.check(page.month.view.matrix, force_py=True)


def test_every_cell_says_account_day_and_state_in_words(page, desk):
    page.tabs.setCurrentIndex(1)
    model = page.month.view.matrix
    lines = routine.month(desk, MONDAY)
    seen = set()
    for row, line in enumerate(lines):
        for column, cell in enumerate(line.cells):
            words = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
            assert words.startswith(f"{line.account.name}, ")
            assert f" {cell.day.day} november 2026" in words
            seen.add((model.index(row, column).data(), words.split(": ")[1].split(",")[0]))
    assert {sign for sign, _ in seen} >= {"✓", "✕", "·", "○"}
    words_of = {}
    for sign, words in seen:
        words_of.setdefault(sign, set()).add(words)
    assert all(len(words) == 1 for words in words_of.values()), "a sign means one thing"


def test_a_day_filled_in_late_never_looks_like_one_made_in_time(page, desk):
    lines = routine.month(desk, MONDAY)
    late = [
        (row, column)
        for row, line in enumerate(lines)
        for column, cell in enumerate(line.cells)
        if cell.late and cell.state is DayState.DONE
    ]
    if not late:
        missed = next(one for one in routine.lines(desk, date(2026, 11, 2), MONDAY) if not one.round.is_made)
        routine.tick(desk, *missed.round.key)
        late = [([line.account.id for line in lines].index(missed.account.id), missed.round.day.day - 1)]
    page.tabs.setCurrentIndex(1)
    index = page.month.view.matrix.index(*late[0])
    assert index.data() == "s"
    assert "sent ifyllt" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_enter_opens_the_day_at_the_account_and_page_keys_turn_the_month(qtbot, page, desk):
    page.tabs.setCurrentIndex(1)
    view = page.month.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert page.month._title.text() == "Oktober 2026"
    assert page.month.view.matrix.columnCount() == 32
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert page.month._title.text() == "November 2026"
    view.setCurrentIndex(view.matrix.index(1, 22))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == 0
    assert page.day.day == MONDAY
    assert page.day.list.current()[0] == view.matrix.lines[1].account.id


def test_coming_with_an_account_goes_to_its_oldest_missed_day_that_idag_tells_of(page, desk):
    since = routine.look_back_from(desk, workdays(desk))
    missed = [line for line in routine.lines(desk, since, desk.today()) if line.state is RoundState.MISSED]
    account = missed[-1].account
    oldest = min(line.round.day for line in missed if line.account.id == account.id)
    page.show_subject(account.id)
    page.focus_content()
    view = page.month.view
    assert page.tabs.currentIndex() == 1
    assert view.hasFocus()
    assert view.matrix.lines[view.currentIndex().row()].account.id == account.id
    assert view.matrix.cell(view.currentIndex()).day == oldest
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_coming_with_an_account_that_missed_nothing_goes_to_its_line(page):
    page.show_subject(3)
    view = page.month.view
    assert view.matrix.lines[view.currentIndex().row()].account.id == 3


def test_a_whole_month_of_31_days_fits_a_window_of_1280(page):
    page.resize(1280 - 208, 800)
    page.tabs.setCurrentIndex(1)
    page.month.turn(-1)
    QApplication.processEvents()
    view = page.month.view
    assert view.matrix.columnCount() == 32
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(0) >= 22
    names = [one.account.name for one in view.matrix.lines]
    assert max(map(view.fontMetrics().horizontalAdvance, names)) < view.verticalHeader().width()


def test_with_large_text_in_a_small_window_the_names_give_way_to_the_days(page, look):
    look.use("light", 200)
    page.resize(1024 - 60, 700)
    page.tabs.setCurrentIndex(1)
    QApplication.processEvents()
    view = page.month.view
    assert view.verticalHeader().width() <= view.width() / 3
    assert view.viewport().width() > 10 * view.columnWidth(0)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex())), "today is in sight"
    assert view.viewport().height() > 2 * view.rowHeight(0)
    long = max(range(len(view.matrix.lines)), key=lambda row: len(view.matrix.lines[row].account.name))
    assert view.rowHeight(long) > 2 * view.fontMetrics().height(), "a long name stands on several rows"


def test_a_tick_keeps_the_cell_she_is_on(page, desk):
    page.tabs.setCurrentIndex(1)
    view = page.month.view
    view.setCurrentIndex(view.matrix.index(2, 5))
    open_one = next(one for one in routine.today(desk) if not one.round.is_made)
    routine.tick(desk, *open_one.round.key)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 5)


def test_the_matrix_lets_tab_out_and_its_signs_can_be_read_in_every_theme(page):
    assert not page.month.view.tabKeyNavigation()
    for tokens in theme.THEMES.values():
        for state in SIGNS:
            ink, _ = tokens.tone(TONES[state])
            assert theme.contrast(ink, tokens.card) >= 4.5


# duties


def test_a_duty_is_chosen_ticked_and_its_past_is_told(qtbot, page, desk):
    page.tabs.setCurrentIndex(2)
    panel = page.duties
    here = next(row for row in panel.listed.list.rows() if row.check is False and row.chip == "i dag")
    panel.listed.list.setFocus()
    panel.listed.list.go_to(here.id)
    assert panel.detail._title.text() == here.title
    past = panel.history.rows()
    assert past[0].title == "Tisdag 24 november"
    qtbot.keyClick(panel.listed.list, Qt.Key.Key_Space)
    assert desk.store.routine.done_of(here.id, desk.today(), desk.today())
    assert panel.history.rows()[0].chip == "klar"
    assert panel.listed.list.current() == here.id
    row = next(one for one in panel.listed.list.rows() if one.id == here.id)
    assert (row.chip, row.check) == ("klar i dag", True)
    qtbot.keyClick(panel.listed.list, Qt.Key.Key_Space)
    row = next(one for one in panel.listed.list.rows() if one.id == here.id)
    assert (row.chip, row.check) == ("i dag", False)
    assert not desk.store.routine.done_of(here.id, desk.today(), desk.today())


def test_a_past_turn_of_a_duty_is_asked_about_and_keeps_its_note(page, desk):
    page.tabs.setCurrentIndex(2)
    panel = page.duties
    for here in panel.listed.list.rows():
        panel.listed.list.go_to(here.id)
        if past := next((one for one in panel.history.rows() if not one.check and one.id[1] < desk.today()), None):
            break
    day = past.id[1]
    panel.history.go_to(past.id)
    in_dialog(lambda dialog: dialog.reject())
    panel.history.ticked.emit(past.id)
    assert not desk.store.routine.done_of(here.id, day, day), "asked, and not done"

    def fill(dialog):
        assert any("gjord sent" in one.text() for one in dialog.findChildren(QLabel))
        dialog.form.editors["note"].show_value("Gjordes i telefon")
        dialog.ok.click()

    in_dialog(fill)
    panel.history.ticked.emit(past.id)
    (done,) = desk.store.routine.done_of(here.id, day, day)
    assert done.note == "Gjordes i telefon"


def test_a_duty_asks_only_for_what_its_frequency_needs(qtbot, page, desk):
    dialog = DutyDialog(page, desk, Duty(title="", rhythm=Rhythm.WEEK, starts_on=desk.today()))
    qtbot.addWidget(dialog)
    names = ("weekday", "month", "day")
    needed = {}
    for rhythm in Rhythm:
        dialog.form.show_values({"rhythm": rhythm})
        needed[rhythm] = [name for name in names if dialog.form.editors[name].isVisibleTo(dialog)]
    assert needed == {
        Rhythm.DAY: [],
        Rhythm.WEEK: ["weekday"],
        Rhythm.MONTH: ["day"],
        Rhythm.TERTIAL: [],
        Rhythm.YEAR: ["month", "day"],
    }


def test_list_and_detail_scroll_each_by_itself(qtbot, page):
    page.tabs.setCurrentIndex(2)
    panel = page.duties
    page.resize(1200, 600)
    areas = panel.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: [area.verticalScrollBar().maximum() > 0 for area in areas] == [True, True])
    areas[0].verticalScrollBar().setValue(50)
    assert areas[1].verticalScrollBar().value() == 0


def test_a_duty_is_added_changed_ended_and_taken_up_again(page, desk):
    page.tabs.setCurrentIndex(2)
    panel = page.duties
    in_dialog(
        lambda dialog: (
            dialog.form.show_values({"title": "Läs av brevlådan", "rhythm": Rhythm.MONTH, "day": 20}),
            dialog.ok.click(),
        )
    )
    button(panel, "Ny uppgift…").click()
    made = next(one for one in duty.current(desk) if one.title == "Läs av brevlådan")
    assert (made.rhythm, made.day) == (Rhythm.MONTH, 20)
    panel.listed.list.go_to(made.id)
    in_dialog(lambda dialog: (dialog.form.show_values({"title": "Töm brevlådan"}), dialog.ok.click()))
    button(panel, "Ändra…").click()
    assert panel.detail._title.text() == "Töm brevlådan"
    older = duty.current(desk)[0]
    panel.listed.list.go_to(older.id)
    button(panel, "Avsluta").click()
    assert older.id not in [one.id for one in duty.current(desk)]
    assert panel.ended.isVisible()
    panel.ended.list.pressed.emit(older.id)
    assert older.title in [one.title for one in duty.current(desk)]
    assert not panel.ended.isVisible()


def test_what_is_wrong_with_a_duty_is_told_in_its_form(page, desk):
    dialog = DutyDialog(page, desk, duty.current(desk)[0])
    dialog.form.show_values({"day": 40})
    dialog.ok.click()
    assert dialog.form.editors["day"]._problem.text() == "Ange en dag som finns."
    QDialog.done(dialog, 0)


# pauses


def test_a_pause_is_added_and_ended(page, desk):
    page.tabs.setCurrentIndex(3)
    assert page.pauses._sentence.text().startswith("Inga pauser.")
    in_dialog(lambda dialog: (dialog.form.show_values({"reason": "Utbildning"}), dialog.ok.click()))
    button(page.pauses, "Lägg in paus…").click()
    ((pause, account),) = routine.pauses(desk)
    assert (account, pause.kind, pause.first_day) == (None, PauseKind.ABSENCE, desk.today())
    (row,) = page.pauses.list.rows()
    assert (row.title, row.chip) == ("Alla konton", "pågår")
    assert not [one for one in routine.today(desk) if not one.round.is_made]
    page.pauses.list.pressed.emit(row.id)
    assert routine.pauses(desk) == []


def test_a_season_for_all_accounts_is_refused_in_the_form(page, desk):
    dialog = PauseDialog(page, desk)
    choice = dialog.form.editors["account_id"]
    assert dialog.windowTitle() == "Lägg in paus för alla konton"
    for account_id in (3, 0):
        choice.show_value(account_id)
        name = desk.store.account.get(account_id).name if account_id else "alla konton"
        assert dialog.windowTitle() == f"Lägg in paus för {name}"
    dialog.form.show_values({"kind": PauseKind.SEASON})
    dialog.ok.click()
    assert "Bara frånvaro" in dialog.form.editors["account_id"]._problem.text()
    assert routine.pauses(desk) == []
    QDialog.done(dialog, 0)


def test_every_tab_has_a_name_and_only_the_one_on_screen_is_read(page):
    tabs = page.findChild(QTabWidget)
    assert [tabs.tabText(number) for number in range(tabs.count())] == [
        "Bevakning", "Månad", "Uppgifter", "Pauser och frånvaro",
    ]  # fmt: skip
    assert page.month.view.matrix.lines == []
