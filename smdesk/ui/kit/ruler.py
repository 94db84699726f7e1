"""Measures words in one font, and remembers how wide they were: a row is laid out at several widths."""

from PySide6.QtGui import QFont, QFontMetrics

_REMEMBERED = 4000  # words, of each font
_FONTS = 24


class Ruler(QFontMetrics):
    """A font's measures. Shaping a text takes most of the time that laying out a row does."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._wide: dict[str, int] = {}

    def horizontalAdvance(self, text: str) -> int:  # type: ignore[override] # the one way that it is asked here
        wide = self._wide.get(text)
        if wide is None:
            if len(self._wide) > _REMEMBERED:
                self._wide.clear()
            wide = self._wide[text] = super().horizontalAdvance(text)
        return wide


_rulers: dict[QFont, Ruler] = {}


def ruler(font: QFont) -> Ruler:
    """The ruler of `font`, the same one each time."""
    found = _rulers.get(font)
    if found is None:
        if len(_rulers) > _FONTS:
            _rulers.clear()
        found = _rulers[QFont(font)] = Ruler(font)  # by a copy: a font can be changed
    return found
