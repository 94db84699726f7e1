"""The window that tells how much is planned ahead, account by account, against what the city recommends."""

from datetime import date

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.planned_ahead import Ahead, Period
from smdesk.operations import planned_ahead
from smdesk.operations.planned_ahead import recommended
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.parts import Card, announce, label
from smdesk.ui.kit.table import Column, Table
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import span
from smdesk.words.planned_ahead import PERIODS, count_text, lacking_text, share_text, state_text, whole_text

Line = tuple[Account, Ahead]


def _tone(one: Line) -> Tone:
    percent = one[1].percent
    if percent is None:
        return Tone.NEUTRAL
    return Tone.DONE if percent >= recommended().percent else Tone.WARNING


_COLUMNS: list[Column[Line]] = [
    Column("Konto", lambda one: one[0].name, width=0),
    Column("Planerat", lambda one: count_text(one[1]), key=lambda one: one[1].planned, width=9),
    Column("Andel", lambda one: share_text(one[1]), key=lambda one: one[1].percent, width=8, align="right"),
    Column("Läge", lambda one: state_text(one[1], recommended()), tone=_tone, width=14),
    Column("Saknas först", lambda one: lacking_text(one[1]), key=lambda one: one[1].lacking or "", width=12),
]


class PlannedAhead(Dialog):
    """A table of accounts for a period. Enter on one closes it, and `day` is then the first week that lacks posts."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Planerat framåt", lines=46, high=34)
        self._desk = desk
        self.day: date | None = None
        self.period = FilterBar("Period", {key.value: words for key, words in PERIODS.items()}, one=True)
        self.period.changed.connect(self.reload)
        self._whole = label("", "strong")
        self._days = label("", "muted")
        self._shares: dict[int, Ahead] = {}
        self.table = Table("Planerat framåt", _COLUMNS, lambda one: one[0].id)
        self.table.opened.connect(self._go)
        share = recommended()
        note = (
            f"Staden rekommenderar att {share.words} av innehållet planeras i förväg. Källa: {share.source}. "
            "Räknat på de inlägg som kontonas mål begär: daterade utkast, godkända och publicerade. "
            "Retur på ett konto går till första veckan som saknar inlägg."
        )
        self.inner.addWidget(self.period)
        self.inner.addWidget(self._whole)
        self.inner.addWidget(self._days)
        self.inner.addWidget(Card(flush=True).add(self.table), 1)
        self.inner.addWidget(label(note, "small"))
        self.add_buttons(quiet_button("Stäng", self.reject))
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Show the period that is chosen."""
        period = Period(self.period.chosen()[0])
        found = planned_ahead.planned(self._desk, period)
        words = whole_text(found.whole, recommended())
        if self._whole.text() and self._whole.text() != words:
            announce(self, words)
        self._whole.setText(words)
        self._days.setText(span(found.first, found.last))
        self._shares = {account.id: one for account, one in found.rows}
        self.table.show_rows(found.rows)

    def _go(self, account_id: object) -> None:
        if isinstance(account_id, int) and (day := self._shares[account_id].lacking):
            self.day = day
            self.accept()
