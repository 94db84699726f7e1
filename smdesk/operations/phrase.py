"""Phrases: keep templates, signatures and sets of hashtags, and tell which a post can use."""

from collections.abc import Iterable

from smdesk.desk import Desk
from smdesk.domain.phrase import Phrase, check, tidied
from smdesk.domain.problem import Problem, refuse_if
from smdesk.operations.stored import stored
from smdesk.words.phrase import KINDS


def all_phrases(desk: Desk) -> list[Phrase]:
    """Every phrase, by kind and name."""
    return desk.store.phrase.by_kind()


def usable(desk: Desk, account_ids: Iterable[int]) -> list[Phrase]:
    """What a post on these accounts can use: the phrases for all accounts, and those of its own."""
    return desk.store.phrase.for_accounts(account_ids)


def add(desk: Desk, phrase: Phrase) -> Phrase:
    """Keep a new phrase. Refused without name or text, for what is no hashtag, and for one that is there."""
    new = _checked(desk, phrase)
    with desk.step("phrase.add", KINDS[new.kind]):
        return desk.store.phrase.add(new)


def change(desk: Desk, phrase: Phrase) -> Phrase:
    """Keep a phrase as it is now; the posts that it was put into stay as they are."""
    known = stored(desk.store.phrase, phrase.id, Problem("phrase.gone"))
    new = _checked(desk, phrase)
    if new != known:
        with desk.step("phrase.change", KINDS[new.kind]):
            desk.store.phrase.change(new)
    return new


def remove(desk: Desk, phrase_id: int) -> None:
    """Take a phrase away; the posts that it was put into stay as they are."""
    known = stored(desk.store.phrase, phrase_id, Problem("phrase.gone"))
    with desk.step("phrase.remove", KINDS[known.kind]):
        desk.store.phrase.remove(phrase_id)


def _checked(desk: Desk, phrase: Phrase) -> Phrase:
    new = tidied(phrase)
    refuse_if(check(new, desk.store.phrase.all()))
    if new.account_id is not None:
        stored(desk.store.account, new.account_id, Problem("phrase.no_account", where="account_id"))
    return new
