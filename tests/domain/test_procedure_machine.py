"""Whatever anybody does, in whatever order, no hard gate is passed and nothing is taken back behind D3."""

from datetime import timedelta

import pytest
from domain.procedure_cases import ANNA, BEA, BEGAN, CHEF, LIVELY, QUIET, VALUES, broken, template
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smdesk.domain.person import Person
from smdesk.domain.problem import RefusedError, stops
from smdesk.domain.procedure import (
    Facts,
    Run,
    StepStatus,
    is_inactive,
    is_past_return,
    is_same_person,
    next_step,
    start,
    violations,
)
from smdesk.domain.procedure_change import (
    Abandon,
    Change,
    Complete,
    CountFiles,
    Fill,
    Skip,
    Supplement,
    TakeBack,
    changed,
    problems_with,
)
from smdesk.words import problem_text

TEMPLATE = template()
KEYS = st.sampled_from([step.key for step in TEMPLATE.steps])
PEOPLE = st.sampled_from([ANNA, BEA, CHEF, Person(name="SAMORDNARE ", function="Chef")])
FACTS = st.sampled_from([QUIET, LIVELY, Facts(), Facts(last_post_on=QUIET.last_post_on)])
REASONS = st.sampled_from(["", " ", "Skäl"])
CHOICES = st.sampled_from(["deleted", "locked"])
GATES = ("A3", "B5", "C4", "C5", "C7", "D1")


class Closing(RuleBasedStateMachine):
    """Random people do random things to one run; the straight way is tried often enough to get past D3."""

    def __init__(self) -> None:
        super().__init__()
        self.run: Run = start(TEMPLATE, 1, ANNA, BEGAN)
        self.now = BEGAN
        self.history: list[Run] = []

    def do(self, change: Change, person: Person, facts: Facts = LIVELY) -> None:
        before = self.run
        found = problems_with(change, before, person=person, now=self.now, facts=facts)
        assert all(problem_text(one) for one in found)
        told = stops(found)
        if told:
            with pytest.raises(RefusedError) as caught:
                changed(before, change, person=person, now=self.now, facts=facts)
            assert list(caught.value.problems) == told
            return
        self.run = changed(before, change, person=person, now=self.now, facts=facts)
        self.history.append(before)
        if is_past_return(before):
            undone = [
                key for key, state in before.steps.items() if state.is_settled and not self.run.steps[key].is_settled
            ]
            assert not undone
            assert self.run.abandoned_at is None

    def values(self, key: str, choice: str) -> dict[str, str]:
        own = {"choice": choice} if key == "D4" else {"stored_where": "Nyckelringen"} if key == "D6" else {}
        return {**VALUES.get(key, {}), **own}

    @rule(key=KEYS, person=PEOPLE, reason=REASONS, facts=FACTS, choice=CHOICES)
    def complete(self, key: str, person: Person, reason: str, facts: Facts, choice: str) -> None:
        self.do(Complete(key=key, values=self.values(key, choice), override_reason=reason), person, facts)

    @rule(count=st.integers(5, 29), choice=CHOICES, facts=st.sampled_from([QUIET, LIVELY]))
    def go_on(self, count: int, choice: str, facts: Facts) -> None:
        """Take the next steps as they should be taken, by whoever may, on the day they may be taken."""
        for _ in range(count):
            key = next_step(self.run, self.now.date())
            if key is None or self.run.is_over:
                return
            self.do(CountFiles(key=key, files=1), ANNA)
            if key == "B2" and facts is QUIET:
                self.do(Skip(key=key, reason="Inaktivt"), ANNA, facts)
            before = self.run
            for person in (ANNA, BEA):
                self.do(Complete(key=key, values=self.values(key, choice)), person, facts)
            if self.run is before:
                self.now += timedelta(days=31)

    @rule(days=st.integers(0, 40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(key=KEYS, person=PEOPLE, reason=REASONS, facts=FACTS)
    def skip(self, key: str, person: Person, reason: str, facts: Facts) -> None:
        self.do(Skip(key=key, reason=reason), person, facts)

    @rule(key=KEYS, person=PEOPLE)
    def take_back(self, key: str, person: Person) -> None:
        self.do(TakeBack(key=key), person)

    @rule(key=KEYS, person=PEOPLE, values=st.sampled_from([{}, {"choice": "locked"}, {"closing_on": "2020-01-01"}]))
    def fill(self, key: str, person: Person, values: dict[str, str]) -> None:
        self.do(Fill(key=key, values=values), person)

    @rule(key=KEYS, files=st.integers(0, 2))
    def files(self, key: str, files: int) -> None:
        self.do(CountFiles(key=key, files=files), ANNA)

    @rule(key=KEYS)
    def supplement(self, key: str) -> None:
        self.do(Supplement(key=key, values={"delivered_on": self.now.date().isoformat()}), ANNA)

    @precondition(lambda self: len(self.history) > 20)
    @rule(reason=REASONS)
    def abandon(self, reason: str) -> None:
        self.do(Abandon(reason=reason), ANNA)

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        self.run = self.history.pop()

    @rule(key=KEYS)
    def force(self, key: str) -> None:
        """Behind the rules: a gate opened by hand is always found when D3 is done."""
        if self.run.steps["D3"].is_done and key in GATES:
            opened = broken(self.run, key, status=StepStatus.OPEN, done_at=None, signatures=())
            assert any(one.where == "D3" and one.values["other"] == key for one in violations(opened))

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert violations(self.run) == []

    @invariant()
    def no_gate_is_passed(self) -> None:
        """The rule of the field, written a second time without the engine."""
        steps = self.run.steps
        if steps["D3"].is_done:
            day = steps["D3"].done_on
            assert day is not None
            assert all(steps[key].is_done for key in GATES)
            informed = steps["B2"]
            if informed.is_done:
                assert day.isoformat() >= informed.values["closing_on"]
            else:
                assert informed.status is StepStatus.NOT_APPLICABLE
                assert informed.values["last_post_on"] == "2025-08-01"
                assert is_inactive(QUIET.last_post_on, informed.values["last_post_source"], day)
            assert steps["D2"].is_done or steps["D3"].override_reason
            assert not is_same_person(steps["C3"].signatures[0], steps["C4"].signatures[0])
        if steps["D6"].is_done:
            assert steps["D5"].is_done or steps["D4"].values["choice"] == "locked"
        if steps["E5"].is_done:
            assert len({one.name.strip().casefold() for one in steps["E5"].signatures}) == 2
            assert all(state.is_settled for state in steps.values())


TestClosing = Closing.TestCase
TestClosing.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
