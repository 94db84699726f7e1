"""Messages over other windows: what falls due is said once, to someone who does not see it, outside quiet hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smdesk.domain.post import PostState
from smdesk.operations import crisis, inbound, inbound_view, reminding, routine
from smdesk.operations import post as posts
from smdesk.settings import Settings
from smdesk.ui.frame.reminder import Reminder
from smdesk.ui.settings.reminders import ReminderCard


@pytest.fixture
def clock(desk):
    """The desk's clock, to be turned."""
    now = [desk.now().replace(hour=9, minute=59)]
    desk._clock = lambda: now[0]
    return now


@pytest.fixture
def reminder(qtbot, desk, clock):
    from PySide6.QtWidgets import QWidget

    behind = QWidget()  # never shown, so never in front
    qtbot.addWidget(behind)
    made = Reminder(behind, desk, lambda: made.known)
    made.known = Settings(quiet_from="17:00", quiet_to="07:00")
    made.said = []
    made.told.connect(made.said.append)
    return made


def due_at_ten(desk):
    return [one for one in desk.store.post.between(desk.today(), desk.today()) if one.post.time == "10:00"]


def test_what_falls_due_is_said_once_by_its_account_and_never_by_its_text(desk, clock, reminder):
    waiting = due_at_ten(desk)
    assert waiting
    reminder.look()
    assert reminder.said == []
    clock[0] += timedelta(minutes=1)
    reminder.look()
    (text,) = reminder.said
    assert text.startswith("Dags att publicera på ")
    assert "Bevakning: " in text
    assert not any(one.post.title[:12] in text for one in waiting)
    reminder.look()
    assert len(reminder.said) == 1


def test_an_answer_that_is_due_is_said_by_its_account_and_never_by_its_text(desk, clock, reminder):
    line = next(one for one in inbound_view.incoming(desk).lines if one.by and one.by > clock[0])
    reminder._seen = clock[0] = line.by - timedelta(minutes=1)
    clock[0] = line.by
    reminder.look()
    (text,) = reminder.said
    assert f"Svarstiden är slut för något som kom in på {line.account.name}." in text
    assert line.one.title[:12] not in text
    inbound.close(desk, line.one.id)
    assert reminding.fallen_due(desk, line.by - timedelta(minutes=1), line.by).answers == ()


def test_what_is_done_or_paused_is_not_said(desk, clock, reminder):
    for one in due_at_ten(desk):
        posts.set_state(desk, one.post.id, PostState.DROPPED)
    for line in routine.today(desk):
        routine.tick(desk, line.account.id, line.round.day, line.round.slot)
    clock[0] += timedelta(minutes=1)
    reminder.look()
    clock[0] = clock[0].replace(hour=10, minute=59)
    crisis.begin(desk, "Vattenläcka")
    reminder.look()
    clock[0] += timedelta(hours=5)
    reminder.look()
    assert reminder.said == []


@pytest.mark.parametrize("known", [Settings(reminders="off"), Settings(quiet_from="09:00", quiet_to="11:00")])
def test_nothing_is_said_when_it_is_off_or_quiet(clock, reminder, known):
    reminder.known = known
    clock[0] += timedelta(minutes=1)
    reminder.look()
    assert reminder.said == []


def test_after_a_night_asleep_only_today_counts(desk, clock, reminder):
    clock[0] += timedelta(days=1)
    due = reminding.fallen_due(desk, clock[0] - timedelta(days=1), clock[0].replace(hour=0, minute=1))
    assert due == reminding.Due(posts=(), rounds=())


@pytest.mark.parametrize(
    ("clock_time", "begins", "ends", "quiet"),
    [
        ("18:00", "17:00", "07:00", True), ("06:59", "17:00", "07:00", True), ("07:00", "17:00", "07:00", False),
        ("12:00", "12:00", "13:00", True), ("13:00", "12:00", "13:00", False), ("12:00", "07:00", "07:00", False),
    ],
)  # fmt: skip
def test_quiet_hours_may_go_over_midnight(clock_time, begins, ends, quiet):
    assert reminding.is_quiet(clock_time, begins, ends) is quiet


def test_the_settings_keep_the_choice_and_the_hours(qtbot, desk, look, memory, monkeypatch):
    class Frame:
        pass

    frame = Frame()
    frame.memory = memory
    card = ReminderCard(desk, frame)
    qtbot.addWidget(card)
    card.choice.changed.emit()
    assert memory.settings.reminders == "on"
    monkeypatch.setattr(
        "smdesk.ui.settings.reminders.FormDialog.exec",
        lambda asked: (asked.form.show_values({"quiet_from": "16:30", "quiet_to": "08:00"}), asked.form.complete()),
    )
    card.edit()
    assert replace(memory.settings, reminders="on").quiet_from == "16:30"
    assert "16:30–08:00" in card._quiet.text()
