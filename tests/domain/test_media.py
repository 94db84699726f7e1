"""Consents by the day, the tags as they are kept, and what the rules of rights say."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.checks import Draft, check
from smdesk.domain.checks.finding import Rights
from smdesk.domain.media import (
    Consent,
    Media,
    MediaKind,
    Standing,
    consent_problems,
    is_ending,
    is_missing_consent,
    kind_of,
)
from smdesk.operations.check import rules
from smdesk.words.check import finding_text

TODAY = date(2026, 11, 24)
GIVEN = date(2026, 1, 10)
YES = Consent(title="Sommarfesten", given_on=GIVEN)
PICTURE = Media(sha256="a" * 64, kind=MediaKind.IMAGE, name="fest.jpg", shows_people=True,
                added_at=datetime(2026, 11, 1, tzinfo=STOCKHOLM))  # fmt: skip


@pytest.mark.parametrize(
    ("until", "withdrawn", "standing"),
    [
        (None, None, Standing.HOLDS),
        (date(2027, 6, 1), None, Standing.HOLDS),
        (date(2026, 12, 1), None, Standing.SOON),
        (TODAY, None, Standing.SOON),
        (date(2026, 11, 23), None, Standing.EXPIRED),
        (None, TODAY, Standing.WITHDRAWN),
        (date(2026, 11, 1), date(2026, 11, 10), Standing.WITHDRAWN),
    ],
)
def test_a_consent_stands_by_the_day(until, withdrawn, standing):
    one = Consent(title="x", given_on=GIVEN, valid_until=until, withdrawn_on=withdrawn)
    assert one.standing(TODAY) is standing
    assert one.holds_on(TODAY) is (standing in (Standing.HOLDS, Standing.SOON))


@given(st.dates(GIVEN, date(2030, 1, 1)), st.none() | st.dates(GIVEN, date(2030, 1, 1)), st.dates(GIVEN))
def test_from_its_last_day_on_it_never_holds_again(until, withdrawn, day):
    one = Consent(title="x", given_on=GIVEN, valid_until=until, withdrawn_on=withdrawn)
    assert one.last_day is not None
    assert one.holds_on(day) is (day <= one.last_day)
    assert one.holds_on(one.last_day)
    assert not one.holds_on(one.last_day + timedelta(days=1))


def test_a_picture_lacks_consent_when_nobody_gave_it_or_one_who_did_has_it_no_longer():
    gone = Consent(title="x", given_on=GIVEN, withdrawn_on=TODAY)
    soon = Consent(title="x", given_on=GIVEN, valid_until=date(2026, 12, 1))
    assert is_missing_consent(PICTURE, [], TODAY)
    assert not is_missing_consent(PICTURE, [YES, soon], TODAY)
    assert is_missing_consent(PICTURE, [YES, gone], TODAY), "each who is seen has their own"
    assert is_ending([YES, soon], TODAY)
    assert not is_ending([YES, gone], TODAY)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"title": " "}, ["consent.no_title"]),
        ({"given_on": date(2026, 11, 25)}, ["consent.given_ahead"]),
        ({"valid_until": date(2026, 1, 9)}, ["consent.ends_before"]),
        ({"withdrawn_on": date(2026, 11, 25)}, ["consent.withdrawn_ahead"]),
        ({"withdrawn_on": date(2026, 1, 9)}, ["consent.withdrawn_before"]),
    ],
)
def test_days_that_cannot_be_are_told(fields, codes):
    found = consent_problems(Consent(**{"title": "x", "given_on": GIVEN} | fields), TODAY)
    assert [one.code for one in found] == codes


def test_a_file_is_film_by_its_ending():
    assert [kind_of(one) for one in ("mp4", "mov", "webm", "m4v", "jpg", "")] == [MediaKind.VIDEO] * 4 + [
        MediaKind.IMAGE
    ] * 2


def rights(**fields) -> Rights:
    whole = {"name": "fest.jpg", "has_author": True, "has_licence": True, "shows_people": True, "has_consent": True}
    return Rights(**whole | fields)


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({}, []),
        ({"has_author": False}, ["rights.author"]),
        ({"has_licence": False}, ["rights.licence"]),
        ({"has_consent": False}, ["consent.missing"]),
        ({"has_consent": False, "shows_people": False}, []),
        ({"ended": (("Sommarfesten", TODAY),)}, ["consent.ended"]),
    ],
)
def test_the_rules_of_rights(fields, keys):
    found = check(Draft(text="Hej.", images=1, rights=(rights(**fields),)), rules().values())
    assert [one.rule.key for one in found] == keys
    assert all("fest.jpg" in finding_text(one) for one in found)


def test_a_film_without_its_text_stops_and_may_be_passed():
    (found,) = check(Draft(text="Hej.", films=2, films_without_text=("a",)), rules().values())
    assert finding_text(found) == "Textversion saknas till 1 av 2 filmer: vad som sägs och vad som visas."
    assert found.rule.may_pass


def test_a_consent_that_has_ended_lets_nobody_pass():
    assert not rules()["consent.ended"].may_pass
    assert rules()["consent.missing"].may_pass
