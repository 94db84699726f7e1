"""What every page is: a header, content that scrolls, and a reload when the tables it shows have changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.routine import Round
from smdesk.operations.today import Watch
from smdesk.ui.kit.locked import hold
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.notices import EmptyState, toast_room
from smdesk.ui.kit.parts import Card, scrolling
from smdesk.ui.kit.rows import let_lists_grow

MARGIN = 24  # px beside what a page shows
TOP = 18  # px above it


class Frame(Protocol):
    """What the window offers its pages."""

    memory: Memory
    """What this machine remembers: `memory.settings`, `memory.change(...)`, `memory.remember_columns(table, name)`."""

    today: Watch
    """Today as it stands, read once for the page and for the numbers in the sidebar."""

    def open(self, page_key: str, subject_id: int = 0) -> None:
        """Show a page, at one account, post or run when `subject_id` is given."""

    def tell(self, text: str) -> None:
        """Show and speak a short message: ”Kopierat, rensas om 30 s”."""

    def tell_problems(self, problems: Sequence[Problem]) -> None:
        """Show in words what stopped an operation."""

    def show_facts(self) -> None:
        """Read anew what stands around the pages, such as when the register was last backed up."""

    def run(self, command: str) -> None:
        """Run a command of `commands.COMMANDS` by its id, e.g. ”post.new”."""

    def use_theme(self, choice: str, percent: int) -> None:
        """Wear and remember a theme (`theme.CHOICES`) and a text size in per cent."""


def told(frame: Frame, error: Exception) -> None:
    """Tell in words what stopped the work beside the window; what cannot be told so is a bug, and goes on."""
    if not isinstance(error, KnownError):
        raise error
    frame.tell_problems(error.problems)


def _bring_into_sight(card: Card) -> None:
    around = card.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(card)


class _Content(QWidget):
    """What a page scrolls. By its own size hint all of it would be laid out at a width that it never gets."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class Page(QWidget):
    """A page: it shows what `operations` tells and never changes itself.

    A subclass sets `title` and `tables` (the tables whose changes it shows), fills `self.box` in its constructor, and
    says what is to be read in `reload()`. It may override `show_subject` and `run` (with `commands`).
    """

    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    commands: ClassVar[frozenset[str]] = frozenset()  # ids of `commands.COMMANDS` that `run` does
    follows_clock: ClassVar[bool] = False  # reload each minute while on screen (”om 5 h”)
    lists_grow: ClassVar[bool] = True  # where the page is too low for lists that scroll, it scrolls instead of them
    subject_first: ClassVar[bool] = False  # `show_subject` reads all that it shows: it comes before the page is shown

    def __init__(self, desk: Desk, frame: Frame, *, scrolls: bool = True) -> None:
        """`scrolls=False` for a page whose own parts scroll (list and detail, the week grid)."""
        super().__init__()
        self.desk, self.frame = desk, frame
        self._stale, self._held = True, False
        self.setAccessibleName(self.title)
        content = _Content()
        content.setProperty("role", "ground")
        self.box = QVBoxLayout()
        self.box.setSpacing(16)
        self._column = column = QVBoxLayout(content)
        column.addLayout(self.box)
        if scrolls:
            column.addStretch(1)  # an alignment would cut text that wraps to more lines than its size hint tells
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolling(content)
        outer.addWidget(area)
        if not scrolls and self.lists_grow:
            let_lists_grow(area, content)
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(lambda _least, _most: self._make_room())
        self._make_room()

    def _make_room(self) -> None:
        """Let the scroll bar stand in the page's own margin, so that nothing moves when it comes and goes, and a short
        message in the one below, so that it covers nothing."""
        bar = self._bar.sizeHint().width() if self._bar.maximum() else 0
        foot = max(MARGIN, toast_room(self.fontMetrics().height()))
        self._column.setContentsMargins(MARGIN, TOP, max(0, MARGIN - bar), foot)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def reload(self) -> None:
        """Read again what the page shows, keeping where the user is."""
        raise NotImplementedError

    def show_subject(self, subject_id: int) -> None:
        """Go to one account, post or run; called after the page is shown, or before it with `subject_first`."""

    def show_part(self, part: str) -> None:
        """Go to a part of what is shown, called last of all; here the card with that title, where a page has no other
        parts."""
        shown = [one for one in self.findChildren(Card) if one.accessibleName() == part and one.isVisibleTo(self)]
        for card in shown[:1]:
            first = next((one for one in card.findChildren(QWidget) if self._takes_focus(one)), None)
            if first is not None:
                first.setFocus()
            QTimer.singleShot(0, card, partial(_bring_into_sight, card))  # when the page has been laid out

    def show_start(self) -> None:
        """Go to where the page begins; called when the page on screen is asked for once more (Ctrl+3 again)."""

    def focus_content(self) -> None:
        """Go to what the page is about; called when it is opened. By default its first list, else its first field, else
        the first thing to do that a page with nothing in it offers."""
        inside = [one for one in self.findChildren(QWidget) if self._takes_focus(one)]
        lists = [one for one in inside if isinstance(one, QAbstractItemView) and one.model() and one.model().rowCount()]
        fields = [one for one in inside if isinstance(one, QLineEdit | QPlainTextEdit)]
        offered = [one for empty in self.findChildren(EmptyState) for one in inside if empty.isAncestorOf(one)]
        first = (lists or fields or offered or inside or [self])[0]
        first.setFocus()

    def _takes_focus(self, one: QWidget) -> bool:
        by_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return by_tab and one.isEnabled() and one.isVisibleTo(self) and one.focusProxy() is None

    def visited(self) -> tuple[int, Round | None]:
        """The account that she is at on the page, 0 for none, and the round whose row she is on: what has come in is
        registered there."""
        return 0, None

    def run(self, command: str) -> bool:
        """Do one of the page's `commands`; False when it cannot be done just now."""
        return False

    def changed(self, tables: frozenset[str]) -> None:
        """Told by the window after each step: reload now when on screen, else at the next showing."""
        if tables & self.tables:
            self._stale = True
            if self.isVisible():
                self._reload()

    def refresh(self) -> None:
        """Reload whatever has changed, e.g. when the clock has moved on."""
        self._stale = True
        if self.isVisible():
            self._reload()

    def prepare(self, subject_id: int = 0) -> None:
        """Reload what has changed, or with `subject_first` go to the subject, before the page is shown: what is hidden
        is laid out but once, when it is shown."""
        if subject_id and self.subject_first:
            self._read(partial(self.show_subject, subject_id))
        elif self._stale:
            self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        self.prepare()
        super().showEvent(event)

    def _reload(self) -> None:
        self._read(self.reload)

    def _read(self, read: Callable[[], object]) -> None:
        self._stale = False
        before = self.window().focusWidget()
        read()
        if before is not None and self.isAncestorOf(before) and not before.isVisibleTo(self):
            self.focus_content()  # what she was on is gone: Qt would go to the sidebar
        if self._held or not self.desk.may_write:
            self._held = not self.desk.may_write
            hold(self, may_write=self.desk.may_write)
