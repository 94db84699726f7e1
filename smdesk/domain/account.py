"""Accounts: what the register knows of each, what an account must have, and what is remarked on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from smdesk.domain.calendar import months_after, months_before
from smdesk.domain.media_facts import NOTHING_KNOWN, Takes
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.tag import tidy_tags
from smdesk.domain.text import clean, one_line, tidy


class AccountStatus(StrEnum):
    """Where an account is in its life. ”Inaktivt” and ”bristande bevakning” are remarks, not statuses."""

    APPLIED = "applied"
    DECIDED = "decided"
    ACTIVE = "active"
    RESTING = "resting"
    CLOSING = "closing"
    CLOSED = "closed"


ALLOWED_TRANSITIONS: Mapping[AccountStatus, frozenset[AccountStatus]] = {
    AccountStatus.APPLIED: frozenset({AccountStatus.DECIDED}),
    AccountStatus.DECIDED: frozenset({AccountStatus.APPLIED, AccountStatus.ACTIVE}),
    AccountStatus.ACTIVE: frozenset({AccountStatus.RESTING, AccountStatus.CLOSING}),
    AccountStatus.RESTING: frozenset({AccountStatus.ACTIVE, AccountStatus.CLOSING}),
    # Back from closing is a run that was abandoned, and forward is its last step.
    AccountStatus.CLOSING: frozenset({AccountStatus.ACTIVE, AccountStatus.RESTING, AccountStatus.CLOSED}),
    AccountStatus.CLOSED: frozenset(),
}

BY_PROCEDURE = frozenset({AccountStatus.CLOSING, AccountStatus.CLOSED})
"""Statuses that only the closing procedure gives, and takes away."""

IN_USE = frozenset({AccountStatus.ACTIVE, AccountStatus.RESTING})
"""Accounts that are kept up: they are remarked on, and may be closed."""

OPEN = IN_USE | {AccountStatus.CLOSING}
"""Accounts that posts can be planned for; one being closed still tells its followers so."""

MONITORED = frozenset({AccountStatus.ACTIVE, AccountStatus.CLOSING})
"""Accounts that are looked at each day: until they are closed, also while that is under way."""


class ArchiveLevel(StrEnum):
    """How much is kept of an account. Source: varumärkesmanualen, Arkivering (three levels)."""

    OVERVIEW = "overview"
    UNIQUE = "unique"
    FULL = "full"


BASIC_ITEMS = ("sender", "content", "terms", "contact", "website", "personal_data")
"""The six items of basinformation, in order. Source: varumärkesmanualen, Organisation och rutiner."""


@record(kw_only=True)
class Platform:
    """A platform as resources/rules/platforms.toml tells it. `grace_days` is a proposal, not a rule."""

    key: str
    name: str
    mark: str
    colour: str
    grace_days: int = 30
    grace_source: str = ""
    longest: int = 0  # how long a text may be, in the platform's own unit; 0 unknown
    folded_at: int = 0  # how much of it shows before ”visa mer”; 0 unknown
    folded_lines: int = 0  # and how many lines at most; 0 unknown
    fold_source: str = ""
    unit: str = "utf16"  # see `domain.checks.Outlet`
    takes: Takes = NOTHING_KNOWN  # which pictures and films


@record(kw_only=True)
class Account:
    """One account of the förvaltning. `admins` and `last_post_on` are None while unknown."""

    id: int = 0
    name: str
    platform: str = ""
    kind: str = ""  # sida, grupp, profil, kanal
    handle: str = ""
    url: str = ""
    unit: str = ""
    purpose: str = ""
    audience: str = ""
    plan_link: str = ""
    goals: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    decision_ref: str = ""
    owner: str = ""
    deputy: str = ""
    admins: int | None = None
    login_name: str = ""
    two_factor_holder: str = ""
    archive_level: ArchiveLevel | None = None
    archived_on: date | None = None
    archive_ref: str = ""
    last_post_on: date | None = None
    last_post_source: str = ""
    profile_checked_on: date | None = None
    status: AccountStatus = AccountStatus.ACTIVE
    started_on: date | None = None
    closed_on: date | None = None
    secret_service: str = ""  # opaque name of the account's entry in the system keyring
    secret_set_on: date | None = None
    codes_set_on: date | None = None
    secret_note_set_on: date | None = None
    note: str = ""
    import_id: int | None = None
    subjects: str = ""  # tags of what belongs to its purpose; empty where nobody has said


@record(kw_only=True)
class BasicItem:
    """One of the six items of basinformation on an account: when it was seen in place, and a ready text."""

    id: int = 0
    account_id: int
    item: str
    checked_on: date | None = None
    text: str = ""


@record(kw_only=True)
class StatusChange:
    """From `day` on the account has `status`; who gave it, and why, are empty where nobody said."""

    id: int = 0
    account_id: int
    day: date
    status: AccountStatus
    set_by: str = ""
    reason: str = ""


class OfAccount(Protocol):
    """A row that hangs on an account."""

    @property
    def account_id(self) -> int:
        """The account's id."""


Hanging = TypeVar("Hanging", bound=OfAccount)


def by_account(rows: Iterable[Hanging]) -> dict[int, list[Hanging]]:
    """What hangs on accounts, by the account it is on."""
    found: dict[int, list[Hanging]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found


@record
class AccountFacts:
    """What the remarks look at beside the account itself."""

    basic: Sequence[BasicItem] = ()
    requirements_without_source: Sequence[str] = ()
    same_url: Sequence[str] = field(default_factory=tuple)
    last_published: date | None = None
    missed_rounds: int = 0  # during the last MISSED_DAYS days


MISSED_DAYS = 30
MISSED_ROUNDS = 3
"""So many missed rounds in so many days are ”bristande bevakning”. A proposal; no source gives a number."""

BASIC_MONTHS = 12
"""Basinformation is looked through once a year. A proposal, on the list of varumärkesmanualen."""


def may_become(account: Account, status: AccountStatus, *, by_procedure: bool = False) -> list[Problem]:
    """Whether `account` may be given `status`: by hand, or as a step of the closing procedure."""
    procedures = account.status in BY_PROCEDURE or status in BY_PROCEDURE
    if status in ALLOWED_TRANSITIONS[account.status] and procedures is by_procedure:
        return []
    code = "account.by_procedure" if procedures and not by_procedure else "account.transition"
    return [Problem(code, values={"from": account.status, "to": status}, where="status")]


def choices(account: Account) -> list[AccountStatus]:
    """The statuses that `account` may be given by hand."""
    return [status for status in AccountStatus if not may_become(account, status)]


def check(account: Account) -> list[Problem]:
    """What is wrong with the fields themselves; only what stops is a reason not to save."""
    found = []
    if not account.name.strip():
        found.append(Problem("account.name_missing", where="name"))
    if account.admins is not None and account.admins < 0:
        found.append(Problem("account.admins_negative", where="admins"))
    found += _unreachable(account)
    if account.last_post_on and not account.last_post_source:
        found.append(Problem("account.last_post_source", Severity.WARN, where="last_post_source"))
    return found


def _unreachable(account: Account) -> list[Problem]:
    """What keeps the account's page from being opened, and its rules from being known; never a reason not to save."""
    found = []
    if account.url.strip() and not web_address(account):
        found.append(Problem("account.url_scheme", Severity.WARN, where="url"))
    if not account.platform:
        found.append(Problem("account.no_platform", Severity.WARN, where="platform"))
    return found


_LONG = frozenset({"purpose", "audience", "plan_link", "goals", "note"})
"""Fields whose lines are kept."""


def tidied(account: Account) -> Account:
    """The account with its texts as the register keeps them: clean, single spaces, an address with its scheme."""
    texts = {one.name: getattr(account, one.name) for one in fields(account) if one.type is str}
    clean_ones = {name: (tidy if name in _LONG else one_line)(clean(text)) for name, text in texts.items()}
    clean_ones["url"] = whole_address(clean_ones["url"])
    clean_ones["subjects"] = tidy_tags(account.subjects)
    return replace(account, **clean_ones)  # type: ignore[arg-type] # text for text


def last_post(account: Account, published: date | None) -> date | None:
    """The newest post that can be shown: the register's own figure with a source, or one logged here."""
    known = account.last_post_on if account.last_post_source else None
    return max((day for day in (known, published) if day), default=None)


def remarks(account: Account, facts: AccountFacts, today: date) -> list[Problem]:
    """What the coordinator should see to on the account.

    Sources: basinformation and an appointed owner, varumärkesmanualen (Organisation och rutiner); a yearly capture,
    varumärkesmanualen (Arkivering); two editors, Helsingborg by example. The numbers of days are proposals.
    An unknown last post gives no remark on inactivity; an account that is closed gives none at all.
    """
    if account.status is AccountStatus.CLOSED:
        return []
    found = _unreachable(account)
    live = account.status in IN_USE
    seen = {item.item for item in facts.basic if item.checked_on}
    missing = [item for item in BASIC_ITEMS if item not in seen]
    if live and missing:
        found.append(Problem("account.basic_missing", Severity.WARN, {"count": len(missing)}, "basic"))
    if live and account.admins is not None and account.admins < 2:
        found.append(Problem("account.few_admins", Severity.WARN, {"count": account.admins}, "admins"))
    if live and not account.owner:
        found.append(Problem("account.no_owner", Severity.WARN, where="owner"))
    if account.status is AccountStatus.ACTIVE and (newest := last_post(account, facts.last_published)):
        found += _inactivity(newest, today)
    found += [
        Problem("account.requirement_source", Severity.WARN, {"requirement": kind}, "requirements")
        for kind in facts.requirements_without_source
    ]
    if live and facts.missed_rounds >= MISSED_ROUNDS:
        values: dict[str, str | int] = {"count": facts.missed_rounds, "days": MISSED_DAYS}
        found.append(Problem("account.poor_monitoring", Severity.WARN, values, "rounds"))
    found += [Problem("account.same_url", Severity.WARN, {"other": name}, "url") for name in facts.same_url]
    if live and account.archived_on and account.archived_on < months_before(today, 12):
        found.append(Problem("account.archive_old", Severity.WARN, where="archived_on"))
    return found


def _inactivity(newest: date, today: date) -> list[Problem]:
    """No post for 30 days, three or six calendar months. Steps: Malmö and Varberg by example, as proposals."""
    if newest <= months_before(today, 6):
        return [Problem("account.inactive_6_months", Severity.WARN, {"day": newest.isoformat()}, "last_post_on")]
    if newest <= months_before(today, 3):
        return [Problem("account.inactive_3_months", Severity.WARN, {"day": newest.isoformat()}, "last_post_on")]
    if (today - newest).days > 30:
        return [Problem("account.inactive_30_days", Severity.HINT, {"days": (today - newest).days}, "last_post_on")]
    return []


def basic_due(basic: Sequence[BasicItem]) -> tuple[date, date] | None:
    """Since when all of basinformation has been seen in place, and when to look again; None while some is missing."""
    days = {item.item: item.checked_on for item in basic if item.checked_on}
    if any(item not in days for item in BASIC_ITEMS):
        return None
    oldest = min(days[item] for item in BASIC_ITEMS)
    return oldest, months_after(oldest, BASIC_MONTHS)


def web_address(account: Account) -> str:
    """The account's address when a browser may open it; empty for anything that is not http or https."""
    url = whole_address(account.url)
    return url if url.casefold().startswith(("https://", "http://")) else ""


_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")  # facebook.com/sodervik


def whole_address(url: str) -> str:
    """`url` with https:// before it when it is an address that lacks its scheme; anything else as it is."""
    plain = url.strip()
    return f"https://{plain}" if _BARE.fullmatch(plain) else plain


def same_address(url: str) -> str:
    """`url` as it is compared: without scheme, www, capitals and a closing slash."""
    plain = url.strip().casefold()
    for prefix in ("https://", "http://", "www.", "m."):
        plain = plain.removeprefix(prefix)
    return plain.rstrip("/")


def whose(link: str, accounts: Sequence[Account]) -> Account | None:
    """The account whose page a link leads to, or to something on it; None where no account's, or several accounts'.

    It begins with the account's address, or has its user name as a part of the path on the same site.
    """
    parts = _parts(link)
    owned = {one.id: own for one in accounts if len(own := _parts(one.url)) > 1}
    found = {one: len(own) for one, own in owned.items() if parts[: len(own)] == own}
    if not found:
        names = {one.id: one.handle.strip().lstrip("@").casefold() for one in accounts if one.handle.strip()}
        found = {one: 1 for one, own in owned.items() if own[:1] == parts[:1] and names.get(one) in parts[1:]}
    nearest = [one for one in accounts if found.get(one.id) == max(found.values(), default=0)]
    return nearest[0] if len(nearest) == 1 else None


def _parts(url: str) -> list[str]:
    """A web address as its site and the parts of its path and query."""
    return [part.lstrip("@") for part in re.split(r"[/?&#]", same_address(whole_address(url))) if part]
