"""The suggested kind of an item while its text is written: only a suggestion, and why it is made."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from smdesk.domain.inbound_category import InboundCategory, Sign
from smdesk.domain.inbound_suggestion import Suggestion, suggest
from smdesk.operations.inbound_category import categories
from smdesk.ui.kit.fields import Editor
from smdesk.words.inbound_category import suggestion_text, why_text

_PAUSE_MS = 150  # the suggestion follows the hand, but not each letter of a fast one
_SECRECY = "secrecy"


class Suggesting(QObject):
    """Shows what `text()` seems to be in the field of the category, until another is chosen there by hand.

    `secret(why)` comes when it seems to be what must not be kept here, with what told so, and with ”” when it does not.
    """

    secret = Signal(str)

    def __init__(self, editor: Editor, text: Callable[[], str], *, is_chosen: bool) -> None:
        super().__init__(editor)
        self._editor, self._text = editor, text
        self._kinds: dict[str, InboundCategory] = {one.key: one for one in categories()}
        self._is_chosen = is_chosen
        self._is_own = False  # the field is changed here, and not by her
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        editor.changed.connect(self._changed)

    def text_changed(self) -> None:
        """Look again when the hand rests."""
        self._timer.start()

    def look(self) -> None:
        """Look at the text as it is now."""
        self._timer.stop()
        found = suggest(self._text(), tuple(self._kinds.values()))
        if not self._is_chosen:
            self._is_own = True
            self._editor.show_value(found.key if found else "")
            self._is_own = False
        self._editor.show_hint(suggestion_text(found, self._kinds) if found else "")
        self.secret.emit(_why_secret(found))

    def settle(self) -> None:
        """Look now, where there is something new to look at."""
        if self._timer.isActive():
            self.look()

    def stop(self) -> None:
        """Keep the category as it is, and say nothing more about a text that is no longer there."""
        self._timer.stop()
        self._editor.show_hint("")
        self.secret.emit("")

    def _changed(self) -> None:
        self._is_chosen = self._is_chosen or not self._is_own


def choices() -> dict[str, str]:
    """The categories to choose among, in triage order, and none first."""
    return {"": "Välj senare"} | {one.key: one.title for one in categories()}


def _why_secret(found: Suggestion | None) -> str:
    told = [found, *found.alternatives] if found else []
    secret = [one for one in told if one.key == _SECRECY]
    numbers = [one for one in secret if any(match.sign is Sign.IDENTITY_NUMBER for match in one.matches)]
    return why_text(secret[0]) if secret and (numbers or secret[0] is found) else ""
