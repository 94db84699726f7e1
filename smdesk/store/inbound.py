"""What has come in, what happened to it, and the answers kept for it."""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection

from smdesk.domain.inbound import Inbound, InboundEvent, InboundState
from smdesk.domain.saved_reply import FormerReply, SavedReply
from smdesk.domain.text import caseless
from smdesk.store.rows import Table, Value

_OPEN = f"state != '{InboundState.DONE}'"
_TO_REGISTER = "registration = 'yes' and dnr = ''"
_PART = 500  # values of one question


def _fold(row: Inbound) -> str:
    return caseless("\n".join((row.text, row.summary, row.link, row.sender, row.dnr, row.handled_with, row.note)))


class SavedReplies(Table[SavedReply]):
    """The saved answers; `former`, what they have said before."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "saved_reply", SavedReply)
        self.former = Table(connection, "saved_reply_text", FormerReply)

    def by_name(self) -> list[SavedReply]:
        """Every one, by name."""
        return self.find(order="name, id")

    def usable(self, category: str, account_id: int) -> list[SavedReply]:
        """Those of a category, then those for all of them, of one account or of any, by name."""
        where = "category in (?, '') and (account_id is null or account_id = ?)"
        return self.find(where, category, account_id, order="category = '', name, id")

    def former_of(self, reply_id: int) -> list[FormerReply]:
        """What one has said before, the newest first."""
        return self.former.find("reply_id = ?", reply_id, order="id desc")


class InboundTable(Table[Inbound]):
    """The items; `events`, what happened to them, and `replies`, the saved answers."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "inbound", Inbound)
        self.events = Table(connection, "inbound_event", InboundEvent)
        self.replies = SavedReplies(connection)

    def _values(self, row: Inbound) -> dict[str, Value]:
        return super()._values(row) | {"fold": _fold(row)}

    def opened(self) -> list[Inbound]:
        """What is still to be handled, the oldest first."""
        return self.find(_OPEN, order="came_in_at, id")

    def to_register(self) -> list[Inbound]:
        """What must be registered and has no number yet, the oldest first."""
        return self.find(_TO_REGISTER, order="came_in_at, id")

    def newest(self, text: str = "", *, since: datetime | None = None, limit: int = -1) -> list[Inbound]:
        """Items that came in from `since` on, the newest first, in which every word of `text` is, whatever its case."""
        where, values = ["1"] if since is None else ["came_in_at >= ?"], [] if since is None else [since]
        words = sorted(caseless(text).split(), key=len, reverse=True)
        where += ["instr(fold, ?) > 0"] * len(words)
        return self.find(" and ".join(where), *values, *words, order="came_in_at desc, id desc", limit=limit)

    def last(self) -> Inbound | None:
        """The one that was registered last, whenever it came in."""
        return next(iter(self.find(order="id desc", limit=1)), None)

    def last_protected(self) -> Inbound | None:
        """The protected one that was registered last."""
        return next(iter(self.find("is_protected", order="id desc", limit=1)), None)

    def of_account(self, account_id: int) -> list[Inbound]:
        """Everything that came in on an account, the newest first."""
        return self.find("account_id = ?", account_id, order="came_in_at desc, id desc")

    def of_thread(self, thread_id: int) -> list[Inbound]:
        """The items of one conversation, the oldest first."""
        return self.find("thread_id = ?", thread_id, order="came_in_at, id")

    def happened(self, ids: Iterable[int]) -> dict[int, list[InboundEvent]]:
        """By item, what happened to it, the oldest first."""
        wanted, found = list(ids), dict[int, list[InboundEvent]]()
        for start in range(0, len(wanted), _PART):
            part = wanted[start : start + _PART]
            for one in self.events.find(f"inbound_id in ({','.join('?' * len(part))})", *part, order="id"):
                found.setdefault(one.inbound_id, []).append(one)
        return found

    def count_open(self) -> int:
        """How many items are still to be handled."""
        return self.count(_OPEN)

    def count_open_of(self, account_id: int) -> int:
        """How many of an account's items are still to be handled."""
        return self.count(f"account_id = ? and {_OPEN}", account_id)
