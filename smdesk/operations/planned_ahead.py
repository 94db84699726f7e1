"""How much is planned ahead, against the share that the city recommends."""

from datetime import date
from functools import cache

from smdesk.desk import Desk
from smdesk.domain.account import OPEN, Account, by_account
from smdesk.domain.planned_ahead import Ahead, Period, ahead, together, weeks_of
from smdesk.domain.record import record
from smdesk.resources import read_toml


@record
class Share:
    """How much should be planned ahead, in per cent and in words, and who says so."""

    percent: int
    words: str
    source: str


@cache
def recommended() -> Share:
    """What the city recommends, from resources/rules/planned_ahead.toml."""
    found = read_toml("rules/planned_ahead.toml")
    return Share(found["percent"], found["words"], found["source"])


@record(kw_only=True)
class PlannedAhead:
    """A period's first and last day, each account in use with its share, and all of them together."""

    first: date
    last: date
    rows: list[tuple[Account, Ahead]]
    whole: Ahead


def planned(desk: Desk, period: Period) -> PlannedAhead:
    """How much of a period is planned. An account that is at rest, or paused for a week, is asked for nothing then."""
    weeks = weeks_of(period, desk.today())
    first, last = weeks[0][0], weeks[-1][-1]
    placed = by_account(desk.store.post.between(first, last))
    requirements = by_account(desk.store.routine.requirements.all())
    pauses = desk.store.routine.pauses.all()
    rows = []
    for account in desk.store.account.all():
        own = [one.post for one in placed.get(account.id, ())]
        if account.status in OPEN or own:
            rows.append((account, ahead(account, own, requirements.get(account.id, ()), pauses, weeks)))
    return PlannedAhead(first=first, last=last, rows=rows, whole=together(one for _, one in rows))
