"""Words about special days: their layers, how they come back, and what is wrong with one."""

from collections.abc import Sequence
from datetime import date

from smdesk.domain.routine import SourceKind
from smdesk.domain.text import fold
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.domain.yearly import Repeat
from smdesk.words.dates import long_day

STEPS = {
    "special_day": "ändra en särskild dag",
    "special_day.add": "lägg till särskild dag",
    "special_day.remove": "ta bort särskild dag",
    "wheel.lay": "lägg in årshjulet",
}

PROBLEMS = {
    "special_day.name": "Ange vad dagen heter.",
    "special_day.twice": "{name} finns redan den dagen.",
    "special_day.fixed": "{name} följer av almanackan och kan inte ändras eller tas bort. "
    "Du kan välja om dagen är ledig.",
    "special_day.gone": "Dagen finns inte längre.",
    "special_day.ends_before": "Sista dagen är före den första.",
    "special_day.too_long": "Det är längre än {count} dagar.",
    "special_day.layer": "Röda dagar, aftnar och flaggdagar följer av almanackan. Välj ett annat lager.",
    "special_day.repeat_free": "Det som återkommer varje år är en påminnelse och kan inte vara ledigt. "
    "Lägg in den lediga dagen för sig.",
    "wheel.nothing": "Raderna du valt finns redan i årshjulet. Inget är inlagt.",
}

LAYERS = {
    DayKind.RED: "Röda dagar",
    DayKind.EVE: "Aftnar",
    DayKind.FLAG: "Flaggdagar",
    DayKind.LEAVE: "Lov",
    DayKind.MEETING: "Nämndmöten",
    DayKind.CAMPAIGN: "Kampanjer",
    DayKind.OWN: "Egna händelser",
    DayKind.YEAR: "Årshjul",
    DayKind.CALENDAR: "Inlästa kalendrar",
}

KINDS = {
    DayKind.RED: "röd dag",
    DayKind.EVE: "afton",
    DayKind.FLAG: "flaggdag",
    DayKind.LEAVE: "lov",
    DayKind.MEETING: "nämndmöte",
    DayKind.CAMPAIGN: "kampanj",
    DayKind.OWN: "egen händelse",
    DayKind.YEAR: "årshjul",
    DayKind.CALENDAR: "inläst kalender",
}
"""What a single day of each layer is."""

REPEATS = {
    Repeat.NO: "Nej",
    Repeat.DATE: "Samma datum varje år",
    Repeat.WEEKDAY: "Samma veckodag i månaden varje år",
    Repeat.WEEK: "Samma vecka varje år",
    Repeat.EASTER: "Lika långt från påskdagen varje år",
}

SHOWN = 3
"""Names that are told of a day where room is short, before ”+2 till”."""


def layer_name(key: str) -> str:
    """The name of a layer by its key: that of a calendar that was read in is the calendar's own."""
    kind, _, source = key.partition(":")
    return source or LAYERS[DayKind(kind)]


def wheel_source(kind: SourceKind, source: str) -> str:
    """What a row of the year wheel rests on: a proposal says so, whatever it was modelled on."""
    if kind is SourceKind.PROPOSAL:
        return f"förslag, {source}" if source else "förslag"
    return source


def day_names(days: Sequence[SpecialDay]) -> list[str]:
    """The names of what is special about a day. A flag day says so, and only that where the day is named already."""
    others = {fold(one.name) for one in days if one.kind is not DayKind.FLAG}
    return [
        one.name if one.kind is not DayKind.FLAG
        else "flaggdag" if fold(one.name) in others
        else f"{one.name} (flaggdag)"
        for one in days
    ]  # fmt: skip


def short_names(days: Sequence[SpecialDay]) -> str:
    """The first names of a day, and how many more there are."""
    names = day_names(days)
    more = [f"+{len(names) - SHOWN} till"] if len(names) > SHOWN else []
    return ", ".join([*names[:SHOWN], *more])


def days_text(one: SpecialDay, *, year: bool = False) -> str:
    """”torsdag 24 december”, or ”måndag 1 mars – fredag 5 mars”; with the year where it is asked for."""
    first, last = (f"{long_day(day)} {day.year}" if year else long_day(day) for day in (one.day, one.last))
    return f"{first} – {last}" if one.is_long else first


def turn_text(one: SpecialDay, day: date) -> str:
    """A name in a list of days: of several days which one it is, ”Sportlov (dag 2 av 5)”."""
    if not one.is_long:
        return one.name
    return f"{one.name} (dag {(day - one.day).days + 1} av {(one.last - one.day).days + 1})"


def turn_names(days: Sequence[SpecialDay], day: date) -> list[str]:
    """The first names of a day in a list, of several days which one it is, and how many more there are."""
    single = [one for one in days if not one.is_long]
    names = [*day_names(single), *(turn_text(one, day) for one in days if one.is_long)]
    return [*names[:SHOWN], *([f"+{len(names) - SHOWN} till"] if len(names) > SHOWN else [])]


def spoken_day(one: SpecialDay) -> str:
    """A special day for the ear: name, layer unless the name says it, and, of several days, which."""
    kind = one.source if one.kind is DayKind.CALENDAR else KINDS[one.kind]
    says = one.kind is DayKind.OWN or fold(kind) in fold(one.name)
    return ", ".join([one.name, *([] if says else [kind]), *([days_text(one)] if one.is_long else [])])


def series_text(count: int) -> str:
    """”3 inlägg i serier ligger på den dagen”, and that they stay there."""
    posts = "1 inlägg i en serie" if count == 1 else f"{count} inlägg i serier"
    return f"{posts} ligger på den lediga tiden, och ligger kvar där."
