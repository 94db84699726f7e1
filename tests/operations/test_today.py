"""Idag's one look: what it holds, and that it finds it by index."""

import re
from datetime import date

import pytest

from smdesk.domain.duty import DutyState
from smdesk.domain.inbound import Inbound
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.routine import Pause, PauseKind, Requirement, RequirementKind, RoundState
from smdesk.operations import duty, inbound, post, procedure, requirement, routine, today
from tests.operations.routine_desk import Clock, add_account, ask, begin

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def clock():
    return Clock("2026-11-23 08:00")


@pytest.fixture
def desk(tmp_path, clock):
    desk = begin(tmp_path / "register", clock)
    yield desk
    desk.close()


def add_post(desk, day, *accounts, state=PostState.APPROVED, time="11:00", text="Öppet hus", out=()):
    made = desk.store.post.add(Post(text=text, state=state, day=day, time=time))
    for account in accounts:
        published = desk.now() if account in out else None
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account, published_at=published))
    return made


def test_rounds_of_today_and_the_missed_ones_of_five_working_days(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    clock.set("2026-12-02 10:00")  # Wednesday of the next week
    routine.tick(desk, account, date(2026, 12, 1), "09:00")
    found = today.look(desk)
    assert found.since == date(2026, 11, 25)
    assert [(one.round.slot, one.state) for one in found.rounds] == [
        ("09:00", RoundState.OVERDUE), ("15:00", RoundState.COMING),
    ]  # fmt: skip
    assert [(one.round.day.day, one.round.slot) for one in found.missed] == [
        (25, "09:00"), (25, "15:00"), (26, "09:00"), (26, "15:00"), (27, "09:00"), (27, "15:00"),
        (30, "09:00"), (30, "15:00"), (1, "15:00"),
    ]  # fmt: skip


def test_posts_late_first_then_by_time_and_what_is_out_last(desk, clock):
    one, other = add_account(desk, "Ett"), add_account(desk, "Två")
    clock.set("2026-11-24 12:00")
    add_post(desk, TUESDAY, one, time="15:30", text="senare")
    add_post(desk, TUESDAY, one, other, time="11:00", text="försenat på ett", out=[one])
    add_post(desk, TUESDAY, one, time="08:00", text="ute", state=PostState.PUBLISHED, out=[one])
    add_post(desk, MONDAY, other, text="från i går")
    add_post(desk, TUESDAY, one, text="struket", state=PostState.DROPPED)
    add_post(desk, TUESDAY, one, text="idé", state=PostState.IDEA)
    add_post(desk, date(2026, 10, 20), one, text="för länge sedan")
    add_post(desk, date(2026, 11, 25), one, text="i morgon")
    found = today.look(desk).posts
    assert [(line.post.text, line.late, line.waiting) for line in found] == [
        ("från i går", True, 1), ("försenat på ett", True, 1), ("senare", False, 1), ("ute", False, 0),
    ]  # fmt: skip
    assert [account.name for account in found[1].accounts] == ["Två"]


def test_a_remark_is_told_once_for_a_post_on_two_accounts(desk):
    one, other = add_account(desk, "Ett"), add_account(desk, "Två")
    add_post(desk, MONDAY, one, other, text=" ", state=PostState.DRAFT)
    (line,) = today.look(desk).posts
    assert [problem.code for problem in line.remarks] == ["post.no_text"]


def test_the_week_has_the_accounts_that_have_a_goal(desk):
    one = add_account(desk, "Ett")
    add_account(desk, "Utan mål")
    requirement.set_requirement(
        desk, Requirement(account_id=one, kind=RequirementKind.POSTS, value=2, valid_from=MONDAY)
    )
    add_post(desk, date(2026, 11, 27), one)
    (lane,) = today.look(desk).week
    assert (lane.account.name, lane.goal.counted, lane.goal.asked) == ("Ett", 1, 2)


def test_late_counts_everything_that_should_have_been_done(desk, clock):
    account = add_account(desk)
    ask(desk, account, "09:00")
    for one in desk.store.routine.duties.all():
        if one.key != "weekly.plan":
            desk.store.routine.duties.remove(one.id)
    clock.set("2026-11-24 10:00")
    add_post(desk, MONDAY, account)
    found = today.look(desk)
    assert [turn.state(TUESDAY) for turn in found.duties] == [DutyState.OVERDUE]
    assert (len(found.missed), found.late) == (1, 4)  # a missed round, an overdue one, a late post, the weekly plan


def test_an_empty_register_asks_for_nothing_but_its_duties(desk):
    found = today.look(desk)
    assert (found.accounts, found.rounds, found.missed, found.posts, found.week) == (0, [], [], [], [])


def test_a_free_day_is_told(desk, clock):
    assert today.look(desk).working
    clock.set("2026-12-24 10:00")
    assert not today.look(desk).working


def test_nothing_that_grows_with_the_years_is_scanned(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    routine.tick(desk, account, MONDAY, "09:00")
    add_post(desk, MONDAY, account)
    item = inbound.register(
        desk, Inbound(account_id=account, text="Hallå?", came_in_at=desk.now(), added_at=desk.now())
    )
    inbound.forward(desk, item.id, "Handläggaren")
    asked = []
    desk.store.connection.set_trace_callback(asked.append)
    today.look(desk)
    desk.store.connection.set_trace_callback(None)
    plans = [
        step[3] for query in asked if query.lstrip().lower().startswith("select")
        for step in desk.store.connection.execute(f"explain query plan {query}")
    ]  # fmt: skip
    seen = {match[1] for step in plans if (match := re.match(r"SEARCH (\w+)", step))}
    grows = "tick|post|placement|duty_done|evidence|inbound_event"
    assert set(grows.split("|")) <= seen
    scanned = [step for step in plans if re.match(rf"SCAN ({grows}|journal|inbound)\b", step)]
    assert [
        one for one in scanned if " USING INDEX inbound_open" not in one and " inbound_to_register" not in one
    ] == []


def test_reading_again_what_changed_gives_the_same_as_reading_it_all(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    requirement.propose_defaults(desk, [account])
    clock.set("2026-11-24 09:30")
    seen = [today.look(desk)]
    compared = []

    def compare(tables):
        seen.append(today.look_again(desk, seen[-1], tables))
        compared.append(seen[-1] == today.look(desk))

    desk.listen(compare)
    routine.tick(desk, account, TUESDAY, "09:00")
    routine.tick(desk, account, MONDAY, "09:00")
    made = post.write(desk, Post(text="Öppet hus", day=TUESDAY, time="09:00"), [account])
    post.set_state(desk, made.post.id, PostState.APPROVED)
    post.set_state(desk, made.post.id, PostState.PUBLISHED)
    late = seen[-1].duties[0]
    duty.tick(desk, late.duty.id, late.due_on)
    duty.end(desk, seen[-1].duties[-1].duty.id)
    procedure.begin_closure(desk, account)
    routine.add_pause(desk, Pause(kind=PauseKind.ABSENCE, first_day=TUESDAY, last_day=TUESDAY))
    for _ in list(compared):
        desk.undo()
    clock.set("2026-11-25 00:01")
    routine.tick(desk, account, TUESDAY, "15:00")
    assert len(compared) > 15
    assert all(compared)


def test_what_is_watched_is_read_again_only_where_a_step_changed_it(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    clock.set("2026-11-24 10:00")
    watch = today.Watch(desk)
    first = watch.look(steps=False)
    assert first.steps is None
    assert watch.look(steps=False) is first
    assert watch.look().steps == []
    routine.tick(desk, account, TUESDAY, "09:00")
    second = watch.look()
    assert [one.round.is_made for one in second.rounds] == [True, False]
    assert second.posts is first.posts
    clock.set("2026-11-24 16:00")
    assert watch.look() is second, "the clock alone moves nothing until it is told so"
    watch.drop()
    assert [one.state for one in watch.look().rounds] == [RoundState.DONE, RoundState.OVERDUE]
    clock.set("2026-11-25 08:00")
    assert watch.look().now.day == 25
