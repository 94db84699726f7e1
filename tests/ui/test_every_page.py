"""Every page in every look: it opens in silence, all of it can be read, heard and reached, and no text is markup."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QTableView, QWidget
from ui.every_dialog import settle
from ui.incoming.items import fill
from ui.looked_at import nameless, shown, twice_scrolled, unfit

from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.domain.post_filter import read_filter
from smdesk.operations import account, calendar, duty, inbound, opening, post, procedure
from smdesk.settings import Settings
from smdesk.ui.frame.pages import PAGES
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.parts import label

KEYS = [page.key for page in PAGES]
SIZES = ((1024, 700), (1440, 900))
LOOKS = [
    *(("light", percent, size) for percent in (100, 200) for size in SIZES),
    *((theme, *how) for theme in ("dark", "contrast") for how in ((100, SIZES[1]), (200, SIZES[0]))),
]
"""Each palette at both text sizes; only colours differ between them, so light alone is tried in all four rooms."""


def opened(desk, look, size) -> Window:
    made = Window(desk, look, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    made.resize(*size)
    made.show()
    return made


@pytest.fixture
def window(qtbot, desk, look, request):
    theme, percent, size = getattr(request, "param", ("light", 100, (1440, 900)))
    look.use(theme, percent)
    made = opened(desk, look, size)
    qtbot.addWidget(made)
    return made


def places(window, desk):
    """Every page, and those that show one thing: an account, a running closure."""
    for key in KEYS:
        window.open(key)
        settle()
        yield key
        for bar in window.page(key).findChildren(QTabBar):
            for number in range(1, bar.count() if bar.isVisible() else 0):
                bar.setCurrentIndex(number)
                settle()
                yield f"{key}, {bar.tabText(number)}"
    window.open("calendar")
    for way in ("month", "list"):
        window.run(f"calendar.{way}")
        window.page("calendar")._use_filter(read_filter(["state:draft", "state:approved", "account:1", "remark"]))
        settle()
        yield f"calendar, {way}"
    calendar = window.page("calendar")
    for way in ("week", "month"):
        window.run(f"calendar.{way}")
        calendar._use_filter(read_filter([]))
        calendar._put_ideas(True)
        calendar.view.choose_posts(calendar.view._ids_of(calendar.view._every_cell())[:3])
        settle()
        yield f"calendar, {way}, with the idébank and a choice"
    window.open("account", account.all_accounts(desk)[0].account.id)
    settle()
    yield "account, one"
    runs = procedure.all_runs(desk)
    window.open("procedure", runs[0].run.id)
    settle()
    yield "procedure, one"
    for name, inbound_id in fill(desk).items():
        window.open("inbound", inbound_id)
        settle()
        yield f"inbound, {name}"
        for way in window.page("inbound").detail.choices._cards.values():
            way.radio.setChecked(True)
            settle()
            yield f"inbound, {name}, {way.radio.text()}"


@pytest.mark.parametrize("window", LOOKS, indirect=True, ids=lambda look: f"{look[0]}-{look[1]}-{look[2][0]}")
def test_it_can_be_read_and_heard(window, desk):
    """Qt's own warnings fail the test too."""
    found = {place: wrong(window) for place in places(window, desk)}
    assert {place: told for place, told in found.items() if told} == {}


def wrong(window: QWidget) -> list[str]:
    return unfit(window) + twice_scrolled(window) + [f"nameless: {one}" for one in nameless(window)]


@pytest.mark.parametrize("key", KEYS)
def test_tab_reaches_everything_and_leaves_every_table(window, qtbot, key):
    window.open(key)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    first, met = None, []
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not (met[-1] if met else None), f"Tab stays in {here}"
        if here is first:
            break
        first = first or here
        met.append(here)
    else:
        pytest.fail("Tab never came round")
    wanted = [one for one in shown(window) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()]
    missed = [one for one in wanted if one not in met and one.focusProxy() is None and not _within(one, met)]
    assert missed == []
    assert all(table.tabKeyNavigation() is False for table in window.findChildren(QTableView))


class _Windows(QObject):
    """Remembers what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.met.append(watched)
        return False


def test_a_page_that_opens_is_no_window_of_its_own_not_even_for_a_moment(window, desk, qtbot):
    """What is shown before it has its place takes the focus from the window, and flashes on the screen."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    windows = _Windows()
    QApplication.instance().installEventFilter(windows)
    for place in places(window, desk):
        assert windows.met == [], place
        assert window.isActiveWindow(), place


def _within(one: QWidget, met: list[QWidget]) -> bool:
    """Whether the focus came to what stands for it: the field of a spin box, one radio button of a group."""
    return any(other.isAncestorOf(one) for other in met)


def test_the_eye_of_these_tests_is_not_blind(qtbot, look):
    """What is cut on purpose is found."""
    look.use("light", 100)
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(300, 200)
    cut = label("Ett ord som inte får plats", wrap=False)
    low = label("Tre rader text som inte får plats på en enda rad i rummet", wrap=True)
    button, unnamed = QPushButton("Markera publicerat…"), QPushButton()
    for number, one in enumerate((cut, low, button, unnamed)):
        one.setParent(room)
        one.setGeometry(0, number * 30, 60, 18)
    room.show()
    assert len(unfit(room)) == 3
    assert len(nameless(room)) == 1


def test_text_from_outside_is_shown_as_it_is(window, desk, tmp_path):
    """A picture that markup would load is red all over: no red pixel may come on the screen."""
    red = QImage(60, 60, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    red.save(str(tmp_path / "red.png"))
    hostile = f'<img src="{tmp_path}/red.png" width=60 height=60><h1>Fet</h1>&amp;'
    for row in account.all_accounts(desk):
        one = row.account
        account.change(desk, replace(one, name=hostile, unit=hostile, purpose=hostile, owner=hostile, note=hostile))
    post.write(desk, Post(text=hostile, note=hostile, day=desk.today(), time="10:00"), [1, 2])
    post.write(desk, Post(text=hostile), [1])
    calendar.add_day(desk, desk.today(), hostile)
    for one in duty.current(desk):
        duty.change(desk, replace(one, title=hostile, note=hostile))
    opening.rename_office(desk, hostile)
    opening.set_person(desk, Person(name=hostile, function=hostile))
    for one in fill(desk).values():
        known = inbound.get(desk, one)
        text = "" if known.is_protected else hostile
        inbound.change(desk, replace(known, text=text, summary=hostile, sender=hostile, note=hostile, link=""))
    for place in places(window, desk):
        assert red_pixels(window) == 0, place
    assert any(hostile in getattr(one, "text", str)() for one in shown(window) if hasattr(one, "textFormat"))


def red_pixels(window: QWidget) -> int:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits()).count(b"\x00\x00\xff\xff")
