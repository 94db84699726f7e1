"""Whether what came in is registered (*diarieförs*): four questions, of which one yes is enough."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind


class Outcome(StrEnum):
    """It is registered, it is kept ordered instead, or it obviously matters too little for either."""

    REGISTER = "register"
    ORDERED = "ordered"
    MINOR = "minor"


@record(kw_only=True)
class Question:
    """One of the questions, in Swedish. `because` is the reason that a yes gives, `support` the law behind it.

    What is true of an `is_secret` one is never kept in the register itself.
    """

    key: str
    ask: str
    hint: str
    because: str
    kind: SourceKind
    source: str = ""
    url: str = ""
    support: tuple[str, ...] = ()
    is_secret: bool = False


@record(kw_only=True)
class OutcomeRule:
    """What an outcome is called, its reason where no question gives one, and the law behind it."""

    key: Outcome
    words: str
    because: str
    kind: SourceKind
    source: str = ""
    url: str = ""
    support: tuple[str, ...] = ()


@record(kw_only=True)
class RegistrationRules:
    """The questions in the order they are asked, and what the answers lead to. `verified_on`: when they were read."""

    questions: tuple[Question, ...]
    outcomes: Mapping[Outcome, OutcomeRule]
    verified_on: date


@record(kw_only=True)
class Decision:
    """What the answers lead to, with the reasons and the legal support in Swedish, each once."""

    outcome: Outcome
    words: str
    reasons: tuple[str, ...]
    support: tuple[str, ...]
    is_secret: bool = False


def decide(rules: RegistrationRules, answers: Mapping[str, bool], *, is_minor: bool = False) -> Decision | None:
    """The decision that `answers` by the questions' keys give; None while one is missing and none of them is a yes.

    `is_minor` says that it obviously matters little: that counts only where every answer is no, so what is secret is
    always registered.
    """
    said_yes = [one for one in rules.questions if answers.get(one.key)]
    if not said_yes and any(one.key not in answers for one in rules.questions):
        return None
    outcome = rules.outcomes[Outcome.REGISTER if said_yes else Outcome.MINOR if is_minor else Outcome.ORDERED]
    support = [*(text for one in said_yes for text in one.support), *outcome.support]
    return Decision(
        outcome=outcome.key,
        words=outcome.words,
        reasons=tuple(one.because for one in said_yes) or (outcome.because,),
        support=tuple(dict.fromkeys(support)),
        is_secret=any(one.is_secret for one in said_yes),
    )


def parse_registration(data: Mapping[str, Any]) -> RegistrationRules:
    """The rules in plain data such as resources/rules/registration.toml."""
    outcomes = [OutcomeRule(**{**_read(one), "key": Outcome(one["key"])}) for one in data["outcomes"]]
    return RegistrationRules(
        questions=tuple(Question(**_read(one)) for one in data["questions"]),
        outcomes={one.key: one for one in outcomes},
        verified_on=date.fromisoformat(data["verified_on"]),
    )


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "kind": SourceKind(data["kind"]), "support": tuple(data.get("support", ()))}
