"""Backups: verified copies by date, thinned with age, and read back without losing what they replace."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from smdesk.domain.problem import CannotOpenError, CannotSaveError, Problem, Severity
from smdesk.store import file
from smdesk.store.evidence import sha256_of

PATTERN = "register-%Y%m%d-%H%M.db"
REPLACED = "ersatt-%Y%m%d-%H%M%S.db"
PARTIAL = ".partial-"
DAYS, WEEKS, MONTHS = 7, 4, 12


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A copy of the register: when it was taken (local time), its size in bytes, whether a restore put it aside."""

    path: Path
    taken_at: datetime
    size: int
    replaced: bool = False


def backups(folder: Path) -> list[BackupFile]:
    """The copies in `folder`/backups, newest first; files with other names are not ours and not listed."""
    return _in(folder / file.BACKUPS)


def _in(place: Path) -> list[BackupFile]:
    found = []
    for path in place.glob("*.db"):
        for pattern in (PATTERN, REPLACED):
            with suppress(ValueError, OSError):
                moment = datetime.strptime(path.name, pattern)  # a name holds the local time
                found.append(BackupFile(path, moment, path.stat().st_size, pattern == REPLACED))
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
    made = {one.taken_at: one.path for one in _in(place) if not one.replaced}
    for moment in thinned(made, now):
        made[moment].unlink(missing_ok=True)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn what stands in the way of a copy into `CannotSaveError`."""
    try:
        yield
    except (OSError, sqlite3.Error, CannotOpenError) as error:
        full = getattr(error, "errno", 0) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        full = full or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        code = "backup.full" if full else "backup.failed"
        raise CannotSaveError(Problem(code, values={"file": str(target), "why": reason(error)})) from error


def reason(error: Exception) -> str:
    """What stood in the way, in Swedish where the usual things did."""
    if isinstance(error, PermissionError):
        return "mappen får inte skrivas i"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "mappen finns inte"
    if isinstance(error, CannotOpenError):
        return str(error.problems[0].values.get("why", error))
    return getattr(error, "strerror", None) or str(error)


def take_copy(connection: sqlite3.Connection, target: Path) -> Path:
    """The live register's pages in a temporary file beside `target`, in one go and not yet verified.

    On the main thread (50 MB take about 0.1 s). Raises `CannotSaveError`; nothing is left behind then.
    """
    temporary = target.with_name(f"{PARTIAL}{uuid4().hex}-{target.name}")
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
    with told(target):
        try:
            file.verify(temporary)
            _sync(temporary)
            temporary.replace(target)
            file.sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())


def copy_beside(source: Path, evidence: Iterable[Path], place: Path) -> list[Problem]:
    """Put a settled copy and the evidence that `place` lacks in a second folder (a shared disk); a warning when not."""
    try:
        (place / file.EVIDENCE).mkdir(parents=True, exist_ok=True)
        for one in evidence:
            target = place / file.EVIDENCE / one.name
            if one.is_file() and not (target.is_file() and target.stat().st_size == one.stat().st_size):
                _copy(one, target)
        _copy(source, place / source.name)
    except OSError as error:
        return [Problem("backup.second_folder", Severity.WARN, {"folder": str(place), "why": reason(error)})]
    return []


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_name(PARTIAL + target.name)
    try:
        shutil.copyfile(source, temporary)
        _sync(temporary)
        temporary.replace(target)
        file.sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a kill or a power cut left half-written; only while nobody else has the register open."""
    for place in (folder, folder / file.BACKUPS, folder / file.EVIDENCE):
        for path in place.glob(PARTIAL + "*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    (folder / f".new-{file.NAME}").unlink(missing_ok=True)


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
    from smdesk.store.rows import Link
    from smdesk.store.schema import migrations

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Link(connection).db)
        return _objects(connection)


def restore_db(folder: Path, source: Path, now: datetime) -> Path | None:
    """Put the register in `source` in place of the one in `folder`, which is kept, dated, among the backups.

    The register must be closed, and its lock held. Gives the path of what was kept; None when there was nothing.
    Raises `CannotOpenError` when `source` is not a whole register, `CannotSaveError` when the disk is in the way.
    """
    check_whole(source)
    path = folder / file.NAME
    file.prepare_folder(folder)
    with told(path):
        temporary = folder / (PARTIAL + file.NAME)
        try:
            shutil.copyfile(source, temporary)
            temporary.chmod(0o600)
            _sync(temporary)
            kept = _keep_replaced(folder, now) if path.exists() else None
            temporary.replace(path)
            file.sync_folder(folder)
        finally:
            temporary.unlink(missing_ok=True)
    return kept


def _keep_replaced(folder: Path, now: datetime) -> Path:
    """Copy the register aside with its journal, if it has one, and take the journal away: it is not the new one's."""
    path = folder / file.NAME
    journal = path.with_name(path.name + "-journal")
    with suppress(sqlite3.Error), closing(file.connect(path)) as connection:
        connection.execute("select count(*) from sqlite_schema").fetchone()  # plays a journal left by a kill
    (folder / file.BACKUPS).mkdir(mode=0o700, exist_ok=True)
    kept = folder / file.BACKUPS / now.strftime(REPLACED)
    if journal.exists():
        _copy(journal, kept.with_name(kept.name + "-journal"))
    _copy(path, kept)
    journal.unlink(missing_ok=True)
    return kept


def place_evidence(folder: Path, found: Iterable[Path]) -> None:
    """Move files that were verified into the evidence folder; one of the same name and content is left alone."""
    for one in found:
        target = folder / file.EVIDENCE / one.name
        if not target.is_file() or sha256_of(target) != one.name[:64]:
            with told(target):
                one.chmod(0o600)
                one.replace(target)
    file.sync_folder(folder / file.EVIDENCE)
