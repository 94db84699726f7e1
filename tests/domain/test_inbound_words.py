"""Why a kind is suggested, as it is read."""

import pytest

from smdesk.domain.inbound import Handling
from smdesk.domain.inbound_category import Deadline, Removal, Sign, Whether
from smdesk.domain.inbound_suggestion import suggest
from smdesk.operations.inbound_category import categories
from smdesk.words.inbound_category import (
    CHOICES,
    DEADLINES,
    REMOVALS,
    SIGNS,
    WHETHER,
    category_source,
    suggestion_text,
)

ALL = categories()
BY_KEY = {one.key: one for one in ALL}


def told(text: str) -> str:
    found = suggest(text, ALL)
    assert found is not None
    return suggestion_text(found, BY_KEY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gungan är paj", "Förslag: Felanmälan, för att det står ”Gungan” och ”är paj”."),
        ("Tack! Tack! När öppnar ni?",
         "Förslag: Fråga, för att det står ”När öppnar” och ett frågetecken. "
         "Kan också vara Beröm eller reaktion (”Tack”)."),
        ("18900101-9802",
         "Förslag: Sekretess eller känsliga personuppgifter, för att det står ett person- eller samordningsnummer."),
        ("❤️", "Förslag: Beröm eller reaktion, för att det är bara emojier."),
    ],
)  # fmt: skip
def test_a_suggestion_says_what_it_rests_on(text: str, words: str) -> None:
    assert told(text) == words


def test_a_number_that_names_someone_is_not_said_again() -> None:
    assert "9802" not in told("Mitt personnummer är 18900101-9802, varför får jag inget svar om mitt bistånd?")


def test_everything_that_a_kind_says_has_words() -> None:
    for kind, words in (
        (Deadline, DEADLINES),
        (Handling, CHOICES),
        (Removal, REMOVALS),
        (Sign, SIGNS),
        (Whether, WHETHER),
    ):
        assert words.keys() == set(kind)
    assert category_source(BY_KEY["press"]) == "förslag"
    assert category_source(BY_KEY["child"]).startswith("förslag efter ")
    assert category_source(BY_KEY["crime"]).startswith("lag: ")
