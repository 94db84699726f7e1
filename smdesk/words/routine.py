"""Words about monitoring, requirements and other duties."""

from smdesk.domain.duty import DutyState, Rhythm
from smdesk.domain.routine import DayState, PauseKind, RequirementKind, Result, RoundState, SourceKind

REQUIREMENTS = {
    RequirementKind.POSTS: "Inlägg per vecka",
    RequirementKind.ROUNDS: "Bevakning per dag",
    RequirementKind.ANSWER: "Svarstid",
}

SOURCES = {
    SourceKind.LOCAL: "lokal rutin",
    SourceKind.CITY: "stadens handledning",
    SourceKind.LAW: "lag",
    SourceKind.PROPOSAL: "förslag",
    SourceKind.NONE: "källa saknas",
}

PAUSES = {
    PauseKind.SEASON: "utanför säsong",
    PauseKind.PAUSE: "paus",
    PauseKind.ABSENCE: "frånvaro",
}

RESULTS = {
    Result.NOTHING_NEW: "inget nytt",
    Result.REGISTERED: "registrerat",
    Result.ACTED: "åtgärdat",
}

ROUNDS = {
    RoundState.DONE: "klar",
    RoundState.DONE_LATE: "sent ifylld",
    RoundState.COMING: "kommande",
    RoundState.OVERDUE: "sen",
    RoundState.MISSED: "missad",
}

DAYS = {
    DayState.DONE: "gjort",
    DayState.PARTLY: "delvis",
    DayState.MISSED: "missat",
    DayState.COMING: "kommande",
    DayState.NOT_ASKED: "ej krav",
}

RHYTHMS = {
    Rhythm.DAY: "varje arbetsdag",
    Rhythm.WEEK: "varje vecka",
    Rhythm.MONTH: "varje månad",
    Rhythm.TERTIAL: "varje tertial",
    Rhythm.YEAR: "varje år",
}

DUTIES = {
    DutyState.DONE: "klar",
    DutyState.DUE: "i dag",
    DutyState.COMING: "kommande",
    DutyState.OVERDUE: "sen",
    DutyState.MISSED: "missad",
}

STEPS = {
    "tick": "bocka av bevakning",
    "untick": "ta bort bevakningens bock",
    "tick.note": "ändra bevakningens anteckning",
    "requirement": "ändra krav",
    "requirement.remove": "ta bort krav",
    "pause": "lägg in paus",
    "pause.remove": "ta bort paus",
    "duty": "ändra återkommande uppgift",
    "duty.end": "avsluta återkommande uppgift",
    "duty.done": "bocka av uppgift",
    "duty.undone": "ta bort uppgiftens bock",
}

PROBLEMS = {
    "tick.ahead": "Bevakningen gäller {day} och kan inte bockas av i förväg.",
    "tick.not_asked": "Det finns inget bevakningspass {slot} den {day} för kontot.",
    "requirement.value": "Ange ett tal, noll eller större.",
    "requirement.times": "Ange ett klockslag per pass, till exempel 09:00 15:00.",
    "requirement.days": "Sista dagen ligger före den första.",
    "requirement.source": "Ange källan till kravet, eller märk det som förslag.",
    "requirement.deviation": "En avvikelse behöver en sista dag och vem som beslutat den.",
    "pause.days": "Sista dagen ligger före den första.",
    "duty.title": "Ange vad som ska göras.",
    "duty.ahead": "Uppgiften gäller {day} och kan inte bockas av i förväg.",
}


def slot_name(slot: str) -> str:
    """The part of the day that a round belongs to."""
    return "förmiddag" if slot < "12:00" else "eftermiddag"
