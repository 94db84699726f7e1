"""Posts: what is planned and published, on which accounts, and how a week stands against its goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.problem import Problem, Severity


class PostState(StrEnum):
    """Where a post is on its way out."""

    IDEA = "idea"
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    DROPPED = "dropped"


COUNTED = frozenset({PostState.DRAFT, PostState.APPROVED, PostState.PUBLISHED})
"""Counted against the goal: every dated post that is neither an idea nor dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post: text, when (local day and clock time), state. `binned_at` is set while it lies in the bin."""

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

    @property
    def title(self) -> str:
        """The first line of the text that says something."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A post on one account: when it went out there, and its permanent link."""

    id: int = 0
    post_id: int
    account_id: int
    published_at: datetime | None = None
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPost:
    """A post as one account's lane shows it."""

    post: Post
    placement: Placement
    images: int = 0
    images_without_alt: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """How many posts a week has against how many it should have; `asked` None where nothing is required."""

    counted: int
    asked: int | None

    @property
    def missing(self) -> int:
        """How many posts the week still lacks."""
        return max(0, (self.asked or 0) - self.counted)


def goal(posts: Iterable[Post], asked: int | None) -> Goal:
    """The week's standing for one account."""
    return Goal(sum(post.state in COUNTED and post.day is not None for post in posts), asked)


def check(post: Post, accounts: Sequence[int], images_without_alt: int = 0) -> list[Problem]:
    """What is wrong with a post; only what stops is a reason not to keep it. A draft may lack nearly all."""
    found = []
    if not accounts:
        found.append(Problem("post.no_account", where="accounts"))
    if post.state is not PostState.IDEA and post.day is None:
        found.append(Problem("post.no_day", where="day"))
    if not post.text.strip():
        stops = post.state in (PostState.APPROVED, PostState.PUBLISHED)
        found.append(Problem("post.no_text", Severity.STOP if stops else Severity.WARN, where="text"))
    if images_without_alt:
        found.append(Problem("post.no_alt", Severity.WARN, {"count": images_without_alt}, "images"))
    if post.link and "://" not in post.link:
        found.append(Problem("post.link_scheme", Severity.WARN, where="link"))
    return found


ALLOWED_STATES: dict[PostState, frozenset[PostState]] = {
    PostState.IDEA: frozenset({PostState.DRAFT, PostState.DROPPED}),
    PostState.DRAFT: frozenset({PostState.IDEA, PostState.APPROVED, PostState.PUBLISHED, PostState.DROPPED}),
    PostState.APPROVED: frozenset({PostState.DRAFT, PostState.PUBLISHED, PostState.DROPPED}),
    PostState.PUBLISHED: frozenset({PostState.APPROVED}),
    PostState.DROPPED: frozenset({PostState.IDEA, PostState.DRAFT}),
}
"""From which state to which; back from published only takes a wrong tick away."""
