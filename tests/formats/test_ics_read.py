"""Somebody's calendar as days: zones, ends, repetitions and faults, each event on its own."""

import time
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smdesk.domain.problem import BadInputError, Severity
from smdesk.formats.ics_read import read_days

FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)


def calendar(*events, head=""):
    blocks = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n{head}{blocks}END:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("ics") / "kalender.ics"


def read(place, text):
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_days(place, FIRST, LAST)


def days(place, *lines, head=""):
    (found,) = read(place, calendar("\r\n".join(["UID:1", "SUMMARY:Möte", *lines]), head=head)).events
    assert not [one for one in found.problems if one.severity is Severity.STOP], found.problems
    return [(day.isoformat(), name) for day, name in found.days]


ZONE = """BEGIN:VTIMEZONE
TZID:Vår egen zon
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+1100
TZOFFSETTO:+1100
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["DTSTART;VALUE=DATE:20260615"], ["2026-06-15"]),
        (["DTSTART;VALUE=DATE:20260615", "DTEND;VALUE=DATE:20260616"], ["2026-06-15"]),
        (["DTSTART;VALUE=DATE:20260615", "DTEND;VALUE=DATE:20260618"], ["2026-06-15", "2026-06-16", "2026-06-17"]),
        (["DTSTART;VALUE=DATE:20260615", "DTEND;VALUE=DATE:20260615"], ["2026-06-15"]),
        (["DTSTART;VALUE=DATE:20260615", "DURATION:P2D"], ["2026-06-15", "2026-06-16"]),
        (["DTSTART:20260615", "DTEND:20260617"], ["2026-06-15", "2026-06-16"]),
    ],
)
def test_whole_days_end_before_their_end(place, lines, told):
    assert days(place, *lines) == [(day, "Möte") for day in told]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("DTSTART:20260615T230000Z", ("2026-06-16", "Möte kl. 01:00")),
        ("DTSTART;TZID=Europe/Stockholm:20260615T140000", ("2026-06-15", "Möte kl. 14:00")),
        ("DTSTART;TZID=America/New_York:20260615T200000", ("2026-06-16", "Möte kl. 02:00")),
        ("DTSTART;TZID=W. Europe Standard Time:20260615T140000", ("2026-06-15", "Möte kl. 14:00")),
        ("DTSTART;TZID=Vår egen zon:20260615T140000", ("2026-06-15", "Möte kl. 05:00")),
        ("DTSTART;TZID=\"/freeassociation.sourceforge.net/Europe/Stockholm\":20260615T140000",
         ("2026-06-15", "Möte kl. 14:00")),
        ("DTSTART:20260615T140000", ("2026-06-15", "Möte kl. 14:00")),
        ("DTSTART;TZID=Atlantis:20260615T140000", ("2026-06-15", "Möte kl. 14:00")),
    ],
)  # fmt: skip
def test_a_time_is_told_by_stockholm_s_clock(place, line, told):
    assert days(place, line, head=ZONE.replace("\n", "\r\n")) == [told]


def test_an_event_of_several_days_is_one_span_and_whole_at_the_edge_of_the_years(place):
    lov = "UID:1\r\nSUMMARY:Jullov\r\nDTSTART;VALUE=DATE:20241221\r\nDTEND;VALUE=DATE:20250108"
    (found,) = read(place, calendar(lov)).events
    assert found.spans == [(date(2024, 12, 21), date(2025, 1, 7), "Jullov")]
    camp = lov.replace("20241221", "20260612").replace("20250108", "20260614") + "\r\nRRULE:FREQ=YEARLY;COUNT=2"
    (found,) = read(place, calendar(camp)).events
    assert [(one.first.year, len(one.days)) for one in found.spans] == [(2026, 2), (2027, 2)]


def test_a_zone_that_nobody_knows_is_told(place):
    (found,) = read(place, calendar("UID:1\r\nSUMMARY:Möte\r\nDTSTART;TZID=Atlantis:20260615T140000")).events
    assert [(one.code, one.severity) for one in found.problems] == [("ics.unknown_zone", Severity.WARN)]


def test_an_evening_belongs_to_its_day_and_a_camp_to_each_of_its_own(place):
    evening = ["DTSTART;TZID=Europe/Stockholm:20260615T200000", "DTEND;TZID=Europe/Stockholm:20260616T020000"]
    assert days(place, *evening) == [("2026-06-15", "Möte kl. 20:00")]
    camp = ["DTSTART;TZID=Europe/Stockholm:20260612T180000", "DTEND;TZID=Europe/Stockholm:20260614T150000"]
    told = "Möte från kl. 18:00"
    assert days(place, *camp) == [("2026-06-12", told), ("2026-06-13", told), ("2026-06-14", told)]
    midnight = ["DTSTART:20260615T000000", "DTEND:20260617T000000"]
    assert days(place, *midnight) == [("2026-06-15", "Möte"), ("2026-06-16", "Möte")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["DTSTART;VALUE=DATE:20260131", "RRULE:FREQ=MONTHLY;COUNT=3"], ["2026-01-31", "2026-03-31", "2026-05-31"]),
        (["DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"], ["2028-02-29"]),
        (["DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260202"],
         ["2026-01-05", "2026-01-19", "2026-02-02"]),
        (["DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20260112",
          "RDATE;VALUE=DATE:20260114"], ["2026-01-05", "2026-01-14", "2026-01-19"]),
        (["DTSTART;VALUE=DATE:20251229", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO"], ["2025-12-29", "2026-12-28"]),
        (["DTSTART;VALUE=DATE:19800101", "RRULE:FREQ=DAILY;INTERVAL=700"], ["2025-12-30", "2027-11-30", "2029-10-30"]),
        (["DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY;COUNT=2;BYHOUR=1,2,3;BYMINUTE=1,2"],
         ["2026-01-01", "2026-01-02"]),
    ],
)  # fmt: skip
def test_what_comes_again_comes_by_the_standard(place, lines, told):
    assert [day for day, _ in days(place, *lines)] == told


def test_a_meeting_keeps_its_clock_time_when_summer_comes(place):
    found = days(place, "DTSTART;TZID=Europe/Stockholm:20260326T140000", "RRULE:FREQ=WEEKLY;UNTIL=20260402T120000Z")
    assert found == [("2026-03-26", "Möte kl. 14:00"), ("2026-04-02", "Möte kl. 14:00")]


def test_an_occurrence_that_is_told_apart_stands_in_its_place(place):
    head = "UID:1\r\nSUMMARY:Nämnd\r\nDTSTART;TZID=Europe/Stockholm:20260105T140000"
    other = head.replace("20260105T14", "20260113T15").replace("Nämnd", "Flyttad nämnd")
    gone = head.replace("20260105", "20260119") + "\r\nSTATUS:CANCELLED"
    text = calendar(
        f"{head}\r\nRRULE:FREQ=WEEKLY;COUNT=3",
        f"{other}\r\nRECURRENCE-ID;TZID=Europe/Stockholm:20260112T140000",
        f"{gone}\r\nRECURRENCE-ID:20260119T130000Z",
    )
    (found,) = read(place, text).events
    assert [(day.day, name) for day, name in found.days] == [(5, "Nämnd kl. 14:00"), (13, "Flyttad nämnd kl. 15:00")]


def test_the_newest_version_counts_and_one_that_is_cancelled_has_no_days(place):
    lines = "UID:1\r\nSUMMARY:Nämnd\r\nSEQUENCE:{}\r\nDTSTART;VALUE=DATE:2026010{}"
    old, new = lines.format(1, 5), lines.format(2, 6)
    assert [day.day for day, _ in read(place, calendar(new, old)).events[0].days] == [6]
    (found,) = read(place, calendar(f"{new}\r\nSTATUS:CANCELLED")).events
    assert found.cancelled
    assert not found.days


def test_an_event_without_uid_gets_one_that_stays(place):
    lines = "SUMMARY:Lov\r\nDTSTART;VALUE=DATE:2026010{}"
    first, other = read(place, calendar(lines.format(5), lines.format(6))).events
    assert first.uid.startswith("utan-uid-")
    assert first.uid != other.uid
    assert read(place, calendar(lines.format(5))).events[0].uid == first.uid


BAD = [
    ("DTSTART;VALUE=DATE:20260231", "ics.bad_day"),
    ("DTSTART:igår", "ics.bad_day"),
    ("DTSTART:18000101T100000", "ics.bad_day"),
    ("X-NO:1", "ics.no_start"),
    ("DTSTART:20260101T100000\r\nRRULE:FREQ=HEJ", "ics.bad_rule"),
    ("DTSTART:20260101T100000\r\nRRULE:FREQ=DAILY;INTERVAL=0", "ics.bad_rule"),
    ("DTSTART:20260101T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=XX", "ics.bad_rule"),
    ("DTSTART:20260101T100000\r\nRRULE:FREQ=SECONDLY", "ics.too_often"),
    ("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20290101", "ics.too_long"),
    ("DTSTART:20260101T100000\r\nEXDATE:x", "ics.unreadable"),
    ("DTSTART;TZID=Europe/Stockholm:20260101T100000\r\nRDATE:99991231T235959Z", "ics.unreadable"),
    ("DTSTART:20260101T100000\r\nDURATION:x", "ics.unreadable"),
    ("DTSTART:20260101T100000Z\r\nDTEND;TZID=Europe/Stockholm:99991231T235959", "ics.too_long"),
]


@pytest.mark.parametrize(("lines", "code"), BAD)
def test_a_broken_event_is_told_and_the_others_are_kept(place, lines, code):
    good = "UID:2\r\nSUMMARY:Lov\r\nDTSTART;VALUE=DATE:20260105"
    found = read(place, calendar(f"UID:1\r\nSUMMARY:Möte\r\n{lines}", good)).events
    stopped = [one.code for one in found[0].problems if one.severity is Severity.STOP]
    assert stopped == [code]
    assert [one.name for one in found if one.days] == ["Lov"]


def test_a_file_that_was_cut_off_gives_what_was_whole(place):
    text = calendar("UID:1\r\nSUMMARY:Lov\r\nDTSTART;VALUE=DATE:20260105", "UID:2\r\nSUMMARY:Nämnd\r\nDTSTART:2026010")
    found = read(place, text[: text.index("2026010\r\n") + 3]).events
    assert [one.name for one in found if one.days] == ["Lov"]
    assert [one.code for one in found[1].problems] == ["ics.cut_off"]
    assert found[1].row == 9, "the line it begins on"


def test_a_name_is_made_plain_and_short(place):
    nfd = "Na\u0308mnd"
    name = f"\u202e{nfd}\x00 \\n<b>1</b>\\, 2" + "x" * 2_000_000
    text = calendar(f"UID:1\r\nSUMMARY:{name}\r\nDTSTART;VALUE=DATE:20260105")
    (found,) = read(place, text).events
    assert found.name.startswith("Nämnd <b>1</b>, 2xx")
    assert len(found.name) <= 200


def test_a_fold_may_cut_a_letter_in_two_and_alarms_are_not_asked(place):
    event = "UID:1\nSUMMARY:Nämnd\nDTSTART;VALUE=DATE:20260105\nBEGIN:VALARM\nSUMMARY:Larm\nTRIGGER:x\nEND:VALARM"
    data = calendar(event).encode().replace("ä".encode(), b"\xc3\r\n \xa4")
    assert read(place, data).events[0].name == "Nämnd"
    assert read(place, calendar(event).encode("cp1252")).events[0].name == "Nämnd"
    assert read(place, calendar(event).encode("utf-16")).events[0].name == "Nämnd"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"hej", "ics.not_a_calendar"), (b"", "sheet.empty"), (b"\x89PNG\r\n\x1a\n\0\0", "ics.not_a_calendar"),
     (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ics.no_events")],
)  # fmt: skip
def test_what_is_no_calendar_is_refused_in_words(place, data, code):
    with pytest.raises(BadInputError) as error:
        read(place, data)
    assert error.value.problems[0].code == code


def test_ten_thousand_events_are_read_in_seconds_and_rules_that_never_end_are_stopped(place):
    start = time.monotonic()
    dates = [date(2025, 1, 1) + timedelta(days=n % 1800) for n in range(10_000)]
    many = [f"UID:{n}\r\nSUMMARY:Möte {n}\r\nDTSTART;VALUE=DATE:{one:%Y%m%d}" for n, one in enumerate(dates)]
    assert sum(len(one.days) for one in read(place, calendar(*many)).events) == 10_000
    rule = "UID:{}\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:19000101\r\nRRULE:FREQ=DAILY;COUNT=99999"
    found = read(place, calendar(*[rule.format(n) for n in range(15)])).events
    assert any(problem.code == "ics.too_many_times" for one in found for problem in one.problems)
    with pytest.raises(BadInputError, match="too_many_days"):
        read(place, calendar(*[rule.format(n).replace("19000101", "20250101") for n in range(20)]))
    assert time.monotonic() - start < 60


LINE = st.sampled_from(
    ["UID:1", "SUMMARY:Lov", "DTSTART:20260101", "DTEND:20260105", "RRULE:FREQ=WEEKLY;COUNT=3", "BEGIN:VEVENT",
     "END:VEVENT", "BEGIN:VALARM", "END:VALARM", " vidare", "DTSTART;TZID=:20260101T100000", "RRULE:", "EXDATE:x",
     "RDATE;VALUE=PERIOD:20260101T100000Z/PT1H", "RECURRENCE-ID:x", "DURATION:P1X", "DTEND:", "BEGIN:VTIMEZONE",
     "TZID:x", "END:VTIMEZONE", "STATUS:CANCELLED", ":::", "DTSTART", "SEQUENCE:-1", "\x00", "SUMMARY;LANGUAGE=sv:Å"]
)  # fmt: skip


@given(st.lists(st.one_of(LINE, st.text(max_size=30)), max_size=25))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_the_file_there_is_an_answer_in_words(place, lines):
    try:
        found = read(place, "\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "replace"))
    except BadInputError:
        whole = (one for one, after in pairwise([*lines, ""]) if not after.startswith((" ", "\t")))  # else it goes on
        assert not any(line.upper() == "BEGIN:VEVENT" for line in whole)
        return
    for one in found.events:
        assert all(span.first <= LAST and span.last >= FIRST for span in one.spans)
        assert one.uid


@given(st.datetimes(datetime(2025, 1, 2), datetime(2029, 12, 1)), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_an_all_day_event_has_the_days_it_was_given(place, start, count):
    end = start.date() + timedelta(days=count)
    found = days(place, f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}")
    assert len(found) == count
    assert found[0][0] == start.date().isoformat()
