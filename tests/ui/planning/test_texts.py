"""The former texts of a post: found, read whole, and used again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import PostState
from smdesk.operations import post as posts
from smdesk.ui.post.texts import TextHistory

from .week import add, text_of


@pytest.fixture
def written(desk):
    one = add(desk, 1, text="Öppet hus", state=PostState.DRAFT)
    for number, text in enumerate(("Öppet hus på lördag\nkl. 11", "Stängt på lördag", "Nu")):
        one = posts.write(desk, replace(one, text=text), [1], session=str(number)).post
    return one


def test_one_is_found_by_its_words_and_used_in_the_form(qtbot, desk, form, written, monkeypatch, look):
    dialog = form(written)
    seen = []

    def look_through(window: TextHistory) -> bool:
        qtbot.addWidget(window)
        window.show()
        seen.append([row.title for row in window.texts.list.rows()])
        window.search.setText("öppet hus på")
        qtbot.waitUntil(lambda: len(window.texts.list.rows()) == 1)
        seen.append(window.text.toPlainText())
        qtbot.keyClick(window.texts.list, Qt.Key.Key_Return)
        return bool(window.result())

    monkeypatch.setattr(TextHistory, "exec", look_through)
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Tidigare texter…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen == [["Stängt på lördag", "Öppet hus på lördag kl. 11", "Öppet hus"], "Öppet hus på lördag\nkl. 11"]
    assert text_of(dialog).toPlainText() == "Öppet hus på lördag\nkl. 11"
    dialog.reject()
    assert posts.view(desk, written.id).post.text == "Öppet hus på lördag\nkl. 11"


def test_a_post_that_never_changed_says_so(qtbot, desk, look):
    window = TextHistory(None, desk, add(desk, 1).id)
    qtbot.addWidget(window)
    window.show()
    assert not window._use_button.isEnabled()
    assert "inte ändrats" in window.texts._sentence.text()
