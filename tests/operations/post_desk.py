"""A desk with four accounts and posts on them, for the tests of what can be done with a post."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import RefusedError
from smdesk.operations import opening
from smdesk.operations.post import Publication
from smdesk.store.evidence import KeptFile
from tests.operations.whole import everything

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
IMAGE = KeptFile("ab" * 32, "jpg", "parken.jpg", 1000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    for name, status in (
        ("Huvudsidan", AccountStatus.ACTIVE),
        ("Seniorhälsan", AccountStatus.ACTIVE),
        ("Solen", AccountStatus.CLOSED),
        ("Ungdomsrådet", AccountStatus.APPLIED),
    ):
        made.store.account.add(Account(name=name, status=status))
    made.store.history.undoable.clear()
    yield made
    made.close()


@contextmanager
def undone(desk: Desk, name: str) -> Iterator[None]:
    """What happens inside is one step called `name`; undo and redo restore every table."""
    before, count = everything(desk), len(desk.store.history.undoable)
    yield
    after = everything(desk)
    assert after != before
    assert len(desk.store.history.undoable) == count + 1
    assert desk.undo().name == name
    assert everything(desk) == before
    desk.redo()
    assert everything(desk) == after


@contextmanager
def refused(desk: Desk, code: str) -> Iterator[None]:
    before = everything(desk)
    with pytest.raises(RefusedError, match=re.escape(code)):
        yield
    assert everything(desk) == before


def planned(desk: Desk, *accounts: int, state=PostState.APPROVED, **fields) -> Post:
    made = desk.store.post.add(Post(**{"text": "Öppet hus", "day": TUESDAY, "time": "11:00", "state": state} | fields))
    for account in accounts:
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account))
    desk.store.history.undoable.clear()
    return made


def out(account: int, hour: int = 11, **more) -> Publication:
    return Publication(account_id=account, at=NOW.replace(hour=hour), **more)
