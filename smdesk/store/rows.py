"""Rows to frozen dataclasses and back, by the dataclass' own annotations."""

import sqlite3
import types
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from sqlite_utils import Database

Row = TypeVar("Row", bound="DataclassInstance")
Value = str | int | float | bytes | None


def to_text(moment: datetime) -> str:
    """An instant as the file holds it: UTC, to the second. `ValueError` for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(text: str) -> datetime:
    """An instant from the file, in UTC."""
    return datetime.fromisoformat(text)  # Z is UTC; strptime is thirty times slower, and a month has 2,000 ticks


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    if get_origin(kind) in (Union, types.UnionType):
        inner = next(one for one in get_args(kind) if one is not type(None))
        read = _reader(inner)
        return read and (lambda value: None if value is None else read(value))
    if kind is datetime:
        return from_text
    if kind is date:
        return date.fromisoformat
    if kind is bool:
        return bool
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return None


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any] | None]:
    hints = get_type_hints(kind)
    return {one.name: _reader(hints[one.name]) for one in fields(kind)}


def _stored(value: object) -> Value:
    match value:
        case datetime():
            return to_text(value)
        case date():
            return value.isoformat()
        case bool():
            return int(value)
        case StrEnum():
            return value.value
        case None | str() | int() | float() | bytes():
            return value
    raise TypeError(f"no column holds a {type(value).__name__}")


def _id(row: "DataclassInstance") -> int:
    return int(row.id)  # type: ignore[attr-defined] # every table's dataclass has one


class Table(Generic[Row]):
    """One table of the register as frozen dataclasses. Columns have the fields' names; `id` 0 is a new row.

    Reads go through plain sqlite3, which the first painted page needs; writes through sqlite-utils, which is
    imported when the first one is made.
    """

    def __init__(self, link: "Link", name: str, kind: type[Row]) -> None:
        self._link = link
        self.name = name
        self._kind = kind
        self._readers = _readers(kind)
        self._read = [(column, read) for column, read in self._readers.items() if read]
        self._columns = ", ".join(f'"{self.name}"."{column}"' for column in self._readers)

    def _made(self, row: tuple[Any, ...]) -> Row:
        values = dict(zip(self._readers, row, strict=True))
        for column, read in self._read:
            values[column] = read(values[column])
        return self._kind(**values)

    def find(self, where: str = "1", *values: object, order: str = "id", limit: int = -1) -> list[Row]:
        """The rows for which the SQL condition `where` holds, its `?` filled from `values`."""
        return self.select(f"where {where} order by {order} limit {int(limit)}", *values)

    def select(self, tail: str, *values: object) -> list[Row]:
        """Rows by the rest of a SELECT after `from <table>`: joins, conditions and order."""
        found = self._link.connection.execute(
            f'select {self._columns} from "{self.name}" {tail}',
            [_stored(value) for value in values],
        )
        return [self._made(row) for row in found]

    def all(self) -> list[Row]:
        """Every row, oldest first."""
        return self.find()

    def get(self, row_id: int) -> Row:
        """The row with this id; `KeyError` when it is gone."""
        found = self.find("id = ?", row_id)
        if not found:
            raise KeyError(f"{self.name} {row_id}")
        return found[0]

    def count(self, where: str = "1", *values: object) -> int:
        """How many rows the condition holds for."""
        query = f'select count(*) from "{self.name}" where {where}'
        (number,) = self._link.connection.execute(query, [_stored(value) for value in values]).fetchone()
        return int(number)

    def add(self, row: Row) -> Row:
        """Store a new row and return it with its id."""
        values = self._values(row)
        del values["id"]
        row_id = self._link.db.table(self.name).insert(values, pk="id").last_pk
        return replace(row, id=row_id)

    def add_many(self, rows: list[Row]) -> None:
        """Store many new rows at once; their ids are not told."""
        values = [self._values(row) for row in rows]
        for one in values:
            del one["id"]
        self._link.db.table(self.name).insert_all(values, pk="id")

    def change(self, row: Row) -> None:
        """Store `row` in place of the one with its id; `KeyError` when that is gone."""
        row_id = _id(row)
        self.get(row_id)
        values = self._values(row)
        del values["id"]
        self._link.db.table(self.name).update(row_id, values)

    def save(self, row: Row) -> Row:
        """Add a new row, or change the one that is there."""
        if _id(row):
            self.change(row)
            return row
        return self.add(row)

    def remove(self, row_id: int) -> None:
        """Remove the row; `KeyError` when it is gone."""
        self.get(row_id)
        self._link.db.table(self.name).delete(row_id)

    def _values(self, row: Row) -> dict[str, Value]:
        return {name: _stored(getattr(row, name)) for name in self._readers}


class Link:
    """The one connection to the register, on the main thread, and sqlite-utils over it once it is needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._db: Database | None = None

    @property
    def db(self) -> "Database":
        """sqlite-utils over the connection. Its import takes 0.1 s, so the first page is painted without it."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.connection, execute_plugins=False)
        return self._db
