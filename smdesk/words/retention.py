"""Words about gallringsbeslut, gallringsstopp and what may not be purged."""

from smdesk.domain.retention import Decision, Reason

STEPS: dict[str, str] = {}

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
    "retention.kept": "Klassen ”{name}” gallras inte.",
    "retention.months": "Ange gallringsfristen i hela månader, 0 till {most}.",
    "retention.ends_before": "Beslutets sista dag kan inte vara före dess datum.",
    "retention.hold_reason": "Ange skälet till gallringsstoppet.",
    "retention.hold_ends_before": "Gallringsstoppet kan inte sluta innan det började.",
}


def term_text(decision: Decision) -> str:
    """”vid avslut”, ”en månad efter avslut”, ”24 månader efter avslut”."""
    if decision.months == 0:
        return "vid avslut"
    return "en månad efter avslut" if decision.months == 1 else f"{decision.months} månader efter avslut"
