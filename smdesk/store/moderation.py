"""The log of moderation: entries that are only added to, and beside them the free texts, which can be purged."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, DatabaseError

from smdesk.domain.inbound import Handling, Inbound
from smdesk.domain.moderation import Action, Entry, FreeText
from smdesk.store import file
from smdesk.store.rows import Table


class ModerationTable(Table[Entry]):
    """The entries; `texts`, the free texts of those that have not been purged. Neither has a way to be changed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "moderation", Entry)
        self.texts = Table(connection, "moderation_text", FreeText)
        self._items = Table(connection, "inbound", Inbound)

    def write(self, entry: Entry, texts: Iterable[FreeText]) -> Entry:
        """Add an entry, with its free texts, at the end of the log."""
        kept = self.add(entry)
        self.texts.add_many(list(texts))
        return kept

    def has(self, inbound_id: int, action: Action) -> bool:
        """Whether the log tells that this was done with the item."""
        return bool(self.count("inbound_id = ? and action = ?", inbound_id, action))

    def rests_on(self, sha256: str) -> bool:
        """Whether a file is the evidence of an entry."""
        return bool(self.count("instr(evidence, ?)", sha256))

    def unlogged(self) -> list[Inbound]:
        """Items that say they were hidden, removed or the sender blocked, which no entry tells of."""
        handlings = ", ".join(f"'{one}'" for one in Handling if one.is_moderation)
        told = "select 1 from moderation where inbound_id = inbound.id and action = inbound.handling"
        return self._items.find(f"handling in ({handlings}) and not exists ({told})")

    def unreadable(self) -> list[int]:
        """The rows' numbers of entries that no program of ours has written."""
        found = []
        for (row_id,) in self._connection.execute("select id from moderation order by id").fetchall():
            try:
                self.get(row_id)
            except (ValueError, TypeError):
                found.append(int(row_id))
        return found


def head_in(register: Path) -> str:
    """The head of the log in a copy of the register, as text; empty where there is none, or it cannot be read."""
    query = "select number || ' ' || digest from moderation order by number desc limit 1"
    try:
        with closing(file.connect(register, read_only=True)) as connection:
            found = connection.execute(query).fetchone()
    except (DatabaseError, OSError):  # an older copy has no such table
        return ""
    return str(found[0]) if found else ""
