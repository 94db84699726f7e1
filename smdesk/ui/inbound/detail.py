"""One item in full: what it says, how it is handled, and what has happened to it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Handling
from smdesk.domain.inbound_category import InboundCategory
from smdesk.operations.inbound_view import View
from smdesk.ui.inbound.about import About
from smdesk.ui.inbound.choices import Choice, ChoiceCards
from smdesk.ui.inbound.head import HeadCard
from smdesk.ui.inbound.way import Way
from smdesk.ui.inbound.ways import WAYS
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import GAP, label, tab_through
from smdesk.words.inbound_list import choice_support, choice_title

_USUAL = (Handling.ANSWER, Handling.REFER, Handling.FORWARD, Handling.NONE)
"""What can be done with every kind, after what its rules offer."""


def ways_of(category: InboundCategory | None) -> list[Handling]:
    """The ways that an item can be handled in, the likeliest first; all of them while nobody has said what it is."""
    offered: Sequence[Handling] = (*category.handling, *_USUAL) if category else tuple(WAYS)
    found = dict.fromkeys(Handling.HIDE if one.is_moderation else one for one in offered)
    return [one for one in found if one in WAYS]


class Detail(QWidget):
    """The item beside the list. `done(text)` when it was dealt with; `asked(id)` asks for another of its thread."""

    done = Signal(str)
    asked = Signal(object)

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self._desk, self._frame = desk, frame
        self._view: View | None = None
        self._ways: dict[Handling, Way] = {}
        self.head = HeadCard(desk, frame, self.save)
        self.question = label("Hur hanteras det?", "strong")
        self.choices = ChoiceCards("Hur hanteras det?")
        self.choices.chosen.connect(self._choose)
        self.head.add_ways(self.question, self.choices)
        self.about = About(desk, frame)
        self.about.asked.connect(self.asked)
        self._room = QVBoxLayout()
        self._room.setSpacing(GAP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 2, 0)
        box.setSpacing(GAP)
        box.addWidget(self.head)
        box.addLayout(self._room)
        box.addWidget(self.about)
        box.addStretch(1)

    @property
    def inbound_id(self) -> int:
        """The item that is shown; 0 where there is none."""
        return self._view.line.one.id if self._view else 0

    def show_view(self, view: View) -> None:
        """Show how an item stands now; for the same one the way that was chosen, and what is being typed, stay."""
        is_other = view.line.one.id != self.inbound_id
        if is_other:
            self.save()
        changed = self._view is None or self._view.line.one.category != view.line.one.category
        self._view = view
        self.head.show_view(view)
        self.about.show_view(view)
        one = view.line.one
        self.question.setVisible(one.is_open)
        self.choices.setVisible(one.is_open)
        offered = ways_of(view.line.category)
        kept = self.choices.current()
        key = kept if kept in offered and not is_other and not changed else _first(view, offered)
        title = [
            Choice(way, choice_title(way, view.line.category), choice_support(way, view.line.category))
            for way in offered
        ]
        self.choices.show_choices(title, key)
        self._show_way()

    def way(self) -> Way | None:
        """The way that is chosen; None for a closed item."""
        key = self.choices.current()
        if self._view is None or not self._view.line.one.is_open or not isinstance(key, Handling):
            return None
        if key not in self._ways:
            made = self._ways[key] = WAYS[key](self._desk, self._frame)
            made.done.connect(self.done)
            made.hide()
            self._room.addWidget(made)
        return self._ways[key]

    def _choose(self, _key: object) -> None:
        self.save()
        self._show_way()
        way = self.way()
        if way is not None and self.choices.isAncestorOf(QApplication.focusWidget() or self):
            QTimer.singleShot(0, way, self._reveal)

    def _show_way(self) -> None:
        chosen = self.way()
        for one in self._ways.values():
            one.setVisible(one is chosen)
        if chosen is not None and self._view is not None:
            chosen.show_line(self._view.line)
        self._read_by_tab(chosen)

    def _read_by_tab(self, way: Way | None) -> None:
        """Have Tab go as one reads: a way is made when it is first chosen, after all that stands below it."""
        chain: list[QWidget] = []
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            if self.isAncestorOf(one):
                chain.append(one)
            one = one.nextInFocusChain()
        foot = (self.head.decide, self.head.more)
        parts = (self.choices, *foot, *([way] if way is not None else []), self.about)

        def part_of(widget: QWidget) -> int:
            return next((at for at, part in enumerate(parts, 1) if part is widget or part.isAncestorOf(widget)), 0)

        tab_through(self, sorted(chain, key=part_of))

    def _reveal(self) -> None:
        """Scroll until the way that was chosen is seen, as far as the chosen card stays in sight."""
        way, around = self.way(), self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if way is not None and isinstance(around, QScrollArea):
            around.ensureWidgetVisible(way)
            around.ensureWidgetVisible(QApplication.focusWidget() or way)

    def complete(self) -> None:
        """Ctrl+Enter: do the way that is chosen."""
        if (way := self.way()) is not None and self._desk.may_write:
            way.complete()

    def save(self) -> None:
        """Keep what is being typed."""
        for one in tuple(self._ways.values()):  # to save reads again, which may show another way
            one.save()

    def focus_first(self) -> None:
        """Go to the ways, or to what can be done with a closed item."""
        if self.way() is not None:
            self.choices.focus_current()
        else:
            self.head.focus_first()


def _first(view: View, offered: Sequence[Handling]) -> Handling:
    """The way that an item is shown with: to answer once it is back, else the likeliest."""
    was_away = view.line.one.handling is Handling.FORWARD
    return Handling.ANSWER if was_away and Handling.ANSWER in offered else offered[0]
