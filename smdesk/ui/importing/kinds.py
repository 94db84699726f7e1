"""What kinds of lists the import dialog can take in, and how each is read, previewed, taken and taken away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus, ArchiveLevel
from smdesk.domain.importing import Candidate, FieldSpec, Identity, Preview
from smdesk.domain.sheet import Value
from smdesk.operations import transfer
from smdesk.operations.platform import platform
from smdesk.operations.transfer import Import, OpenedList
from smdesk.words.account import ARCHIVE_LEVELS, STATUSES
from smdesk.words.account_list import ACCOUNT_LIST

Known = Sequence[tuple[Identity, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """A kind of list. `read` and `preview` are run beside the window, the others on the main thread.

    `counted(12)` says ”12 konton”; `fields` are what a column may hold and `shown` those the preview shows first;
    `words(field, value)` is a value as it is shown.
    """

    title: str
    intro: str
    counted: Callable[[int], str]
    fields: Sequence[FieldSpec]
    shown: Sequence[str]
    words: Callable[[str, Value], str]
    read: Callable[[Path], OpenedList]
    known: Callable[[Desk], Known]
    preview: Callable[..., Preview]
    take: Callable[[Desk, OpenedList, Sequence[Candidate]], int]
    taken: Callable[[Desk], Sequence[Import]]
    take_away: Callable[[Desk, int], int]

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
