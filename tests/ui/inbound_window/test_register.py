"""The window of what comes in, by real keys and a real clipboard: quick, and nothing half saved."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import NOW
from ui.pictures import picture

from smdesk.desk import STOCKHOLM
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import InboundKind
from smdesk.domain.routine import Result
from smdesk.domain.text import MOST_TEXT
from smdesk.operations import account, evidence, inbound, routine
from smdesk.ui.inbound import form as inbound_form
from smdesk.ui.inbound.register import RegisterWindow
from smdesk.ui.routine.tick import TickDialog

from .keys import CTRL, copy, fill, kept, paste, picture_of, press, said, save, value

Key = Qt.Key
COMMENT = "När plogar ni gångvägen vid förskolan? Går inte fram med vagn."
FAULT = "Lampan vid lekplatsen är släckt"


def shots(desk):
    return [one.name for one in evidence.files(desk, Subject.INBOUND, kept(desk).id)] if kept(desk) else []


def in_window(window, qtbot, work) -> None:
    """Have `work` done in the window that the next key opens."""

    def begin() -> None:
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RegisterWindow))
        dialog = QApplication.activeModalWidget()
        try:
            qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog._text())
            work(dialog)
        finally:
            dialog.done(0)

    QTimer.singleShot(0, window, begin)


# quick


def test_a_pasted_comment_takes_three_presses(window, desk, qtbot):
    inbound.register(desk, replace(inbound.new_item(desk, 3), text="Den förra"))
    copy(COMMENT)
    open_after = []

    def work(dialog) -> None:
        press(Key.Key_V, CTRL)
        press(Key.Key_Return, CTRL)
        open_after.append(dialog.isVisible())

    in_window(window, qtbot, work)
    press(Key.Key_R, CTRL)
    assert open_after == [False], "Ctrl+R, Ctrl+V, Ctrl+Return: no more is needed"
    one = kept(desk)
    assert (one.text, one.account_id, one.kind, one.came_in_at) == (COMMENT, 3, InboundKind.COMMENT, NOW)
    assert (one.category, one.sender) == ("fault", ""), "what was suggested when it was kept"
    desk.undo()
    assert kept(desk).text == "Den förra"


@pytest.mark.parametrize("page", ["calendar", "account", "routine", "procedure", "media", "settings"])
def test_it_opens_from_every_page(window, desk, qtbot, page):
    seen = []
    window.open(page)
    in_window(window, qtbot, lambda dialog: seen.append(dialog.windowTitle()))
    press(Key.Key_R, CTRL)
    assert seen == ["Registrera inkommet"]


def test_from_a_round_the_account_is_filled_in_and_the_round_is_ticked(window, desk, qtbot):
    line = next(one for one in routine.today(desk) if not one.round.is_made)
    rounds = window.page("today").rounds.list
    rounds.setFocus()
    rounds.go_to(line.round.key)
    copy(COMMENT)

    def work(dialog) -> None:
        assert value(dialog, "account_id") == line.account.id
        assert dialog.tick.isChecked()
        press(Key.Key_V, CTRL)
        press(Key.Key_Return, CTRL)

    in_window(window, qtbot, work)
    press(Key.Key_R, CTRL)
    assert desk.store.routine.of_round(*line.round.key).result is Result.REGISTERED
    assert kept(desk).account_id == line.account.id
    desk.undo()
    assert desk.store.routine.of_round(*line.round.key) is None, "one step"
    assert kept(desk) is None


def test_the_other_lists_of_rounds_fill_in_the_account_too(window, desk):
    line = next(one for one in routine.today(desk) if not one.round.is_made)
    window.open("routine")
    day = window.page("routine").day
    day.list.setFocus()
    day.list.go_to(line.round.key)
    assert window.page("routine").visited() == (line.account.id, line.round)
    window.open("account", line.account.id)
    assert window.page("account").visited() == (line.account.id, None)
    panel = window.page("account").panel
    panel.tabs.setCurrentIndex(2)
    panel.focus_content()
    panel.tab(2).rows.go_to(line.round.key)
    assert window.page("account").visited() == (line.account.id, line.round)


def test_the_round_may_be_left_alone(dialog, desk):
    line = next(one for one in routine.today(desk) if not one.round.is_made)
    made = dialog(line.account.id, line.round)
    made.tick.setChecked(False)
    fill(made, text=COMMENT)
    save()
    assert kept(desk).text == COMMENT
    assert desk.store.routine.of_round(*line.round.key) is None


def test_in_the_window_of_a_round_what_is_registered_is_its_result(window, desk, qtbot):
    line = next(one for one in routine.today(desk) if not one.round.is_made)
    ticking = TickDialog(window, desk, line)
    ticking.open()
    ticking.activateWindow()
    qtbot.waitUntil(ticking.isActiveWindow)
    copy(COMMENT)

    def work(dialog) -> None:
        assert value(dialog, "account_id") == line.account.id
        press(Key.Key_V, CTRL)
        press(Key.Key_Return, CTRL)

    in_window(window, qtbot, work)
    press(Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: ticking.form.editors["result"].value() is Result.REGISTERED)
    ticking.form.complete()
    assert desk.store.routine.of_round(*line.round.key).result is Result.REGISTERED


def test_a_round_of_which_more_was_said_is_not_asked_about(dialog, desk):
    line = routine.today(desk)[0]
    routine.tick(desk, *line.round.key, Result.ACTED, "Dolde en kommentar")
    line = next(one for one in routine.today(desk) if one.round.key == line.round.key)
    assert not dialog(line.account.id, line.round).tick.isVisible()


def test_the_sender_is_asked_for_only_on_demand(dialog, desk, qtbot):
    made = dialog()
    assert not made.form.editors["sender"].isVisible()
    fill(made, text=COMMENT)
    made.more.click()
    assert made.form.editors["sender"].input.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "Kim")
    save()
    assert kept(desk).sender == "Kim"


# what is pasted


def test_html_is_its_words_and_fetches_nothing(dialog, desk):
    made = dialog()
    copy(html="<p>Hej <b>du</b></p><img src='file://///server/del/x.png'><script>a()</script><p>Tack</p>")
    paste(made)
    assert value(made, "text") == "Hej du\nTack"
    copy(text="<b>inte fet</b> \u202edlot", html="<i>annat</i>")
    fill(made, text="")
    paste(made)
    assert value(made, "text") == "<b>inte fet</b> dlot"
    assert "Osynliga tecken togs bort" in said(made)


def test_nothing_to_paste_is_said(dialog):
    made = dialog()
    copy()
    paste(made)
    assert "Urklipp har varken text eller bild" in said(made)
    copy(text="  \n ")
    paste(made)
    assert value(made, "text") == ""


def test_a_text_that_does_not_fit_is_told_and_nothing_of_it_taken(dialog, desk):
    made = dialog()
    copy("å" * 100_000)
    paste(made)
    assert "100\u00a0000 tecken och får inte plats" in said(made)
    assert value(made, "text") == ""
    made._text().setPlainText("å" * (MOST_TEXT + 1))
    save()
    assert "för lång" in said(made)
    assert kept(desk) is None


def test_a_picture_is_a_screenshot_and_kept_with_it_in_one_step(dialog, desk, qtbot):
    made = dialog()
    copy(image=picture_of("red"))
    paste(made)
    assert len(made.shots.shots) == 1
    assert made.form.editors["summary"].isVisible(), "a picture alone needs a word of what it is about"
    fill(made, summary="Bild på trasig lampa")
    save()
    qtbot.waitUntil(lambda: not made.isVisible())
    assert shots(desk) == ["Urklipp 2026-11-24 09.12.00.png"]
    desk.undo()
    assert kept(desk) is None
    assert desk.store.evidence.find("subject = 'inbound' and added_at = ?", NOW) == []


def test_text_that_comes_with_a_picture_of_it_is_text(dialog):
    made = dialog()
    copy(text=COMMENT, image=picture_of("red"))
    paste(made)
    assert (value(made, "text"), made.shots.shots) == (COMMENT, [])


def test_files_are_screenshots_and_what_is_none_is_told(dialog, desk, qtbot, tmp_path):
    made = dialog()
    false = tmp_path / "falsk.png"
    false.write_bytes(b"MZ" * 500)
    paper = tmp_path / "brev.pdf"
    paper.write_bytes(b"%PDF-")
    copy(files=[picture(tmp_path, "skärm.png"), paper, false])
    fill(made, text=COMMENT)
    paste(made)
    qtbot.waitUntil(lambda: "varken" in said(made))
    assert "brev.pdf är varken" in said(made)
    assert "falsk.png är varken" in said(made)
    assert [one.name for one in made.shots.shots] == ["skärm.png"]
    assert value(made, "text") == COMMENT
    save()
    qtbot.waitUntil(lambda: not made.isVisible())
    assert shots(desk) == ["skärm.png"]


def test_a_file_of_more_than_50_mb_is_told_with_its_size(dialog, qtbot, tmp_path):
    made = dialog()
    huge = picture(tmp_path, "stor.png")
    with huge.open("r+b") as file:
        file.truncate(60_000_000)
    copy(files=[huge])
    paste(made)
    qtbot.waitUntil(lambda: "stor.png är 60 MB" in said(made))
    assert made.shots.shots == []


def test_return_at_once_waits_for_the_file_and_a_bad_one_stops_it(dialog, desk, qtbot, tmp_path):
    made = dialog()
    fill(made, text=COMMENT)
    copy(files=[picture(tmp_path, "skärm.png")])
    paste(made)
    save()
    qtbot.waitUntil(lambda: not made.isVisible())
    assert shots(desk) == ["skärm.png"]
    desk.undo()
    made = dialog()
    fill(made, text=COMMENT)
    bad = tmp_path / "tom.png"
    bad.touch()
    copy(files=[bad])
    paste(made)
    save()
    qtbot.waitUntil(lambda: "tom.png är tom" in said(made))
    assert made.isVisible()
    assert kept(desk) is None


def test_a_screenshot_that_cannot_be_kept_leaves_nothing_half_saved(dialog, desk, qtbot, tmp_path):
    made = dialog()
    fill(made, text=COMMENT)
    one, gone = picture(tmp_path, "ett.png", "red"), picture(tmp_path, "två.png", "blue")
    copy(files=[one, gone])
    paste(made)
    qtbot.waitUntil(lambda: len(made.shots.shots) == 2)
    gone.unlink()
    save()
    qtbot.waitUntil(lambda: "två.png" in said(made))
    assert made.isVisible()
    assert (kept(desk), value(made, "text")) == (None, COMMENT)


def test_a_lone_link_goes_to_its_field_and_chooses_the_account(dialog, desk):
    known = account.all_accounts(desk)[1].account
    account.change(desk, replace(known, url="https://www.facebook.com/parkmiljo"))
    made = dialog()
    copy("https://m.facebook.com/Parkmiljo/posts/12?comment_id=7")
    paste(made)
    assert (value(made, "text"), value(made, "account_id")) == ("", known.id)
    assert value(made, "link") == "https://m.facebook.com/Parkmiljo/posts/12?comment_id=7"
    assert "Valt efter länken" in said(made)
    fill(made, account_id=1, link="https://facebook.com/parkmiljo/1")
    assert value(made, "account_id") == 1, "what was chosen by hand stays"


# when


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("i går 16:40", datetime(2026, 11, 23, 16, 40, tzinfo=STOCKHOLM)),
        ("i fredags kl 9", datetime(2026, 11, 20, 9, 0, tzinfo=STOCKHOLM)),
        ("2 tim", NOW - timedelta(hours=2)),
        ("", NOW),
    ],
)
def test_when_it_came_in_is_read_as_it_is_said(dialog, desk, typed, expected):
    made = dialog()
    fill(made, text=COMMENT, came_in_at=typed)
    save()
    assert kept(desk).came_in_at == expected


def test_a_time_that_is_none_or_has_not_been_is_refused_beside_it(dialog, desk):
    made = dialog()
    fill(made, text=COMMENT, came_in_at="nångång")
    save()
    assert "Det är ingen tid" in said(made)
    fill(made, came_in_at="i morgon 08:00")
    assert "Tiden har inte varit ännu" in said(made), "already while it is filled in"
    save()
    assert made.isVisible()
    assert kept(desk) is None
    fill(made, came_in_at="09:20")
    assert "några minuter fram" in said(made)
    save()
    assert kept(desk).came_in_at == NOW + timedelta(minutes=8)


def test_a_clock_that_went_back_is_said(dialog, desk, monkeypatch):
    inbound.register(desk, replace(inbound.new_item(desk, 1), text="Hej"))
    monkeypatch.setattr(desk, "_clock", lambda: NOW - timedelta(days=2))
    assert "Datorns klocka går efter" in said(dialog())


# the suggestion


def test_the_category_is_suggested_as_she_types_until_she_chooses(dialog, desk, qtbot):
    made = dialog()
    fill(made, text=FAULT)
    qtbot.waitUntil(lambda: value(made, "category") == "fault")
    assert "Förslag: Felanmälan, för att det står ”Lampan”" in said(made)
    fill(made, category="question", text=f"{FAULT} igen")
    qtbot.waitUntil(lambda: not made.suggesting._timer.isActive())
    assert value(made, "category") == "question"
    save()
    assert kept(desk).category == "question"


# closing


def test_escape_asks_only_when_something_would_be_lost(dialog, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(inbound_form, "ask", lambda *words: asked.append(words[1]) or False)
    made = dialog()
    press(Key.Key_Escape)
    assert not made.isVisible()
    assert asked == []
    made = dialog()
    copy(image=picture_of("blue"))
    paste(made)
    press(Key.Key_Escape)
    assert made.isVisible()
    assert asked == ["Kasta det du fyllt i?"]
