"""Saved answers: keep what is often answered, change it without losing what it said, and tell which can be used."""

from dataclasses import replace

from smdesk.desk import Desk
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.saved_reply import FormerReply, SavedReply, check
from smdesk.domain.text import clean, one_line
from smdesk.operations.stored import stored


def all_replies(desk: Desk) -> list[SavedReply]:
    """Every saved answer, by name."""
    return desk.store.inbound.replies.by_name()


def usable(desk: Desk, category: str, account_id: int) -> list[SavedReply]:
    """What can answer an item: those of its category first, then those for all, of its account or of any, by name."""
    return desk.store.inbound.replies.usable(category, account_id)


def former(desk: Desk, reply_id: int) -> list[FormerReply]:
    """What a saved answer has said before, the newest first."""
    return desk.store.inbound.replies.former_of(reply_id)


def add(desk: Desk, reply: SavedReply) -> SavedReply:
    """Keep a new answer. Refused without name or text, and for one that is there."""
    new = _checked(desk, reply)
    with desk.step("saved_reply.add"):
        return desk.store.inbound.replies.add(new)


def change(desk: Desk, reply: SavedReply) -> SavedReply:
    """Keep an answer as it is now, and what it said until now; what was answered with it stays as it was."""
    known = stored(desk.store.inbound.replies, reply.id, Problem("saved_reply.gone"))
    new = _checked(desk, reply)
    if new != known:
        with desk.step("saved_reply.change"):
            desk.store.inbound.replies.change(new)
            if new.text != known.text:
                was = FormerReply(reply_id=known.id, text=known.text, at=desk.now(), by=desk.person.name)
                desk.store.inbound.replies.former.add(was)
    return new


def remove(desk: Desk, reply_id: int) -> None:
    """Take an answer away; what was answered with it stays as it was."""
    stored(desk.store.inbound.replies, reply_id, Problem("saved_reply.gone"))
    with desk.step("saved_reply.remove"):
        desk.store.inbound.replies.remove(reply_id)


def _checked(desk: Desk, reply: SavedReply) -> SavedReply:
    new = replace(reply, name=one_line(clean(reply.name)), text=clean(reply.text).strip())
    refuse_if(check(new, desk.store.inbound.replies.all()))
    if new.account_id is not None:
        stored(desk.store.account, new.account_id, Problem("inbound.no_account", where="account_id"))
    return new
