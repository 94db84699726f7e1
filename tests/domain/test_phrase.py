"""Phrases are put where they belong in a text, and never twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.phrase import Phrase, PhraseKind, check, put_in, tidied
from smdesk.domain.text import before_hashtags

KINDS = st.sampled_from(list(PhraseKind))
TEXTS = st.lists(
    st.sampled_from(["Öppet hus. ", "#Park ", "\n", "Hälsningar\nStaben", "#", "a#b ", "🌞", "  "]), max_size=8
).map("".join)


def phrase(kind: PhraseKind, text: str, **more) -> Phrase:
    return Phrase(kind=kind, name="Namn", text=text, **more)


@pytest.mark.parametrize(
    ("kind", "text", "at", "words", "becomes", "caret"),
    [
        (PhraseKind.TEMPLATE, " \n", 1, "I dag: ", "I dag: ", 7),
        (PhraseKind.TEMPLATE, "Hej. Vi ses.", 5, "Ta med fika. ", "Hej. Ta med fika. Vi ses.", 18),
        (PhraseKind.SIGNATURE, "", 0, "/Staben", "/Staben", 0),
        (PhraseKind.SIGNATURE, "Hej.", 4, "/Staben", "Hej.\n\n/Staben", 4),
        (PhraseKind.SIGNATURE, "Hej. #Park #Lek", 4, "/Staben", "Hej.\n\n/Staben\n\n#Park #Lek", 4),
        (PhraseKind.SIGNATURE, "Hej.\n\n/Staben\n#Park", 2, "/Staben", "Hej.\n\n/Staben\n#Park", 2),
        (PhraseKind.HASHTAGS, "", 0, "#Park", "#Park", 0),
        (PhraseKind.HASHTAGS, "Hej. ", 2, "#Park #Lek", "Hej.\n\n#Park #Lek", 2),
        (PhraseKind.HASHTAGS, "Hej.\n#park", 4, "#Park #Lek", "Hej.\n#park #Lek", 4),
        (PhraseKind.HASHTAGS, "Hej #Park och #Lek.", 4, "#Park #Lek", "Hej #Park och #Lek.", 4),
    ],
)
def test_where_a_phrase_goes(kind, text, at, words, becomes, caret) -> None:
    assert put_in(text, at, phrase(kind, words)) == (becomes, caret)


@given(TEXTS, TEXTS, st.integers(0, 60), st.sampled_from([PhraseKind.SIGNATURE, PhraseKind.HASHTAGS]))
def test_a_signature_or_hashtags_are_put_in_once(text: str, words: str, at: int, kind: PhraseKind) -> None:
    one = tidied(phrase(kind, words))
    if check(one, []):
        return
    new, caret = put_in(text, min(at, len(text)), one)
    if kind is PhraseKind.SIGNATURE and before_hashtags(one.text)[1]:
        return  # its own hashtags become the text's
    assert put_in(new, caret, one) == (new, caret)
    assert 0 <= caret <= len(new)
    if kind is PhraseKind.HASHTAGS:
        assert all(tag.casefold() in new.casefold() for tag in one.text.split())


@given(TEXTS, KINDS)
def test_tidying_twice_is_tidying_once(words: str, kind: PhraseKind) -> None:
    assert tidied(tidied(phrase(kind, words))) == tidied(phrase(kind, words))


def test_hashtags_become_hashtags_each_once() -> None:
    assert tidied(phrase(PhraseKind.HASHTAGS, "ParkISödervik, #Lek;#lek  # ##Hus!")).text == "#ParkISödervik #lek #Hus"


def test_what_is_wrong_is_told_beside_its_field() -> None:
    other = phrase(PhraseKind.TEMPLATE, "Hej", id=1)
    assert [one.where for one in check(tidied(Phrase(kind=PhraseKind.TEMPLATE, name=" ", text=" ")), [])] == [
        "name", "text",
    ]  # fmt: skip
    assert [one.code for one in check(phrase(PhraseKind.HASHTAGS, "#2026"), [])] == ["phrase.hashtag"]
    assert [one.code for one in check(phrase(PhraseKind.TEMPLATE, "Hallå"), [other])] == ["phrase.twice"]
    assert check(phrase(PhraseKind.TEMPLATE, "Hallå", account_id=2), [other]) == []
    assert check(other, [other]) == []
