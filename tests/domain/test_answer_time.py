"""Answer time by the calendar of 2026 to 2030: cases by hand, and what holds whatever comes in and whenever."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.answer_time import (
    AT_ONCE,
    SAME_DAY,
    AnswerState,
    Asked,
    Limit,
    OfficeHours,
    Summary,
    Unit,
    WorkingTime,
    answer_by,
    check_hours,
    check_limit,
    limit_on,
    state,
    summary,
    time_taken,
)
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.domain.workdays import SpecialDay, Workdays
from smdesk.formats.red_days import special_days
from smdesk.words import problems_text
from smdesk.words.answer_time import STATES, limit_text, median_text, share_text, worked
from smdesk.words.routine import requirement_text

SPECIAL = [one for year in range(2025, 2032) for one in special_days(year)]
WORKING = WorkingTime(Workdays(SPECIAL))
NOW = datetime(2026, 11, 24, 10, tzinfo=STOCKHOLM)
H = timedelta(hours=1)


def at(text: str) -> datetime:
    """”2026-11-27 16:00” by the clock in Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def days(count: int) -> Limit:
    return Limit(count, Unit.DAYS)


def hours(count: int) -> Limit:
    return Limit(count, Unit.HOURS)


@pytest.mark.parametrize(
    ("came_in", "limit", "by"),
    [
        ("2026-11-24 10:12", days(1), "2026-11-25 10:12"),
        ("2026-11-24 08:00", days(1), "2026-11-25 08:00"),  # the minute it opens
        ("2026-11-27 16:00", days(1), "2026-11-30 16:00"),  # Friday
        ("2026-11-27 16:59", days(1), "2026-11-30 16:59"),
        ("2026-11-27 17:00", days(1), "2026-11-30 17:00"),  # the minute it closes
        ("2026-11-27 19:30", days(1), "2026-11-30 17:00"),  # Friday evening: the whole of Monday
        ("2026-11-28 10:00", days(1), "2026-11-30 17:00"),  # Saturday
        ("2026-11-29 23:59", days(1), "2026-11-30 17:00"),  # Sunday
        ("2026-11-30 07:59", days(1), "2026-11-30 17:00"),  # before it opens
        ("2026-11-28 10:00", days(5), "2026-12-04 17:00"),
        ("2026-11-24 20:00", days(1), "2026-11-25 17:00"),  # Tuesday evening
        ("2026-12-23 10:00", days(1), "2026-12-28 10:00"),  # Christmas, on Thursday to Saturday
        ("2026-12-23 18:00", days(1), "2026-12-28 17:00"),
        ("2026-12-24 09:00", days(1), "2026-12-28 17:00"),  # julafton
        ("2027-12-23 16:00", days(1), "2027-12-27 16:00"),  # julafton is a Friday
        ("2028-12-22 16:00", days(2), "2028-12-28 16:00"),  # Christmas on Sunday to Tuesday
        ("2030-12-23 16:00", days(1), "2030-12-27 16:00"),
        ("2026-12-30 10:00", days(1), "2027-01-04 10:00"),  # New Year, in week 53
        ("2027-12-30 10:00", days(1), "2028-01-03 10:00"),
        ("2029-12-28 15:00", days(1), "2030-01-02 15:00"),  # the eve is a Monday
        ("2026-04-01 15:00", days(1), "2026-04-02 15:00"),  # skärtorsdag is worked
        ("2026-04-02 15:00", days(1), "2026-04-07 15:00"),  # and then Easter
        ("2029-03-29 15:00", days(1), "2029-04-03 15:00"),
        ("2026-06-18 13:00", days(1), "2026-06-22 13:00"),  # midsommarafton
        ("2026-06-19 13:00", days(1), "2026-06-22 17:00"),
        ("2028-06-22 13:00", days(1), "2028-06-26 13:00"),
        ("2026-01-05 13:00", days(1), "2026-01-07 13:00"),  # trettondagsafton is worked, trettondagen is not
        ("2027-01-05 13:00", days(1), "2027-01-07 13:00"),
        ("2026-05-13 13:00", days(1), "2026-05-15 13:00"),  # Kristi himmelsfärdsdag; the Friday after is worked
        ("2026-04-30 13:00", days(1), "2026-05-04 13:00"),  # valborg is worked, 1 May is not
        ("2028-06-05 13:00", days(1), "2028-06-07 13:00"),  # nationaldagen on a Tuesday
        ("2030-10-31 13:00", days(1), "2030-11-01 13:00"),  # allhelgonaafton is worked
        ("2026-03-27 09:00", days(1), "2026-03-30 09:00"),  # the clock goes forward on Sunday
        ("2026-03-29 02:30", days(1), "2026-03-30 17:00"),  # an hour that is not
        ("2026-10-23 09:00", days(1), "2026-10-26 09:00"),  # and back
        ("2026-11-24 10:00", SAME_DAY, "2026-11-24 17:00"),
        ("2026-11-24 07:00", SAME_DAY, "2026-11-24 17:00"),
        ("2026-11-24 17:00", SAME_DAY, "2026-11-25 17:00"),
        ("2026-11-27 18:00", SAME_DAY, "2026-11-30 17:00"),
        ("2026-12-24 18:00", SAME_DAY, "2026-12-28 17:00"),
        ("2026-11-24 10:00", hours(4), "2026-11-24 14:00"),
        ("2026-11-24 08:00", hours(9), "2026-11-24 17:00"),  # no later than the day's end
        ("2026-11-24 15:00", hours(4), "2026-11-25 10:00"),
        ("2026-11-27 15:00", hours(4), "2026-11-30 10:00"),  # over a weekend
        ("2026-11-28 10:00", hours(4), "2026-11-30 12:00"),  # Saturday: from Monday 08:00
        ("2026-12-23 16:00", hours(2), "2026-12-28 09:00"),
        ("2026-11-24 10:00", hours(24), "2026-11-26 16:00"),  # not 24 of the clock's
        ("2026-03-27 16:30", hours(1), "2026-03-30 08:30"),
        ("2026-10-25 02:30", hours(1), "2026-10-26 09:00"),
        ("2026-11-28 22:50", Limit(15, Unit.MINUTES), "2026-11-28 23:05"),  # danger does not wait for Monday
        ("2026-11-28 22:50", AT_ONCE, "2026-11-28 22:50"),
        ("2026-03-29 01:50", Limit(15, Unit.MINUTES), "2026-03-29 03:05"),
    ],
)
def test_by_when_an_answer_is_due(came_in, limit, by):
    assert answer_by(WORKING, Asked(came_in=at(came_in), limit=limit), NOW) == at(by)


def test_the_hour_that_comes_twice_is_two():
    first = Asked(came_in=datetime(2026, 10, 25, 0, 50, tzinfo=UTC), limit=Limit(30, Unit.MINUTES))
    assert state(WORKING, first, datetime(2026, 10, 25, 1, 19, tzinfo=UTC)) is AnswerState.DUE_TODAY
    assert state(WORKING, first, datetime(2026, 10, 25, 1, 21, tzinfo=UTC)) is AnswerState.LATE


def test_an_instant_in_utc_is_read_by_the_clock_in_stockholm():
    late_evening = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)  # 00:30 on Monday
    assert answer_by(WORKING, Asked(came_in=late_evening, limit=SAME_DAY), NOW) == at("2026-06-15 17:00")
    for limit in (days(1), hours(1), AT_ONCE):
        with pytest.raises(ValueError, match="time zone"):
            answer_by(WORKING, Asked(came_in=datetime(2026, 6, 15, 9), limit=limit), NOW)


def test_a_day_that_the_office_made_free_is_not_counted():
    eve = SpecialDay(day=date(2027, 1, 5), name="Trettondagsafton", free=True)
    free = WorkingTime(Workdays([*SPECIAL, eve]))
    asked = Asked(came_in=at("2027-01-04 13:00"), limit=days(1))
    assert answer_by(free, asked, NOW) == at("2027-01-07 13:00")
    assert answer_by(WORKING, asked, NOW) == at("2027-01-05 13:00")


def test_the_office_has_its_own_hours():
    short = WorkingTime(WORKING.workdays, OfficeHours(time(9), time(15, 30)))
    assert answer_by(short, Asked(came_in=at("2026-11-27 15:30"), limit=days(1)), NOW) == at("2026-11-30 15:30")
    assert answer_by(short, Asked(came_in=at("2026-11-27 15:00"), limit=hours(2)), NOW) == at("2026-11-30 10:30")


@pytest.mark.parametrize(
    ("limit", "pauses", "by"),
    [
        (days(1), [("2026-11-24 11:00", "2026-11-24 13:00")], "2026-11-25 12:00"),
        (days(1), [("2026-11-24 11:00", "2026-11-26 11:00")], "2026-11-27 10:00"),
        (days(1), [("2026-11-24 11:00", "2026-11-30 11:00")], "2026-12-01 10:00"),  # over a weekend
        (days(1), [("2026-11-24 17:00", "2026-11-25 08:00")], "2026-11-25 10:00"),  # a night
        (days(1), [("2026-11-24 11:00", "2026-11-24 13:00"), ("2026-11-24 12:00", "2026-11-24 14:00")],
         "2026-11-25 13:00"),  # of two at once, each hour once
        (days(1), [("2026-11-24 15:00", "2026-11-24 17:00"), ("2026-11-24 11:00", "2026-11-24 12:00")],
         "2026-11-25 13:00"),  # in whatever order
        (days(1), [("2026-11-24 09:00", "2026-11-24 11:00")], "2026-11-25 11:00"),  # began before it came in
        (days(1), [("2026-11-25 10:01", "2026-11-27 10:00")], "2026-11-25 10:00"),  # too late to help
        (hours(2), [("2026-11-24 11:00", "2026-11-24 16:30")], "2026-11-25 08:30"),
        (SAME_DAY, [("2026-11-24 11:00", "2026-11-24 13:00")], "2026-11-25 10:00"),
        (AT_ONCE, [("2026-11-24 10:00", "2026-11-24 13:00")], "2026-11-24 10:00"),
    ],
)  # fmt: skip
def test_the_time_with_a_handlaggare_does_not_count(limit, pauses, by):
    spans = tuple((at(began), at(ended)) for began, ended in pauses)
    assert answer_by(WORKING, Asked(came_in=at("2026-11-24 10:00"), limit=limit, pauses=spans), NOW) == at(by)


def test_a_pause_that_lasts_moves_the_time_on_as_it_goes():
    asked = Asked(came_in=at("2026-11-27 10:00"), limit=days(1), pauses=((at("2026-11-27 12:00"), None),))
    assert answer_by(WORKING, asked, at("2026-11-27 13:00")) == at("2026-11-30 11:00")
    assert answer_by(WORKING, asked, at("2026-12-01 12:00")) == at("2026-12-02 10:00")
    assert state(WORKING, asked, at("2026-12-18 12:00")) is AnswerState.PAUSED
    assert time_taken(WORKING, asked, at("2026-12-18 12:00")) == 2 * H
    late = replace(asked, pauses=((at("2026-11-30 10:01"), None),))
    assert state(WORKING, late, at("2026-12-01 12:00")) is AnswerState.LATE


@pytest.mark.parametrize(
    ("limit", "now", "answered", "expected"),
    [
        (days(1), "2026-11-27 16:00", None, AnswerState.IN_TIME),
        (days(1), "2026-11-29 12:00", None, AnswerState.IN_TIME),
        (days(1), "2026-11-30 08:00", None, AnswerState.DUE_TODAY),
        (days(1), "2026-11-30 16:00", None, AnswerState.DUE_TODAY),
        (days(1), "2026-11-30 16:01", None, AnswerState.LATE),
        (days(1), "2026-12-01 08:00", "2026-11-30 16:00", AnswerState.ANSWERED),
        (days(1), "2026-12-01 08:00", "2026-11-30 16:01", AnswerState.ANSWERED_LATE),
        (AT_ONCE, "2026-11-27 16:00", None, AnswerState.AT_ONCE),
        (AT_ONCE, "2026-11-28 16:00", "2026-11-27 16:20", AnswerState.ANSWERED),
        (None, "2027-11-27 16:00", None, AnswerState.NO_LIMIT),
        (None, "2027-11-27 16:00", "2026-12-24 10:00", AnswerState.ANSWERED),
    ],
)
def test_how_a_comment_of_friday_16_stands(limit, now, answered, expected):
    asked = Asked(came_in=at("2026-11-27 16:00"), limit=limit, answered_at=at(answered) if answered else None)
    assert state(WORKING, asked, at(now)) is expected


def test_what_is_due_when_the_office_opens_is_due_the_day_before():
    asked = Asked(came_in=at("2026-11-26 08:00"), limit=days(1))
    assert answer_by(WORKING, asked, NOW) == at("2026-11-27 08:00")
    assert state(WORKING, asked, at("2026-11-26 12:00")) is AnswerState.DUE_TODAY


def test_median_and_share_count_what_can_be_counted():
    came_in, now = at("2026-11-23 09:00"), at("2026-11-27 12:00")
    one = Asked(came_in=came_in, limit=days(1))
    items = [
        replace(one, answered_at=at("2026-11-23 10:00")),  # 1 h
        replace(one, answered_at=at("2026-11-23 12:00")),  # 3 h
        replace(one, answered_at=at("2026-11-26 09:00")),  # 27 h, too late
        replace(one, answered_at=at("2026-11-24 16:00"), pauses=((at("2026-11-23 10:00"), at("2026-11-24 10:00")),)),
        one,  # late and without an answer
        replace(one, came_in=now),  # has time left
        replace(one, pauses=((at("2026-11-23 10:00"), None),)),  # with a handläggare
        replace(one, limit=None, answered_at=at("2026-11-23 11:00")),  # 2 h, but nothing to be late for
        replace(one, limit=AT_ONCE, answered_at=at("2026-11-23 09:30")),
        replace(one, limit=AT_ONCE),
    ]
    found = summary(WORKING, items, now)
    assert found == Summary(median=timedelta(hours=2, minutes=30), within=3, judged=5)
    assert found.percent == 60
    assert (median_text(found), share_text(found)) == ("2 h 30 min arbetstid", "3 av 5 i tid (60 %)")


def test_where_there_is_nothing_to_count_nothing_is_said_of_it():
    for items in ([], [Asked(came_in=NOW, limit=None)], [Asked(came_in=NOW, limit=days(1))]):
        found = summary(WORKING, items, NOW)
        assert (found.median, found.percent) == (None, None)
        assert (median_text(found), share_text(found)) == ("inget besvarat", "inget att räkna")
    late = summary(WORKING, [Asked(came_in=at("2026-11-02 09:00"), limit=days(1))], NOW)
    assert (late.median, late.percent) == (None, 0)


def test_the_limit_is_the_requirement_of_the_day():
    usual = Requirement(account_id=1, kind=RequirementKind.ANSWER, value=1, valid_from=date(2026, 1, 1))
    summer = replace(usual, value=3, valid_from=date(2026, 7, 1), valid_to=date(2026, 7, 31), deviation=True)
    rounds = replace(usual, kind=RequirementKind.ROUNDS, value=2)
    assert limit_on([usual, summer, rounds], date(2026, 7, 2)) == days(3)
    assert limit_on([usual, summer, rounds], date(2026, 8, 2)) == days(1)
    assert limit_on([rounds], date(2026, 8, 2)) is None


@pytest.mark.parametrize(
    ("kind", "value", "asked", "text", "by"),
    [
        (RequirementKind.ANSWER, 0, days(0), "samma arbetsdag", "2026-11-20 17:00"),
        (RequirementKind.ANSWER, 1, days(1), "1 arbetsdag", "2026-11-23 15:00"),
        (RequirementKind.ANSWER_HOURS, 1, hours(1), "1 arbetstimme", "2026-11-20 16:00"),
        (RequirementKind.ANSWER_HOURS, 4, hours(4), "4 arbetstimmar", "2026-11-23 10:00"),
    ],
)
def test_an_account_asks_for_working_days_or_working_hours(kind, value, asked, text, by):
    one = Requirement(account_id=1, kind=kind, value=value, valid_from=date(2026, 1, 1))
    came_in = at("2026-11-20 15:00")  # a Friday
    assert limit_on([one], date(2026, 11, 20)) == asked
    assert requirement_text(one) == text
    assert answer_by(WORKING, Asked(came_in=came_in, limit=asked), came_in) == at(by)


def test_days_and_hours_end_each_other():
    usual = Requirement(account_id=1, kind=RequirementKind.ANSWER, value=1, valid_from=date(2026, 1, 1))
    sooner = replace(usual, kind=RequirementKind.ANSWER_HOURS, value=4, valid_from=date(2026, 3, 1))
    summer = replace(usual, value=3, valid_from=date(2026, 7, 1), valid_to=date(2026, 7, 31), deviation=True)
    again = replace(usual, value=2, valid_from=date(2026, 9, 1))
    found = [limit_on([usual, sooner, summer, again], date(2026, month, 15)) for month in (2, 3, 7, 8, 9)]
    assert found == [days(1), hours(4), days(3), hours(4), days(2)]


def test_limits_and_hours_that_mean_nothing_are_refused():
    good = [days(0), days(60), hours(1), AT_ONCE]
    assert [check_limit(one) for one in good] == [[]] * 4
    bad = [days(-1), days(61), hours(0), Limit(-1, Unit.MINUTES)]
    assert all(problems_text(check_limit(one)) for one in bad)
    assert check_hours(OfficeHours()) == []
    assert "Kontoret måste stänga" in problems_text(check_hours(OfficeHours(time(17), time(8))))


def test_the_words():
    assert set(STATES) == set(AnswerState)
    said = [
        limit_text(one) for one in (days(1), days(5), hours(1), hours(4), SAME_DAY, AT_ONCE, Limit(15, Unit.MINUTES))
    ]
    assert said == ["1 arbetsdag", "5 arbetsdagar", "1 arbetstimme", "4 arbetstimmar", "samma arbetsdag", "genast",
                    "15 minuter"]  # fmt: skip
    assert [worked(timedelta(minutes=one)) for one in (0, 45, 180, 1580)] == ["0 min", "45 min", "3 h", "26 h 20 min"]


# whatever comes in, and whenever

MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(lambda one: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=one))
COUNTS = st.integers(0, 30)
LIMITS = st.builds(Limit, COUNTS, st.sampled_from([Unit.DAYS, Unit.HOURS]))
LENGTHS = st.integers(0, 6000).map(lambda minutes: timedelta(minutes=minutes))


def due(came_in: datetime, limit: Limit, *pauses: tuple[datetime, datetime]) -> datetime:
    found = answer_by(WORKING, Asked(came_in=came_in, limit=limit, pauses=pauses), NOW)
    assert found is not None
    return found


@given(MOMENTS, LENGTHS, LIMITS)
def test_what_comes_in_later_is_never_due_earlier(came_in, later, limit):
    assert due(came_in, limit) <= due(came_in + later, limit)


@given(MOMENTS, COUNTS, COUNTS, st.sampled_from(Unit))
def test_who_has_longer_is_never_due_earlier(came_in, one, other, unit):
    assert due(came_in, Limit(min(one, other), unit)) <= due(came_in, Limit(max(one, other), unit))


@given(MOMENTS, LIMITS.filter(lambda limit: limit != hours(0)), MOMENTS, LENGTHS)
def test_it_is_never_due_on_a_free_day_or_while_the_office_is_closed(came_in, limit, began, length):
    by = due(came_in, limit, (began, began + length))
    assert by >= came_in
    assert WORKING.workdays.is_working(by.date())
    assert WORKING.hours.opens <= by.time() <= WORKING.hours.closes


@given(MOMENTS, st.integers(1, 30), st.integers(1, 30), st.sampled_from([Unit.DAYS, Unit.HOURS]))
def test_two_limits_one_after_the_other_are_one(came_in, one, other, unit):
    assert due(due(came_in, Limit(one, unit)), Limit(other, unit)) == due(came_in, Limit(one + other, unit))


@given(MOMENTS, LENGTHS, LENGTHS)
def test_working_time_adds_up_and_is_no_more_than_the_clocks(start, one, other):
    middle, end = start + one, start + one + other
    assert WORKING.between(start, middle) + WORKING.between(middle, end) == WORKING.between(start, end)
    assert timedelta() <= WORKING.between(start, end) <= end - start
    assert WORKING.between(end, start) == timedelta()


@given(MOMENTS, LENGTHS)
def test_after_is_the_other_way_round_of_between(start, length):
    end = WORKING.after(start, length)
    assert WORKING.between(start, end) == length
    if length:
        assert WORKING.between(start, end - timedelta(seconds=1)) < length, "the first such moment"


@given(MOMENTS, st.integers(0, 30))
def test_a_working_day_is_the_offices_hours(came_in, count):
    """Days and hours are one measure: n working days are n times the office's hours of working time."""
    expected = count * 9 * H
    if count:
        assert WORKING.between(came_in, due(came_in, days(count))) == expected


@given(MOMENTS, LIMITS, LENGTHS, LENGTHS)
def test_a_pause_moves_the_time_by_what_it_takes(came_in, limit, after, length):
    plain = due(came_in, limit)
    began = min(came_in + after, plain.astimezone(UTC))
    paused = due(came_in, limit, (began, began + length))
    assert paused >= plain
    assert WORKING.between(came_in, paused) == WORKING.between(came_in, plain) + WORKING.between(began, began + length)


@given(MOMENTS, LIMITS, st.lists(st.tuples(LENGTHS, LENGTHS), max_size=4), LENGTHS)
def test_what_is_in_time_has_not_taken_longer_than_it_may(came_in, limit, pauses, waited):
    spans = tuple((came_in + after, came_in + after + length) for after, length in pauses)
    asked = Asked(came_in=came_in, limit=limit, answered_at=came_in + waited, pauses=spans)
    taken = time_taken(WORKING, asked, NOW)
    assert timedelta() <= taken <= WORKING.between(came_in, came_in + waited)
    if state(WORKING, asked, NOW) is AnswerState.ANSWERED:
        assert taken <= max(limit.count, 1) * (9 * H if limit.unit is Unit.DAYS else H)


@given(MOMENTS, LIMITS, LENGTHS, MOMENTS, LENGTHS)
def test_what_is_late_stays_late_until_it_is_answered(came_in, limit, after, now, later):
    """Time only makes things worse, with one exception: a pause that lasts holds it still."""
    asked = Asked(came_in=came_in, limit=limit, pauses=((came_in + after, None),))
    if state(WORKING, asked, now) is AnswerState.LATE:
        assert state(WORKING, asked, now + later) is AnswerState.LATE
