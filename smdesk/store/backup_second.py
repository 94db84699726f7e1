"""The second folder, on a shared disk: each register has a folder of its own there, with its copies and evidence."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from smdesk.domain.problem import Problem, Severity
from smdesk.store import file
from smdesk.store.backup import BackupFile, copies_in, thin
from smdesk.store.backup_copy import copy_whole, reason, sweep_place

_OWN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}")
_LONGEST = 40  # letters of the office's name


def new_name(office: str) -> str:
    """A name for a register's own folder that no other register has, and that a person recognises."""
    plain = unicodedata.normalize("NFKD", office.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST].strip("-")
    return f"{words or 'register'}-{os.urandom(4).hex()}"


def is_name(text: str) -> bool:
    """Whether `text` is a name that `new_name` gives: a register from outside may hold any text in its place."""
    return bool(_OWN.fullmatch(text))


def copies(second: Path, name: str = "") -> Iterator[BackupFile]:
    """The copies that lie in `second` of the register called `name`, or of every register."""
    with suppress(OSError):  # a disk that is not there has no copies
        for place in [second / name] if name else sorted(second.iterdir()):
            if is_name(place.name) and place.is_dir():
                yield from (replace(one, elsewhere=place.name) for one in copies_in(place))


def copy_beside(source: Path, evidence: Iterable[Path], second: Path, name: str, now: datetime) -> list[Problem]:
    """Put a settled copy, and the evidence that is not there yet, in the register's own folder; thin that as at home.

    Only what lies inside `second` is made: a disk that is not there would else be made up on this one. Gives a
    warning when it cannot be reached.
    """
    place = second / name
    try:
        if not second.is_dir():
            raise FileNotFoundError(second)
        for one in (place, place / file.EVIDENCE):
            one.mkdir(exist_ok=True)
            sweep_place(one)
        for one in evidence:
            target = place / file.EVIDENCE / one.name
            if one.is_file() and not (target.is_file() and target.stat().st_size == one.stat().st_size):
                copy_whole(one, target)
        copy_whole(source, place / source.name)
        thin(place, now)
    except OSError as error:
        return [Problem("backup.second_folder", Severity.WARN, {"folder": str(second), "why": reason(error)})]
    return []
