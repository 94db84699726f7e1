"""What comes in: a comment, message, review or tag on an account, and how it is handled."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from smdesk.domain.checks.privacy import identity_numbers
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.text import MOST_TEXT

AHEAD = timedelta(minutes=10)
"""So far may the platform's clock be ahead of this machine's before a time is refused as one that has not been."""


class InboundKind(StrEnum):
    """How something came in. A message is for a particular recipient, so BBS-lagen (2 § 4) does not speak of it."""

    COMMENT = "comment"
    MESSAGE = "message"
    REVIEW = "review"
    TAG = "tag"


class InboundState(StrEnum):
    """Whether something is still to be done: `WAITING` while somebody else looks into it."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"


class Handling(StrEnum):
    """What was done with it. The choices that a category brings stand in resources/rules/inbound.toml."""

    ANSWER = "answer"
    REFER = "refer"
    FORWARD = "forward"
    DOCUMENT_REQUEST = "document_request"
    URGENT = "urgent"
    POLICE = "police"
    HIDE = "hide"
    REMOVE = "remove"
    BLOCK = "block"
    NONE = "none"

    @property
    def is_moderation(self) -> bool:
        """Whether it takes something from somebody: the log of moderation tells of it, or it is not kept."""
        return self in (Handling.HIDE, Handling.REMOVE, Handling.BLOCK)


class Registration(StrEnum):
    """Whether it is to be registered (OSL 5:1–2): not decided, yes, or no."""

    UNDECIDED = ""
    YES = "yes"
    NO = "no"


@record(kw_only=True)
class Inbound:
    """One item that came in on an account.

    `text` is what was written there, empty when `is_protected`: then `summary` says neutrally what it was about, and
    `kept_where` where the administration keeps the rest. `category` is a key of resources/rules/inbound.toml, empty
    while nobody has chosen. `handled_with` says whom it was referred or forwarded to, `reply` is the answer, also
    while it is being written. Items of one conversation have the same `thread_id`, the id of its first. `registration`
    with `dnr` tells of the register (OSL 5:1), `handed_at` when it was handed to the registrar. `retention` is a key of
    resources/rules/retention.toml, `hold_reason` says why it must not be purged.
    """

    id: int = 0
    account_id: int
    kind: InboundKind = InboundKind.COMMENT
    text: str = ""
    summary: str = ""
    link: str = ""
    sender: str = ""
    came_in_at: datetime
    category: str = ""
    state: InboundState = InboundState.OPEN
    handling: Handling | None = None
    handled_with: str = ""
    reply: str = ""
    replied_at: datetime | None = None
    replied_by: str = ""
    closed_at: datetime | None = None
    thread_id: int | None = None
    is_protected: bool = False
    kept_where: str = ""
    registration: Registration = Registration.UNDECIDED
    registration_reason: str = ""
    handed_at: datetime | None = None
    dnr: str = ""
    retention: str = ""
    hold_reason: str = ""
    note: str = ""
    added_at: datetime
    added_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is not InboundState.DONE

    @property
    def is_to_register(self) -> bool:
        """Whether it must be registered and has no number in the register yet."""
        return self.registration is Registration.YES and not self.dnr

    @property
    def is_purged(self) -> bool:
        """Whether all that it said was purged: nothing is kept that says nothing."""
        return not self.text and not self.summary

    @property
    def title(self) -> str:
        """Its first line, or the summary; empty when neither says anything."""
        return next(iter((self.text.strip() or self.summary.strip()).splitlines()), "")


class EventKind(StrEnum):
    """What happened to an item."""

    REGISTERED = "registered"
    FORWARDED = "forwarded"
    BACK = "back"
    STATUS_TOLD = "status_told"
    REPLIED = "replied"
    REFERRED = "referred"
    CLOSED = "closed"
    REOPENED = "reopened"
    HANDED = "handed"
    REGISTER_NUMBER = "register_number"
    MODERATED = "moderated"
    PROTECTED = "protected"
    PURGED = "purged"


@record(kw_only=True)
class InboundEvent:
    """That something happened to an item: when, by whom, and `text` with or to whom."""

    id: int = 0
    inbound_id: int
    kind: EventKind
    at: datetime
    by: str = ""
    text: str = ""


def pauses(events: Iterable[InboundEvent]) -> list[tuple[datetime, datetime | None]]:
    """When somebody else looked into it, from being forwarded until back, answered or closed; None while it lasts.

    `events` are those of one item, oldest first.
    """
    found: list[tuple[datetime, datetime | None]] = []
    began: datetime | None = None
    for one in events:
        if one.kind is EventKind.FORWARDED:
            began = began or one.at
        elif began and one.kind in (EventKind.BACK, EventKind.REPLIED, EventKind.REFERRED, EventKind.CLOSED):
            found.append((began, one.at))
            began = None
    return [*found, (began, None)] if began else found


def check(one: Inbound, now: datetime) -> list[Problem]:
    """What forbids keeping an item."""
    found = []
    if not one.account_id:
        found.append(Problem("inbound.no_account", where="account_id"))
    if one.is_protected:
        if one.text:
            found.append(Problem("inbound.protected_text", where="text"))
        if not one.summary:
            found.append(Problem("inbound.no_summary", where="summary"))
        if not one.kept_where:
            found.append(Problem("inbound.no_place", where="kept_where"))
        found += [
            Problem("inbound.number", where=name)
            for name in ("summary", "kept_where", "note")
            if any(identity_numbers(getattr(one, name)))
        ]
    elif not one.text and not one.summary:
        found.append(Problem("inbound.nothing", where="text"))
    found += [
        Problem("inbound.too_long", values={"most": MOST_TEXT}, where=name)
        for name in ("text", "note")
        if len(getattr(one, name)) > MOST_TEXT
    ]
    if one.came_in_at > now + AHEAD:
        found.append(Problem("inbound.ahead", where="came_in_at"))
    elif one.came_in_at > now:
        found.append(Problem("inbound.clock", Severity.HINT, where="came_in_at"))
    return found
