"""The rules of the machine that take in lists, and take them away again."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import Base

from smdesk.domain.day_list import DayEvent, Span
from smdesk.domain.sheet import Row, Sheet
from smdesk.operations import day_import, plan_import, transfer
from smdesk.operations.day_import import OpenedDays
from smdesk.operations.transfer import OpenedList

LIST = Path(__file__).parent.parent / "files" / "kontolista-systemexport.csv"


@cache
def opened() -> OpenedList:
    return transfer.open_list(LIST)


class Imports(Base):
    """Somebody reads lists in."""

    @rule()
    def import_list(self) -> None:
        found = transfer.preview_accounts(self.desk, opened()).good
        if found:
            self.do(transfer.import_accounts, opened(), found)

    @rule(n=st.integers(0, 30))
    def import_undo(self, n: int) -> None:
        if one := self.pick(transfer.imports(self.desk), n):
            self.do(transfer.undo_import, one.id)

    @rule(n=st.integers(0, 3), name=st.sampled_from(["Sportlov", "Nämnd"]), away=st.booleans())
    def import_days(self, n: int, name: str, away: bool) -> None:
        """The same events, on other days or with another name each time."""
        today = self.desk.today()
        spans = [Span(day, day + timedelta(days=n), name) for day in sorted({today, today.replace(day=1 + n)})]
        events = [DayEvent(row=row, uid=f"uid-{row}", name=name, spans=spans) for row in (1, 2)]
        found = day_import.in_layer(self.desk, OpenedDays(name, events, *day_import.years(today)))
        preview = day_import.preview_days(found, day_import.known_days(self.desk))
        number = self.do(day_import.import_days, found, preview.good)
        if away and number:
            self.do(day_import.forget_days, number)

    @rule(n=st.integers(0, 3), name=st.sampled_from(["Seniorhälsan", "Parkleken", "Ungdomsrådet", ""]))
    def import_plan(self, n: int, name: str) -> None:
        day = f"2027-01-0{1 + n}"
        rows = [("Konto", "Dag", "Text", "Status"), *((name, day, f"Inlägg {one}", "") for one in range(n))]
        found = OpenedList("plan.csv", [Sheet("plan", [Row(number, cells) for number, cells in enumerate(rows, 1)])])
        preview = plan_import.preview_plan(found, plan_import.known_plan(self.desk))
        self.do(plan_import.import_plan, found, preview.good)
        if n % 2 and (one := self.pick(plan_import.imports(self.desk), n)):
            self.do(plan_import.undo_plan, one.id)
