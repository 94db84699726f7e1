"""The card of an item: what it is, what it says, when it came in, what kind it is, and whether it is registered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.domain.inbound_category import Deadline
from smdesk.domain.inbound_suggestion import suggest
from smdesk.domain.problem import KnownError
from smdesk.operations import inbound
from smdesk.operations.inbound_category import categories
from smdesk.operations.inbound_view import View
from smdesk.operations.platform import platform
from smdesk.ui.inbound.registering import ask_registration
from smdesk.ui.inbound.rows import tone_of
from smdesk.ui.inbound.verbs import Verbs
from smdesk.ui.kit.buttons import button_row, link_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.inputs import ChoiceBox
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import PAD, Card, Chip, PlatformMark, empty, label, rule, tip
from smdesk.ui.kit.text_area import TextArea
from smdesk.ui.kit.web import open_web
from smdesk.words.inbound_category import suggestion_text
from smdesk.words.inbound_list import (
    UNKNOWN,
    came_in_day,
    deadline_text,
    done_text,
    kind_text,
    registration_text,
)

_QUOTED = 1200  # letters of a text that are quoted; all of it is a window away
_LINES = 14
_UNOPENED = "Länken gick inte att öppna. Den kan kopieras under Ändra uppgifter."


class HeadCard(Card):
    """What is known of an item, and what can be done with it besides handling it."""

    def __init__(self, desk: Desk, frame: Frame, save: Callable[[], object]) -> None:
        """`save` keeps what is being typed about the item."""
        super().__init__()
        self._desk, self._frame = desk, frame
        self._view: View | None = None
        self._urgent_key: tuple[object, ...] = ()
        self._mark = QHBoxLayout()
        self.title, self.pill = label("", "strong"), Chip("")
        self.alarm = label("Ring 112", "alarm")
        self.quote = _Quote()
        self._facts = QWidget()
        self._facts_row = FlowLayout(self._facts, gap=14)
        self.kind = ChoiceBox()
        self.kind.setAccessibleName("Ärendetyp")
        self._keys = ["", *(one.key for one in categories())]
        self.kind.addItems([f"{UNKNOWN}…", *(one.title for one in categories())])
        self.kind.activated.connect(self._choose_kind)
        self._suggested = label("", "small")
        self.take = changes(link_button("", self._take_kind), may_write=desk.may_write)
        self._suggestion = QWidget()
        self._wanted, self._suggested_for = "", ""
        self.verbs = Verbs(desk, frame, self, save)
        self._urgent = QWidget()
        self._urgent_row = FlowLayout(self._urgent, gap=10)
        self.more = changes(quiet_button("Mer", name="Mer att göra"), may_write=desk.may_write)
        self.more.setMenu(QMenu(self.more))
        self._done = label("")
        self._reply = _Quote()
        self._registration = label("", "muted")
        self.decide = changes(
            link_button("Bestäm…", self._decide, name="Bestäm om diarieföring"), may_write=desk.may_write
        )
        self._lay_out()

    def _lay_out(self) -> None:
        words = QWidget()
        words.setProperty("role", "head")
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(self._mark)
        row.addWidget(self.title, 1)
        self._top = Beside(words, self.pill)
        kinds = QWidget()
        line = FlowLayout(kinds, gap=10)
        line.addWidget(label("Ärendetyp", "muted", wrap=False))
        line.addWidget(self.kind)
        proposal = FlowLayout(self._suggestion, gap=10)
        proposal.addWidget(self._suggested)
        proposal.addWidget(self.take)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        foot = QWidget()
        low = FlowLayout(foot, gap=8)
        low.addWidget(label("Ska diarieföras", wrap=False))
        low.addWidget(self._registration)
        low.addWidget(self.decide)
        self.add(
            self._top,
            rule(),
            self.alarm,
            self.quote,
            self._facts,
            kinds,
            self._suggestion,
            self._done,
            self._reply,
            self._urgent,
        )
        self.body.addLayout(self._ways)
        self.add(rule(), Beside(foot, button_row(self.more)))

    def add_ways(self, *widgets: QWidget) -> None:
        """Put what asks how it is handled between what it is and whether it is registered."""
        for one in widgets:
            self._ways.addWidget(one)

    def show_view(self, view: View) -> None:
        """Show how the item stands."""
        self._view = view
        line, one, today = view.line, view.line.one, self._desk.today()
        empty(self._mark)
        self._mark.addWidget(PlatformMark(platform(line.account.platform)))
        self.title.setText(f"{kind_text(line.category, one.kind)} på {line.account.name}")
        self.pill.show_state(deadline_text(one, line.state, line.by, line.limit, today), tone_of(line))
        self._top.fold()
        is_danger = line.category is not None and line.category.deadline is Deadline.MINUTES
        self.alarm.setVisible(is_danger and one.is_open)
        self.quote.show_text(one.text or _told_instead(one))
        self._show_facts(view)
        self.kind.setCurrentIndex(self._keys.index(one.category) if one.category in self._keys else 0)
        self.kind.setEnabled(self._desk.may_write)
        self.kind.setAccessibleDescription(line.category.recognise if line.category else "")
        tip(self.kind, line.category.recognise if line.category else "")
        self._suggest(one)
        self._done.setText(done_text(one, today))
        self._done.setVisible(not one.is_open)
        self._reply.show_text(one.reply)
        self._reply.setVisible(not one.is_open and bool(one.reply))
        self._registration.setText(registration_text(one, line.category))
        self.decide.setText("Ändra…" if one.registration else "Bestäm…")
        self._show_verbs(view)

    def _show_facts(self, view: View) -> None:
        one = view.line.one
        empty(self._facts_row)
        parts: list[QWidget] = [label(f"Inkom {came_in_day(one, self._desk.today())}", "muted", wrap=False)]
        if one.sender:
            parts.append(label(f"från {one.sender}", "muted"))
        if one.link:
            parts.append(link_button("länk till kommentaren", self.open_link, name="Öppna kommentaren, Ctrl+O"))
        if not view.files and one.text:
            parts.append(label("skärmdump saknas", "muted", wrap=False))
        for part in parts:
            self._facts_row.addWidget(part)
            part.show()

    def _show_verbs(self, view: View) -> None:
        """The buttons are built anew only when they are others, so that the one in focus stays."""
        menu = self.more.menu()
        self.verbs.fill(menu, view)
        urgent = self.verbs.urgent(view)
        key = (view.line.one.id, *urgent)
        if key == self._urgent_key:
            return
        self._urgent_key = key
        empty(self._urgent_row)
        for words, verb in urgent.items():
            made = changes(quiet_button(words, verb), may_write=self._desk.may_write)
            self._urgent_row.addWidget(made)
            made.show()
        self._urgent.setVisible(bool(urgent))

    def _decide(self) -> None:
        if self._view is not None:
            try:
                ask_registration(self, self._desk, self._view.line.one.id)
            except KnownError as error:
                self._frame.tell_problems(error.problems)

    def open_link(self) -> bool:
        """Open the item where it was written; False when it has no link."""
        if self._view is None or not self._view.line.one.link:
            return False
        if not open_web(self._view.line.one.link):
            self._frame.tell(_UNOPENED)
        return True

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        first = next((one for one in self.findChildren(QPushButton) if one.isVisibleTo(self) and one.isEnabled()), None)
        (first or self.kind).setFocus()

    def _suggest(self, one: Inbound) -> None:
        """Propose a kind where nobody has chosen one; only a proposal, with the words that say so."""
        asked = one.text if one.is_open and not one.category and self._desk.may_write else ""
        if asked != self._suggested_for:
            self._suggested_for = asked
            found = suggest(asked, categories()) if asked else None
            self._wanted = found.key if found else ""
            if found:
                known = {each.key: each for each in categories()}
                self._suggested.setText(suggestion_text(found, known))
                self.take.setText(f"Välj {known[found.key].title}")
        self._suggestion.setVisible(bool(self._wanted))

    def _take_kind(self) -> None:
        self._choose_kind(self._keys.index(self._wanted))
        self.kind.setFocus()

    def _choose_kind(self, number: int) -> None:
        if self._view is None:
            return
        try:
            inbound.choose(self._desk, self._view.line.one.id, self._keys[number])
        except KnownError as error:
            self._frame.tell_problems(error.problems)


class _Quote(QFrame):
    """A text from outside as it is, with a bar beside it; what is long goes on in a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quote")
        self._text = ""
        self._words = label("")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = link_button("Visa hela texten", self.show_all)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD - 4, 4, 0, 4)
        box.addWidget(self._words)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        short = "\n".join(text.splitlines()[:_LINES])[:_QUOTED]
        self._more.setVisible(len(short) < len(text.rstrip()))
        self._words.setText(short if self._more.isHidden() else f"{short.rstrip()} …")
        self.setVisible(bool(text))

    def show_all(self) -> None:
        """Show the whole of it."""
        whole_text(self, self._text).open()


def whole_text(parent: QWidget | None, text: str) -> Dialog:
    """A window with a long text from outside, to read and copy."""
    made = Dialog(parent, "Hela texten", lines=44, high=30)
    area = TextArea(20)
    area.setReadOnly(True)
    area.setTabChangesFocus(True)
    area.setAccessibleName("Hela texten")
    area.setPlainText(text)
    made.inner.addWidget(area, 1)
    return made


def _told_instead(one: Inbound) -> str:
    if one.is_purged:
        return "Innehållet är gallrat."
    if not one.is_protected:
        return one.summary
    return f"Innehållet är skyddat. {one.summary}\nFörvaras: {one.kept_where}"
