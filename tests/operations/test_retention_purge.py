"""Gallring under a decision: nothing without one, a protocol of what went, and a record that is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from operations.test_inbound_purge import NEEDLE, come_in, holding

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Inbound
from smdesk.domain.problem import RefusedError
from smdesk.domain.retention import Decision, Reason
from smdesk.operations import evidence, inbound, inbound_purge, purge, register_check, retention, retention_purge
from tests.operations.routine_desk import Clock, add_account, begin

DECISION = Decision(number="SSA 2025:17", decided_on=date(2025, 3, 4), classes="minor protected", months=12)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23 16:40")


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    add_account(desk, "Huvudsidan")
    yield desk
    desk.close()


@pytest.fixture
def one(desk: Desk, tmp_path: Path, clock: Clock) -> Inbound:
    """A closed item a year later: its class is that of its kind."""
    found = come_in(desk, tmp_path)
    inbound.change(desk, replace(found, category="question", retention=""))
    clock.set("2027-11-24 09:12")
    return inbound.get(desk, found.id)


def test_a_decision_is_entered_changed_and_taken_away(desk):
    made = retention.decide(desk, replace(DECISION, number=" SSA 2025:17 ", note="Dnr 1"))
    assert (made.number, made.classes) == ("SSA 2025:17", "minor protected")
    retention.decide(desk, replace(made, months=24))
    assert [known.months for known in retention.decisions(desk)] == [24]
    retention.forget(desk, made.id)
    assert retention.decisions(desk) == []
    desk.undo()
    assert [known.months for known in retention.decisions(desk)] == [24]
    with pytest.raises(RefusedError, match=r"retention\.number"):
        retention.decide(desk, replace(DECISION, number=" "))
    with pytest.raises(RefusedError, match=r"retention\.gone"):
        retention.decision(desk, 99)


def test_without_a_decision_nothing_goes(desk, one):
    assert retention_purge.proposed(desk).may == []
    assert {reason for _, reason in retention_purge.proposed(desk).may_not} == {Reason.NO_DECISION}
    with pytest.raises(RefusedError, match="gone"):
        retention_purge.purge_under(desk, 1, [one.id])


def test_it_goes_with_a_protocol_that_says_no_word_of_it(desk, one):
    made = retention.decide(desk, DECISION)
    assert [found.id for found in retention_purge.proposed(desk, made.id).may] == [one.id]
    done = retention_purge.purge_under(desk, made.id, [one.id])
    assert holding(desk.folder) == []
    kept = inbound.get(desk, one.id)
    assert kept.is_purged
    assert (kept.category, kept.state, kept.came_in_at) == (one.category, one.state, one.came_in_at)
    assert inbound.happened(desk, one.id)[-1].kind is EventKind.PURGED
    assert evidence.locate(desk, done.paper.id).read_bytes().startswith(b"%PDF")
    assert retention_purge.made(desk) == [done]
    assert desk.undo_step is None
    assert register_check.check_desk(desk) == []
    data = retention_purge.gather(desk, done.record.id)
    assert [(row.account, row.category, row.retention) for row in data.rows] == [
        ("Huvudsidan", "Fråga", "Tillfällig eller ringa betydelse")
    ]
    assert NEEDLE not in repr(data)
    for change in (retention.forget, lambda desk, number: retention.decide(desk, replace(made, months=1))):
        with pytest.raises(RefusedError, match=r"retention\.used"):
            change(desk, made.id)
    with pytest.raises(RefusedError, match=r"retention\.not_free"):
        retention_purge.purge_under(desk, made.id, [one.id])


def test_what_is_held_or_registered_stays(desk, one):
    made = retention.decide(desk, DECISION)
    inbound.hold(desk, one.id, "Begärd ut")
    with pytest.raises(RefusedError, match=r"retention\.not_free"):
        retention_purge.purge_under(desk, made.id, [one.id])
    with pytest.raises(RefusedError, match=r"purge\.none"):
        retention_purge.purge_under(desk, made.id, [])
    assert retention_purge.made(desk) == []
    assert inbound.get(desk, one.id).text == NEEDLE
    assert evidence.files(desk, Subject.INBOUND, one.id)


def test_the_class_is_the_chosen_else_that_of_the_kind(desk, one):
    assert inbound_purge.class_of(one) == "minor"
    assert inbound_purge.class_of(replace(one, retention="kept")) == "kept"
    assert inbound_purge.class_of(replace(one, is_protected=True)) == "protected"
    assert inbound_purge.class_of(replace(one, category="opinion")) == ""
    assert inbound_purge.class_of(replace(one, category="")) == ""


def test_the_check_tells_of_what_is_owed_and_of_what_came_back(desk, one, tmp_path):
    made = retention.decide(desk, DECISION)
    _, purging = retention_purge.begin(desk, made.id, [one.id])
    assert [found.code for found in register_check.check_desk(desk) if found.code != "evidence.extra"] == [
        "purge.owed_home"
    ]
    purge.settle(desk, purge.finish(purging))
    assert register_check.check_desk(desk) == []
    desk.store.inbound.change(replace(inbound.get(desk, one.id), text="Åter"))
    assert [found.code for found in register_check.check_desk(desk)] == ["purge.left"]
