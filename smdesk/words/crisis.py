"""Words about krisläge."""

from datetime import datetime

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.crisis import Crisis
from smdesk.words.dates import clock, long_day

STEPS = {
    "crisis.begin": "pausa allt",
    "crisis.release": "släpp pausat inlägg",
    "crisis.drop": "stryk pausat inlägg",
    "crisis.end": "avsluta krisläget",
}

PROBLEMS = {
    "crisis.reason": "Skriv vad som har hänt. Det står sedan i registret.",
    "crisis.already": "Krisläget är redan på.",
    "crisis.left": "Pausade inlägg som inte är genomgångna: {count}. Släpp eller stryk dem först.",
}


def crisis_text(crisis: Crisis, waiting: int) -> str:
    """”Krisläge sedan tisdag 24 november 10:12: Vattenläcka. 12 pausade inlägg att gå igenom.”"""
    local = crisis.began_at.astimezone(STOCKHOLM)
    began = f"{long_day(local.date())} {clock(local)}"
    left = {0: "Inga pausade inlägg är kvar.", 1: "Ett pausat inlägg att gå igenom."}
    rounds = f" Alla konton bevakas också kl. {', '.join(crisis.rounds.split())}." if crisis.rounds else ""
    posts = left.get(waiting, f"{waiting} pausade inlägg att gå igenom.")
    return f"Krisläge sedan {began}: {crisis.reason}. {posts}{rounds}"


def going_out_text(count: int) -> str:
    """How many of what is paused a platform sends all the same."""
    what = "Ett av dem är schemalagt" if count == 1 else f"{count} av dem är schemalagda"
    return f"{what} hos plattformen och går ut av sig självt om du inte stoppar det där."


def there_text(at: datetime, now: datetime) -> str:
    """”går ut tisdag 24 november 14:00 om det inte stoppas hos plattformen”; it may be out when that is over."""
    local = at.astimezone(STOCKHOLM)
    if at <= now:
        return f"skulle gå ut {long_day(local.date())} {clock(local)}: se efter hos plattformen"
    return f"går ut {long_day(local.date())} {clock(local)} om det inte stoppas hos plattformen"
