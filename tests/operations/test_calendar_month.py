"""The month and the list over all accounts, and the filter that holds for them and for the week."""

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.post_filter import EVERY, PostFilter, read_filter, still_there, without
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import calendar, calendar_days, group, opening

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    for name, platform, unit, status in (
        ("Huvudsidan", "facebook_page", "Kommunikation", AccountStatus.ACTIVE),
        ("Fältarna", "instagram", "Fält", AccountStatus.ACTIVE),
        ("Ungdom", "instagram", "Fält", AccountStatus.ACTIVE),
        ("Solen", "facebook_page", "", AccountStatus.CLOSED),
    ):
        made.store.account.add(Account(name=name, platform=platform, unit=unit, status=status))
    for account in (1, 2):
        made.store.routine.requirements.add(
            Requirement(account_id=account, kind=RequirementKind.POSTS, value=2, valid_from=date(2026, 1, 1))
        )
    yield made
    made.close()


def add(desk: Desk, *accounts: int, **fields) -> Post:
    made = desk.store.post.add(Post(**{"text": "Hej", "day": TUESDAY, "state": PostState.APPROVED} | fields))
    for account in accounts:
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account))
    return made


def shown(month: calendar_days.Month) -> dict[date, list[int]]:
    return {day.day: [one.post.id for one in day.posts] for week in month.weeks for day in week.days if day.posts}


@pytest.mark.parametrize(
    ("day", "first", "last", "weeks"),
    [
        (date(2026, 11, 24), date(2026, 10, 26), date(2026, 12, 6), [44, 45, 46, 47, 48, 49]),  # begins on a Sunday
        (date(2026, 6, 30), date(2026, 6, 1), date(2026, 7, 5), [23, 24, 25, 26, 27]),  # begins on a Monday
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 28), [5, 6, 7, 8]),  # four whole weeks
        (date(2026, 12, 31), date(2026, 11, 30), date(2027, 1, 3), [49, 50, 51, 52, 53]),
        (date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 31), [53, 1, 2, 3, 4]),
        (date(2026, 3, 29), date(2026, 2, 23), date(2026, 4, 5), [9, 10, 11, 12, 13, 14]),
        (date(2026, 10, 25), date(2026, 9, 28), date(2026, 11, 1), [40, 41, 42, 43, 44]),
    ],
)
def test_a_month_is_whole_weeks_with_every_post_of_them(desk, day, first, last, weeks):
    ends = [add(desk, 1, day=first, time="00:00"), add(desk, 1, day=last, time="23:59")]
    add(desk, 1, day=first - timedelta(1), time="23:59")
    add(desk, 1, day=last + timedelta(1), time="00:00")
    month = calendar_days.month(desk, day)
    assert [week.number for week in month.weeks] == weeks
    assert (month.weeks[0].days[0].day, month.weeks[-1].days[-1].day) == (first, last)
    assert all(len(week.days) == 7 and week.days[0].day.weekday() == 0 for week in month.weeks)
    assert month.first == day.replace(day=1)
    assert shown(month) == {first: [ends[0].id], last: [ends[1].id]}


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_of_23_or_25_hours_is_one_day_with_its_posts_by_time(desk, day):
    made = [add(desk, 1, day=day, time=time).id for time in ("00:30", "02:30", "03:30", "23:30")]
    assert shown(calendar_days.month(desk, day)) == {day: made}
    (only,) = calendar_days.agenda(desk, day, day).days
    assert [one.post.id for one in only.posts] == made


def test_a_post_stands_once_with_all_its_accounts(desk):
    one = add(desk, 1, 2, time="11:00")
    loose = add(desk, time="12:00")
    binned = add(desk, 1, binned_at=NOW)
    first, second = (found for found in calendar_days.agenda(desk, TUESDAY, TUESDAY).days[0].posts)
    assert (first.post.id, [account.name for account in first.accounts]) == (one.id, ["Huvudsidan", "Fältarna"])
    assert (second.post.id, second.accounts) == (loose.id, ())
    assert binned.id not in shown(calendar_days.month(desk, TUESDAY))[TUESDAY]


def test_a_post_that_is_out_on_one_account_stands_as_it_does_on_the_other(desk):
    one = add(desk, 1, 2, time="11:00")
    first = desk.store.post.placements.find("post_id = ? and account_id = 1", one.id)[0]
    desk.store.post.placements.save(
        Placement(id=first.id, post_id=one.id, account_id=1, published_at=NOW - timedelta(hours=1))
    )
    (found,) = calendar_days.agenda(desk, TUESDAY, TUESDAY).days[0].posts
    assert (found.out, found.lead.account_id, found.lead.is_late(NOW)) == (1, 2, True)


def test_the_month_tells_its_red_free_and_own_days(desk):
    calendar.add_day(desk, date(2026, 12, 30), "Nämndmöte 18:00")
    days = {day.day: day for week in calendar_days.month(desk, date(2026, 12, 1)).weeks for day in week.days}
    assert [one.name for one in days[date(2026, 12, 30)].special] == ["Nämndmöte 18:00"]
    assert (days[date(2026, 12, 24)].red, days[date(2026, 12, 24)].working) == (False, False)
    assert (days[date(2026, 12, 25)].red, days[date(2026, 12, 25)].working) == (True, False)
    assert (days[date(2026, 12, 28)].red, days[date(2026, 12, 28)].working) == (False, True)


def test_a_week_of_the_month_lacks_what_the_week_itself_lacks(desk):
    for state in PostState:
        add(desk, 1, 2, state=state)
    month = calendar_days.month(desk, TUESDAY)
    assert [week.missing for week in month.weeks] == [
        calendar.week(desk, week.days[0].day).missing for week in month.weeks
    ]
    assert [week.missing for week in month.weeks] == [4, 4, 4, 4, 0, 4]
    assert month.missing_from(TUESDAY) == 4
    only = calendar_days.month(desk, TUESDAY, PostFilter(accounts=frozenset({1})))
    assert [week.missing for week in only.weeks] == [2, 2, 2, 2, 0, 2]


def test_the_list_tells_where_the_posts_go_on(desk):
    add(desk, 1)
    far = add(desk, 1, day=date(2027, 3, 1))
    add(desk, 1, day=date(2027, 2, 1), binned_at=NOW)
    found = calendar_days.agenda(desk, TUESDAY, date(2026, 12, 31))
    assert (len(found.days), found.next_day) == (38, far.day)
    assert calendar_days.agenda(desk, TUESDAY, date(2027, 3, 1)).next_day is None


# The filter.


def of(desk: Desk, **asked) -> tuple[list[int], int]:
    """The posts that the three views show alike, and how many they hide."""
    chosen = PostFilter(**{kind: frozenset(one) if kind != "remarks" else one for kind, one in asked.items()})
    week = calendar.week(desk, TUESDAY, chosen=chosen)
    month = calendar_days.month(desk, TUESDAY, chosen)
    agenda = calendar_days.agenda(desk, week.days[0], week.days[-1], chosen)
    in_week = {one.post.id for lane in week.lanes for cell in lane.cells for one in cell}
    in_list = [one.post.id for day in agenda.days for one in day.posts]
    assert in_week == set(in_list) == {post for posts in shown(month).values() for post in posts}
    assert week.hidden == month.hidden == agenda.hidden
    return sorted(in_list), week.hidden


def test_a_filter_holds_for_all_three_views_and_counts_what_it_hides(desk):
    both = add(desk, 1, 2, time="15:00").id
    field = add(desk, 3, time="16:00", state=PostState.DRAFT).id
    late = add(desk, 1, time="09:00").id
    loose = add(desk, time="17:00").id
    assert of(desk) == ([both, field, late, loose], 0)
    assert of(desk, accounts={1}) == ([both, late], 2)
    assert of(desk, units={"Fält"}) == ([both, field], 2)
    assert of(desk, accounts={1}, units={"Fält"}) == ([both, field, late], 1)
    assert of(desk, platforms={"instagram"}, accounts={1, 2}) == ([both], 3)
    assert of(desk, states={PostState.DRAFT}) == ([field], 3)
    assert of(desk, states={PostState.DRAFT}, accounts={1}) == ([], 4)
    assert of(desk, remarks=True) == ([late], 3)


def test_what_lacks_alternative_text_has_a_remark(desk):
    one = add(desk, 1, time="15:00")
    add(desk, 1, time="16:00")
    desk.store.evidence.add(
        Evidence(
            subject=Subject.POST, subject_id=one.id, sha256="0" * 64, suffix="png", name="a.png", size=1, added_at=NOW
        )
    )
    assert of(desk, remarks=True) == ([one.id], 1)


def test_a_hidden_post_still_counts_against_the_goal(desk):
    add(desk, 1, state=PostState.PUBLISHED)
    week = calendar.week(desk, TUESDAY, chosen=PostFilter(states=frozenset({PostState.DRAFT})))
    lane = next(lane for lane in week.lanes if lane.account and lane.account.id == 1)
    assert (lane.goal.counted, week.hidden) == (1, 1)
    assert not any(lane.cells)


def test_a_filter_is_remembered_as_text_and_forgets_what_is_gone(desk):
    chosen = PostFilter(
        accounts=frozenset({1, 99}),
        units=frozenset({"Fält", "Borta"}),
        platforms=frozenset({"instagram"}),
        states=frozenset({PostState.DRAFT}),
        remarks=True,
    )
    assert read_filter(chosen.parts) == chosen
    assert still_there(chosen, desk.store.account.all()).parts == (
        "account:1", "unit:Fält", "platform:instagram", "state:draft", "remark",
    )  # fmt: skip
    assert without(PostFilter(remarks=True), "remark") == EVERY
    assert read_filter(["", "account:x", "account:²", "state:gone", "sort:up", "unit:"]) == EVERY
    assert calendar_days.known_filter(desk, PostFilter(accounts=frozenset({99}))) == EVERY


def test_the_choices_are_what_the_register_has(desk):
    found = calendar_days.choices(desk)
    assert list(found.accounts.values()) == ["Fältarna", "Huvudsidan", "Solen", "Ungdom"]
    assert found.units == {"unit:Fält": "Fält", "unit:Kommunikation": "Kommunikation"}
    assert set(found.platforms) == {"platform:facebook_page", "platform:instagram"}


# Speed.


def test_a_month_and_a_list_among_fifty_thousand_posts_are_found_by_index(desk):
    chance = random.Random(1)
    days = [date(2017, 1, 2) + timedelta(chance.randrange(3650)) for _ in range(50_000)]
    rows = [(f"Inlägg {number}", day.isoformat()) for number, day in enumerate(days)]
    run = desk.store.connection
    run.execute("begin")
    run.executemany(
        "insert into post (text, state, day, time, link, note, planned, tags) "
        "values (?, 'draft', ?, '10:00', '', '', 1, 'tagg ' || abs(random() % 9))",
        rows,
    )
    run.execute("insert into placement (post_id, account_id, permalink) select id, id % 3 + 1, '' from post")
    run.execute("commit")
    asked: list[str] = []
    run.set_trace_callback(asked.append)
    month = calendar_days.month(desk, date(2025, 6, 4))
    agenda = calendar_days.agenda(desk, date(2025, 6, 4), date(2025, 7, 1))
    none = calendar_days.agenda(desk, date(2019, 6, 4), date(2019, 7, 1), PostFilter(tags=frozenset({"ingen"})))
    tags = calendar_days.choices(desk).tags
    run.set_trace_callback(None)
    assert (none.next_day, len(tags)) == (None, 9)
    assert none.looked_to is not None
    first, last = month.weeks[0].days[0].day, month.weeks[-1].days[-1].day
    assert sum(map(len, shown(month).values())) == sum(first <= day <= last for day in days)
    assert agenda.next_day == min(day for day in days if day > date(2025, 7, 1))
    queries = [one for one in asked if one.lstrip().lower().startswith(("select", "with"))]
    plan = [row[3] for one in queries for row in run.execute(f"explain query plan {one}")]
    assert any("post_day" in line for line in plan)
    assert [line for line in plan if re.match(r"SCAN (post|placement|evidence)\b", line)] == []


def test_the_list_goes_on_with_what_the_filter_shows(desk, monkeypatch):
    for days in range(40):
        add(desk, 3 if days % 8 else 1, day=TUESDAY + timedelta(days=days))
    far = add(desk, 1, day=date(2027, 6, 1))
    last, chosen = TUESDAY + timedelta(days=27), PostFilter(accounts=frozenset({1}))

    def listed(**more) -> tuple[int, date, date | None, int]:
        found = calendar_days.agenda(desk, TUESDAY, last, **more)
        return sum(len(one.posts) for one in found.days), found.days[-1].day, found.next_day, found.hidden

    assert listed() == (28, last, last + timedelta(days=1), 0)
    assert listed(chosen=chosen) == (4, last, TUESDAY + timedelta(days=32), 24)
    third = TUESDAY + timedelta(days=16)
    assert listed(chosen=chosen, most=2) == (2, third - timedelta(days=1), third, 14), "most of those that are shown"
    assert listed(most=2) == (2, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2), 0)
    late = calendar_days.agenda(desk, TUESDAY + timedelta(days=40), date(2027, 5, 31), chosen)
    assert (late.next_day, late.looked_to) == (far.day, None)
    monkeypatch.setattr(calendar_days, "_PIECE", 2)
    short = calendar_days.agenda(desk, TUESDAY, TUESDAY, chosen)
    assert (short.next_day, short.looked_to) == (TUESDAY + timedelta(days=8), None)
    none = calendar_days.agenda(desk, TUESDAY, TUESDAY, PostFilter(states=frozenset({PostState.IDEA})))
    assert (none.next_day, none.looked_to) == (None, TUESDAY + timedelta(days=8)), "the search has an end"


def test_groups_and_tags_are_filtered_by(desk):
    mine = add(desk, 1, tags="Evenemang, barn").id
    field = add(desk, 3, time="16:00", tags="trygghet").id
    add(desk, 4, time="17:00")
    made = group.add(desk, "Ute", [3, 4])

    def seen(*parts: str) -> set[int]:
        chosen = calendar_days.known_filter(desk, read_filter(parts))
        assert chosen.parts == parts
        return {one.post.id for lane in calendar.week(desk, TUESDAY, chosen=chosen).lanes
                for cell in lane.cells for one in cell}  # fmt: skip

    assert seen("tag:evenemang") == {mine}
    assert seen("tag:evenemang", "tag:trygghet") == {mine, field}
    assert seen(f"group:{made.id}") == {field, 3}
    assert seen("account:1", f"group:{made.id}") >= {mine, field}
    assert seen(f"group:{made.id}", "tag:trygghet") == {field}
    group.change(desk, made.id, "Ute", [1])
    assert seen(f"group:{made.id}") == {mine}
    found = calendar_days.choices(desk)
    assert found.groups == {f"group:{made.id}": "Ute"}
    assert found.tags == {"tag:barn": "barn", "tag:evenemang": "Evenemang", "tag:trygghet": "trygghet"}
    group.remove(desk, made.id)
    for gone in (f"group:{made.id}", "tag:sport"):
        assert calendar_days.known_filter(desk, read_filter([gone])) == EVERY
