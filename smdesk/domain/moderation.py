"""Moderation: what was hidden, removed or blocked, on what ground and by whom, and what makes that lawful."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.calendar import local_day, months_after
from smdesk.domain.checks.privacy import identity_numbers
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line, tidy


class Action(StrEnum):
    """What was done. A supplement corrects an earlier entry or adds to it, such as the police's number."""

    HIDE = "hide"
    REMOVE = "remove"
    BLOCK = "block"
    RESTORE = "restore"
    UNBLOCK = "unblock"
    REPORT = "report"  # to the platform
    SUPPLEMENT = "supplement"


INTRUSIVE = frozenset({Action.HIDE, Action.REMOVE, Action.BLOCK})
"""What takes something from somebody, the gentlest first (förvaltningslagen 5 §: no more than is needed)."""

NEEDS_EVIDENCE = INTRUSIVE | {Action.REPORT}
"""What the content may be gone after: a copy is kept first. To remove is to purge (arkivlagen 10 §)."""

FOLLOWS: Mapping[Action, frozenset[Action]] = {
    Action.HIDE: frozenset(),
    Action.REMOVE: frozenset({Action.HIDE}),
    Action.BLOCK: frozenset({Action.BLOCK}),  # a block that was reviewed and goes on
    Action.RESTORE: frozenset({Action.HIDE, Action.REMOVE}),
    Action.UNBLOCK: frozenset({Action.BLOCK}),
    Action.REPORT: frozenset(),
    Action.SUPPLEMENT: frozenset(Action),
}
"""Which earlier entries each action can be about."""

NEEDS_EARLIER = frozenset({Action.RESTORE, Action.UNBLOCK, Action.SUPPLEMENT})

REVIEW_MONTHS = 12
"""A block is looked at again within so many months. A proposal; no source gives a number."""

_POLICE_REF = re.compile(r"\d{4}-K\d{1,7}-\d{2}")  # 5000-K000000-26
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Part(StrEnum):
    """The free texts of an entry: they may tell of people, and can be purged while the entry stays."""

    AUTHOR = "author"
    REASON = "reason"
    MESSAGE = "message"
    NOTE = "note"


@record(kw_only=True)
class Act:
    """Something that was done, as it is to be written in the log.

    `ground` is the rule or the § in words, as it read then; `reason` why no gentler way was enough; `message` what the
    `author` was told; `earlier` the number of the entry that it takes back, sharpens, prolongs or adds to. `evidence`
    is the SHA-256 of each kept file, with a space between; of what is secret, and must not lie in the register,
    `kept_where` says instead where the administration keeps it. `is_reversible` says whether the platform can undo it.
    """

    action: Action
    account_id: int
    inbound_id: int | None = None
    earlier: int | None = None
    ground: str = ""
    done_at: datetime
    by: str
    decided_by: str = ""
    review_on: date | None = None
    police_ref: str = ""
    dnr: str = ""
    is_reversible: bool = True
    evidence: str = ""
    kept_where: str = ""
    author: str = ""
    reason: str = ""
    message: str = ""
    note: str = ""


@record(kw_only=True)
class Entry:
    """One entry of the log, which is only added to: an act without its free texts, and its place in the chain.

    `number` counts from 1; `at` is when it was written. Each seal is the salted SHA-256 of a free text, empty where
    there never was one. `digest` is the SHA-256 of all the rest, `former` the digest of the entry before.
    `version` says which fields that is.
    """

    id: int = 0
    number: int
    version: int
    at: datetime
    action: Action
    account_id: int
    inbound_id: int | None
    earlier: int | None
    ground: str
    done_at: datetime
    by: str
    decided_by: str
    review_on: date | None
    police_ref: str
    dnr: str
    is_reversible: bool
    evidence: str
    kept_where: str
    author_seal: str
    reason_seal: str
    message_seal: str
    note_seal: str
    former: str
    digest: str = ""


@record(kw_only=True)
class FreeText:
    """A free text of the entry `number`, with the salt of its seal. To purge it is to remove both: the row."""

    id: int = 0
    number: int
    part: Part
    text: str
    salt: str


def tidied(act: Act) -> Act:
    """The act with its texts as the log keeps them."""
    lines = {one.name: one_line(clean(getattr(act, one.name))) for one in fields(act) if one.type is str}
    lines |= {part.value: tidy(clean(getattr(act, part.value))) for part in Part}
    lines["evidence"] = " ".join(sorted(set(lines["evidence"].casefold().split())))
    return replace(act, **lines)  # type: ignore[arg-type] # text for text


def standing(log: Sequence[Entry]) -> list[Entry]:
    """What is still hidden, removed or blocked: neither taken back, nor sharpened or prolonged by a later entry."""
    ended = {one.earlier for one in log if one.action is not Action.SUPPLEMENT}
    return [one for one in log if one.action in INTRUSIVE and one.number not in ended]


def to_review(log: Sequence[Entry], today: date) -> list[Entry]:
    """What is standing and has come to its day of review, the oldest day first."""
    due = [(one.review_on, one) for one in standing(log) if one.review_on and one.review_on <= today]
    return [one for _, one in sorted(due, key=lambda pair: (pair[0], pair[1].number))]


def check_entry(act: Act, log: Sequence[Entry], kept: Collection[str], now: datetime) -> list[Problem]:
    """What is unlawful, or unwise, about writing `act`, as `tidied` gives it, in the log.

    `kept` is the SHA-256 of every file that is stored. Sources: arkivlagen 10 § (a copy first) and förvaltningslagen
    5 § (hide rather than remove, remove rather than block). That a block has a decision maker and a day of review is a
    proposal.
    """
    found = []
    if not act.account_id:
        found.append(Problem("moderation.no_account", where="account_id"))
    if not act.by:
        found.append(Problem("moderation.nobody", where="by"))
    if act.done_at > now:
        found.append(Problem("moderation.ahead", where="done_at"))
    if act.action in NEEDS_EVIDENCE and not act.ground:
        found.append(Problem("moderation.no_ground", where="ground"))
    found += _evidence(act, kept)
    if act.action is Action.REMOVE and not act.reason:
        found.append(Problem("moderation.remove_reason", where="reason"))
    if act.action is Action.BLOCK:
        found += _block(act)
    if act.action in INTRUSIVE and not act.message:
        found.append(Problem("moderation.not_told", Severity.WARN, where="message"))
    found += _earlier(act, log)
    if act.police_ref and not _POLICE_REF.fullmatch(act.police_ref):
        found.append(Problem("moderation.police_ref", Severity.WARN, where="police_ref"))
    return found + _identity_numbers(act)


def _evidence(act: Act, kept: Collection[str]) -> list[Problem]:
    hashes = act.evidence.split()
    if act.action in NEEDS_EVIDENCE and not hashes and not act.kept_where:
        return [Problem("moderation.no_evidence", where="evidence")]
    if not all(_SHA256.fullmatch(one) and one in kept for one in hashes):
        return [Problem("moderation.evidence_gone", where="evidence")]
    return []


def _block(act: Act) -> list[Problem]:
    found = []
    if not act.author:
        found.append(Problem("moderation.no_author", where="author"))
    if not act.reason:
        found.append(Problem("moderation.block_reason", where="reason"))
    if not act.decided_by:
        found.append(Problem("moderation.no_decider", where="decided_by"))
    day = local_day(act.done_at)
    if act.review_on is None:
        found.append(Problem("moderation.no_review", where="review_on"))
    elif act.review_on <= day:
        found.append(Problem("moderation.review_past", where="review_on"))
    elif act.review_on > months_after(day, REVIEW_MONTHS):
        found.append(Problem("moderation.review_far", Severity.WARN, {"months": REVIEW_MONTHS}, "review_on"))
    return found


def _earlier(act: Act, log: Sequence[Entry]) -> list[Problem]:
    """What is wrong with the entry that it is about."""
    if act.earlier is None:
        return [Problem("moderation.no_earlier", where="earlier")] if act.action in NEEDS_EARLIER else []
    entry = next((one for one in log if one.number == act.earlier), None)
    if entry is None or entry.action not in FOLLOWS[act.action] or entry.account_id != act.account_id:
        return [Problem("moderation.wrong_earlier", values={"number": act.earlier}, where="earlier")]
    if act.action is Action.SUPPLEMENT:
        says = act.reason or act.message or act.note or act.dnr or act.police_ref or act.evidence
        return [] if says else [Problem("moderation.nothing_new", where="note")]
    if entry not in standing(log):
        return [Problem("moderation.ended", values={"number": act.earlier}, where="earlier")]
    if act.action is Action.RESTORE and not entry.is_reversible:
        return [Problem("moderation.not_reversible", values={"number": act.earlier}, where="earlier")]
    return []


def _identity_numbers(act: Act) -> list[Problem]:
    """No identity number comes into the log, where most of what is written stays for good."""
    texts = {one.name: str(getattr(act, one.name)) for one in fields(act) if one.type is str and one.name != "evidence"}
    return [
        Problem("moderation.identity_number", where=name) for name, text in texts.items() if any(identity_numbers(text))
    ]
