"""What has come in, what happened to it, and the answers kept for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from smdesk.domain.inbound import EventKind, Inbound, InboundEvent, InboundState
from smdesk.domain.inbound_filter import TAKEN_AWAY, InboundFilter
from smdesk.domain.saved_reply import FormerReply, SavedReply
from smdesk.domain.text import caseless
from smdesk.store.rows import Table, Value, from_text, to_text

_OPEN = f"state != '{InboundState.DONE}'"
_TO_REGISTER = "registration = 'yes' and dnr = ''"
_PART = 500  # values of one question


def _fold(row: Inbound) -> str:
    return caseless("\n".join((row.text, row.summary, row.link, row.sender, row.dnr, row.handled_with, row.note)))


def _with_words(text: str) -> tuple[str, list[object]]:
    """The condition that every word of `text` is in an item, the longest first: it leaves the fewest."""
    words: list[object] = [*sorted(caseless(text).split(), key=len, reverse=True)]
    return " and ".join(["instr(fold, ?) > 0"] * len(words)) or "1", words


def _asked(chosen: InboundFilter, text: str) -> tuple[str, list[object]]:
    """The condition that a filter and the words of a text make, but for whether an item is open or recent."""
    where, values = _with_words(text)
    if chosen.is_to_register:
        where = f"{_TO_REGISTER} and {where}"
    if chosen.is_taken_away:
        where = f"handling in ({','.join('?' * len(TAKEN_AWAY))}) and {where}"
        values = [*TAKEN_AWAY, *values]
    if chosen.account_id:
        where, values = f"account_id = ? and {where}", [chosen.account_id, *values]
    return where, values


def _done(where: str, values: list[object], chosen: InboundFilter, since: datetime) -> tuple[str, list[object]]:
    """The same condition for what is done."""
    if not chosen.is_recent:
        return f"state = '{InboundState.DONE}' and {where}", values
    return f"came_in_at >= ? and state = '{InboundState.DONE}' and {where}", [since, *values]


class CameIn(NamedTuple):
    """When something came in on an account and was done with; `away` is what happened to it, if it was forwarded."""

    account_id: int
    category: str
    came_in_at: datetime
    done_at: datetime | None
    away: Sequence[InboundEvent]


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

    def listed(self, chosen: InboundFilter, since: datetime, text: str = "", *, limit: int) -> list[Inbound]:
        """What a filter and every word of `text` leave: what is open, the oldest first, then what is done, the newest
        first, at most `limit` of each; of what is done nothing from before `since` where what is recent is asked for.
        """
        where, values = _asked(chosen, text)
        found = self.find(f"{_OPEN} and {where}", *values, order="came_in_at, id", limit=limit)
        if chosen.is_open:
            return found
        where, values = _done(where, values, chosen, since)
        return found + self.find(where, *values, order="came_in_at desc, id desc", limit=limit)

    def count_listed(self, chosen: InboundFilter, since: datetime, text: str = "") -> int:
        """How many items `listed` would give without a limit."""
        where, values = _asked(chosen, text)
        found = self.count(f"{_OPEN} and {where}", *values)
        if chosen.is_open:
            return found
        where, values = _done(where, values, chosen, since)
        return found + self.count(where, *values)

    def newest(self, text: str = "", *, since: datetime | None = None, limit: int = -1) -> list[Inbound]:
        """Items that came in from `since` on, the newest first, in which every word of `text` is, whatever its case."""
        where, values = _with_words(text)
        if since is not None:
            where, values = f"came_in_at >= ? and {where}", [since, *values]
        return self.find(where, *values, order="came_in_at desc, id desc", limit=limit)

    def came_in_since(self, since: datetime) -> list[CameIn]:
        """The times of what came in from `since` on, and of when it was elsewhere, without its texts."""
        rows = self._connection.execute(
            "select id, account_id, category, came_in_at, coalesce(replied_at, closed_at) from inbound "
            "where came_in_at >= ?",
            (to_text(since),),
        ).fetchall()
        away: dict[int, list[InboundEvent]] = {}
        forwarded = "select inbound_id from inbound_event where kind = ? and at >= ?"
        where = f"inbound_id in ({forwarded})"
        for one in self.events.find(where, EventKind.FORWARDED, since, order="id"):
            away.setdefault(one.inbound_id, []).append(one)
        return [
            CameIn(account_id, category, from_text(at), from_text(done) if done else None, away.get(row_id, []))
            for row_id, account_id, category, at, done in rows
        ]

    def last(self) -> Inbound | None:
        """The one that was registered last, whenever it came in."""
        return next(iter(self.find(order="id desc", limit=1)), None)

    def last_protected(self) -> Inbound | None:
        """The protected one that was registered last."""
        return next(iter(self.find("is_protected", order="id desc", limit=1)), None)

    def of_account(self, account_id: int) -> list[Inbound]:
        """Everything that came in on an account, the newest first."""
        return self.find("account_id = ?", account_id, order="came_in_at desc, id desc")

    def newest_of(self, account_id: int, limit: int) -> list[Inbound]:
        """What came in last on an account, the newest first."""
        return self.find("account_id = ?", account_id, order="came_in_at desc, id desc", limit=limit)

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

    def count_to_register(self) -> int:
        """How many items must be registered and have no number yet."""
        return self.count(_TO_REGISTER)

    def count_open_of(self, account_id: int) -> int:
        """How many of an account's items are still to be handled."""
        return self.count(f"account_id = ? and {_OPEN}", account_id)

    def count_to_register_of(self, account_id: int) -> int:
        """How many of an account's items must be registered and have no number yet."""
        return self.count(f"account_id = ? and {_TO_REGISTER}", account_id)

    def numbers_of(self, account_id: int) -> list[str]:
        """The numbers in the register of what came in on an account, each once, the oldest first."""
        asked = "select dnr from inbound where account_id = ? and dnr != '' group by dnr order by min(came_in_at)"
        return [dnr for (dnr,) in self._connection.execute(asked, (account_id,))]
