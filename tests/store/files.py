"""Registers in the tests of the store: one that was begun, what it holds in bytes, and who may write to it."""

import hashlib
import os
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError
from smdesk.operations import opening

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
NOBODY = 65534


def begin(folder: Path) -> Desk:
    person = Person(name="Samordnare")
    return opening.begin(folder, office="Söderviks stadsdelsförvaltning", person=person, clock=lambda: NOW)


def digest(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()}


def code_of(folder: Path) -> str:
    """Why the register cannot be opened."""
    with pytest.raises(CannotOpenError) as found:
        opening.open_desk(folder, clock=lambda: NOW)
    return found.value.problems[0].code


@contextmanager
def as_ordinary_user():
    """Root may write anything; the file's permissions mean something to everyone else."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def handles(path: Path) -> int:
    """How many of this process' open files are `path`."""
    return sum(os.path.realpath(one) == str(path) for one in Path("/proc/self/fd").iterdir())
