"""The gallringsprotokoll as a tagged PDF, set by typst: under which decision what was purged, and from where."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from smdesk import __version__
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.domain.record import record
from smdesk.domain.retention import Decision
from smdesk.formats.paper import Plain, set_paper
from smdesk.formats.whole_file import write_whole
from smdesk.words.dates import dated, timed
from smdesk.words.retention import term_text

_UNKNOWN = "–"


@record(kw_only=True)
class PurgedRow:
    """One thing that was purged, told without a word of what it said. `dnr` is empty where it had none."""

    account: str
    category: str
    came_in: date
    dnr: str = ""
    retention: str


@record(kw_only=True)
class PurgePaper:
    """What the gallringsprotokoll is made of.

    `classes` are the names of those the decision is about, `places` sentences about where it was removed and what could
    not be reached. `purged_at` and `printed_at` are aware.
    """

    office: str
    decision: Decision
    classes: Sequence[str]
    purged_at: datetime
    purged_by: Person
    rows: Sequence[PurgedRow]
    places: Sequence[str]
    printed_at: datetime


def purge_paper(data: PurgePaper, path: Path) -> None:
    """Write the gallringsprotokoll to `path` as PDF/A-2a and PDF/UA-1; the same data give the same bytes.

    `CannotSaveError` when the disk is in the way.
    """
    write_whole(path, set_paper("purge", _told(data), data.printed_at))


def _told(data: PurgePaper) -> dict[str, Plain]:
    local = data.printed_at.astimezone(STOCKHOLM)
    purged = data.purged_at.astimezone(STOCKHOLM)
    count = len(data.rows)
    what = {0: "Ingenting", 1: "Ett inkommet inlägg eller meddelande"}.get(
        count, f"{count} inkomna inlägg och meddelanden"
    )
    return {
        "title": f"Gallringsprotokoll {purged.date().isoformat()}",
        "office": data.office,
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "printed": f"Utskrivet {timed(local)}",
        "standing": f"{what} gallrades {timed(purged)} av {data.purged_by}.",
        "decision": _decision(data),
        "counts": _counts(data.rows),
        "rows": [
            [
                str(number),
                one.account,
                one.category,
                one.came_in.isoformat(),
                one.dnr or _UNKNOWN,
                one.retention,
            ]
            for number, one in enumerate(data.rows, 1)
        ],
        "places": list(data.places),
        "signatures": [["Gallrat av", str(data.purged_by), "", ""], ["Kontrollerat av", "", "", ""]],
        "about": [["Utskrivet", timed(local)], ["Program", f"smdesk {__version__}"]],
    }


def _decision(data: PurgePaper) -> list[Plain]:
    decision = data.decision
    rows: list[Plain] = [
        ["Gallringsbeslut", decision.number],
        ["Datum", dated(decision.decided_on) if decision.decided_on else _UNKNOWN],
        ["Beslutat av", decision.decided_by or _UNKNOWN],
        ["Gäller", ", ".join(data.classes)],
        ["Gallras", term_text(decision)],
    ]
    return [*rows, ["Gäller till och med", dated(decision.ends_on)]] if decision.ends_on else rows


def _counts(rows: Sequence[PurgedRow]) -> list[Plain]:
    """How many of each account and class, and all of them."""
    counted = Counter((one.account, one.retention) for one in rows)
    told: list[Plain] = [[account, kind, str(count)] for (account, kind), count in sorted(counted.items())]
    return [*told, ["Tillsammans", "Alla", str(len(rows))]] if rows else []
