"""What Inkommet lists: by whose time it is, within a limit, by words; and how answers are reckoned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from smdesk.desk import Desk
from smdesk.domain.answer_time import AT_ONCE, SAME_DAY, AnswerState, OfficeHours
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import Inbound, Registration
from smdesk.domain.inbound_filter import InboundFilter, read_filter
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind
from smdesk.operations import evidence, inbound, inbound_view, moderation, registration, requirement
from tests.operations.routine_desk import Clock, add_account, begin

TUESDAY = "2026-11-24 09:12"


@pytest.fixture
def clock() -> Clock:
    return Clock(TUESDAY)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", clock)
    for name in ("Huvudsidan", "Parkmiljö"):
        one = add_account(desk, name)
        wanted = Requirement(
            account_id=one, kind=RequirementKind.ANSWER, value=one, valid_from=desk.today(),
            source="lokal rutin", source_kind=SourceKind.LOCAL,
        )  # fmt: skip
        requirement.set_requirement(desk, wanted)
    yield desk
    desk.close()


def at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), STOCKHOLM)


def came(desk: Desk, text: str, moment: datetime, category: str = "question", account_id: int = 1) -> Inbound:
    new = replace(inbound.new_item(desk, account_id, moment), text=text, category=category)
    return inbound.register(desk, new)


def titles(desk: Desk, chosen: InboundFilter | None = None, text: str = "", most: int = 100) -> list[str]:
    found = inbound_view.listed(desk, chosen or InboundFilter(), text, most=most)
    return [line.one.title for line in found.lines]


def test_the_open_stand_by_the_time_of_their_answer_and_the_done_after_them(desk: Desk) -> None:
    for day in (1, 20, 24):
        came(desk, f"fråga {day}", at(day, "08:00"))
    came(desk, "fara", at(24, "09:00"), "danger")
    came(desk, "beröm", at(23, "09:00"), "praise")
    inbound.close(desk, came(desk, "klar", at(23, "10:00")).id)
    assert titles(desk) == ["fara", "fråga 1", "fråga 20", "fråga 24", "beröm", "klar"]


def test_each_account_and_kind_has_its_own_time(desk: Desk) -> None:
    one, other = came(desk, "ett", at(24, "09:00")), came(desk, "två", at(24, "09:00"), account_id=2)
    rumour, danger = came(desk, "rykte", at(24, "09:00"), "rumour"), came(desk, "fara", at(24, "09:00"), "danger")
    thanks = came(desk, "tack", at(24, "09:00"), "praise")
    found = {line.one.id: line for line in inbound_view.listed(desk, InboundFilter()).lines}
    assert found[one.id].by == at(25, "09:00")
    assert found[other.id].by == at(26, "09:00")
    assert (found[rumour.id].limit, found[rumour.id].by) == (SAME_DAY, at(24, "17:00"))
    assert (found[danger.id].limit, found[danger.id].state) == (AT_ONCE, AnswerState.AT_ONCE)
    assert (found[thanks.id].by, found[thanks.id].state) == (None, AnswerState.NO_LIMIT)


def test_what_is_with_somebody_else_waits_and_is_late_again_when_its_time_has_run_out(desk: Desk, clock: Clock) -> None:
    one = came(desk, "fråga", at(24, "09:00"))
    inbound.forward(desk, one.id, "Parkavdelningen")
    clock.moment = at(26, "16:00")
    assert inbound_view.view(desk, one.id).line.state is AnswerState.PAUSED
    inbound.back(desk, one.id)
    assert [line.state for line in inbound_view.incoming(desk).lines] == []
    clock.moment = at(27, "16:30")
    found = inbound_view.incoming(desk)
    assert ([line.one.id for line in found.lines], found.open, found.late) == ([one.id], 1, 1)


def test_today_asks_for_what_is_late_or_due_and_for_who_is_slow(desk: Desk, clock: Clock) -> None:
    due = came(desk, "i dag", at(23, "15:00"))
    came(desk, "i morgon", at(24, "09:05"))
    slow, told = came(desk, "hos andra", at(24, "09:00")), came(desk, "hos andra också", at(24, "09:00"))
    thanks = came(desk, "tack", at(24, "09:00"), "praise")
    registration.decide(desk, thanks.id, Registration.YES)
    for one in (slow, told):
        inbound.forward(desk, one.id, "Parkavdelningen")
    found = inbound_view.incoming(desk)
    assert [line.one.id for line in found.lines] == [due.id]
    assert (found.open, found.late, found.to_register, found.slow) == (5, 0, 1, {})
    inbound.close(desk, due.id)
    clock.moment = at(26, "10:00")
    inbound.tell_status(desk, told.id)
    clock.moment = at(27, "17:30")
    found = inbound_view.incoming(desk)
    assert list(found.slow) == [slow.id]
    assert slow.id in {line.one.id for line in found.lines}
    assert told.id not in {line.one.id for line in found.lines}
    registration.set_number(desk, thanks.id, "SÖD 2026/7")
    assert inbound_view.incoming(desk).to_register == 0


def test_a_limit_says_how_many_more_there_are(desk: Desk) -> None:
    for number in range(7):
        inbound.close(desk, came(desk, f"klar {number}", at(23, "10:00")).id)
    came(desk, "öppen", at(24, "08:00"))
    found = inbound_view.listed(desk, InboundFilter(), most=3)
    assert ([line.one.title for line in found.lines], found.left) == (["öppen", "klar 6", "klar 5", "klar 4"], 4)
    assert (found.open, found.to_register, found.is_any) == (1, 0, True)
    assert inbound_view.listed(desk, InboundFilter(is_open=True), most=3).left == 0


def test_the_filter_and_the_words_leave_what_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    old = came(desk, "gammal", at(1, "10:00") - timedelta(days=200))
    inbound.close(desk, old.id)
    hidden = came(desk, "påhopp", at(23, "10:00"), "rule_breach")
    picture = tmp_path / "1.png"
    picture.write_bytes(b"\x89PNG")
    act = replace(moderation.new_act(desk, hidden.id), ground="Påhopp")
    moderation.moderate(desk, act, files=[evidence.keep(desk.folder, picture)])
    waits = came(desk, "handling", at(23, "11:00"), "document_request", account_id=2)
    registration.decide(desk, waits.id, registration.Registration.YES)
    assert titles(desk) == ["handling", "påhopp"]
    assert titles(desk, InboundFilter(is_recent=False)) == ["handling", "påhopp", "gammal"]
    assert titles(desk, InboundFilter(is_taken_away=True)) == ["påhopp"]
    assert titles(desk, InboundFilter(is_to_register=True)) == ["handling"]
    assert titles(desk, InboundFilter(account_id=1)) == ["påhopp"]
    assert titles(desk, InboundFilter(is_recent=False), "GAM mal") == ["gammal"]
    assert titles(desk, None, "finns inte") == []


@pytest.mark.parametrize("parts", [[], ["open"], ["recent", "account:3"], ["to_register", "taken_away"]])
def test_a_filter_is_what_it_says(parts: list[str]) -> None:
    assert set(read_filter(parts).parts) == set(parts)


def test_a_filter_that_was_broken_asks_for_less(desk: Desk) -> None:
    assert read_filter(["account:x", "account:99999999999", "?"]) == InboundFilter(is_recent=False)


def test_answers_are_reckoned_in_the_offices_hours_without_the_pauses(desk: Desk, clock: Clock) -> None:
    clock.moment = at(24, "09:00")
    one = came(desk, "ett", at(24, "08:00"))
    inbound.reply(desk, one.id, "Hej")
    two = came(desk, "två", at(24, "08:00"))
    inbound.forward(desk, two.id, "Parkavdelningen")
    clock.moment = at(24, "11:00")
    inbound.back(desk, two.id)
    clock.moment = at(24, "12:00")
    inbound.reply(desk, two.id, "Hej")
    came(desk, "öppen", at(24, "11:00"))
    found = inbound_view.answers(desk)
    assert (found.median, found.within, found.judged) == (timedelta(hours=1, minutes=30), 2, 2)


def test_the_offices_hours_are_kept_and_checked(desk: Desk) -> None:
    assert inbound_view.office_hours(desk) == OfficeHours()
    inbound_view.set_office_hours(desk, time(9), time(16, 30))
    assert inbound_view.office_hours(desk) == OfficeHours(time(9), time(16, 30))
    with pytest.raises(RefusedError):
        inbound_view.set_office_hours(desk, time(16), time(9))
    desk.undo()
    assert inbound_view.office_hours(desk) == OfficeHours()


def test_what_it_can_be_joined_with_is_near(desk: Desk) -> None:
    one, two, three = (came(desk, str(number), at(24, f"08:0{number}")) for number in range(3))
    came(desk, "annat", at(24, "08:00"), account_id=2)
    assert [line.one.id for line in inbound_view.near(desk, one.id, 5)] == [three.id, two.id]
    inbound.join(desk, [one.id, two.id])
    assert [line.one.id for line in inbound_view.near(desk, one.id, 5)] == [three.id]
    assert len(inbound_view.view(desk, one.id).thread) == 2
