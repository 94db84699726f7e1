"""Words about gallringsbeslut, gallringsstopp and what may not be purged."""

from collections.abc import Sequence

from smdesk.domain.retention import Decision, PurgeRecord, Reason

STEPS = {
    "retention.add": "nytt gallringsbeslut",
    "retention.change": "ändra gallringsbeslut",
    "retention.remove": "ta bort gallringsbeslut",
}

REASONS = {
    Reason.NO_DECISION: "Det finns inget gallringsbeslut som gäller.",
    Reason.HELD: "Gallringsstopp gäller.",
    Reason.NOT_PURGED: "Klassen gallras inte.",
    Reason.OTHER_CLASS: "Beslutet gäller inte klassen.",
    Reason.REGISTERED: "Diariefört: det följer sitt ärende.",
    Reason.UNREGISTERED: "Inte diariefört ännu.",
    Reason.OPEN: "Inte avslutat.",
    Reason.TOO_EARLY: "Gallringsfristen har inte gått ut.",
}

PROBLEMS = {
    "retention.number": "Ange gallringsbeslutets nummer.",
    "retention.day": "Ange beslutets datum.",
    "retention.day_ahead": "Beslutets datum kan inte ligga framåt i tiden.",
    "retention.no_class": "Välj vad beslutet gäller.",
    "retention.gone": "Gallringsbeslutet finns inte längre.",
    "retention.used": "Det har gallrats enligt beslutet, så det står kvar som det är. Skriv in ett nytt beslut.",
    "retention.not_free": "Det får inte gallras enligt beslutet: {why}",
    "retention.kept": "Klassen ”{name}” gallras inte.",
    "retention.months": "Ange gallringsfristen i hela månader, 0 till {most}.",
    "retention.ends_before": "Beslutets sista dag kan inte vara före dess datum.",
    "retention.hold_reason": "Ange skälet till gallringsstoppet.",
    "retention.hold_ends_before": "Gallringsstoppet kan inte sluta innan det började.",
}


def reason_text(reason: Reason, name: str) -> str:
    """Why something may not be purged; `name` is that of its class, empty where none is chosen."""
    if reason is Reason.NOT_PURGED:
        return f"Klassen ”{name}” gallras inte." if name else "Ingen gallringsklass är vald."
    return REASONS[reason]


def decision_title(decision: Decision) -> str:
    """”SSA 2025:17, 2025-03-04”."""
    return f"{decision.number}, {decision.decided_on.isoformat()}" if decision.decided_on else decision.number


def decision_text(decision: Decision, names: Sequence[str]) -> str:
    """What a decision lets go and when: ”Tillfällig eller ringa betydelse · gallras 12 månader efter avslut”."""
    parts = [", ".join(names), f"gallras {term_text(decision)}"]
    if decision.ends_on:
        parts.append(f"gäller till och med {decision.ends_on.isoformat()}")
    return " · ".join([*parts, decision.decided_by] if decision.decided_by else parts)


def record_title(decision: Decision, record: PurgeRecord) -> str:
    """”12 gallrade enligt SSA 2025:17”."""
    count = len(record.ids)
    return f"{count} {'gallrat' if count == 1 else 'gallrade'} enligt {decision.number}"


def term_text(decision: Decision) -> str:
    """”vid avslut”, ”en månad efter avslut”, ”24 månader efter avslut”."""
    if decision.months == 0:
        return "vid avslut"
    return "en månad efter avslut" if decision.months == 1 else f"{decision.months} månader efter avslut"
