"""What a post may become, what is wrong with it, and how a week stands against its goal."""

from datetime import UTC, date, datetime

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.calendar import week_days
from smdesk.domain.goal import Goal, asked_posts, goal_of, paused
from smdesk.domain.post import (
    ALLOWED_STATES,
    PlacedPost,
    Placement,
    Post,
    PostState,
    check,
    may_become,
    may_move,
    may_place,
)
from smdesk.domain.problem import Severity, stops
from smdesk.domain.routine import Pause, Requirement, RequirementKind

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
WEEK = week_days(TUESDAY)


def placed(out: bool = False, **post) -> PlacedPost:
    one = Placement(post_id=1, account_id=1, published_at=datetime(2026, 11, 24, 8, tzinfo=UTC) if out else None)
    return PlacedPost(Post(text="Öppet hus", **{"day": TUESDAY} | post), one)


def asks(value: int, first: date = date(2026, 1, 1), **more) -> Requirement:
    return Requirement(account_id=1, kind=RequirementKind.POSTS, value=value, valid_from=first, **more)


@pytest.mark.parametrize(
    ("state", "day", "time", "late"),
    [
        (PostState.DRAFT, TUESDAY, "11:59", True),
        (PostState.APPROVED, TUESDAY, "11:59", True),
        (PostState.APPROVED, TUESDAY, "12:00", False),
        (PostState.APPROVED, TUESDAY, "", False),
        (PostState.APPROVED, date(2026, 11, 23), "", True),
        (PostState.APPROVED, date(2026, 11, 25), "08:00", False),
        (PostState.IDEA, date(2026, 11, 20), "08:00", False),
        (PostState.DROPPED, date(2026, 11, 20), "08:00", False),
        (PostState.PUBLISHED, date(2026, 11, 20), "08:00", False),
        (PostState.DRAFT, None, "08:00", False),
    ],
)
def test_is_late_when_its_time_has_passed_and_nobody_has_said_what_became_of_it(state, day, time, late):
    assert placed(state=state, day=day, time=time).is_late(NOON) is late


def test_out_on_one_account_is_published_there_while_it_waits_on_another():
    here = placed(out=True, state=PostState.APPROVED, time="08:00")
    assert here.state is PostState.PUBLISHED
    assert not here.is_late(NOON)
    assert placed(state=PostState.APPROVED, time="08:00").is_late(NOON)


def test_counted_is_every_dated_post_but_ideas_and_dropped_ones():
    posts = [Post(state=state, day=TUESDAY) for state in PostState] + [Post(state=PostState.DRAFT)]
    assert goal_of(posts, 8) == Goal(counted=6, asked=8)
    assert goal_of(posts, 8).missing == 2
    assert goal_of(posts, 2).missing == 0
    assert goal_of(posts, None).missing == 0


def test_the_goal_is_that_of_the_week_with_a_deviation_first():
    account = Account(id=1, name="Seniorhälsan")
    july = asks(1, date(2026, 11, 1), valid_to=date(2026, 11, 30), deviation=True)
    assert asked_posts(account, [asks(2)], [], WEEK) == 2
    assert asked_posts(account, [asks(2), july], [], WEEK) == 1
    assert asked_posts(account, [asks(2, date(2026, 11, 27))], [], WEEK) == 2, "begins in the week"
    assert asked_posts(account, [asks(2, date(2026, 11, 30))], [], WEEK) is None
    assert asked_posts(account, [], [], WEEK) is None


@pytest.mark.parametrize("status", [AccountStatus.RESTING, AccountStatus.CLOSING, AccountStatus.CLOSED])
def test_nothing_is_asked_of_an_account_at_rest_or_on_its_way_out(status):
    assert asked_posts(Account(id=1, name="Solen", status=status), [asks(2)], [], WEEK) is None


def test_a_pause_counts_when_it_covers_the_whole_week():
    account = Account(id=1, name="Parklekarna")
    whole = Pause(account_id=1, first_day=WEEK[0], last_day=WEEK[6])
    halves = [Pause(first_day=WEEK[0], last_day=WEEK[2]), Pause(account_id=1, first_day=WEEK[3], last_day=WEEK[6])]
    assert asked_posts(account, [asks(2)], [whole], WEEK) is None
    assert asked_posts(account, [asks(2)], halves, WEEK) is None
    assert asked_posts(account, [asks(2)], halves[:1], WEEK) == 2
    assert paused(1, [whole], WEEK) is whole
    assert paused(2, [whole], WEEK) is None


@pytest.mark.parametrize("state", list(PostState))
def test_only_what_is_to_go_out_is_stopped_by_what_is_missing(state):
    found = check(Post(state=state), [])
    missing = {problem.code for problem in found}
    assert missing >= {"post.no_account", "post.no_text"}
    assert ("post.no_day" in missing) is (state is not PostState.IDEA)
    assert bool(stops(found)) is (state in (PostState.APPROVED, PostState.PUBLISHED))


def test_missing_alternative_text_and_a_bad_link_warn():
    found = check(Post(text="Hej", day=TUESDAY, state=PostState.APPROVED, link="stockholm.se"), [1], 2)
    assert [(one.code, one.severity, one.where) for one in found] == [
        ("post.no_alt", Severity.WARN, "images"),
        ("post.link_scheme", Severity.WARN, "link"),
    ]


def test_a_chip_warns_until_the_post_is_out():
    bare = PlacedPost(Post(text="Hej", day=TUESDAY), Placement(post_id=1, account_id=1), 1, 1)
    assert [one.code for one in bare.remarks] == ["post.no_alt"]
    out = PlacedPost(bare.post, placed(out=True).placement, 1, 1)
    assert out.remarks == []


@pytest.mark.parametrize("before", list(ALLOWED_STATES))
@pytest.mark.parametrize("after", list(PostState))
def test_states_change_by_the_allowed_ways_only(before, after):
    assert bool(may_become(Post(state=before), after)) is (after not in ALLOWED_STATES[before])


def test_what_is_out_is_not_moved():
    assert not may_move(Post(), [placed().placement])
    assert may_move(Post(), [placed().placement, placed(out=True).placement])
    assert may_move(Post(state=PostState.PUBLISHED), [])


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (AccountStatus.ACTIVE, None),
        (AccountStatus.RESTING, None),
        (AccountStatus.CLOSING, None),
        (AccountStatus.CLOSED, "post.closed_account"),
        (AccountStatus.APPLIED, "post.coming_account"),
        (AccountStatus.DECIDED, "post.coming_account"),
    ],
)
def test_posts_are_planned_for_accounts_in_use(status, code):
    found = may_place(Account(name="Solen", status=status))
    assert [one.code for one in found] == ([code] if code else [])


def test_the_title_is_the_first_line_that_says_something():
    assert Post(text="\n  \n Öppet hus \nVälkommen").title == "Öppet hus"
    assert Post().title == ""
    assert Post(text=" \n").is_empty
    assert not Post(note="ring först").is_empty


def test_the_title_of_an_endless_line_is_its_beginning() -> None:
    assert Post(text=" \nÖppet hus\nVälkommen").title == "Öppet hus"
    assert Post(text="å" * 300).title == "å" * 300
    assert Post(text="å" * 65_000).title == "å" * 299 + "…"
