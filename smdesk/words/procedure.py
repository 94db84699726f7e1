"""Words about a procedure under way: the closure's steps, what they wait for and why something is refused."""

from collections.abc import Sequence
from datetime import date

from smdesk.domain.problem import Problem
from smdesk.domain.procedure import StepStatus, open_gates
from smdesk.domain.procedure_template import Action, FilesRule, StepTemplate, SupportKind
from smdesk.words.dates import dated, long_day

STATUS: dict[StepStatus, str] = {
    StepStatus.OPEN: "Öppet",
    StepStatus.DONE: "Klart",
    StepStatus.NOT_APPLICABLE: "Ej aktuellt",
}

PUBLISHED_HERE = "publicerat enligt kalendern"
"""The source of a last post that was marked as published here."""

SCHEDULED_THERE = " (schemalagt hos plattformen: stoppa det där)"
"""What follows the line of a planned post that the platform sends by itself."""

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
    known = f"Senaste inlägg {dated(last_post_on)}, {days} dagar sedan. Källa: {source}."
    if holds:
        return f"{known} Det är mer än {limit}, så steget kan sättas till ej aktuellt."
    return f"{known} Det är inte mer än {limit}, så följarna ska informeras."


def _day(text: str) -> str:
    return long_day(date.fromisoformat(text))
