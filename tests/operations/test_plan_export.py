"""The plan as a calendar: an event per post and account that keeps its UID, and tells that it was changed."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import CannotSaveError
from smdesk.operations import account, export, post
from smdesk.operations.post import Publication
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture
def clock():
    return Clock("2026-11-24 09:12")


@pytest.fixture
def desk(tmp_path, clock):
    with closing(begin(tmp_path / "data", clock)) as made:
        for name in ("Seniorhälsan", "Parkleken"):
            add_account(made, name)
        yield made


@pytest.fixture
def out(tmp_path):
    return tmp_path / "plan.ics"


def events(desk, out: Path):
    export.export(desk, "plan", out)
    return {str(one["UID"]): one for one in Calendar.from_ical(out.read_bytes()).walk("VEVENT")}


def write(desk, **values):
    return post.write(
        desk, Post(**{"text": "Fika\nVälkommen!", "day": desk.today(), "time": "10:00", **values}), [1, 2]
    )


def test_each_place_of_a_post_is_an_event_with_a_uid_of_its_own_that_stays(desk, out, clock):
    made = write(desk, link="https://stockholm.se/fika", note="hemlig anteckning").post
    first = events(desk, out)
    assert len(first) == 2
    assert sorted(str(one["SUMMARY"]) for one in first.values()) == ["Parkleken: Fika", "Seniorhälsan: Fika"]
    assert {str(one["STATUS"]) for one in first.values()} == {"TENTATIVE"}
    assert {str(one["URL"]) for one in first.values()} == {"https://stockholm.se/fika"}
    assert b"hemlig" not in out.read_bytes(), "notes stay here"
    assert events(desk, out).keys() == first.keys()
    clock.moment += timedelta(hours=1)
    post.move(desk, made.id, desk.today() + timedelta(days=3), "11:30")
    moved = events(desk, out)
    assert moved.keys() == first.keys()
    for uid, one in moved.items():
        assert one["SEQUENCE"] > first[uid]["SEQUENCE"]
        assert one["LAST-MODIFIED"].dt == first[uid]["LAST-MODIFIED"].dt + timedelta(hours=1)
        assert one["DTSTART"].dt.isoformat() == "2026-11-27T11:30:00+01:00"


def test_every_change_makes_the_sequence_grow_also_its_undoing(desk, out):
    made = write(desk).post
    changes = [
        lambda: post.write(desk, Post(id=made.id, text="Nytt", day=made.day, time=made.time), [1, 2]),
        lambda: post.set_state(desk, made.id, PostState.APPROVED),
        lambda: post.publish(desk, made.id, [Publication(account_id=1, at=desk.now())]),
        desk.undo,
        lambda: account.change(desk, account.replace(desk.store.account.get(1), name="Seniorerna")),
        lambda: post.bin_post(desk, made.id),
    ]
    uid = next(iter(events(desk, out)))
    last = events(desk, out)[uid]["SEQUENCE"]
    for change in changes:
        change()
        now = events(desk, out)[uid]["SEQUENCE"]
        assert now > last
        last = now


def test_what_is_dropped_or_binned_is_cancelled_and_the_bin_s_text_is_not_told(desk, out):
    dropped, binned = write(desk, text="Struket").post, write(desk, text="Slängt").post
    post.set_state(desk, dropped.id, PostState.DROPPED)
    post.bin_post(desk, binned.id)
    found = events(desk, out)
    assert {str(one["STATUS"]) for one in found.values()} == {"CANCELLED"}
    assert len(found) == 4
    assert "Slängt" not in out.read_text()


def test_posts_without_account_are_there_and_those_without_day_are_not(desk, out):
    post.write(desk, Post(text="Löst inlägg", day=desk.today()), [])
    post.write(desk, Post(text="Idé", state=PostState.IDEA), [1])
    (found,) = events(desk, out).values()
    assert str(found["SUMMARY"]) == "Utan konto: Löst inlägg"


def test_the_tags_of_a_post_are_categories_but_not_in_the_bin(desk, out):
    made = write(desk, tags="evenemang, öppet hus").post
    for one in events(desk, out).values():
        assert [str(each) for each in one["CATEGORIES"].cats] == ["utkast", "Facebook", "evenemang", "öppet hus"]
    post.bin_post(desk, made.id)
    assert b"evenemang" not in (events(desk, out), out.read_bytes())[1]


def test_a_post_that_is_out_has_its_address(desk, out):
    made = write(desk).post
    at = desk.now() - timedelta(minutes=5)
    post.publish(desk, made.id, [Publication(account_id=1, at=at, permalink="https://www.facebook.com/1")])
    found = {str(one["SUMMARY"]): one for one in events(desk, out).values()}
    assert str(found["Seniorhälsan: Fika"]["STATUS"]) == "CONFIRMED"
    assert str(found["Seniorhälsan: Fika"]["URL"]) == "https://www.facebook.com/1"
    assert str(found["Parkleken: Fika"]["STATUS"]) == "TENTATIVE", "partly published is told account by account"


def test_only_the_plan_is_a_calendar(desk, tmp_path):
    with pytest.raises(CannotSaveError, match=r"export\.calendar"):
        export.export(desk, "konton", tmp_path / "konton.ics")
    assert not (tmp_path / "konton.ics").exists()
