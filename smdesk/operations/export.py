"""Lists out: accounts, plan, rounds, journal and what came in as tables, the plan as a calendar, a list as a paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError, Problem, RefusedError
from smdesk.domain.sheet import Table, Value
from smdesk.formats import register, sheet
from smdesk.formats.whole_file import write_whole
from smdesk.operations import (
    inbound_export,
    moderation_paper,
    opening,
    plan_export,
    reading,
    registrar_list,
    routine,
)
from smdesk.operations.plan_export import shown_moment
from smdesk.operations.platform import platform
from smdesk.words import step_text
from smdesk.words.export import JOURNAL, MONITORING, TABLES
from smdesk.words.moderation import COLUMNS
from smdesk.words.routine import RESULTS, ROUNDS


def export(desk: Desk, what: str, path: Path) -> None:
    """Write a list (a key of `TABLES`) to `path`, as its ending says.

    The log of moderation may be a paper, .pdf, and the plan a calendar, .ics. Raises `RefusedError` for another list,
    `CannotSaveError` when it cannot be written.
    """
    if what == "moderering" and path.suffix.casefold() == ".pdf":
        moderation_paper.write(moderation_paper.gather(desk), path)
    elif what == "diarieforing":
        registrar_list.write_list(registrar_list.registrar_list(desk), path)
    elif path.suffix.casefold() != ".ics":
        sheet.write_sheets(path, _tables(desk, what, path.suffix))
    elif what == "plan":
        write_whole(path, plan_export.plan_calendar(desk)())
    else:
        raise CannotSaveError(Problem("export.calendar", values={"file": path.name}))


def export_folder(folder: Path, what: str, path: Path, now: datetime) -> None:
    """`export` from a copy of the register in `folder`, as it stands at `now`; it may be done beside the window, which
    would stand still for seconds while ten years of rounds are gathered. Raises `CannotOpenError` too."""
    with reading.read_desk(folder, lambda: now) as desk:
        export(desk, what, path)


def _tables(desk: Desk, what: str, suffix: str) -> list[Table]:
    """The tables of a list for a file that ends in `suffix`."""
    is_json = suffix.casefold() == ".json"
    gather: Mapping[str, Callable[[], list[Table]]] = {
        "konton": lambda: _account_tables(desk, suffix.casefold()),
        "plan": lambda: [plan_export.plan_table(desk, is_json)],
        "bevakning": lambda: [_monitoring(desk, is_json)],
        "moderering": lambda: [_table("moderering", COLUMNS, moderation_paper.rows(desk, is_json=is_json))],
        "journal": lambda: [_journal(desk, is_json)],
        "inkommet": lambda: [inbound_export.inbound_table(desk, is_json)],
    }
    if what not in gather:
        raise RefusedError(Problem("export.unknown", values={"what": what}))
    return gather[what]()


def _account_tables(desk: Desk, suffix: str) -> list[Table]:
    """Accounts with all that hangs on them in .json and .xlsx; the accounts alone in .csv, which holds one table."""
    objects: dict[str, Sequence[Any]] = {
        "account": desk.store.account.all(),
        "basic_item": desk.store.account.basic.all(),
        "account_status": desk.store.account.statuses.all(),
        "requirement": desk.store.routine.requirements.all(),
        "pause": [one for one in desk.store.routine.pauses.all() if one.account_id is not None],
        "account_group": desk.store.account.groups.all(),
        "account_group_member": desk.store.account.members.all(),
    }
    if suffix == ".json":
        return register.json_tables(objects)
    tables = register.sheet_tables(objects)
    return tables[:1] if suffix == ".csv" else tables


def _table(what: str, columns: Mapping[str, str], rows: Sequence[Sequence[Value]]) -> Table:
    return Table(TABLES[what], list(columns.values()), rows, list(columns))


def _monitoring(desk: Desk, is_json: bool) -> Table:
    rows: list[Sequence[Value]] = []
    for line in routine.monitoring_rows(desk, opening.began(desk), desk.today()):
        one, tick = line.round, line.round.tick
        rows.append(
            [
                one.day,
                one.slot,
                line.account.name,
                platform(line.account.platform).name,
                ROUNDS[line.state],
                shown_moment(tick.done_at, is_json) if tick else None,
                tick.done_by if tick else "",
                RESULTS[tick.result] if tick else "",
                tick.note if tick else "",
            ]
        )
    return _table("bevakning", MONITORING, rows)


def _journal(desk: Desk, is_json: bool) -> Table:
    rows: list[Sequence[Value]] = [
        [
            shown_moment(one.at, is_json),
            one.who,
            step_text(one.step),
            one.about,
            one.subject,
            one.subject_id,
            one.field,
            one.old,
            one.new,
        ]
        for one in desk.store.journal.all()
    ]
    return _table("journal", JOURNAL, rows)
