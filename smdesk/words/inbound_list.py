"""Words of the page ”Inkommet”: what a row says, until when something is to be answered, and what a mail tells."""

from datetime import date, datetime

from smdesk.domain.answer_time import AnswerState, Limit, Summary
from smdesk.domain.calendar import STOCKHOLM, local_day
from smdesk.domain.inbound import Handling, Inbound, InboundKind, InboundState, Registration
from smdesk.domain.inbound_category import InboundCategory, Removal, Whether
from smdesk.words.answer_time import limit_text, worked
from smdesk.words.dates import clock, near_day, short_day
from smdesk.words.inbound import HANDLINGS, KINDS, open_text

UNKNOWN = "Ärendetyp inte vald"


def kind_text(category: InboundCategory | None, kind: InboundKind = InboundKind.COMMENT) -> str:
    """What kind it is: its ärendetyp, else how it came in."""
    return category.title if category else KINDS[kind].capitalize()


def title_text(one: Inbound, category: InboundCategory | None) -> str:
    """What a row is called. Of what is protected nothing is quoted, and of what is purged nothing is left."""
    if one.is_purged:
        return f"Gallrat ({category.title if category else KINDS[one.kind]})"
    if one.is_protected:
        return f"Innehåll skyddat ({category.title if category else KINDS[one.kind]})"
    return one.title or kind_text(category, one.kind)


def came_in_text(moment: datetime, today: date) -> str:
    """”i går 16:40”, ”24 nov 08:10”."""
    local = moment.astimezone(STOCKHOLM)
    return f"{near_day(local.date(), today)} {clock(local)}"


def row_text(one: Inbound, category: InboundCategory | None, account: str, today: date, *, has_evidence: bool) -> str:
    """The second line of a row: ”Fråga · Huvudsidan · i går 16:40”; of what is done, what was done."""
    parts = [one.summary] if one.is_protected else []
    parts += [kind_text(category, one.kind), account]
    if one.is_open:
        return " · ".join([*parts, came_in_text(one.came_in_at, today).replace(" ", "\u00a0")])
    return " · ".join([*parts, *done_parts(one, today, has_evidence=has_evidence)])


def done_parts(one: Inbound, today: date, *, has_evidence: bool) -> list[str]:
    """What was done with a closed item: ”hänvisat till Tyck till 20 nov”, ”dnr SÖD 2026/397”, ”bevis sparat”."""
    done = HANDLINGS[one.handling] if one.handling else "klart"
    to = f" till {one.handled_with}" if one.handled_with else ""
    when = f" {near_day(local_day(one.closed_at), today)}" if one.closed_at else ""
    kept = ["bevis sparat"] if has_evidence else []
    return [f"{done}{to}{when}", *([f"dnr {one.dnr}"] if one.dnr else []), *kept]


def state_text(one: Inbound, state: AnswerState, by: datetime | None, today: date) -> str:
    """The word of a row's pill: ”före 16:40”, ”i morgon”, ”försenat”, ”väntar på handläggare”, ”klar”, ”diariefört”."""
    if one.state is InboundState.DONE:
        return "diariefört" if one.dnr else "ska diarieföras" if one.is_to_register else "klar"
    if one.state is InboundState.WAITING:
        return "väntar på handläggare"
    if state is AnswerState.LATE:
        return "försenat"
    if state is AnswerState.AT_ONCE:
        return "genast"
    if by is None:
        return "öppet"
    local = by.astimezone(STOCKHOLM)
    return f"före {clock(local)}" if local.date() == today else near_day(local.date(), today)


def deadline_text(one: Inbound, state: AnswerState, by: datetime | None, limit: Limit | None, today: date) -> str:
    """The pill of an open item in full: ”svara före 16:40 · 1 arbetsdag”, with the day where it is another one."""
    word = state_text(one, state, by, today)
    if not one.is_open or limit is None or by is None or state is AnswerState.AT_ONCE:
        return word
    local = by.astimezone(STOCKHOLM)
    day = "" if local.date() == today else f"{near_day(local.date(), today)} "
    until = f"{day}före {clock(local)}" if local.date() >= today else f"{short_day(local.date(), today)} {clock(local)}"
    if state is AnswerState.LATE:
        return f"försenat sedan {day}{clock(local)} · {limit_text(limit)}"
    if one.state is InboundState.WAITING:
        return f"väntar på handläggare · {limit_text(limit)}"
    return f"svara {until} · {limit_text(limit)}"


def facts_text(count: int, found: Summary | None) -> str:
    """The grey line of the page: ”2 öppna · svarstid median 3 h 10 min”."""
    counted = open_text(count) or "Inget öppet"
    middle = found.median if found else None
    return counted if middle is None else f"{counted} · svarstid median {worked(middle)}"


def may_be_mailed(one: Inbound, category: InboundCategory | None) -> bool:
    """Whether a mail may quote what came in: only what is of a known kind that nothing is hidden or registered of."""
    if one.is_protected or category is None:
        return False
    return category.removal is Removal.KEEP and category.register is not Whether.YES


def mail_subject(account: str, category: InboundCategory | None) -> str:
    """The subject of a mail about an item. It may pass many eyes: it tells of no content."""
    return f"Inkommet i sociala medier: {kind_text(category).lower()}, {account}"


def mail_text(one: Inbound, category: InboundCategory | None, account: str, by: str, sender: str) -> str:
    """The draft of a mail to who looks into an item. What is sensitive stays where it is; `by` says until when."""
    about = one.text if may_be_mailed(one, category) and one.text else one.summary
    lines = [
        "Hej!",
        f"Det här har kommit in på {account}, {came_in_day(one)}.",
        about or "Innehållet skickas inte med e-post. Hör av dig så berättar jag.",
        f"Länk: {one.link}" if one.link and may_be_mailed(one, category) else "",
        f"Återkom gärna till mig {by}, så svarar jag i kanalen."
        if by
        else "Återkom gärna till mig, så svarar jag i kanalen.",
        f"Hälsningar\n{sender}".strip(),
    ]
    return "\n\n".join(one for one in lines if one)


def came_in_day(one: Inbound, today: date | None = None) -> str:
    """”23 nov 16:40”, with the year when it is not that of `today`."""
    local = one.came_in_at.astimezone(STOCKHOLM)
    return f"{short_day(local.date(), today)} {clock(local)}"


def signature(name: str) -> str:
    """How an answer is signed, with the first name: ”/Anna”; empty where nobody has said who works here."""
    return f"/{name.split()[0]}" if name.split() else ""


def signed(text: str, name: str) -> str:
    """The answer with its signature last, once."""
    mark = signature(name)
    body = text.rstrip()
    return text if not mark or body.endswith(mark) else f"{body}\n{mark}".lstrip()


CHOICES = {
    Handling.ANSWER: "Besvara i kanalen",
    Handling.REFER: "Hänvisa",
    Handling.FORWARD: "Vidarebefordra till handläggare",
    Handling.DOCUMENT_REQUEST: "Begäran om allmän handling",
    Handling.URGENT: "Akut: ring 112",
    Handling.POLICE: "Polisanmäl",
    Handling.HIDE: "Dölj eller ta bort…",
    Handling.REMOVE: "Dölj eller ta bort…",
    Handling.BLOCK: "Blockera…",
    Handling.NONE: "Ingen åtgärd",
}
"""The ways to handle something, as its cards are called."""


def choice_title(handling: Handling, category: InboundCategory | None) -> str:
    """What a card is called: ”Hänvisa till Felanmälan, Trafikkontoret eller Tyck till”."""
    if handling is Handling.HIDE:
        return "Dölj eller ta bort"  # one window for both, and for blocking
    places = [one.name for one in category.refer_to] if category and handling is Handling.REFER else []
    if not places:
        return CHOICES[handling]
    listed = f"{', '.join(places[:-1])} eller {places[-1]}" if len(places) > 1 else places[0]
    return f"{CHOICES[handling]} till {listed}"


def choice_support(handling: Handling, category: InboundCategory | None) -> str:
    """The grey line of a card: the § it rests on, or what it needs."""
    if category is None:
        return _NEEDS.get(handling, "")
    own = Handling.DOCUMENT_REQUEST in category.handling  # then the § is about that way, and not about an answer
    said = {
        Handling.ANSWER: category.support[0] if category.support and not own else "",
        Handling.REFER: category.refer_to[0].how if category.refer_to else "",
        Handling.FORWARD: category.forward_to,
        Handling.DOCUMENT_REQUEST: category.support[0] if category.support else "",
        Handling.POLICE: category.police_why,
        Handling.HIDE: category.removal_why,
        Handling.REMOVE: category.removal_why,
    }
    found = " ".join(one for one in (said.get(handling, ""), _NEEDS.get(handling, "")) if one)
    return found[:1].upper() + found[1:]


_NEEDS = {
    Handling.URGENT: "Före allt annat.",
    Handling.HIDE: "Kräver sparad skärmdump och skäl.",
    Handling.REMOVE: "Kräver sparad skärmdump och skäl.",
    Handling.BLOCK: "Sist av allt. Kräver skäl, beslut och en dag för omprövning.",
    Handling.NONE: "Det ligger kvar i kanalen.",
}


def done_text(one: Inbound, today: date) -> str:
    """How a closed item was handled: ”Besvarat i dag 09:12 av Anna Ek”."""
    done = HANDLINGS[one.handling] if one.handling else "klart"
    to = f" till {one.handled_with}" if one.handled_with else ""
    when = f" {came_in_text(one.closed_at, today)}" if one.closed_at else ""
    by = f" av {one.replied_by}" if one.replied_by and one.replied_at else ""
    return f"{done.capitalize()}{to}{when}{by}"


def registration_text(one: Inbound, category: InboundCategory | None) -> str:
    """Whether it is to be registered and why: ”nej: hålls ordnad i kanalen”; undecided, what the kind says of it."""
    if one.dnr:
        return f"diariefört som {one.dnr}"
    reason = f": {one.registration_reason}" if one.registration_reason else ""
    if one.registration is Registration.YES:
        return f"ja{reason}{' · lämnat till registrator' if one.handed_at else ''}"
    if one.registration is Registration.NO:
        return f"nej{reason}"
    return f"inte bestämt{f' · {category.register_why}' if category else ''}"
