"""The plan as .ics: read back by icalendar and by vobject, and the summer time held against the zone database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PostState
from smdesk.domain.text import clean
from smdesk.formats.ics import LENGTH, STATUSES, PlanEvent, calendar_bytes

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
TEXT = st.text(max_size=300).map(clean).map(str.strip)


def event(**values):
    given = {"uid": "inlagg-1-2@smdesk", "sequence": 7, "changed": NOW, "day": date(2026, 11, 26), "time": "10:00",
             "summary": "Seniorhälsan: Fika", "text": "Fika på torsdag.", "state": PostState.APPROVED}  # fmt: skip
    return PlanEvent(**{**given, **values})


def parts(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_an_event_says_what_the_post_says():
    (found,) = parts(calendar_bytes("Plan", [event(url="https://x.se/1?a=1,2;3", categories=["Facebook", "a,b"])], NOW))
    assert found["DTSTART"].dt == datetime(2026, 11, 26, 10, 0, tzinfo=STOCKHOLM)
    assert found["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert found["DURATION"].dt == LENGTH
    assert (found["SEQUENCE"], found["LAST-MODIFIED"].dt, found["DTSTAMP"].dt) == (7, NOW, NOW)
    assert found["URL"] == "https://x.se/1?a=1,2;3"
    assert [str(one) for one in found["CATEGORIES"].cats] == ["Facebook", "a,b"]


def test_a_post_without_a_time_takes_the_whole_day():
    (found,) = parts(calendar_bytes("Plan", [event(time="")], NOW))
    assert found["DTSTART"].dt == date(2026, 11, 26)
    assert "DURATION" not in found


@pytest.mark.parametrize("state", list(PostState))
def test_every_state_has_a_status_of_the_standard(state):
    (found,) = parts(calendar_bytes("Plan", [event(state=state)], NOW))
    assert found["STATUS"] == STATUSES[state]
    assert found["STATUS"] in ("TENTATIVE", "CONFIRMED", "CANCELLED")


@given(TEXT, TEXT, st.dates(date(1997, 1, 1), date(2100, 1, 1)), st.times())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_by_two_readers(summary, text, day, when):
    one = event(summary=summary or "x", text=text, day=day, time=when.strftime("%H:%M"))
    data = calendar_bytes("Plan", [one], NOW)
    assert max(map(len, data.split(b"\r\n"))) <= 75, "RFC 5545, 3.1: lines are folded at 75 octets"
    start = datetime.combine(day, time(when.hour, when.minute))
    (found,) = parts(data)
    assert (str(found["SUMMARY"]), str(found.get("DESCRIPTION", ""))) == (one.summary, one.text)
    assert found["DTSTART"].dt.replace(tzinfo=None) == start
    other = vobject.readOne(data.decode()).vevent
    assert other.summary.value == one.summary
    assert other.description.value == one.text if one.text else not hasattr(other, "description")
    assert other.dtstart.value.replace(tzinfo=None) == start
    assert (other.uid.value, other.status.value, other.sequence.value) == (one.uid, "CONFIRMED", "7")


def test_the_clock_of_the_file_is_stockholm_s_by_the_zone_database():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 1461, 3)]
    days += [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]
    data = calendar_bytes("Plan", [event(day=day, time="12:00") for day in days], NOW).decode()
    assert data.count("BEGIN:VTIMEZONE") == 1
    for day, found in zip(days, vobject.readOne(data).vevent_list, strict=True):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)
        assert found.dtstart.value.utcoffset() == noon.utcoffset(), day
