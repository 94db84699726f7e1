"""Look the whole register through: the file, the evidence, the journal, the log of moderation and the procedures."""

from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.problem import CannotOpenError, Problem, Severity
from smdesk.operations import guarding, inbound_purge, moderation, opening, purge
from smdesk.store import backup, file
from smdesk.store.backup_copy import copied
from smdesk.store.evidence import compare


def check_folder(folder: Path) -> tuple[list[Problem], Mapping[str, int]]:
    """What is wrong with the register in `folder`, and how many rows the largest tables hold. Changes nothing.

    A register of an older version is not migrated for this; then only its file is looked at.
    """
    try:
        with copied(folder) as place:
            copy = place / file.NAME
            backup.check_whole(copy)
            with closing(file.connect(copy, read_only=True)) as connection:
                if file.number(connection, "user_version") < file.VERSION:
                    return [Problem("register.older", Severity.HINT)], {}
            with closing(opening.open_desk(place)) as desk:
                return check_desk(desk, folder), _counts(desk)
    except CannotOpenError as error:
        return list(error.problems), {}


def check_desk(desk: Desk, folder: Path | None = None) -> list[Problem]:
    """What is wrong with evidence, journal, moderation log and procedures of the register, and what was to be removed
    and is not. Reads every evidence file.

    `folder` is where the evidence and the copies lie when the desk is over a copy.
    """
    found = [
        Problem(f"evidence.{what}", Severity.HINT if what == "extra" else Severity.STOP, {"name": _name(name, row)})
        for what, name, row in compare(folder or desk.folder, desk.store.evidence.names())
    ]
    missing = desk.store.journal.gaps()
    if missing:
        found.append(Problem("register.journal", values={"count": missing}))
    found += moderation.check(desk, folder)
    found += guarding.check(desk)
    found += purge.owed_problems(desk)
    found += inbound_purge.check(desk)
    return found


def looks(desk: Desk) -> list[Callable[[], list[str]]]:
    """Looks for damage in the open file, each short enough for a window not to wait: table by table, then its links.

    Each tells what is wrong; nothing is shown of the register itself. What belongs to no table is looked at in the
    copies.
    """
    connection = desk.store.connection
    pages = [partial(file.damaged_pages, connection, table) for table in file.tables(connection)]
    return [*pages, partial(file.orphans, connection)]


def _name(name: str, row: object) -> str:
    return getattr(row, "name", "") or name


def _counts(desk: Desk) -> Mapping[str, int]:
    return {
        "konton": desk.store.account.count(),
        "inlägg": desk.store.post.count(),
        "bevakningar": desk.store.routine.count(),
        "filer": desk.store.evidence.distinct(),
    }
