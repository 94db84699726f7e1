"""What is removed for good: which rows are emptied of what, where that has to be done, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from smdesk.domain.record import record

Key = TypeVar("Key", bound=str)
Value = str | int | None
"""What can stand in a column instead of what was there."""


class Place(StrEnum):
    """Where the same thing stands: the open register, the copies beside it, those in the second folder."""

    LIVE = "live"
    HOME = "home"
    SECOND = "second"


@record(kw_only=True)
class Part:
    """The rows of `table` that belong to an item by their column `by`; `values` are what stands there afterwards.

    With `through` they belong to rows of that table by the column of the same name, and those to the item by
    `through_by`. Rows that are `removed` go whole; `values` then only names what stood in them.
    """

    table: str
    by: str
    values: Mapping[str, Value]
    through: str = ""
    through_by: str = ""
    removed: bool = False


@record(kw_only=True)
class Item:
    """One row to be emptied, with its parts, and the files that were laid on it or on them.

    `values` are what stands in its columns afterwards; a column that holds the same text in another shape (`fold`) is
    one of them. `same` are columns that never change: a copy from before a restore may have another row by the same
    number, and is known by them.
    """

    table: str
    row_id: int
    values: Mapping[str, Value]
    same: Mapping[str, Value] = field(default_factory=dict)
    parts: Sequence[Part] = ()

    @property
    def whole(self) -> Sequence[Part]:
        """The row itself and its parts."""
        return (Part(table=self.table, by="id", values=self.values), *self.parts)


@record(kw_only=True)
class Owed:
    """What is emptied in the register and still has to go from the places `left`. `files` are names of evidence.

    `at` is when the oldest of it was ordered, aware.
    """

    at: datetime
    items: Sequence[Item]
    files: frozenset[str]
    left: frozenset[Place]

    def joined(self, other: "Owed | None") -> "Owed":
        """This and another one, as one."""
        if other is None:
            return self
        items = [*other.items, *(one for one in self.items if one not in other.items)]
        return Owed(at=min(self.at, other.at), items=items, files=self.files | other.files, left=self.left | other.left)

    def without(self, done: Iterable[Place], names: Iterable[str] = ()) -> "Owed | None":
        """What is left when it is done in some places, where files of these names had to go; None when that was all."""
        left = self.left - frozenset(done)
        return replace(self, left=left, files=self.files.union(names)) if left else None


@record(kw_only=True)
class Unreached:
    """A file or a folder where it could not be done, and what stood in the way, or in whose words."""

    place: Place
    path: str
    why: str


@record(kw_only=True)
class Report:
    """What was removed where.

    `rows` are those that were emptied in the register, by table. `copies` are the copies that were written anew, by
    place, `files` the kept files and `unfinished` the half-written ones that are gone. `zips` lie beside the copies and
    are hers: they are not touched. `elsewhere` tells by ”table.column” in how many rows the same text stands that was
    not to be removed.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    copies: Mapping[Place, int] = field(default_factory=dict)
    files: int = 0
    unfinished: int = 0
    zips: Sequence[str] = ()
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    done: frozenset[Place] = frozenset()
    unreached: Sequence[Unreached] = ()

    def joined(self, other: "Report") -> "Report":
        """This and another one, as one. The most that was found elsewhere is told: each copy has the same rows."""
        return Report(
            rows=_added(self.rows, other.rows),
            copies=_added(self.copies, other.copies),
            files=self.files + other.files,
            unfinished=self.unfinished + other.unfinished,
            zips=(*self.zips, *other.zips),
            elsewhere=most(self.elsewhere, other.elsewhere),
            names=self.names | other.names,
            done=self.done | other.done,
            unreached=(*self.unreached, *other.unreached),
        )


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}


def most(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The larger number of each."""
    return {key: max(one.get(key, 0), other.get(key, 0)) for key in {**one, **other}}
