"""Special days from somebody's calendar: taken whole or not at all, changed by UID, taken away together."""

import time
from contextlib import closing
from datetime import date, timedelta

import pytest

from smdesk.domain.post import Post
from smdesk.domain.problem import RefusedError
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.operations import calendar, day_import, export, post
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture
def desk(tmp_path):
    with closing(begin(tmp_path / "data", Clock("2026-11-24 09:12"))) as made:
        yield made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "skolan.ics"


def write(file, *events, name="Skolkalendern"):
    blocks = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    file.write_text(f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:{name}\r\n{blocks}END:VCALENDAR\r\n", "utf-8")
    return file


def event(uid, name, first, last="", more=""):
    end = f"DTEND;VALUE=DATE:{last}\r\n" if last else ""
    return f"UID:{uid}\r\nSUMMARY:{name}\r\nDTSTART;VALUE=DATE:{first}\r\n{end}{more}".rstrip("\r\n")


SPORT = event("lov", "Sportlov", "20270301", "20270304")


def preview(desk, file):
    opened = day_import.open_days(file, desk.today())
    return opened, day_import.preview_days(opened, day_import.known_days(desk))


def take(desk, file):
    opened, found = preview(desk, file)
    return day_import.import_days(desk, opened, found.good)


def own(desk):
    """First and last day, name and freedom of what was read in."""
    return [
        (f"{one.day:%m-%d}", f"{one.last:%m-%d}", one.name, one.free)
        for one in desk.store.setting.special_days.find("uid != ''")
    ]


def test_a_calendar_is_taken_as_one_step_and_the_second_time_adds_nothing(desk, file):
    write(file, SPORT, event("2", "Nämndmöte", "20270210"))
    before = file.read_bytes()
    depth = len(desk.store.history.undoable)
    take(desk, file)
    assert own(desk) == [("03-01", "03-03", "Sportlov", False), ("02-10", "02-10", "Nämndmöte", False)]
    assert {one.source for one in desk.store.setting.special_days.find("uid != ''")} == {"Skolkalendern"}
    assert len(desk.store.history.undoable) == depth + 1
    opened, again = preview(desk, file)
    assert not again.good
    assert len(again.known) == 2
    with pytest.raises(RefusedError, match="all_known"):
        day_import.import_days(desk, opened, [*again.good])
    desk.undo()
    assert own(desk) == []
    desk.redo()
    assert len(own(desk)) == 2
    assert file.read_bytes() == before


def test_read_again_by_uid_days_change_and_what_she_chose_stays(desk, file):
    take(desk, write(file, SPORT, event("2", "Nämndmöte", "20270210"), event("3", "Städdag", "20270411")))
    for one in desk.store.setting.special_days.find("uid = 'lov'"):
        calendar.set_free(desk, one.id, True)
    write(file, event("lov", "Sportlov v. 9", "20270302", "20270305"), event("2", "Nämndmöte", "20270217"),
          event("3", "Städdag", "20270411", more="STATUS:CANCELLED"))  # fmt: skip
    _, found = preview(desk, file)
    assert {one.values["name"]: one.values["what"] for one in found.good} == {
        "Sportlov v. 9": "changed", "Nämndmöte": "changed", "Städdag": "gone",
    }  # fmt: skip
    take(desk, file)
    assert sorted(own(desk)) == [("02-17", "02-17", "Nämndmöte", False), ("03-02", "03-04", "Sportlov v. 9", True)]
    desk.undo()
    assert len(own(desk)) == 3


def read_in_as_before(desk, *free):
    """What an earlier smdesk made of the sports leave: a row for each day."""
    desk.store.setting.special_days.add_many(
        [SpecialDay(day=date(2027, 3, n), name="Sportlov", kind=DayKind.CALENDAR, free=n in free, uid="lov",
                    source="Skolkalendern") for n in (1, 2, 3)]
    )  # fmt: skip


def test_days_that_an_earlier_smdesk_took_one_by_one_become_one(desk, file):
    read_in_as_before(desk, 1, 2, 3)
    take(desk, write(file, SPORT))
    assert own(desk) == [("03-01", "03-03", "Sportlov", True)]


def test_they_stay_apart_when_some_were_made_free(desk, file):
    read_in_as_before(desk, 2)
    _, found = preview(desk, write(file, SPORT))
    assert (len(found.good), len(found.known)) == (0, 1)
    take(desk, write(file, event("lov", "Sportlovet", "20270301", "20270304")))
    assert own(desk) == [(f"03-0{n}", f"03-0{n}", "Sportlovet", n == 2) for n in (1, 2, 3)]


def test_a_calendar_lies_in_a_layer_of_its_own_or_in_the_chosen_one_and_stays_there(desk, file):
    opened, found = preview(desk, write(file, SPORT))
    day_import.import_days(desk, opened, found.good)
    (one,) = desk.store.setting.special_days.find("uid = 'lov'")
    assert one.layer == "calendar:Skolkalendern"
    chosen = day_import.in_layer(desk, opened, DayKind.LEAVE)
    found = day_import.preview_days(chosen, day_import.known_days(desk))
    assert [each.values["what"] for each in found.good] == ["changed"]
    day_import.import_days(desk, chosen, found.good)
    (one,) = desk.store.setting.special_days.find("uid = 'lov'")
    assert one.layer == "leave"
    assert day_import.in_layer(desk, opened).layer is DayKind.LEAVE
    assert not day_import.preview_days(day_import.in_layer(desk, opened), day_import.known_days(desk)).good


def test_what_the_almanac_or_she_has_is_not_doubled(desk, file):
    calendar.add_day(desk, date(2027, 2, 10), "Nämndmöte")
    write(file, event("1", "Juldagen", "20261225"), event("2", "nämndmöte", "20270210"))
    _, found = preview(desk, file)
    assert not found.good
    assert [one.name for one in found.known] == ["Juldagen", "nämndmöte"]


def test_broken_events_are_told_and_the_good_ones_taken(desk, file):
    write(file, SPORT, "UID:9\r\nSUMMARY:Fel\r\nDTSTART:20260231", event("8", "Förr", "19990101"))
    _, found = preview(desk, file)
    assert [(one.row, one.cells, one.problems[0].where) for one in found.bad] == [(9, ["Fel", "20260231"], "rad 9")]
    assert [(one.code, one.values["count"]) for one in found.ignored] == [("ics.outside", 1)]
    take(desk, file)
    assert len(own(desk)) == 1


def test_a_calendar_is_taken_away_whole_and_can_be_undone(desk, file):
    number = take(desk, write(file, SPORT))
    take(desk, write(file, event("2", "Nämndmöte", "20270210"), name="Nämnden"))
    red = desk.store.setting.special_days.count("kind = 'red'")
    assert sorted((one.source, one.count) for one in day_import.calendars(desk)) == [
        ("Nämnden", 1),
        ("Skolkalendern", 1),
    ]
    assert day_import.forget_days(desk, number) == 1
    assert [name for *_, name, _ in own(desk)] == ["Nämndmöte"]
    assert desk.store.setting.special_days.count("kind = 'red'") == red
    with pytest.raises(RefusedError, match="gone"):
        day_import.forget_days(desk, number)
    desk.undo()
    assert len(own(desk)) == 2


def test_her_own_changes_to_an_imported_day_keep_where_it_came_from(desk, file):
    take(desk, write(file, SPORT))
    (first, *_) = desk.store.setting.special_days.find("uid = 'lov'")
    assert first.kind is DayKind.CALENDAR
    calendar.set_free(desk, first.id, True)
    assert desk.store.setting.special_days.get(first.id).source == "Skolkalendern"


def test_ten_thousand_events_are_one_step_within_seconds(desk, file):
    write(
        file,
        *[event(n, f"Evenemang {n}", f"{date(2026, 1, 1) + timedelta(days=n % 1400):%Y%m%d}") for n in range(10_000)],
    )
    opened, found = preview(desk, file)
    start = time.monotonic()
    day_import.import_days(desk, opened, found.good)
    assert time.monotonic() - start < 10
    assert len(own(desk)) == 10_000
    start = time.monotonic()
    calendar.week(desk, desk.today())
    assert not calendar.workdays(desk).special(date(2026, 1, 8))
    assert time.monotonic() - start < 0.1, "days that are worked cost the pages nothing"
    assert desk.undo()
    assert own(desk) == []


def test_our_own_plan_can_be_read_as_special_days_by_another_register(desk, file):
    add_account(desk, "Parkleken")
    post.write(desk, Post(text="Sångstund\nVälkomna!", day=date(2026, 12, 3), time="10:00"), [1])
    post.write(desk, Post(text="Hela dagen", day=date(2026, 12, 4)), [1])
    export.export(desk, "plan", file)
    found = day_import.open_days(file, desk.today())
    assert sorted(day for one in found.events for day in one.days) == [
        (date(2026, 12, 3), "Parkleken: Sångstund kl. 10:00"), (date(2026, 12, 4), "Parkleken: Hela dagen"),
    ]  # fmt: skip
    assert found.name.startswith("Inläggsplan, ")
