"""The facts of an item, changed: only what was changed, and nothing that somebody else has written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from ui.conftest import NOW
from ui.pictures import picture

from smdesk.domain.evidence import Subject
from smdesk.operations import evidence, inbound

from .keys import copy, fill, paste, said, save, value


@pytest.fixture
def one(desk):
    came_in = NOW - timedelta(days=1, seconds=7)
    return inbound.register(desk, replace(inbound.new_item(desk, 1, came_in), text="Hej", sender="Kim"))


def test_only_what_was_changed_is_written(facts, desk, one):
    made = facts(one)
    assert value(made, "sender") == "Kim", "what is there is shown"
    inbound.choose(desk, one.id, "question")
    fill(made, note="Ringde")
    save()
    new = inbound.get(desk, one.id)
    assert (new.note, new.category, new.came_in_at) == ("Ringde", "question", one.came_in_at)


def test_looking_changes_nothing(facts, desk, one):
    before = desk.undo_step
    facts(one)
    save()
    assert desk.undo_step is before


def test_what_was_changed_elsewhere_too_is_told_and_not_overwritten(facts, desk, one):
    made = facts(one)
    fill(made, text="Hej hej", came_in_at="i går 08:00")
    inbound.change(desk, replace(one, text="Hej igen"))
    save()
    assert "Det här har ändrats medan fönstret var öppet: texten." in said(made)
    assert (value(made, "text"), inbound.get(desk, one.id).text) == ("Hej igen", "Hej igen")
    fill(made, text="Hej, allesammans")
    save()
    assert not made.isVisible()
    assert inbound.get(desk, one.id).text == "Hej, allesammans"


def test_one_that_is_gone_is_told(facts, desk, one):
    made = facts(one)
    desk.undo()
    fill(made, text="Hej hej")
    save()
    assert "finns inte längre" in said(made)
    assert value(made, "text") == "Hej hej"


def test_a_screenshot_is_added(facts, desk, one, qtbot, tmp_path):
    made = facts(one)
    copy(files=[picture(tmp_path, "bevis.png")])
    paste(made)
    save()
    qtbot.waitUntil(lambda: not made.isVisible())
    assert [file.name for file in evidence.files(desk, Subject.INBOUND, one.id)] == ["bevis.png"]
