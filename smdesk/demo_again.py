"""The demo world anew: it stands at the day it was written, so one that nobody has worked in is written again."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from smdesk.demo import write_demo
from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import backup
from smdesk.operations.opening import is_demo, is_new, open_desk
from smdesk.store import file
from smdesk.store.backup_evidence import evidence_of

_NOT_HERS = frozenset({"restore", "special_days", "backup.name"})
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
            replace = is_demo(desk) and desk.may_write and _is_old_and_untouched(desk)
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


def _is_old_and_untouched(desk: Desk) -> bool:
    """Whether the world was written on a day before today, and nothing was done in it since."""
    written = desk.store.journal.newest_of("demo")
    if written is None or local_day(written.at) >= desk.today():
        return False
    return desk.store.journal.steps_after(written) <= _NOT_HERS
