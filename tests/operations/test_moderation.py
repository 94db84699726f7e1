"""What is hidden, removed and blocked: nothing without a copy and a ground, nothing undone, nothing outside the log."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Handling, Inbound, InboundState
from smdesk.domain.moderation import Act, Action, Part
from smdesk.domain.moderation_chain import head
from smdesk.domain.problem import RefusedError
from smdesk.operations import account, backup, evidence, inbound, moderation, register_check
from tests.operations.routine_desk import Clock, add_account, begin

GROUND = "Kommentarsreglerna: påhopp"


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23 16:40")


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    add_account(desk, "Huvudsidan")
    add_account(desk, "Parkmiljö")
    yield desk
    desk.close()


def an_item(desk: Desk, picture: Path | None = None, **values: object) -> Inbound:
    new = replace(inbound.new_item(desk, 1), text="Ni är korkade allihop", sender="Påhittad Avsändare")
    one = inbound.register(desk, replace(new, **values))  # type: ignore[arg-type]
    if picture:
        show(desk, one, picture)
    return one


def show(desk: Desk, one: Inbound, picture: Path, words: bytes = b"") -> None:
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + words)
    evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, picture))


def hidden(desk: Desk, picture: Path) -> Inbound:
    one = an_item(desk, picture)
    moderation.moderate(desk, replace(moderation.new_act(desk, one.id), ground=GROUND))
    return inbound.get(desk, one.id)


def refused(operation: object, *values: object, **named: object) -> list[str]:
    with pytest.raises(RefusedError) as error:
        operation(*values, **named)  # type: ignore[operator]
    return [problem.code for problem in error.value.problems]


def test_what_is_hidden_is_in_the_log_on_the_item_and_in_the_journal(desk: Desk, tmp_path: Path) -> None:
    told: list[frozenset[str]] = []
    desk.listen(told.append)
    one = hidden(desk, tmp_path / "skärmdump.png")
    assert (one.state, one.handling, one.closed_at) == (InboundState.DONE, Handling.HIDE, desk.now())
    (line,) = moderation.log(desk)
    assert (line.account, line.stands, line.texts) == ("Huvudsidan", True, {Part.AUTHOR: "Påhittad Avsändare"})
    (file,) = evidence.files(desk, Subject.INBOUND, one.id)
    assert (line.entry.ground, line.entry.evidence, line.entry.by) == (GROUND, file.sha256, desk.person.name)
    happened = inbound.happened(desk, one.id)
    assert [event.kind for event in happened] == [EventKind.REGISTERED, EventKind.MODERATED, EventKind.CLOSED]
    assert happened[1].text == "dolt, nummer 1 i modereringsloggen"
    (told_line,) = (line for line in desk.store.journal.all() if line.subject == "moderation")
    assert (told_line.step, told_line.field, told_line.new) == (
        "moderation.hide", "head", str(head(desk.store.moderation.all()))
    )  # fmt: skip
    assert "Påhittad" not in repr(desk.store.journal.all()), "what tells of people is not in the journal"
    assert "moderation" in told[-1], "whoever shows the log hears of it"


def test_nothing_can_be_undone_once_the_log_tells_of_it(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    assert desk.undo() is None
    inbound.hold(desk, one.id, "Ärende")
    with desk.step("inbound.reopen"):  # whoever forgets to say that a step is final
        entries = desk.store.moderation.all()
        act = replace(moderation.new_act(desk, one.id), action=Action.REPORT, ground="Plattformens regler")
        moderation.moderate(desk, act)
    assert desk.undo_step is None
    assert len(desk.store.moderation.all()) == len(entries) + 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ground": ""}, "moderation.no_ground"),
        ({"action": Action.REMOVE}, "moderation.remove_reason"),
        ({"action": Action.BLOCK, "reason": "Tredje gången"}, "moderation.no_decider"),
        ({"action": Action.RESTORE}, "moderation.no_earlier"),
        ({"evidence": "a" * 64}, "moderation.evidence_gone"),
        ({"inbound_id": 99}, "inbound.gone"),
        ({"account_id": 99, "inbound_id": None}, "moderation.no_account"),
        ({"by": " "}, "moderation.nobody"),
        ({"note": "Pnr 18900101-9802"}, "moderation.identity_number"),
    ],
)
def test_what_the_rules_stop_changes_nothing(
    desk: Desk, tmp_path: Path, values: dict[str, object], expected: str
) -> None:
    one = an_item(desk, tmp_path / "1.png")
    act = replace(moderation.new_act(desk, one.id), **({"ground": GROUND} | values))  # type: ignore[arg-type]
    assert expected in refused(moderation.moderate, desk, act)
    assert desk.store.moderation.all() == []
    assert inbound.get(desk, one.id) == one


def test_the_screenshot_is_there_first_and_whole(desk: Desk, tmp_path: Path) -> None:
    one = an_item(desk)
    assert refused(moderation.moderate, desk, replace(moderation.new_act(desk, one.id), ground=GROUND)) == [
        "moderation.no_evidence"
    ]
    somewhere = replace(moderation.new_act(desk, one.id), ground=GROUND, kept_where="Kassaskåp")
    assert refused(moderation.moderate, desk, somewhere) == ["moderation.no_evidence"], "only for what is protected"
    show(desk, one, tmp_path / "1.png")
    act = replace(moderation.new_act(desk, one.id), ground=GROUND)
    (file,) = evidence.files(desk, Subject.INBOUND, one.id)
    path = evidence.locate(desk, file.id)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert refused(moderation.moderate, desk, act) == ["moderation.evidence_gone"]


def test_the_screenshot_comes_with_the_entry_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    one = an_item(desk)
    picture = tmp_path / "1.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    files = [evidence.keep(desk.folder, picture)]
    act = moderation.new_act(desk, one.id)
    assert refused(moderation.moderate, desk, act, files=files) == ["moderation.no_ground"]
    assert evidence.files(desk, Subject.INBOUND, one.id) == []
    assert moderation.moderate(desk, replace(act, ground=GROUND), files=files).evidence == files[0].sha256
    secret = an_item(desk, text="", summary="Bistånd", is_protected=True, kept_where="Kassaskåp")
    act = replace(moderation.new_act(desk, secret.id), ground=GROUND)
    assert refused(moderation.moderate, desk, act, files=files) == ["inbound.protected_files"]


def test_of_what_is_protected_the_log_says_where_it_is_kept(desk: Desk) -> None:
    one = an_item(desk, text="", summary="Fråga om bistånd", is_protected=True, kept_where="Kassaskåp, rum 214")
    entry = moderation.moderate(desk, replace(moderation.new_act(desk, one.id), ground="Sekretess (OSL 26:1)"))
    assert (entry.evidence, entry.kept_where) == ("", "Kassaskåp, rum 214")


def test_to_remove_goes_further_than_to_hide_and_nothing_is_done_twice(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    act = replace(moderation.new_act(desk, one.id), ground=GROUND)
    assert refused(moderation.moderate, desk, act) == ["moderation.already"]
    gone = replace(act, action=Action.REMOVE, reason="Det syns ändå för vännerna", is_reversible=False)
    assert moderation.moderate(desk, gone).earlier == 1
    assert inbound.get(desk, one.id).handling is Handling.REMOVE
    assert [line.stands for line in moderation.of_item(desk, one.id)] == [False, True]
    assert refused(moderation.moderate, desk, act) == ["moderation.already"]
    assert refused(moderation.restore, desk, 1) == ["moderation.ended"]
    assert refused(moderation.restore, desk, 2) == ["moderation.not_reversible"]


def test_what_was_hidden_by_mistake_is_shown_again_by_a_new_entry(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    back = moderation.restore(desk, 1, "Det var en åsikt, inget påhopp.")
    assert (back.action, back.earlier, back.inbound_id) == (Action.RESTORE, 1, one.id)
    assert [line.stands for line in moderation.log(desk)] == [False, False]
    assert inbound.get(desk, one.id).handling is Handling.NONE
    inbound.reopen(desk, one.id)
    assert refused(moderation.restore, desk, 1) == ["moderation.ended"]
    assert refused(moderation.restore, desk, 9) == ["moderation.wrong_earlier"]


def test_something_that_is_not_done_stays_open(desk: Desk, tmp_path: Path) -> None:
    one = an_item(desk, tmp_path / "1.png")
    inbound.forward(desk, one.id, "Säkerhetssamordnare")
    moderation.moderate(desk, replace(moderation.new_act(desk, one.id), ground=GROUND), is_done=False)
    waits = inbound.get(desk, one.id)
    assert (waits.state, waits.handling, waits.closed_at) == (InboundState.WAITING, Handling.HIDE, None)


def test_the_numbers_come_later_as_a_supplement(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    assert refused(moderation.supplement, desk, 1) == ["moderation.nothing_new"]
    show(desk, one, tmp_path / "2.png", b"2")
    more = moderation.supplement(desk, 1, police_ref="5000-K000000-26", dnr="SÖD 2026/397")
    assert (more.earlier, more.police_ref, more.dnr) == (1, "5000-K000000-26", "SÖD 2026/397")
    assert more.evidence == evidence.files(desk, Subject.INBOUND, one.id)[1].sha256, "what was laid there since"
    assert inbound.get(desk, one.id).handling is Handling.HIDE


def block(desk: Desk, one: Inbound, **values: object) -> Act:
    act = replace(moderation.new_act(desk, one.id, Action.BLOCK), ground=GROUND, reason="Tredje gången.")
    return replace(act, decided_by="Kommunikationschef", review_on=date(2027, 2, 23), **values)  # type: ignore[arg-type]


def test_a_block_comes_back_to_be_reviewed_is_prolonged_and_lifted(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    one = an_item(desk, tmp_path / "1.png")
    moderation.moderate(desk, block(desk, one))
    assert inbound.get(desk, one.id).handling is Handling.BLOCK
    assert moderation.to_review(desk) == []
    clock.moment += timedelta(days=92)
    assert [line.entry.number for line in moderation.to_review(desk)] == [1]
    assert refused(moderation.moderate, desk, block(desk, one, earlier=1)) == ["moderation.review_past"]
    longer = moderation.prolong(
        desk, 1, reason="Hon fortsätter.", decided_by="Kommunikationschef", review_on=date(2027, 8, 23)
    )
    assert (longer.earlier, longer.ground, longer.action) == (1, GROUND, Action.BLOCK)
    assert moderation.to_review(desk) == []
    assert moderation.restore(desk, 2, "Prövad: upphör.").action is Action.UNBLOCK
    assert not any(line.stands for line in moderation.log(desk))


@pytest.mark.parametrize("handling", [Handling.HIDE, Handling.REMOVE, Handling.BLOCK])
def test_there_is_no_road_round_the_log(desk: Desk, tmp_path: Path, handling: Handling) -> None:
    one = an_item(desk, tmp_path / "1.png")
    assert refused(inbound.close, desk, one.id, handling) == ["moderation.no_entry"]
    assert refused(inbound.register, desk, replace(one, handling=handling)) == ["moderation.no_entry"]
    with pytest.raises(RefusedError), desk.step("inbound.change"):
        desk.store.inbound.change(replace(one, handling=handling))
    assert inbound.get(desk, one.id) == one


def test_a_reopened_item_is_closed_as_the_log_tells(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    inbound.reopen(desk, one.id)
    assert inbound.close(desk, one.id, Handling.HIDE).handling is Handling.HIDE
    desk.undo()
    desk.redo()
    assert inbound.get(desk, one.id).handling is Handling.HIDE


def test_what_the_log_rests_on_stays(desk: Desk, tmp_path: Path) -> None:
    one = hidden(desk, tmp_path / "1.png")
    show(desk, one, tmp_path / "2.png", b"2")
    first, second = evidence.files(desk, Subject.INBOUND, one.id)
    assert refused(evidence.detach, desk, first.id) == ["evidence.moderation"]
    evidence.detach(desk, second.id)
    assert "account.has_moderation" in [problem.code for problem in account.may_remove(desk, 1)]


def test_a_text_that_was_purged_leaves_the_log_whole(desk: Desk, tmp_path: Path) -> None:
    hidden(desk, tmp_path / "1.png")
    with desk.step("moderation.supplement", final=True):
        for text in desk.store.moderation.texts.all():
            desk.store.moderation.texts.remove(text.id)
    (line,) = moderation.log(desk)
    assert (line.texts, line.purged) == ({}, (Part.AUTHOR,))
    assert register_check.check_desk(desk) == []


def test_a_restored_register_is_not_held_against_copies_of_another_time(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    hidden(desk, tmp_path / "1.png")
    backup.back_up(desk)
    older = tmp_path / "äldre.db"
    shutil.copyfile(backup.backups(desk.folder)[0].path, older)
    clock.moment += timedelta(hours=1)
    moderation.supplement(desk, 1, note="Ett tillägg som går förlorat.")
    backup.back_up(desk)
    clock.moment += timedelta(hours=1)
    backup.restore(desk, older)
    assert register_check.check_desk(desk) == []
    moderation.supplement(desk, 1, note="Ett annat tillägg.")
    clock.moment += timedelta(hours=1)
    backup.back_up(desk)
    assert register_check.check_desk(desk) == []
