"""Back the register up, list the copies, and read one back."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.problem import BadInputError, Problem, Severity
from smdesk.domain.record import record
from smdesk.store import backup, backup_copy, backup_restore, backup_second, file
from smdesk.store.backup import BackupFile as BackupFile  # what `backups` gives
from smdesk.store.backup_evidence import evidence_of, is_whole
from smdesk.store.backup_restore import Laid as Laid  # what `lay_beside` gives

EVERY = timedelta(hours=4)
"""How long the desk is in use before a changed register is backed up again."""

_OWN_NAME = "backup.name"  # key of a setting


@record
class Copying:
    """A copy that was begun on the main thread; `finish` ends it, and touches files only."""

    temporary: Path
    target: Path
    taken_at: datetime
    evidence: Sequence[Path] = ()
    second_folder: Path | None = None
    own_name: str = ""


@record
class Restored:
    """What a restore did: where the register that was replaced is kept, if there was one, and what there is to tell."""

    kept: Path | None
    problems: Sequence[Problem]


def backups(folder: Path, second_folder: Path | None = None, own_name: str = "") -> list[BackupFile]:
    """The copies of the register in `folder`, newest first, and those in the second folder.

    There `own_name` tells which are this register's; when it cannot be told, the copies of every register are given.
    """
    elsewhere = backup_second.copies(second_folder, own_name) if second_folder else ()
    return backup.newest_first([*backup.backups(folder), *elsewhere])


def own_name(desk: Desk) -> str:
    """What the register's own folder in the second folder is called; empty until the first copy is put there."""
    kept = desk.store.setting.get(_OWN_NAME)
    return kept if backup_second.is_name(kept) else ""


def _named(desk: Desk) -> str:
    """`own_name`, given now if need be. Not hers to undo: the copies that lie there would be lost sight of."""
    if name := own_name(desk):
        return name
    name = backup_second.new_name(desk.store.setting.get("office"))
    with desk.step("backup.name", name, undoable=False):
        desk.store.setting.put(_OWN_NAME, name)
    return name


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
    now, name = desk.now(), _named(desk) if second_folder else ""
    target = desk.folder / file.BACKUPS / now.strftime(backup.PATTERN)
    temporary = backup.take_copy(desk.store.connection, target)
    desk.changed_since_backup = False
    evidence = [desk.store.evidence.path(one) for one in desk.store.evidence.names().values()] if second_folder else ()
    return Copying(temporary, target, now.replace(tzinfo=None), evidence, second_folder, name)


def finish(copying: Copying) -> list[Problem]:
    """Verify the copy, give it its name, thin the older ones and copy it to the second folder; beside the window.

    Gives warnings. Raises `CannotSaveError`; former copies are all kept then, and the caller sets the desk's
    `changed_since_backup` again.
    """
    backup.settle(copying.temporary, copying.target)
    backup.thin(copying.target.parent, copying.taken_at)
    if copying.second_folder is None:
        return []
    return backup_second.copy_beside(
        copying.target, copying.evidence, copying.second_folder, copying.own_name, copying.taken_at
    )


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
    _refuse_register(desk.folder, target)
    copy = backup.take_copy(desk.store.connection, desk.folder / file.BACKUPS / file.NAME)
    return partial(_finish_zip, copy, desk.folder, target, desk.now())


def _refuse_register(folder: Path, target: Path) -> None:
    if target.resolve() == (folder / file.NAME).resolve():
        raise BadInputError(Problem("backup.is_register", values={"file": str(target)}))


def _finish_zip(copy: Path, folder: Path, target: Path, now: datetime) -> list[Problem]:
    try:
        return _write_zip(copy, folder, target, now)
    finally:
        copy.unlink(missing_ok=True)


def _write_zip(copy: Path, folder: Path, target: Path, now: datetime) -> list[Problem]:
    from smdesk.store.backup_zip import write_zip

    with backup_copy.told(target):
        file.verify(copy)
        named = {folder / file.EVIDENCE / name: size for name, size in evidence_of(copy).items()}
        whole = [path for path, size in named.items() if is_whole(path, size)]
    write_zip(copy, whole, target, now)
    broken = len(named) - len(whole)
    return [Problem("backup.evidence", Severity.WARN, {"count": broken})] if broken else []


def write_zip(desk: Desk, target: Path) -> list[Problem]:
    """The register and its evidence as one .zip at `target`, in one go. Warns and raises as `begin_zip`."""
    return begin_zip(desk, target)()


def zip_folder(folder: Path, target: Path, now: datetime) -> list[Problem]:
    """`write_zip` of a register that another may be at work in, as it stands: nothing is held on it, nor migrated.

    Raises `CannotOpenError` too, when it is no whole register.
    """
    _refuse_register(folder, target)
    with backup_copy.copied(folder) as place:
        return _write_zip(place / file.NAME, folder, target, now)


def lay_beside(folder: Path, source: Path) -> Laid:
    """Lay the copy `source`, a .zip or a .db, beside the register, and look it through.

    It touches files only, and may be done beside the window. Raises `BadInputError` or `CannotOpenError` when `source`
    is no whole backup of ours, `CannotSaveError` when the disk is in the way; nothing is left behind then. What was
    laid is for `restore_laid` or `clear`.
    """
    return backup_restore.lay_beside(folder, source)


def clear(laid: Laid) -> None:
    """Take away what was laid beside and is not wanted."""
    backup_restore.clear(laid)


def restore_laid(desk: Desk, laid: Laid) -> Restored:
    """Put what was laid beside in the open register's place: the file is let go of, and opened anew.

    What was there is kept, and undo starts afresh. Raises `CannotSaveError`; the desk is then open as it was.
    """
    try:
        kept = backup_restore.keep_replaced(laid, desk.now())
        with desk.replacing_file():
            backup_restore.put_in_place(laid)
    finally:
        clear(laid)
    with desk.step("restore", final=True):
        desk.store.setting.put("restored", desk.now().isoformat())
    return Restored(kept, _not_found(laid))


def restore(desk: Desk, source: Path) -> Restored:
    """Read a copy back into the open desk, in one go. Raises as `lay_beside`; the desk is then open as it was."""
    return restore_laid(desk, lay_beside(desk.folder, source))


def restore_files(folder: Path, source: Path, now: datetime) -> Restored:
    """Put a copy in place of the register in `folder`, which nobody has open. Raises as `lay_beside`."""
    laid = lay_beside(folder, source)
    try:
        kept = backup_restore.keep_replaced(laid, now)
        backup_restore.put_in_place(laid)
    finally:
        clear(laid)
    return Restored(kept, _not_found(laid))


def _not_found(laid: Laid) -> list[Problem]:
    return [Problem("restore.evidence", Severity.WARN, {"count": laid.missing})] if laid.missing else []


def sweep(folder: Path) -> None:
    """Remove half-written files of earlier sessions; with the folder's lock held."""
    backup_copy.sweep(folder)
