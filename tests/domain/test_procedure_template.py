"""The template file: what it must hold, what a broken one is told, and that a run carries it unharmed."""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from domain.procedure_cases import FILE, template

from smdesk.domain.problem import BadInputError
from smdesk.domain.procedure_template import Action, SkipRule, SupportKind, parse_template, template_to_dict
from smdesk.words import problem_text

ORDER = ["A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5", "B6", "C1", "C2", "C3", "C4", "C5", "C6", "C7"]
ORDER += ["D1", "D2", "D3", "D4", "D5", "D6", "E1", "E2", "E3", "E4", "E5"]


def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def test_every_step_of_the_field_is_there_in_order() -> None:
    assert [step.key for step in template().steps] == ORDER


def test_the_gate_of_the_closure() -> None:
    step = template().step("D3")
    assert step.gate == ("A3", "B2", "B5", "C4", "C5", "C7", "D1")
    assert step.after == ("D2",)
    assert step.no_return
    assert {one.key: one.action for one in template().steps if one.action} == {
        "B1": Action.STOP_POSTS,
        "D3": Action.UNPUBLISH,
        "D6": Action.DELETE_SECRETS,
        "E4": Action.CLOSE_ACCOUNT,
    }


def test_nothing_that_leads_to_the_gate_can_be_left_out() -> None:
    steps = {step.key: step for step in template().steps}
    waiting, seen = ["D3", "D6", "E4"], set()
    while waiting:
        step = steps[waiting.pop()]
        seen.add(step.key)
        waiting += [key for key in step.gate if key not in seen]
    assert {key: steps[key].skip for key in seen if steps[key].skip is not SkipRule.NEVER} == {"B2": SkipRule.INACTIVE}


def test_every_step_says_why_who_and_on_what_it_rests() -> None:
    for step in template().steps:
        assert step.instruction
        assert step.why
        assert step.who
        assert step.support
        assert step.evidence


def test_a_foreign_or_weak_source_is_never_a_source() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert not re.search(r"buffalo|davis|flefll|lifebridge|enligt policyn", text, re.IGNORECASE)
    for step in template().steps:
        for one in step.support:
            named = re.search(r"Malmö|Varberg|Hultsfred|Helsingborg|Nacka|förslag", one.text)
            assert not named or one.kind is SupportKind.PROPOSAL, one.text


def test_a_run_carries_its_template_as_json() -> None:
    assert parse_template(json.loads(json.dumps(template_to_dict(template())))) == template()


def spoil(change: Callable[[dict[str, Any]], object]) -> str:
    spoiled = data()
    change(spoiled)
    with pytest.raises(BadInputError) as caught:
        parse_template(spoiled)
    assert all(problem_text(one) for one in caught.value.problems)
    return ", ".join(f"{one.code} {one.where}".strip() for one in caught.value.problems)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.pop("version"), "template.missing_key closure.version"),
        (lambda d: d.update(grace_days="30"), "template.value closure.grace_days"),
        (lambda d: d.update(steps={}), "template.value closure.steps"),
        (lambda d: d["steps"][0].pop("why"), "template.missing_key closure.steps.A1.why"),
        (lambda d: d["steps"][0].update(colour="red"), "template.unknown_key closure.steps.A1.colour"),
        (lambda d: d["steps"][0].update(skip="maybe"), "template.value closure.steps.A1.skip"),
        (lambda d: d["steps"][0].update(no_return=1), "template.value closure.steps.A1.no_return"),
        (lambda d: d["steps"][0]["fields"][0].update(kind=[]), "template.value closure.steps.A1.fields.reason.kind"),
        (lambda d: d["steps"][1].update(after=["Z1"]), "template.reference A2"),
        (lambda d: d["steps"][1].update(after=["A3"]), "template.reference A2"),
        (lambda d: d["steps"][2].update(skip="reason", gate=[]), "template.gate_skip D3"),
        (lambda d: d["steps"][4]["due"][0].update(start="A3.nothing"), "template.reference A5"),
        (lambda d: d["steps"].append(dict(d["steps"][0])), "template.twice A1, template.closing"),
        (lambda d: d["steps"][-1].update(closes=False), "template.closing"),
        (lambda d: d["phases"].pop(0), ", ".join(f"template.phase A{number}" for number in range(1, 6))),
    ],
)
def test_a_broken_template_is_told_where(change: Callable[[dict[str, Any]], object], told: str) -> None:
    assert spoil(change) == told
