"""Phrases are kept, changed and taken away as steps, and offered where they belong."""

from dataclasses import replace

from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.operations import phrase
from tests.operations.post_desk import desk, refused, undone

__all__ = ["desk"]


def test_a_phrase_is_kept_changed_and_removed(desk):
    with undone(desk, "phrase.add"):
        one = phrase.add(desk, Phrase(kind=PhraseKind.HASHTAGS, name=" Parker\n", text="ParkISödervik"))
    assert (one.name, one.text) == ("Parker", "#ParkISödervik")
    with undone(desk, "phrase.change"):
        one = phrase.change(desk, replace(one, account_id=2))
    assert phrase.change(desk, one) == one
    with undone(desk, "phrase.remove"):
        phrase.remove(desk, one.id)
    assert phrase.all_phrases(desk) == []


def test_what_cannot_be_kept_is_refused(desk):
    one = phrase.add(desk, Phrase(kind=PhraseKind.TEMPLATE, name="Hej", text="Hej!"))
    with refused(desk, "phrase.text"):
        phrase.change(desk, replace(one, text=" "))
    with refused(desk, "phrase.twice"):
        phrase.add(desk, replace(one, id=0, name="HEJ"))
    with refused(desk, "phrase.no_account"):
        phrase.add(desk, replace(one, id=0, account_id=99))
    with refused(desk, "phrase.gone"):
        phrase.remove(desk, 99)


def test_an_account_is_offered_its_own_and_those_for_all(desk):
    for name, account_id in (("Alla", None), ("Etta", 1), ("Tvåa", 2)):
        phrase.add(desk, Phrase(kind=PhraseKind.SIGNATURE, name=name, text=f"/{name}", account_id=account_id))
    assert [one.name for one in phrase.usable(desk, [])] == ["Alla"]
    assert [one.name for one in phrase.usable(desk, [2])] == ["Alla", "Tvåa"]
    assert [one.name for one in phrase.usable(desk, [1, 2])] == ["Alla", "Etta", "Tvåa"]
