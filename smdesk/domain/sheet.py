"""Sheets of cells: what was read from a list, and what is to be written to one."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from smdesk.domain.problem import Problem
from smdesk.domain.record import record

Value = str | int | float | bool | date | datetime | None
"""What a cell to be written may hold."""


def column_letter(index: int) -> str:
    """The letters of column `index`, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


@record
class Row:
    """One row of a list as text. `number` is the row's own in its file (from 1), `links` the hidden addresses.

    A link is the address behind a cell's shown text, by column index; only .xlsx has any.
    """

    number: int
    cells: Sequence[str]
    links: Mapping[int, str] = field(default_factory=dict)

    def cell(self, column: int) -> str:
        """The text in `column`, counted from 0; empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but space is in the row."""
        return not any(cell.strip() for cell in self.cells)


@record
class Sheet:
    """One sheet that was read. `notes` tell what the reader had to do with it."""

    name: str
    rows: Sequence[Row]
    encoding: str = ""
    delimiter: str = ""
    hidden: bool = False
    notes: Sequence[Problem] = ()


@record
class Table:
    """One table to be written: `keys` name the columns in .json, where headings would be guesswork."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    keys: Sequence[str] = ()
