"""The register as tables for .xlsx and .json, and back without loss."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

from smdesk.domain.account import Account, BasicItem, StatusChange
from smdesk.domain.group import AccountGroup, GroupMember
from smdesk.domain.problem import BadInputError, Problem
from smdesk.domain.record import record
from smdesk.domain.routine import Pause, Requirement
from smdesk.domain.sheet import Row, Sheet, Table, Value
from smdesk.words.account import ARCHIVE_LEVELS, STATUSES
from smdesk.words.register import LABELS, SHEETS
from smdesk.words.routine import PAUSES, REQUIREMENTS, SOURCES

_PIECE = 32_000  # characters of a text that share a cell; Excel holds 32 767
_STATES: Sequence[Mapping[Any, str]] = (STATUSES, ARCHIVE_LEVELS, REQUIREMENTS, SOURCES, PAUSES)
_TRUTH = {True: True, False: False, "ja": True, "nej": False}

Objects = Mapping[str, Sequence[Any]]
"""Key of a part → its objects."""


@record
class Part:
    """One kind of object in the export: a sheet in .xlsx, a list in .json. Each label is one field's only."""

    key: str
    kind: type[Any]
    sheet: str
    labels: Mapping[str, str]


ACCOUNT_PARTS = tuple(
    Part(key, kind, SHEETS[key], LABELS[key])
    for key, kind in (
        ("account", Account),
        ("basic_item", BasicItem),
        ("account_status", StatusChange),
        ("requirement", Requirement),
        ("pause", Pause),
        ("account_group", AccountGroup),
        ("account_group_member", GroupMember),
    )
)
"""The account register whole: the accounts, what hangs on each by its id, and the groups they are in."""


def sheet_tables(objects: Objects, parts: Sequence[Part] = ACCOUNT_PARTS) -> list[Table]:
    """`objects` for .xlsx: Swedish headings and states. A text too long for a cell goes on in a column beside it."""
    return [_sheet_table(part, objects.get(part.key, ())) for part in parts]


def json_tables(objects: Objects, parts: Sequence[Part] = ACCOUNT_PARTS) -> list[Table]:
    """`objects` for .json: the fields' own names, states by their keys."""
    return [
        Table(part.key, names, [[getattr(one, name) for name in names] for one in objects.get(part.key, ())])
        for part in parts
        for names in [[one.name for one in fields(part.kind)]]
    ]


def from_sheets(sheets: Sequence[Sheet], parts: Sequence[Part] = ACCOUNT_PARTS) -> dict[str, list[Any]] | None:
    """The objects in a workbook that `sheet_tables` made; None when it is another kind of list.

    Raises `BadInputError`, naming sheet, row and column, for a value that was made unreadable since.
    """
    by_name = {sheet.name: sheet for sheet in sheets if sheet.rows}
    first = by_name.get(parts[0].sheet)
    if first is None or not {"Id", *_required(parts[0])} <= set(first.rows[0].cells):
        return None
    return {part.key: _from_rows(part, by_name[part.sheet].rows) if part.sheet in by_name else [] for part in parts}


def from_json(
    tables: Mapping[str, Sequence[Mapping[str, Value]]], parts: Sequence[Part] = ACCOUNT_PARTS
) -> dict[str, list[Any]] | None:
    """The objects in a .json that `json_tables` made; None when it is another kind of list.

    Raises `BadInputError` for a value that was made unreadable since.
    """
    if len(parts) == 1 and set(tables) == {""}:
        tables = {parts[0].key: tables[""]}  # one table alone is written as a list
    if parts[0].key not in tables:
        return None
    found: dict[str, list[Any]] = {}
    for part in parts:
        rows = tables.get(part.key, ())
        found[part.key] = [_made(part, number, row.get) for number, row in enumerate(rows, 1)]
    return found


def _required(part: Part) -> Iterable[str]:
    return (part.labels[one.name] for one in fields(part.kind) if one.default is MISSING)


def _sheet_table(part: Part, objects: Sequence[Any]) -> Table:
    columns: list[list[Value]] = []
    headings: list[str] = []
    for one in fields(part.kind):
        values = [_word(getattr(thing, one.name)) for thing in objects]
        longest = max((len(value) for value in values if isinstance(value, str)), default=0)
        for piece in range(max(1, -(-longest // _PIECE))):
            headings.append(_heading(part, one.name, piece))
            columns.append([_piece(value, piece) for value in values])
    return Table(part.sheet, headings, list(zip(*columns, strict=True)) if objects else [])


def _heading(part: Part, name: str, piece: int) -> str:
    return part.labels[name] + (f" (forts. {piece + 1})" if piece else "")


def _piece(value: Value, piece: int) -> Value:
    if isinstance(value, str):
        return value[piece * _PIECE : (piece + 1) * _PIECE]
    return None if piece else value


def _word(value: Any) -> Value:
    """A state as a Swede reads it; anything else as it is."""
    if isinstance(value, StrEnum):
        return next((words[value] for words in _STATES if type(next(iter(words))) is type(value)), str(value))
    found: Value = value
    return found


def _from_rows(part: Part, rows: Sequence[Row]) -> list[Any]:
    places = {heading: column for column, heading in enumerate(rows[0].cells)}

    def text(row: Row, name: str) -> str:
        found, piece = "", 0
        while (column := places.get(_heading(part, name, piece))) is not None:
            found += row.cell(column)
            piece += 1
        return found

    for label in _required(part):
        if label not in places:
            raise BadInputError(Problem("sheet.other_table", values={"table": part.sheet, "column": label}))
    return [_made(part, row.number, lambda name, row=row: text(row, name)) for row in rows[1:]]


def _made(part: Part, number: int, get: Any) -> Any:
    """The object whose fields `get` tells by name: texts from a sheet, plain values from .json."""
    hints = get_type_hints(part.kind)
    values = {}
    for one in fields(part.kind):
        told = get(one.name)
        try:
            values[one.name] = _value(one, hints[one.name], told)
        except (ValueError, TypeError, KeyError) as error:
            where: dict[str, str | int] = {"table": part.sheet, "row": number, "column": part.labels[one.name]}
            raise BadInputError(Problem("sheet.bad_value", values=where | {"text": str(told)[:100]})) from error
    return part.kind(**values)


def _value(one: Field[Any], hint: Any, told: Any) -> Any:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    kind = kinds[0]
    if told in (None, ""):
        if kind is str and told is not None:
            return ""
        if hint is not kind:
            return None
        if one.default is MISSING:
            raise ValueError(one.name)
        return one.default
    if kind is bool:
        return _TRUTH[told]
    if kind is int:
        if isinstance(told, bool | float):
            raise ValueError(told)
        return int(told)
    if kind is datetime or kind is date:
        return kind.fromisoformat(str(told))
    if issubclass(kind, StrEnum):
        return _state(kind, str(told))
    return str(told)


def _state(kind: type[StrEnum], told: str) -> StrEnum:
    return next((state for state in kind if told in (state.value, _word(state))), None) or kind(told)
