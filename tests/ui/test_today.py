"""Idag in a window's place: what is late, due and next, all of it done with keys where it stands."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from smdesk.desk import STOCKHOLM
from smdesk.domain.inbound import Registration
from smdesk.domain.person import Person
from smdesk.domain.post import PostState
from smdesk.domain.routine import Result
from smdesk.operations import crisis, inbound, opening, procedure, registration, routine
from smdesk.operations.today import Watch
from smdesk.ui.kit.theme import Tone
from smdesk.ui.post.tones import TONES
from smdesk.ui.today.incoming import REGISTER, SHOWN
from smdesk.ui.today.page import TodayPage
from smdesk.ui.today.rows import EVERY
from smdesk.words.post import STATES


class Frame:
    """What the window is to a page, noted."""

    def __init__(self):
        self.today = None
        self.opened, self.told, self.ran = [], [], []

    def open(self, page_key, subject_id=0):
        self.opened.append((page_key, subject_id))

    def tell(self, text):
        self.told.append(text)

    def tell_problems(self, problems):
        self.told += [problem.code for problem in problems]

    def run(self, command):
        self.ran.append(command)


@pytest.fixture
def frame():
    return Frame()


@pytest.fixture
def page(qtbot, desk, look, frame):
    return shown(qtbot, desk, frame)


def shown(qtbot, desk, frame):
    frame.today = Watch(desk)
    made = TodayPage(desk, frame)
    qtbot.addWidget(made)
    desk.listen(made.changed)
    made.resize(1072, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made._seen.steps is not None)
    return made


def key_on(qtbot, view, row_id, key, modifier=Qt.KeyboardModifier.NoModifier):
    view.setFocus()
    view.go_to(row_id)
    qtbot.keyClick(view, key, modifier)


def row(view, row_id):
    return next(row for row in view.rows() if row.id == row_id)


def in_dialog(work):
    """Do `work(dialog)` in the next dialog that opens."""

    def later():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            work(dialog)
        finally:
            QDialog.done(dialog, 0)  # whatever went wrong, the test goes on and tells

    QTimer.singleShot(0, later)


def first_open(page):
    return next(row for row in page.rounds.list.rows() if row.check is False and row.chip != "missat")


def test_space_ticks_and_unticks_in_place_and_undo_takes_it_back(qtbot, page, desk):
    view = page.rounds.list
    before = [one.id for one in view.rows()]
    here = first_open(page)
    key_on(qtbot, view, here.id, Qt.Key.Key_Space)
    assert row(view, here.id).check
    assert row(view, here.id).chip == "klart"
    assert [one.id for one in view.rows()][: len(before) - 1] == before[:-1], "nothing moves under her hand"
    assert view.current() == here.id
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert row(view, here.id).check is False
    qtbot.keyClick(view, Qt.Key.Key_Space)
    desk.undo()
    assert row(view, here.id).check is False


def test_enter_ticks_with_a_result_and_a_note(qtbot, page, desk):
    here = first_open(page)

    def fill(dialog):
        dialog.form.show_values({"result": Result.ACTED, "note": "dolde en kommentar"})
        dialog.ok.click()

    in_dialog(fill)
    key_on(qtbot, page.rounds.list, here.id, Qt.Key.Key_Return)
    made = desk.store.routine.of_round(*here.id)
    assert (made.result, made.note) == (Result.ACTED, "dolde en kommentar")
    assert "åtgärdat · dolde en kommentar" in row(page.rounds.list, here.id).subtitle


def test_a_missed_round_is_red_and_entered_late_with_words(qtbot, page, desk):
    of_one = [line.round for line in page._seen.missed]
    for one in of_one[1:]:  # the others are entered, so that one is left and stands for itself
        routine.tick(desk, one.account_id, one.day, one.slot)
    page.refresh()
    missed = next(one for one in page.rounds.list.rows() if one.chip == "missat")
    assert missed.tone is Tone.LATE
    assert "november" in missed.subtitle
    assert "5 arbetsdagar" in page.rounds._note.text()
    in_dialog(lambda dialog: dialog.close())
    key_on(qtbot, page.rounds.list, missed.id, Qt.Key.Key_Space)
    assert desk.store.routine.of_round(*missed.id) is None, "nothing is stored unasked"
    in_dialog(lambda dialog: (dialog.form.show_values({"note": "Ringt kollegan"}), dialog.ok.click()))
    key_on(qtbot, page.rounds.list, missed.id, Qt.Key.Key_Space)
    made = desk.store.routine.of_round(*missed.id)
    assert (made.late, made.note) == (True, "Ringt kollegan")
    assert missed.id not in [one.id for one in page.rounds.list.rows()]


def test_what_is_late_comes_first(page):
    late = [one.tone is Tone.LATE for one in page.rounds.list.rows()]
    assert late == sorted(late, reverse=True)
    assert any(late)


def test_what_was_done_before_she_came_is_folded_away_until_asked_for(qtbot, page):
    here = first_open(page)
    key_on(qtbot, page.rounds.list, here.id, Qt.Key.Key_Space)
    page.hide()
    page.show()
    page.refresh()
    rows = page.rounds.list.rows()
    assert here.id not in [one.id for one in rows]
    assert rows[-1].id == EVERY
    key_on(qtbot, page.rounds.list, EVERY, Qt.Key.Key_Return)
    rows = page.rounds.list.rows()
    assert here.id in [one.id for one in rows]
    assert rows[-1].check
    assert EVERY not in [one.id for one in rows]


def test_ctrl_o_visits_the_account_of_the_row_she_is_on(qtbot, page, frame, monkeypatch):
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()) or True)
    page.rounds.list.setFocus()
    page.rounds.list.go_to(first_open(page).id)
    assert page.run("web.open")
    page.goals.list.setFocus()
    assert page.run("web.open")
    assert all(url.startswith("https://www.") for url in visited)
    assert len(visited) == 2
    page.duties.list.setFocus()
    assert not page.run("web.open")


def test_only_a_web_address_is_followed(qtbot, page, desk, frame, monkeypatch):
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url) or True)
    desk.store.connection.execute("update account set url = 'file:///etc/passwd'")
    page.refresh()
    page.rounds.list.go_to(first_open(page).id)
    page.rounds.list.setFocus()
    assert not page.run("web.open")
    assert visited == []
    assert "har ingen länk" in frame.told[0]


def test_a_ready_post_is_marked_published_from_its_row(qtbot, page, desk):
    ready = next(one for one in page.posts.list.rows() if one.button == "Publicera…")
    in_dialog(lambda dialog: dialog.ok.click())
    key_on(qtbot, page.posts.list, ready.id, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.store.post.get(ready.id).state == "published"


def test_an_approved_post_that_is_rewritten_from_its_row_waits_for_a_new_approval(qtbot, page, frame):
    ready = next(one for one in page.posts.list.rows() if one.button == "Publicera…")

    def rewrite(dialog):
        dialog.form.editors["text"].input.setPlainText("Något annat")
        dialog.form.complete()

    in_dialog(rewrite)
    key_on(qtbot, page.posts.list, ready.id, Qt.Key.Key_Return)
    assert row(page.posts.list, ready.id).button == "Öppna"
    assert "godkänns igen" in frame.told[-1]


def test_a_state_has_the_colour_that_it_has_everywhere(page):
    chips = {one.chip: one.tone for one in page.posts.list.rows()}
    assert chips[STATES[PostState.APPROVED]] is TONES[PostState.APPROVED]
    assert TONES[PostState.APPROVED] is not TONES[PostState.PUBLISHED]


def test_the_words_agree_with_a_pass_and_a_post_in_gender(page):
    chips = " ".join(one.chip for view in (page.rounds, page.posts) for one in view.list.rows())
    assert not {"sen", "missad", "klar"} & set(chips.split())


def test_a_late_post_says_so_in_words_and_stands_first(page):
    first = page.posts.list.rows()[0]
    assert (first.chip, first.tone) == ("sent", Tone.LATE)
    assert "skulle ut" in first.subtitle


def test_a_paused_post_says_so_and_is_not_handed_out_from_its_row(page, desk):
    late = page.posts.list.rows()[0]
    crisis.begin(desk, "Vattenläcka")
    here = row(page.posts.list, late.id)
    assert (here.chip, here.tone, here.button) == ("pausat", Tone.WARNING, "Öppna")


@pytest.mark.parametrize("width", [640, 1072])
def test_the_whole_title_of_a_post_is_there_and_takes_one_line(page, desk, width):
    page.resize(width, 800)
    view = page.posts.list
    number = next(at for at, row in enumerate(view.rows()) if row.button)
    post = desk.store.post.get(view.rows()[number].id)
    heights = set()
    for title in ("Kort.", "Snöröjning pågår. Ser du en gångväg som inte är plogad? " * 5):
        with desk.step("post.write"):
            desk.store.post.change(replace(post, text=f"{title}\nMer text."))
        assert row(view, post.id).title == title.strip()
        heights.add(view.sizeHintForRow(number))
    assert len(heights) == 1


def test_duties_are_ticked_here(qtbot, page, desk):
    here = next(one for one in page.duties.list.rows() if one.check is False)
    key_on(qtbot, page.duties.list, here.id, Qt.Key.Key_Space)
    assert row(page.duties.list, here.id).check
    assert desk.store.routine.done_of(here.id[0], here.id[1], here.id[1])
    qtbot.keyClick(page.duties.list, Qt.Key.Key_Space)
    assert row(page.duties.list, here.id).check is False


def test_enter_on_a_duty_ticks_it_with_a_note(qtbot, page, desk):
    here = next(one for one in page.duties.list.rows() if one.check is False)
    in_dialog(lambda dialog: (dialog.form.show_values({"note": "inget att göra"}), dialog.ok.click()))
    key_on(qtbot, page.duties.list, here.id, Qt.Key.Key_Return)
    assert desk.store.routine.done_of(here.id[0], here.id[1], here.id[1])[0].note == "inget att göra"


def test_several_missed_rounds_of_an_account_are_one_row_that_leads_to_its_month(qtbot, page, desk, frame):
    desk.store.connection.execute("delete from tick where day >= '2026-11-18'")
    page.refresh()
    first = page.rounds.list.rows()[0]
    assert first.chip == "5 missade"
    assert "17 nov" in first.subtitle
    key_on(qtbot, page.rounds.list, first.id, Qt.Key.Key_Return)
    assert frame.opened[0][0] == "routine"
    assert desk.store.account.get(frame.opened[0][1]).name == first.title


def test_the_head_says_the_day_and_the_week(page):
    assert page._header._title.text() == "Tisdag 24 november"
    assert page._header._facts.text() == "vecka 48"


def test_an_empty_register_teaches_and_offers_the_first_account(qtbot, look, frame, tmp_path):
    desk = opening.begin(
        tmp_path / "new", office="Söderviks stadsdelsförvaltning", person=Person(name="Samordnare"),
        clock=lambda: datetime(2026, 11, 24, 9, 0, tzinfo=STOCKHOLM),
    )  # fmt: skip
    page = shown(qtbot, desk, frame)
    assert not page.rounds.isVisible()
    button = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Lägg till första"))
    assert button.isVisible()
    page.focus_content()
    assert page.window().focusWidget() is button, "the first thing to do, not the search in the page's head"
    button.click()
    assert frame.ran == ["account.new"]
    desk.close()


def test_midnight_and_the_clock_move_the_rows(qtbot, look, frame, tmp_path, desk):
    now = [desk.now()]
    desk._clock = lambda: now[0]
    page = shown(qtbot, desk, frame)
    coming = next(one for one in page.rounds.list.rows() if one.chip.startswith("om "))
    now[0] += timedelta(minutes=30)
    page.refresh()
    assert row(page.rounds.list, coming.id).chip != coming.chip
    now[0] += timedelta(days=1)
    page.refresh()
    assert page._header._title.text() == "Onsdag 25 november"
    assert coming.id[1] != routine.today(desk)[0].round.day


@pytest.mark.parametrize(("width", "narrow"), [(1040, False), (700, True)])
def test_two_columns_become_one(page, width, narrow):
    page.resize(width, 800)
    QApplication.processEvents()
    assert (page.goals.mapTo(page, page.goals.rect().topLeft()).x() < 100) == narrow


def test_a_step_that_waits_leads_to_its_procedure(qtbot, page, desk, frame):
    account = next(one for one in desk.store.account.all() if one.status == "active")
    run = procedure.begin_closure(desk, account.id)
    here = row(page.steps.list, run)
    assert (here.lead, here.title) == ("Avsluta", account.name)
    assert here.subtitle.startswith("A1 ")
    assert here.chip
    key_on(qtbot, page.steps.list, run, Qt.Key.Key_Return)
    assert frame.opened == [("procedure", run)]


def test_the_procedures_are_read_when_all_else_is_on_the_screen(qtbot, desk, look, frame):
    account = next(one for one in desk.store.account.all() if one.status == "active")
    run = procedure.begin_closure(desk, account.id)
    frame.today = Watch(desk)
    page = TodayPage(desk, frame)
    qtbot.addWidget(page)
    page.prepare()
    first = page.steps.list.rows()
    assert account.name in [one.title for one in first]
    assert page.rounds.list.rows()
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page._seen.steps is not None)
    rows = page.steps.list.rows()
    assert sorted(one.title for one in rows) == sorted(one.title for one in first)
    assert row(page.steps.list, run).subtitle.startswith("A1 ")


def test_what_came_in_and_is_due_is_opened_where_it_stands(qtbot, page, desk, frame):
    rows = page.incoming.list.rows()
    found = page._seen.incoming
    assert [one.id for one in rows[: len(found.lines)]] == [line.one.id for line in found.lines][:SHOWN]
    assert all(one.button == "Besvara" for one in rows if isinstance(one.id, int))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        key_on(qtbot, page.incoming.list, rows[0].id, key)
    assert frame.opened[-1] == ("inbound", rows[0].id)
    line = found.lines[0]
    inbound.close(desk, line.one.id)
    assert line.one.id not in [one.id for one in page.incoming.list.rows()]


def test_what_must_be_registered_stays_until_it_has_its_number(qtbot, page, desk, frame):
    for one in registration.waiting(desk):
        registration.set_number(desk, one.id, f"SÖD 2026/{one.id}")
    assert REGISTER not in [one.id for one in page.incoming.list.rows()]
    done = inbound.close(desk, page._seen.incoming.lines[0].one.id)
    registration.decide(desk, done.id, Registration.YES)
    assert row(page.incoming.list, REGISTER).title == "Att diarieföra: 1"
    key_on(qtbot, page.incoming.list, REGISTER, Qt.Key.Key_Return)
    assert (frame.opened[-1], frame.ran[-1]) == (("inbound", 0), "inbound.registrar")
    registration.set_number(desk, done.id, "SÖD 2026/1000")
    assert REGISTER not in [one.id for one in page.incoming.list.rows()]


def test_what_came_in_is_read_after_the_first_paint(desk):
    assert Watch(desk).look(steps=False).incoming is None
