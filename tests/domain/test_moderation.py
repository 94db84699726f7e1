"""What may be written in the moderation log, and what stands after it."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from domain.moderation_cases import BLOCK, DAY, HIDE, KEPT, NOW, REMOVE, REPORT, SUPPLEMENT, UNBLOCK, logged, salts

from smdesk.domain.moderation import (
    FOLLOWS,
    Act,
    Action,
    Part,
    check_entry,
    standing,
    tidied,
    to_review,
)
from smdesk.domain.moderation_chain import written
from smdesk.domain.problem import RefusedError
from smdesk.words import problem_text
from smdesk.words.moderation import ACTIONS, PARTS

SECRET = replace(REMOVE, evidence="", kept_where="Akten i verksamhetssystemet")
LOG, _ = logged([HIDE, REMOVE, BLOCK, REPORT])


def codes(act, log=LOG, kept=KEPT):
    return {problem.code.removeprefix("moderation.") for problem in check_entry(act, log, kept, NOW)}


@pytest.mark.parametrize(
    "act", [*DAY, replace(HIDE, evidence=f"{'a' * 64} {'b' * 64}"), replace(BLOCK, earlier=3), SECRET]
)
def test_what_is_in_order_is_written(act):
    assert codes(act) == set()
    entry, texts = written(act, LOG, KEPT, NOW, salts())
    assert (entry.number, entry.action) == (5, act.action)
    assert {one.part for one in texts} == {part for part in Part if getattr(act, part)}


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (replace(HIDE, account_id=0), "no_account"),
        (replace(HIDE, by=" "), "nobody"),
        (replace(HIDE, done_at=NOW + timedelta(minutes=1)), "ahead"),
        *((replace(act, ground=""), "no_ground") for act in (HIDE, REMOVE, BLOCK, REPORT)),
        *((replace(act, evidence=""), "no_evidence") for act in (HIDE, REMOVE, BLOCK, REPORT)),
        *((replace(act, evidence="c" * 64), "evidence_gone") for act in (HIDE, REMOVE, BLOCK, REPORT, SUPPLEMENT)),
        (replace(HIDE, evidence=f"{'a' * 64} {'c' * 64}"), "evidence_gone"),
        (replace(HIDE, evidence="skärmdump"), "evidence_gone"),
        (replace(SECRET, evidence="c" * 64), "evidence_gone"),
        (replace(SECRET, kept_where=" "), "no_evidence"),
        (replace(REMOVE, reason=" \n"), "remove_reason"),
        (replace(BLOCK, reason=""), "block_reason"),
        (replace(BLOCK, author=""), "no_author"),
        (replace(BLOCK, decided_by=""), "no_decider"),
        (replace(BLOCK, review_on=None), "no_review"),
        (replace(BLOCK, review_on=NOW.date()), "review_past"),
        (replace(UNBLOCK, earlier=None), "no_earlier"),
        (replace(SUPPLEMENT, earlier=None), "no_earlier"),
        (replace(UNBLOCK, earlier=1), "wrong_earlier"),
        (replace(UNBLOCK, earlier=99), "wrong_earlier"),
        (replace(UNBLOCK, account_id=2), "wrong_earlier"),
        (replace(UNBLOCK, action=Action.RESTORE), "wrong_earlier"),
        (replace(HIDE, earlier=1), "wrong_earlier"),
        (replace(BLOCK, earlier=1), "wrong_earlier"),
        (replace(UNBLOCK, action=Action.RESTORE, earlier=2), "not_reversible"),
        (replace(SUPPLEMENT, police_ref=""), "nothing_new"),
        (replace(HIDE, note="Gäller 18900101-9802"), "identity_number"),
        (replace(HIDE, ground="Kommentarsreglerna, 189001019802"), "identity_number"),
    ],
)
def test_what_is_not_in_order_is_refused(act, expected):
    assert expected in codes(tidied(act))
    with pytest.raises(RefusedError) as refused:
        written(act, LOG, KEPT, NOW, salts())
    assert all(problem_text(problem) for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (replace(HIDE, message=""), "not_told"),
        (replace(BLOCK, review_on=date(2027, 11, 25)), "review_far"),
        (replace(REMOVE, police_ref="12345"), "police_ref"),
    ],
)
def test_what_is_unwise_is_said_and_still_written(act, expected):
    assert codes(act) == {expected}
    assert written(act, LOG, KEPT, NOW, salts())[0].number == 5


def test_a_block_is_never_written_without_who_why_and_until_when():
    """Whatever else is filled in, and whatever entry it prolongs."""
    for earlier in (None, 3):
        for missing in ("author", "reason", "decided_by", "evidence", "ground"):
            with pytest.raises(RefusedError):
                written(replace(BLOCK, earlier=earlier, **{missing: ""}), LOG, KEPT, NOW, salts())


def test_what_was_taken_back_stands_no_more():
    assert [one.number for one in standing(LOG)] == [1, 2, 3]
    acts = [HIDE, REMOVE, BLOCK, REPORT, SUPPLEMENT, UNBLOCK]
    assert [one.number for one in standing(logged(acts)[0])] == [1, 2]
    sharpened, _ = logged([HIDE, replace(REMOVE, earlier=1)])
    assert [one.number for one in standing(sharpened)] == [2]
    restored = replace(UNBLOCK, action=Action.RESTORE, earlier=1)
    assert standing(logged([HIDE, restored])[0]) == []
    assert codes(restored, logged([HIDE, restored])[0]) == {"ended"}
    assert codes(restored, sharpened) == {"ended"}


def test_a_block_comes_up_on_its_day_until_it_is_ended_or_prolonged():
    assert to_review(LOG, date(2027, 2, 23)) == []
    assert [one.number for one in to_review(LOG, date(2027, 2, 24))] == [3]
    prolonged, _ = logged([HIDE, REMOVE, BLOCK, replace(BLOCK, earlier=3, review_on=date(2027, 3, 24))])
    assert to_review(prolonged, date(2027, 3, 1)) == []
    assert [one.number for one in to_review(prolonged, date(2027, 3, 24))] == [4]
    assert to_review(logged(DAY)[0], date(2028, 1, 1)) == []


def test_texts_are_kept_clean():
    wild = replace(
        HIDE, ground=" Regel\u00a03 \n", note="a\u202eb\n\n  c ", evidence=f"{'B' * 64}\n{'a' * 64} {'a' * 64}"
    )
    one = tidied(wild)
    assert (one.ground, one.note, one.evidence) == ("Regel 3", "ab\n\nc", f"{'a' * 64} {'b' * 64}")
    assert tidied(one) == one


def test_every_action_and_text_has_its_words():
    assert set(ACTIONS) == set(Action) == set(FOLLOWS)
    assert set(PARTS) == set(Part)
    assert {part.value for part in Part} < {one.name for one in fields(Act)}
