"""Backups: verified copies by date, thinned with age, and what tells that a copy is a register and whole."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, Problem
from smdesk.domain.record import record
from smdesk.store import file
from smdesk.store.backup_copy import settled, told, unfinished

PATTERN = "register-%Y%m%d-%H%M.db"
REPLACED = "ersatt-%Y%m%d-%H%M%S.db"
DAYS, WEEKS, MONTHS = 7, 4, 12


@record
class BackupFile:
    """A copy of the register: when it was taken (local time), its size in bytes, whether a restore put it aside.

    `elsewhere` names the register's own folder in the second folder; it is empty for a copy beside the register.
    """

    path: Path
    taken_at: datetime
    size: int
    replaced: bool = False
    elsewhere: str = ""


def backups(folder: Path) -> list[BackupFile]:
    """The copies in `folder`/backups, newest first; files with other names are not ours and not listed."""
    return newest_first(copies_in(folder / file.BACKUPS))


def copies_in(place: Path) -> Iterator[BackupFile]:
    """The copies that lie in `place`, as its names tell; none where it cannot be read."""
    for path in place.glob("*.db"):
        for pattern in (PATTERN, REPLACED):
            with suppress(ValueError, OSError):
                moment = datetime.strptime(path.name, pattern)  # a name holds the local time
                yield BackupFile(path, moment, path.stat().st_size, pattern == REPLACED)


def newest_first(found: Iterable[BackupFile]) -> list[BackupFile]:
    """Copies in the order in which they are shown."""
    return sorted(found, key=lambda one: (one.taken_at, one.path.name), reverse=True)


def thinned(taken: Iterable[datetime], now: datetime) -> list[datetime]:
    """Those of the moments whose copies may go: kept are the newest of each of the last 7 days, 4 weeks and 12 months.

    Days, weeks and months that have a copy are counted, not those the clock says have passed; a moment after `now`
    is kept and counts for nothing, so that a clock that was wrong takes no copy away.
    """
    past = sorted((moment for moment in taken if moment <= now), reverse=True)
    keep: set[datetime] = set()
    spans: Sequence[tuple[int, Callable[[datetime], object]]] = (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    )
    for count, span in spans:
        newest: dict[object, datetime] = {}
        for moment in past:
            newest.setdefault(span(moment), moment)
        keep |= set(list(newest.values())[:count])
    return [moment for moment in past if moment not in keep]


def thin(place: Path, now: datetime) -> None:
    """Remove the copies in `place` that `thinned` names; those that a restore put aside stay."""
    made = {one.taken_at: one.path for one in copies_in(place) if not one.replaced}
    for moment in thinned(made, now):
        made[moment].unlink(missing_ok=True)


def take_copy(connection: sqlite3.Connection, target: Path) -> Path:
    """The live register's pages in a temporary file beside `target`, in one go and not yet verified.

    On the main thread (50 MB take about 0.1 s). Raises `CannotSaveError`; nothing is left behind then.
    """
    temporary = unfinished(target)
    with told(target):
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(temporary, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
            with closing(sqlite3.connect(temporary)) as copy:
                # A copy that the power cuts short is swept: synced once, whole, when it has been verified.
                copy.execute("pragma synchronous=off")
                copy.execute("pragma journal_mode=off")
                connection.backup(copy)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return temporary


def settle(temporary: Path, target: Path) -> None:
    """Verify a copy and give it its name; may run beside the window. Raises `CannotSaveError`, and then removes it."""
    with told(target), settled(temporary, target):
        file.verify(temporary)


def check_whole(path: Path) -> None:
    """Raise `CannotOpenError` unless `path` is a whole register that holds nothing but what smdesk puts in one."""
    file.verify(path)
    with closing(file.connect(path, read_only=True)) as connection:
        version = file.number(connection, "user_version")
        found = _objects(connection)
    expected = _expected()
    for (kind, name), sql in found.items():
        runs = kind in ("trigger", "view") or sql.casefold().startswith("create virtual")
        strange = expected.get((kind, name)) != sql
        if strange and (runs or version == file.VERSION):
            raise CannotOpenError(Problem("restore.shape", values={"file": str(path), "name": name}))
    if version == file.VERSION and (lost := sorted(name for _, name in expected.keys() - found.keys())):
        raise CannotOpenError(Problem("restore.lacks", values={"file": str(path), "name": lost[0]}))


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite_%'")
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in rows}


def _expected() -> dict[tuple[str, str], str]:
    from smdesk.store.schema import bring_up

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        bring_up(connection)
        return _objects(connection)
