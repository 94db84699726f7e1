"""Cells as people write them in Swedish lists: days, numbers, links, handles, platforms and decisions."""

from datetime import date

import pytest

from smdesk.domain.account_list import as_answer_time, as_decision, handle_of, new_requirements, platform_of
from smdesk.domain.problem import Severity
from smdesk.domain.reading import as_count, as_day, as_handle, as_link, as_number
from smdesk.domain.routine import RequirementKind
from smdesk.words.account_list import as_platform


@pytest.mark.parametrize(
    "text",
    ["2026-03-01", "2026-3-1", "1/3 2026", "1/3-2026", "01/03/2026", "1.3.2026", "1 mars 2026", "1 MAR 2026",
     "20260301", "den 1:a mars 2026", "söndag 1 mars 2026", "sön 1 mars 2026", "260301", "2026-03-01 00:00:00",
     "2026-03-01T08:30", " 1\u00a0mars 2026 ", "1/3 26", "46082"],
)  # fmt: skip
def test_a_day_in_every_way_it_is_written(text: str) -> None:
    assert as_day(text).value == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["31/2 2026", "2026-02-29", "0/1 2026", "3/25/2026", "2026-13-01", "1/1 1026"])
def test_a_day_that_does_not_exist(text: str) -> None:
    problem = as_day(text).problem
    assert problem
    assert (problem.code, problem.severity) == ("import.no_such_day", Severity.STOP)


@pytest.mark.parametrize("text", ["mars 2026", "2013", "våren 2026", "2026-03-01 och 2026-04-01", "1 foo 2026", "2,5"])
def test_what_is_no_day(text: str) -> None:
    problem = as_day(text).problem
    assert problem
    assert problem.code == "import.not_a_day"


@pytest.mark.parametrize("text", ["", " ", "-", "–", "?", "okänt", "Saknas", "n/a", "\u00a0"])
def test_unknown_stays_unknown(text: str) -> None:
    assert as_day(text).value is as_number(text).value is as_count(text).value is None
    assert not as_link(text).value
    assert not as_handle(text).value


@pytest.mark.parametrize(
    ("text", "value", "warned"),
    [("2", 2, False), ("2,0", 2, False), ("2 st", 2, False), ("3 ggr/v", 3, False), ("2 per vecka", 2, False),
     ("1 000", 1000, False), ("2 (säsong)", 2, True)],
)  # fmt: skip
def test_numbers(text: str, value: int, warned: bool) -> None:
    reading = as_number(text)
    assert (reading.value, bool(reading.problem)) == (value, warned)


@pytest.mark.parametrize("text", ["två", "1-2", "0,5", "-3", "2.5", "9" * 13, "1e5", "½"])
def test_no_numbers(text: str) -> None:
    problem = as_number(text).problem
    assert problem
    assert problem.severity is Severity.STOP


def test_names_of_administrators_are_counted_not_kept() -> None:
    reading = as_count("Samordnare, Enhetschef och Kommunikatör")
    assert reading.value == 3
    assert reading.problem


@pytest.mark.parametrize(
    ("text", "value"),
    [("facebook.com/x", "https://facebook.com/x"), ("HTTP://A.se/B", "http://A.se/B"),
     ("<https://a.se>", "https://a.se"), ("https://a.se/?x=1,2#y", "https://a.se/?x=1,2#y")],
)  # fmt: skip
def test_links(text: str, value: str) -> None:
    assert as_link(text).value == value


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.se/x", "hej", "https://", "a@b.se", "\\\\server\\x",
             "data:text/html,x.y", "https://x.se@y.se/"],
)  # fmt: skip
def test_what_may_not_be_opened_is_no_link(text: str) -> None:
    problem = as_link(text).problem
    assert problem
    assert problem.code == "import.not_a_link"


@pytest.mark.parametrize(
    ("url", "platform", "handle"),
    [("https://www.facebook.com/sodervik/", "facebook", "sodervik"), ("https://sv-se.facebook.com/a", "facebook", "a"),
     ("https://facebook.com/groups/a", "facebook", ""), ("https://facebook.com/profile.php?id=3", "facebook", ""),
     ("https://www.linkedin.com/company/a/about", "linkedin", "a"), ("https://youtube.com/@a", "youtube", "a"),
     ("https://twitter.com/a", "x", "a"), ("https://instagram.com/p/Xyz", "instagram", ""),
     ("https://facebook.com.example.org/a", "", ""), ("https://notfacebook.com/a", "", "")],
)  # fmt: skip
def test_what_an_address_tells(url: str, platform: str, handle: str) -> None:
    assert (platform_of(url), handle_of(url)) == (platform, handle)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Facebook", "facebook"), ("FB", "facebook"), ("Facebook-sida", "facebook"), ("facebook (grupp)", "facebook"),
     ("Insta", "instagram"), ("X/Twitter", "x"), ("X (f.d. Twitter)", "x"), ("Youtubekanal", "youtube")],
)  # fmt: skip
def test_platforms_by_their_many_names(text: str, key: str) -> None:
    assert as_platform(text).value == key


def test_a_decision_told_in_one_cell() -> None:
    assert as_decision("Stadsdelsdirektör 2024-05-02, dnr SÖD 2024/112").also == {
        "decided_by": "Stadsdelsdirektör", "decided_on": date(2024, 5, 2), "decision_ref": "SÖD 2024/112",
    }  # fmt: skip
    assert as_decision("dnr 2021/33-1.2").also == {"decision_ref": "2021/33-1.2"}


def test_an_answer_time_in_working_hours_says_so() -> None:
    assert as_answer_time("2 arbetsdagar").value == 2
    hours = as_answer_time("4 arbetstimmar")
    assert (hours.value, hours.also, hours.problem) == (None, {"answer_hours": 4}, None)
    asked = new_requirements(hours.also, 3, date(2026, 6, 1))
    assert [(one.kind, one.value) for one in asked] == [(RequirementKind.ANSWER_HOURS, 4)]
    for text in ("24 timmar", "0 arbetstimmar"):
        assert as_answer_time(text).problem, "not kept as it is written"
