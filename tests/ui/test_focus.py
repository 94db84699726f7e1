"""The focus, walked with real Tab keys: seen on everything it comes to, in every theme, in the order that one reads."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from ui.every_dialog import every, look_at, settle

from smdesk.operations import account, procedure
from smdesk.settings import Settings
from smdesk.ui.frame.pages import PAGES
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.theme import THEMES, contrast

MOST = 400  # Tab keys before it should have come round
RING = 3.0  # times the contrast that a mark of focus has to what was there before (WCAG 2.2, 2.4.13)


@pytest.fixture
def window(qtbot, desk, look, request):
    look.use(getattr(request, "param", "light"))
    made = Window(desk, look, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def places(window, desk):
    for page in PAGES:
        yield page.key, (page.key, 0)
    yield "account, one", ("account", account.all_accounts(desk)[0].account.id)
    yield "procedure, one", ("procedure", procedure.all_runs(desk)[0].run.id)


def walked(top: QWidget) -> list[QWidget]:
    """What Tab comes to in a window, each once, in order."""
    met: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here in met:
            return met
        met.append(here)
    raise AssertionError("Tab never came round")


def place(one: QWidget, top: QWidget) -> QRect:
    return QRect(one.mapTo(top, QPoint(0, 0)), one.size())


def scroller(one: QWidget, top: QWidget) -> QScrollArea | None:
    """What `one` is scrolled in."""
    node = one.parentWidget()
    while node is not None and node is not top and not isinstance(node, QScrollArea):
        node = node.parentWidget()
    return node if isinstance(node, QScrollArea) else None


def backwards(met: list[QWidget], top: QWidget) -> list[str]:
    """Steps that go up and to the left at once; the one where the round begins anew is no such step."""
    told = []
    for one, after in pairwise(met):
        held, holds = scroller(one, top), scroller(after, top)
        apart = held is not holds  # what is scrolled out of sight is still within what scrolls it
        here = place(held if held and apart else one, top)
        there = place(holds if holds and apart else after, top)
        if there.bottom() <= here.top() and there.left() < here.right() and there.right() < here.right():
            told.append(f"{name(one)} {here.getRect()} → {name(after)} {there.getRect()}")
    return told


def name(one: QWidget) -> str:
    return f"{type(one).__name__} ”{one.accessibleName()}”"


@pytest.mark.parametrize("window", THEMES, indirect=True)
def test_the_focus_is_seen_on_everything_in_every_page(window, desk):
    unseen = {}
    for key, where in places(window, desk):
        window.open(*where)
        settle()
        unseen[key] = [name(one) for one in walked(window) if not is_marked(one)]
    assert {key: told for key, told in unseen.items() if told} == {}


def test_tab_goes_as_one_reads_in_every_page(window, desk):
    wrong = {}
    for key, where in places(window, desk):
        window.open(*where)
        settle()
        met = from_first(walked(window), window)
        wrong[key] = backwards(met, window)
    assert {key: told for key, told in wrong.items() if told} == {}


def from_first(met: list[QWidget], top: QWidget) -> list[QWidget]:
    """The round from its beginning: the sidebar stands first in the window, the focus began in the page."""
    first = min(range(len(met)), key=lambda number: (place(met[number], top).left(), place(met[number], top).top()))
    return met[first:] + met[:first]


@pytest.mark.parametrize("window", THEMES, indirect=True)
def test_the_focus_is_seen_and_goes_as_one_reads_in_every_dialog(window, desk):
    found: dict[str, list[str]] = {}

    def look(shown: QWidget, key: str) -> None:
        shown.activateWindow()
        settle()
        met = walked(shown)
        found[key] = [f"unseen: {name(one)}" for one in met if not is_marked(one)]
        found[key] += backwards(from_top(met, shown), shown)

    for key, open_it in every(window, desk):
        look_at(open_it, lambda shown, key=key: look(shown, key))
    assert {key: told for key, told in found.items() if told} == {}


def test_the_eye_of_these_tests_is_not_blind(qtbot, look):
    """A label that takes the focus shows nothing of it, and a round that begins at the foot goes backwards."""
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(400, 200)
    low, plain = quiet_button("Stäng"), label("Utan ram")
    plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for one, top in ((low, 120), (plain, 20)):
        one.setParent(room)
        one.setGeometry(top, top, 120, 36)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    assert is_marked(low)
    assert not is_marked(plain)
    assert backwards([plain, low], room) == []
    assert len(backwards([low, plain], room)) == 1


def from_top(met: list[QWidget], top: QWidget) -> list[QWidget]:
    first = min(range(len(met)), key=lambda number: (place(met[number], top).top(), place(met[number], top).left()))
    return met[first:] + met[:first]


def is_marked(one: QWidget) -> bool:
    """Whether enough of it, and of what stands around it, changes clearly when the focus comes to it."""
    top = one.window()
    if (held := scroller(one, top)) is not None:
        held.ensureWidgetVisible(one)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    area = place(one, top).adjusted(-3, -3, 3, 3) & top.rect()
    there = top.grab(area).toImage()
    one.clearFocus()
    settle()
    gone = top.grab(area).toImage()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    return changed(there, gone) >= min(area.width(), 100)


def changed(one: QImage, other: QImage) -> int:
    """How many pixels differ by the contrast that a mark of focus must have."""
    known: dict[tuple[int, int], bool] = {}
    count = 0
    for y in range(one.height()):
        for x in range(one.width()):
            pair = (one.pixel(x, y), other.pixel(x, y))
            if pair[0] == pair[1]:
                continue
            if pair not in known:
                known[pair] = contrast(QColor(pair[0]).name(), QColor(pair[1]).name()) >= RING
            count += known[pair]
    return count
