"""Words about a procedure under way: the closure's steps, what they wait for and why something is refused."""

from collections.abc import Sequence
from datetime import date

from smdesk.domain.problem import Problem
from smdesk.domain.procedure import StepStatus, open_gates
from smdesk.domain.procedure_template import Action, FilesRule, StepTemplate, SupportKind
from smdesk.words.dates import long_day

STEPS: dict[str, str] = {
    "procedure.start": "påbörja avslut",
    "procedure.fill": "fylla i steg",
    "procedure.complete": "klarmarkera steg",
    "procedure.skip": "sätta steg till ej aktuellt",
    "procedure.take_back": "ta tillbaka steg",
    "procedure.supplement": "komplettera steg",
    "procedure.add_file": "lägga underlag på steg",
    "procedure.remove_file": "ta bort underlag från steg",
    "procedure.abandon": "avbryta avslut",
}

STATUS: dict[StepStatus, str] = {
    StepStatus.OPEN: "Öppet",
    StepStatus.DONE: "Klart",
    StepStatus.NOT_APPLICABLE: "Ej aktuellt",
}

PUBLISHED_HERE = "publicerat enligt kalendern"
"""The source of a last post that was marked as published here."""

SUPPORT: dict[SupportKind, str] = {
    SupportKind.LAW: "Källa",
    SupportKind.CITY: "Källa",
    SupportKind.ARCHIVE: "Källa",
    SupportKind.CASE: "Källa",
    SupportKind.PROPOSAL: "Förslag",
}

ACTIONS: dict[Action, str] = {
    Action.NONE: "",
    Action.STOP_POSTS: "När steget är klart stryks kontots planerade inlägg.",
    Action.UNPUBLISH: "När steget är klart upphör kontots bevakning, och inget steg går att ta tillbaka.",
    Action.DELETE_SECRETS: "När steget är klart raderas kontots uppgifter ur nyckelringen. Det går inte att ångra.",
    Action.CLOSE_ACCOUNT: "När steget är klart får kontot status Avslutat.",
}

PROBLEMS: dict[str, str] = {
    # What a step waits for
    "procedure.gate": "{step} {title} kan inte bli klart förrän {other} {other_title} är klart.",
    "procedure.order": "{other} {other_title} brukar göras först.",
    "procedure.order_reason": "{other} {other_title} är inte klart. Gör det först, eller skriv varför ordningen bryts.",
    "procedure.too_early": "{step} {title} kan göras tidigast {day}.",
    # What is written in it
    "procedure.field_missing": "Fyll i ”{field}”.",
    "procedure.field_date": "”{field}” ska vara ett datum, till exempel 2026-11-24.",
    "procedure.field_moment": "”{field}” ska vara en dag och ett klockslag, till exempel 2026-11-24 kl. 10:30.",
    "procedure.field_future": "”{field}” kan inte ligga framåt i tiden.",
    "procedure.field_count": "”{field}” ska vara ett helt tal.",
    "procedure.field_least": "”{field}” ska ha minst {least}.",
    "procedure.field_choice": "Välj ett av alternativen för ”{field}”.",
    "procedure.field_dnr": "”{field}” ska vara ett diarienummer på en rad, till exempel 2026/213-1.5.1.",
    "procedure.field_must": "Steget kan bli klart först när ”{field}” är ”{must}”.",
    "procedure.field_order": "”{field}” kan inte ligga före ”{other}”.",
    "procedure.later_than_proposed": "{label} kom senare än förslaget {day}.",
    "procedure.files": "Lägg minst en fil på {step} {title}.",
    "procedure.files_or_field": "Lägg minst en fil på {step} {title} eller fyll i ”{field}”.",
    "procedure.evidence_kept": "Filerna på ett klart steg tas inte bort. Ta tillbaka steget {step} först.",
    # Who signs
    "procedure.person_missing": "Välj vem som arbetar här innan steget signeras.",
    "procedure.same_person": "{step} {title} ska göras av någon annan än den som gjorde {other} {other_title}.",
    "procedure.signers": "{step} {title} ska signeras av {count} olika personer.",
    "procedure.already_signed": "{person} har redan signerat. Nu behövs en annan person.",
    "procedure.signed": "{person} har signerat steget. Ta tillbaka signaturen innan något ändras.",
    # Ej aktuellt
    "procedure.skip_never": "{step} {title} kan inte vara ej aktuellt.",
    "procedure.skip_reason": "Skriv varför {step} {title} inte är aktuellt.",
    "procedure.last_post_unknown": "Kontots senaste inlägg är inte känt med källa. Informera följarna, eller fyll i "
    "datum och källa på kontots sida.",
    "procedure.not_inactive": "{step}: kontot har inte varit inaktivt i mer än sex kalendermånader, "
    "så följarna ska informeras.",
    "procedure.no_longer_inactive": "Kontot har fått ett inlägg sedan undantaget räknades ut, eller så är senaste "
    "inlägget inte längre känt. Ta tillbaka {step} {title} och informera följarna.",
    # What may not be done now
    "procedure.over": "Avslutet är slutfört eller avbrutet och ändras inte mer.",
    "procedure.settled": "{step} är redan klart. Ta tillbaka steget för att ändra det.",
    "procedure.not_settled": "{step} är inte klart.",
    "procedure.not_later": "”{field}” kan inte ändras i efterhand.",
    "procedure.no_return": "Kontot är avpublicerat. Efter det går inget steg att ta tillbaka.",
    "procedure.abandon_reason": "Skriv varför avslutet avbryts.",
    "procedure.no_step": "Det finns inget steg {step} i det här avslutet.",
    "procedure.no_field": "Det finns inget fält ”{field}” i steget.",
    "procedure.gone": "Avslutet finns inte längre.",
    "procedure.running": "{account} håller redan på att avslutas.",
    "procedure.not_live": "{account} är varken aktivt eller vilande och kan därför inte avslutas.",
    "procedure.secret_left": "Kontots uppgifter ligger kvar i nyckelringen. Radera dem först, "
    "sedan kan steget bli klart.",
    # What must never be, told by ”smdesk check” and when an undo is refused
    "procedure.no_day": "{step} {title} saknar dag eller signatur.",
    "procedure.steps_differ": "Stegen stämmer inte med mallen: {steps}.",
    "procedure.closing_differs": "Avslutets slutdatum stämmer inte med slutsteget.",
    # The template itself
    "template.value": "Mallen har ett värde av fel slag: {where}.",
    "template.unknown_key": "Mallen har en okänd uppgift: {where}.",
    "template.missing_key": "Mallen saknar en uppgift: {where}.",
    "template.twice": "Mallen har två steg som heter {where}.",
    "template.phase": "Steget {where} hör inte till någon del av mallen.",
    "template.reference": "Steget {where} pekar på {name}, som inte finns eller kommer senare.",
    "template.gate_skip": "Steget {where} har {name} som spärr, och det får därför inte kunna vara ej aktuellt.",
    "template.closing": "Mallen {where} ska ha ett slutsteg, och det ska vara det sista.",
}

_NAMED = 7  # of more steps than this, the last are counted
_NUMBERS = {1: "en", 2: "två", 3: "tre", 4: "fyra", 5: "fem", 6: "sex", 12: "tolv"}


def listed(names: Sequence[str]) -> str:
    """”C4, C5 och C7”."""
    return " och ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def waits_text(problems: Sequence[Problem]) -> str:
    """What a step waits for, in few words: ”väntar på C4 och C5”, ”tidigast fredag 27 november”.

    Of many steps the first are named: ”väntar på A1, A2, A3, A4, A5, B1 och 22 steg till”.
    """
    by_code: dict[str, list[Problem]] = {}
    for one in problems:
        by_code.setdefault(one.code, []).append(one)
    parts = []
    if gates := by_code.get("procedure.gate"):
        names = open_gates(gates)
        if len(names) > _NAMED:
            names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} steg till"]
        parts.append(f"väntar på {listed(names)}")
    elif orders := by_code.get("procedure.order"):
        parts.append(f"brukar göras efter {listed(open_gates(orders))}")
    parts += [f"tidigast {_day(str(one.values['day']))}" for one in by_code.get("procedure.too_early", ())]
    return " · ".join(parts)


def evidence_text(step: StepTemplate) -> str:
    """What is wanted as evidence, and whether it must be there: ”Underlag: beslutet”."""
    if not step.evidence:
        return ""
    other = step.field(step.files_or)
    if step.files is FilesRule.REQUIRED:
        return f"Underlag: {step.evidence}" + (f", eller fyll i ”{other.label}”" if other else " (krävs)")
    return f"Underlag: {step.evidence}"


def exemption_text(last_post_on: date | None, source: str, days: int, months: int, *, holds: bool) -> str:
    """The computation of whether the followers need no information."""
    limit = f"{_NUMBERS.get(months, str(months))} kalendermånader"
    if last_post_on is None or not source:
        return "Senaste inlägget är inte känt med källa, så följarna ska informeras."
    known = f"Senaste inlägg {long_day(last_post_on)} {last_post_on.year}, {days} dagar sedan. Källa: {source}."
    if holds:
        return f"{known} Det är mer än {limit}, så steget kan sättas till ej aktuellt."
    return f"{known} Det är inte mer än {limit}, så följarna ska informeras."


def _day(text: str) -> str:
    return long_day(date.fromisoformat(text))
