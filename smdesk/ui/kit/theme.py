"""The look: roles of colour, the palette and the one style sheet made from them, at any text size."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from smdesk.ui.kit.style_sheet import style_sheet


class Tone(StrEnum):
    """What a colour means; the word beside it always says the same."""

    NEUTRAL = "neutral"
    DONE = "done"
    WARNING = "warning"
    LATE = "late"
    ACCENT = "accent"


class Tokens(NamedTuple):
    """The roles of colour; every theme gives all of them, as ”#RRGGBB”."""

    name: str
    ground: str
    card: str
    line: str
    text: str
    muted: str
    control: str  # borders of what can be clicked or filled in: 3:1 against card and ground
    accent: str
    on_accent: str
    accent_ground: str
    neutral_ground: str
    done: str
    done_ground: str
    warning: str
    warning_ground: str
    late: str
    late_ground: str
    short: str  # a goal not yet met, as a bar
    track: str
    chip_line: bool = False  # in high contrast a chip needs an outline, its ground is the page's

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text colour and ground of a tone."""
        if tone is Tone.NEUTRAL:
            return self.muted, self.neutral_ground
        return getattr(self, tone.value), getattr(self, f"{tone.value}_ground")


LIGHT = Tokens(
    name="light", ground="#F5F6F8", card="#FFFFFF", line="#DFE3E8", text="#17212B", muted="#5B6773",
    control="#77828D", accent="#00577D", on_accent="#FFFFFF", accent_ground="#E3F0F6",
    neutral_ground="#ECEFF2", done="#1B7A45", done_ground="#E4F4EA", warning="#9A5B00",
    warning_ground="#FDF1DC", late="#B3261E", late_ground="#FCE9E7", short="#C07000", track="#E3E7EB",
)  # fmt: skip
DARK = Tokens(
    name="dark", ground="#14191F", card="#1D242C", line="#37424D", text="#E8EDF2", muted="#A9B4BF",
    control="#7F8C99", accent="#73C5EA", on_accent="#06202E", accent_ground="#173A4D",
    neutral_ground="#2B353F", done="#72D59C", done_ground="#173828", warning="#F0B75F",
    warning_ground="#3D2E13", late="#FF9F97", late_ground="#472220", short="#E0A040", track="#3B4651",
)  # fmt: skip
CONTRAST = Tokens(
    name="contrast", ground="#000000", card="#000000", line="#BFBFBF", text="#FFFFFF", muted="#FFFFFF",
    control="#FFFFFF", accent="#FFE14D", on_accent="#000000", accent_ground="#333000",
    neutral_ground="#000000", done="#7CFFA4", done_ground="#000000", warning="#FFC766",
    warning_ground="#000000", late="#FFA3A3", late_ground="#000000", short="#FFC766", track="#595959",
    chip_line=True,
)  # fmt: skip
THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}
CHOICES = ("system", *THEMES)
PERCENTS = (100, 125, 150, 175, 200)

# What a desktop without a font of its own falls back to; a platform theme's choice always wins.
_FALLBACK_FAMILIES = ("Inter", "Noto Sans", "Open Sans", "DejaVu Sans")
_FALLBACK_POINTS = 10.5


def tokens() -> Tokens:
    """The roles of the theme the application wears now."""
    app = QApplication.instance()
    return THEMES.get(str(app.property("theme")), LIGHT) if app else LIGHT


def colour(role: str) -> QColor:
    """The colour of a role now, e.g. ”muted”."""
    return QColor(getattr(tokens(), role))


def colour_of(tone: Tone) -> str:
    """The text colour of a tone now, as ”#RRGGBB”."""
    return tokens().tone(tone)[0]


def palette(t: Tokens) -> QPalette:
    """A palette with every role of every group set; a half-set one hides check boxes and carets."""
    roles = QPalette.ColorRole
    every = {
        roles.Window: t.ground, roles.WindowText: t.text, roles.Base: t.card, roles.AlternateBase: t.ground,
        roles.ToolTipBase: t.card, roles.ToolTipText: t.text, roles.PlaceholderText: t.muted,
        roles.Text: t.text, roles.Button: t.card, roles.ButtonText: t.text, roles.BrightText: t.late,
        roles.Light: t.card, roles.Midlight: t.line, roles.Dark: t.control, roles.Mid: t.control,
        roles.Shadow: t.control, roles.Highlight: t.accent, roles.HighlightedText: t.on_accent,
        roles.Link: t.accent, roles.LinkVisited: t.accent, roles.Accent: t.accent, roles.NoRole: t.text,
    }  # fmt: skip
    off = {
        roles.WindowText: t.control, roles.Text: t.control, roles.ButtonText: t.control,
        roles.PlaceholderText: t.control, roles.Highlight: t.control, roles.HighlightedText: t.card,
        roles.Accent: t.control, roles.Link: t.control, roles.LinkVisited: t.control,
    }  # fmt: skip
    made = QPalette()
    for role, value in every.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            made.setColor(group, role, QColor(value))
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(off.get(role, value)))
    return made


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, 1–21."""

    def light(value: str) -> float:
        colour = QColor(value)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return float(0.2126 * r + 0.7152 * g + 0.0722 * b)

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def system_font() -> QFont:
    """The system's own font for user interfaces, or a readable one where the desktop names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QApplication.platformName() in ("windows", "cocoa") or not _is_generic(font):
        return font
    known = set(QFontDatabase.families())
    family = next((name for name in _FALLBACK_FAMILIES if name in known), QFontInfo(font).family())
    fallback = QFont(family)
    fallback.setPointSizeF(max(_FALLBACK_POINTS, font.pointSizeF()))
    return fallback


def _is_generic(font: QFont) -> bool:
    """True when no desktop has chosen a font and Qt names only the kind."""
    return font.family().casefold() in ("", "sans", "sans serif", "sans-serif", "helvetica")


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep Python from collecting garbage: Qt walks over all widgets and crashes when one is deleted meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Theme(QObject):
    """Wears a theme on the application, follows the system when asked to, and switches at once."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._font = system_font()
        self.choice = "system"
        self.percent = 100
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def use(self, choice: str = "system", percent: int = 100) -> None:
        """Wear `choice` (one of `CHOICES`) with text at `percent` (100–200) of the system's size."""
        self.choice = choice if choice in CHOICES else "system"
        self.percent = min(200, max(100, percent))
        self._wear()

    def current(self) -> Tokens:
        """The roles that the choice comes to now."""
        if self.choice in THEMES:
            return THEMES[self.choice]
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _system_changed(self) -> None:
        if self.choice == "system":
            self._wear()

    def _wear(self) -> None:
        with _nothing_collected():
            self._wear_all(self.current())
        self.changed.emit()

    def _wear_all(self, roles: Tokens) -> None:
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * self.percent / 100)
        self._app.setStyleSheet("")  # taken off first: putting one on anew is ten times as fast as changing one
        self._app.setProperty("theme", roles.name)
        self._app.setFont(font)
        for one in self._app.allWidgets():
            if not one.window().isVisible():  # Qt tells only what is on the screen
                self._app.sendEvent(one, QEvent(QEvent.Type.ApplicationFontChange))
        self._app.setPalette(palette(roles))
        self._app.setStyleSheet(style_sheet(roles._asdict(), font))
