"""How a post stands beside the others on its accounts."""

from datetime import date

import pytest

from smdesk.domain.checks import Draft, check
from smdesk.domain.checks.finding import Neighbour
from smdesk.operations.check import rules
from smdesk.words.check import finding_text

TUESDAY = date(2026, 11, 24)
TEXT = "Öppet hus i Parkleken på lördag klockan elva. Korv, kaffe och lekar för alla åldrar."
RULES = [rules()["plan.clash"], rules()["plan.again"]]


def said(text: str, time: str, *others: Neighbour) -> list[str]:
    return [finding_text(one) for one in check(Draft(text=text, day=TUESDAY, time=time, neighbours=others), RULES)]


def other(
    day: date = TUESDAY, time: str = "10:00", text: str = "Något helt annat", account: str = "Parken"
) -> Neighbour:
    return Neighbour(account=account, day=day, time=time, text=text)


@pytest.mark.parametrize(
    ("time", "clashes"), [("10:00", 1), ("10:59", 1), ("09:01", 1), ("11:00", 0), ("09:00", 0), ("", 0)]
)
def test_two_within_the_hour_on_one_account_take_each_others_readers(time: str, clashes: int) -> None:
    assert len(said("Hej", time, other())) == clashes


def test_midnight_is_no_wall() -> None:
    assert said("Hej", "00:10", other(date(2026, 11, 23), "23:50")) == [
        "Parken har redan ”Något helt annat” kl. 23:50. Låt det gå minst en timme emellan."
    ]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (TEXT, True),
        (TEXT.upper().replace(".", "!"), True),
        (f"{TEXT} Välkommen!", True),
        ("Öppet hus i Parkleken på söndag. Ta med matsäck, för i dag är serveringen stängd hela dagen.", False),
        ("Hej på er", False),
    ],
)
def test_nearly_the_same_text_is_told_with_its_day(text: str, again: bool) -> None:
    told = said(TEXT, "", other(date(2026, 11, 3), "", text))
    assert bool(told) is again
    assert all("Parken tisdag 3 november 2026" in one for one in told)


def test_the_nearest_on_each_account_is_told_and_what_is_long_ago_is_not() -> None:
    told = said(
        TEXT, "", other(date(2026, 11, 3), "", TEXT), other(date(2026, 11, 20), "", TEXT),
        other(date(2026, 12, 1), "", TEXT, "Kajen"), other(date(2026, 10, 20), "", TEXT, "Torget"),
    )  # fmt: skip
    assert len(told) == 2
    assert any("Parken fredag 20 november 2026" in one for one in told)
    assert any("Kajen tisdag 1 december 2026" in one for one in told)


def test_a_short_text_is_like_too_many_others() -> None:
    assert said("Välkommen till oss", "", other(text="Välkommen till oss")) == []
