"""A list of posts to plan: which accounts a row names, what it says of its post, which rows are the same post."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time
from typing import cast

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.dates import read_day, read_time
from smdesk.domain.importing import Identity, Values
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.reading import Reading, as_day, is_nothing
from smdesk.domain.record import record
from smdesk.domain.sheet import Value
from smdesk.domain.tag import tidy_tags
from smdesk.domain.text import fold, one_line

_BETWEEN = re.compile(r"\s*(?:[;,/&+\n]|\boch\b)\s*")
_CLOCK = re.compile(r"[t ](\d{1,2}[:.]\d{2})(?:[:.]\d{2})?$")
_NO_YEAR = re.compile(r"\s*(?:[a-zåäö]+\s+(?:den\s+)?)?\d{1,2}\s*(?:[/.]\s*\d{1,2}|:?e?\s*[a-zåäö]{3,}\.?)\s*")
_NOON = time(12)

Stored = tuple[int, str | None, str, str, str, int | None]
"""A post on one of its accounts as the register tells it: id, day, time, text, link, account id (None for none)."""


@record(kw_only=True)
class Place:
    """An account as a row may name it: by any of `names`, on any of `platforms`, all folded.

    `problems` are why nothing more can be planned for it.
    """

    id: int
    name: str
    names: frozenset[str]
    platforms: frozenset[str]
    problems: Sequence[Problem] = ()


@record(kw_only=True)
class PlanRules:
    """What the rows of a plan are held against: the accounts, the hour, and what a post needs to be approved.

    `no_account` is what a list that smdesk wrote says where a post is for others' channels.
    """

    places: Sequence[Place]
    now: datetime
    may_approve: Callable[[Post, Sequence[int]], bool]
    no_account: str = ""
    _by_name: dict[str, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.places:
            for name in one.names:
                self._by_name.setdefault(name, []).append(one)

    def complete(self, values: Values) -> tuple[Values, list[Problem]]:
        """The values with the accounts found, the state it will have, and when it went out where it did."""
        found: dict[str, Value] = dict(values)
        found["time"] = text_of(values, "time")
        places, problems = self._places(text_of(values, "account"), fold(text_of(values, "platform")))
        found["account"] = "; ".join(one.name for one in places)
        found["account_ids"] = " ".join(str(one.id) for one in places)
        state = _state(values)
        if state is PostState.PUBLISHED or values.get("published_at"):
            problems += self._went_out(found)
        elif state is not PostState.DROPPED:
            problems += [replace(problem, where="account") for one in places for problem in one.problems]
        if not any(text_of(values, name).strip() for name in ("text", "own_text", "link", "note", "tags")) and not (
            places and found["day"]
        ):
            problems.append(Problem("import.empty_post", where="text"))
        found["state"] = state
        post = new_post(found)
        if (
            state is PostState.APPROVED
            and not problems
            and not self.may_approve(replace(post, text=said(found)), ids_of(found))
        ):
            found["state"] = PostState.DRAFT
            problems.append(Problem("import.not_approved", Severity.WARN, where="state"))
        return found, problems

    def _places(self, text: str, platform: str) -> tuple[list[Place], list[Problem]]:
        """The accounts that are named, in one cell or several times in it."""
        if not text.strip() or fold(text) == fold(self.no_account):
            return [], []
        names = [text] if self._named(text, platform) else [one for one in _BETWEEN.split(text) if one.strip()]
        places: list[Place] = []
        problems = []
        for name in names:
            found = self._named(name, platform)
            if len(found) != 1:
                code = "import.two_accounts" if found else "import.unknown_account"
                problems.append(Problem(code, values={"account": one_line(name)[:100]}, where="account"))
            elif found[0] not in places:
                places.append(found[0])
        return places, problems

    def _named(self, name: str, platform: str) -> list[Place]:
        found = self._by_name.get(fold(name), [])
        return [one for one in found if not platform or platform in one.platforms]

    def _went_out(self, found: dict[str, Value]) -> list[Problem]:
        """When the post went out: as the row says, else at its day and time; at noon where no time is known."""
        if not isinstance(found.get("published_at"), datetime):
            day = found.get("day")
            if not isinstance(day, date):
                return [Problem("import.out_without_day", where="day")]
            at = read_time(str(found["time"])) or min(_NOON, self.now.time() if day == self.now.date() else _NOON)
            found["published_at"] = datetime.combine(day, at, STOCKHOLM)
        if cast("datetime", found["published_at"]) > self.now:
            return [Problem("post.published_ahead", where="published_at")]
        return []


def _state(values: Values) -> PostState:
    """The state that is told, or follows: out where it says when, planned for its day, else an idea.

    A row alone that says when the post went out is out, whatever its state; with a number it may be one of several.
    """
    told = text_of(values, "state")
    if values.get("published_at") and (not told or not text_of(values, "number")) and told != PostState.DROPPED:
        return PostState.PUBLISHED
    return PostState(told or (PostState.DRAFT if values.get("day") else PostState.IDEA))


def text_of(values: Values, name: str) -> str:
    """The text of a field; empty where it is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def said(values: Values) -> str:
    """What a row's post says on the row's accounts."""
    return text_of(values, "own_text") or text_of(values, "text")


def ids_of(values: Values) -> list[int]:
    """The ids of the accounts that a row was found to name."""
    return [int(one) for one in text_of(values, "account_ids").split()]


def new_post(values: Values) -> Post:
    """The post that a row says."""
    day, planned = values.get("day"), values.get("planned")
    return Post(
        text=text_of(values, "text"),
        state=PostState(text_of(values, "state") or PostState.DRAFT),
        day=day if isinstance(day, date) else None,
        time=text_of(values, "time"),
        link=text_of(values, "link"),
        note=text_of(values, "note"),
        tags=text_of(values, "tags"),
        planned=planned if isinstance(planned, bool) else True,
    )


def new_placements(values: Values) -> list[Placement]:
    """Where the post of a row stands; `post_id` is 0 until it is stored."""
    at = values.get("published_at")
    moment = at if isinstance(at, datetime) else None
    link = text_of(values, "permalink")
    own = text_of(values, "own_text") or None
    return [
        Placement(post_id=0, account_id=one, published_at=moment, permalink=link, text=own) for one in ids_of(values)
    ]


def together(values: Values, row: int) -> object:
    """What tells that rows are one post on several accounts: the same number in the list, and all else the same.

    Its state may be another on one of them, where a check stops it.
    """
    number = text_of(values, "number")
    return (number, replace(new_post(values), state=PostState.DRAFT)) if number else row


def identity(values: Values) -> Identity:
    """The same post: the same text and link, at the same time, on the same accounts."""
    return _identity(ids_of(values), values.get("day"), text_of(values, "time"), said(values),
                     text_of(values, "link"))  # fmt: skip


def known_posts(stored: Iterable[Stored]) -> list[tuple[Identity, str]]:
    """What tells the register's posts apart, each on each of its accounts and on all of them, with its first words."""
    posts: dict[int, tuple[Stored, dict[int, str]]] = {}
    for one in stored:
        posts.setdefault(one[0], (one, {}))[1].update({one[5]: one[3]} if one[5] is not None else {})
    found = []
    for (_, day, at, text, link, _), texts in posts.values():
        name = one_line(text)[:60] or link or "Inlägg utan text"
        if len(set(texts.values())) < 2:
            found.append((_identity(list(texts), day, at, text, link), name))
        if len(texts) > 1:
            found += [(_identity([one], day, at, here, link), name) for one, here in texts.items()]
    return found


def _identity(ids: Sequence[int], day: object, at: str, text: str, link: str) -> Identity:
    key = (tuple(sorted(ids)), str(day or ""), at, " ".join(text.split()), link.strip())
    return Identity(frozenset({key}))


def as_plan_day(text: str) -> Reading:
    """A day, and the time of it where the same cell tells one (2026-11-24 09:30)."""
    found = as_day(text)
    clock = _CLOCK.search(one_line(text).casefold())
    if found.problem and clock:
        found = as_day(one_line(text)[: -len(clock[0])])
    if found.value and clock and (at := read_time(clock[1])):
        return replace(found, also={"time": at.strftime("%H:%M")})
    return found


def day_near(today: date) -> Callable[[str], Reading]:
    """A reader of days that takes one without a year (26/11, 26 nov) for the nearest to `today`, and says so."""

    def read(text: str) -> Reading:
        found = as_plan_day(text)
        if found.problem is None or found.problem.code != "import.not_a_day" or not _NO_YEAR.fullmatch(text.casefold()):
            return found
        near = read_day(text, today)
        if near is None:
            return found
        told = Problem("import.year_missing", Severity.WARN, {"text": text, "day": near.isoformat()})
        return Reading(near, told)

    return read


def as_plan_time(text: str) -> Reading:
    """A time of day: 9, 09:30, 9.30, kl. 9, and a spreadsheet's 09:30:00."""
    if is_nothing(text):
        return Reading("")
    plain = re.sub(r"(?<=\d[:.]\d\d)[:.]\d\d$", "", one_line(text))
    found = read_time(plain)
    if found is None:
        return Reading(problem=Problem("import.not_a_time", values={"text": text}))
    return Reading(found.strftime("%H:%M"))


def as_moment(text: str) -> Reading:
    """When something was done: an instant (2026-11-24T08:12:00Z), or a day and time by Stockholm's clock."""
    if is_nothing(text):
        return Reading()
    try:
        found = datetime.fromisoformat(one_line(text))
    except ValueError:
        day = as_plan_day(text)
        if not isinstance(day.value, date):
            return day
        at = read_time(str(day.also.get("time", ""))) or time()
        found = datetime.combine(day.value, at)
    if not 1950 <= found.year < 2150:
        return Reading(problem=Problem("import.no_such_day", values={"text": text}))
    return Reading(found if found.tzinfo else found.replace(tzinfo=STOCKHOLM))


def as_kept(text: str) -> Reading:
    """A text of hers, as it stands."""
    return Reading(text)


def as_tags(text: str) -> Reading:
    """Tags between commas."""
    return Reading("" if is_nothing(text) else tidy_tags(text))


def truth_of(words: Mapping[str, bool]) -> Callable[[str], Reading]:
    """A reader of yes and no."""

    def read(text: str) -> Reading:
        if is_nothing(text):
            return Reading()
        if fold(text) in words:
            return Reading(words[fold(text)])
        return Reading(problem=Problem("import.unknown_word", values={"text": text}))

    return read
