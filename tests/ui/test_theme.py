"""The palettes can be read and are whole, and the icons and sheet follow them."""

import gc
import weakref

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

from smdesk.resources import RESOURCES
from smdesk.ui.kit import theme
from smdesk.ui.kit.icon_engine import icon
from smdesk.ui.kit.theme import THEMES, Tone, contrast, palette

GROUNDS = ("ground", "card", "accent_ground")


@pytest.fixture(params=THEMES.values(), ids=THEMES)
def roles(request):
    return request.param


def test_text_can_be_read_on_every_ground(roles):
    for ink in ("text", "muted"):
        for ground in (*GROUNDS, "neutral_ground"):
            assert contrast(getattr(roles, ink), getattr(roles, ground)) >= 4.5, (ink, ground)
    for ink in ("accent", "done", "warning", "late"):
        for ground in ("ground", "card"):
            assert contrast(getattr(roles, ink), getattr(roles, ground)) >= 4.5, (ink, ground)
    assert contrast(roles.on_accent, roles.accent) >= 4.5
    for tone in Tone:
        assert contrast(*roles.tone(tone)) >= 4.5, tone


def test_controls_focus_and_bars_stand_out(roles):
    for ink in ("control", "accent"):
        for ground in GROUNDS:
            assert contrast(getattr(roles, ink), getattr(roles, ground)) >= 3, (ink, ground)
    for ink in ("done", "short"):
        assert contrast(getattr(roles, ink), roles.card) >= 3
    assert contrast(roles.card, roles.done) >= 3, "the tick in its box"


def test_every_role_of_every_group_is_set(roles):
    made = palette(roles)
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
    for group in groups:
        for role in QPalette.ColorRole:
            if role != QPalette.ColorRole.NColorRoles and role != QPalette.ColorRole.NoRole:
                assert made.isBrushSet(group, role), (group, role)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("WindowText", "Window"), ("Text", "Base"), ("Text", "AlternateBase"), ("ButtonText", "Button"),
     ("HighlightedText", "Highlight"), ("ToolTipText", "ToolTipBase"), ("PlaceholderText", "Base"),
     ("Link", "Window"), ("LinkVisited", "Base"), ("BrightText", "Window")],
)  # fmt: skip
def test_the_palette_itself_can_be_read(roles, ink, ground):
    made = palette(roles)
    one, other = (made.color(getattr(QPalette.ColorRole, name)).name() for name in (ink, ground))
    assert contrast(one, other) >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_theme_switches_at_once_and_gives_the_text_its_size(look, qapp):
    seen = []
    look.changed.connect(lambda: seen.append(theme.tokens().name))
    base = qapp.font().pointSizeF()
    look.use("dark", 200)
    assert qapp.font().pointSizeF() == pytest.approx(base * 2)
    assert qapp.palette().window().color().name().upper() == THEMES["dark"].ground
    look.use("contrast", 900)
    assert look.percent == 200
    look.use("no such theme")
    assert look.choice == "system"
    assert seen == ["dark", "contrast", "light"]


def test_an_icon_takes_the_colour_of_the_theme_without_being_made_again(look):
    made = icon("check")

    def darkest() -> int:
        image = made.pixmap(QSize(32, 32)).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        solid = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250]
        return min(colour.lightness() for colour in solid)

    look.use("light")
    assert darkest() < 60
    look.use("dark")
    assert darkest() > 200


def test_every_icon_is_one_coloured_drawing():
    drawings = [path for path in (RESOURCES / "icons").glob("*.svg") if "-" not in path.stem]
    assert len(drawings) > 15
    for path in drawings:
        assert "currentColor" in path.read_text("utf-8"), path.name


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("make", [QPushButton, QLineEdit, QCheckBox, QRadioButton])
def test_controls_can_be_hit_and_show_focus(look, qtbot, roles, make, percent):
    look.use(roles.name, percent)
    control = make()
    control.resize(max(control.sizeHint().width(), 60), control.sizeHint().height())
    other = QLineEdit()
    for widget in (other, control):
        qtbot.addWidget(widget)
        widget.show()
    assert control.height() >= 24
    control.activateWindow()
    qtbot.waitUntil(control.isActiveWindow)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    shown = control.grab().toImage()
    ring = {shown.pixelColor(x, shown.height() // 2).name().upper() for x in range(4)}
    assert roles.accent.upper() in ring


class Allocating(QWidget):
    """Makes much to collect when it is told of a new look."""

    def changeEvent(self, event):
        super().changeEvent(event)
        self.made = [[] for _ in range(5_000)]


class Left(QWidget):
    """A closed window that only the collector finds: it holds on to itself."""

    def __init__(self):
        super().__init__()
        self.me = self
        for _ in range(20):
            QPushButton("x", self)


def test_windows_that_are_garbage_live_until_a_new_theme_is_worn(look, qtbot):
    shown = [Allocating() for _ in range(5)]
    for widget in shown:
        qtbot.addWidget(widget)
        widget.show()
    left = Left()
    died = []
    weakref.finalize(left, lambda: died.append(theme.tokens().name))
    left.show()
    left.close()
    del left
    look.changed.connect(gc.collect)
    kept = gc.get_threshold()
    gc.set_threshold(700, 1, 1)
    try:
        look.use("dark", 150)
    finally:
        gc.set_threshold(*kept)
    assert died == ["dark"], "Qt crashes when a widget is deleted while it walks over them all"
    assert gc.isenabled()
