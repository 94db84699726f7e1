"""Inkommet: what has come in, the open first, and one of it in full beside the list."""

import json
from collections.abc import Hashable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from smdesk.desk import Desk
from smdesk.domain.answer_time import Summary
from smdesk.domain.inbound_filter import RECENT_DAYS, InboundFilter, read_filter
from smdesk.domain.problem import CannotSaveError, KnownError
from smdesk.domain.routine import Round
from smdesk.operations import inbound_view, post
from smdesk.operations.inbound_view import MOST, Listed
from smdesk.ui.inbound.detail import Detail
from smdesk.ui.inbound.registrar import open_registrar
from smdesk.ui.inbound.rows import line_row
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.inputs import FilterBar, SearchField
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import GAP, Card, Header, restyle, scrolling
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.words.inbound_list import facts_text

_FOLD = 44  # line heights: in a narrower window the list stands above the item
_LIST, _DETAIL = 3, 4  # shares of the width
_LEAST = (9, 18)  # line heights of list and item when they stand above each other: then the page scrolls
_RESTS_MS = 200  # before the answer times of a quarter are reckoned: the list is on the screen by then
_SEARCH = 16  # line heights
_MORE = "more"
_EMPTY = "Inget passar. Sök på ett kortare ord, eller ta bort ett filter."
_ALL = "Alla konton"
_NO_PICTURE = "Urklipp har varken bild eller fil, eller så är det du står på skyddat."
_TEACHES = (
    "Här samlas det som kommer in i kommentarer och meddelanden: vad det gäller, när det ska vara besvarat, hur det "
    "hanterades och om det diarieförs. Registrera det du hittar vid bevakningen."
)
_ANSWERS = frozenset({"inbound_event", "requirement", "special_day", "setting", "account"})
"""The tables that answer times rest on; what is being typed is in none of them."""


class InboundPage(Page):
    """Inkommet. Enter goes to the item, Escape back to the list, Ctrl+Enter does what is chosen."""

    title: ClassVar[str] = "Inkommet"
    tables: ClassVar[frozenset[str]] = frozenset({"inbound", "evidence", "saved_reply"}) | _ANSWERS
    commands: ClassVar[frozenset[str]] = frozenset({"find", "inbound.registrar", "paste", "web.open"})
    follows_clock: ClassVar[bool] = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self._chosen = _remembered(frame.memory.settings.inbound_filter)
        self._found: Listed | None = None
        self._answers: Summary | None = None
        self._are_answers_stale, self._most = True, MOST
        self.search = SearchField("Sök i inkommet")
        self.register = changes(primary_button("Registrera", self._register, keys="Ctrl+R", name="Registrera inkommet"))
        self.header = Header(self.title, "", [self.search, self.register])
        self.account = quiet_button(_ALL)
        self.account.setProperty("role", "filter")
        self.account.setMenu(QMenu(self.account))
        self.filters = FilterBar("Visa", {})
        self.list = RowList(self.title, grow=False, choose=True, empty=_EMPTY)
        self.detail = Detail(desk, frame)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._read_answers)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._area = scrolling(self.detail)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = QWidget()
        row = FlowLayout(bar)
        row.addWidget(self.account)
        row.addWidget(self.filters)
        self._card = Card(flush=True)
        self._card.setAccessibleName(self.title)
        self._card.add(self.list)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(GAP)
        self._sides.addWidget(self._card, _LIST)
        self._sides.addWidget(self._area, _DETAIL)
        self._space = QWidget()
        self._space.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self.header)
        self.box.addWidget(bar)
        first = EmptyState(_TEACHES, "Registrera inkommet…", self._register, keys="Ctrl+R")
        self._teaching = Card().add(changes(first))
        self.box.addWidget(self._teaching)
        self.box.addLayout(self._sides, 1)
        self.box.addWidget(self._space)
        self._chips = bar

    def _connect(self) -> None:
        self.search.changed.connect(lambda _text: self._show_from_start())
        self.filters.changed.connect(self._filter)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter)
        self.list.pressed.connect(self._enter)
        self.detail.done.connect(self._go_on)
        self.detail.asked.connect(self.show_subject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._bind(self, keys, self.detail.complete)
        self._bind(self._area, "Escape", self.list.setFocus)
        self._bind(self, "F6", self._other_side)

    def _bind(self, widget: QWidget, keys: str, action: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action)

    # What is shown

    def changed(self, tables: frozenset[str]) -> None:
        self._are_answers_stale |= bool(tables & _ANSWERS)
        super().changed(tables)

    def refresh(self) -> None:
        self._are_answers_stale = True
        super().refresh()

    def reload(self) -> None:
        self._fill_accounts()
        self._show()
        if self._are_answers_stale:
            self._late.start(_RESTS_MS)

    def _read_answers(self) -> None:
        self._are_answers_stale = False
        self._answers = inbound_view.answers(self.desk)
        self._show_facts()

    def _show_facts(self) -> None:
        if self._found is not None:
            self.header.show_facts(self.title, facts_text(self._found.open, self._answers))

    def _show_from_start(self) -> None:
        self._most = MOST
        self._show()

    def _show(self) -> None:
        """Read what the filter and the search leave, and the item one is on."""
        found = self._found = inbound_view.listed(self.desk, self._chosen, self.search.text(), most=self._most)
        self._show_facts()
        self._show_filters()
        rows = [line_row(one, self.desk.today()) for one in found.lines]
        if found.left:
            words = f"{found.left} äldre till"
            rows.append(Row(id=_MORE, title=words, subtitle="Sök för att hitta dem", button="Visa fler"))
        self.list.show_rows(rows)
        if self.list.current() is None and rows:
            self.list.go_to(rows[0].id)
        for one in (self.search, self.register, self._chips, self._card):
            one.setVisible(found.is_any)
        for one in (self._teaching, self._space):
            one.setVisible(not found.is_any)
        self._show_item()

    def _show_filters(self) -> None:
        chosen, waiting = self._chosen, self._found.to_register if self._found else 0
        choices = {
            "open": "Öppna",
            "recent": f"Senaste {RECENT_DAYS} dagarna",
            "to_register": f"Att diarieföra {waiting}" if waiting else "Att diarieföra",
            "taken_away": "Dolt eller borttaget",
        }
        self.filters.show_choices(choices, on=chosen.parts)

    def _show_item(self) -> None:
        current = self.list.current()
        shown = isinstance(current, int)
        if isinstance(current, int):
            try:
                self.detail.show_view(inbound_view.view(self.desk, current))
            except KnownError:
                shown = False  # it was taken away meanwhile
        self._area.setVisible(shown)

    def _register(self) -> None:
        self.frame.run("inbound.register")

    # What is chosen

    def _fill_accounts(self) -> None:
        names = {0: _ALL, **post.account_names(self.desk)}
        own = self._chosen.account_id
        if own not in names:
            own, self._chosen = 0, replace(self._chosen, account_id=0)
        self.account.setText(names[own])
        self.account.setAccessibleName(f"Konto: {names[own]}")
        restyle(self.account, on=bool(own))
        menu = self.account.menu()
        menu.clear()
        for account_id, name in names.items():
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self._choose_account, account_id))

    def _choose_account(self, account_id: int, _checked: bool = False) -> None:
        self._use(replace(self._chosen, account_id=account_id))

    def _filter(self) -> None:
        own = (f"account:{self._chosen.account_id}",) if self._chosen.account_id else ()
        self._use(read_filter((*self.filters.chosen(), *own)))

    def _use(self, chosen: InboundFilter) -> None:
        self._chosen = chosen
        try:
            self.frame.memory.change(inbound_filter=json.dumps(chosen.parts))
        except CannotSaveError as error:
            self.frame.tell_problems(error.problems)
        self._fill_accounts()
        self._show_from_start()

    def _choose(self, row_id: Hashable) -> None:
        if row_id != self.detail.inbound_id:
            self.detail.save()
            self._show_item()
            self._area.verticalScrollBar().setValue(0)

    def _enter(self, row_id: Hashable) -> None:
        if row_id == _MORE:
            self._most += MOST
            self._show()
        else:
            self.detail.focus_first()

    def _go_on(self, told: str) -> None:
        """Tell what was done, and go to the next open item."""
        self.frame.tell(told)
        waiting = [one.one.id for one in self._found.lines if one.one.is_open] if self._found else []
        if waiting:
            self.list.go_to(waiting[0])
        self.list.setFocus()

    def show_subject(self, subject_id: int) -> None:
        """Go to an item; filters and search give way where they would hide it."""
        self.list.go_to(subject_id)
        if self.list.current() != subject_id:
            self.search.clear()
            self._chosen = InboundFilter(is_recent=False)
            self._most = 1_000_000
            self._fill_accounts()
            self._show()
            self.list.go_to(subject_id)
        self.list.setFocus()

    def show_part(self, part: str) -> None:
        """Open the saved answers at the one that ”reply 7” names."""
        from smdesk.ui.inbound.replies import SavedReplies

        shown = SavedReplies(self, self.desk)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.list.go_to(int(part.removeprefix("reply ")))
        shown.open()

    def focus_content(self) -> None:
        """Go to the list; where nothing ever came in, to the first thing to do."""
        if self._found is not None and self._found.is_any:
            self.list.setFocus()
        else:
            super().focus_content()

    def _other_side(self) -> None:
        if self.list.hasFocus():
            self.detail.focus_first()
        else:
            self.list.setFocus()

    def visited(self) -> tuple[int, Round | None]:
        return self._chosen.account_id, None

    def run(self, command: str) -> bool:
        match command:
            case "paste":
                if self.desk.may_write and not self.detail.about.paste():
                    self.frame.tell(_NO_PICTURE)
            case "inbound.registrar":
                open_registrar(self, self.desk)
            case "find":
                self.search.setFocus()
                self.search.selectAll()
            case "web.open":
                return self.detail.head.open_link()
            case _:
                return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.detail.save()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self.search.setMinimumWidth(min(_SEARCH * line, self.width() // 2))
        narrow = event.size().width() < _FOLD * line
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != way:
            self._sides.setDirection(way)
            self._card.setMinimumHeight(_LEAST[0] * line if narrow else 0)
            self._area.setMinimumHeight(_LEAST[1] * line if narrow else 0)


def _remembered(text: str) -> InboundFilter:
    """The filter that was used last; the recent where nothing, or nothing that can be read, is remembered."""
    try:
        parts = json.loads(text) if text else None
    except ValueError:
        parts = None
    return read_filter(one for one in parts if isinstance(one, str)) if isinstance(parts, list) else InboundFilter()
