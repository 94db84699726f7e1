"""What has come in to the demo world: what was answered through the years, and what these days bring."""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import EventKind, Handling, Inbound, InboundEvent, InboundKind, InboundState, Registration
from smdesk.domain.person import Person
from smdesk.domain.saved_reply import SavedReply
from smdesk.domain.workdays import Workdays
from smdesk.operations import calendar, inbound, registration, saved_reply
from smdesk.operations.opening import open_desk
from smdesk.resources import read_toml
from smdesk.store.inbound import InboundTable

SEEN_AFTER = timedelta(minutes=8)
A_DAY = 12  # items of a working day in a world of many years, which makes 3,000 a year


def write_closed(
    connection: Connection, days: Sequence[date], accounts: Sequence[int], person: Person, *, many: bool, seed: int
) -> None:
    """Write what came in on the days and was closed. An empty table numbers its rows from 1, in order."""
    data, chance = read_toml("demo_inbound.toml"), random.Random(seed)  # noqa: S311 # a world to look at, no secret
    counts = [chance.randint(0, 2 * (A_DAY if many else 1)) for _ in days]
    items = [
        _closed(
            day, chance.choice(accounts), chance.choice(data["done"]), chance.choice(data["places"]["names"]), chance
        )
        for day, count in zip(days, counts, strict=True)
        for _ in range(count)
    ]
    items = sorted((replace(one, added_by=person.name) for one in items), key=lambda one: one.came_in_at)
    table = InboundTable(connection)
    table.add_many(items)
    table.events.add_many([event for number, one in enumerate(items, 1) for event in _events(number, one)])


def _closed(day: date, account_id: int, plan: dict[str, Any], place: str, chance: random.Random) -> Inbound:
    came_in = _at(day, f"{chance.randint(7, 15):02}:{chance.randint(0, 59):02}")
    closed = came_in + timedelta(hours=chance.choice((1, 1, 2, 3, 5)), days=chance.choice((0, 0, 0, 0, 3)))
    return Inbound(
        account_id=account_id,
        kind=InboundKind(plan["kind"]),
        text=plan["text"].format(plats=place),
        came_in_at=came_in,
        category=plan["category"],
        state=InboundState.DONE,
        handling=_handling(plan),
        handled_with=plan.get("refer", ""),
        reply=plan["reply"].format(plats=place),
        replied_at=closed if plan["reply"] else None,
        replied_by="Samordnare" if plan["reply"] else "",
        closed_at=closed,
        registration=Registration.NO,
        added_at=came_in + timedelta(minutes=30),
    )


def come_in(folder: Path, now: datetime, ids: Mapping[str, int], person: Person) -> None:
    """Let these days' items come in and be handled, by the same road as the user; `ids` are the accounts' by name."""
    data, clock = read_toml("demo_inbound.toml"), Clock(now - timedelta(days=9))
    with closing(open_desk(folder, clock=clock)) as desk:
        desk.person = person
        workdays = calendar.workdays(desk)
        for plan in data["replies"]:
            saved_reply.add(desk, SavedReply(**plan))
        plans = [(_at(_day(now.date(), plan["working"], workdays), plan["time"]), plan) for plan in data["now"]]
        threads: dict[str, list[int]] = {}
        for moment, plan in sorted(plans, key=lambda one: one[0]):
            if moment + SEEN_AFTER > now:
                continue  # not yet
            clock.moment = moment + SEEN_AFTER
            one = _come_in(desk, plan, inbound.new_item(desk, ids[plan["account"]], moment))
            threads.setdefault(plan.get("thread", ""), []).append(one)
        for thread, items in threads.items():
            if thread and len(items) > 1:
                inbound.join(desk, items)


def _day(today: date, back: int, workdays: Workdays) -> date:
    day = workdays.last_working(today)
    for _ in range(back):
        day = workdays.last_working(day - timedelta(days=1))
    return day


def _come_in(desk: Desk, plan: dict[str, Any], new: Inbound) -> int:
    facts = {key: plan[key] for key in ("text", "summary", "link", "kept_where", "category") if key in plan}
    kind, is_protected = InboundKind(plan["kind"]), plan.get("protected", False)
    one = inbound.register(desk, replace(new, kind=kind, is_protected=is_protected, **facts))
    if "register" in plan:
        registration.decide(desk, one.id, Registration.YES, plan["register"])
    if "dnr" in plan:
        registration.set_number(desk, one.id, plan["dnr"])
    if "forward" in plan:
        inbound.forward(desk, one.id, plan["forward"])
    elif "refer" in plan:
        inbound.refer(desk, one.id, plan["refer"], plan["reply"])
    elif "reply" in plan:
        inbound.reply(desk, one.id, plan["reply"])
    elif "close" in plan:
        inbound.close(desk, one.id, Handling.NONE, plan["close"])
    return one.id


@dataclass
class Clock:
    """A clock that stands at the moment that is being written."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


def _at(day: date, time: str) -> datetime:
    hour, minute = time.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=STOCKHOLM)


def _handling(plan: dict[str, Any]) -> Handling:
    if "refer" in plan:
        return Handling.REFER
    return Handling.ANSWER if plan["reply"] else Handling.NONE


_CLOSING = {Handling.REFER: EventKind.REFERRED, Handling.ANSWER: EventKind.REPLIED, Handling.NONE: EventKind.CLOSED}


def _events(number: int, one: Inbound) -> Iterator[InboundEvent]:
    yield InboundEvent(inbound_id=number, kind=EventKind.REGISTERED, at=one.added_at, by=one.added_by)
    if one.closed_at and one.handling:
        kind = _CLOSING[one.handling]
        yield InboundEvent(inbound_id=number, kind=kind, at=one.closed_at, by=one.added_by, text=one.handled_with)
