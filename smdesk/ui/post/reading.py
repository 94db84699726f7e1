"""”Läs som mottagaren”: a post under review, whole and without its fields, to be approved or sent back."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from smdesk.desk import Desk
from smdesk.domain.post import PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import post as posts
from smdesk.operations import post_states, publishing
from smdesk.operations.publishing import Wording
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, Facts, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.post.states import SEND_BACK, send_back
from smdesk.words import problems_text
from smdesk.words.dates import long_day
from smdesk.words.outcome import written_text
from smdesk.words.post import names_text

_MOST = 30  # lines that are seen at once


class ReadingDialog(Dialog):
    """The text as it is pasted, with its link; what each picture says to who does not see it; where and when."""

    def __init__(self, parent: QWidget | None, desk: Desk, post_id: int) -> None:
        super().__init__(parent, "Läs som mottagaren", lines=40)
        self._desk, self._post_id = desk, post_id
        found = posts.view(desk, post_id)
        names = posts.account_names(desk)
        self.trouble = Banner()
        self.hint = label(written_text(post_states.just_written(desk, post_id)), "muted")
        self.hint.setVisible(bool(self.hint.text()))
        self.text = QPlainTextEdit(_whole(publishing.read(desk, post_id)))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Texten som den går ut")
        lines = min(_MOST, max(4, self.text.document().blockCount() + len(self.text.toPlainText()) // 70))
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * (lines + 1))
        pictures = [
            label(f"Bild {number}: {one.alt or 'alternativtext saknas'}", "" if one.alt else "warning")
            for number, one in enumerate(found.images, 1)
        ]
        when = f"{long_day(found.post.day)} {found.post.time}".strip() if found.post.day else "ingen dag"
        facts = Facts([("Konton", names_text([names[one] for one in found.account_ids])), ("Går ut", when)])
        for part in (self.trouble, self.hint, Card().add(self.text, *pictures), Card().add(facts)):
            self.inner.addWidget(part)
        self.approve = primary_button("Godkänn", self._approve)
        self.add_buttons(quiet_button("Stäng", self.reject), quiet_button(SEND_BACK, self._send_back), self.approve)
        self.text.setFocus()

    def _approve(self) -> None:
        try:
            posts.set_state(self._desk, self._post_id, PostState.APPROVED)
        except KnownError as error:
            self.trouble.tell(problems_text(error.problems), Tone.LATE)
            return
        self.accept()

    def _send_back(self) -> None:
        if send_back(self, self._desk, self._post_id):
            self.accept()


def _whole(wordings: list[Wording]) -> str:
    """The texts as they go out; where an account has one of its own, each under the names of those it is for."""
    if len(wordings) == 1:
        return wordings[0].text
    return "\n\n".join(f"{names_text([account.name for account in one.accounts])}:\n{one.text}" for one in wordings)
