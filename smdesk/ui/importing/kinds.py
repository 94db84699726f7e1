"""What kinds of lists the import dialog can take in, and how each is read, previewed, taken and taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus, ArchiveLevel
from smdesk.domain.day_list import DAY_FIELDS
from smdesk.domain.importing import Candidate, FieldSpec, Preview
from smdesk.domain.post import PostState
from smdesk.domain.record import record
from smdesk.domain.sheet import Sheet, Value
from smdesk.domain.workdays import DayKind
from smdesk.operations import day_import, plan_import, transfer
from smdesk.operations.platform import platform
from smdesk.operations.transfer import Import
from smdesk.words.account import ARCHIVE_LEVELS, STATUSES
from smdesk.words.account_list import ACCOUNT_LIST
from smdesk.words.dates import short_day
from smdesk.words.day_list import CHANGES, DAY_LAYERS
from smdesk.words.importing import drafts_text
from smdesk.words.plan_list import PLAN_FIELDS
from smdesk.words.post import STATES

Known = Any
"""What a kind holds its list against: read by it on the main thread, and given to its preview."""


class Opened(Protocol):
    """A list that was read. One that is `whole` says itself what its columns are."""

    @property
    def name(self) -> str:
        """The name it is told by."""

    @property
    def sheets(self) -> Sequence[Sheet]:
        """Its sheets; none where it has no columns."""

    @property
    def whole(self) -> object:
        """What it is when there is nothing to map; None for a list of columns."""


@record(kw_only=True)
class ListKind:
    """A kind of list. `read` and `preview` are run beside the window, the others on the main thread.

    `counted(12)` says ”12 konton”; `fields` are what a column may hold and `shown` those the preview shows first;
    `words(field, value)` is a value as it is shown, `widths` how many signs a column has room for. `readable` are the
    files to choose among, `drop` asks for one, and `whole` is what is told of a list with nothing to map. Where there
    are `layers` to choose among (key → words), `in_layer(desk, opened, key)` is the list in one of them; with no key,
    in the one that is proposed. `layer_of(opened)` tells which.
    `afterwards` is what must be read of the rows that were taken, ”” for nothing.
    """

    title: str
    intro: str
    counted: Callable[[int], str]
    fields: Sequence[FieldSpec]
    shown: Sequence[str]
    words: Callable[[str, Value], str]
    read: Callable[[Path], Any]
    known: Callable[[Desk], Known]
    preview: Callable[..., Preview]
    take: Callable[[Desk, Any, Sequence[Candidate]], int]
    taken: Callable[[Desk], Sequence[Import]]
    take_away: Callable[[Desk, int], int]
    afterwards: Callable[[Sequence[Candidate]], str] = lambda _taken: ""
    widths: Mapping[str, int] = field(default_factory=dict)
    drop: str = "Dra hit listan eller"
    readable: str = "Listor (*.xlsx *.csv *.txt *.json)"
    whole: str = "Listan är skriven av smdesk. Den läses in som den är."
    layers: Mapping[str, str] = field(default_factory=dict)
    in_layer: Callable[[Desk, Any, str], Any] = lambda _desk, opened, _layer: opened
    layer_of: Callable[[Any], str] = lambda _opened: ""

    def field(self, name: str) -> FieldSpec:
        """The field called `name`."""
        return next(one for one in self.fields if one.name == name)

    @property
    def choices(self) -> list[FieldSpec]:
        """The fields a column can be given: those that are kept."""
        return [one for one in self.fields if one.read is not None]


def _account_words(field: str, value: Value) -> str:
    match field, value:
        case _, None:
            return ""
        case "platform", str():
            return platform(value).name if value else ""
        case "status", str():
            return STATUSES[AccountStatus(value)]
        case "archive_level", str() if value:
            return ARCHIVE_LEVELS[ArchiveLevel(value)]
        case _, date():
            return value.isoformat()
    return " ".join(str(value).split())


ACCOUNTS = ListKind(
    title="Läs in kontolista",
    intro="Välj listan du har i dag: .xlsx, .csv eller .json, med kolumnerna i vilken ordning som helst. "
    "Du ser alla rader innan något sparas. Filen ändras aldrig, och konton som redan finns läses inte in igen.",
    counted=lambda count: "1 konto" if count == 1 else f"{count} konton",
    fields=ACCOUNT_LIST.fields,
    shown=("name", "platform", "handle", "url", "unit", "owner", "status"),
    words=_account_words,
    read=transfer.open_list,
    known=transfer.known_accounts,
    preview=transfer.preview_list,
    take=transfer.import_accounts,
    taken=transfer.imports,
    take_away=transfer.undo_import,
)
"""The list of accounts that the office keeps."""


def _plan_words(field: str, value: Value) -> str:
    match field, value:
        case _, None:
            return ""
        case "state", str():
            return STATES[PostState(value)]
        case _, date():
            return short_day(value)
    return " ".join(str(value).split())


def _plan_told(taken: Sequence[Candidate]) -> str:
    rows = [(one.row, str(one.values.get("text") or "")) for one in plan_import.became_drafts(taken)]
    return drafts_text(rows) if rows else ""


PLAN = ListKind(
    title="Läs in plan",
    intro="Välj planen du har i dag: .xlsx, .csv eller .json, med kolumnerna i vilken ordning som helst. "
    "Du ser alla rader innan något sparas, och inlägg som redan finns läses inte in igen.",
    counted=lambda count: f"{count} inlägg",
    fields=PLAN_FIELDS,
    shown=("day", "time", "account", "state", "text"),
    words=_plan_words,
    widths={"day": 12, "time": 6, "account": 22, "state": 10, "text": 40},
    read=plan_import.open_plan,
    known=plan_import.known_plan,
    preview=plan_import.preview_plan,
    take=plan_import.import_plan,
    taken=plan_import.imports,
    take_away=plan_import.undo_plan,
    afterwards=_plan_told,
)
"""A plan of posts that was kept in a spreadsheet."""


def _day_words(field: str, value: Value) -> str:
    match field, value:
        case _, None:
            return ""
        case "what", str():
            return CHANGES[value]
        case _, date():
            return short_day(value)
    return str(value)


def days_of(today: date) -> ListKind:
    """Special days of somebody's calendar, for the years around `today`."""
    first, last = day_import.years(today)
    return ListKind(
        title="Läs in särskilda dagar",
        intro=f"Händelserna i en .ics blir särskilda dagar, från {first.year} till {last.year}: lov, nämndmöten, "
        "evenemang. Läser du in den igen ändras dagarna. Ingen dag blir ledig av sig själv.",
        counted=lambda count: "1 händelse" if count == 1 else f"{count} händelser",
        fields=DAY_FIELDS,
        shown=tuple(one.name for one in DAY_FIELDS),
        words=_day_words,
        widths={"day": 14, "name": 30, "count": 8, "what": 10},
        drop="Dra hit kalendern eller",
        read=lambda path: day_import.open_days(path, today),
        known=day_import.known_days,
        preview=lambda opened, known, **_chosen: day_import.preview_days(opened, known),
        take=day_import.import_days,
        taken=day_import.calendars,
        take_away=day_import.forget_days,
        readable="Kalendrar (*.ics *.ical *.ifb)",
        whole="Kalenderns händelser blir särskilda dagar. Det som varar flera dagar blir en balk.",
        layers={kind.value: words for kind, words in DAY_LAYERS.items()},
        layer_of=lambda opened: opened.layer.value,
        in_layer=lambda desk, opened, key: day_import.in_layer(desk, opened, DayKind(key) if key else None),
    )
