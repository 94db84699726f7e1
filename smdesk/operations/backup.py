"""Back the register up, list the copies, and read one back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.evidence import Evidence
from smdesk.domain.problem import BadInputError, Problem, Severity
from smdesk.store import backup, file
from smdesk.store.backup import BackupFile as BackupFile  # what `backups` gives
from smdesk.store.evidence import compare

EVERY = timedelta(hours=4)
"""How long the desk is in use before a changed register is backed up again."""


@dataclass(frozen=True, slots=True)
class Copying:
    """A copy that was begun on the main thread; `finish` ends it, and touches files only."""

    temporary: Path
    target: Path
    taken_at: datetime
    evidence: Sequence[Path] = ()
    second_folder: Path | None = None


def backups(folder: Path) -> list[BackupFile]:
    """The copies of the register in `folder`, newest first."""
    return backup.backups(folder)


def last_backup(desk: Desk) -> datetime | None:
    """When the newest copy was taken, to the minute; copies dated ahead of the clock do not count."""
    now = desk.now().replace(tzinfo=None)
    found = (one.taken_at for one in backups(desk.folder) if not one.replaced and one.taken_at <= now)
    last = next(found, None)
    return last and last.replace(tzinfo=STOCKHOLM)


def is_changed(desk: Desk) -> bool:
    """Whether something was saved that no copy holds, in this session or in one that was killed."""
    if desk.changed_since_backup:
        return True
    saved, last = desk.last_saved_at, last_backup(desk)
    if saved is None:
        return False
    return last is None or saved >= last + timedelta(minutes=1)  # a copy's name tells the minute


def begin(desk: Desk, second_folder: Path | None = None) -> Copying:
    """Copy the register's pages, on the main thread. Raises `CannotSaveError`, and nothing is left behind."""
    now = desk.now()
    target = desk.folder / file.BACKUPS / now.strftime(backup.PATTERN)
    temporary = backup.take_copy(desk.store.connection, target)
    desk.changed_since_backup = False
    evidence = [desk.store.evidence.path(one) for one in desk.store.evidence.names().values()] if second_folder else ()
    return Copying(temporary, target, now.replace(tzinfo=None), evidence, second_folder)


def finish(copying: Copying) -> list[Problem]:
    """Verify the copy, give it its name, thin the older ones and copy it to the second folder; beside the window.

    Gives warnings. Raises `CannotSaveError`; former copies are all kept then, and the caller sets the desk's
    `changed_since_backup` again.
    """
    backup.settle(copying.temporary, copying.target)
    backup.thin(copying.target.parent, copying.taken_at)
    if copying.second_folder is None:
        return []
    problems = backup.copy_beside(copying.target, copying.evidence, copying.second_folder)
    if not problems:
        backup.thin(copying.second_folder, copying.taken_at)
    return problems


def back_up(desk: Desk, second_folder: Path | None = None) -> list[Problem]:
    """A backup in one go, as at exit and by ”Säkerhetskopiera nu”. Gives warnings; raises `CannotSaveError`."""
    try:
        return finish(begin(desk, second_folder))
    except BaseException:
        desk.changed_since_backup = True
        raise


def begin_zip(desk: Desk, target: Path) -> Callable[[], list[Problem]]:
    """Copy the register's pages for a .zip, on the main thread; what is given writes `target`, beside the window.

    That gives a warning of evidence that is not whole, and is left out. Raises `BadInputError` when `target` is the
    register itself; both raise `CannotSaveError` when the disk is in the way.
    """
    if target.resolve() == (desk.folder / file.NAME).resolve():
        raise BadInputError(Problem("backup.is_register", values={"file": str(target)}))
    copy = backup.take_copy(desk.store.connection, desk.folder / file.BACKUPS / f"{target.name}.db")
    return partial(_finish_zip, copy, desk.folder, desk.store.evidence.names(), target, desk.now())


def _finish_zip(copy: Path, folder: Path, names: Mapping[str, Evidence], target: Path, now: datetime) -> list[Problem]:
    from smdesk.store.backup_zip import write_zip

    try:
        broken = {name for what, name, _ in compare(folder, dict(names)) if what in ("missing", "changed")}
        with backup.told(target):
            file.verify(copy)
        write_zip(copy, [folder / file.EVIDENCE / name for name in names if name not in broken], target, now)
    finally:
        copy.unlink(missing_ok=True)
    return [Problem("backup.evidence", Severity.WARN, {"count": len(broken)})] if broken else []


def write_zip(desk: Desk, target: Path) -> list[Problem]:
    """The register and its evidence as one .zip at `target`, in one go. Warns and raises as `begin_zip`."""
    return begin_zip(desk, target)()


def restore_files(folder: Path, source: Path, now: datetime) -> Path | None:
    """Put the .zip or .db `source` in place of the register in `folder`, which nobody has open.

    Gives where the replaced register is kept. Raises `BadInputError` or `CannotOpenError` when `source` is no
    whole backup of ours, `CannotSaveError` when the disk is in the way; the register is then as it was.
    """
    from smdesk.store.backup_zip import restore_zip

    try:
        with source.open("rb") as opened:
            start = opened.read(16)
    except OSError as error:
        raise BadInputError(Problem("restore.missing", values={"file": str(source)})) from error
    if start.startswith(b"PK\x03\x04"):
        return restore_zip(folder, source, now)
    if not start.startswith(b"SQLite format 3\0"):
        raise BadInputError(Problem("restore.not_zip", values={"file": str(source)}))
    return backup.restore_db(folder, source, now)


def restore(desk: Desk, source: Path) -> Path | None:
    """Read a copy back into the open desk: the file is let go of, replaced and opened anew; undo starts afresh.

    What was there is kept, and its path given. Raises as `restore_files`; the desk is then open as it was.
    """
    with desk.replacing_file():
        kept = restore_files(desk.folder, source, desk.now())
    with desk.step("restore", source.name, final=True):
        desk.store.setting.put("restored", f"{desk.now().isoformat()} {source.name}")
    return kept


def sweep(folder: Path) -> None:
    """Remove half-written files of earlier sessions; with the folder's lock held."""
    backup.sweep(folder)
