"""Words about monitoring, requirements and other duties."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from smdesk.domain.answer_time import limit_of
from smdesk.domain.duty import Duty, DutyState, Rhythm
from smdesk.domain.routine import (
    Cell,
    DayState,
    NotAsked,
    PauseKind,
    Requirement,
    RequirementKind,
    Result,
    Round,
    RoundState,
    SourceKind,
)
from smdesk.words.answer_time import limit_text
from smdesk.words.dates import MONTHS, WEEKDAYS, clock, duration, full_day

REQUIREMENTS = {
    RequirementKind.POSTS: "Inlägg per vecka",
    RequirementKind.ROUNDS: "Bevakning per dag",
    RequirementKind.ANSWER: "Svarstid",
    RequirementKind.ANSWER_HOURS: "Svarstid i arbetstimmar",
}

SOURCES = {
    SourceKind.LOCAL: "lokal rutin",
    SourceKind.CITY: "stadens anvisningar",
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
    RoundState.DONE: "klart",
    RoundState.DONE_LATE: "sent ifylld",
    RoundState.COMING: "kommande",
    RoundState.OVERDUE: "sent",
    RoundState.MISSED: "missat",
}

DAYS = {
    DayState.DONE: "gjort",
    DayState.PARTLY: "delvis",
    DayState.MISSED: "missat",
    DayState.COMING: "kommande",
    DayState.NOT_ASKED: "ej krav",
}

NOT_ASKED = {
    NotAsked.BEFORE: "före registrets första dag",
    NotAsked.FREE: "ledig dag",
    NotAsked.STATUS: "kontot är inte i bruk",
    NotAsked.SEASON: "utanför säsong",
    NotAsked.PAUSE: "paus",
    NotAsked.ABSENCE: "frånvaro",
    NotAsked.NO_REQUIREMENT: "inget krav angivet",
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
    "requirement.remove": "avsluta krav",
    "requirement.deviation": "besluta om avvikelse från krav",
    "requirement.propose": "lägg in föreslagna krav",
    "pause": "lägg in paus",
    "pause.remove": "avsluta paus",
    "duty": "ändra återkommande uppgift",
    "duty.add": "ny återkommande uppgift",
    "duty.seed": "lägg in återkommande uppgifter",
    "duty.end": "avsluta återkommande uppgift",
    "duty.done": "bocka av uppgift",
    "duty.undone": "ta bort uppgiftens bock",
}

PROBLEMS = {
    "tick.ahead": "Bevakningen gäller {day} och kan inte bockas av i förväg.",
    "tick.gone": "Bevakningen är inte längre avbockad.",
    "tick.not_asked": "Det finns inget bevakningspass {slot} den {day} för kontot.",
    "requirement.value": "Ange ett tal, noll eller större.",
    "requirement.hours": "Ange minst 1 arbetstimme. 0 arbetsdagar är samma arbetsdag.",
    "requirement.times": "Ange ett klockslag per pass, till exempel 09:00 15:00.",
    "requirement.past": "Kravet kan gälla från i dag eller senare: det som redan är missat står kvar som missat.",
    "requirement.gone": "Kravet finns inte längre.",
    "requirement.days": "Sista dagen ligger före den första.",
    "requirement.source": "Ange källan till kravet, eller märk det som förslag.",
    "requirement.deviation": "En avvikelse behöver en sista dag och vem som beslutat den.",
    "pause.days": "Sista dagen ligger före den första.",
    "pause.past": "Lägg in från i dag eller senare: det som redan är missat står kvar som missat.",
    "pause.account": "Välj vilket konto det gäller. Bara frånvaro kan gälla alla konton.",
    "pause.over": "Dagarna har redan gått och ändras inte.",
    "pause.gone": "Pausen finns inte längre.",
    "duty.title": "Ange vad som ska göras.",
    "duty.ahead": "Uppgiften gäller {day} och kan inte bockas av i förväg.",
    "duty.day": "Ange en dag som finns.",
    "duty.no_turn": "Uppgiften infaller inte den {day}.",
    "duty.gone": "Uppgiften finns inte längre.",
}


def slot_name(slot: str) -> str:
    """The part of the day that a round belongs to."""
    return "förmiddag" if slot < "12:00" else "eftermiddag"


def source_text(kind: SourceKind, source: str) -> str:
    """Where a requirement comes from: ”lag: förvaltningslagen (2017:900) 6 §”, ”förslag efter …”, ”källa saknas”.

    Another municipality's practice is never more than what a proposal is made after.
    """
    if kind is SourceKind.PROPOSAL:
        source = re.sub("^förslag( efter)?[ .:]*", "", source, flags=re.IGNORECASE)
    if not source or kind is SourceKind.NONE:
        return SOURCES[kind]
    joint = " efter " if kind is SourceKind.PROPOSAL else ": "
    return f"{SOURCES[kind]}{joint}{source}"


def requirement_text(one: Requirement) -> str:
    """”2 inlägg per vecka”, ”2 gånger per arbetsdag, 09:00 och 15:00”, ”1 arbetsdag”, ”4 arbetstimmar”."""
    match one.kind:
        case RequirementKind.POSTS:
            return f"{one.value} inlägg per vecka"
        case RequirementKind.ANSWER | RequirementKind.ANSWER_HOURS:
            return limit_text(limit_of(one))
    if not one.value:
        return "ingen bevakning"
    count = "1 gång" if one.value == 1 else f"{one.value} gånger"
    return f"{count} per arbetsdag, {listed(one.times.split())}"


def listed(words: list[str]) -> str:
    """”a, b och c”."""
    return " och ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def round_chip(one: Round, now: datetime) -> str:
    """How a round stands, with how long it is to its time: ”klart”, ”om 5 h”, ”försenat 12 min”, ”missat”."""
    state = one.state(now)
    distance = one.distance(now)
    if state is RoundState.OVERDUE:
        return f"försenat {duration(distance)}"
    if state is RoundState.COMING and one.day == now.date():
        return "nu" if distance < timedelta(minutes=1) else f"om {duration(distance)}"
    return ROUNDS[state]


def round_facts(one: Round, now: datetime) -> str:
    """What is known of a round: ”förmiddag · bevakad 08:52, inget nytt” or ”eftermiddag · senast 15:00”."""
    part = slot_name(one.slot)
    if one.tick is None:
        return f"{part} · senast {one.slot}" if one.day >= now.date() else f"{part} · skulle ha gjorts {one.slot}"
    made = one.tick.done_at.astimezone(now.tzinfo)
    when = f"bevakad {clock(made)}" if made.date() == one.day else f"ifylld {made.day} {MONTHS[made.month - 1]}"
    words = [f"{when}, {RESULTS[one.tick.result]}", one.tick.note, one.tick.done_by]
    return " · ".join([part, *(word for word in words if word)])


def rounds_text(rounds: Sequence[Round]) -> str:
    """How far a day's rounds have come: ”14 av 15 pass klara”, ”15 av 15 pass klara, varav 1 sent ifyllt”."""
    if not rounds:
        return ""
    made = sum(one.is_made for one in rounds)
    late = sum(one.tick is not None and one.tick.late for one in rounds)
    told = f", varav {late} sent {'ifyllt' if late == 1 else 'ifyllda'}" if late else ""
    return f"{made} av {len(rounds)} pass klara{told}"


def cell_text(one: Cell) -> str:
    """One cell of the month matrix in words: ”måndag 23 november 2026, v. 48: delvis, 1 av 2 pass, 1 sent ifyllt”."""
    words = [DAYS[one.state]]
    if one.why:
        words.append(NOT_ASKED[one.why])
    if one.asked:
        words.append(f"{one.made} av {one.asked} pass")
    if one.late:
        words.append(f"{one.late} sent ifyllt")
    return f"{full_day(one.day)}: {', '.join(words)}"


def rhythm_text(duty: Duty) -> str:
    """When a duty falls due: ”varje måndag”, ”den 1:a varje månad”, ”15 december varje år”."""
    match duty.rhythm:
        case Rhythm.WEEK:
            return f"varje {WEEKDAYS[duty.weekday]}"
        case Rhythm.MONTH:
            ending = "a" if duty.day in (1, 2, 21, 22, 31) else "e"
            return f"den {duty.day}:{ending} varje månad"
        case Rhythm.TERTIAL:
            return "30 april, 31 augusti och 31 december"
        case Rhythm.YEAR:
            return f"{duty.day} {MONTHS[duty.month - 1]} varje år"
    return RHYTHMS[duty.rhythm]
