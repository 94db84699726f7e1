"""Words about whether what came in is registered."""

from smdesk.domain.registration import Decision, OutcomeRule, Question
from smdesk.words.routine import source_text


def decision_text(decision: Decision) -> str:
    """”Diarieförs. Det tillför ett ärende en uppgift. Stöd: offentlighets- och sekretesslagen (2009:400) 5 kap. …”"""
    support = f" Stöd: {'; '.join(decision.support)}." if decision.support else ""
    return f"{decision.words} {' '.join(decision.reasons)}{support}"


def rule_source(rule: Question | OutcomeRule) -> str:
    """Where a question or an outcome comes from: ”lag: …”, ”förslag efter …”."""
    return source_text(rule.kind, rule.source)
