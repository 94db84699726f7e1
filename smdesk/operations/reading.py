"""Read a register that a window may be at work in: over a copy, so that nothing is held on it or done to it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from smdesk.desk import Desk, stockholm_now
from smdesk.operations import opening
from smdesk.store.backup_copy import copied


@contextmanager
def read_desk(folder: Path, clock: Callable[[], datetime] = stockholm_now) -> Iterator[Desk]:
    """The desk over a copy of the register in `folder`, where an older one is migrated; what is done to it is lost.

    The evidence is not copied: it lies in `folder`. `CannotOpenError` says what is wrong with the register.
    """
    with copied(folder) as place, closing(opening.open_desk(place, clock=clock)) as desk:
        yield desk
