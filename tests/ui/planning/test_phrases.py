"""What is often written is kept in a window of its own, and put into a post by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.operations import phrase
from smdesk.ui.post import foot
from smdesk.ui.post.foot import phrase_menu
from smdesk.ui.post.phrases import Phrases

from .week import text_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def kept(desk):
    """A template, a signature of the second account, and a set of hashtags."""
    return [
        phrase.add(desk, Phrase(kind=kind, name=name, text=text, account_id=account_id))
        for kind, name, text, account_id in (
            (PhraseKind.TEMPLATE, "Stängt", "Vi har stängt.", None),
            (PhraseKind.SIGNATURE, "Seniorhälsan", "/Seniorhälsan", 2),
            (PhraseKind.HASHTAGS, "Parkerna", "#ParkISödervik", None),
        )
    ]


class Choosing:
    """The real menu, with somebody who chooses in it at once: a popup of its own is no matter of the form."""

    def __init__(self, menu: QMenu, words: str) -> None:
        self.menu, self.words = menu, words

    def exec(self, _place: QPoint) -> QAction | None:
        return next((one for one in self.menu.actions() if self.words and one.text() == self.words), None)

    def deleteLater(self) -> None:
        self.menu.deleteLater()


@pytest.fixture
def by_key(qtbot, monkeypatch):
    """Opens the menu by its key and chooses the words in it, or leaves it; gives what it offered."""

    def opened(dialog, words: str = "") -> list[str]:
        offered: list[str] = []

        def made(parent, phrases) -> Choosing:
            menu = phrase_menu(parent, phrases)
            offered.extend(one.text() for one in menu.actions() if one.text())
            return Choosing(menu, words)

        monkeypatch.setattr(foot, "phrase_menu", made)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        text_of(dialog).setFocus()
        qtbot.keyClick(text_of(dialog), Key.Key_I, CTRL)
        return offered

    return opened


def test_a_template_fills_an_empty_text_and_control_z_takes_it_out(qtbot, form, kept, by_key):
    dialog = form()
    offered = by_key(dialog, "Stängt")
    assert offered == ["Mallar", "Stängt", "Hashtaggar", "Parkerna", "Mallar, signaturer och hashtaggar…"]
    assert text_of(dialog).toPlainText() == "Vi har stängt."
    assert dialog.focusWidget() is text_of(dialog)
    qtbot.keyClick(text_of(dialog), Key.Key_Z, CTRL)
    assert text_of(dialog).toPlainText() == ""


def test_a_menu_that_is_left_leaves_the_text_as_it_was(form, kept, by_key):
    dialog = form()
    text_of(dialog).setPlainText("Hej")
    by_key(dialog)
    assert text_of(dialog).toPlainText() == "Hej"


def test_each_goes_where_it_belongs_in_the_text_that_is_shown(desk, form, kept):
    dialog = form(accounts=(1, 2))
    text_of(dialog).setPlainText("👨‍👩‍👧 Hej.")
    below = dialog.foot_of_text
    assert [one.name for one in dialog._phrases()] == ["Parkerna", "Seniorhälsan", "Stängt"]
    for _ in range(2):
        below.choose(kept[2].id)
    dialog.variants.turn(1)
    assert [one.name for one in dialog._phrases()] == ["Parkerna", "Stängt"]
    dialog.variants.turn(2)
    below.choose(kept[1].id)
    assert dialog.variants.common() == "👨‍👩‍👧 Hej.\n\n#ParkISödervik"
    assert dialog.own() == {2: "👨‍👩‍👧 Hej.\n\n/Seniorhälsan\n\n#ParkISödervik"}
    cursor = text_of(dialog).textCursor()
    cursor.setPosition(len("👨‍👩‍👧 Hej.".encode("utf-16-le")) // 2)
    text_of(dialog).setTextCursor(cursor)
    below.choose(kept[0].id)
    assert text_of(dialog).toPlainText().startswith("👨‍👩‍👧 Hej.Vi har stängt.\n")
    assert text_of(dialog).textCursor().position() == len("👨‍👩‍👧 Hej.Vi har stängt.".encode("utf-16-le")) // 2


def test_they_are_made_changed_and_removed_by_keys(qtbot, desk, forms, kept):
    window = Phrases(None, desk)
    qtbot.addWidget(window)
    window.show()
    assert [one.title for one in window.list.rows()] == ["Stängt", "Seniorhälsan", "Parkerna"]
    window.add(PhraseKind.HASHTAGS)
    ask = forms[-1]
    ask.form.editors["name"].show_value("Lov")
    ask.form.editors["text"].show_value("Lov i Södervik")
    ask.form.editors["account_id"].show_value(2)
    ask.form.complete()
    window.reload()
    made = next(one for one in phrase.all_phrases(desk) if one.name == "Lov")
    assert (made.text, made.account_id) == ("#Lov #i #Södervik", 2)
    window.list.go_to(made.id)
    qtbot.keyClick(window.list, Key.Key_Return)
    forms[-1].form.editors["text"].show_value("#")
    forms[-1].form.complete()
    assert forms[-1].isVisible(), "what cannot be kept stays in the form"
    forms[-1].form.editors["text"].show_value("#LovISödervik")
    forms[-1].form.complete()
    window.reload()
    assert desk.store.phrase.get(made.id) == replace(made, text="#LovISödervik")
    window.list.go_to(made.id)
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert desk.store.phrase.known(made.id) is None
    assert desk.undo().name == "phrase.remove"
    window.reject()
