"""Days that rules name for every year: the flag days, and the year wheel that can be laid into the calendar."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind
from smdesk.domain.text import fold
from smdesk.domain.workdays import DayKind, SpecialDay, in_order
from smdesk.domain.yearly import YearDay
from smdesk.resources import read_toml
from smdesk.words.special_day import wheel_source

_RULE = ("on", "easter", "week", "weekday", "days")


def _year_day(found: dict[str, Any]) -> YearDay:
    rule = {key: found[key] for key in _RULE if key in found}
    return YearDay(name=found["name"], start=found.get("from", ""), **rule)


@cache
def flag_days(year: int) -> tuple[SpecialDay, ...]:
    """The public flag days of a year by förordning 1982:270, with the election days that are known.

    They are computed, not kept: they have no id, and are nobody's to change. An election's day tells what it rests on.
    """
    rules = read_toml("rules/flag_days.toml")
    found = {(day.first(year), day.name, rules["source"]) for day in map(_year_day, rules["days"])}
    elections = read_toml("rules/elections.toml")["elections"]
    found |= {
        (one["day"], one["name"], f"{rules['source']}; {wheel_source(SourceKind(one['kind']), one['source'])}")
        for one in elections
        if one["day"].year == year
    }
    return tuple(
        SpecialDay(day=day, name=name, kind=DayKind.FLAG, source=source) for day, name, source in sorted(found)
    )


def layers(desk: Desk) -> list[str]:
    """The keys of the layers that there are, the weightiest first: each kind, then each calendar that was read in."""
    own = [kind.value for kind in DayKind if kind is not DayKind.CALENDAR]
    return [*own, *(f"{DayKind.CALENDAR}:{name}" for name in desk.store.setting.calendar_names())]


@record(kw_only=True)
class WheelRow:
    """A row of the year wheel that comes with smdesk: the day as it would be laid in, and what it rests on.

    `known` when a day of that name lies in the year wheel already.
    """

    number: int
    day: SpecialDay
    source_kind: SourceKind
    known: bool


def year_wheel(desk: Desk) -> list[WheelRow]:
    """The year wheel to begin with, by the next time each row comes, today included."""
    today = desk.today()
    known = {fold(one.name) for one in desk.store.setting.days_of_kind(DayKind.YEAR)}
    rows = []
    for number, found in enumerate(read_toml("rules/year_wheel.toml")["wheel"]):
        rule = _year_day(found)
        year = next(year for year in (today.year, today.year + 1) if rule.first(year) >= today)
        day = SpecialDay(
            day=rule.first(year),
            last_day=rule.last(year) if rule.days > 1 else None,
            name=rule.name,
            kind=DayKind.YEAR,
            source=found.get("source", ""),
            repeat=rule.repeat,
        )
        kind = SourceKind(found.get("kind", SourceKind.PROPOSAL))
        rows.append(WheelRow(number=number, day=day, source_kind=kind, known=fold(day.name) in known))
    return sorted(rows, key=lambda one: (one.day.day, one.number))


def lay_wheel(desk: Desk, numbers: Collection[int]) -> Sequence[SpecialDay]:
    """Lay the chosen rows of the year wheel into the calendar, as one step; each is then hers to change or remove.

    What lies there already is left alone. `RefusedError` when nothing is left to do.
    """
    rows = [one for one in year_wheel(desk) if one.number in numbers and not one.known]
    if not rows:
        raise RefusedError(Problem("wheel.nothing"))
    with desk.step("wheel.lay"):
        return [desk.store.setting.special_days.add(_labelled(one)) for one in rows]


def _labelled(row: WheelRow) -> SpecialDay:
    """The day with what it rests on in words, since that stays with it."""
    return replace(row.day, source=wheel_source(row.source_kind, row.day.source))


def days_on_screen(desk: Desk, first: date, last: date) -> list[SpecialDay]:
    """All that is special from `first` to `last`, both included, in order: what is kept, and the flag days."""
    flags = [one for year in range(first.year, last.year + 1) for one in flag_days(year) if first <= one.day <= last]
    return in_order([*desk.store.setting.days_between(first, last), *flags])
