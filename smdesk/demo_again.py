"""The demo world anew: it stands at the day it was written, so one that nobody has worked in is written again."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from smdesk.demo import write_demo
from smdesk.desk import Desk
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import backup
from smdesk.operations.opening import is_demo, is_new, open_desk
from smdesk.store import file
from smdesk.store.backup_evidence import evidence_of

_NOT_HERS = ("restore", "special_days", "backup.name")
"""Steps that smdesk makes by itself, or that put a world here."""


def freshen(folder: Path, *, now: datetime) -> None:
    """Write the demo world in `folder` when there is none, and again when it is older than today and untouched.

    Nothing else is ever replaced: neither a world that somebody has worked in nor a register that is no demo world.
    With the folder's lock held. Raises as `write_demo`, and `CannotSaveError` when the disk is in the way.
    """
    if is_new(folder):
        write_demo(folder, now=now)
        return
    try:
        with closing(open_desk(folder, clock=lambda: now)) as desk:
            replace = is_demo(desk) and desk.may_write and not _is_touched(desk) and _written(desk) < now
    except CannotOpenError:
        return  # the window tells what is wrong with it
    if replace:
        with TemporaryDirectory(prefix="smdesk-") as place:
            kept = backup.restore_files(folder, _new(Path(place), now), now).kept
        if kept:
            kept.unlink()  # it held nothing of hers
        named = evidence_of(folder / file.NAME)
        for path in (folder / file.EVIDENCE).iterdir():
            if path.name not in named:
                path.unlink()


def lay_new(folder: Path, now: datetime) -> backup.Laid:
    """A new demo world, laid beside the register of `folder` for `backup.restore_laid`; beside the window."""
    with TemporaryDirectory(prefix="smdesk-") as place:
        return backup.lay_beside(folder, _new(Path(place), now))


def _new(place: Path, now: datetime) -> Path:
    write_demo(place / "exempel", now=now)
    return place / "exempel" / file.NAME


def _written(desk: Desk) -> datetime:
    """The end of the day on which the world was written."""
    (last,) = desk.store.journal.find("step = 'demo'", order="id desc", limit=1)
    return last.at.astimezone(desk.now().tzinfo).replace(hour=23, minute=59, second=59)


def _is_touched(desk: Desk) -> bool:
    """Whether anything was done after the world was written."""
    own = ", ".join("?" for _ in _NOT_HERS)
    later = "id > (select max(id) from journal where step = 'demo')"
    return desk.store.journal.count(f"{later} and step not in ({own})", *_NOT_HERS) > 0
