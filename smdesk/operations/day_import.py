"""Special days from somebody's calendar: read, looked at, taken as one step or not at all, and taken away again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.day_list import DayEvent, KnownDays, layer_of, preview_events
from smdesk.domain.importing import Candidate, Preview
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.record import record
from smdesk.domain.sheet import Sheet
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.operations.opening import YEARS_AHEAD
from smdesk.operations.transfer import LARGE, Import
from smdesk.words.importing import import_name

_KEY = "days."


@record
class OpenedDays:
    """A calendar that was read: its name, its events, the years that they were read for, and the layer for them."""

    name: str
    events: Sequence[DayEvent]
    first: date
    last: date
    sheets: Sequence[Sheet] = ()
    whole: bool = True
    layer: DayKind = DayKind.CALENDAR


def years(today: date) -> tuple[date, date]:
    """The days that are read of a calendar: the years that the register keeps red days for."""
    return date(today.year - 1, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)


def open_days(path: Path, today: date) -> OpenedDays:
    """Read the .ics at `path`; it may be done beside the window. Raises `BadInputError`; the file is never changed."""
    from smdesk.formats.ics_read import read_days

    found = read_days(path, *years(today))
    return OpenedDays(found.name, found.events, found.first, found.last)


def known_days(desk: Desk) -> list[SpecialDay]:
    """The special days of the years that are read, to be held against a calendar."""
    first, last = years(desk.today())
    return desk.store.setting.days_between(first, last)


def in_layer(desk: Desk, opened: OpenedDays, layer: DayKind | None = None) -> OpenedDays:
    """The calendar with its days in `layer`; by default the one that its days lie in already."""
    return replace(opened, layer=layer or layer_of(opened.name, desk.store.setting.days_of(opened.name)))


def preview_days(opened: OpenedDays, known: Sequence[SpecialDay]) -> Preview:
    """What taking the calendar would do; it needs no desk, and may be done beside the window."""
    return preview_events(opened.events, known, opened.name, opened.layer)


def import_days(desk: Desk, opened: OpenedDays, candidates: Sequence[Candidate]) -> int:
    """Take the events of `candidates` as one step, or none of them. Gives the calendar's number, for `forget_days`.

    An event that was taken before is changed by its UID, not doubled. `RefusedError` when nothing is left to do.
    """
    rows = {one.row for one in candidates}
    register = KnownDays(known_days(desk))
    changes = [register.changes(one, opened.name, opened.layer) for one in opened.events if one.row in rows]
    changes = [one for one in changes if not one.is_nothing]
    if not changes:
        raise RefusedError(Problem("days.all_known"))
    found = _calendars(desk)
    number = next((key for key, (_, name) in found.items() if name == opened.name), max(found, default=0) + 1)
    table = desk.store.setting.special_days
    large = sum(len(one.add) + len(one.change) + len(one.remove) for one in changes) > LARGE * 5
    with desk.step("days.import", import_name(number), final=large):
        desk.store.setting.put(f"{_KEY}{number}", f"{desk.now().isoformat()} {opened.name}")
        table.add_many([day for one in changes for day in one.add])
        for one in changes:
            for day in one.change:
                table.change(day)
            for day_id in one.remove:
                table.remove(day_id)
    return number


def _calendars(desk: Desk) -> dict[int, tuple[datetime, str]]:
    """The calendars that were read, by number: when last, and their names."""
    found = {}
    for key, value in desk.store.setting.all().items():
        if key.startswith(_KEY):
            at, _, name = value.partition(" ")
            found[int(key.removeprefix(_KEY))] = (datetime.fromisoformat(at), name)
    return found


def calendars(desk: Desk) -> list[Import]:
    """The calendars that days are left of, newest first; the count is of events."""
    found = []
    for number, (at, name) in _calendars(desk).items():
        events = {one.uid for one in _of_source(desk, name)}
        found.append(Import(number, at, name, len(events)))
    return sorted((one for one in found if one.count), key=lambda one: one.at, reverse=True)


def forget_days(desk: Desk, number: int) -> int:
    """Take away every day that came from a calendar, as one step. Gives of how many events; `RefusedError` for none."""
    _, name = _calendars(desk).get(number, (None, ""))
    days = _of_source(desk, name)
    if not days:
        raise RefusedError(Problem("days.gone"))
    with desk.step("days.forget", import_name(number), final=len(days) > LARGE * 5):
        for one in days:
            desk.store.setting.special_days.remove(one.id)
    return len({one.uid for one in days})


def _of_source(desk: Desk, name: str) -> list[SpecialDay]:
    return desk.store.setting.days_of(name)
