"""The week with its lanes, and the special days: do, look, undo, look."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.goal import Goal
from smdesk.domain.person import Person
from smdesk.domain.post import ALLOWED_STATES, Placement, Post, PostState
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import Pause, Requirement, RequirementKind
from smdesk.domain.series import Series, Unit
from smdesk.domain.workdays import DayKind
from smdesk.domain.yearly import Repeat
from smdesk.operations import calendar, check, opening, post, series, year_days
from tests.operations.whole import everything

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    for name, status in (
        ("Huvudsidan", AccountStatus.ACTIVE),
        ("Seniorhälsan", AccountStatus.ACTIVE),
        ("Parklekarna", AccountStatus.RESTING),
        ("Medborgarbudget", AccountStatus.CLOSING),
        ("Solen", AccountStatus.CLOSED),
        ("Ungdomsrådet", AccountStatus.APPLIED),
    ):
        made.store.account.add(Account(name=name, status=status))
    made.store.routine.requirements.add(
        Requirement(account_id=1, kind=RequirementKind.POSTS, value=3, valid_from=date(2026, 1, 1))
    )
    made.store.history.undoable.clear()
    yield made
    made.close()


@contextmanager
def undone(desk: Desk, name: str) -> Iterator[None]:
    before = everything(desk)
    yield
    after = everything(desk)
    assert after != before
    assert desk.undo().name == name
    assert everything(desk) == before
    desk.redo()
    assert everything(desk) == after


@contextmanager
def refused(desk: Desk, code: str) -> Iterator[None]:
    before = everything(desk)
    with pytest.raises(RefusedError, match=re.escape(code)):
        yield
    assert everything(desk) == before


def add(desk: Desk, *accounts: int, **fields) -> Post:
    made = desk.store.post.add(Post(**{"text": "Hej", "day": TUESDAY, "state": PostState.DRAFT} | fields))
    for account in accounts:
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account))
    return made


def lanes(desk: Desk, day: date = TUESDAY) -> dict[str, calendar.Lane]:
    return {lane.account.name if lane.account else "": lane for lane in calendar.week(desk, day).lanes}


def test_a_lane_for_each_account_in_use(desk):
    assert list(lanes(desk)) == ["Huvudsidan", "Seniorhälsan", "Parklekarna", "Medborgarbudget"]


def test_a_closed_account_is_shown_in_the_weeks_it_had_posts(desk):
    add(desk, 5, day=date(2026, 11, 9), state=PostState.PUBLISHED)
    assert "Solen" not in lanes(desk)
    assert "Solen" in lanes(desk, date(2026, 11, 10))


def test_posts_stand_in_their_lane_and_day_by_time(desk):
    late = add(desk, 1, 2, time="16:00")
    early = add(desk, 1, time="09:00")
    open_time = add(desk, 1)
    add(desk, 1, day=date(2026, 11, 22))
    add(desk, 1, binned_at=datetime(2026, 11, 1, tzinfo=UTC))
    cells = lanes(desk)["Huvudsidan"].cells
    assert [len(cell) for cell in cells] == [0, 3, 0, 0, 0, 0, 0]
    assert [one.post.id for one in cells[1]] == [open_time.id, early.id, late.id]
    assert [one.post.id for one in lanes(desk)["Seniorhälsan"].cells[1]] == [late.id]


def test_the_goal_counts_what_is_to_go_out_and_what_is_out(desk):
    for state in ALLOWED_STATES:
        add(desk, 1, state=state)
    assert lanes(desk)["Huvudsidan"].goal == Goal(4, 3)
    assert lanes(desk)["Seniorhälsan"].goal == Goal(0, None)
    assert calendar.week(desk, TUESDAY).missing == 0
    assert calendar.week(desk, TUESDAY + timedelta(7)).missing == 3


def test_a_week_of_pause_says_so(desk):
    pause = desk.store.routine.pauses.add(Pause(account_id=1, first_day=date(2026, 11, 23), last_day=date(2026, 12, 6)))
    assert lanes(desk)["Huvudsidan"].pause == pause
    assert lanes(desk)["Huvudsidan"].goal.asked is None


def test_a_dated_post_without_account_has_a_lane_of_its_own(desk):
    made = add(desk)
    assert [one.post.id for one in lanes(desk)[""].cells[1]] == [made.id]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 12, 28), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2026, 3, 29), date(2026, 3, 23), date(2026, 3, 29)),
        (date(2026, 10, 25), date(2026, 10, 19), date(2026, 10, 25)),
    ],
)
def test_weeks_over_new_year_and_where_the_clock_changes(desk, day, first, last):
    ends = [add(desk, 1, day=first, time="00:00"), add(desk, 1, day=last, time="23:59")]
    add(desk, 1, day=first - timedelta(1), time="23:59")
    add(desk, 1, day=last + timedelta(1), time="00:00")
    week = calendar.week(desk, day)
    assert (week.days[0], week.days[-1], len(week.days)) == (first, last, 7)
    cells = week.lanes[0].cells
    assert [one.post.id for cell in cells for one in cell] == [one.id for one in ends]
    assert [len(cell) for cell in cells] == [1, 0, 0, 0, 0, 0, 1]


def test_the_week_tells_its_red_free_and_own_days(desk):
    calendar.add_day(desk, date(2026, 12, 30), "Nämndmöte 18:00")
    week = calendar.week(desk, date(2026, 12, 28))
    assert [[one.name for one in day] for day in week.special] == [
        [], [], ["Nämndmöte 18:00"], ["Nyårsafton"], ["Nyårsdagen", "Nyårsdagen"], [], [],
    ]  # fmt: skip
    assert [one.kind for one in week.special[4]] == [DayKind.RED, DayKind.FLAG]
    assert week.working == (True, True, True, False, False, False, False)
    assert week.red == (False, False, False, False, True, False, True)


def test_an_own_day_comes_changes_and_goes(desk):
    with undone(desk, "special_day.add"):
        made = calendar.add_day(desk, TUESDAY, "  Orange \n dagen ", free=True)
    assert (made.name, made.kind, made.free) == ("Orange dagen", DayKind.OWN, True)
    assert not calendar.workdays(desk).is_working(TUESDAY)
    with undone(desk, "special_day"):
        calendar.change_day(desk, replace(made, name="Orangea dagen", day=date(2026, 11, 25)))
    with undone(desk, "special_day"):
        calendar.set_free(desk, made.id, False)
    assert calendar.workdays(desk).is_working(date(2026, 11, 25))
    with undone(desk, "special_day.remove"):
        calendar.remove_day(desk, made.id)
    assert calendar.special_days(desk, TUESDAY, date(2026, 11, 30)) == []


def test_a_red_day_can_be_worked_but_is_not_renamed_or_removed(desk):
    (boxing,) = calendar.special_days(desk, date(2026, 12, 25), date(2026, 12, 25))
    with undone(desk, "special_day"):
        calendar.set_free(desk, boxing.id, False)
    assert calendar.workdays(desk).is_working(boxing.day)
    with refused(desk, "special_day.fixed"):
        calendar.change_day(desk, replace(boxing, name="Något annat"))
    with refused(desk, "special_day.fixed"):
        calendar.remove_day(desk, boxing.id)


def test_a_free_day_of_several_days_is_free_on_each_of_them_and_in_the_rounds(desk):
    made = calendar.add_day(desk, TUESDAY, "Konferens", free=True, last_day=date(2026, 11, 26))
    days = calendar.workdays(desk)
    assert [days.is_working(date(2026, 11, n)) for n in range(23, 28)] == [True, False, False, False, True]
    week = calendar.week(desk, date(2026, 11, 27))
    assert [bool(one) for one in week.special] == [False, True, True, True, False, False, False]
    assert calendar.change_day(desk, replace(made, last_day=TUESDAY)).last_day is None
    assert calendar.workdays(desk).is_working(date(2026, 11, 25))


def test_what_began_before_the_week_is_seen_in_it(desk):
    calendar.add_day(desk, date(2026, 10, 1), "Höstkampanj", last_day=date(2026, 12, 1), kind=DayKind.CAMPAIGN)
    assert all(one[-1].name == "Höstkampanj" for one in calendar.week(desk, TUESDAY).special)
    assert calendar.special_days(desk, date(2026, 12, 2), date(2026, 12, 3)) == []


def test_what_comes_back_is_seen_every_year_from_its_first_and_changed_in_all(desk):
    made = calendar.add_day(desk, date(2026, 11, 24), "Orange dagen", repeat=Repeat.WEEKDAY)
    for year, day in ((2026, 24), (2027, 23), (2029, 27)):
        found = calendar.special_days(desk, date(year, 11, 1), date(year, 11, 30))
        assert [one.day for one in found if one.id == made.id] == [date(year, 11, day)]
    assert calendar.special_days(desk, date(2025, 11, 2), date(2025, 11, 30)) == []
    with undone(desk, "special_day"):
        calendar.change_day(desk, replace(made, repeat=Repeat.DATE))
    with undone(desk, "special_day.remove"):
        calendar.remove_day(desk, made.id)


def test_an_election_whose_day_nobody_has_set_says_that_it_is_a_proposal(desk):
    (one,) = [each for each in year_days.flag_days(2029) if "Europaparlamentet" in each.name]
    assert (one.day, one.day.weekday()) == (date(2029, 6, 10), 6)
    assert "förslag" in one.source
    assert "förslag" in one.name, "also where the source is not shown"
    assert one.day in check.elections()


def test_the_flag_days_are_computed_and_nobodys_to_change(desk):
    days = year_days.days_on_screen(desk, date(2026, 1, 1), date(2026, 12, 31))
    flags = {(one.day, one.name) for one in days if one.kind is DayKind.FLAG}
    assert len(flags) == 18
    assert {(date(2026, 9, 13), "Val till riksdag, region och kommun"), (date(2026, 5, 24), "Pingstdagen"),
            (date(2026, 6, 20), "Midsommardagen"), (date(2026, 4, 5), "Påskdagen")} <= flags  # fmt: skip
    red = {(one.day, one.name) for one in days if one.kind is DayKind.RED}
    assert len(flags & red) == 7, "those that are red are called the same"
    assert all("1982:270" in one.source for one in days if one.kind is DayKind.FLAG)
    assert desk.store.setting.special_days.count("kind = 'flag'") == 0
    with refused(desk, "special_day.layer"):
        calendar.add_day(desk, TUESDAY, "Vimpeldag", kind=DayKind.FLAG)


def test_the_year_wheel_is_laid_in_by_row_and_each_is_hers(desk):
    rows = year_days.year_wheel(desk)
    assert [one.day.day for one in rows] == sorted(one.day.day for one in rows)
    assert all(TUESDAY <= one.day.day < date(2027, 11, 24) for one in rows)
    assert not any(one.known for one in rows)
    sport, report = (next(one for one in rows if one.day.name.startswith(name)) for name in ("Sportlov", "Tertial"))
    with undone(desk, "wheel.lay"):
        made = year_days.lay_wheel(desk, {sport.number, report.number})
    assert sorted((one.day, one.last, one.source.split(":")[0]) for one in made) == [
        (date(2027, 3, 1), date(2027, 3, 5), "förslag"), (date(2027, 4, 30), date(2027, 4, 30), "stadens uppföljning"),
    ]  # fmt: skip
    assert [one.known for one in year_days.year_wheel(desk) if one.number == sport.number] == [True]
    with refused(desk, "wheel.nothing"):
        year_days.lay_wheel(desk, {sport.number})
    later = calendar.special_days(desk, date(2030, 2, 20), date(2030, 3, 3))
    assert [(one.name, one.day) for one in later] == [("Sportlov", date(2030, 2, 25))]
    calendar.remove_day(desk, later[0].id)
    assert [one.known for one in year_days.year_wheel(desk) if one.number == sport.number] == [False]


def test_posts_of_series_on_a_day_that_was_made_free_are_told_of(desk):
    first = post.write(desk, Post(text="Veckobrev", day=TUESDAY), [1])
    series.start(desk, first.post.id, Series(unit=Unit.DAY, starts_on=TUESDAY, times=4))
    post.write(desk, Post(text="Annat", day=TUESDAY), [1])
    made = calendar.add_day(desk, date(2026, 11, 20), "Stängt", free=True, last_day=date(2026, 11, 25))
    assert [one.day for one in calendar.series_posts_on(desk, made)] == [TUESDAY, date(2026, 11, 25)]
    past = calendar.add_day(desk, date(2026, 11, 3), "Stängt förut", free=True)
    assert calendar.series_posts_on(desk, past) == []


def test_what_cannot_be_of_several_days_or_come_back(desk):
    for code, values in (
        ("special_day.ends_before", {"last_day": date(2026, 11, 23)}),
        ("special_day.too_long", {"last_day": date(2027, 12, 31)}),
        ("special_day.repeat_free", {"repeat": Repeat.WEEK, "free": True}),
    ):
        with refused(desk, code):
            calendar.add_day(desk, TUESDAY, "Något", **values)


def test_what_is_no_special_day(desk):
    calendar.add_day(desk, TUESDAY, "Nämndmöte")
    for name, code in ((" ", "special_day.name"), ("nämndmöte", "special_day.twice")):
        with refused(desk, code):
            calendar.add_day(desk, TUESDAY, name)
    with refused(desk, "special_day.gone"):
        calendar.remove_day(desk, 999)


def test_a_week_among_fifty_thousand_posts_is_found_by_index(desk):
    chance = random.Random(1)
    days = [date(2017, 1, 2) + timedelta(chance.randrange(3650)) for _ in range(50_000)]
    rows = [(f"Inlägg {number}", day.isoformat()) for number, day in enumerate(days)]
    desk.store.connection.execute("begin")
    desk.store.connection.executemany(
        "insert into post (text, state, day, time, link, note, planned) values (?, 'draft', ?, '10:00', '', '', 1)",
        rows,
    )
    desk.store.connection.execute(
        "insert into placement (post_id, account_id, permalink) select id, id % 4 + 1, '' from post"
    )
    desk.store.connection.execute("commit")
    asked: list[str] = []
    desk.store.connection.set_trace_callback(asked.append)
    week = calendar.week(desk, date(2025, 6, 4))
    desk.store.connection.set_trace_callback(None)
    found = sum(len(cell) for lane in week.lanes for cell in lane.cells)
    assert found == sum(week.days[0] <= day <= week.days[-1] for day in days)
    assert any("post_day" in line for line in plan(desk, asked))
    scans = [line for line in plan(desk, asked) if re.match(r"SCAN (post|placement|evidence)\b", line)]
    assert scans == []


def plan(desk: Desk, statements: list[str]) -> list[str]:
    """How SQLite goes about each query."""
    queries = [one for one in statements if one.lstrip().lower().startswith("select")]
    return [row[3] for one in queries for row in desk.store.connection.execute(f"explain query plan {one}")]
