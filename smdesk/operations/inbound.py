"""What comes in: keep it, choose what it is, answer it or hand it on, and close it; every verb is one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from smdesk.desk import Desk
from smdesk.domain.account import OPEN
from smdesk.domain.calendar import local_day
from smdesk.domain.inbound import (
    AHEAD,
    EventKind,
    Handling,
    Inbound,
    InboundEvent,
    InboundKind,
    InboundState,
    check,
)
from smdesk.domain.moderation import Action
from smdesk.domain.problem import Problem, RefusedError, Severity, refuse_if
from smdesk.domain.text import clean, one_line
from smdesk.operations.stored import stored
from smdesk.words.dates import short_day

_KEPT_ELSEWHERE = frozenset({"state", "handling", "handled_with", "reply", "replied_at", "replied_by", "closed_at"})


def get(desk: Desk, inbound_id: int) -> Inbound:
    """The item; `RefusedError` when it is gone."""
    return stored(desk.store.inbound, inbound_id, Problem("inbound.gone"))


def happened(desk: Desk, inbound_id: int) -> list[InboundEvent]:
    """What has happened to an item, the oldest first."""
    return desk.store.inbound.happened([inbound_id]).get(inbound_id, [])


def about(desk: Desk, one: Inbound) -> str:
    """How steps and the journal know an item: by its account and day, never by what it says."""
    account = desk.store.account.known(one.account_id)
    return f"{account.name if account else ''}, {short_day(local_day(one.came_in_at), desk.today())}".removeprefix(", ")


def _tidied(one: Inbound) -> Inbound:
    return replace(
        one,
        text=clean(one.text).strip(),
        summary=one_line(clean(one.summary)),
        link=one_line(clean(one.link)),
        sender=one_line(clean(one.sender)),
        kept_where=one_line(clean(one.kept_where)) if one.is_protected else "",
        note=clean(one.note).strip(),
    )


def register(desk: Desk, one: Inbound) -> Inbound:
    """Keep a new item. Refused without an account, without text and summary, or for a time that has not been.

    What is protected from the start never has its text in the register; refused without a summary and a place.
    """
    new = _tidied(replace(one, id=0, added_at=desk.now(), added_by=desk.person.name))
    refuse_if(check(new, desk.now()))
    stored(desk.store.account, new.account_id, Problem("inbound.no_account", where="account_id"))
    with desk.step("inbound.register", about(desk, new)):
        kept = desk.store.inbound.add(new)
        tell(desk, kept, EventKind.REGISTERED)
    return kept


def change(desk: Desk, one: Inbound) -> Inbound:
    """Keep an item's facts as they are now: account, kind, text, link, sender, time, category and note.

    What was done with it is changed by the verbs below, and whether it is protected by `protect`.
    """
    known = get(desk, one.id)
    kept = {name: getattr(known, name) for name in _KEPT_ELSEWHERE}
    new = _tidied(replace(one, **kept, is_protected=known.is_protected))
    refuse_if(check(new, desk.now()))
    stored(desk.store.account, new.account_id, Problem("inbound.no_account", where="account_id"))
    if new != known:
        with desk.step("inbound.change", about(desk, new)):
            desk.store.inbound.change(new)
    return new


def choose(desk: Desk, inbound_id: int, category: str) -> Inbound:
    """Say what kind of matter it is; `category` is a key of the categories, empty for not chosen."""
    known = get(desk, inbound_id)
    new = replace(known, category=category)
    if new != known:
        with desk.step("inbound.category", about(desk, known)):
            desk.store.inbound.change(new)
    return new


def write_reply(desk: Desk, inbound_id: int, text: str, *, session: str = "") -> Inbound:
    """Keep the answer while it is being written. Changes with the same `session` are undone as one."""
    known = get(desk, inbound_id)
    new = replace(known, reply=clean(text))
    if new != known:
        with desk.step("inbound.write_reply", about(desk, known), merge=f"reply:{session}" if session else ""):
            desk.store.inbound.change(new)
    return new


def reply(desk: Desk, inbound_id: int, text: str) -> Inbound:
    """Keep that it was answered in the channel, with what was said. Refused without a text."""
    known = _open(desk, inbound_id)
    said = clean(text).strip()
    if not said:
        raise RefusedError(Problem("inbound.no_reply", where="reply"))
    now = desk.now()
    done = replace(known, reply=said, replied_at=now, replied_by=desk.person.name, handling=Handling.ANSWER)
    with desk.step("inbound.reply", about(desk, known)):
        return _close(desk, done, EventKind.REPLIED)


def refer(desk: Desk, inbound_id: int, where: str, text: str = "") -> Inbound:
    """Keep that the sender was referred to `where`, and with what words; that is an answer too."""
    known = _open(desk, inbound_id)
    to, said, now = one_line(clean(where)), clean(text).strip(), desk.now()
    if not to:
        raise RefusedError(Problem("inbound.no_receiver", where="handled_with"))
    done = replace(
        known, handled_with=to, reply=said, replied_at=now, replied_by=desk.person.name, handling=Handling.REFER
    )
    with desk.step("inbound.refer", about(desk, known)):
        return _close(desk, done, EventKind.REFERRED, to)


def forward(desk: Desk, inbound_id: int, to: str) -> Inbound:
    """Keep that somebody else looks into it; its answer time stands still until `back`."""
    known, receiver = _open(desk, inbound_id), one_line(clean(to))
    if not receiver:
        raise RefusedError(Problem("inbound.no_receiver", where="handled_with"))
    new = replace(known, state=InboundState.WAITING, handling=Handling.FORWARD, handled_with=receiver)
    with desk.step("inbound.forward", about(desk, known)):
        desk.store.inbound.change(new)
        tell(desk, new, EventKind.FORWARDED, receiver)
    return new


def back(desk: Desk, inbound_id: int, words: str = "") -> Inbound:
    """Keep that the one it was forwarded to has answered: it is hers to answer again, and its time goes on."""
    known = _open(desk, inbound_id)
    if known.state is not InboundState.WAITING:
        raise RefusedError(Problem("inbound.not_waiting"))
    new = replace(known, state=InboundState.OPEN)
    with desk.step("inbound.back", about(desk, known)):
        desk.store.inbound.change(new)
        tell(desk, new, EventKind.BACK, clean(words).strip())
    return new


def tell_status(desk: Desk, inbound_id: int, words: str = "") -> InboundEvent:
    """Keep that the sender was told how it goes (FL 6 §); it is still to be answered."""
    known = _open(desk, inbound_id)
    with desk.step("inbound.tell_status", about(desk, known)):
        return tell(desk, known, EventKind.STATUS_TOLD, clean(words).strip())


def close(desk: Desk, inbound_id: int, handling: Handling = Handling.NONE, words: str = "") -> Inbound:
    """Close an item without an answer, with what was done instead.

    Refused for what is moderation, unless the log tells of it: `moderation.moderate` writes there and closes the item.
    """
    known = _open(desk, inbound_id)
    if handling.is_moderation and not desk.store.moderation.has(known.id, Action(handling)):
        raise RefusedError(Problem("moderation.no_entry", where="handling"))
    with desk.step("inbound.close", about(desk, known)):
        return _close(desk, replace(known, handling=handling), EventKind.CLOSED, clean(words).strip())


def reopen(desk: Desk, inbound_id: int, words: str = "") -> Inbound:
    """Open a closed item again; what was answered stays in what has happened."""
    known = get(desk, inbound_id)
    if known.is_open:
        raise RefusedError(Problem("inbound.is_open"))
    new = replace(known, state=InboundState.OPEN, handling=None, handled_with="", closed_at=None)
    with desk.step("inbound.reopen", about(desk, known)):
        desk.store.inbound.change(new)
        tell(desk, new, EventKind.REOPENED, clean(words).strip())
    return new


def join(desk: Desk, inbound_ids: Sequence[int]) -> list[Inbound]:
    """Make items one conversation, with those that any of them is in one with already. Refused for fewer than two."""
    chosen = {one: get(desk, one) for one in inbound_ids}
    if len(chosen) < 2:
        raise RefusedError(Problem("inbound.one_alone"))
    threads = {one.thread_id for one in chosen.values() if one.thread_id}
    whole = chosen | {one.id: one for thread in threads for one in desk.store.inbound.of_thread(thread)}
    if len({one.account_id for one in whole.values()}) > 1:
        raise RefusedError(Problem("inbound.other_account"))
    first = min(whole.values(), key=lambda one: (one.came_in_at, one.id))
    joined = [replace(one, thread_id=first.id) for one in whole.values()]
    with desk.step("inbound.join", about(desk, first)):
        for one in joined:
            if one != whole[one.id]:
                desk.store.inbound.change(one)
    return sorted(joined, key=lambda one: (one.came_in_at, one.id))


def part(desk: Desk, inbound_id: int) -> Inbound:
    """Take an item out of its conversation; what is left of one is none."""
    known = get(desk, inbound_id)
    if known.thread_id is None:
        return known
    left = [one for one in desk.store.inbound.of_thread(known.thread_id) if one.id != known.id]
    new = replace(known, thread_id=None)
    thread = left[0].id if len(left) > 1 else None
    with desk.step("inbound.part", about(desk, known)):
        desk.store.inbound.change(new)
        for one in left:
            if one.thread_id != thread:
                desk.store.inbound.change(replace(one, thread_id=thread))
    return new


def hold(desk: Desk, inbound_id: int, reason: str) -> Inbound:
    """Say that an item must not be purged, and why; an empty reason lets go of it."""
    known = get(desk, inbound_id)
    new = replace(known, hold_reason=one_line(clean(reason)))
    if new != known:
        with desk.step("inbound.hold" if new.hold_reason else "inbound.let_go", about(desk, known)):
            desk.store.inbound.change(new)
    return new


def thread(desk: Desk, one: Inbound) -> list[Inbound]:
    """The items of the same conversation, the oldest first, itself among them; alone when it is in none."""
    return desk.store.inbound.of_thread(one.thread_id) if one.thread_id else [one]


def new_item(desk: Desk, account_id: int = 0, came_in_at: datetime | None = None) -> Inbound:
    """An item to fill in, that came in now unless something else is said.

    Without `account_id` it is on the account of the one that was registered last; the place where protected ones are
    kept is the last one's too.
    """
    now, last = desk.now(), desk.store.inbound.last()
    protected = desk.store.inbound.last_protected()
    in_use = {one.id for one in desk.store.account.all() if one.status in OPEN}
    if not account_id and last and last.account_id in in_use:
        account_id = last.account_id
    return Inbound(
        account_id=account_id or (next(iter(in_use)) if len(in_use) == 1 else 0),
        kind=InboundKind.COMMENT,
        came_in_at=came_in_at or now,
        kept_where=protected.kept_where if protected else "",
        added_at=now,
    )


def doubts(desk: Desk, one: Inbound) -> list[Problem]:
    """What is to be said of an item while it is filled in: what forbids keeping it, and a clock that has jumped."""
    last, now = desk.store.inbound.last(), desk.now()
    found = check(_tidied(one), now)
    if last and last.added_at > now + AHEAD:
        found.append(Problem("inbound.clock_back", Severity.HINT, where="came_in_at"))
    return found


def _open(desk: Desk, inbound_id: int) -> Inbound:
    known = get(desk, inbound_id)
    if not known.is_open:
        raise RefusedError(Problem("inbound.is_closed"))
    return known


def _close(desk: Desk, one: Inbound, kind: EventKind, text: str = "") -> Inbound:
    new = replace(one, state=InboundState.DONE, closed_at=desk.now())
    desk.store.inbound.change(new)
    tell(desk, new, kind, text)
    return new


def tell(desk: Desk, one: Inbound, kind: EventKind, text: str = "") -> InboundEvent:
    """Keep, inside the step of a verb, that something happened to an item."""
    event = InboundEvent(inbound_id=one.id, kind=kind, at=desk.now(), by=desk.person.name, text=text)
    return desk.store.inbound.events.add(event)
