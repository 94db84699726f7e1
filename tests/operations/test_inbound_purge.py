"""What came in is purged under a decision, whole: every word of it, everywhere, and nothing of its neighbours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from operations.test_journal_canary import FREE as OF_ANY_KIND

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Inbound
from smdesk.domain.retention import Decision, Hold, Reason
from smdesk.domain.text import caseless
from smdesk.operations import backup, evidence, inbound, inbound_purge, purge, register_check
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


def holding(folder: Path) -> list[str]:
    shapes = [text.encode(code) for text in (NEEDLE, caseless(NEEDLE)) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(one in path.read_bytes() for one in shapes)]


def test_every_free_column_is_one_of_those_that_are_emptied(desk, tmp_path):
    item = inbound_purge.emptied(come_in(desk, tmp_path))
    assert item.values.keys() == OF_ANY_KIND["inbound"]
    assert {part.table: part.values.keys() for part in item.parts} == {"inbound_event": OF_ANY_KIND["inbound_event"]}


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


def test_what_became_protected_says_what_it_says_now_everywhere(desk, tmp_path):
    one = come_in(desk, tmp_path)
    empty = dict.fromkeys(inbound_purge.FREE, "")
    said = {"summary": "Fråga om ett ärende", "kept_where": "Arkivskåpet", "is_protected": True}
    neutral = replace(one, **{**empty, **said})
    items = [inbound_purge.as_it_is(neutral)]
    report = purge.finish(purge.begin(desk, items, also=lambda: desk.store.inbound.change(neutral)))
    purge.settle(desk, report)
    assert holding(desk.folder) == []
    assert inbound.get(desk, one.id) == neutral
    assert desk.store.inbound.newest("ARKIVSKÅPET ärende") == []
    assert desk.store.inbound.newest("ÄRENDE") == [neutral]


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
