"""What may be purged: never without a decision, never what is kept, held, open or too young."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.retention import (
    Candidate,
    Decision,
    Hold,
    Reason,
    Registered,
    check_decision,
    check_hold,
    proposal,
    why_not,
)
from smdesk.domain.routine import SourceKind
from smdesk.operations.retention import classes, decision_rule
from smdesk.words.retention import REASONS, term_text

TODAY = date(2026, 11, 24)
DECISION = Decision(number="SSA 2025:17", decided_on=date(2025, 3, 4), classes="minor protected", months=24)
OLD = Candidate(id=1, class_key="minor", account_id=7, closed_on=date(2024, 1, 5))


def test_what_the_file_says_of_the_classes():
    assert list(classes()) == ["minor", "kept", "registered", "protected"]
    assert [key for key, one in classes().items() if one.may_purge] == ["minor", "protected"]
    assert classes()["protected"].registered is Registered.MUST
    assert all(one.source and one.certainty in ("S", "L", "D", "NF") for one in classes().values())
    assert classes()["minor"].kind is SourceKind.PROPOSAL, "another municipality's rule is no source of this one"
    assert decision_rule()["number"] == "", "no general decision was found: she enters it"
    assert decision_rule()["number_certainty"] == "NF"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"is_held": True}, Reason.HELD),
        ({"class_key": "kept"}, Reason.NOT_PURGED),
        ({"class_key": "registered", "is_registered": True}, Reason.NOT_PURGED),
        ({"class_key": "unknown"}, Reason.NOT_PURGED),
        ({"is_registered": True}, Reason.REGISTERED),
        ({"class_key": "protected"}, Reason.UNREGISTERED),
        ({"class_key": "protected", "is_registered": True}, None),
        ({"closed_on": None}, Reason.OPEN),
        ({"closed_on": date(2024, 11, 24)}, None),
        ({"closed_on": date(2024, 11, 25)}, Reason.TOO_EARLY),
        ({"closed_on": None, "is_held": True, "class_key": "kept"}, Reason.HELD),
    ],
)
def test_why_something_may_not_go(changes, reason):
    assert why_not(replace(OLD, **changes), DECISION, classes(), TODAY) is reason


def test_a_class_that_the_decision_is_not_about():
    assert why_not(OLD, replace(DECISION, classes="protected"), classes(), TODAY) is Reason.OTHER_CLASS


@pytest.mark.parametrize(
    "decision",
    [
        None,
        replace(DECISION, number=" "),
        replace(DECISION, decided_on=None),
        replace(DECISION, decided_on=TODAY + timedelta(1)),
        replace(DECISION, classes=""),
        replace(DECISION, classes="minor kept"),
        replace(DECISION, months=-1),
        replace(DECISION, ends_on=TODAY - timedelta(1)),
    ],
)
def test_without_a_decision_in_force_nothing_goes(decision):
    found = proposal([OLD], decision, classes(), TODAY)
    assert (found.may, found.may_not) == ([], {1: Reason.NO_DECISION})


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"number": ""}, ["retention.number"]),
        ({"decided_on": None}, ["retention.day"]),
        ({"decided_on": TODAY + timedelta(1)}, ["retention.day_ahead"]),
        ({"classes": "okänd"}, ["retention.no_class"]),
        ({"classes": "minor kept"}, ["retention.kept"]),
        ({"months": 1201}, ["retention.months"]),
        ({"ends_on": date(2025, 3, 3)}, ["retention.ends_before"]),
    ],
)
def test_what_is_wrong_with_a_decision(changes, codes):
    assert [one.code for one in check_decision(replace(DECISION, **changes), classes(), TODAY)] == codes


def test_a_stop_keeps_its_account_while_it_stands():
    mine = Hold(reason="Polisanmälan", since=date(2026, 1, 1), account_id=7)
    assert why_not(OLD, DECISION, classes(), TODAY, [mine]) is Reason.HELD
    assert why_not(replace(OLD, account_id=8), DECISION, classes(), TODAY, [mine]) is None
    assert why_not(OLD, DECISION, classes(), TODAY, [replace(mine, account_id=None)]) is Reason.HELD
    assert why_not(OLD, DECISION, classes(), TODAY, [replace(mine, ended_on=TODAY)]) is None
    assert why_not(OLD, DECISION, classes(), TODAY, [replace(mine, since=TODAY + timedelta(1))]) is None


def test_what_is_wrong_with_a_stop():
    assert check_hold(Hold(reason="Granskning", since=TODAY)) == []
    wrong = Hold(reason=" ", since=TODAY, ended_on=TODAY - timedelta(1))
    assert [one.code for one in check_hold(wrong)] == ["retention.hold_reason", "retention.hold_ends_before"]


CANDIDATES = st.builds(
    Candidate,
    id=st.integers(1, 50),
    class_key=st.sampled_from(["minor", "kept", "registered", "protected", "x"]),
    account_id=st.sampled_from([None, 7, 8]),
    closed_on=st.none() | st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    is_registered=st.booleans(),
    is_held=st.booleans(),
)


@given(items=st.lists(CANDIDATES, unique_by=lambda one: one.id), months=st.integers(0, 60))
def test_all_are_told_of_once_and_what_may_go_is_closed_long_ago(items, months):
    found = proposal(items, replace(DECISION, months=months), classes(), TODAY)
    assert sorted([*found.may, *found.may_not]) == sorted(one.id for one in items)
    assert not set(found.may) & found.may_not.keys()
    by_id = {one.id: one for one in items}
    for number in found.may:
        one = by_id[number]
        assert one.class_key in DECISION.keys
        assert not one.is_held
        assert one.closed_on is not None
        assert one.closed_on <= TODAY - timedelta(days=28 * months)


def test_words():
    assert set(REASONS) == set(Reason)
    assert [term_text(replace(DECISION, months=months)) for months in (0, 1, 24)] == [
        "vid avslut",
        "en månad efter avslut",
        "24 månader efter avslut",
    ]
