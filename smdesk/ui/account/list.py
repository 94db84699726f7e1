"""The list of accounts: a table with search and filters, rows of two lines when it is narrow, and an empty one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smdesk.operations.account import AccountRow, matching
from smdesk.ui.account.table import AccountTable, remark_tone
from smdesk.ui.kit.buttons import link_button, primary_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.inputs import FilterBar, SearchField
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.parts import PAD, Card, Header, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.words.account import STATUSES
from smdesk.words.remark import remark_count

_TEACHES = (
    "Här finns förvaltningens alla konton:\n"
    "vem som ansvarar, vad som krävs och vad som saknas.\n"
    "Börja med listan du redan har, eller lägg till ett konto."
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AccountList(QWidget):
    """Every account. `opened(account_id)` tells which one is to be shown."""

    opened = Signal(object)

    def __init__(
        self,
        memory: Memory,
        add: Callable[[], object],
        read_list: Callable[[], object],
        edit_groups: Callable[[], object],
    ) -> None:
        """`add` and `read_list` do the two things that fill an empty register; `edit_groups` opens her groups."""
        super().__init__()
        self._rows: list[AccountRow] = []
        self._actions = [
            quiet_button("Grupper…", edit_groups, name="Kontogrupper"),
            quiet_button("Läs in kontolista…", read_list),
            primary_button("Lägg till konto…", add),
        ]
        self.header = Header("Konton", "", [changes(one) for one in self._actions])
        self.search = SearchField("Sök konto", "Sök på namn, plattform, verksamhet eller ansvarig")
        self.search.installEventFilter(self)
        self.filters = FilterBar("Visa bara", {})
        self.table = AccountTable(memory)
        self.rows = RowList("Konton", grow=False)
        self._nothing = self._no_match()
        self._first = changes(primary_button("Läs in kontolista…", read_list))
        self._teaching = self._empty(self._first, changes(quiet_button("Lägg till konto…", add)))
        self.search.changed.connect(lambda _text: self._show())
        self.filters.changed.connect(self._show)
        for one in (self.table, self.rows):
            one.opened.connect(self.opened)
        self._lay_out()

    def _lay_out(self) -> None:
        self._space = QWidget()
        self._space.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for widget in (self.header, self.search, self.filters):
            box.addWidget(widget)
        self._narrow = Card(flush=True).add(self.rows)
        box.addWidget(self.table, 1)
        box.addWidget(self._narrow, 1)
        box.addWidget(self._nothing)
        box.addWidget(self._teaching)
        box.addWidget(self._space, 1)

    def _no_match(self) -> QWidget:
        made = QWidget()
        row = FlowLayout(made)
        row.addWidget(label("Inget konto passar.", "muted", wrap=False))
        row.addWidget(link_button("Visa alla konton", self.show_all))
        return made

    @staticmethod
    def _empty(first: QWidget, other: QWidget) -> QWidget:
        words, buttons = label(_TEACHES, "muted"), QWidget()
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = FlowLayout(buttons, centred=True, gap=10)
        row.addWidget(first)
        row.addWidget(other)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(PAD, PAD * 2, PAD, PAD * 2)
        box.setSpacing(PAD)
        box.addWidget(words)
        box.addWidget(buttons)
        return Card().add(inner)

    def show_accounts(self, rows: Sequence[AccountRow]) -> None:
        """Show the accounts, filtered and sorted as chosen."""
        self._rows = list(rows)
        remarked = sum(bool(row.remarks) for row in rows)
        facts = f"{len(rows)} konto{'n' * (len(rows) > 1)} · {remarked} med anmärkning" if rows else ""
        self.filters.show_choices(_choices(rows))
        for widget in (self.search, self.filters, *self._actions):
            widget.setVisible(bool(rows))
        self.header.show_facts("Konton", facts)
        self._teaching.setVisible(not rows)
        self._show()

    def show_all(self) -> None:
        """Take search and filters away."""
        self.search.clear()
        self.filters.show_choices(_choices(self._rows), on=())
        self._show()
        self.focus_rows()

    def current(self) -> object:
        """The id of the account you are on, or None."""
        return self._view().current()

    def go_to(self, account_id: int) -> None:
        """Make an account the current one, if it is shown."""
        self._view().go_to(account_id)

    def focus_rows(self) -> None:
        """Go to the accounts; to the first thing to do when there are none, to the search when none is shown."""
        if not self._rows:
            self._first.setFocus()
        elif self.table.table.rows:
            self._view().setFocus()
        else:
            self.search.setFocus()

    def focus_search(self) -> None:
        """Go to the search, what stands there marked."""
        if self._rows:
            self.search.setFocus()
            self.search.selectAll()

    def _view(self) -> AccountTable | RowList:
        return self.table if self._narrow.isHidden() else self.rows

    def _show(self) -> None:
        found = [row for row in matching(self._rows, self.search.text()) if _is_chosen(row, self.filters.chosen())]
        self.table.show_rows(found)
        self.rows.show_rows([_two_lines(row) for row in self.table.table.rows])
        self._nothing.setVisible(bool(self._rows) and not found)
        self._space.setVisible(not found)
        self._choose_way()

    def _choose_way(self) -> None:
        """A table while its columns can be read, else rows of two lines; you stay at the same account."""
        found = bool(self.table.table.rows)
        narrow = found and not self.table.has_room(self.width())
        before, had = self._view(), self._view().hasFocus()
        at = before.current()
        self._narrow.setVisible(narrow)
        self.table.setVisible(found and not narrow)
        if self._view() is not before and at is not None:
            self.rows.show_rows([_two_lines(row) for row in self.table.table.rows])
            self._view().go_to(at)
        if self._view() is not before and had:
            self._view().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_way()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search, Down goes to the accounts found and Enter opens the first of them."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self._show()
                if self.search.text().strip() and self.table.table.rows:
                    self.go_to(self.table.table.rows[0].account.id)
                self.focus_rows()
                return True
            if event.key() in _ENTER:
                self._open_first()
                return True
        return super().eventFilter(watched, event)

    def _open_first(self) -> None:
        self._show()
        if self.search.text().strip() and self.table.table.rows:
            self.opened.emit(self.table.table.rows[0].account.id)
        else:
            self.focus_rows()


def _two_lines(row: AccountRow) -> Row:
    """An account where there is no room for columns."""
    account = row.account
    facts = (row.platform.name, STATUSES[account.status], account.unit, account.owner)
    return Row(
        id=account.id,
        title=account.name,
        subtitle=" · ".join(fact for fact in facts if fact),
        mark=row.platform,
        chip=remark_count(len(row.remarks)),
        tone=remark_tone(row),
    )


def _choices(rows: Sequence[AccountRow]) -> dict[str, str]:
    """The chips: the remarked ones, and the statuses, groups and platforms that there are, each with how many."""
    counts: dict[str, int] = {}
    words = {"remark": "har anmärkning"}
    words.update((f"status:{status}", text) for status, text in STATUSES.items())
    groups = {number: name for row in rows for number, name in row.groups.items()}
    words.update(
        (f"group:{number}", groups[number]) for number in sorted(groups, key=lambda one: groups[one].casefold())
    )
    for row in rows:
        words[f"platform:{row.platform.key}"] = row.platform.name
        for key in _keys(row):
            counts[key] = counts.get(key, 0) + 1
    return {key: f"{text} {counts[key]}" for key, text in words.items() if key in counts}


def _keys(row: AccountRow) -> list[str]:
    keys = [f"status:{row.account.status}", f"platform:{row.platform.key}", *(f"group:{one}" for one in row.groups)]
    return [*keys, "remark"] if row.remarks else keys


def _is_chosen(row: AccountRow, chosen: Sequence[str]) -> bool:
    """Any of the chips of a kind that is on; every kind that has one on."""
    keys = set(_keys(row))
    kinds = {key.partition(":")[0] for key in chosen}
    return all(any(key in keys for key in chosen if key.partition(":")[0] == kind) for kind in kinds)
