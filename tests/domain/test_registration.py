"""Whether what came in is registered: one yes is enough, and what is secret always is."""

import tomllib
from datetime import date
from itertools import product

import pytest

from smdesk.domain.registration import Decision, Outcome, decide
from smdesk.domain.routine import SourceKind
from smdesk.operations.registration import rules
from smdesk.resources import RESOURCES
from smdesk.words.registration import decision_text, rule_source

RULES = rules()
KEYS = [one.key for one in RULES.questions]
NO = dict.fromkeys(KEYS, False)


def decided(answers: dict[str, bool], *, is_minor: bool = False) -> Decision:
    found = decide(RULES, answers, is_minor=is_minor)
    assert found is not None
    return found


def test_there_are_four_questions_with_their_reasons_and_sources() -> None:
    assert KEYS == ["case", "request", "secret", "interest"]
    assert RULES.outcomes.keys() == set(Outcome)
    for one in RULES.questions:
        assert one.ask.endswith("?")
        assert one.because.endswith(".")
        assert one.hint
        assert one.support
    for rule in [*RULES.questions, *RULES.outcomes.values()]:
        assert rule.kind is SourceKind.LAW or rule_source(rule).startswith("förslag"), rule.key
        assert rule.kind is not SourceKind.LAW or "(2009:400)" in rule.source
    data = tomllib.loads((RESOURCES / "rules" / "registration.toml").read_text("utf-8"))
    assert RULES.verified_on == date.fromisoformat(data["verified_on"])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("is_minor", [False, True])
def test_one_yes_registers_and_says_why(key: str, is_minor: bool) -> None:
    found = decided({key: True}, is_minor=is_minor)
    (question,) = (one for one in RULES.questions if one.key == key)
    assert (found.outcome, found.reasons) == (Outcome.REGISTER, (question.because,))
    assert found.is_secret is (key == "secret")
    assert set(question.support) < set(found.support)


def test_four_no_keep_it_ordered_or_say_that_it_matters_little() -> None:
    assert decided(NO).outcome is Outcome.ORDERED
    assert decided(NO, is_minor=True).outcome is Outcome.MINOR
    assert decision_text(decided(NO)).startswith("Diarieförs inte. Hålls ordnad. Det är inte hemligt")
    assert decision_text(decided(NO, is_minor=True)).endswith("betydelse för verksamheten.")


def test_while_an_answer_is_missing_nothing_is_decided_but_by_a_yes() -> None:
    assert decide(RULES, {}) is None
    for key in KEYS:
        assert decide(RULES, {one: False for one in KEYS if one != key}, is_minor=True) is None


@pytest.mark.parametrize("answers", list(product([False, True, None], repeat=4)))
@pytest.mark.parametrize("is_minor", [False, True])
def test_every_answer_leads_somewhere(answers: tuple[bool | None, ...], is_minor: bool) -> None:
    given = {key: answer for key, answer in zip(KEYS, answers, strict=True) if answer is not None}
    found = decide(RULES, given, is_minor=is_minor)
    assert (found is None) is (True not in answers and None in answers)
    if found is not None:
        assert (found.outcome is Outcome.REGISTER) is (True in answers)
        assert len(found.reasons) == max(1, answers.count(True))
        assert len(set(found.support)) == len(found.support)
        assert "  " not in decision_text(found)


def test_the_decision_is_told_with_its_law() -> None:
    assert decision_text(decided({"case": True, "secret": True})) == (
        "Diarieförs. Det tillför ett ärende en uppgift. Det innehåller sekretess eller känsliga personuppgifter, och "
        "registreras alltid. Stöd: offentlighets- och sekretesslagen (2009:400) 5 kap. 1 §: allmänna handlingar "
        "registreras utan dröjsmål; offentlighets- och sekretesslagen (2009:400) 5 kap. 1 §: det som omfattas av "
        "sekretess får inte bara hållas ordnat; offentlighets- och sekretesslagen (2009:400) 5 kap. 2 §: datum, "
        "diarienummer, avsändare eller mottagare, kort innehåll."
    )
