"""Words about requests to the city's own channels."""

from datetime import date

from smdesk.domain.calendar import local_day
from smdesk.domain.request import Request, RequestState
from smdesk.words.dates import near_day

CITY = "Stadsgemensamma kanaler"
PROPOSAL = "Förslag. Ingen källa anger hur lång tid ett svar tar."

LABELS = {
    RequestState.SENT: "skickat",
    RequestState.OK: "ok",
    RequestState.DECLINED: "avböjt",
    RequestState.PUBLISHED: "publicerat",
}

STEPS = {
    "request.send": "önskemål till stadsgemensam kanal",
    "request.answer": "svar på önskemål",
    "request.days": "ändra hur länge ett önskemål får vänta",
}

PROBLEMS = {
    "request.own_state": "Det är ett önskemål. Öppna det och ange vad svaret blev.",
    "request.no_day": "Ange vilken dag du önskar att inlägget går ut.",
    "request.no_channel": "Välj minst en kanal.",
    "request.no_address": "Ange vem önskemålet skickades till.",
    "request.ahead": "Dagen har inte varit ännu. Ange när önskemålet skickades.",
    "request.no_time": "Ange klockslaget då det gick ut.",
    "request.days": "Ange ett antal arbetsdagar från 1 till {most}.",
}


def state_text(state: RequestState) -> str:
    """The state of a request among those of ordinary posts: ”önskemål, skickat”."""
    return f"önskemål, {LABELS[state]}"


def count_text(count: int) -> str:
    """”1 önskemål”."""
    return f"{count} önskemål"


def sent_text(one: Request, today: date) -> str:
    """”önskemål till Stockholms stad på Facebook, skickat i går”."""
    return f"önskemål till {one.channels.replace(chr(10), ', ')}, skickat {near_day(local_day(one.sent_at), today)}"
