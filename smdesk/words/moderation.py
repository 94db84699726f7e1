"""Words about moderation: what was done, what an entry lacks, and what has happened to the log."""

from collections.abc import Collection, Mapping
from datetime import date

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.moderation import INTRUSIVE, Action, Entry, Part
from smdesk.domain.moderation_chain import Head
from smdesk.domain.moderation_ground import Ground
from smdesk.words.dates import clock, dated, short_day, timed
from smdesk.words.routine import source_text

ACTIONS = {
    Action.HIDE: "dolt",
    Action.REMOVE: "borttaget",
    Action.BLOCK: "avsändaren blockerad",
    Action.RESTORE: "visas igen",
    Action.UNBLOCK: "blockeringen hävd",
    Action.REPORT: "anmält till plattformen",
    Action.SUPPLEMENT: "tillägg eller rättelse",
}

CHOICES = {Action.HIDE: "Dölj", Action.REMOVE: "Ta bort", Action.BLOCK: "Blockera avsändaren"}
"""What to do, as it is chosen, the gentlest first; `ACTIONS` says what has been done."""

ENOUGH = {
    Action.REMOVE: "Varför det inte räcker att dölja.",
    Action.BLOCK: "Varför det inte räcker att dölja eller ta bort enskilda inlägg, och vad som har sagts till innan.",
}
"""What is to be weighed in words before each (förvaltningslagen 5 §)."""

PARTS = {
    Part.AUTHOR: "avsändaren",
    Part.REASON: "motiveringen",
    Part.MESSAGE: "meddelandet till avsändaren",
    Part.NOTE: "anteckningen",
}

COLUMNS: Mapping[str, str] = {
    "number": "Nummer",
    "done_at": "Gjordes",
    "at": "Antecknat",
    "account": "Konto",
    "action": "Åtgärd",
    "earlier": "Gäller nummer",
    "ground": "Grund",
    "reason": "Motivering",
    "by": "Av",
    "decided_by": "Beslutat av",
    "review_on": "Prövas igen",
    "author": "Avsändare",
    "message": "Meddelande",
    "police_ref": "Polisanmälan",
    "dnr": "Diarienummer",
    "note": "Anteckning",
    "is_reversible": "Kan ångras i kanalen",
    "evidence": "Underlag (SHA-256)",
    "kept_where": "Förvaras",
    "digest": "Kontrolltal",
}
"""The columns of the log as a list."""

_GROUP = 8  # digits of a digest that are read together

WHOLE = "Kedjan är hel: inget är ändrat, borttaget eller omkastat."
PURGED = "Gallrat. Kedjan visar att texten fanns, men inte vad den sade."
REVIEW_PROPOSAL = "Förslag. Ingen källa anger hur länge en blockering får gälla innan den prövas igen."

STEPS = {
    "moderation.hide": "dölja",
    "moderation.remove": "ta bort",
    "moderation.block": "blockera avsändaren",
    "moderation.restore": "visa igen",
    "moderation.unblock": "häva blockering",
    "moderation.report": "anmäla till plattformen",
    "moderation.supplement": "komplettera modereringsloggen",
}

PROBLEMS = {
    "moderation.no_account": "Välj vilket konto det gäller.",
    "moderation.nobody": "Ange vem som gjorde det.",
    "moderation.ahead": "Tiden har inte varit ännu. Ange när det gjordes.",
    "moderation.no_ground": "Ange vilken regel eller paragraf åtgärden stöds på.",
    "moderation.no_evidence": "Spara en skärmdump först. Är innehållet skyddat, ange var den förvaras.",
    "moderation.evidence_gone": "Skärmdumpen finns inte bland de sparade filerna. Lägg till den igen.",
    "moderation.remove_reason": "Motivera varför det inte räcker att dölja. Räcker det, så dölj i stället.",
    "moderation.block_reason": "Motivera varför det inte räcker att dölja eller ta bort enskilda inlägg.",
    "moderation.no_author": "Ange vem som blockeras.",
    "moderation.no_decider": "Ange vem som har beslutat om blockeringen.",
    "moderation.no_review": "Ange vilken dag blockeringen ska prövas igen.",
    "moderation.review_past": "Dagen då blockeringen prövas igen måste komma efter dagen då den gjordes.",
    "moderation.review_far": "Det är mer än {months} månader tills blockeringen prövas igen.",
    "moderation.not_told": "Avsändaren har inte fått veta varför. Berätta det om det går, med länk till reglerna.",
    "moderation.no_earlier": "Välj vilken tidigare åtgärd det gäller.",
    "moderation.wrong_earlier": "Nummer {number} är ingen åtgärd på kontot som det här kan gälla.",
    "moderation.ended": "Åtgärd {number} gäller inte längre.",
    "moderation.not_reversible": "Åtgärd {number} kan inte göras ogjord på plattformen.",
    "moderation.nothing_new": "Skriv vad tillägget säger.",
    "moderation.police_ref": "Polisens nummer brukar se ut som 5000-K000000-26.",
    "moderation.identity_number": "Texten har ett personnummer. Ta bort det: det som står i loggen går inte att ändra.",
    "moderation.already": "Det är redan gjort, och gäller fortfarande.",
    "moderation.no_entry": "Välj ”Dölj eller ta bort…”, så att det kommer med i modereringsloggen.",
    "moderation.unlogged": "Något i Inkommet ({about}) är dolt, borttaget eller blockerat utan att modereringsloggen "
    "säger det.",
    "moderation.unreadable": "Nummer {number} i modereringsloggen går inte att läsa. Det är ändrat efteråt.",
    "moderation.missing": "Modereringsloggen saknar nummer {first}.",
    "moderation.missing_many": "Modereringsloggen saknar nummer {first} till {last}.",
    "moderation.misplaced": "Nummer {number} i modereringsloggen ligger på fel plats.",
    "moderation.unlinked": "Nummer {number} i modereringsloggen hör inte ihop med numret före.",
    "moderation.changed": "Nummer {number} i modereringsloggen är ändrat efteråt.",
    "moderation.version": "Nummer {number} i modereringsloggen är skrivet på ett sätt som programmet inte känner till.",
    "moderation.stray_text": "Nummer {number} i modereringsloggen har en text som inte hör dit: {part}.",
    "moderation.changed_text": "Nummer {number} i modereringsloggen har en text som är ändrad efteråt: {part}.",
    "moderation.cut": "Slutet av modereringsloggen är borta. Den ska gå till nummer {number}.",
    "moderation.rewritten": "Modereringsloggen är omskriven: nummer {number} är ett annat än det som har antecknats.",
}


def event_text(entry: Entry) -> str:
    """What happened to an item, as its history says it: ”dolt, nummer 17 i modereringsloggen”."""
    return f"{ACTIONS[entry.action]}, nummer {entry.number} i modereringsloggen"


def done_text(entry: Entry, *, copied: bool) -> str:
    """What is told when it was written: ”Dolt. Nummer 17 i modereringsloggen. Meddelandet är kopierat.”"""
    said = f"{_capital(ACTIONS[entry.action])}. Nummer {entry.number} i modereringsloggen."
    return f"{said} Meddelandet är kopierat." if copied else said


def ground_source(one: Ground) -> str:
    """Where a ground comes from: ”lag: …”, ”förslag efter …”."""
    return source_text(one.kind, one.source)


def line_title(entry: Entry) -> str:
    """An entry in a list: ”17 · Dolt · Kommentarsreglerna: påhopp”."""
    return " · ".join(
        part for part in (str(entry.number), _capital(ACTIONS[entry.action]), entry.ground or _to(entry)) if part
    )


def line_subtitle(entry: Entry, account: str, today: date) -> str:
    """Where, when and by whom: ”Huvudsidan · 23 nov 16:40 · Samordnare”."""
    local = entry.done_at.astimezone(STOCKHOLM)
    when = f"{short_day(local.date(), today)} {clock(local)}"
    return " · ".join(part for part in (account, when, entry.by, entry.police_ref, entry.dnr) if part)


def line_state(entry: Entry, *, stands: bool, is_due: bool, today: date) -> str:
    """”gäller”, ”gäller, prövas 23 feb 2027”, ”pröva igen”, ”upphört”; empty for what has no duration."""
    if is_due:
        return "pröva igen"
    if stands and entry.review_on:
        return f"gäller, prövas {short_day(entry.review_on, today)}"
    if stands:
        return "gäller"
    return "upphört" if entry.action in INTRUSIVE else ""


def facts_of(entry: Entry, texts: Mapping[Part, str], gone: Collection[Part]) -> list[tuple[str, str]]:
    """All that an entry says, with what it is called; what is empty is left out."""
    said = {part: texts.get(part, PURGED if part in gone else "") for part in Part}
    rows = {
        "Gäller": _to(entry).removeprefix("till "),
        "Grund": entry.ground,
        "Motivering": said[Part.REASON],
        "Gjordes": timed(entry.done_at.astimezone(STOCKHOLM)),
        "Av": entry.by,
        "Antecknat": timed(entry.at.astimezone(STOCKHOLM)) if entry.at != entry.done_at else "",
        "Avsändare": said[Part.AUTHOR],
        "Beslutat av": entry.decided_by,
        "Prövas igen": dated(entry.review_on) if entry.review_on else "",
        "Meddelande": said[Part.MESSAGE],
        "Polisanmälan": entry.police_ref,
        "Diarienummer": entry.dnr,
        "Anteckning": said[Part.NOTE],
        "Kan ångras i kanalen": ("ja" if entry.is_reversible else "nej") if entry.action in INTRUSIVE else "",
        "Underlag": "\n".join(map(_grouped, entry.evidence.split())),
        "Förvaras": entry.kept_where,
    }
    return [(name, text) for name, text in rows.items() if text]


def chain_text(head: Head) -> str:
    """That nothing has been done to the log, and what to note elsewhere to know so later too."""
    if not head.number:
        return ""
    return f"{WHOLE} Nummer {head.number}, kontrolltal {_grouped(head.digest)}."


def _to(entry: Entry) -> str:
    return f"till nummer {entry.earlier}" if entry.earlier else ""


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
