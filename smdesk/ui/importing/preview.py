"""What taking a list would do: the rows that can be taken, those that cannot and why, and what is left out."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smdesk.domain.importing import Candidate, Preview
from smdesk.domain.problem import Problem, stops
from smdesk.ui.importing.kinds import ListKind
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.parts import GAP, Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.table import Column, Table
from smdesk.ui.kit.theme import Tone
from smdesk.words import problem_text

R = TypeVar("R")
_HIGH = 8  # rows of the table before it scrolls
_TOLD = 100  # lines of each kind; a list worse than that is better looked at in its own program


class _ShortTable(Table[R]):
    """As high as its rows, up to some."""

    def __init__(self, name: str, columns: Sequence[Column[R]], row_id: Callable[[R], int]) -> None:
        super().__init__(name, columns, row_id)
        self.setProperty("role", "grid")  # the card has the border
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[R]) -> None:
        super().show_rows(rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, min(_HIGH, len(self.table.rows))) * self.verticalHeader().defaultSectionSize()
        bars = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + bars + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


class PreviewPane(QWidget):
    """The preview of a list as cards, the rows with faults first; `export_bad` is called by their button."""

    def __init__(self, kind: ListKind, export_bad: Callable[[], object]) -> None:
        super().__init__()
        self.bad, self.doubtful = RowList("Rader som inte kan läsas in"), RowList("Rader att se över")
        self.known = RowList("Rader som redan finns")
        self.good = _ShortTable("Rader som läses in", _good_columns(kind), lambda one: one.row)
        self._bad_card = Card("Kan inte läsas in", flush=True).add(self.bad)
        self._bad_card.add_action(quiet_button("Exportera raderna…", export_bad))
        self._good_card = Card("Läses in", flush=True).add(self.good)
        self._doubtful_card = Card("Se över", "läses in, men inte allt kunde läsas säkert", flush=True)
        self._doubtful_card.add(self.doubtful)
        self._known_card = Card("Finns redan", flush=True).add(self.known)
        self._rest_card = Card("Tas inte med")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for card in (self._bad_card, self._good_card, self._doubtful_card, self._known_card, self._rest_card):
            box.addWidget(card)
        box.addStretch(1)

    def show_preview(self, preview: Preview, notes: Sequence[Problem]) -> None:
        """Show another preview; `notes` tell what the reader had to do with the file."""
        self.bad.show_rows(_rows([one for bad in preview.bad for one in stops(bad.problems)], Tone.LATE))
        self.doubtful.show_rows(_rows([one for good in preview.good for one in good.warnings], Tone.WARNING))
        self.known.show_rows(
            _shortened([Row(id=one.row, title=one.name, subtitle=f"rad {one.row}") for one in preview.known])
        )
        self.good.show_rows(preview.good)
        self._bad_card.say(rows_words(len(preview.bad)))
        self._good_card.say(rows_words(len(preview.good)))
        self._known_card.say(f"{rows_words(len(preview.known))} läses inte in igen")
        self._bad_card.setVisible(bool(preview.bad))
        self._good_card.setVisible(bool(preview.good))
        self._doubtful_card.setVisible(any(one.warnings for one in preview.good))
        self._known_card.setVisible(bool(preview.known))
        self._show_rest([*preview.ignored, *notes, *preview.skipped])

    def _show_rest(self, problems: Sequence[Problem]) -> None:
        self._rest_card.clear()
        for one in problems[:_TOLD]:
            where = f"Rad {one.values['row']}: " if one.where.startswith("rad") and "row" in one.values else ""
            self._rest_card.add(label(f"{where}{problem_text(one)}"))
        if len(problems) > _TOLD:
            self._rest_card.add(label(f"… och {len(problems) - _TOLD} till."))
        self._rest_card.setVisible(bool(problems))


def rows_words(count: int) -> str:
    """”1 rad”, ”12 rader”."""
    return "1 rad" if count == 1 else f"{count} rader"


def _rows(problems: Sequence[Problem], tone: Tone) -> list[Row]:
    """What is wrong, or may be, as rows: where first, then what."""
    return _shortened(
        [
            Row(
                id=number,
                title=problem_text(one),
                subtitle=f"{one.where} · {one.values['field']}" if "field" in one.values else one.where,
                tone=tone,
            )
            for number, one in enumerate(problems)
        ]
    )


def _shortened(rows: list[Row]) -> list[Row]:
    if len(rows) <= _TOLD:
        return rows
    return [*rows[:_TOLD], Row(id=-1, title=f"… och {len(rows) - _TOLD} till", muted=True)]


def _good_columns(kind: ListKind) -> list[Column[Candidate]]:
    def shown(name: str, one: Candidate) -> str:
        return kind.words(name, one.values.get(name))

    return [
        Column("Rad", lambda one: str(one.row), key=lambda one: one.row, align="right", width=5),
        *(Column(kind.field(name).label, partial(shown, name), width=kind.widths.get(name, 24)) for name in kind.shown),
    ]
