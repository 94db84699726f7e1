"""Undo and redo of named steps, kept under the tables by temporary triggers (sqlite.org/undoredo.html)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from smdesk.domain.record import record

WATCHED = (
    "setting", "person", "special_day", "account", "account_status", "basic_item", "requirement", "pause",
    "account_group", "account_group_member",
    "series", "post", "placement", "post_text", "post_state", "request", "phrase",
    "check_pass", "crisis", "tick", "duty", "duty_done", "procedure", "procedure_step", "signature", "evidence",
    "media", "consent", "media_consent", "taken_down",
    "inbound", "inbound_event", "saved_reply", "saved_reply_text",
    "retention_decision", "purge_record",
)  # fmt: skip
"""Every table but those that are only added to, and never rewound: the journal and the log of moderation."""

ADDED_TO: Mapping[str, str] = {"moderation": "new.number || ' ' || new.digest"}
"""Tables that a step only adds to, each with the SQL of what the journal says of a new row: here the chain's head.

Such a row tells of something that was done outside the register, so the step that adds it is not undone.
"""

KEPT = 100

TOLD_ANEW = timedelta(minutes=5)
"""How long a text is typed before the journal is told again: so far may the newest line lag behind what was saved."""


@record
class Step:
    """What a finished step did: its name, the rows it touched, and the statements that take it back.

    `rows` tells of each row, by table and id, whether it was there before and is there now. `at` is when the step was
    made; of several that became one, when the journal was last told of all that it rewrote.
    """

    name: str
    about: str
    merge: str
    at: datetime
    rows: Mapping[tuple[str, int], tuple[bool, bool]]
    inverse: Sequence[str]

    def after(self, earlier: "Step") -> "Step":
        """This step and the `earlier` one as one."""
        rows = dict(earlier.rows)
        for row, (was, now) in self.rows.items():
            rows[row] = (rows.get(row, (was, now))[0], now)
        at = self.at if self.is_told_whole_after(earlier) else earlier.at
        return replace(self, at=at, rows=rows, inverse=[*self.inverse, *earlier.inverse])

    def is_told_whole_after(self, earlier: "Step") -> bool:
        """Whether it is so long since the journal was told that it is told anew of a text that is being typed."""
        return self.at - earlier.at >= TOLD_ANEW

    @property
    def tables(self) -> frozenset[str]:
        """The tables it changed."""
        return frozenset(table for table, _ in self.rows)

    @property
    def is_final(self) -> bool:
        """Whether it cannot be undone, since a row that stays was added."""
        return not self.tables.isdisjoint(ADDED_TO)

    @property
    def is_nothing(self) -> bool:
        """Whether all that it made is gone again, and nothing else was touched."""
        return not any(was or now for was, now in self.rows.values())


@record
class Change:
    """One row or one field that a step changed, as the journal wants it."""

    table: str
    row_id: int
    kind: str  # insert, update, delete
    field: str = ""
    old: str | None = None
    new: str | None = None


class History:
    """The steps of this session, on one connection. Closing forgets them; the file never knows of them."""

    def __init__(self, connection: sqlite3.Connection, public_fields: dict[str, Sequence[str]]) -> None:
        """`public_fields` names, per table, the columns whose old and new values may stand in the journal."""
        self._connection = connection
        self._public_fields = public_fields
        self._is_watching = False
        self.undoable: list[Step] = []
        self.redoable: list[Step] = []
        for table in WATCHED:
            connection.execute(f'select id from "{table}" limit 0')  # a table that is missing is told of at once

    def _watch_all(self) -> None:
        """Lay the triggers, all or none, before the first change: a register is open 10 ms sooner without them."""
        with self._all_or_nothing("begin"):
            self._connection.execute(
                "create temp table step_log (id integer primary key, tbl text, row integer, kind text, inverse text)"
            )
            self._connection.execute(
                "create temp table field_log "
                "(id integer primary key, tbl text, row integer, field text, old text, new text)"
            )
            for table in WATCHED:
                self._watch(table, self._public_fields.get(table, ()))
            for table, told in ADDED_TO.items():
                self._watch_added(table, told)
        self._is_watching = True

    def _watch(self, table: str, public: Sequence[str]) -> None:
        columns = [str(row[1]) for row in self._connection.execute(f'pragma table_info("{table}")')]
        names = ", ".join(f'"{column}"' for column in columns)
        old_values = " || ',' || ".join(_literal(f'old."{column}"') for column in columns)
        assignments = " || ',' || ".join(f"""'"{column}"=' || {_literal(f'old."{column}"')}""" for column in columns)
        log = "insert into step_log (tbl, row, kind, inverse) values"
        inverses = {
            "insert": ("new", f"""'delete from "{table}" where id=' || new.id"""),
            "update": ("new", f"""'update "{table}" set ' || {assignments} || ' where id=' || new.id"""),
            "delete": ("old", f"""'insert into "{table}" ({names}) values (' || {old_values} || ')'"""),
        }
        differs = " or ".join(f'old."{column}" is not new."{column}"' for column in columns)
        for kind, (which, inverse) in inverses.items():
            only = f"when {differs} " if kind == "update" else ""  # what is written as it was is no change
            self._connection.execute(
                f'create temp trigger "watch_{table}_{kind}" after {kind} on main."{table}" '
                f"{only}begin {log} ('{table}', {which}.id, '{kind}', {inverse}); end"
            )
        for column in public:
            self._connection.execute(
                f'create temp trigger "field_{table}_{column}" after update of "{column}" on main."{table}" '
                f'when old."{column}" is not new."{column}" begin '
                f"insert into field_log (tbl, row, field, old, new) "
                f"""values ('{table}', new.id, '{column}', old."{column}", new."{column}"); end"""
            )

    def _watch_added(self, table: str, told: str) -> None:
        self._connection.execute(
            f'create temp trigger "watch_{table}_insert" after insert on main."{table}" begin '
            f"insert into step_log (tbl, row, kind, inverse) values ('{table}', new.id, 'insert', ''); "
            f"insert into field_log (tbl, row, field, new) values ('{table}', new.id, 'head', {told}); end"
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One immediate transaction with an empty log; rolled back whole when anything goes wrong."""
        if not self._is_watching:
            self._watch_all()
        with self._all_or_nothing("begin immediate"):
            self._connection.execute("delete from step_log")
            self._connection.execute("delete from field_log")
            yield

    @contextmanager
    def _all_or_nothing(self, begin: str) -> Iterator[None]:
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the running transaction; rolled back alone when it goes wrong, whoever takes care of the error."""
        self._connection.execute("savepoint part")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has ended all of it
                self._connection.execute("rollback to part")
                self._connection.execute("release part")
            raise
        self._connection.execute("release part")

    def changes(self) -> list[Change]:
        """What the running transaction has changed so far, oldest first.

        An update with public fields is told field by field, and a row that is only added by what `ADDED_TO` says.
        """
        fields: dict[tuple[str, int], list[Change]] = {}
        for table, row, field, old, new in self._connection.execute(
            "select tbl, row, field, old, new from field_log order by id"
        ):
            kind = "insert" if table in ADDED_TO else "update"
            fields.setdefault((table, row), []).append(Change(table, row, kind, field, old, new))
        found: list[Change] = []
        for table, row, kind in self._connection.execute(
            "select tbl, row, kind from step_log group by tbl, row, kind order by min(id)"
        ):
            whole = [Change(table, row, kind)]
            found += fields.get((table, row), whole) if kind == "update" or table in ADDED_TO else whole
        return found

    def untold(self, step: Step) -> list[Change]:
        """What the journal is to be told of the running transaction, which `step` is.

        When it goes on with what was just made (a draft being typed), it is not told each time that the same row was
        written anew; it is of what came, what went and every public field.
        """
        found, earlier = self.changes(), self._goes_on_with(step)
        if earlier is None or step.is_told_whole_after(earlier):
            return found
        return [
            one for one in found if one.kind != "update" or one.field or (one.table, one.row_id) not in earlier.rows
        ]

    def _goes_on_with(self, step: Step) -> Step | None:
        """What was just made, when `step` is to be undone together with it."""
        last = self.undoable[-1] if self.undoable else None
        return last if last and step.merge and last.merge == step.merge else None

    def logged(self, name: str, about: str, at: datetime, merge: str = "") -> Step | None:
        """The running transaction as a step, before it is committed; None when nothing changed."""
        log = self._connection.execute("select tbl, row, kind, inverse from step_log order by id desc").fetchall()
        if not log:
            return None
        rows: dict[tuple[str, int], tuple[bool, bool]] = {}
        for table, row, kind, _ in log:  # the newest first
            rows[table, row] = (kind != "insert", rows.get((table, row), (True, kind != "delete"))[1])
        return Step(name, about, merge, at, rows, [one[3] for one in log])

    def remember(self, step: Step, *, final: bool = False, undoable: bool = True) -> None:
        """Keep a committed step for undo, unless it is none of hers to undo. A `final` one touched the world outside,
        so nothing before it is undone.

        A draft that was typed and thrown away came to nothing, and leaves nothing to undo.
        """
        self.redoable.clear()
        final = final or step.is_final
        if final:
            self.undoable.clear()
        if final or not undoable:
            return
        if earlier := self._goes_on_with(step):
            self.undoable.pop()
            step = step.after(earlier)
            if step.is_nothing:
                return
        self.undoable.append(step)
        del self.undoable[:-KEPT]

    def forget(self) -> None:
        """Let nothing of what was done be undone or done again, and keep no word of how."""
        self.undoable.clear()
        self.redoable.clear()
        if self._is_watching:
            self._connection.execute("delete from step_log")
            self._connection.execute("delete from field_log")

    def play(self, step: Step) -> None:
        """Run a step's inverse inside the running transaction; the log then holds the way back."""
        self._connection.execute("pragma defer_foreign_keys=on")
        for statement in step.inverse:
            self._connection.execute(statement)


def _literal(value: str) -> str:
    """SQL that writes `value` as a literal; quote() alone would end a text at its first NUL."""
    return (
        f"case typeof({value}) when 'text' then 'cast(x' || char(39) || hex({value}) || char(39) || ' as text)' "
        f"else quote({value}) end"
    )
