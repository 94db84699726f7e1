"""Requirements, pauses, ticks and the other duties."""

from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection

from smdesk.domain.duty import Duty, DutyDone
from smdesk.domain.routine import Pause, Requirement, Tick
from smdesk.store.rows import Table


class Routine(Table[Tick]):
    """The ticks, and beside them what they follow from."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "tick", Tick)
        self.requirements = Table(connection, "requirement", Requirement)
        self.pauses = Table(connection, "pause", Pause)
        self.duties = Table(connection, "duty", Duty)
        self.done = Table(connection, "duty_done", DutyDone)

    def between(self, first: date, last: date) -> list[Tick]:
        """The ticks of the days, of every account."""
        return self.find("day between ? and ?", first, last)

    def made_between(self, first: date, last: date) -> set[tuple[int, date, str]]:
        """Which rounds of the days were made, of every account: account, day and slot."""
        rows = self._connection.execute(
            "select account_id, day, slot from tick where day between ? and ?", (first.isoformat(), last.isoformat())
        )
        return {(account_id, date.fromisoformat(day), slot) for account_id, day, slot in rows}

    def of_round(self, account_id: int, day: date, slot: str) -> Tick | None:
        """The tick of one round, if it was made."""
        found = self.find("account_id = ? and day = ? and slot = ?", account_id, day, slot)
        return found[0] if found else None

    def requirements_of(self, account_id: int) -> list[Requirement]:
        """Every requirement that the account has or has had, the newest first."""
        return self.requirements.find("account_id = ?", account_id, order="valid_from desc, id desc")

    def requirements_from(self, day: date) -> list[Requirement]:
        """What holds on `day` or later, account by account."""
        return self.requirements.find("valid_to is null or valid_to >= ?", day, order="account_id, id")

    def newest_pauses(self) -> list[Pause]:
        """Every pause and absence, the newest first."""
        return self.pauses.find(order="first_day desc, id desc")

    def duties_from(self, day: date) -> list[Duty]:
        """The duties that are asked for on `day` or later."""
        return self.duties.find("ends_on is null or ends_on >= ?", day)

    def duties_ended_before(self, day: date) -> list[Duty]:
        """The duties whose last day is before `day`, the newest first."""
        return self.duties.find("ends_on < ?", day, order="ends_on desc, id desc")

    def forms_of(self, duty: Duty) -> list[Duty]:
        """The duty in every form it has had: its days may have been changed."""
        return self.duties.find("key = ?", duty.key) if duty.key else [duty]

    def done_of(self, duty_id: int, first: date, last: date) -> list[DutyDone]:
        """What was done of one duty's turns that fell due on the days."""
        return self.done_within({duty_id: (first, last)}).get(duty_id, [])

    def done_within(self, spans: Mapping[int, tuple[date, date]]) -> dict[int, list[DutyDone]]:
        """By duty, what was done of its turns that fell due from the first to the last of its days."""
        if not spans:
            return {}
        asked = ", ".join(["(?, ?, ?)"] * len(spans))
        tail = f"join (values {asked}) on duty_id = column1 and due_on between column2 and column3 order by id"
        found: dict[int, list[DutyDone]] = {}
        for one in self.done.select(tail, *(each for duty_id, span in spans.items() for each in (duty_id, *span))):
            found.setdefault(one.duty_id, []).append(one)
        return found
