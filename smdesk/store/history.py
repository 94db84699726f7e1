"""Undo and redo of named steps, kept under the tables by temporary triggers (sqlite.org/undoredo.html)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

WATCHED = (
    "setting", "person", "special_day", "account", "account_status", "basic_item", "requirement", "pause",
    "post", "placement", "tick", "duty", "duty_done", "procedure", "procedure_step", "signature", "evidence",
)  # fmt: skip
"""Every table but the journal, which is not rewound."""

KEPT = 100


@dataclass(frozen=True, slots=True)
class Step:
    """What a finished step did: its name, the tables it changed, and the statements that take it back.

    `rows` tells of each row that was touched, by table and id, whether it was there before and is there now.
    """

    name: str
    about: str
    merge: str
    tables: frozenset[str]
    inverse: Sequence[str]
    rows: Mapping[tuple[str, int], tuple[bool, bool]]

    def after(self, earlier: "Step") -> "Step":
        """This step and the `earlier` one as one."""
        rows = dict(earlier.rows)
        for row, (was, now) in self.rows.items():
            rows[row] = (rows.get(row, (was, now))[0], now)
        inverse = [*self.inverse, *earlier.inverse]
        return Step(self.name, self.about, self.merge, self.tables | earlier.tables, inverse, rows)

    @property
    def is_nothing(self) -> bool:
        """Whether all that it made is gone again, and nothing else was touched."""
        return not any(was or now for was, now in self.rows.values())


@dataclass(frozen=True, slots=True)
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
        self.undoable: list[Step] = []
        self.redoable: list[Step] = []
        connection.execute(
            "create temp table step_log (id integer primary key, tbl text, row integer, kind text, inverse text)"
        )
        connection.execute(
            "create temp table field_log "
            "(id integer primary key, tbl text, row integer, field text, old text, new text)"
        )
        for table in WATCHED:
            self._watch(table, public_fields.get(table, ()))

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One immediate transaction with an empty log; rolled back whole when anything goes wrong."""
        self._connection.execute("begin immediate")
        try:
            self._connection.execute("delete from step_log")
            self._connection.execute("delete from field_log")
            yield
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise

    def changes(self) -> list[Change]:
        """What the running transaction has changed so far; an update with public fields is told field by field."""
        fields: dict[tuple[str, int], list[Change]] = {}
        for table, row, field, old, new in self._connection.execute(
            "select tbl, row, field, old, new from field_log order by id"
        ):
            fields.setdefault((table, row), []).append(Change(table, row, "update", field, old, new))
        found: list[Change] = []
        for table, row, kind in self._connection.execute(
            "select tbl, row, kind from step_log group by tbl, row, kind order by min(id)"
        ):
            whole = [Change(table, row, kind)]
            found += fields.get((table, row), whole) if kind == "update" else whole
        return found

    def logged(self, name: str, about: str = "", merge: str = "") -> Step | None:
        """The running transaction as a step, before it is committed; None when nothing changed."""
        log = self._connection.execute("select tbl, row, kind, inverse from step_log order by id desc").fetchall()
        if not log:
            return None
        rows: dict[tuple[str, int], tuple[bool, bool]] = {}
        for table, row, kind, _ in log:  # the newest first
            rows[table, row] = (kind != "insert", rows.get((table, row), (True, kind != "delete"))[1])
        return Step(name, about, merge, frozenset(one[0] for one in log), [one[3] for one in log], rows)

    def remember(self, step: Step, *, final: bool = False) -> None:
        """Keep a committed step for undo. A `final` one touched the world outside, so nothing before it is undone.

        A draft that was typed and thrown away came to nothing, and leaves nothing to undo.
        """
        self.redoable.clear()
        if final:
            self.undoable.clear()
            return
        last = self.undoable[-1] if self.undoable else None
        if step.merge and last and last.merge == step.merge:
            step = step.after(self.undoable.pop())
            if step.is_nothing:
                return
        self.undoable.append(step)
        del self.undoable[:-KEPT]

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
