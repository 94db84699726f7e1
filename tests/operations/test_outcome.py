"""What has become of a post on each account: told to the platform, asked about when its time has passed, and failed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smdesk.domain.post import Outcome, PostState
from smdesk.domain.post_filter import PostFilter
from smdesk.operations import (
    calendar,
    calendar_days,
    crisis,
    outcome,
    plan_export,
    post,
    procedure,
    reminding,
    series,
    stopping,
    today,
)
from smdesk.operations.outcome import Slot
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]

AT = NOW.replace(day=25, hour=10)
SLOT = Slot(account_id=1, at=AT)


def outcomes(desk, post_id: int) -> list[Outcome]:
    return [one.outcome for one in post.view(desk, post_id).placements]


def pass_time(desk, **more) -> None:
    later = desk.now() + timedelta(**more)
    desk._clock = lambda: later


def test_the_platform_was_told_and_the_plan_has_its_time(desk):
    made = planned(desk, 1)
    with undone(desk, "post.schedule"):
        found = outcome.schedule(desk, made.id, [SLOT])
    (one,) = found.placements
    assert (one.outcome, one.scheduled_for, one.scheduled_at, one.scheduled_by) == (
        Outcome.SCHEDULED, AT, NOW, "Samordnare",
    )  # fmt: skip
    assert (found.post.day, found.post.time, found.post.state) == (WEDNESDAY, "10:00", PostState.APPROVED)
    assert found.whole_state is PostState.SCHEDULED


def test_the_exported_plan_tells_what_the_platform_was_told(desk):
    outcome.schedule(desk, planned(desk, 1).id, [SLOT])
    for is_json, told in ((True, AT), (False, AT.replace(tzinfo=None))):
        table = plan_export.plan_table(desk, is_json)
        (row,) = table.rows
        assert row[table.headings.index("Schemalagt hos plattformen")] == told


def test_only_what_is_approved_is_told_to_a_platform_and_ahead_of_time(desk):
    draft, held = planned(desk, 1, state=PostState.DRAFT), planned(desk, 1, held_at=NOW)
    made = planned(desk, 1)
    for one, slot, code in (
        (draft, SLOT, "post.not_approved"),
        (held, SLOT, "post.held"),
        (made, replace(SLOT, at=NOW), "post.scheduled_past"),
        (made, replace(SLOT, account_id=2), "post.not_placed"),
    ):
        with refused(desk, code):
            outcome.schedule(desk, one.id, [slot])
    with refused(desk, "post.no_account"):
        outcome.schedule(desk, made.id, [])


def test_on_one_of_two_the_plan_stays_and_the_difference_is_told(desk):
    made = planned(desk, 1, 2)
    found = outcome.schedule(desk, made.id, [SLOT])
    assert (found.post.day, found.whole_state) == (TUESDAY, PostState.APPROVED)
    one, other = desk.store.post.placed([found.post])
    assert {each.code for each in one.remarks} == {"post.scheduled_elsewhere"}
    assert other.remarks == []


def test_a_moved_post_is_still_sent_when_the_platform_was_told(desk):
    made = planned(desk, 1)
    outcome.schedule(desk, made.id, [SLOT])
    with undone(desk, "post.move"):
        moved = post.move(desk, made.id, TUESDAY.replace(day=27))
    (one,) = desk.store.post.placed([moved])
    assert (one.state, one.placement.scheduled_for) == (PostState.SCHEDULED, AT)
    assert {each.code for each in one.remarks} == {"post.scheduled_elsewhere"}
    outcome.schedule(desk, made.id, [replace(SLOT, at=AT.replace(day=27))])
    (one,) = desk.store.post.placed([post.view(desk, made.id).post])
    assert one.remarks == []


def test_a_changed_text_is_a_draft_again_and_the_platform_has_the_old_one(desk):
    made = planned(desk, 1)
    outcome.schedule(desk, made.id, [SLOT])
    found = post.write(desk, replace(post.view(desk, made.id).post, text="Nytt"), [1])
    assert found.post.state is PostState.DRAFT
    (one,) = desk.store.post.placed([found.post])
    assert (one.state, {each.code for each in one.remarks}) == (PostState.SCHEDULED, {"post.scheduled_changed"})


def test_what_the_platform_sends_is_neither_dropped_binned_nor_taken_from_its_account(desk):
    made = planned(desk, 1, 2)
    outcome.schedule(desk, made.id, [SLOT])
    with refused(desk, "post.scheduled_dropped"):
        post.set_state(desk, made.id, PostState.DROPPED)
    with refused(desk, "post.scheduled_dropped"):
        post.bin_post(desk, made.id)
    with refused(desk, "post.scheduled_dropped"):
        post.write(desk, made, [2])
    with undone(desk, "post.unschedule"):
        found = outcome.unschedule(desk, made.id)
    assert [one.scheduled_at for one in found.placements] == [None, None]
    post.set_state(desk, made.id, PostState.DROPPED)


def test_what_passed_its_time_is_asked_about_until_she_says(desk):
    made = planned(desk, 1, 2)
    outcome.schedule(desk, made.id, [SLOT])
    assert today.look(desk).posts[0].asked is False
    before = desk.now()
    pass_time(desk, days=1)
    assert reminding.fallen_due(desk, before, desk.now()).sent == ("Huvudsidan",)
    pass_time(desk, days=90)
    (line,) = today.look(desk).posts
    assert (line.asked, line.late, [one.name for one in line.accounts]) == (True, True, ["Huvudsidan"])
    with undone(desk, "post.publish"):
        found = post.publish(desk, made.id, [replace(out(1), at=AT, permalink="https://a.example/1")])
    assert found.whole_state is PostState.PARTLY
    assert not any(line.asked for line in today.look(desk).posts)


def test_that_it_did_not_go_out_is_an_answer_with_a_reason(desk):
    made = planned(desk, 1, 2)
    outcome.schedule(desk, made.id, [SLOT])
    pass_time(desk, days=1)
    with refused(desk, "post.failure_reason"):
        outcome.fail(desk, made.id, [1], " ")
    with undone(desk, "post.fail"):
        found = outcome.fail(desk, made.id, [1], "Kontot var låst")
    assert outcomes(desk, made.id) == [Outcome.FAILED, Outcome.WAITING]
    assert (found.placements[0].failure, found.placements[0].scheduled_for) == ("Kontot var låst", None)
    post.publish(desk, made.id, [replace(out(2), at=desk.now())])
    found = post.view(desk, made.id)
    assert (found.post.state, found.whole_state) == (PostState.APPROVED, PostState.PARTLY)
    (line,) = today.look(desk).posts
    assert (line.waiting, line.late, line.failures) == (0, False, ["Kontot var låst"])


def test_a_new_day_gives_what_failed_another_chance(desk):
    made = planned(desk, 1)
    outcome.fail(desk, made.id, [1], "Kontot var låst")
    with undone(desk, "post.move"):
        post.move(desk, made.id, WEDNESDAY)
    assert outcomes(desk, made.id) == [Outcome.WAITING]
    outcome.fail(desk, made.id, [1], "Kontot var låst")
    post.write(desk, replace(post.view(desk, made.id).post, day=TUESDAY), [1])
    assert outcomes(desk, made.id) == [Outcome.WAITING]
    for state in (PostState.DROPPED, PostState.IDEA):
        post.set_state(desk, made.id, state)
        with refused(desk, "post.not_planned"):
            outcome.fail(desk, made.id, [1], "Nej")


def test_what_failed_does_not_count_towards_the_goal(desk):
    made = planned(desk, 1)
    assert calendar.week(desk, TUESDAY).lanes[0].goal.counted == 1
    outcome.fail(desk, made.id, [1], "Kontot var låst")
    assert calendar.week(desk, TUESDAY).lanes[0].goal.counted == 0


def test_partly_published_is_found_and_told(desk):
    made = planned(desk, 1, 2, time="09:00")
    post.publish(desk, made.id, [out(1, 9)])
    for state, count in ((PostState.PARTLY, 1), (PostState.APPROVED, 1), (PostState.SCHEDULED, 0)):
        found = calendar_days.month(desk, TUESDAY, PostFilter(states=frozenset({state})))
        assert sum(len(day.posts) for week in found.weeks for day in week.days) == count
    (day,) = [one for one in calendar_days.agenda(desk, TUESDAY, TUESDAY).days if one.posts]
    assert (day.posts[0].is_partly, day.posts[0].out) == (True, 1)
    rows = plan_export.plan_table(desk, is_json=False).rows
    assert [row[4] for row in rows] == ["delvis publicerat"] * 2


def test_the_rest_of_what_is_partly_out_can_be_dropped_and_is_still_partly_out(desk):
    made = planned(desk, 1, 2, time="09:00")
    post.publish(desk, made.id, [out(1, 9)])
    assert post.set_state(desk, made.id, PostState.DROPPED).whole_state is PostState.PARTLY


def test_a_crisis_puts_first_what_goes_out_all_the_same(desk):
    first, later = planned(desk, 1, time="13:00"), planned(desk, 2, time="14:00")
    outcome.schedule(desk, later.id, [Slot(account_id=2, at=NOW.replace(hour=14))])
    crisis.begin(desk, "Vattenläcka")
    assert [one.id for one in crisis.held(desk)] == [later.id, first.id]
    assert crisis.going_out(desk, crisis.held(desk)) == {later.id: NOW.replace(hour=14)}
    with refused(desk, "post.scheduled_dropped"):
        crisis.drop(desk, later.id)
    pass_time(desk, hours=3)
    assert [line.asked for line in today.look(desk).posts if line.late] == [True], "nobody here kept it"
    outcome.unschedule(desk, later.id)
    crisis.drop(desk, later.id)


def test_a_closing_account_tells_of_what_its_platform_sends(desk):
    alone, both = planned(desk, 1), planned(desk, 1, 2)
    for one in (alone, both):
        outcome.schedule(desk, one.id, [SLOT])
    found = stopping.planned(desk, 1, TUESDAY)
    run = procedure.load(desk, procedure.begin_closure(desk, 1))
    told = procedure.first_values(desk, run, "B1")
    assert "schemalagt hos plattformen: stoppa det där" in str(told)
    assert stopping.scheduled(desk, 1, found) == {alone.id, both.id}
    with undone(desk, "post.stop"):
        assert len(stopping.stop_planned(desk, 1, TUESDAY)) == 2
    assert post.view(desk, alone.id).post.state is PostState.DROPPED
    pass_time(desk, days=9)
    assert not any(line.asked for line in today.look(desk).posts)


def test_a_series_leaves_alone_what_its_platform_sends(desk):
    made = planned(desk, 1)
    series.start(desk, made.id, series.proposed(desk, made.id))
    later = desk.store.post.of_series(1)[1]
    post.set_state(desk, later.id, PostState.APPROVED)
    at = NOW + timedelta(days=7)
    outcome.schedule(desk, later.id, [Slot(account_id=1, at=at)])
    series.end(desk, made.id)
    assert outcomes(desk, later.id) == [Outcome.SCHEDULED]


@pytest.mark.parametrize("code", ["post.binned"])
def test_nothing_is_said_of_what_lies_in_the_bin(desk, code):
    made = planned(desk, 1)
    post.bin_post(desk, made.id)
    with refused(desk, code):
        outcome.schedule(desk, made.id, [SLOT])
    with refused(desk, code):
        outcome.fail(desk, made.id, [1], "Nej")


def test_what_awaits_an_answer_is_found_by_index(desk):
    query = (
        "explain query plan select post.id from post join placement on placement.post_id = post.id "
        "where placement.scheduled_for is not null and placement.published_at is null "
        "and placement.scheduled_for <= '2026' group by post.id"
    )
    plan = " ".join(row[3] for row in desk.store.connection.execute(query))
    assert "placement_scheduled" in plan
