"""The checks in the form of a post: shown while one types, mended at a press, a stop passed with a reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import PostState
from smdesk.operations import post as posts

from .week import add, text_of

Key = Qt.Key


def titles(dialog) -> list[str]:
    return [row.title for row in dialog.checks.list.rows()]


def test_what_is_typed_is_checked_with_its_source_and_the_length_per_platform(qtbot, desk, form, look):
    dialog = form()
    qtbot.keyClicks(text_of(dialog), "Kom i dag!!! Det ska betalas.")
    qtbot.waitUntil(lambda: len(titles(dialog)) == 2)
    assert titles(dialog)[0] == "”!!!”: ett tecken räcker."
    assert "varumärkesmanualen" in dialog.checks.list.rows()[1].subtitle
    assert [row.chip for row in dialog.checks.list.rows()] == ["råd", "råd"]


def test_enter_goes_to_the_place_and_the_button_mends_it(qtbot, desk, form, look):
    dialog = form()
    text_of(dialog).setPlainText("Grattis 👨‍👩‍👧‍👦! KOM IDAG")
    qtbot.waitUntil(lambda: bool(titles(dialog)))
    rows = dialog.checks.list
    rows.setFocus()
    rows.go_to(rows.rows()[0].id)
    qtbot.keyClick(rows, Key.Key_Return)
    assert text_of(dialog).hasFocus()
    assert text_of(dialog).textCursor().selectedText() == "KOM IDAG"
    rows.setFocus()
    qtbot.keyClick(rows, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text_of(dialog).toPlainText() == "Grattis 👨‍👩‍👧‍👦! Kom idag"
    qtbot.waitUntil(lambda: not titles(dialog))
    text_of(dialog).undo()
    assert text_of(dialog).toPlainText().endswith("KOM IDAG")


def test_a_stop_is_passed_with_a_reason_and_the_post_then_approved(qtbot, desk, form, forms, look):
    one = add(desk, 1, text="Ring 900101-9802.", state=PostState.DRAFT)
    dialog = form(one)
    qtbot.waitUntil(lambda: bool(titles(dialog)))
    dialog.give_state(PostState.APPROVED)
    assert posts.view(desk, one.id).post.state is PostState.DRAFT
    rows = dialog.checks.list
    rows.go_to(rows.rows()[0].id)
    rows.pressed.emit(rows.rows()[0].id)
    asked = forms[-1]
    asked.form.complete()
    assert asked.isVisible(), "a reason is asked for"
    asked.form.show_values({"reason": "Det är ett ordernummer."})
    asked.form.complete()
    qtbot.waitUntil(lambda: rows.rows()[0].chip == "passerat")
    assert "Det är ett ordernummer." in rows.rows()[0].subtitle
    qtbot.mouseClick(
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Godkänn"), Qt.MouseButton.LeftButton
    )
    assert posts.view(desk, one.id).post.state is PostState.APPROVED
