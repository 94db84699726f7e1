"""Posts: what is planned and published, on which accounts, and how a week stands against its goal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.account import OPEN, Account, AccountStatus
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.dates import read_time
from smdesk.domain.media import VIDEO_SUFFIXES
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.request import Request, RequestState
from smdesk.domain.tag import tidy_tags
from smdesk.domain.text import MOST_TEXT, clean


class PostState(StrEnum):
    """Where a post is on its way out. `SCHEDULED` and `PARTLY` follow from its accounts, and are never stored."""

    IDEA = "idea"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PARTLY = "partly"
    PUBLISHED = "published"
    DROPPED = "dropped"


PLANNED = frozenset({PostState.DRAFT, PostState.REVIEW, PostState.APPROVED})
"""States of a post that is to go out and is not out everywhere."""

OPEN_STATES = PLANNED | {PostState.IDEA}
"""States of a post that something may still come of."""

FOLLOWING = frozenset({PostState.SCHEDULED, PostState.PARTLY})
"""States that follow from where the post is scheduled or out."""

COUNTED = PLANNED | FOLLOWING | {PostState.PUBLISHED}
"""Counted against the goal: every dated post that is neither an idea nor dropped."""

READY = frozenset({PostState.APPROVED, PostState.PUBLISHED})
"""Stored states that a post only has when nothing that stops is wrong with it."""


REQUEST_STATES = {
    RequestState.SENT: PostState.REVIEW,
    RequestState.OK: PostState.APPROVED,
    RequestState.DECLINED: PostState.DROPPED,
    RequestState.PUBLISHED: PostState.PUBLISHED,
}
"""The state of a post that is a request to the city's channels, by how far the request has come."""


class Outcome(StrEnum):
    """What has become of a post on one account."""

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    FAILED = "failed"


_LONGEST_TITLE = 300
"""Characters: each line of a chip or a row is laid out anew, which of 65,000 takes seconds."""

IMAGE_SUFFIXES = ("jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "bmp", "tif", "tiff", "svg")
"""Endings of the image files that a post can hold."""

MEDIA_SUFFIXES = (*IMAGE_SUFFIXES, *VIDEO_SUFFIXES)
"""Endings of all files that a post can hold."""


@record(kw_only=True)
class Post:
    """A post: text, when (local day and clock time), state.

    `binned_at` is set while it lies in the bin, `held_at` while a crisis keeps it until someone has looked at it.
    `to_change` is what a reviewer asked for, until the text is another or it is approved.
    """

    id: int = 0
    text: str = ""
    state: PostState = PostState.DRAFT
    day: date | None = None
    time: str = ""  # HH:MM, empty while only the day is known
    link: str = ""
    note: str = ""
    planned: bool = True  # False: it was logged afterwards, unplanned
    created_at: datetime | None = None
    binned_at: datetime | None = None
    held_at: datetime | None = None
    series_id: int | None = None
    series_day: date | None = None  # the turn it stands for, whatever day it was moved to
    series_own: bool = False  # it was changed by hand, and no longer follows its series
    tags: str = ""  # what it is about: ”evenemang, förskola”
    import_id: int | None = None  # the list that it came with
    to_change: str = ""

    @property
    def title(self) -> str:
        """The first line of the text that says something."""
        return first_line(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written in it."""
        return not (self.text.strip() or self.link.strip() or self.note.strip() or self.tags)


def first_line(text: str) -> str:
    """The first line of a text that says something; of one longer than any list has room for, its beginning."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"


@record(kw_only=True)
class Placement:
    """A post on one account: when it went out there, and its permanent link.

    `scheduled_for` is when the platform sends it by itself, as somebody said at `scheduled_at`. `failed_at` is when
    somebody said that it did not go out here, and `failure` why.
    `text` is what it says on this account; None as long as it follows the post's own, common text.
    """

    id: int = 0
    post_id: int
    account_id: int
    published_at: datetime | None = None
    permalink: str = ""
    text: str | None = None
    scheduled_for: datetime | None = None
    scheduled_at: datetime | None = None
    scheduled_by: str = ""
    failed_at: datetime | None = None
    failure: str = ""

    @property
    def outcome(self) -> Outcome:
        """What has become of it here, as far as anybody has said."""
        if self.published_at:
            return Outcome.PUBLISHED
        if self.failed_at:
            return Outcome.FAILED
        return Outcome.SCHEDULED if self.scheduled_for else Outcome.WAITING

    def awaits_answer(self, now: datetime) -> bool:
        """Whether the platform should have sent it by `now`, and nobody has said whether it did."""
        return self.outcome is Outcome.SCHEDULED and self.scheduled_for is not None and self.scheduled_for <= now


def whole_state(post: Post, placements: Iterable[Placement]) -> PostState:
    """The state of a post over all its accounts: out on some `PARTLY`, scheduled on all that are left `SCHEDULED`."""
    found = {one.outcome for one in placements} - {Outcome.FAILED}
    if post.state is not PostState.PUBLISHED and Outcome.PUBLISHED in found:
        return PostState.PARTLY
    return PostState.SCHEDULED if post.state in PLANNED and found == {Outcome.SCHEDULED} else post.state


def own_texts(placements: Iterable[Placement]) -> dict[int, str]:
    """By account, the texts that do not follow the common one."""
    return {one.account_id: one.text for one in placements if one.text is not None}


def outgoing_texts(common: str, accounts: Iterable[int], own: Mapping[int, str]) -> list[str]:
    """What a post says where it goes, each text once; the common one when no account is chosen."""
    return list(dict.fromkeys(own.get(one, common) for one in accounts)) or [common]


@record
class PlacedPost:
    """A post as one account's lane shows it; `whole` is its state over all, `request` what was wished for."""

    post: Post
    placement: Placement
    images: int = 0
    images_without_alt: int = 0
    films_without_text: int = 0
    without_consent: int = 0
    consent_until: date | None = None  # the last day on which every consent that is known holds
    whole: PostState | None = None
    request: Request | None = None

    @property
    def account_id(self) -> int:
        """The account whose lane it stands in."""
        return self.placement.account_id

    @property
    def text(self) -> str:
        """What the post says on this account."""
        return self.post.text if self.placement.text is None else self.placement.text

    @property
    def title(self) -> str:
        """The first line of that text."""
        return first_line(self.text)

    @property
    def state(self) -> PostState:
        """Where it stands on this account: it may be out here and still wait on another."""
        if self.placement.outcome is Outcome.PUBLISHED:
            return PostState.PUBLISHED
        is_scheduled = self.placement.outcome is Outcome.SCHEDULED and self.post.state in PLANNED
        return PostState.SCHEDULED if is_scheduled else self.post.state

    @property
    def is_partly(self) -> bool:
        """Whether it is out on some of its accounts, and not on others."""
        return self.whole is PostState.PARTLY

    @property
    def counts(self) -> bool:
        """Whether it is, or is to be, out here: it is said of no account that it did not go out there."""
        return self.placement.outcome is not Outcome.FAILED

    @property
    def remarks(self) -> list[Problem]:
        """What its chip should warn of: nothing once it is out or dropped."""
        if self.request or self.state in (PostState.PUBLISHED, PostState.DROPPED):
            return []
        found = check(
            self.post,
            (self.placement.account_id,),
            self.images_without_alt,
            self.films_without_text,
            texts=(self.text,),
        )
        found += check_platform(self.post, self.placement)
        found += consent_remarks(self.post, self.without_consent, self.consent_until)
        return [problem for problem in found if problem.severity is not Severity.HINT]

    def is_late(self, now: datetime) -> bool:
        """Whether it should be out at `now` (local time) and nobody has said what became of it; till then it is late.

        What the platform sends by itself is late also in a crisis: nobody here kept it.
        """
        if self.state is PostState.SCHEDULED:
            return self.placement.awaits_answer(now)
        if self.state not in PLANNED or not self.counts or self.post.day is None or self.post.held_at:
            return False
        if self.post.day != now.date():
            return self.post.day < now.date()
        return bool(self.post.time) and self.post.time < now.strftime("%H:%M")


def check(
    post: Post,
    accounts: Sequence[int],
    images_without_alt: int = 0,
    films_without_text: int = 0,
    *,
    texts: Sequence[str] | None = None,
) -> list[Problem]:
    """What is wrong with a post. It is kept all the same; only what stops keeps it from being approved or published.

    `texts` are what it says on its accounts; None is the common text on all of them.
    """
    heavy = Severity.STOP if post.state in READY else Severity.WARN
    found = []
    if not accounts:
        found.append(Problem("post.no_account", heavy, where="accounts"))
    if post.state is not PostState.IDEA and post.day is None:
        found.append(Problem("post.no_day", heavy, where="day"))
    if not all(one.strip() for one in texts or (post.text,)):
        found.append(Problem("post.no_text", heavy, where="text"))
    if post.held_at:
        found.append(Problem("post.held", Severity.WARN, where="text"))
    if post.to_change and post.state is PostState.DRAFT:
        found.append(Problem("post.to_change", Severity.WARN))
    if images_without_alt:
        found.append(Problem("post.no_alt", Severity.WARN, {"count": images_without_alt}, "images"))
    if films_without_text:
        found.append(Problem("post.no_film_text", Severity.WARN, {"count": films_without_text}, "images"))
    if post.link and "://" not in post.link:
        found.append(Problem("post.link_scheme", Severity.WARN, where="link"))
    return found


def check_all(
    post: Post, placements: Sequence[Placement], images_without_alt: int = 0, films_without_text: int = 0
) -> list[Problem]:
    """What is wrong with a post, and with what the platforms were told of it; each once."""
    ids = [one.account_id for one in placements]
    texts = outgoing_texts(post.text, ids, own_texts(placements))
    found = check(post, ids, images_without_alt, films_without_text, texts=texts)
    there = {one.code: one for placement in placements for one in check_platform(post, placement)}
    return found + list(there.values())


def check_platform(post: Post, placement: Placement) -> list[Problem]:
    """What does not agree between the plan and what the platform was told, or was said to have done."""
    if placement.outcome is Outcome.FAILED:
        return [Problem("post.failed", Severity.WARN)]
    if placement.outcome is not Outcome.SCHEDULED or placement.scheduled_for is None:
        return []
    found = []
    if post.state is not PostState.APPROVED:
        found.append(Problem("post.scheduled_changed", Severity.WARN, where="text"))
    local = placement.scheduled_for.astimezone(STOCKHOLM)
    if (post.day, post.time) != (local.date(), local.strftime("%H:%M")):
        found.append(Problem("post.scheduled_elsewhere", Severity.WARN, where="time"))
    return found


_OUT = {PostState.PUBLISHED, PostState.DROPPED}


def tidied(post: Post) -> Post:
    """`post` with its words as the register keeps them; tidying twice is tidying once."""
    return replace(
        post,
        text=clean(post.text),
        note=clean(post.note),
        link=clean(post.link).strip(),
        tags=tidy_tags(post.tags),
    )


def check_time(time: str) -> list[Problem]:
    """Whether a post may have this clock time: ”HH:MM”, or none."""
    found = read_time(time)
    if not time or (found and found.strftime("%H:%M") == time):
        return []
    return [Problem("post.bad_time", values={"text": time}, where="time")]


def consent_remarks(post: Post, without: int, until: date | None) -> list[Problem]:
    """What is wrong with the consents of those who are seen on a post's pictures, on the day it is to go out."""
    found = [Problem("post.no_consent", Severity.WARN, {"count": without}, "images")] if without else []
    if until and post.day and post.day > until:
        found.append(Problem("post.consent_ended", Severity.WARN, where="images"))
    return found


ALLOWED_STATES: dict[PostState, frozenset[PostState]] = {
    PostState.IDEA: frozenset({PostState.DRAFT, PostState.DROPPED}),
    PostState.DRAFT: frozenset({PostState.IDEA, PostState.REVIEW, PostState.APPROVED, *_OUT}),
    PostState.REVIEW: frozenset({PostState.DRAFT, PostState.APPROVED, *_OUT}),
    PostState.APPROVED: frozenset({PostState.DRAFT, *_OUT}),
    PostState.PUBLISHED: frozenset({PostState.APPROVED}),
    PostState.DROPPED: frozenset({PostState.IDEA, PostState.DRAFT}),
}
"""From which state to which; back from published only takes a wrong tick away."""


def may_become(post: Post, state: PostState, placements: Iterable[Placement] = ()) -> list[Problem]:
    """Whether `post` may be given `state`. What the platform sends by itself is not dropped before it is stopped there.

    The field knows the states idé, utkast, granskas, godkänt, publicerat, struket; which way leads where is a proposal.
    """
    if post.binned_at:
        return [Problem("post.binned")]
    if state in (PostState.DROPPED, PostState.IDEA) and any(one.outcome is Outcome.SCHEDULED for one in placements):
        return [Problem("post.scheduled_dropped")]
    if state in ALLOWED_STATES[post.state]:
        return []
    return [Problem("post.state", values={"from": post.state, "to": state})]


def check_length(*texts: str) -> list[Problem]:
    """Whether texts are so short that something can be done with them."""
    longest = max(map(len, texts))
    values = {"count": longest, "most": MOST_TEXT}
    return [Problem("post.too_long", values=values, where="text")] if longest > MOST_TEXT else []


def may_move(post: Post, placements: Iterable[Placement]) -> list[Problem]:
    """Whether `post` may be given another day: not in the bin, nor once it is out, be it on one account only."""
    if post.binned_at:
        return [Problem("post.binned")]
    out = post.state is PostState.PUBLISHED or any(one.published_at for one in placements)
    return [Problem("post.published_moved")] if out else []


def may_schedule(post: Post, at: datetime, now: datetime) -> list[Problem]:
    """Whether the platform may be told to send `post` at `at`: what is approved, is kept by no crisis, and in time."""
    if post.binned_at:
        return [Problem("post.binned")]
    found = [] if post.state is PostState.APPROVED else [Problem("post.not_approved")]
    found += [Problem("post.held")] if post.held_at else []
    return found + ([Problem("post.scheduled_past", where="time")] if at <= now else [])


def may_place(account: Account) -> list[Problem]:
    """Whether a post can be planned for `account`."""
    if account.status in OPEN:
        return []
    code = "post.closed_account" if account.status is AccountStatus.CLOSED else "post.coming_account"
    return [Problem(code, values={"account": account.name}, where="accounts")]
