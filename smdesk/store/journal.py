"""The append-only journal: when, who, what, on what; old and new value of register fields, never of free texts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from sqlite3 import Connection

from smdesk.domain.account import Account
from smdesk.domain.record import record
from smdesk.store.history import ADDED_TO, Change
from smdesk.store.rows import Table, from_text

SECRET_OR_FREE = {"id", "note", "secret_service", "import_id"}

PUBLIC_FIELDS: Mapping[str, Sequence[str]] = {
    "account": [one.name for one in fields(Account) if one.name not in SECRET_OR_FREE],
    "account_group": ["name"],
    "basic_item": ["checked_on"],
    "requirement": [
        *("kind", "value", "times", "source", "source_kind", "valid_from", "valid_to", "deviation", "decided_by"),
    ],
    "pause": ["kind", "first_day", "last_day"],
    "crisis": ["began_at", "ended_at", "rounds", "on_free_days"],
    "post": ["state", "day", "time", "binned_at", "held_at"],
    "series": ["unit", "every", "weekdays", "month_day", "nth", "starts_on", "until", "times", "time", "on_free_days"],
    "placement": ["published_at", "scheduled_for", "failed_at"],
    "request": ["state"],
    "check_pass": ["key"],
    "phrase": ["kind"],
    "media": ["kind", "shows_people"],
    "consent": ["given_on", "valid_until", "withdrawn_on"],
    "inbound": [
        "account_id",
        "kind",
        "came_in_at",
        "category",
        "state",
        "handling",
        "replied_at",
        "closed_at",
        "thread_id",
        "is_protected",
        "registration",
        "handed_at",
        "dnr",
        "retention",
    ],
    "saved_reply": ["category"],
    "retention_decision": ["number", "decided_on", "decided_by", "classes", "months", "ends_on"],
    "duty": ["title", "rhythm", "weekday", "day", "month", "source", "starts_on", "ends_on"],
    "procedure_step": ["status"],
}
"""Columns whose values the journal repeats. Texts that may hold something secret are named but not repeated.

So are the names of files, and addresses, which may have a key in them.
"""

MOST = 500
"""So many changes of one step are told one by one."""

ALWAYS_TOLD = frozenset({"account", *ADDED_TO})
"""Tables whose every change is told: the history of accounts, and the heads of logs, are read from here."""


@record(kw_only=True)
class Entry:
    """One line of the journal. `subject` is a table, `field` empty where a whole row came or went."""

    id: int = 0
    at: datetime
    who: str
    step: str
    about: str = ""
    subject: str = ""
    subject_id: int | None = None
    field: str = ""
    old: str | None = None
    new: str | None = None


class Journal(Table[Entry]):
    """The journal's table; it has no way to change or remove a line, and neither has the file."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "journal", Entry)

    def write(self, at: datetime, who: str, step: str, about: str, changes: Sequence[Change]) -> None:
        """Tell what a step changed, inside its transaction. Beyond `MOST` changes most are counted only."""
        is_large = len(changes) > MOST
        counted = Counter((one.table, one.kind) for one in changes if is_large and one.table not in ALWAYS_TOLD)
        rows = [
            Entry(
                at=at,
                who=who,
                step=step,
                about=about,
                subject=one.table,
                subject_id=one.row_id,
                field=one.field or {"insert": "+", "delete": "−"}.get(one.kind, ""),
                old=one.old,
                new=one.new,
            )
            for one in changes
            if (one.table, one.kind) not in counted
        ]
        rows += [
            Entry(at=at, who=who, step=step, about=about, subject=table, field=kind, new=str(count))
            for (table, kind), count in counted.items()
        ]
        if rows:
            self.add_many(rows)

    def of(self, subject: str, subject_id: int) -> list[Entry]:
        """The lines about one row, newest first."""
        return self.find("subject = ? and subject_id = ?", subject, subject_id, order="id desc")

    def changed(self, subject: str, rows: Sequence[int], field: str) -> set[int]:
        """Which of the rows have had this field changed, and told of."""
        found: set[int] = set()
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            where = f"subject = ? and subject_id in ({','.join('?' * len(part))}) and field = ?"
            found |= {one.subject_id for one in self.find(where, subject, *part, field) if one.subject_id}
        return found

    def values(self, subject: str, field: str) -> list[str]:
        """Everything that a field of a table has been told to become, oldest first."""
        query = "select new from journal where subject = ? and field = ? order by id"
        return [str(new) for (new,) in self._connection.execute(query, [subject, field])]

    def newest_of_posts(self) -> dict[tuple[str, int | None], tuple[int, datetime]]:
        """By table and row, the newest line on each post, each of its places, and each account's name: number and time.

        The row is None for the lines of a large step, which name none.
        """
        query = (
            "select subject, subject_id, max(id), at from journal where subject in ('post', 'placement') "
            "or (subject = 'account' and field = 'name') group by subject, subject_id"
        )
        found = self._connection.execute(query)
        return {(subject, row): (number, from_text(at)) for subject, row, number, at in found}

    def last_saved(self) -> datetime | None:
        """When the newest step was written."""
        found = self.find(order="id desc", limit=1)
        return found[0].at if found else None

    def first(self) -> Entry | None:
        """The oldest line, which the register began with."""
        return next(iter(self.find(order="id", limit=1)), None)

    def newest_of(self, step: str) -> Entry | None:
        """The newest line that a step of this name wrote."""
        found = self.find("step = ?", step, order="id desc", limit=1)
        return found[0] if found else None

    def steps_after(self, line: Entry) -> set[str]:
        """The names of the steps that were told of after `line`."""
        rows = self._connection.execute("select distinct step from journal where id > ?", [line.id])
        return {step for (step,) in rows}

    def gaps(self) -> int:
        """How many lines are gone: SQLite counts every line it numbers, so any is the mark of another program."""
        query = "select coalesce((select seq from sqlite_sequence where name = 'journal'), 0) - count(*) from journal"
        return int(self._connection.execute(query).fetchone()[0])
