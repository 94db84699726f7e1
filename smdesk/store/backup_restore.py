"""Reading a copy back: it is laid beside the register and looked through before anything is touched."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from smdesk.domain.problem import BadInputError, CannotOpenError, CannotSaveError, Problem
from smdesk.domain.record import record
from smdesk.store import file, purge_copies
from smdesk.store.backup import REPLACED, check_whole
from smdesk.store.backup_copy import copy_register, copy_whole, journal_of, named, reason, sync, unfinished
from smdesk.store.backup_evidence import evidence_of, is_whole


@record
class Laid:
    """A whole register and its evidence in `place`, a folder inside the data folder `folder`.

    `missing` counts the files that the register speaks of and that lie neither there nor in the data folder.
    """

    folder: Path
    place: Path
    source: Path
    missing: int


def lay_beside(folder: Path, source: Path) -> Laid:
    """Unpack or copy `source`, a .zip or a .db, beside the register of `folder`, and look it through.

    The evidence of a .db lies beside it, or in its data folder. It may be done beside the window. Raises
    `BadInputError` or `CannotOpenError` when `source` is no whole backup of ours, `CannotSaveError` when the disk is
    in the way; nothing is left behind then. `clear` takes it away.
    """
    start = _start_of(source)
    file.prepare_folder(folder)
    place = unfinished(folder / file.NAME)
    try:
        with _told(source):
            place.mkdir(mode=0o700)
            (place / file.EVIDENCE).mkdir(mode=0o700)
            if start.startswith(b"PK\x03\x04"):
                from smdesk.store.backup_zip import unpack

                unpack(source, place)
            else:
                copy_register(source, place / file.NAME)
            try:
                check_whole(place / file.NAME)
            except CannotOpenError as error:
                raise named(error, source) from error
            missing = _gather(folder, source, place)
            sync(place / file.NAME)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return Laid(folder, place, source, missing)


def _start_of(source: Path) -> bytes:
    try:
        with source.open("rb") as opened:
            start = opened.read(16)
    except OSError as error:
        raise BadInputError(Problem("restore.missing", values={"file": str(source)})) from error
    if not start.startswith((b"PK\x03\x04", b"SQLite format 3\0")):
        raise BadInputError(Problem("restore.not_zip", values={"file": str(source)}))
    return start


def _gather(folder: Path, source: Path, place: Path) -> int:
    """Lay what the register speaks of, and the data folder lacks, in `place`; how many files are nowhere."""
    home, beside, laid = (one / file.EVIDENCE for one in (folder, source.parent, place))
    missing = 0
    for name, size in evidence_of(place / file.NAME).items():
        if not (laid / name).exists() and not is_whole(home / name, size):
            if (beside / name).is_file():
                copy_whole(beside / name, laid / name)
            if not is_whole(laid / name, size):
                (laid / name).unlink(missing_ok=True)
                missing += 1
    return missing


@contextmanager
def _told(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise CannotSaveError(Problem("restore.failed", values={"file": str(source), "why": reason(error)})) from error


def keep_replaced(laid: Laid, now: datetime) -> Path | None:
    """Copy the register that is to be replaced, with its journal if a kill left one, to the backups, dated.

    Nobody may be in the middle of writing it. None when there is no register. Raises `CannotSaveError`.
    """
    path = laid.folder / file.NAME
    if not path.exists():
        return None
    with _told(laid.source):
        with suppress(sqlite3.Error), closing(file.connect(path)) as connection:
            connection.execute("select count(*) from sqlite_schema").fetchone()  # plays a journal left by a kill
        (laid.folder / file.BACKUPS).mkdir(mode=0o700, exist_ok=True)
        while (kept := laid.folder / file.BACKUPS / now.strftime(REPLACED)).exists():
            now += timedelta(seconds=1)
        if journal_of(path).exists():
            copy_whole(journal_of(path), journal_of(kept))
        copy_whole(path, kept)
    return kept


def put_in_place(laid: Laid) -> None:
    """Move what was laid beside to where it belongs. The register must be closed, and its lock held.

    Raises `CannotSaveError`; the register is then as it was.
    """
    path = laid.folder / file.NAME
    with _told(laid.source):
        if path.exists():
            purge_copies.carry_over(path, laid.place / file.NAME)
            sync(laid.place / file.NAME)
        for one in (laid.place / file.EVIDENCE).iterdir():
            one.chmod(0o600)
            one.replace(laid.folder / file.EVIDENCE / one.name)
        (laid.place / file.NAME).chmod(0o600)
        file.sync_folder(laid.folder / file.EVIDENCE)
        journal_of(path).unlink(missing_ok=True)  # it is not the new one's; what it held is kept
        (laid.place / file.NAME).replace(path)
        file.sync_folder(laid.folder)


def clear(laid: Laid) -> None:
    """Take away what was laid beside, or what is left of it."""
    shutil.rmtree(laid.place, ignore_errors=True)
