"""Granskas, schemalagt hos plattformen, gick inte ut: in the windows, from the keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from smdesk.domain.person import Person
from smdesk.domain.post import Outcome, Post, PostState
from smdesk.operations import outcome
from smdesk.operations import post as posts
from smdesk.operations.outcome import Slot
from smdesk.ui.post.publish import mark_published
from smdesk.ui.post.reading import ReadingDialog
from smdesk.words.outcome import MOVE_THERE_TOO

from .week import NOW, TUESDAY, add


@pytest.fixture
def clock(desk):
    def later(**more) -> None:
        now = desk.now() + timedelta(**more)
        desk._clock = lambda: now

    return later


def button(dialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text().startswith(text))


def complete(qtbot, dialog) -> None:
    if dialog.parent() is None:
        qtbot.addWidget(dialog)
    dialog.ok.click()


def placements(desk, post_id: int):
    return posts.view(desk, post_id).placements


def test_a_review_from_the_form_to_the_note_and_back(qtbot, desk, form, forms, clock):
    one = posts.write(desk, Post(text="Öppet hus", day=TUESDAY), [1]).post
    clock(minutes=3)
    shown = form(one)
    button(shown, "Till granskning").click()
    assert shown._state.text() == "granskas"
    assert "för 3 min sedan" in shown.states.hint.text()
    button(shown, "Tillbaka med ändringar").click()
    asked = forms[-1]
    asked.form.editors["note"].input.setPlainText("Skriv ut klockslaget")
    complete(qtbot, asked)
    shown._reread()
    assert shown.view.post.state is PostState.DRAFT
    assert not shown.states.asked.isHidden()
    assert shown.states.history.text().splitlines()[0] == (
        "Utkast av Samordnare tisdag 24 november 12:03: Skriv ut klockslaget"
    )
    shown.form.editors["text"].input.setPlainText("Öppet hus kl. 11")
    shown.save()
    assert shown.states.asked.isHidden()


def test_nobody_else_is_told_to_read_again(desk, form, clock):
    one = posts.write(desk, Post(text="Öppet hus", day=TUESDAY), [1]).post
    posts.set_state(desk, one.id, PostState.REVIEW)
    desk.person = Person(name="Enhetschef")
    assert form(posts.view(desk, one.id).post).states.hint.isHidden()
    desk.person = Person(name="Samordnare")
    clock(days=1)
    assert form(posts.view(desk, one.id).post).states.hint.isHidden(), "the day after is time enough"


def test_read_whole_and_approved(qtbot, desk, look):
    one = posts.write(desk, Post(text="Öppet hus #Parken", link="https://a.example", day=TUESDAY), [1]).post
    posts.set_state(desk, one.id, PostState.REVIEW)
    shown = ReadingDialog(None, desk, one.id)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.text.toPlainText() == "Öppet hus\nhttps://a.example\n#Parken"
    assert shown.text.isReadOnly()
    shown.approve.click()
    assert shown.result() == QDialog.DialogCode.Accepted
    assert posts.view(desk, one.id).post.state is PostState.APPROVED


def test_what_stops_the_approval_is_told(qtbot, desk, look):
    one = posts.write(desk, Post(text="", note="Senare", day=TUESDAY), [1]).post
    posts.set_state(desk, one.id, PostState.REVIEW)
    shown = ReadingDialog(None, desk, one.id)
    qtbot.addWidget(shown)
    shown.show()
    shown.approve.click()
    assert shown.isVisible()
    assert not shown.trouble.isHidden()


def test_told_to_the_platform_from_the_publish_window(qtbot, desk, forms, look):
    one = add(desk, 1, 2, time="15:00", state=PostState.APPROVED)
    mark_published(None, desk, one.id)
    window = forms[-1]
    qtbot.addWidget(window)
    button(window, "Schemalagt hos plattformen").click()
    asked = forms[-1]
    assert asked.form.values() == {"accounts": (1, 2), "day": TUESDAY, "time": "15:00"}, "as planned"
    complete(qtbot, asked)
    assert [one.scheduled_for for one in placements(desk, one.id)] == [NOW.replace(hour=15)] * 2


def test_a_draft_is_approved_before_its_platform_is_told(qtbot, desk, forms, look):
    one = add(desk, 1, state=PostState.DRAFT)
    mark_published(None, desk, one.id)
    window = forms[-1]
    qtbot.addWidget(window)
    assert not button(window, "Schemalagt").isEnabled()
    button(window, "Godkänn").click()
    assert button(window, "Schemalagt").isEnabled()


def test_has_it_gone_out(qtbot, desk, forms, look, clock):
    one = add(desk, 1, 2, state=PostState.APPROVED)
    outcome.schedule(desk, one.id, [Slot(account_id=1, at=NOW + timedelta(hours=1))])
    clock(hours=2)
    mark_published(None, desk, one.id)
    window = forms[-1]
    assert window.windowTitle() == "Har det gått ut?"
    values = window.form.values()
    assert (values["time1"], values["time2"]) == ("13:00", ""), "the other was not the platform's"
    window.form.editors["link1"].input.setText("https://a.example/1")
    complete(qtbot, window)
    first, second = placements(desk, one.id)
    assert (first.outcome, first.permalink) == (Outcome.PUBLISHED, "https://a.example/1")
    assert second.outcome is Outcome.WAITING


def test_no_it_did_not(qtbot, desk, forms, look, clock):
    one = add(desk, 1, state=PostState.APPROVED)
    outcome.schedule(desk, one.id, [Slot(account_id=1, at=NOW + timedelta(hours=1))])
    clock(hours=2)
    mark_published(None, desk, one.id)
    qtbot.addWidget(forms[-1])
    button(forms[-1], "Nej, det gick inte ut").click()
    forms[-1].form.editors["reason"].input.setText("Kontot var utloggat")
    complete(qtbot, forms[-1])
    (found,) = placements(desk, one.id)
    assert (found.outcome, found.failure) == (Outcome.FAILED, "Kontot var utloggat")


def test_moving_what_the_platform_sends_says_so(page, desk, told):
    one = add(desk, 1, day=TUESDAY, time="15:00", state=PostState.APPROVED)
    outcome.schedule(desk, one.id, [Slot(account_id=1, at=NOW.replace(hour=15))])
    shown = page()
    shown.verbs._move(one.id, TUESDAY + timedelta(days=1))
    assert MOVE_THERE_TOO in told.said[-1]
    assert placements(desk, one.id)[0].scheduled_for == NOW.replace(hour=15)


def test_the_form_tells_how_it_stands_on_each_account(desk, form):
    one = add(desk, 1, 2, 3, time="15:00", state=PostState.APPROVED)
    outcome.schedule(desk, one.id, [Slot(account_id=1, at=NOW.replace(hour=15))])
    outcome.fail(desk, one.id, [2], "Kontot var låst")
    shown = form(posts.view(desk, one.id).post)
    assert shown.states.outcomes.text().splitlines() == [
        "Huvudsidan: schemalagt hos plattformen till tisdag 24 november 15:00 "
        "(angivet av Samordnare tisdag 24 november 12:00)",
        "Seniorhälsan: gick inte ut: Kontot var låst (angivet tisdag 24 november 12:00)",
        "Parklekarna: väntar",
    ]
