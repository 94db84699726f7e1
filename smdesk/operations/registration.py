"""Diarieföring: decide whether an item is registered (OSL 5:1–2), hand it to the registrar, and keep its number."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from smdesk.desk import Desk
from smdesk.domain.inbound import EventKind, Inbound, Registration
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.registration import Decision, Outcome, RegistrationRules, parse_registration
from smdesk.domain.registration import decide as decided
from smdesk.domain.text import clean, one_line
from smdesk.operations.inbound import about, get, tell
from smdesk.resources import read_toml
from smdesk.words.registration import decision_text


@cache
def rules() -> RegistrationRules:
    """The four questions of resources/rules/registration.toml, and what their answers lead to."""
    return parse_registration(read_toml("rules/registration.toml"))


def decide(desk: Desk, inbound_id: int, registration: Registration, reason: str = "") -> Inbound:
    """Say whether an item is to be registered, and why. Refused for one that has a number: it is registered."""
    known = get(desk, inbound_id)
    if known.dnr and registration is not Registration.YES:
        raise RefusedError(Problem("registration.has_number", values={"dnr": known.dnr}))
    new = replace(known, registration=registration, registration_reason=clean(reason).strip())
    if registration is Registration.UNDECIDED:
        new = replace(new, registration_reason="")
    if new != known:
        with desk.step("registration.decide", about(desk, known)):
            desk.store.inbound.change(new)
    return new


def weigh(answers: Mapping[str, bool], *, is_minor: bool = False) -> Decision | None:
    """What the answers so far lead to; None while the next one may change it."""
    return decided(rules(), answers, is_minor=is_minor)


def answer(desk: Desk, inbound_id: int, answers: Mapping[str, bool], *, is_minor: bool = False) -> Inbound:
    """Decide by the four questions, with what they give for a reason. Refused while too few of them are answered."""
    decision = weigh(answers, is_minor=is_minor)
    if decision is None:
        raise RefusedError(Problem("registration.unanswered"))
    outcome = Registration.YES if decision.outcome is Outcome.REGISTER else Registration.NO
    return decide(desk, inbound_id, outcome, decision_text(decision))


def waiting(desk: Desk) -> list[Inbound]:
    """What must be registered and has no number yet, the oldest first."""
    return desk.store.inbound.to_register()


def hand_over(desk: Desk, inbound_ids: Iterable[int]) -> list[Inbound]:
    """Keep that items were handed to the registrar, as one step. They wait for their numbers until those are written.

    Refused for what is not to be registered, or has its number.
    """
    chosen = [get(desk, one) for one in dict.fromkeys(inbound_ids)]
    if not chosen:
        raise RefusedError(Problem("registration.none"))
    if any(not one.is_to_register for one in chosen):
        raise RefusedError(Problem("registration.not_waiting"))
    handed = [replace(one, handed_at=desk.now()) for one in chosen]
    with desk.step("registration.hand_over", about(desk, handed[0]) if len(handed) == 1 else ""):
        for one in handed:
            desk.store.inbound.change(one)
            tell(desk, one, EventKind.HANDED)
    return handed


def set_number(desk: Desk, inbound_id: int, dnr: str) -> Inbound:
    """Write the register's number on an item, which is thereby registered; an empty one takes a wrong number back."""
    known, number = get(desk, inbound_id), one_line(clean(dnr))
    new = replace(known, dnr=number, registration=Registration.YES if number else known.registration)
    if new != known:
        with desk.step("registration.number", about(desk, known)):
            desk.store.inbound.change(new)
            if number:
                tell(desk, new, EventKind.REGISTER_NUMBER, number)
    return new
