"""What belongs to the register and not to the machine: names, source labels, grace periods, who works here."""

from datetime import date
from sqlite3 import Connection

from smdesk.domain.person import Person
from smdesk.domain.record import record
from smdesk.domain.workdays import DayKind, SpecialDay, in_order
from smdesk.store.rows import Table


@record(kw_only=True)
class Setting:
    """One named value, as text."""

    id: int = 0
    key: str
    value: str


class Settings:
    """Settings by name, and the people and the special days of the register."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = Table(connection, "setting", Setting)
        self.people = Table(connection, "person", Person)
        self.special_days = Table(connection, "special_day", SpecialDay)

    def get(self, key: str, default: str = "") -> str:
        """The setting's value, or `default` where it has none."""
        found = self._table.find("key = ?", key)
        return found[0].value if found else default

    def put(self, key: str, value: str) -> None:
        """Store the setting's value."""
        found = self._table.find("key = ?", key)
        self._table.save(Setting(id=found[0].id if found else 0, key=key, value=value))

    def people_by_name(self) -> list[Person]:
        """Who has worked here, in the order of their names."""
        return self.people.find(order="name")

    def red_years(self) -> set[int]:
        """The years whose red days have been put in."""
        return {one.day.year for one in self.special_days.find("kind = 'red'")}

    def days_between(self, first: date, last: date) -> list[SpecialDay]:
        """The special days that lie, or come back, from `first` to `last`, both included, in order."""
        days = self.special_days  # each asked for in the order of the index that it is to be found by
        found = days.find("day between ? and ? and repeat = ''", first, last, order="day")
        found += days.find("last_day >= ? and day < ? and repeat = ''", first, first, order="last_day")
        found += days.find("repeat != '' and day <= ?", last, order="repeat")
        return in_order(turn for one in found for turn in one.within(first, last))

    def days_that_count(self) -> list[SpecialDay]:
        """The special days that can make a working day a free one: another one that is worked is only a name."""
        return self.special_days.find("free = 1 or kind in ('red', 'eve')")

    def days_of_kind(self, kind: DayKind) -> list[SpecialDay]:
        """The special days of a kind, whenever they are."""
        return self.special_days.find("kind = ?", kind)

    def calendar_names(self) -> list[str]:
        """The names of the calendars whose days lie in layers of their own."""
        query = "select distinct source from special_day where uid != '' and kind = 'calendar' order by source"
        return [name for (name,) in self._connection.execute(query)]

    def days_of(self, source: str) -> list[SpecialDay]:
        """The special days that came with a calendar."""
        return self.special_days.find("uid != '' and source = ?", source)

    def all(self) -> dict[str, str]:
        """Every setting."""
        return {one.key: one.value for one in self._table.all()}
