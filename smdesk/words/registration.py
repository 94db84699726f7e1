"""Words about whether what came in is registered."""

from collections.abc import Mapping
from datetime import datetime

from smdesk.domain.calendar import local_day
from smdesk.domain.inbound import Registration
from smdesk.domain.registration import Decision, OutcomeRule, Question
from smdesk.words.dates import dated
from smdesk.words.routine import source_text

LIST = "Att lämna till registrator"

DECISIONS = {Registration.UNDECIDED: "inte bestämt", Registration.YES: "ja", Registration.NO: "nej"}

COLUMNS: Mapping[str, str] = {
    "came_in_at": "Inkom",
    "account": "Konto",
    "kind": "Ärendetyp",
    "sender": "Avsändare",
    "contents": "Innehåll i korthet",
    "link": "Länk",
    "reason": "Skäl",
    "handed_at": "Lämnad",
}


def decision_text(decision: Decision) -> str:
    """”Diarieförs. Det tillför ett ärende en uppgift. Stöd: offentlighets- och sekretesslagen (2009:400) 5 kap. …”"""
    support = f" Stöd: {'; '.join(decision.support)}." if decision.support else ""
    return f"{decision.words} {' '.join(decision.reasons)}{support}"


def rule_source(rule: Question | OutcomeRule) -> str:
    """Where a question or an outcome comes from: ”lag: …”, ”förslag efter …”."""
    return source_text(rule.kind, rule.source)


def handed_text(handed_at: datetime | None) -> str:
    """When it was handed to the registrar: ”23 nov”, or nothing."""
    return dated(local_day(handed_at)) if handed_at else ""
