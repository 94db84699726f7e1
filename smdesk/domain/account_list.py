"""A list of accounts: what follows from an address, which rows are the same account, and what a row becomes."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import cast

from smdesk.domain.account import Account, AccountStatus, ArchiveLevel, same_address
from smdesk.domain.importing import Identity, Values
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.reading import Reading, as_day, as_number, is_nothing
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.domain.sheet import Value
from smdesk.domain.text import one_line

HOSTS: Mapping[str, str] = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "instagram.com": "instagram",
    "linkedin.com": "linkedin", "x.com": "x", "twitter.com": "x", "youtube.com": "youtube", "youtu.be": "youtube",
    "tiktok.com": "tiktok", "threads.net": "threads", "threads.com": "threads", "bsky.app": "bluesky",
    "snapchat.com": "snapchat", "pinterest.com": "pinterest", "pinterest.se": "pinterest", "vimeo.com": "vimeo",
    "flickr.com": "flickr",
}  # fmt: skip
"""Host, without www and other prefixes → key of the platform."""

_BEFORE_HANDLE = frozenset({"company", "showcase", "school", "c", "user", "profile", "add", "photos"})
_NO_HANDLE = frozenset({
    "pages", "people", "p", "reel", "watch", "events", "profile.php", "in", "sharer", "hashtag", "channel", "groups",
    "share", "playlist", "pg", "story.php", "stories", "explore",
})  # fmt: skip
_KINDS = {"groups": "grupp", "channel": "kanal", "company": "sida"}
MOST = {"posts_per_week": 100, "rounds_per_day": 12, "answer_days": 60, "answer_hours": 400, "admins": 1000}
"""Numbers above these are taken for a slip, by field."""

_USUAL_TIMES = {1: "09:00", 2: "09:00 15:00", 3: "09:00 12:00 15:00", 4: "09:00 11:00 13:00 15:00"}


_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[ -]\d{4}|\d{1,2} [a-z]+ \d{4}")
_REFERENCE = re.compile(
    r"(?:dnr|diarienr|diarienummer)?\.?:?\s*((?:[A-ZÅÄÖ]{2,}[ -]?)?\d{4}[/:]\d[\d.-]*)", re.IGNORECASE
)


def platform_of(url: str) -> str:
    """The platform that `url` lies at; empty for an unknown host."""
    host = same_address(url).partition("/")[0]
    return next((key for name, key in HOSTS.items() if host == name or host.endswith("." + name)), "")


def handle_of(url: str) -> str:
    """The account's name as its address tells it, without @; empty where the address does not tell."""
    parts = _path(url)
    if len(parts) > 1 and parts[0].casefold() in _BEFORE_HANDLE:
        parts = parts[1:]
    if not platform_of(url) or not parts or parts[0].casefold() in _NO_HANDLE:
        return ""
    return parts[0].removeprefix("@")


def _path(url: str) -> list[str]:
    plain = re.split(r"[?#]", url.partition("://")[2])[0]
    return [part for part in plain.split("/")[1:] if part]


def _is_account_address(url: str) -> bool:
    """Whether `url` can tell accounts apart: a platform's own front page is the same for all."""
    return bool(url) and (not platform_of(url) or bool(_path(url)))


def as_decision(text: str) -> Reading:
    """A decision told in one cell, in any order: its day, its diarienummer, and who decided (what is left)."""
    if is_nothing(text):
        return Reading()
    rest = one_line(text)
    also: dict[str, Value] = {}
    for part in _DAY.findall(rest):
        if (day := as_day(part).value) and "decided_on" not in also:
            also["decided_on"] = day
            rest = rest.replace(part, " ", 1)
    if found := _REFERENCE.search(rest):
        also["decision_ref"] = found[1].strip()
        rest = rest[: found.start()] + " " + rest[found.end() :]
    if left := re.sub(r"\s*,(?=\s*(,|$))", "", one_line(rest)).strip(" ,;()."):
        also["decided_by"] = left
    return Reading(also=also)


def as_answer_time(text: str) -> Reading:
    """Working days, or working hours where the cell says so: ”4 arbetstimmar”. Plain hours may be the clock's own."""
    if found := re.fullmatch(r"([1-9]\d{0,3}) arbetstimm(?:e|ar)", one_line(text).casefold()):
        return Reading(also={"answer_hours": int(found[1])})
    return as_number(text)


def complete(values: Values) -> tuple[Values, list[Problem]]:
    """The values of a row with platform, handle, kind and name filled in from the address where they are missing."""
    found: dict[str, Value] = dict(values)
    problems = []
    url, platform = _text(found, "url"), _text(found, "platform")
    if url and not _is_account_address(url):
        problems.append(Problem("import.front_page", Severity.WARN, {"text": url}, "url"))
    if at := platform_of(url):
        if platform and platform != at:
            problems.append(Problem("import.other_platform", Severity.WARN, {"text": platform}, "platform"))
        found["platform"] = platform or at
    if url:
        found["handle"] = _text(found, "handle") or handle_of(url)
        found["kind"] = _text(found, "kind") or _KINDS.get(next(iter(_path(url)), ""), "")
    if not _text(found, "name"):
        if handle := _text(found, "handle"):
            found["name"] = f"@{handle}"
            problems.append(Problem("import.name_from_handle", Severity.WARN, where="name"))
        else:
            problems.append(Problem("import.name_missing", where="name"))
    for name, most in MOST.items():
        if isinstance(value := found.get(name), int) and value > most:
            problems.append(Problem("import.number_too_high", values={"text": value, "most": most}, where=name))
    if not _text(found, "platform"):
        problems.append(Problem("import.platform_missing", Severity.WARN, where="platform"))
    return found, problems


def identity(values: Values) -> Identity:
    """An account is known by its address or its handle at a platform; else by its name there."""
    platform = _text(values, "platform").casefold()
    strong = set()
    if _is_account_address(url := _text(values, "url")):
        strong.add(("url", same_address(url)))
    if platform and (handle := _text(values, "handle").removeprefix("@").casefold()):
        strong.add((platform, handle))
    return Identity(frozenset(strong), ("name", platform, " ".join(_text(values, "name").casefold().split())))


def account_identity(account: Account) -> Identity:
    """The identity of an account in the register; an address without handle tells its handle."""
    handle = account.handle or handle_of(account.url)
    return identity({"name": account.name, "platform": account.platform, "url": account.url, "handle": handle})


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


_FIELDS = frozenset(one.name for one in fields(Account))


def new_account(values: Values, source: str, import_id: int | None = None) -> Account:
    """The account a row becomes. `source` (”kontolista.xlsx”) is that of the last post where the row names none."""
    kept: dict[str, Value] = {
        name: value for name, value in values.items() if name in _FIELDS and value not in (None, "")
    }
    if kept.get("last_post_on"):
        kept.setdefault("last_post_source", source)
    status = AccountStatus(str(kept.pop("status", AccountStatus.ACTIVE)))
    level = ArchiveLevel(str(kept.pop("archive_level"))) if "archive_level" in kept else None
    # Each reader gives its field's own type.
    return Account(status=status, archive_level=level, import_id=import_id, **kept)  # type: ignore[arg-type]


def new_requirements(values: Values, account_id: int, valid_from: date) -> list[Requirement]:
    """What the row asks of its account. A list is no source: each is remarked on until she names one."""
    found = []
    for kind in RequirementKind:
        if values.get(kind.value) is None:
            continue
        value = cast("int", values[kind.value])
        times = _times(value) if kind is RequirementKind.ROUNDS else ""
        found.append(Requirement(account_id=account_id, kind=kind, value=value, times=times, valid_from=valid_from))
    return found


def _times(rounds: int) -> str:
    """Clock times for `rounds` a day, spread over office hours; a proposal to be changed."""
    if rounds in _USUAL_TIMES or rounds < 1:
        return _USUAL_TIMES.get(rounds, "")
    minutes = [8 * 60 + place * 540 // (rounds - 1) for place in range(rounds)]
    return " ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in minutes)
