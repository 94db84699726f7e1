"""The list of accounts: a table with search and filters, and what an empty register says."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smdesk.domain.account import AccountStatus
from smdesk.domain.problem import Severity
from smdesk.operations.account import AccountRow, matching
from smdesk.ui.kit.buttons import link_button, primary_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.inputs import FilterBar, SearchField
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.parts import Card, Header, label
from smdesk.ui.kit.table import Column, Table
from smdesk.ui.kit.theme import Tone
from smdesk.words.account import STATUSES

_TEACHES = (
    "Här finns förvaltningens alla konton: vem som ansvarar, vad som krävs och vad som saknas. "
    "Börja med listan du redan har, eller lägg till ett konto i taget."
)


def _remarks(row: AccountRow) -> str:
    return str(len(row.remarks) or "")


def _goal(row: AccountRow) -> str:
    return "" if row.goal is None else str(row.goal)


def _remark_tone(row: AccountRow) -> Tone:
    serious = any(one.severity is not Severity.HINT for one in row.remarks)
    return Tone.WARNING if serious else Tone.NEUTRAL


def _status_order(row: AccountRow) -> int:
    return list(AccountStatus).index(row.account.status)


COLUMNS: Sequence[Column[AccountRow]] = (
    Column("Konto", lambda row: row.account.name, width=0),
    Column("Plattform", lambda row: row.platform.name, width=8),
    Column("Verksamhet", lambda row: row.account.unit, width=15),
    Column("Status", lambda row: STATUSES[row.account.status], key=_status_order, width=9),
    Column("Ansvarig", lambda row: row.account.owner, width=14),
    Column("Mål/vecka", _goal, key=lambda row: row.goal, align="right", width=8),
    Column("Anmärkningar", _remarks, key=lambda row: len(row.remarks) or None, tone=_remark_tone, align="right",
           width=11),
)  # fmt: skip


class AccountList(QWidget):
    """Every account. `opened(account_id)` tells which one is to be shown."""

    opened = Signal(object)

    def __init__(self, memory: Memory, add: Callable[[], object], read_list: Callable[[], object]) -> None:
        """`add` and `read_list` do the two things that fill an empty register."""
        super().__init__()
        self._rows: list[AccountRow] = []
        actions = [quiet_button("Läs in kontolista…", read_list), primary_button("Lägg till konto…", add)]
        self.header = Header("Konton", "", actions)
        self.search = SearchField("Sök konto", "Sök på namn, plattform, verksamhet eller ansvarig")
        self.filters = FilterBar("Visa bara", {})
        self.table: Table[AccountRow] = Table("Konton", COLUMNS, lambda row: row.account.id)
        self._nothing = self._no_match()
        self._teaching = self._empty(add, read_list)
        self.search.changed.connect(lambda _text: self._show())
        self.filters.changed.connect(self._show)
        self.table.opened.connect(self.opened)
        self.table.sort_by(0)
        memory.remember_columns(self.table, "accounts")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        for widget in (self.search, self.filters):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addWidget(self._nothing)
        box.addWidget(self._teaching)
        self._fill = QWidget()
        self._fill.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        box.addWidget(self._fill, 1)

    def _no_match(self) -> QWidget:
        made = QWidget()
        row = FlowLayout(made)
        row.addWidget(label("Inget konto passar.", "muted", wrap=False))
        row.addWidget(link_button("Visa alla konton", self.show_all))
        return made

    @staticmethod
    def _empty(add: Callable[[], object], read_list: Callable[[], object]) -> QWidget:
        card = Card().add(EmptyState(_TEACHES, "Läs in kontolista…", read_list))
        other = QWidget()
        row = FlowLayout(other, centred=True, margin=10)
        row.addWidget(quiet_button("Lägg till första kontot…", add))
        return card.add(other)

    def show_accounts(self, rows: Sequence[AccountRow]) -> None:
        """Show the accounts, filtered and sorted as chosen."""
        self._rows = list(rows)
        remarked = sum(bool(row.remarks) for row in rows)
        facts = f"{len(rows)} konton · {remarked} med anmärkning" if rows else ""
        self.header.show_facts("Konton", facts)
        self.filters.show_choices(_choices(rows))
        for widget in (self.search, self.filters):
            widget.setVisible(bool(rows))
        self._teaching.setVisible(not rows)
        self._show()

    def show_all(self) -> None:
        """Take search and filters away."""
        self.search.clear()
        self.filters.show_choices(_choices(self._rows), on=())
        self._show()

    def _show(self) -> None:
        found = [row for row in matching(self._rows, self.search.text()) if _is_chosen(row, self.filters.chosen())]
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self._nothing.setVisible(bool(self._rows) and not found)
        self._fill.setVisible(not found)


def _choices(rows: Sequence[AccountRow]) -> dict[str, str]:
    """The chips: the statuses and platforms that there are, and the remarked ones, each with how many."""
    counts: dict[str, int] = {}
    words = {"remark": "har anmärkning"}
    words.update((f"status:{status}", text) for status, text in STATUSES.items())
    for row in rows:
        words[f"platform:{row.platform.key}"] = row.platform.name
        for key in _keys(row):
            counts[key] = counts.get(key, 0) + 1
    return {key: f"{text} {counts[key]}" for key, text in words.items() if key in counts}


def _keys(row: AccountRow) -> list[str]:
    keys = [f"status:{row.account.status}", f"platform:{row.platform.key}"]
    return [*keys, "remark"] if row.remarks else keys


def _is_chosen(row: AccountRow, chosen: Sequence[str]) -> bool:
    """Any of the chips of a kind that is on; every kind that has one on."""
    keys = set(_keys(row))
    kinds = {key.partition(":")[0] for key in chosen}
    return all(any(key in keys for key in chosen if key.partition(":")[0] == kind) for kind in kinds)
