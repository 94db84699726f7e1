"""The history of an account's fields, read from the journal and said in words."""

from datetime import date, datetime

from smdesk import words
from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus, ArchiveLevel
from smdesk.domain.record import record
from smdesk.operations.account import get
from smdesk.operations.platform import platform
from smdesk.store.journal import Entry
from smdesk.words.account import ARCHIVE_LEVELS, BASIC_ITEMS, FIELDS, STATUSES
from smdesk.words.dates import short_day

_MOST = 500


@record
class HistoryLine:
    """One change: when (local time), who made it, in which step (”ändra konto”), and what it was in words."""

    id: int
    at: datetime
    who: str
    step: str
    text: str


def history(desk: Desk, account_id: int) -> list[HistoryLine]:
    """What has happened to the account's own facts, newest first; at most 500 lines."""
    account = get(desk, account_id)
    entries = desk.store.journal.of("account", account_id)
    for item in desk.store.account.basic_of(account_id):
        entries += desk.store.journal.of("basic_item", item.id)
    reasons = _reasons(desk, account_id)
    items = {one.id: BASIC_ITEMS[one.item] for one in desk.store.account.basic_of(account_id)}
    ordered = sorted(entries, key=lambda entry: entry.id, reverse=True)[:_MOST]
    zone = desk.now().tzinfo
    return [
        HistoryLine(entry.id, entry.at.astimezone(zone), entry.who, words.step_text(entry.step), text)
        for entry in ordered
        if (text := _said(entry, items, account.name) + reasons.get((entry.at, entry.new), ""))
    ]


def _reasons(desk: Desk, account_id: int) -> dict[tuple[datetime, str | None], str]:
    """By the moment and the status that was given, the reason for it as it is said; the journal holds none."""
    return {
        (entry.at, one.status): f". Skäl: {one.reason}"
        for one in desk.store.account.statuses_of(account_id)
        if one.reason
        for entry in desk.store.journal.of("account_status", one.id)
        if entry.field == "+"
    }


def _said(entry: Entry, items: dict[int, str], name: str) -> str:
    if entry.subject == "basic_item":
        item = items.get(entry.subject_id or 0, "")
        if entry.field in ("+", "−", ""):
            return f"{item}: ändrad" if entry.field != "+" else f"{item}: tillagd"
        return f"{item}: {_change(entry.field, entry, unknown='saknas')}"
    if entry.field == "+":
        return f"{entry.about if entry.step == 'account.add' else name} lades till i registret"
    if entry.field in ("−", ""):
        return ""
    return f"{FIELDS[entry.field]}: {_change(entry.field, entry)}"


def _change(field: str, entry: Entry, unknown: str = "okänt") -> str:
    old, new = (unknown if text is None else _value(field, text) for text in (entry.old, entry.new))
    return f"{old} → {new}"


def _value(field: str, text: str) -> str:
    if not text:
        return "tomt"
    match field:
        case "status":
            return STATUSES[AccountStatus(text)]
        case "archive_level":
            return ARCHIVE_LEVELS[ArchiveLevel(text)]
        case "platform":
            return platform(text).name
        case "admins":
            return text
        case _ if field.endswith("_on"):
            return short_day(date.fromisoformat(text))
    return f"”{text}”"
