"""The phrases that are put into posts."""

from collections.abc import Iterable
from sqlite3 import Connection

from smdesk.domain.phrase import Phrase
from smdesk.store.rows import Table


class Phrases(Table[Phrase]):
    """The phrases, of all accounts and of single ones."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "phrase", Phrase)

    def by_kind(self) -> list[Phrase]:
        """Every phrase, templates first and hashtags last, by name."""
        return self.find(order="kind desc, name, id")

    def for_accounts(self, account_ids: Iterable[int]) -> list[Phrase]:
        """Those for all accounts, and those of any of these, by name."""
        ids = list(account_ids)
        marks = ",".join("?" * len(ids))
        return self.find(f"account_id is null or account_id in ({marks})", *ids, order="name, id")
