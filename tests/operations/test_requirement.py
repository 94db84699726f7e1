"""Requirements: set, superseded, deviated from, proposed; and never with a past of another making."""

from dataclasses import replace
from datetime import date

import pytest

from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import SUBJECTS, Requirement, RequirementKind, RoundState, SourceKind
from smdesk.operations import requirement, routine
from smdesk.words.routine import requirement_text, source_text
from tests.operations.routine_desk import Clock, add_account, ask, begin, undone_and_redone
from tests.operations.whole import everything

MONDAY = date(2026, 11, 23)
POSTS = Requirement(account_id=1, kind=RequirementKind.POSTS, value=2, valid_from=MONDAY,
                    source_kind=SourceKind.PROPOSAL)  # fmt: skip


@pytest.fixture
def clock():
    return Clock("2026-11-23 08:00")


@pytest.fixture
def desk(tmp_path, clock):
    desk = begin(tmp_path / "register", clock)
    add_account(desk)
    yield desk
    desk.close()


def test_a_new_requirement_supersedes_the_old_one_by_date_and_the_past_stays(desk, clock):
    ask(desk, 1, "09:00")
    clock.set("2026-12-01 08:00")
    with undone_and_redone(desk):
        ask(desk, 1, "10:00 14:00")
    assert [one.slot for one in routine.rounds(desk, date(2026, 11, 30), date(2026, 12, 1))] == [
        "09:00", "10:00", "14:00",
    ]  # fmt: skip
    assert [one.state for one in routine.lines(desk, MONDAY, MONDAY)] == [RoundState.MISSED]
    assert len(requirement.of_account(desk, 1)) == 2


def test_setting_it_twice_a_day_keeps_only_the_last(desk):
    ask(desk, 1, "09:00")
    ask(desk, 1, "10:00")
    assert [one.times for one in requirement.of_account(desk, 1)] == ["10:00"]


def test_an_account_answers_within_days_or_hours(desk, clock):
    def holds(day):
        return requirement.current(desk, 1, day)[RequirementKind.ANSWER]

    days = replace(POSTS, kind=RequirementKind.ANSWER, value=1)
    hours = replace(days, kind=RequirementKind.ANSWER_HOURS, value=4)
    requirement.set_requirement(desk, days)
    with undone_and_redone(desk):
        requirement.set_requirement(desk, hours)
    assert [one.kind for one in requirement.of_account(desk, 1)] == [hours.kind], "the same day replaces"
    clock.set("2026-12-01 08:00")
    newer = requirement.set_requirement(desk, replace(days, valid_from=desk.today()))
    assert (holds(MONDAY).kind, holds(desk.today()).kind) == (hours.kind, days.kind)
    clock.set("2026-12-03 08:00")
    requirement.propose_defaults(desk, [1])
    assert holds(desk.today()) == newer, "nothing is missing"
    requirement.end(desk, newer.id)
    assert RequirementKind.ANSWER not in requirement.current(desk, 1, desk.today())
    assert holds(MONDAY).kind is hours.kind


def test_a_decided_deviation_outweighs_it_on_its_days_only(desk):
    requirement.set_requirement(desk, POSTS)
    july = replace(POSTS, value=1, valid_from=date(2027, 7, 1), valid_to=date(2027, 7, 31), decided_by="Enhetschef")
    with undone_and_redone(desk):
        requirement.deviate(desk, july)
    found = [
        requirement.current(desk, 1, day)[RequirementKind.POSTS].value
        for day in (date(2027, 6, 30), date(2027, 7, 1), date(2027, 7, 31), date(2027, 8, 1))
    ]
    assert found == [2, 1, 1, 2]


def test_ending_one_brings_no_older_one_back(desk, clock):
    ask(desk, 1, "09:00")
    clock.set("2026-12-01 08:00")
    newer = ask(desk, 1, "10:00")
    clock.set("2026-12-03 08:00")
    with undone_and_redone(desk):
        requirement.end(desk, newer.id)
    assert requirement.current(desk, 1, date(2026, 12, 3)) == {}
    assert requirement.current(desk, 1, date(2026, 12, 2))[RequirementKind.ROUNDS].times == "10:00"
    assert requirement.current(desk, 1, MONDAY)[RequirementKind.ROUNDS].times == "09:00"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": -1}, "requirement.value"),
        ({"valid_from": date(2026, 11, 20)}, "requirement.past"),
        ({"source_kind": SourceKind.LOCAL, "source": "  "}, "requirement.source"),
        ({"kind": RequirementKind.ANSWER_HOURS, "value": 0}, "requirement.hours"),
        ({"kind": RequirementKind.ROUNDS, "value": 2, "times": "09:00"}, "requirement.times"),
        ({"kind": RequirementKind.ROUNDS, "value": 1, "times": "25:00"}, "requirement.times"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(desk, change, code):
    before = everything(desk)
    with pytest.raises(RefusedError) as refused:
        requirement.set_requirement(desk, replace(POSTS, **change))
    assert [one.code for one in refused.value.problems] == [code]
    assert everything(desk) == before


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ["requirement.deviation"]),
        ({"valid_to": date(2026, 12, 1)}, ["requirement.deviation"]),
        ({"valid_to": date(2026, 11, 1), "decided_by": "Enhetschef"}, ["requirement.days"]),
    ],
)
def test_a_deviation_says_until_when_and_who_decided(desk, change, codes):
    with pytest.raises(RefusedError) as refused:
        requirement.deviate(desk, replace(POSTS, **change))
    assert [one.code for one in refused.value.problems] == codes


def test_times_are_read_as_they_are_written(desk):
    rounds = replace(POSTS, kind=RequirementKind.ROUNDS, value=2, times=" 15.00, 9:00 9.00")
    made = requirement.set_requirement(desk, rounds)
    assert made.times == "09:00 15:00"


def test_proposals_fill_only_what_is_missing_and_are_called_proposals(desk):
    other = add_account(desk, "Parklekarna")
    ask(desk, 1, "08:30")
    with undone_and_redone(desk):
        requirement.propose_defaults(desk, [1, other])
    own = requirement.current(desk, 1, MONDAY)
    assert own[RequirementKind.ROUNDS].times == "08:30"
    proposed = requirement.current(desk, other, MONDAY)
    assert [requirement_text(proposed[kind]) for kind in SUBJECTS] == [
        "2 inlägg per vecka",
        "2 gånger per arbetsdag, 09:00 och 15:00",
        "1 arbetsdag",
    ]
    for one in proposed.values():
        shown = source_text(one.source_kind, one.source)
        assert shown.startswith("förslag efter ")
        assert "polic" not in shown


def test_every_profile_proposes_all_kinds(desk):
    assert list(requirement.profiles()) == ["standard", "main", "information"]
    for profile in requirement.profiles():
        account = add_account(desk, profile)
        requirement.propose_defaults(desk, [account], profile)
        assert set(requirement.current(desk, account, MONDAY)) == set(SUBJECTS)


@pytest.mark.parametrize(
    ("kind", "source", "shown"),
    [
        (SourceKind.LAW, "förvaltningslagen (2017:900) 6 §", "lag: förvaltningslagen (2017:900) 6 §"),
        (SourceKind.PROPOSAL, "Förslag efter Malmö stads handbok", "förslag efter Malmö stads handbok"),
        (SourceKind.PROPOSAL, "", "förslag"),
        (SourceKind.NONE, "någon sa det", "källa saknas"),
    ],
)
def test_a_source_is_told_for_what_it_is(kind, source, shown):
    assert source_text(kind, source) == shown
