"""Emptying rows for good, in any file that holds a register, and remembering where it is still to be done.

What is emptied is gone from the file's bytes: SQLite is asked to write over what is deleted (`secure_delete`), and the
file is then built anew from what is left of it (`vacuum`). The journal needs nothing of this: it never holds the texts
that the columns outside `PUBLIC_FIELDS` hold (tests/operations/test_journal_canary.py), and stays whole.
"""

import json
import mmap
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from smdesk.domain.problem import Hindrance
from smdesk.domain.purge import Item, Owed, Part, Place, most
from smdesk.domain.text import caseless
from smdesk.store import file
from smdesk.store.backup_evidence import IN_FOLDER
from smdesk.store.rows import from_text, to_text

KEY = "purge.owed"
"""The setting that holds what is owed."""

_NAME = "sha256 || iif(suffix = '', '', '.' || suffix)"
_LOOKED_FOR, _SHORTEST, _LONGEST = 8, 12, 200  # so many of the texts, of so many letters, are looked for afterwards


def blank(connection: sqlite3.Connection, item: Item) -> Counter[str]:
    """Empty an item's rows and take away those of its files; how many rows of each table. Inside a transaction.

    Tables and columns that the file has not got are passed over, and so is a row that is another by the same number.
    """
    done: Counter[str] = Counter()
    if _is_another(connection, item):
        return done
    for row_id, _ in _files(connection, item):
        connection.execute("delete from evidence where id = ?", [row_id])
        done["evidence"] += 1
    for part in item.whole:
        columns, where = _columns(connection, part.table), _whose(connection, part)
        known = {name: value for name, value in part.values.items() if name in columns}
        if where and part.removed:
            done[part.table] += connection.execute(
                f"delete from {_quoted(part.table)} where {where}", [item.row_id]
            ).rowcount
        elif where and known:
            assignments = ", ".join(f"{_quoted(name)} = ?" for name in known)
            query = f"update {_quoted(part.table)} set {assignments} where {where}"
            done[part.table] += connection.execute(query, [*known.values(), item.row_id]).rowcount
    return +done


def _whose(connection: sqlite3.Connection, part: Part) -> str:
    """The condition of which rows of a part are an item's, its number left open; empty where the file lacks them."""
    if part.by not in _columns(connection, part.table):
        return ""
    if not part.through:
        return f"{_quoted(part.by)} = ?"
    if not {part.by, part.through_by} <= _columns(connection, part.through).keys():
        return ""
    rows = f"select {_quoted(part.by)} from {_quoted(part.through)} where {_quoted(part.through_by)} = ?"
    return f"{_quoted(part.by)} in ({rows})"


def build_anew(connection: sqlite3.Connection) -> None:
    """Write the file anew from what is left of it, outside a transaction; no page of it is left over."""
    write_over(connection)
    connection.execute("vacuum")


def check_whole(connection: sqlite3.Connection) -> None:
    """Raise `sqlite3.Error` unless the whole file is as it should be (0.35 s for 50 MB)."""
    (found,) = connection.execute("pragma integrity_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def write_over(connection: sqlite3.Connection) -> None:
    """Have SQLite write zeros over whatever is deleted from now on."""
    connection.execute("pragma secure_delete=on").close()


def _is_another(connection: sqlite3.Connection, item: Item) -> bool:
    """Whether the row by the item's number is another one: the file is from before a restore, or not ours at all."""
    columns = _columns(connection, item.table)
    known = [name for name in item.same if name in columns]
    if not known or "id" not in columns:
        return False
    names = ", ".join(map(_quoted, known))
    row = connection.execute(f"select {names} from {_quoted(item.table)} where id = ?", [item.row_id]).fetchone()
    return row is not None and list(row) != [item.same[name] for name in known]


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The table's columns with what they are said to hold; none when there is no such table."""
    return {str(row[1]): str(row[2]) for row in connection.execute(f"pragma table_info({_quoted(table)})")}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _files(connection: sqlite3.Connection, item: Item) -> list[tuple[int, str]]:
    """The rows of the files that were laid on an item or on its parts, with their names in the folder."""
    found: list[tuple[int, str]] = []
    for part in item.whole if _columns(connection, "evidence") else ():
        if part.by == "id":
            where = "subject = ? and subject_id = ?"
        elif whose := _whose(connection, part):
            where = f"subject = ? and subject_id in (select id from {_quoted(part.table)} where {whose})"
        else:
            continue
        query = f"select id, {_NAME} from evidence where {where}"
        found += connection.execute(query, [part.table, item.row_id]).fetchall()
    return found


def files_of(connection: sqlite3.Connection, items: Iterable[Item]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the files that go with `items`, and those that other rows of the register speak of."""
    gone = dict(row for item in items if not _is_another(connection, item) for row in _files(connection, item))
    kept = connection.execute(f"select id, {_NAME} from evidence") if _columns(connection, "evidence") else ()
    return frozenset(gone.values()), frozenset(name for row_id, name in kept if row_id not in gone)


# what is left of it


def texts(connection: sqlite3.Connection, items: Iterable[Item]) -> list[str]:
    """Some of the texts that go, the longest of the rows themselves first, to be looked for afterwards; also as they
    are searched."""
    own: set[str] = set()
    of_parts: set[str] = set()
    for item in items:
        if not _is_another(connection, item):
            first, *parts = item.whole
            own.update(_texts(connection, first, item.row_id))
            of_parts.update(text for part in parts for text in _texts(connection, part, item.row_id))
    found = [*_longest_first(own), *_longest_first(of_parts - own)][:_LOOKED_FOR]
    return list(dict.fromkeys(shape for text in found for shape in (text[:_LONGEST], caseless(text)[:_LONGEST])))


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _texts(connection: sqlite3.Connection, part: Part, row_id: int) -> Iterator[str]:
    columns, whose = _columns(connection, part.table), _whose(connection, part)
    for name in part.values.keys() & columns.keys() if whose else ():
        query = f"select {_quoted(name)} from {_quoted(part.table)} where {whose}"
        for (text,) in connection.execute(query, [row_id]):
            if isinstance(text, str) and len(text) >= _SHORTEST and (part.removed or text != part.values[name]):
                yield text


def remains(connection: sqlite3.Connection, path: Path, texts: Iterable[str]) -> dict[str, int]:
    """By ”table.column”, how many rows of the file at `path` still say any of `texts`, because they are not to go.

    Raises `OSError` when a text is in the file and in none of its rows.
    """
    with path.open("rb") as opened, closing(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)) as content:
        left = [text for text in texts if content.find(text.encode()) >= 0]
    found: dict[str, int] = {}
    for text in left:
        said = _said_in(connection, text)
        if not said:
            raise OSError(Hindrance.NOT_GONE)
        found = most(found, said)
    return found


def _said_in(connection: sqlite3.Connection, text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in file.tables(connection):
        columns = sorted(name for name, kind in _columns(connection, table).items() if kind.casefold() == "text")
        if not columns:
            continue
        counts = ", ".join(f"total(instr({_quoted(column)}, ?1) > 0)" for column in columns)
        with suppress(sqlite3.OperationalError):  # the tables of SQLite's own, which not all may be read
            row = connection.execute(f"select {counts} from {_quoted(table)}", [text]).fetchone()
            found.update({f"{table}.{column}": int(count) for column, count in zip(columns, row, strict=True)})
    return +found


# what is owed


def kept_owed(path: Path) -> Owed | None:
    """What the register at `path` owes, read from its file; None also where it cannot be read."""
    try:
        with closing(file.connect(path, read_only=True)) as connection:
            row = connection.execute("select value from setting where key = ?", [KEY]).fetchone()
    except sqlite3.Error:
        return None
    return from_json(row[0]) if row else None


def keep_owed(connection: sqlite3.Connection, owed: Owed | None) -> None:
    """Write down what is owed in a register that nobody has open."""
    connection.execute("delete from setting where key = ?", [KEY])
    if owed:
        connection.execute("insert into setting (key, value) values (?, ?)", [KEY, to_json(owed)])


def to_json(owed: Owed | None) -> str:
    """What is owed, as the setting holds it; empty when nothing is."""
    if owed is None:
        return ""
    told = {
        "at": to_text(owed.at),
        "items": [asdict(one) for one in owed.items],
        "files": sorted(owed.files),
        "left": sorted(owed.left),
    }
    return json.dumps(told, ensure_ascii=False)


def from_json(text: str) -> Owed | None:
    """What is owed; None when nothing is, or when another program has written what is none of ours."""
    if not text:
        return None
    try:
        told = json.loads(text)
        return Owed(
            at=from_text(told["at"]),
            items=[_item(one) for one in told["items"]],
            files=frozenset(name for name in told["files"] if IN_FOLDER.fullmatch(name)),
            left=frozenset(Place(one) for one in told["left"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _item(told: Mapping[str, Any]) -> Item:
    parts: Sequence[Mapping[str, Any]] = told["parts"]
    return Item(**{**told, "row_id": int(told["row_id"]), "parts": tuple(Part(**one) for one in parts)})
