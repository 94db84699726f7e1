"""What comes in: kept, answered, handed on, joined, opened again, and refused where it says too much or too little."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Handling, Inbound, InboundState, Registration, pauses
from smdesk.domain.problem import RefusedError
from smdesk.domain.saved_reply import SavedReply, fields_of, filled
from smdesk.operations import account, evidence, inbound, registration, saved_reply
from tests.operations.routine_desk import Clock, add_account, begin

MONDAY = "2026-11-23 16:40"


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    add_account(desk, "Huvudsidan")
    add_account(desk, "Parkmiljö")
    yield desk
    desk.close()


def question(desk: Desk, text: str = "När plogar ni gångvägen?", account_id: int = 1) -> Inbound:
    return inbound.register(desk, replace(inbound.new_item(desk, account_id), text=text))


def kinds(desk: Desk, one: Inbound) -> list[EventKind]:
    return [event.kind for event in inbound.happened(desk, one.id)]


def codes(error: pytest.ExceptionInfo[RefusedError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_comment_is_kept_as_plain_text_and_found_again(desk: Desk) -> None:
    one = question(desk, "<b>När</b> plogar ni?\r\n\x00\u202eLåt mig veta")
    assert one.text == "<b>När</b> plogar ni?\nLåt mig veta"
    assert (one.title, one.state, one.added_by) == ("<b>När</b> plogar ni?", InboundState.OPEN, desk.person.name)
    assert desk.store.inbound.newest("PLOGAR när") == [one]
    assert desk.store.inbound.newest("sandar") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"text": ""}, "inbound.nothing"),
        ({"account_id": 0}, "inbound.no_account"),
        ({"account_id": 9}, "inbound.no_account"),
        ({"minutes": 11}, "inbound.ahead"),
        ({"is_protected": True}, "inbound.protected_text"),
        ({"is_protected": True, "text": "", "summary": "Fråga om bistånd"}, "inbound.no_place"),
        ({"is_protected": True, "text": "", "kept_where": "Kassaskåp"}, "inbound.no_summary"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(desk: Desk, values: dict[str, object], expected: str) -> None:
    minutes = values.pop("minutes", 0)
    new = replace(inbound.new_item(desk, 1), text="Hej", came_in_at=desk.now() + timedelta(minutes=int(str(minutes))))
    with pytest.raises(RefusedError) as error:
        inbound.register(desk, replace(new, **values))  # type: ignore[arg-type]
    assert expected in codes(error)
    assert desk.store.inbound.all() == []


def test_a_clock_a_little_ahead_is_no_hindrance(desk: Desk) -> None:
    late = replace(inbound.new_item(desk, 1), text="Hej", came_in_at=desk.now() + timedelta(minutes=9))
    assert inbound.register(desk, late).came_in_at == desk.now() + timedelta(minutes=9)


def test_the_time_stands_still_while_somebody_else_looks_into_it(desk: Desk, clock: Clock) -> None:
    one = question(desk)
    clock.moment += timedelta(hours=1)
    began = desk.now()
    assert inbound.forward(desk, one.id, "Parkförvaltaren").state is InboundState.WAITING
    assert pauses(inbound.happened(desk, one.id)) == [(began, None)]
    clock.moment += timedelta(hours=3)
    inbound.tell_status(desk, one.id, "Vi återkommer.")
    inbound.back(desk, one.id, "Den plogas före sju.")
    assert pauses(inbound.happened(desk, one.id)) == [(began, began + timedelta(hours=3))]
    done = inbound.reply(desk, one.id, "Hej! Den plogas före klockan sju.")
    assert (done.state, done.handling, done.replied_at) == (InboundState.DONE, Handling.ANSWER, desk.now())
    assert kinds(desk, one) == [
        EventKind.REGISTERED, EventKind.FORWARDED, EventKind.STATUS_TOLD, EventKind.BACK, EventKind.REPLIED
    ]  # fmt: skip


def test_what_is_closed_is_opened_again_and_every_verb_is_undone(desk: Desk) -> None:
    one = question(desk)
    assert inbound.refer(desk, one.id, "Tyck till").handled_with == "Tyck till"
    with pytest.raises(RefusedError) as error:
        inbound.reply(desk, one.id, "Hej!")
    assert codes(error) == ["inbound.is_closed"]
    again = inbound.reopen(desk, one.id)
    assert (again.state, again.handling, again.closed_at) == (InboundState.OPEN, None, None)
    assert desk.store.inbound.opened() == [again]
    desk.undo()
    assert inbound.get(desk, one.id).handled_with == "Tyck till"
    desk.undo()
    assert inbound.get(desk, one.id) == one


def test_an_answer_that_is_being_written_is_one_step(desk: Desk) -> None:
    one = question(desk)
    for text in ("H", "Hej", "Hej!"):
        inbound.write_reply(desk, one.id, text, session="a")
    desk.undo()
    assert inbound.get(desk, one.id).reply == ""


def test_items_become_a_conversation_and_part_again(desk: Desk) -> None:
    first, second, third = (question(desk, text) for text in ("Ett", "Två", "Tre"))
    joined = inbound.join(desk, [second.id, first.id])
    assert [(one.text, one.thread_id) for one in joined] == [("Ett", first.id), ("Två", first.id)]
    assert len(inbound.join(desk, [third.id, second.id])) == 3
    inbound.part(desk, first.id)
    assert [one.text for one in inbound.thread(desk, inbound.get(desk, third.id))] == ["Två", "Tre"]
    inbound.part(desk, third.id)
    assert inbound.get(desk, second.id).thread_id is None
    other = question(desk, account_id=2)
    with pytest.raises(RefusedError) as error:
        inbound.join(desk, [first.id, other.id])
    assert codes(error) == ["inbound.other_account"]


def test_an_account_with_something_that_came_in_stays(desk: Desk) -> None:
    question(desk)
    assert "account.has_inbound" in [problem.code for problem in account.may_remove(desk, 1)]


def test_a_screenshot_is_laid_on_an_item(desk: Desk, tmp_path: Path) -> None:
    one = question(desk)
    picture = tmp_path / "skärmdump.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, picture))
    assert [file.name for file in evidence.files(desk, Subject.INBOUND, one.id)] == ["skärmdump.png"]


def test_a_saved_answer_keeps_what_it_said(desk: Desk) -> None:
    kept = saved_reply.add(desk, SavedReply(category="fault", name=" Snöröjning ", text="Hej! {plats} plogas {när}."))
    saved_reply.change(desk, replace(kept, text="Hej! {plats} sandas."))
    assert [one.text for one in saved_reply.former(desk, kept.id)] == ["Hej! {plats} plogas {när}."]
    with pytest.raises(RefusedError) as error:
        saved_reply.add(desk, SavedReply(category="fault", name="SNÖRÖJNING", text="Hej"))
    assert codes(error) == ["saved_reply.twice"]
    saved_reply.add(desk, SavedReply(name="Allmänt", text="Hej!"))
    saved_reply.add(desk, SavedReply(category="question", name="Öppettider", text="Hej!"))
    assert [one.name for one in saved_reply.usable(desk, "fault", 1)] == ["Snöröjning", "Allmänt"]


def test_fields_are_filled_and_those_without_a_value_are_seen() -> None:
    text = "Hej! {plats} plogas {när}, säger {plats}. {} {\n}"
    assert fields_of(text) == ["plats", "när"]
    assert (
        filled(text, {"plats": "Parken {när}", "när": ""})
        == "Hej! Parken {när} plogas {när}, säger Parken {när}. {} {\n}"
    )


def test_what_must_be_registered_waits_until_its_number_is_written(desk: Desk) -> None:
    one, other = question(desk), question(desk, "Två")
    registration.decide(desk, one.id, Registration.YES, "Tillför uppgifter i ett ärende.")
    registration.decide(desk, other.id, Registration.NO, "Hålls ordnad i kanalen.")
    assert [item.id for item in registration.waiting(desk)] == [one.id]
    with pytest.raises(RefusedError) as error:
        registration.hand_over(desk, [one.id, other.id])
    assert codes(error) == ["registration.not_waiting"]
    assert registration.hand_over(desk, [one.id])[0].handed_at == desk.now()
    assert [item.id for item in registration.waiting(desk)] == [one.id], "handed over is not registered"
    registration.set_number(desk, one.id, " SÖD  2026/397 ")
    assert registration.waiting(desk) == []
    with pytest.raises(RefusedError) as error:
        registration.decide(desk, one.id, Registration.NO, "")
    assert codes(error) == ["registration.has_number"]
    registration.set_number(desk, one.id, "")
    assert [item.id for item in registration.waiting(desk)] == [one.id]


def test_a_step_names_the_day_it_came_in_by_the_clock_on_the_wall(desk: Desk) -> None:
    late = desk.now().replace(hour=0, minute=20)  # the day before in UTC
    one = inbound.register(desk, replace(inbound.new_item(desk, 1, late), text="Hej"))
    assert inbound.about(desk, inbound.get(desk, one.id)) == "Huvudsidan, 23 nov"
