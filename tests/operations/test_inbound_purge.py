"""What came in is purged under a decision, whole: every word of it, everywhere, and nothing of its neighbours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from operations.test_journal_canary import FREE as OF_ANY_KIND

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Inbound
from smdesk.domain.moderation import Action
from smdesk.domain.problem import RefusedError
from smdesk.domain.retention import Decision, Hold, Reason
from smdesk.domain.text import caseless
from smdesk.operations import backup, evidence, inbound, inbound_purge, moderation, purge, register_check
from tests.operations.routine_desk import Clock, add_account, begin

NEEDLE = "Ärendet om Änglamarks Örjan 7F3Q"
DECISION = Decision(number="SSA 2025:17", decided_on=date(2025, 3, 4), classes="minor protected", months=12)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23 16:40")


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    add_account(desk, "Huvudsidan")
    yield desk
    desk.close()


def come_in(desk: Desk, tmp_path: Path) -> Inbound:
    """Something that says NEEDLE in every column, and in a file, with one beside it that does not."""
    new = replace(inbound.new_item(desk, 1), text=NEEDLE, sender=NEEDLE, note=NEEDLE, link=f"https://x.se/{NEEDLE}")
    one = inbound.register(desk, new)
    inbound.forward(desk, one.id, NEEDLE)
    inbound.back(desk, one.id, NEEDLE)
    inbound.refer(desk, one.id, NEEDLE, NEEDLE)
    (tmp_path / "skärmdump.png").write_bytes(b"\x89PNG\r\n\x1a\n" + NEEDLE.encode())
    evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, tmp_path / "skärmdump.png"))
    (tmp_path / "skärmdump.png").unlink()
    inbound.register(desk, replace(new, text="Tack för hjälpen!", sender="", note="", link=""))
    backup.back_up(desk)
    desk.store.inbound.change(replace(inbound.get(desk, one.id), retention="minor"))
    return inbound.get(desk, one.id)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def holding(folder: Path) -> list[str]:
    shapes = [text.encode(code) for text in (NEEDLE, caseless(NEEDLE)) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(one in path.read_bytes() for one in shapes)]


def test_every_free_column_is_one_of_those_that_are_emptied(desk, tmp_path):
    item = inbound_purge.emptied(come_in(desk, tmp_path))
    assert item.values.keys() == OF_ANY_KIND["inbound"]
    assert {part.table: part.values.keys() for part in item.parts} == {
        "inbound_event": OF_ANY_KIND["inbound_event"],
        "moderation_text": {"text", "salt"},
    }


def test_it_goes_whole_and_what_it_was_is_still_known(desk, tmp_path):
    one = come_in(desk, tmp_path)
    assert len(holding(desk.folder)) == 3
    report = purge.purge(desk, [inbound_purge.emptied(one)], inbound.about(desk, one))
    assert holding(desk.folder) == []
    assert report.files == 1
    kept = inbound.get(desk, one.id)
    assert (kept.came_in_at, kept.state, kept.handling, kept.text) == (one.came_in_at, one.state, one.handling, "")
    assert len(inbound.happened(desk, one.id)) == 4
    assert inbound.get(desk, one.id + 1).text == "Tack för hjälpen!"
    assert register_check.check_desk(desk) == []


def moderate(desk: Desk, one: Inbound) -> None:
    """Write in the log that it was hidden, with NEEDLE in every free text."""
    act = moderation.new_act(desk, one.id, Action.BLOCK)
    act = replace(act, ground="Grund", author=NEEDLE, reason=NEEDLE, message=NEEDLE, note=NEEDLE, decided_by="Chefen")
    moderation.moderate(desk, replace(act, review_on=date(2027, 1, 4)), is_done=False)


def test_what_became_protected_says_what_it_says_now_everywhere(desk, tmp_path):
    one = come_in(desk, tmp_path)
    moderate(desk, one)
    backup.back_up(desk)
    asked = replace(inbound.get(desk, one.id), summary="Fråga om ett ärende", kept_where="Arkivskåpet", link="")
    report = inbound_purge.protect(desk, asked)
    assert purge.problems(report) == []
    assert holding(desk.folder) == []
    kept = inbound.get(desk, one.id)
    assert (kept.is_protected, kept.summary, kept.kept_where) == (True, "Fråga om ett ärende", "Arkivskåpet")
    assert [getattr(kept, name) for name in ("text", "link", "sender", "reply", "handled_with", "note")] == [""] * 6
    assert [event.text for event in inbound.happened(desk, one.id)] == [""] * 6
    assert inbound.happened(desk, one.id)[-1].kind is EventKind.PROTECTED
    assert desk.store.inbound.newest("ARKIVSKÅPET ärende") == []
    assert desk.store.inbound.newest("ÄRENDE") == [kept]
    assert desk.undo_step is None


def test_the_log_of_moderation_loses_the_free_texts_and_holds(desk, tmp_path):
    one = come_in(desk, tmp_path)
    moderate(desk, one)
    other = inbound.get(desk, one.id + 1)
    file = evidence.keep(desk.folder, write(tmp_path / "annan.png", b"\x89PNG\r\n\x1a\nannan"))
    evidence.attach(desk, Subject.INBOUND, other.id, file)
    moderate(desk, other)
    inbound_purge.protect(desk, replace(one, summary="Fråga", kept_where="Arkivskåpet"))
    [theirs], [mine] = moderation.of_item(desk, other.id), moderation.of_item(desk, one.id)
    assert (mine.texts, len(mine.purged)) == ({}, 4)
    assert (len(theirs.texts), theirs.purged) == (4, ())
    assert register_check.check_desk(desk) == []


def test_what_is_protected_held_or_not_told_is_refused(desk, tmp_path):
    one = come_in(desk, tmp_path)
    for wrong in (replace(one, kept_where="Skåpet"), replace(one, summary="Fråga")):
        with pytest.raises(RefusedError):
            inbound_purge.protect(desk, wrong)
    right = replace(one, summary="Fråga", kept_where="Skåpet")
    inbound.hold(desk, one.id, "Begärd ut")
    with pytest.raises(RefusedError, match="is_held"):
        inbound_purge.protect(desk, right)
    inbound.hold(desk, one.id, "")
    assert inbound.get(desk, one.id).text == NEEDLE
    inbound_purge.protect(desk, right)
    with pytest.raises(RefusedError, match="is_protected"):
        inbound_purge.protect(desk, right)


def test_it_is_proposed_by_the_kind_and_by_a_personnummer(desk, tmp_path):
    one = come_in(desk, tmp_path)
    assert not inbound_purge.asks_protection(one)
    assert inbound_purge.asks_protection(replace(one, category="secrecy"))
    assert inbound_purge.asks_protection(replace(one, text="Jag är 900101-9802"))
    assert not inbound_purge.asks_protection(replace(one, category="secrecy", is_protected=True))


def test_the_proposal_is_of_the_rules(desk, tmp_path, clock):
    one = come_in(desk, tmp_path)
    other = one.id + 1
    assert inbound_purge.proposed(desk, None).may == []
    assert inbound_purge.proposed(desk, DECISION).may_not == {one.id: Reason.TOO_EARLY, other: Reason.NOT_PURGED}
    clock.set("2027-11-23 00:10")
    assert inbound_purge.proposed(desk, DECISION).may == [one.id]
    stop = Hold(reason="Granskning", since=date(2027, 1, 1), account_id=1)
    assert inbound_purge.proposed(desk, DECISION, [stop]).may == []
    desk.store.inbound.change(replace(one, hold_reason="Polisanmälan"))
    assert inbound_purge.proposed(desk, DECISION).may_not[one.id] is Reason.HELD
    desk.store.inbound.change(replace(one, dnr="SÖD 2026/41"))
    assert inbound_purge.proposed(desk, DECISION).may_not[one.id] is Reason.REGISTERED
    purge.purge(desk, [inbound_purge.emptied(inbound.get(desk, one.id))])
    assert one.id not in inbound_purge.proposed(desk, DECISION).may_not, "what is purged is asked about no more"
    assert [found.id for found in desk.store.inbound.newest("2026/41")] == [one.id]
