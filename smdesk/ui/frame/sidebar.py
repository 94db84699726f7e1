"""The sidebar: the office, the pages with their counts, who is working, and when things were last saved."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from smdesk.domain.person import Person
from smdesk.ui.frame.pages import PAGES, PageSpec
from smdesk.ui.kit import theme
from smdesk.ui.kit.icons import paint_icon
from smdesk.ui.kit.parts import label, restyle, tip
from smdesk.ui.kit.row_painter import paint_chip
from smdesk.ui.kit.style_sheet import secondary
from smdesk.ui.kit.theme import Tone

_WIDE, _LINE = 208, 17  # px at the line height of 17 px; it grows with the text
_PAD = 10


class SideButton(QPushButton):
    """A button that shows its words, or its icon when the sidebar is folded."""

    def __init__(self, words: str, icon_name: str) -> None:
        super().__init__()
        self.words, self.folded, self.current = words, False, False
        self._icon = icon_name
        self.setProperty("role", "place")
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 2, round(line * 2.2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = theme.tokens()
        ink = roles.accent if self.current else roles.text
        room = QRectF(self.rect()).adjusted(_PAD, 0, -_PAD, 0)
        if self.folded:
            side = self.fontMetrics().height() * 1.25
            middle = room.center()
            paint_icon(painter, self._icon, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), ink)
        else:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if self.current else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class PlaceButton(SideButton):
    """A page in the sidebar, with how many things wait there."""

    def __init__(self, spec: PageSpec, keys: str) -> None:
        super().__init__(spec.title, spec.icon)
        self._keys = keys
        self._count, self._late = 0, False
        self.show_count(0, late=False)

    def show_current(self, current: bool) -> None:
        """Mark, and say, that this page is on screen. It is no box to check: a button that leads somewhere."""
        if current != self.current:
            self.current = current
            self.setAccessibleDescription("visas nu" if current else "")
            restyle(self, current=current)

    def show_count(self, count: int, *, late: bool) -> None:
        """Show how many things wait there, red (and said) when something is late."""
        self._count, self._late = count, late
        said = f"{self.words}, {count}{' varav något är sent' if late else ''}" if count else self.words
        self.setAccessibleName(said)
        tip(self, f"{said} ({self._keys})")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        small = secondary(self.font())
        if self.folded:
            small.setPointSizeF(small.pointSizeF() * 0.8)
        metrics = QFontMetrics(small)
        high = metrics.height() + 2
        wide = max(high * 1.3, metrics.horizontalAdvance(str(self._count)) + high * 0.8)
        top = 2 if self.folded else (self.height() - high) / 2
        right = self.width() - (2 if self.folded else _PAD)
        tone = Tone.LATE if self._late else Tone.NEUTRAL
        painter = QPainter(self)
        paint_chip(painter, QRectF(right - wide, top, wide, high), str(self._count), tone, small)


class Sidebar(QScrollArea):
    """The left side of the window. `page_chosen(key)`; `person_asked()` opens the choice of who is working."""

    page_chosen = Signal(str)
    person_asked = Signal()

    def __init__(self, pages: Sequence[PageSpec] = PAGES) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self.setAccessibleName("Sidor")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.folded = False
        inside = QWidget()
        inside.setProperty("role", "side")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(_PAD, 16, _PAD, 14)
        self._box.setSpacing(2)
        self.setWidget(inside)  # empty: else everything in it would be given its style before all of it is known
        self._name = label("smdesk", "strong")
        self._office = label("", "small")
        self._saved = label("", "small")
        self._works = label("", "small")
        self._person = SideButton("", "person")
        self._person.clicked.connect(lambda _checked=False: self.person_asked.emit())
        self._words = (self._name, self._office, self._works, self._saved)
        for words in self._words:
            words.setContentsMargins(_PAD, 0, 0, 0)
        self.places = {page.key: PlaceButton(page, f"Ctrl+{number}") for number, page in enumerate(pages, 1)}
        self._box.addWidget(self._name)
        self._box.addWidget(self._office)
        self._box.addSpacing(8)
        for key, place in self.places.items():
            if key == "settings":
                self._box.addStretch(1)
            place.clicked.connect(self._choose(key))
            self._box.addWidget(place)
        self._box.addWidget(self._works)
        self._box.addWidget(self._person)
        self._box.addWidget(self._saved)
        self._take_width()

    def show_facts(self, office: str, person: Person, saved: str) -> None:
        """Show whose desk it is, who is working, and ”Sparat 09:12 · säkerhetskopia 08:31”."""
        self._office.setText(office)
        self._saved.setText(saved)
        self._works.setText("Arbetar nu" if person.name else "")
        self._show_words()
        said = f"Arbetar nu: {person}" if person.name else "Vem arbetar här?"
        self._person.words = person.name or said
        self._person.setAccessibleName(f"{said}, byt")
        tip(self._person, said)
        self._person.update()

    def person_place(self) -> QPoint:
        """Where on the screen the choice of person opens."""
        return self._person.mapToGlobal(QPoint(0, 0))

    def show_page(self, key: str) -> None:
        """Mark the page that is on screen."""
        for place_key, place in self.places.items():
            place.show_current(place_key == key)

    def fold(self, folded: bool) -> None:
        """Show only icons (narrow window), or names and counts."""
        if folded == self.folded:
            return
        self.folded = folded
        for button in (*self.places.values(), self._person):
            button.folded = folded
            button.update()
        self._show_words()
        self._take_width()

    def _show_words(self) -> None:
        for words in self._words:
            words.setVisible(not self.folded and bool(words.text()))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_width()
        return super().event(event)

    def _choose(self, key: str) -> Callable[[], None]:
        return lambda: self.page_chosen.emit(key)

    def _take_width(self) -> None:
        line = self.fontMetrics().height()
        self.setFixedWidth(round(line * 3.6) if self.folded else max(_WIDE, round(_WIDE * line / _LINE * 0.86)))
