"""The post as each platform shows it, folded where the platform folds it: plain, and no copy of anybody's looks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.domain.account import Platform
from smdesk.domain.checks.units import graphemes
from smdesk.operations.preview import Preview
from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import Card, PlatformMark, label, rule
from smdesk.words.check import fold_text, images_text
from smdesk.words.post import names_text

_MOST = 4000  # signs of a text that are shown: what is longer is read in the field
_LONGEST_WORD = 24  # signs, before a web address may be broken


class Previews(Card):
    """The previews below each other; one that is unfolded stays so while its post is written."""

    def __init__(self) -> None:
        super().__init__("Förhandsvisning")
        self._shown: dict[str, PlatformPreview] = {}
        self._nothing = label("Välj konton, så visas inlägget som det ser ut där.", "muted")
        self.add(self._nothing)

    def show_previews(self, found: Sequence[Preview]) -> None:
        """Show the post on these platforms as it stands now."""
        for key in self._shown.keys() - {one.platform.key for one in found}:
            self._shown[key].hide()
        for number, one in enumerate(found):
            if one.platform.key not in self._shown:
                made = self._shown[one.platform.key] = PlatformPreview(one.platform)
                self.add(made)
            shown = self._shown[one.platform.key]
            shown.show_preview(one, is_first=not number)
            shown.show()
        self._nothing.setVisible(not found)

    def of(self, key: str) -> "PlatformPreview":
        """The preview on the platform `key`, which has been shown."""
        return self._shown[key]


class PlatformPreview(QWidget):
    """The post on one platform: the accounts, the text to its fold or whole, and what its pictures show."""

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        self._is_open = False
        self._now: Preview | None = None
        self._rule = rule()
        self._names = label("", "strong")
        head = QWidget()
        line = FlowLayout(head, gap=8)
        line.addWidget(PlatformMark(platform))
        line.addWidget(self._names)
        self.text = label("")
        self.more = link_button("Visa mer", self.turn)
        self._images = label("", "small")
        self._source = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        foot = QWidget()
        below = FlowLayout(foot, gap=0)
        below.addWidget(self.more)
        for one in (self._rule, head, self.text, foot, self._images, self._source):
            box.addWidget(one)
        self._foot = foot

    def show_preview(self, one: Preview, *, is_first: bool) -> None:
        """Show the post as it stands now."""
        self._now = one
        self._rule.setVisible(not is_first)
        self._names.setText(names_text(one.accounts))
        self._images.setText(images_text(one.alts))
        self._source.setText(fold_text(one.platform))
        self._source.setVisible(one.folded is not None)
        self._show_text()

    def turn(self) -> None:
        """Unfold the text, or fold it again."""
        self._is_open = not self._is_open
        self._show_text()

    def _show_text(self) -> None:
        one = self._now
        if one is None:
            return
        shown = one.text if one.folded is None or self._is_open else f"{one.folded}…"
        self.text.setText(_breakable(shown) if shown.strip() else "Ingen text.")
        self._foot.setVisible(one.folded is not None)
        words = "Visa mindre" if self._is_open else "Visa mer"
        self.more.setText(words)
        self.more.setAccessibleName(f"{words} av förhandsvisningen för {one.platform.name}")


def _breakable(text: str) -> str:
    """The text as a label shows it: long words may be broken between two signs, and what is too long is cut."""
    if len(text) > _MOST:
        text = f"{text[:_MOST].rstrip()}…"
    lines = [" ".join(map(_broken, line.split(" "))) for line in text.split("\n")]
    return "\n".join(lines)


def _broken(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    signs = [word[start:end] for start, end in graphemes(word)]
    parts = ["".join(signs[at : at + _LONGEST_WORD]) for at in range(0, len(signs), _LONGEST_WORD)]
    return "\u200b".join(parts)
