"""What is told of a post's pictures and films: what is wrong with them, and what each platform takes."""

from datetime import date

import pytest

from smdesk.domain.checks import Draft, Weight, check
from smdesk.domain.checks.finding import Outlet
from smdesk.domain.media_facts import FileKind, MediaFacts, Medium, Takes
from smdesk.operations.check import rules
from smdesk.operations.platform import platforms
from smdesk.words.check import finding_text, rule_source
from smdesk.words.media_file import length_text, ratio_text

RULES = [rule for key, rule in rules().items() if key.startswith("media.")]
SMALL = Outlet(name="Liten", takes=Takes(
    images=2, image_bytes=1_000_000, image_least=0.8, image_most=1.91, animated=False,
    film_bytes=5_000_000, film_seconds=140, film_most=3.0, source="en källa",
))  # fmt: skip
UNKNOWN = Outlet(name="Okänd")


def picture(name: str = "parken.jpg", *, kind: FileKind | None = FileKind.JPEG, size: int = 900_000,
            width: int = 1200, height: int = 1000, **rest: object) -> Medium:  # fmt: skip
    return Medium(name=name, facts=MediaFacts(kind=kind, size=size, width=width, height=height, **rest))


def said(*media: Medium, outlets: tuple[Outlet, ...] = (SMALL, UNKNOWN)) -> list[str]:
    return [finding_text(one) for one in check(Draft(text="", media=media, outlets=outlets), RULES)]


@pytest.mark.parametrize(
    ("media", "told"),
    [
        ([picture()], []),
        ([picture(whole=False)], ["parken.jpg är skadad eller ingen bild. "]),
        ([picture(kind=None)], ["parken.jpg är skadad eller ingen bild. "]),
        ([picture(kind=FileKind.PNG)], ["parken.jpg är i själva verket png. "]),
        ([picture("a.gif", kind=FileKind.GIF, is_animated=True)], ["Liten visar a.gif som en stillbild."]),
        ([picture()] * 3, ["Liten: 3 bilder, högst 2 får plats i ett inlägg."]),
        ([picture(size=1_000_000)], []),
        ([picture(size=1_200_000)], ["Liten: parken.jpg är 1,2 MB, högst 1,0 MB tas emot."]),
        ([picture(width=900, height=1600)],
         ["Liten: parken.jpg är 1:1,79 (bredd:höjd). Mellan 1:1,25 och 1,91:1 visas hela bilden."]),
        ([picture(width=1080, height=1350)], []),
        ([picture(width=1080, height=566)], []),
        ([picture(width=0, height=0)], []),
    ],
)  # fmt: skip
def test_pictures(media, told):
    found = said(*media)
    assert len(found) == len(told), found
    assert all(one.startswith(start) for one, start in zip(found, told, strict=True)), found


def test_films_have_limits_of_their_own():
    film = picture("film.mov", kind=FileKind.MP4, size=6_000_000, width=320, height=1000, seconds=200.4)
    assert said(film, film, film) == [
        "Liten: film.mov är 6,0 MB, högst 5,0 MB tas emot.",
    ] * 3 + ["Liten: filmen film.mov är 3 min 20 sek, högst 2 min 20 sek tas emot."] * 3  # fmt: skip


def test_a_limit_is_told_with_the_source_of_its_platform_and_never_stops():
    (found,) = check(Draft(text="", media=(picture(size=2_000_000),), outlets=(SMALL,)), RULES)
    assert rule_source(found.rule) == "förslag efter en källa"
    assert all(rule.weight is not Weight.STOP for rule in RULES)


def test_every_platform_that_says_what_it_takes_says_where_that_is_written_and_when_it_was_looked_up():
    told = [one for one in platforms().values() if one.takes != Takes()]
    assert {one.key for one in told} >= {"facebook", "instagram", "linkedin", "x", "threads", "bluesky"}
    for one in told:
        takes = one.takes
        assert takes.source
        assert takes.url.startswith("https://")
        assert takes.verified_on >= date(2026, 11, 22)
        assert not takes.image_most or takes.image_least < takes.image_most


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 sek"), (45, "45 sek"), (140, "2 min 20 sek"), (900, "15 min"), (14_400, "4 tim")]
)
def test_lengths_are_told_as_they_are_said(seconds, text):
    assert length_text(seconds) == text


@pytest.mark.parametrize(("ratio", "text"), [(191, "1,91:1"), (100, "1:1"), (80, "1:1,25"), (1000, "10:1")])
def test_ratios_are_told_wide_or_tall(ratio, text):
    assert ratio_text(ratio) == text
