"""Lists of accounts in: read one, look at it, take its rows, take them away again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.account_list import account_identity, new_account, new_requirements
from smdesk.domain.importing import (
    BadRow,
    Candidate,
    Identity,
    KnownRow,
    Layout,
    Preview,
    Seen,
    bad_rows_table,
    preview_rows,
)
from smdesk.domain.problem import Problem, RefusedError, Severity, refuse_if
from smdesk.domain.record import record
from smdesk.domain.sheet import Row, Sheet
from smdesk.domain.whole_list import WholeAccount, empty_groups, history_of, whole_accounts
from smdesk.formats import register, sheet
from smdesk.operations import account as accounts
from smdesk.operations import group
from smdesk.words import problem_text
from smdesk.words.account import FIELDS
from smdesk.words.account_list import ACCOUNT_LIST
from smdesk.words.importing import import_name
from smdesk.words.register import SHEETS

LARGE = 2000
"""Rows; an import of more is not kept among the steps to undo, but taken away as a whole by `undo_import`."""


@record
class OpenedList:
    """A list that was read: the file's name, its sheets, and the register's objects when smdesk once wrote it."""

    name: str
    sheets: Sequence[Sheet]
    whole: Mapping[str, Sequence[Any]] | None = None


@record
class Import:
    """An import that was made: its id, when, from which file, and how many of its accounts are left."""

    id: int
    at: datetime
    source: str
    count: int


def open_list(path: Path) -> OpenedList:
    """Read the list at `path`; it may be done beside the window. Raises `BadInputError`; the file is never changed."""
    whole = None
    sheets = sheet.read_sheets(path)
    if path.suffix.casefold() == ".json":
        whole = register.from_json(sheet.read_json(path))
    else:
        whole = register.from_sheets(sheets)
    return OpenedList(path.name, sheets, whole)


def known_accounts(desk: Desk) -> list[tuple[Identity, str]]:
    """What tells the register's accounts apart, each with its name: read here, to be held against a list."""
    return [(account_identity(one), one.name) for one in desk.store.account.all()]


def preview_accounts(
    desk: Desk,
    opened: OpenedList,
    *,
    sheet: Sheet | None = None,
    header: Row | None = None,
    layout: Layout | None = None,
) -> Preview:
    """What taking the list would do, by the sheet, header and layout she chose or those that are guessed."""
    return preview_list(opened, known_accounts(desk), sheet=sheet, header=header, layout=layout)


def preview_list(
    opened: OpenedList,
    known: Sequence[tuple[Identity, str]],
    *,
    sheet: Sheet | None = None,
    header: Row | None = None,
    layout: Layout | None = None,
) -> Preview:
    """`preview_accounts` against what is `known`, without the desk: it may be done beside the window."""
    if opened.whole is not None:
        return _preview_whole(opened, Seen(known))
    return preview_rows(opened.sheets, ACCOUNT_LIST, known, sheet=sheet, header=header, layout=layout)


def write_bad_rows(preview: Preview, path: Path) -> None:
    """Write the rows that cannot be taken, with what is wrong in each, to be mended and read in. `CannotSaveError`."""
    sheet.write_sheets(path, [bad_rows_table(preview, problem_text)])


def _preview_whole(opened: OpenedList, known: Seen) -> Preview:
    """What taking a register's own list would do; an account that is here already is left as it is."""
    found = _whole(opened)
    table = register.sheet_tables({"account": [one.account for one in found.values()]})[0]
    good, bad, met = [], [], []
    for (row, one), cells in zip(found.items(), table.rows, strict=True):
        told = [_placed(problem, row) for problem in one.problems]
        if not one.may_be_taken:
            bad.append(BadRow(row, ["" if cell is None else str(cell) for cell in cells], told))
        elif (name := known.find(account_identity(one.account))) is not None:
            met.append(KnownRow(row, name))
        else:
            good.append(Candidate(row, {name: getattr(one.account, name) for name in FIELDS}, told))
    left = sum(one.had_secrets for one in found.values())
    ignored = [Problem("import.secrets_left", Severity.WARN, {"count": left})] if left else []
    header = Row(0, table.headings)
    return Preview(header, dict(enumerate(FIELDS)), good, bad, met, ignored=ignored)


def _whole(opened: OpenedList) -> dict[int, WholeAccount]:
    """The accounts of a register's own list, by their row in its sheet; in .json by their place."""
    found = whole_accounts(opened.whole or {"account": ()})
    rows = next((one.rows[1:] for one in opened.sheets if one.name == SHEETS["account"]), ())
    numbers = [row.number for row in rows] if len(rows) == len(found) else range(1, len(found) + 1)
    return dict(zip(numbers, found, strict=True))


def _placed(problem: Problem, row: int) -> Problem:
    """`problem` with its row, and the field or the sheet it is about, told."""
    field = FIELDS.get(problem.where) or SHEETS.get(problem.where) or FIELDS["name"]
    return replace(problem, values={**problem.values, "row": row, "field": field}, where=f"rad {row}")


def import_accounts(desk: Desk, opened: OpenedList, candidates: Sequence[Candidate]) -> int:
    """Take the rows of `candidates` as one step, or none of them. Gives the import's id, for `undo_import`.

    Those that have come into the register since the preview are not taken again: `RefusedError` when all have.
    More than `LARGE` rows cannot be undone step by step, and what came before them neither.
    """
    known, whole, import_id = Seen(known_accounts(desk)), _whole(opened), _next_import(desk)

    def identity(row: Candidate) -> Identity:
        return account_identity(whole[row.row].account) if whole else ACCOUNT_LIST.identity(row.values)

    new = [one for one in candidates if known.find(identity(one)) is None]
    if not new:
        raise RefusedError(Problem("import.all_known"))
    with desk.step("import", import_name(import_id), final=len(new) > LARGE):
        desk.store.setting.put(_key(import_id), f"{desk.now().isoformat()} {opened.name}")
        for one in new:
            if whole:
                _add_whole(desk, whole[one.row], import_id)
            else:
                _add_row(desk, one, opened.name, import_id)
        for name in empty_groups(opened.whole or {}):
            group.called(desk, name)
    return import_id


def _key(import_id: int) -> str:
    return f"import.{import_id}"


def _next_import(desk: Desk) -> int:
    used = [int(key.partition(".")[2]) for key in desk.store.setting.all() if key.startswith("import.")]
    return max(used, default=0) + 1


def _add_row(desk: Desk, row: Candidate, source: str, import_id: int) -> None:
    added = accounts.add(desk, new_account(row.values, source, import_id))
    for one in new_requirements(row.values, added.id, desk.today()):
        desk.store.routine.requirements.add(one)


def _add_whole(desk: Desk, whole: WholeAccount, import_id: int) -> None:
    """Add an account with all that hangs on it, as it was; only ids are new."""
    refuse_if(whole.problems)
    store = desk.store
    added = store.account.add(replace(whole.account, id=0, import_id=import_id))

    parts: Sequence[tuple[Any, Sequence[Any]]] = (
        (store.account.basic, whole.basic),
        (store.account.statuses, history_of(whole, desk.today())),
        (store.routine.requirements, whole.requirements),
        (store.routine.pauses, whole.pauses),
    )
    for table, rows in parts:
        for one in rows:
            table.add(replace(one, id=0, account_id=added.id))
    group.join(desk, added.id, whole.groups)


def imports(desk: Desk) -> list[Import]:
    """The imports that accounts are left of, newest first."""
    found = []
    for key, value in desk.store.setting.all().items():
        if key.startswith("import."):
            import_id = int(key.partition(".")[2])
            at, _, source = value.partition(" ")
            count = len(desk.store.account.of_import(import_id))
            found.append(Import(import_id, datetime.fromisoformat(at), source, count))
    return sorted((one for one in found if one.count), key=lambda one: one.id, reverse=True)


def undo_import(desk: Desk, import_id: int) -> int:
    """Take away every account of an import, and the groups that hold no others, as one step. Gives how many accounts.

    Raises `RefusedError` when posts, ticks or files hang on any of them: then nothing is taken away.
    """
    found = desk.store.account.of_import(import_id)
    if not found:
        raise RefusedError(Problem("import.gone"))
    used = [one for one in found if accounts.may_remove(desk, one.id)]
    if used:
        raise RefusedError(Problem("import.used", values={"count": len(used)}))
    with desk.step("import.undo", import_name(import_id), final=len(found) > LARGE):
        group.leave(desk, [one.id for one in found])
        for one in found:
            desk.store.account.remove(one.id)
    return len(found)
