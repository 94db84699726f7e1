"""What is filled in of an item, kept as one step: the item, its screenshots, and the round at which it was found."""

from collections.abc import Sequence

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.routine import Result, Round
from smdesk.operations import evidence, inbound, routine
from smdesk.store.evidence import KeptFile


def enter(desk: Desk, one: Inbound, files: Sequence[KeptFile] = (), found_at: Round | None = None) -> Inbound:
    """Register a new item, or keep the facts of a known one, with the files that belong to it.

    The round it was found at is ticked as one that gave something. Refused, all of it, for what `inbound.register`,
    `inbound.change` or `routine.tick` refuses, and for files on what is protected.
    """
    if one.is_protected and files:
        raise RefusedError(Problem("inbound.protected_files", where="is_protected"))
    with desk.step("inbound.change" if one.id else "inbound.register", inbound.about(desk, one)):
        kept = inbound.change(desk, one) if one.id else inbound.register(desk, one)
        for file in files:
            evidence.attach(desk, Subject.INBOUND, kept.id, file)
        if found_at:
            note = found_at.tick.note if found_at.tick else ""
            routine.tick(desk, found_at.account_id, found_at.day, found_at.slot, Result.REGISTERED, note)
    return kept


def may_tick(desk: Desk, found_at: Round) -> bool:
    """Whether a round can be ticked as one that gave something: its day has come, and nothing more was said of it."""
    made = found_at.tick
    return found_at.day <= desk.today() and (made is None or made.result is Result.NOTHING_NEW)
