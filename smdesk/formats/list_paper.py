"""A list on paper: a title, and a table whose head is repeated on each page, as a tagged PDF set by typst."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from smdesk import __version__
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.record import record
from smdesk.formats.paper import Plain, set_paper
from smdesk.formats.whole_file import write_whole
from smdesk.words.dates import timed


@record(kw_only=True)
class ListPaper:
    """What the paper is made of; `empty` stands there when there is no row. `printed_at` is aware.

    A column that no row has anything in is left out of the paper.
    """

    title: str
    office: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str
    printed_at: datetime


def list_paper(data: ListPaper, path: Path) -> None:
    """Write the list to `path` as PDF/A-2a and PDF/UA-1, landscape; the same data give the same bytes.

    `CannotSaveError` when the disk is in the way.
    """
    local = data.printed_at.astimezone(STOCKHOLM)
    used = [number for number in range(len(data.columns)) if any(row[number] for row in data.rows)]
    told: Mapping[str, Plain] = {
        "title": data.title,
        "office": data.office,
        "empty": data.empty,
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "printed": f"Utskrivet {timed(local)} · smdesk {__version__}",
        "columns": [data.columns[number] for number in used],
        "widths": [_width([row[number] for row in data.rows]) for number in used],
        "rows": [[row[number] for number in used] for row in data.rows],
    }
    write_whole(path, set_paper("list", told, data.printed_at))


def _width(cells: Sequence[str]) -> int:
    """How much of the line a column gets beside the others: by its longest text, within bounds."""
    return max(8, min(28, max(map(len, cells), default=0)))
