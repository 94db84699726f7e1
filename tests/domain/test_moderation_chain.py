"""Nothing is changed in the moderation log unseen, and what is purged by the rules breaks nothing."""

from dataclasses import fields, replace
from datetime import UTC, date, timedelta

import pytest
from domain.moderation_cases import BLOCK, DAY, HIDE, KEPT, NOW, REPORT, logged, salts
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.moderation import Action, Entry, FreeText, Part
from smdesk.domain.moderation_chain import (
    FIELDS,
    START,
    VERSION,
    Head,
    canonical,
    digest,
    head,
    purged,
    read_head,
    seal,
    verify,
    written,
)
from smdesk.words import problem_text

LOG, TEXTS = logged(DAY)
SECOND = timedelta(seconds=1)


def codes(log, texts=TEXTS, heads=()):
    found = verify(log, texts, heads)
    assert all(problem_text(problem) for problem in found)
    return {problem.code.removeprefix("moderation.") for problem in found}


def changed(number: int, /, **values: object) -> list[Entry]:
    return [replace(one, **values) if one.number == number else one for one in LOG]


def forged(number: int, /, **values: object) -> list[Entry]:
    """The whole chain made anew from the entry that was changed: what a knowing hand would do."""
    log: list[Entry] = []
    for one in changed(number, **values):
        made = replace(one, former=head(log).digest, digest="")
        log.append(replace(made, digest=digest(made)))
    return log


def test_a_log_as_it_was_written_is_whole():
    assert codes(LOG, heads=[head(LOG[:count]) for count in range(len(LOG) + 1)]) == set()
    assert codes([], [], [START]) == set()
    assert head([]) == START == Head(0, "0" * 64)
    assert (LOG[0].former, LOG[1].former) == (START.digest, LOG[0].digest)


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (changed(2, ground="5 § BBS-lagen: uppvigling"), {"changed"}),
        (changed(2, action=Action.HIDE), {"changed"}),
        (changed(2, by="Någon annan"), {"changed"}),
        (changed(3, review_on=date(2037, 2, 24)), {"changed"}),
        (changed(3, review_on=None), {"changed"}),
        (changed(2, is_reversible=True), {"changed"}),
        (changed(2, evidence="b" * 64), {"changed"}),
        (changed(2, at=LOG[1].at - SECOND), {"changed"}),
        (changed(2, version=2), {"version"}),
        (changed(2, reason_seal=""), {"changed", "stray_text"}),
        (changed(2, digest="0" * 64), {"changed", "unlinked"}),
        (changed(2, number=7), {"changed", "missing", "misplaced"}),
        (changed(2, number=9), {"changed", "missing", "missing_many", "misplaced"}),
        ([LOG[0], *LOG[2:]], {"missing"}),
        ([LOG[0], *LOG[3:]], {"missing_many"}),
        (LOG[1:], {"missing"}),
        ([LOG[0], LOG[2], LOG[1], *LOG[3:]], {"misplaced"}),
        ([*LOG[1:], LOG[0]], {"misplaced"}),
        ([LOG[0], LOG[0], *LOG[1:]], {"misplaced"}),
        ([*LOG, replace(LOG[1], number=7)], {"changed", "unlinked"}),
        (LOG[:-1], {"cut"}),
        ([], {"cut"}),
        (forged(2, by="Någon annan"), {"rewritten"}),
        (forged(6, by="Någon annan"), {"rewritten"}),
        ([*LOG[:3], *forged(4, by="Någon annan")[3:]], {"rewritten"}),
    ],
)
def test_what_was_done_beside_the_program_is_found(log, expected):
    texts = [one for one in TEXTS if one.number in {entry.number for entry in log}]
    assert codes(log, texts, [head(LOG)]) == expected


def test_only_a_head_that_was_kept_tells_of_a_log_that_was_cut_or_made_anew():
    texts = [one for one in TEXTS if one.number < len(LOG)]
    assert codes(LOG[:-1], texts) == set()
    assert codes(LOG[:-1], texts, [head(LOG[:-1])]) == set()
    assert codes(LOG[:-1], texts, [head(LOG[:2]), head(LOG)]) == {"cut"}
    made_anew = forged(3, by="Någon annan")
    assert codes(made_anew) == set()
    assert codes(made_anew, heads=[head(LOG[:2])]) == set(), "it was kept before the change"
    assert codes(made_anew, heads=[head(LOG[:4])]) == {"rewritten"}


def test_a_text_that_was_changed_moved_or_added_is_found():
    one = next(text for text in TEXTS if text.part is Part.MESSAGE)
    others = [text for text in TEXTS if text is not one]
    assert codes(LOG, [replace(one, text="Något annat"), *others]) == {"changed_text"}
    assert codes(LOG, [replace(one, text=""), *others]) == {"changed_text"}, "the salt is left"
    assert codes(LOG, [replace(one, salt=""), *others]) == {"changed_text"}, "the text is left"
    assert codes(LOG, [*TEXTS, one]) == {"stray_text"}
    assert codes(LOG, [*TEXTS, replace(one, number=99)]) == {"stray_text"}
    assert codes(LOG, [*TEXTS, replace(one, number=4)]) == {"stray_text"}, "there never was one"
    swapped = [replace(text, number={1: 2, 2: 1}.get(text.number, text.number)) for text in TEXTS]
    assert "changed_text" in codes(LOG, swapped)


def test_what_is_purged_leaves_the_chain_whole_and_can_not_be_guessed():
    assert codes(LOG, []) == set()
    author = next(text for text in TEXTS if text.part is Part.AUTHOR and text.number == 1)
    left = [text for text in TEXTS if text is not author]
    assert codes(LOG, left, [head(LOG)]) == set()
    assert purged(LOG[0], left) == [Part.AUTHOR]
    assert purged(LOG[0], TEXTS) == []
    assert purged(LOG[3], []) == [], "it never had any"
    assert len({text.salt for text in TEXTS}) == len(TEXTS), "what is left tells nothing of what is gone"
    assert LOG[0].author_seal == seal(Part.AUTHOR, author.text, author.salt) != LOG[1].author_seal
    assert author.text not in repr(LOG)


def test_no_free_text_lies_in_the_entries():
    told = repr(LOG)
    assert [text.text for text in TEXTS if text.text in told] == []


def test_the_bytes_of_an_entry_are_the_same_for_ever():
    """Whoever changes this breaks the chain of every log there is: new fields are a new version."""
    assert set(FIELDS[1]) == {one.name for one in fields(Entry)} - {"id", "digest"}
    entry, _ = written(REPORT, [], KEPT, NOW, salts())
    assert canonical(entry).decode() == (
        '{"account_id":1,"action":"report","at":"2026-11-24T09:12:00+00:00","author_seal":"","by":"Samordnare",'
        '"decided_by":"","dnr":"","done_at":"2026-11-24T09:12:00+00:00","earlier":null,'
        f'"evidence":"{"a" * 64}","former":"{"0" * 64}","ground":"Plattformens regler: bluff",'
        '"inbound_id":null,"is_reversible":true,"kept_where":"","message_seal":"","note_seal":"","number":1,"police_ref":"",'
        '"reason_seal":"","review_on":null,"version":1}'
    )
    assert entry.digest == "ca31d829278a68799b7ecdfc681eb39783fba8172fe70e610493205af6f5730f"
    assert seal(Part.NOTE, "Åsa", "0" * 32) == "ac8c1810385bab315c45758058c34d6dbf8576216f28174991824f6b1cd3f171"


def test_an_entry_is_the_same_in_any_time_zone_and_any_form_of_unicode():
    one = replace(LOG[0], at=LOG[0].at.astimezone(STOCKHOLM), ground="Kommentarsreglerna: pa\u030ahopp")
    assert canonical(one) == canonical(LOG[0])
    assert LOG[0].at.tzinfo is UTC
    assert seal(Part.NOTE, "A\u030asa", "0" * 32) == seal(Part.NOTE, "Åsa", "0" * 32)


def test_a_salt_that_is_too_short_is_a_bug():
    for salt in ("", "abc", "x" * 32):
        with pytest.raises(ValueError, match="salt"):
            written(HIDE, [], KEPT, NOW, lambda salt=salt: salt)


def test_a_head_is_kept_as_text():
    assert read_head(str(head(LOG))) == head(LOG)
    assert read_head(str(START)) == START
    assert [read_head(text) for text in ("", "17", "x " + "0" * 64, "1 " + "0" * 63)] == [None] * 4


# whatever is done to it

TEXT = st.text("aåÅ1 \n\u030a\u202e🌞", max_size=8)
HASH = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
OTHER: dict[str, st.SearchStrategy[object]] = {
    "number": st.integers(-3, 2**40),
    "version": st.integers(-1, 9),
    "action": st.sampled_from(Action),
    "account_id": st.integers(0, 99),
    "inbound_id": st.none() | st.integers(0, 99),
    "earlier": st.none() | st.integers(0, 99),
    "at": st.integers(-(10**6), 10**6).map(lambda seconds: NOW + seconds * SECOND),
    "done_at": st.integers(-(10**6), 10**6).map(lambda seconds: NOW + seconds * SECOND),
    "review_on": st.none() | st.dates(),
    "is_reversible": st.booleans(),
    **dict.fromkeys(("former", "digest", "evidence", *(f"{part}_seal" for part in Part)), HASH),
}
ENTRIES = st.sampled_from(LOG)
ACTS = st.lists(
    st.sampled_from([HIDE, BLOCK, REPORT, replace(HIDE, author="", message="", note="")]).flatmap(
        lambda act: st.builds(lambda note: replace(act, note=note), TEXT)
    ),
    max_size=6,
)


@given(ENTRIES, st.sampled_from([one.name for one in fields(Entry) if one.name != "id"]), st.data())
def test_any_change_of_any_field_is_found(entry, name, data):
    value = data.draw(OTHER.get(name, TEXT))
    after = changed(entry.number, **{name: value})
    same = replace(entry, **{name: value})
    if (name == "digest" and value == entry.digest) or (name != "digest" and value == getattr(entry, name)):
        return
    if same.version in FIELDS and canonical(same) == canonical(entry) and same.digest == entry.digest:
        return  # another way to write the same letters
    assert codes(after) != set()


@given(st.permutations(LOG))
def test_any_other_order_is_found(log):
    assert (codes(log) == set()) is (log == LOG)


@given(st.sets(ENTRIES.map(lambda one: one.number), min_size=1))
def test_any_removal_is_found(numbers):
    log = [one for one in LOG if one.number not in numbers]
    texts = [one for one in TEXTS if one.number not in numbers]
    assert codes(log, texts, [head(LOG)]) != set()


@given(st.integers(0, len(LOG)), ENTRIES, st.integers(-3, 99), st.booleans())
def test_any_insertion_is_found(place, entry, number, is_signed):
    one = replace(entry, number=number)
    one = replace(one, digest=digest(one)) if is_signed else one
    assert codes([*LOG[:place], one, *LOG[place:]], heads=[head(LOG)]) != set()


@given(ENTRIES, TEXT)
def test_a_chain_made_anew_is_found_by_a_head_kept_after_the_change(entry, by):
    if by != entry.by:
        log = forged(entry.number, by=by)
        assert log == LOG or codes(log, heads=[head(LOG)]) == {"rewritten"}


@given(st.sampled_from(TEXTS), TEXT, TEXT, st.sampled_from(["text", "salt"]))
def test_any_change_of_a_free_text_or_its_salt_is_found(one, text, salt, name):
    value = {"text": text, "salt": salt}[name]
    after = [replace(one, **{name: value}) if other is one else other for other in TEXTS]
    assert codes(LOG, after) == {"changed_text"}


@given(ACTS, st.data())
def test_whatever_is_purged_of_whatever_log_it_stays_whole(acts, data):
    log, texts = logged(acts)
    left = data.draw(st.lists(st.sampled_from(texts), unique=True)) if texts else []
    assert codes(log, left, [head(log[:count]) for count in range(len(log) + 1)]) == set()
    gone = {(one.number, one.part) for one in texts} - {(one.number, one.part) for one in left}
    assert {(one.number, part) for one in log for part in purged(one, left)} == gone


def test_the_version_that_is_written_is_one_that_is_known():
    assert VERSION in FIELDS
    assert all(isinstance(one, FreeText) for one in TEXTS)
