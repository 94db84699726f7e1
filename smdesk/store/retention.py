"""The gallringsbeslut that were entered, and what was purged under them."""

from sqlite3 import Connection

from smdesk.domain.retention import Decision, PurgeRecord
from smdesk.store.rows import Table


class RetentionTable(Table[Decision]):
    """The decisions; `records`, what was purged under them."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "retention_decision", Decision)
        self.records = Table(connection, "purge_record", PurgeRecord)

    def newest(self) -> list[Decision]:
        """Every decision, the newest first."""
        return self.find(order="decided_on desc, id desc")

    def is_used(self, decision_id: int) -> bool:
        """Whether anything was purged under a decision."""
        return bool(self.records.count("decision_id = ?", decision_id))
