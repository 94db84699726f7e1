"""Series: posts made ahead, changed together or alone, skipped and ended; each a step that undo takes back whole."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import AccountStatus
from smdesk.domain.evidence import Subject
from smdesk.domain.post import PostState
from smdesk.domain.series import OnFreeDays, Series, Unit
from smdesk.operations import check, evidence, series
from smdesk.operations import post as posts
from smdesk.operations.series import Scope
from tests.operations.post_desk import IMAGE, NOW, TUESDAY, desk, out, planned, refused, undone
from tests.operations.whole import everything

__all__ = ["desk"]

WEEKLY = Series(weekdays="1", times=5, starts_on=TUESDAY)


def repeated(desk, rule: Series = WEEKLY, **fields):
    """A series of a stored post on both accounts; its posts in order."""
    one = planned(desk, 1, 2, **{"state": PostState.DRAFT} | fields)
    made = series.start(desk, one.id, rule)
    desk.store.history.undoable.clear()
    return desk.store.post.of_series(made.id)


def short(posts_of) -> list[str]:
    return [f"{one.day:%m-%d} {one.time} {one.text}".strip() for one in posts_of]


def of(desk, series_id=1):
    return desk.store.post.of_series(series_id)


def test_a_post_comes_again_as_drafts_that_are_rows_of_their_own(desk):
    one = planned(desk, 1, 2, link="https://start.example", note="Ring först", tags="evenemang")
    evidence.attach(desk, Subject.POST, one.id, IMAGE, alt="En lekplats")
    posts.set_state(desk, one.id, PostState.APPROVED)
    desk.store.history.undoable.clear()
    with undone(desk, "series.start"):
        series.start(desk, one.id, WEEKLY)
    made = of(desk)
    assert short(made) == [f"{day} 11:00 Öppet hus" for day in ("11-24", "12-01", "12-08", "12-15", "12-22")]
    assert [one.state for one in made] == [PostState.APPROVED, *[PostState.DRAFT] * 4]
    assert [one.series_day for one in made] == [one.day for one in made]
    for view in (posts.view(desk, one.id) for one in made):
        assert view.account_ids == (1, 2)
        assert [(image.sha256, image.alt) for image in view.images] == [(IMAGE.sha256, "En lekplats")]
        assert (view.post.link, view.post.note) == ("https://start.example", "Ring först")
        assert view.post.tags == "evenemang"
    assert desk.store.post.series.get(1).made_until == date(2026, 12, 22)


def test_posts_are_made_half_a_year_ahead_and_filled_up_as_it_goes(desk):
    rule = Series(unit=Unit.MONTH, month_day=31, starts_on=TUESDAY)
    made = repeated(desk, rule)
    assert [one.day.isoformat() for one in made] == ["2026-12-31", "2027-01-31", "2027-03-31"], "31 May is too far away"
    assert series.top_up(desk) == 0
    assert not desk.undo_step, "what lacks nothing makes no step"
    desk._clock = lambda: NOW + timedelta(days=30)
    with undone(desk, "series.top_up"):
        assert series.top_up(desk) == 1
    assert series.top_up(desk) == 0
    desk._clock = lambda: NOW + timedelta(days=600)
    assert series.top_up(desk) > 0
    assert min(one.day for one in of(desk)[4:]) >= desk.today(), "nothing is made for days that have been"


def test_what_is_made_later_is_as_the_newest_that_was_not_changed_by_hand(desk):
    made = repeated(desk, Series(weekdays="1", starts_on=TUESDAY))
    posts.write(desk, replace(made[-1], text="Ett undantag"), [1, 2])
    series_text(desk, made[3], "Nya tider", Scope.FOLLOWING)
    desk._clock = lambda: NOW + timedelta(days=7)
    assert series.top_up(desk) == 1
    assert [one.text for one in of(desk)[-2:]] == ["Ett undantag", "Nya tider"]


def series_text(desk, post, text, scope, **named) -> int:
    """Write another text in one and then give it to others, as the form does."""
    placed = posts.view(desk, post.id).account_ids
    posts.write(desk, replace(post, text=text), placed, session="s")
    return series.spread(desk, post.id, {"text"}, scope, session="s", **named)


def test_one_that_is_changed_leaves_the_text_and_stays_in_the_series(desk):
    made = repeated(desk)
    posts.write(desk, replace(made[1], text="Bara i dag"), [1, 2])
    assert [one.text for one in of(desk)] == ["Öppet hus", "Bara i dag", *["Öppet hus"] * 3]
    assert [one.series_own for one in of(desk)] == [False, True, False, False, False]
    posts.move(desk, made[2].id, date(2026, 12, 9))
    assert of(desk)[2].series_own
    assert of(desk)[2].series_day == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("scope", "texts"),
    [(Scope.FOLLOWING, ["gammal", "ny", "hand", "ny", "ny"]), (Scope.ALL, ["ny", "ny", "hand", "ny", "ny"])],
)
def test_this_and_following_or_all_but_those_changed_by_hand(desk, scope, texts):
    made = repeated(desk, text="gammal")
    posts.write(desk, replace(made[2], text="hand"), [1, 2])
    desk.store.history.undoable.clear()
    before = everything(desk)
    assert series_text(desk, made[1], "ny", scope) == texts.count("ny") - 1
    assert [one.text for one in of(desk)] == texts
    assert [one.series_own for one in of(desk)] == [False, False, True, False, False], "the one it came from follows"
    assert [step.name for step in desk.store.history.undoable] == ["series.spread"], "one sitting is one step"
    desk.undo()
    assert everything(desk) == before
    desk.redo()
    assert [one.text for one in of(desk)] == texts


def test_those_changed_by_hand_are_changed_when_asked_and_then_follow_again(desk):
    made = repeated(desk, text="gammal")
    posts.write(desk, replace(made[2], text="hand"), [1, 2])
    posts.move(desk, made[3].id, date(2026, 12, 16))
    with undone(desk, "series.spread"):
        assert series.spread(desk, made[0].id, {"text"}, Scope.ALL, by_hand=True) == 4
    assert [one.text for one in of(desk)] == ["gammal"] * 5
    assert [one.series_own for one in of(desk)] == [False, False, False, True, False], "the moved one is still moved"


def test_one_whose_change_is_partly_its_own_stays_so(desk):
    made = repeated(desk, text="gammal")
    new = replace(made[1], text="egen", time="13:00")
    posts.write(desk, new, [1, 2])
    series.spread(desk, made[1].id, {"time"}, Scope.FOLLOWING)
    assert short(of(desk))[:3] == ["11-24 11:00 gammal", "12-01 13:00 egen", "12-08 13:00 gammal"]
    assert [one.series_own for one in of(desk)] == [False, True, False, False, False]
    assert desk.store.post.series.get(1).time == "13:00"


def test_an_approval_falls_where_the_text_changes_and_stays_where_the_time_does(desk):
    made = repeated(desk)
    for one in made[1:3]:
        posts.set_state(desk, one.id, PostState.APPROVED)
    posts.write(desk, replace(made[0], time="12:00"), [1, 2])
    series.spread(desk, made[0].id, {"time"}, Scope.ALL)
    assert [one.state for one in of(desk)[1:3]] == [PostState.APPROVED] * 2
    check.pass_stop(desk, made[1].id, "secret.identity", "Ordernummer")
    series_text(desk, made[0], "Nytt 811218-9876", Scope.ALL)
    assert {one.state for one in of(desk)} == {PostState.DRAFT}
    assert desk.store.post.passes.all() == []


def test_accounts_and_images_are_given_to_the_others_too(desk):
    made = repeated(desk)
    evidence.attach(desk, Subject.POST, made[1].id, IMAGE, alt="En lekplats")
    posts.write(desk, posts.view(desk, made[1].id).post, [2])
    desk.store.history.undoable.clear()
    with undone(desk, "series.spread"):
        series.spread(desk, made[1].id, {"accounts", "images"}, Scope.FOLLOWING)
    found = [posts.view(desk, one.id) for one in made]
    assert [one.account_ids for one in found] == [(1, 2), (2,), (2,), (2,), (2,)]
    assert [[image.alt for image in one.images] for one in found] == [[], *[["En lekplats"]] * 4]


def test_what_is_out_is_never_touched(desk):
    made = repeated(desk, text="gammal")
    for one, account_id in ((made[0], 1), (made[2], 2)):  # out on one account only, and out of order
        posts.publish(desk, one.id, [out(account_id)])
    kept = {one.id: one for one in of(desk)}
    series_text(desk, made[1], "ny", Scope.ALL, by_hand=True)
    assert [one.text for one in of(desk)] == ["gammal", "ny", "gammal", "ny", "ny"]
    series.change(desk, made[1].id, Series(weekdays="2", starts_on=TUESDAY, times=9))
    series.end(desk, of(desk, 2)[0].id)
    for one in (made[0], made[2]):
        assert desk.store.post.get(one.id) == kept[one.id]


def test_another_rule_from_one_on_moves_what_waits_makes_what_lacks_and_takes_away_the_rest(desk):
    made = repeated(desk)
    posts.set_state(desk, made[2].id, PostState.APPROVED)
    desk.store.history.undoable.clear()
    with undone(desk, "series.change"):
        series.change(desk, made[2].id, Series(weekdays="24", times=4, starts_on=TUESDAY))
    assert [one.id for one in of(desk)] == [made[0].id, made[1].id]
    assert desk.store.post.series.get(1).until == date(2026, 12, 7)
    later = of(desk, 2)
    assert short(later) == [f"{day} 11:00 Öppet hus" for day in ("12-09", "12-11", "12-16", "12-18")]
    assert [one.id for one in later[:3]] == [one.id for one in made[2:]], "the same posts, on their new days"
    assert later[0].state is PostState.APPROVED
    with undone(desk, "series.change"):
        series.change(desk, later[0].id, Series(weekdays="2", times=2, starts_on=TUESDAY))
    assert short(of(desk, 2)) == ["12-09 11:00 Öppet hus", "12-16 11:00 Öppet hus"]
    assert desk.store.post.series.count() == 2, "from its first post on it is the same series"
    assert desk.store.post.count() == 4


def test_the_same_rule_again_is_no_change(desk):
    made = repeated(desk)
    series.change(desk, made[2].id, series.view(desk, made[2].id).rest)
    assert not desk.undo_step


def test_another_rule_lets_what_is_hers_be(desk):
    made = repeated(desk)
    posts.move(desk, made[2].id, date(2026, 12, 10))
    posts.move(desk, made[3].id, date(2026, 12, 17))
    posts.bin_post(desk, made[4].id)
    series.skip(desk, made[1].id)
    series.change(desk, made[0].id, Series(weekdays="1", every=2, times=3, starts_on=TUESDAY))
    assert short(of(desk)) == ["11-24 11:00 Öppet hus", "12-10 11:00 Öppet hus", "12-22 11:00 Öppet hus"]
    alone = desk.store.post.get(made[3].id)
    assert (alone.day, alone.series_id, alone.series_own) == (date(2026, 12, 17), None, False)
    assert desk.store.post.get(made[4].id).binned_at, "what she binned is not made again"
    assert desk.store.post.count("id = ?", made[1].id) == 0


def test_one_is_skipped_and_the_series_goes_on(desk):
    made = repeated(desk)
    with undone(desk, "series.skip"):
        series.skip(desk, made[1].id)
    assert [one.state for one in of(desk)] == [PostState.DRAFT, PostState.DROPPED, *[PostState.DRAFT] * 3]
    assert series.top_up(desk) == 0
    posts.publish(desk, made[0].id, [out(1), out(2)])
    with refused(desk, "post.state"):
        series.skip(desk, made[0].id)


def test_it_ends_with_one_and_what_is_hers_after_that_stays_alone(desk):
    made = repeated(desk, Series(weekdays="1", starts_on=TUESDAY))
    evidence.attach(desk, Subject.POST, made[0].id, IMAGE)
    series.spread(desk, made[0].id, {"images"}, Scope.ALL)
    posts.move(desk, made[5].id, made[5].day + timedelta(days=1))
    check.pass_stop(desk, made[7].id, "secret.identity", "Ordernummer")
    desk.store.history.undoable.clear()
    with undone(desk, "series.end"):
        series.end(desk, made[2].id)
    assert [one.id for one in of(desk)] == [one.id for one in made[:3]]
    assert desk.store.post.get(made[5].id).series_id is None
    assert desk.store.post.count() == desk.store.evidence.count("subject = 'post'") == 4
    desk._clock = lambda: NOW + timedelta(days=300)
    assert series.top_up(desk) == 0


def test_red_days_are_moved_or_skipped_as_she_chooses(desk):
    start = date(2026, 12, 17)
    for on_free_days, asked in (
        (OnFreeDays.KEEP, ["12-17", "12-24", "12-31", "01-07"]),
        (OnFreeDays.MOVE, ["12-17", "12-28", "01-04", "01-07"]),
        (OnFreeDays.SKIP, ["12-17", "01-07"]),
    ):
        made = repeated(desk, Series(weekdays="3", times=4, starts_on=start, on_free_days=on_free_days), day=start)
        assert [f"{one.day:%m-%d}" for one in made] == asked
        assert not any(one.series_own for one in made)
        series_text(desk, made[0], "Ny", Scope.ALL)
        assert not any(one.series_own for one in of(desk, made[0].series_id)), "the series moved it, not she"


def test_a_post_of_the_past_starts_a_series_of_what_comes(desk):
    one = planned(desk, 1, day=date(2026, 11, 3), state=PostState.DRAFT)
    series.start(desk, one.id, WEEKLY)
    assert [f"{one.day:%m-%d}" for one in of(desk)] == ["11-03", "11-24", "12-01"]


def test_a_closed_account_gets_no_more_posts(desk):
    repeated(desk, Series(weekdays="1", starts_on=TUESDAY))
    desk._clock = lambda: NOW + timedelta(days=7)
    account = desk.store.account.get(1)
    desk.store.account.change(replace(account, status=AccountStatus.CLOSING))
    assert series.top_up(desk) == 1
    assert posts.view(desk, of(desk)[-1].id).account_ids == (2,)
    account = desk.store.account.get(2)
    desk.store.account.change(replace(account, status=AccountStatus.CLOSED))
    desk._clock = lambda: NOW + timedelta(days=14)
    assert series.top_up(desk) == 0


def test_what_cannot_be_repeated_is_told(desk):
    none = planned(desk, 1, day=None, state=PostState.IDEA)
    empty = planned(desk, 1, text="")
    gone = planned(desk, 1)
    posts.publish(desk, gone.id, [out(1)])
    for one, code in ((none, "series.no_day"), (empty, "series.empty"), (gone, "series.out")):
        with refused(desk, code):
            series.start(desk, one.id, WEEKLY)
    one = planned(desk, 1)
    with refused(desk, "series.weekdays"):
        series.start(desk, one.id, Series(starts_on=TUESDAY))
    with refused(desk, "series.none"):
        series.start(desk, one.id, Series(weekdays="2", until=TUESDAY, starts_on=TUESDAY))
    with refused(desk, "series.not_in"):
        series.end(desk, one.id)
    assert series.view(desk, one.id) is None
    series.start(desk, one.id, WEEKLY)
    with refused(desk, "series.twice"):
        series.start(desk, one.id, WEEKLY)
    posts.publish(desk, one.id, [out(1)])
    with refused(desk, "series.out"):
        series.change(desk, one.id, WEEKLY)


def test_a_copy_is_no_part_of_the_series_and_an_emptied_one_is_not_thrown_away(desk):
    made = repeated(desk)
    assert posts.copy(desk, made[1].id, TUESDAY).series_id is None
    posts.write(desk, replace(made[1], text=""), [1, 2])
    assert not posts.discard_empty(desk, made[1].id)


def test_what_a_rule_would_give_is_told_before_it_is_done(desk):
    assert series.days(desk, WEEKLY) == [TUESDAY + timedelta(weeks=n) for n in range(5)]
    assert not series.goes_on(desk, WEEKLY)
    assert series.goes_on(desk, Series(weekdays="1", starts_on=TUESDAY))
    assert series.days(desk, Series(starts_on=TUESDAY)) == []
    assert not series.goes_on(desk, Series(starts_on=TUESDAY))
    far = Series(unit=Unit.MONTH, every=12, month_day=29, starts_on=date(2028, 2, 29))
    assert series.days(desk, far) == [date(2028, 2, 29)]


def test_the_clock_time_stays_over_the_change_of_clocks(desk):
    desk._clock = lambda: datetime(2027, 3, 20, 12, tzinfo=STOCKHOLM)
    made = repeated(desk, Series(unit=Unit.DAY, times=3, starts_on=date(2027, 3, 27)), day=date(2027, 3, 27))
    assert [(f"{one.day:%m-%d}", one.time) for one in made] == [
        ("03-27", "11:00"),
        ("03-28", "11:00"),
        ("03-29", "11:00"),
    ]


def test_a_post_on_no_account_is_repeated_too(desk):
    one = planned(desk, state=PostState.DRAFT)
    series.start(desk, one.id, Series(weekdays="1", starts_on=TUESDAY))
    assert len(of(desk)) == 27
    desk._clock = lambda: NOW + timedelta(days=7)
    assert series.top_up(desk) == 1


def test_nothing_is_made_in_a_register_that_is_read_only(desk):
    repeated(desk, Series(weekdays="1", starts_on=TUESDAY))
    desk._clock = lambda: NOW + timedelta(days=7)
    desk.store.may_write = False
    assert series.top_up(desk) == 0
