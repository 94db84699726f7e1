"""Words about answer time: limits, how something stands, and what is wrong with a limit or with office hours."""

from datetime import timedelta

from smdesk.domain.answer_time import AT_ONCE, SAME_DAY, AnswerState, Limit, Summary, Unit

STEPS = {"answer_time.hours": "ändra kontorstiderna"}

PROBLEMS = {
    "answer_time.count": "Ange svarstiden som ett tal från {least} till {most}.",
    "answer_time.hours": "Kontoret måste stänga senare än det öppnar. Ange tiderna som 08:00 och 17:00.",
}

STATES = {
    AnswerState.AT_ONCE: "genast",
    AnswerState.LATE: "sen",
    AnswerState.DUE_TODAY: "i dag",
    AnswerState.IN_TIME: "i tid",
    AnswerState.PAUSED: "hos handläggare",
    AnswerState.NO_LIMIT: "utan svarstid",
    AnswerState.ANSWERED_LATE: "besvarat för sent",
    AnswerState.ANSWERED: "besvarat i tid",
}

HOURS_PROPOSAL = "Förslag. Ingen källa anger stadens kontorstider."
RULE = (
    "1 arbetsdag är samma klockslag nästa arbetsdag. Det som kommer in när kontoret är stängt har hela nästa arbetsdag "
    "på sig. Tiden hos en handläggare räknas inte."
)


def limit_text(limit: Limit) -> str:
    """”1 arbetsdag”, ”4 arbetstimmar”, ”15 minuter”, ”samma arbetsdag”, ”genast”."""
    if limit in (SAME_DAY, AT_ONCE):
        return "samma arbetsdag" if limit == SAME_DAY else "genast"
    one, many = {
        Unit.DAYS: ("arbetsdag", "arbetsdagar"),
        Unit.HOURS: ("arbetstimme", "arbetstimmar"),
        Unit.MINUTES: ("minut", "minuter"),
    }[limit.unit]
    return f"{limit.count} {one if limit.count == 1 else many}"


def worked(length: timedelta) -> str:
    """”45 min”, ”3 h”, ”26 h 20 min” of working time: its days are shorter than the clock's and are not counted in."""
    hours, minutes = divmod(int(length.total_seconds() // 60), 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]
    return " ".join(part for part in parts if part)


def median_text(found: Summary) -> str:
    """”3 h 20 min arbetstid”; ”inget besvarat” where nothing was."""
    return "inget besvarat" if found.median is None else f"{worked(found.median)} arbetstid"


def share_text(found: Summary) -> str:
    """”12 av 14 i tid (85 %)”; ”inget att räkna” where nothing can be judged."""
    if found.percent is None:
        return "inget att räkna"
    return f"{found.within} av {found.judged} i tid ({found.percent} %)"
