"""Accounts, their status history and their basinformation."""

from datetime import date, datetime
from sqlite3 import Connection

from smdesk.domain.account import Account, BasicItem, StatusChange
from smdesk.domain.group import AccountGroup, GroupMember
from smdesk.store.rows import Table, from_text


class Accounts(Table[Account]):
    """The register of accounts."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "account", Account)
        self.statuses = Table(connection, "account_status", StatusChange)
        self.basic = Table(connection, "basic_item", BasicItem)
        self.groups = Table(connection, "account_group", AccountGroup)
        self.members = Table(connection, "account_group_member", GroupMember)

    def of_import(self, import_id: int) -> list[Account]:
        """The accounts that one import brought in."""
        return self.find("import_id = ?", import_id)

    def become(self, account: Account, day: date, set_by: str = "", reason: str = "") -> None:
        """Store the account with another status, which it has from `day` on."""
        self.change(account)
        self.statuses.add(
            StatusChange(account_id=account.id, day=day, status=account.status, set_by=set_by, reason=reason)
        )

    def since(self, account: Account) -> StatusChange | None:
        """When the account got the status that it has; None where that is not known."""
        found = self.statuses.find("account_id = ?", account.id, order="day desc, id desc", limit=1)
        return found[0] if found and found[0].status is account.status else None

    def statuses_of(self, account_id: int) -> list[StatusChange]:
        """Each status that the account got, oldest first."""
        return self.statuses.find("account_id = ?", account_id)

    def hanging_on(self, account_id: int) -> dict[str, int]:
        """How many placements, ticks, procedures, items that came in and entries of moderation it has, by table."""
        tables = ("placement", "tick", "procedure", "inbound", "moderation")
        counts = ", ".join(f"(select count(*) from {table} where account_id = :id)" for table in tables)
        row = self._connection.execute(f"select {counts}", {"id": account_id}).fetchone()
        return dict(zip(tables, row, strict=True))

    def basic_of(self, account_id: int) -> list[BasicItem]:
        """The items of basinformation that have been looked at."""
        return self.basic.find("account_id = ?", account_id)

    def members_of(self, group_id: int) -> list[GroupMember]:
        """The accounts of a group."""
        return self.members.find("group_id = ?", group_id)

    def members_by_name(self) -> list[GroupMember]:
        """The accounts of every group, in the order of the accounts' names."""
        return self.members.select("join account on account.id = account_id order by account.name, account.id")

    def last_published(self) -> dict[int, datetime]:
        """Per account, when its newest post that is marked published here went out."""
        rows = self._connection.execute(
            "select account.id, (select max(published_at) from placement where account_id = account.id) from account"
        )
        return {row[0]: from_text(row[1]) for row in rows if row[1]}
