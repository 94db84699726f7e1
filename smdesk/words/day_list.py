"""Words about calendars that are read in: what is wrong with a file or an event, and what taking it does."""

from smdesk.domain.workdays import DayKind
from smdesk.words.special_day import LAYERS

STEPS = {
    "days.import": "läs in kalender",
    "days.forget": "ta bort inläst kalender",
}

PROBLEMS = {
    "ics.not_a_calendar": "{file} är inte en kalender i formatet .ics. Inget är inläst. "
    "Exportera kalendern som .ics (iCalendar) och försök igen.",
    "ics.no_events": "{file} är en kalender utan händelser. Inget är inläst.",
    "ics.too_many_days": "{file} ger fler än {count} dagar. Inget är inläst. Dela kalendern.",
    "ics.cut_off": "Händelsen slutar mitt i. Filen kan vara avbruten: hämta kalendern på nytt.",
    "ics.unreadable": "Händelsen går inte att läsa ({reason}).",
    "ics.no_start": "Händelsen har ingen dag.",
    "ics.no_name": "Händelsen har inget namn.",
    "ics.bad_day": "Dagen eller tiden ”{text}” finns inte.",
    "ics.too_long": "Händelsen är längre än {count} dagar.",
    "ics.bad_rule": "Upprepningen går inte att förstå: ”{text}”.",
    "ics.too_often": "Händelsen upprepas flera gånger om dagen: ”{text}”.",
    "ics.too_many_times": "Kalendern har för många upprepningar. Den här är inte med.",
    "ics.unknown_zone": "Tidszonen ”{text}” är okänd. Tiden läses som svensk.",
    "ics.ends_before": "Händelsen slutar före den börjar. Bara första dagen är med.",
    "ics.cancelled": "Inställda händelser är inte med (antal: {count}).",
    "ics.outside": "Händelser i andra år än de som läses in är inte med (antal: {count}).",
    "days.all_known": "Alla dagar i kalendern finns redan. Inget är inläst.",
    "days.gone": "Inga dagar är kvar från den kalendern.",
}

DAY_LAYERS = {
    DayKind.CALENDAR: "Eget lager för kalendern",
    **{kind: LAYERS[kind] for kind in (DayKind.LEAVE, DayKind.MEETING, DayKind.CAMPAIGN, DayKind.OWN, DayKind.YEAR)},
}
"""The layers that a calendar's days can be laid in."""

CHANGES = {"new": "ny", "changed": "ändras", "gone": "tas bort"}
"""What taking an event does to the special days."""
