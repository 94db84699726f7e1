"""The log of moderation as a paper: every entry with its place in the chain, as a tagged PDF set by typst."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from smdesk import __version__
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.moderation import Entry, Part
from smdesk.domain.moderation_chain import Head
from smdesk.domain.record import record
from smdesk.formats.paper import Plain, set_paper
from smdesk.formats.whole_file import write_whole
from smdesk.words.dates import timed
from smdesk.words.moderation import facts_of, line_title


@record(kw_only=True)
class PaperEntry:
    """An entry on the paper: its account's name, the free texts that are left, and those that were purged."""

    entry: Entry
    account: str
    texts: Mapping[Part, str]
    purged: Sequence[Part]


@record(kw_only=True)
class ModerationPaper:
    """What the paper is made of: the entries, oldest first, what the check of the chain said, and its head.

    `printed_at` is aware.
    """

    office: str
    entries: Sequence[PaperEntry]
    checked: str
    head: Head
    printed_at: datetime


def moderation_paper(data: ModerationPaper, path: Path) -> None:
    """Write the log to `path` as PDF/A-2a and PDF/UA-1; the same data give the same bytes.

    The head stands on each page: a paper that is signed or registered holds the log to what it says. `CannotSaveError`
    when the disk is in the way.
    """
    write_whole(path, set_paper("moderation", _told(data), data.printed_at))


def _told(data: ModerationPaper) -> dict[str, Plain]:
    local = data.printed_at.astimezone(STOCKHOLM)
    return {
        "title": "Modereringslogg",
        "office": data.office,
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "printed": f"Utskrivet {timed(local)} · smdesk {__version__}",
        "checked": data.checked,
        "head": f"Nummer {data.head.number}, kontrolltal {data.head.digest}" if data.head.number else "",
        "entries": [_entry(one) for one in data.entries],
    }


def _entry(one: PaperEntry) -> dict[str, Plain]:
    rows = [("Konto", one.account), *facts_of(one.entry, one.texts, one.purged)]
    rows.append(("Kontrolltal", one.entry.digest))
    return {"title": line_title(one.entry), "rows": [list(row) for row in rows if row[1]]}
