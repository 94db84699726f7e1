"""A register of its own with a clock that the test turns, for the tests of routine, duty, requirement and today."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account, AccountStatus, StatusChange
from smdesk.domain.person import Person
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind
from smdesk.operations import opening, requirement
from tests.operations.whole import everything

COORDINATOR = Person(name="Samordnare")


class Clock:
    """The wall clock of the test, set by hand."""

    def __init__(self, text: str) -> None:
        self.set(text)

    def set(self, text: str) -> None:
        """Let it be ”2026-11-24 09:12” in Stockholm."""
        self.moment = datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)

    def __call__(self) -> datetime:
        return self.moment


def begin(folder: Path, clock: Clock) -> Desk:
    """A new register that begins on the clock's day."""
    return opening.begin(folder, office="Söderviks stadsdelsförvaltning", person=COORDINATOR, clock=clock)


def add_account(desk: Desk, name: str = "Seniorhälsan", *, status: AccountStatus = AccountStatus.ACTIVE) -> int:
    """An account with the status since long before."""
    account = desk.store.account.add(
        Account(name=name, platform="facebook", url="https://www.example.org/x", status=status)
    )
    long_ago = desk.today() - timedelta(days=400)
    desk.store.account.statuses.add(StatusChange(account_id=account.id, day=long_ago, status=status))
    return account.id


def ask(desk: Desk, account_id: int, times: str = "09:00 15:00", *, start: date | None = None) -> Requirement:
    """Ask for rounds at `times`, from today on."""
    return requirement.set_requirement(
        desk,
        Requirement(
            account_id=account_id,
            kind=RequirementKind.ROUNDS,
            value=len(times.split()),
            times=times,
            source="Lokal rutin",
            source_kind=SourceKind.LOCAL,
            valid_from=start or desk.today(),
        ),
    )


@contextmanager
def undone_and_redone(desk: Desk):
    """What happens inside is one step: undo gives every table back as it was, and redo as it became."""
    before, steps = everything(desk), len(desk.store.history.undoable)
    yield
    after = everything(desk)
    assert after != before
    assert len(desk.store.history.undoable) == steps + 1
    desk.undo()
    assert everything(desk) == before
    desk.redo()
    assert everything(desk) == after
