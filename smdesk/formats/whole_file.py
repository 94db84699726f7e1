"""A file that is written whole or not at all."""

import errno
import os
from pathlib import Path

from smdesk.domain.problem import CannotSaveError, Problem

_REASONS = {
    frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG}): "export.disk_full",
    frozenset({errno.EACCES, errno.EPERM, errno.EROFS}): "export.not_writable",
    frozenset({errno.ENOENT, errno.ENOTDIR}): "export.folder_missing",
    frozenset({errno.EISDIR}): "export.is_folder",
    frozenset({errno.ENAMETOOLONG}): "export.name_too_long",
}


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in `path`, which then holds all of it; on any fault what stood there before is left as it was.

    Raises `CannotSaveError` when the disk is full, the folder gone or closed to writing, or the file held by
    another program.
    """
    beside = path.with_name(f".smdesk-{os.urandom(16).hex()}.tmp")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise CannotSaveError(_why(error, path)) from error
    finally:
        _remove(beside)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut; Windows neither can nor needs to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(beside: Path) -> None:
    """Sweep the half-written file; when even that fails there is nothing left to try."""
    try:
        beside.unlink(missing_ok=True)
    except OSError:
        return


def _why(error: OSError, path: Path) -> Problem:
    values = {"file": path.name, "folder": str(path.parent)}
    for numbers, code in _REASONS.items():
        if error.errno in numbers:
            return Problem(code, values=values)
    reason = error.strerror or type(error).__name__
    return Problem("export.not_written", values={"file": path.name, "reason": reason})
