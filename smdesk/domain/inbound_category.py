"""The kinds of what comes in, in triage order: what is done with each, and by which words it is recognised."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from smdesk.domain.inbound import Handling
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind


class Whether(StrEnum):
    """Yes, no, or only in the case that the words beside it tell."""

    YES = "yes"
    IF = "if"
    NO = "no"


class Removal(StrEnum):
    """What is done to the message where it stands. Before it is hidden or removed, a screenshot is kept."""

    KEEP = "keep"
    HIDE = "hide"
    REMOVE = "remove"


class Deadline(StrEnum):
    """How soon it is dealt with; WORKING_TIME is the account's own answer time, DAILY the next round of the day."""

    MINUTES = "minutes"
    AT_ONCE = "at_once"
    SAME_DAY = "same_day"
    WORKING_TIME = "working_time"
    DAILY = "daily"
    NONE = "none"


class Sign(StrEnum):
    """What words cannot tell: a personal identity number, a question mark, a lone link, emoji without words."""

    IDENTITY_NUMBER = "identity_number"
    QUESTION_MARK = "question_mark"
    ONLY_LINK = "only_link"
    NO_WORDS = "no_words"


@record(kw_only=True)
class Referral:
    """Where someone is shown to: its name, how one gets there in a sentence, and the page if there is one."""

    key: str
    name: str
    how: str
    kind: SourceKind
    source: str = ""
    url: str = ""


@record(kw_only=True)
class Together:
    """Two lists of phrases of which one each must occur, at most `within` words from the other."""

    words: tuple[str, ...]
    near: tuple[str, ...]
    within: int = 20


@record(kw_only=True)
class Recognise:
    """What a kind is recognised by: any of `phrases`, `together` or `signs`; what `unless` covers does not count.

    A phrase is whole words within a sentence; ”lamp*” and ”*lampa” leave the end or the beginning of a word open,
    and ”…” stands for up to four words. The kind gives way to those in `yields_to` where they are recognised too.
    """

    phrases: tuple[str, ...] = ()
    together: tuple[Together, ...] = ()
    unless: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    yields_to: tuple[str, ...] = ()


@record(kw_only=True)
class InboundCategory:
    """One kind of what comes in (*ärendetyp*).

    `retention` is the key of the class in resources/rules/retention.toml that it is kept by, empty where someone has
    to decide. `handling` are the choices offered, the likeliest first. `register_why`, `removal_why` and `police_why`
    tell when or why, `support` the law behind it. `right` are examples of the kind and `wrong` what only looks like it:
    its tests.
    """

    key: str
    title: str
    recognise: str
    in_channel: Whether
    answer: str
    deadline: Deadline
    handling: tuple[Handling, ...]
    register: Whether
    register_why: str
    recognised_by: Recognise
    kind: SourceKind
    verified_on: date
    source: str = ""
    url: str = ""
    support: tuple[str, ...] = ()
    forward_to: str = ""
    refer_to: tuple[Referral, ...] = ()
    removal: Removal = Removal.KEEP
    removal_why: str = ""
    police: Whether = Whether.NO
    police_why: str = ""
    retention: str = ""
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def needs_evidence(self) -> bool:
        """Whether a screenshot is kept first: removing is gallring, and what is hidden may be asked for."""
        return self.removal is not Removal.KEEP


def parse_categories(data: Mapping[str, Any]) -> tuple[InboundCategory, ...]:
    """The kinds in plain data such as resources/rules/inbound.toml, in its order."""
    referrals = {one["key"]: Referral(**{**one, "kind": SourceKind(one["kind"])}) for one in data["referrals"]}
    day = date.fromisoformat(data["verified_on"])
    return tuple(_category(one, referrals, day) for one in data["categories"])


def _category(data: Mapping[str, Any], referrals: Mapping[str, Referral], day: date) -> InboundCategory:
    known = {
        "in_channel": Whether(data["in_channel"]),
        "deadline": Deadline(data["deadline"]),
        "register": Whether(data["register"]),
        "removal": Removal(data.get("removal", Removal.KEEP)),
        "police": Whether(data.get("police", Whether.NO)),
        "kind": SourceKind(data["kind"]),
        "handling": tuple(Handling(one) for one in data["handling"]),
        "refer_to": tuple(referrals[key] for key in data.get("refer_to", ())),
        "recognised_by": _recognise(data.get("recognised_by", {})),
        "verified_on": day,
    }
    lists = {name: tuple(data.get(name, ())) for name in ("support", "right", "wrong")}
    return InboundCategory(**{**data, **lists, **known})


def _recognise(data: Mapping[str, Any]) -> Recognise:
    lists: dict[str, Any] = {key: tuple(value) for key, value in data.items()}
    lists["signs"] = tuple(Sign(one) for one in data.get("signs", ()))
    lists["together"] = tuple(_together(one) for one in data.get("together", ()))
    return Recognise(**lists)


def _together(data: Mapping[str, Any]) -> Together:
    return Together(**{**data, "words": tuple(data["words"]), "near": tuple(data["near"])})
