"""Rows to records and back, by the records' own annotations."""

import sqlite3
import types
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from smdesk.domain.record import of_values

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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
    """One table of the register as records. Columns have the fields' names; `id` 0 is a new row.

    By plain sqlite3: sqlite-utils, which gives the file its shape, takes 0.1 s and 10 MiB that no window waits for.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, kind: type[Row]) -> None:
        self._connection = connection
        self.name = name
        self._kind = kind
        self._readers = _readers(kind)
        self._read = [(place, read) for place, read in enumerate(self._readers.values()) if read]
        self._columns = ", ".join(f'"{self.name}"."{column}"' for column in self._readers)

    def _made(self, row: tuple[Any, ...]) -> Row:
        values = list(row)
        for place, read in self._read:
            values[place] = read(values[place])
        made: Row = of_values(self._kind, values)
        return made

    def find(self, where: str = "1", *values: object, order: str = "id", limit: int = -1) -> list[Row]:
        """The rows for which the SQL condition `where` holds, its `?` filled from `values`."""
        return self.select(f"where {where} order by {order} limit {int(limit)}", *values)

    def select(self, tail: str, *values: object) -> list[Row]:
        """Rows by the rest of a SELECT after `from <table>`: joins, conditions and order."""
        found = self._connection.execute(
            f'select {self._columns} from "{self.name}" {tail}',
            [_stored(value) for value in values],
        )
        return [self._made(row) for row in found]

    def all(self) -> list[Row]:
        """Every row, oldest first."""
        return self.find()

    def known(self, row_id: int) -> Row | None:
        """The row with this id, if it is there."""
        found = self.find("id = ?", row_id)
        return found[0] if found else None

    def get(self, row_id: int) -> Row:
        """The row with this id; `KeyError` when it is gone."""
        found = self.known(row_id)
        if found is None:
            raise KeyError(f"{self.name} {row_id}")
        return found

    def count(self, where: str = "1", *values: object) -> int:
        """How many rows the condition holds for."""
        query = f'select count(*) from "{self.name}" where {where}'
        (number,) = self._connection.execute(query, [_stored(value) for value in values]).fetchone()
        return int(number)

    def add(self, row: Row) -> Row:
        """Store a new row and return it with its id."""
        values = self._new_values(row)
        return replace(row, id=self._connection.execute(self._insertion(values), list(values.values())).lastrowid)

    def add_many(self, rows: list[Row]) -> None:
        """Store many new rows at once; their ids are not told."""
        values = [self._new_values(row) for row in rows]
        if values:
            self._connection.executemany(self._insertion(values[0]), [list(one.values()) for one in values])

    def change(self, row: Row) -> None:
        """Store `row` in place of the one with its id; `KeyError` when that is gone."""
        row_id = _id(row)
        self.get(row_id)
        values = self._new_values(row)
        columns = ", ".join(f'"{column}" = ?' for column in values)
        self._connection.execute(f'update "{self.name}" set {columns} where id = ?', [*values.values(), row_id])

    def save(self, row: Row) -> Row:
        """Add a new row, or change the one that is there."""
        if _id(row):
            self.change(row)
            return row
        return self.add(row)

    def remove(self, row_id: int) -> None:
        """Remove the row; `KeyError` when it is gone."""
        self.get(row_id)
        self._connection.execute(f'delete from "{self.name}" where id = ?', [row_id])

    def _values(self, row: Row) -> dict[str, Value]:
        return {name: _stored(getattr(row, name)) for name in self._readers}

    def _new_values(self, row: Row) -> dict[str, Value]:
        return {column: value for column, value in self._values(row).items() if column != "id"}

    def _insertion(self, columns: Iterable[str]) -> str:
        names = [f'"{column}"' for column in columns]
        return f'insert into "{self.name}" ({", ".join(names)}) values ({", ".join("?" * len(names))})'
