"""What a check looks at, the rule it goes by, and what it finds."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from smdesk.domain.media_facts import NOTHING_KNOWN, Medium, Takes
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind
from smdesk.domain.text import with_link


class Weight(StrEnum):
    """How much a finding weighs: the post does not go out, she should think again, or it is a piece of advice."""

    STOP = "stop"
    WARNING = "warning"
    ADVICE = "advice"


@record(kw_only=True)
class Rule:
    """A rule as its data tells it. `words` is the Swedish sentence that a finding's values fill in.

    `limit` is the number it counts against, `share` the per cent from which two texts are the same, `terms` the words
    it looks for, each with what to write instead or "".
    `may_pass` says whether a stop can be passed with a reason. `right` and `wrong` are its examples, and its tests.
    """

    key: str
    weight: Weight
    words: str
    kind: SourceKind
    source: str = ""
    url: str = ""
    limit: int = 0
    share: int = 0
    terms: Mapping[str, str] = field(default_factory=dict)
    may_pass: bool = False
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@record(kw_only=True)
class Outlet:
    """How long a text may be where the post goes, in the platform's own unit, and how much shows unfolded; 0 unknown.

    What shows unfolded is bounded by `folded_at` in that unit and by `folded_lines`, whichever comes first.
    `unit` is ”graphemes”, ”utf16” (what JavaScript counts) or ”weighted” (X: links 23, emoji and wide letters 2).
    `takes` is which pictures and films go there.
    """

    name: str
    longest: int = 0
    folded_at: int = 0
    folded_lines: int = 0
    unit: str = "utf16"
    takes: Takes = NOTHING_KNOWN


@record(kw_only=True)
class Purpose:
    """What an account is for, as tags of subjects that belong to it."""

    account: str
    subjects: tuple[str, ...]


@record(kw_only=True)
class Neighbour:
    """Another post on one of the same accounts, near in time: `account` is the name, `time` HH:MM or empty."""

    account: str
    day: date
    time: str
    text: str

    @property
    def title(self) -> str:
        """Its first words."""
        words = " ".join(self.text.split())
        return words if len(words) <= 40 else f"{words[:39].rstrip()}…"


@record(kw_only=True)
class Rights:
    """What is known of a picture or film of the post: `name` is its file's, `file` tells it from any other, `ended` are
    the consents that do not hold when it goes out, each with its last day."""

    name: str
    file: str = ""
    has_author: bool
    has_licence: bool
    shows_people: bool
    has_consent: bool
    ended: tuple[tuple[str, date], ...] = ()


@record(kw_only=True)
class Count:
    """How long the text is where it goes, of how much there is room for, and how much shows before ”visa mer”.

    `accounts` are those that it goes to there with this text.
    """

    outlet: str
    count: int
    longest: int
    folded_at: int
    accounts: frozenset[int] = frozenset()


@record(kw_only=True)
class Draft:
    """A post as the checks see it: its text and link, its pictures and films, what it is about, where it goes and when.

    `purposes` are those of its accounts that have said which subjects belong to them; `media` is what its files are,
    `rights` what the library knows of whose they are and who is seen on them.
    """

    text: str
    link: str = ""
    images: int = 0
    images_without_alt: tuple[str, ...] = ()  # by what tells one file from another
    films: int = 0
    films_without_text: tuple[str, ...] = ()
    rights: tuple[Rights, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    day: date | None = None
    time: str = ""
    neighbours: tuple[Neighbour, ...] = ()
    elections: tuple[date, ...] = ()
    tags: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    media: tuple[Medium, ...] = ()  # what can be read of the files; one that is gone is not among them

    @property
    def pasted(self) -> str:
        """The text as it goes out, with the link of its own field."""
        return with_link(self.text, self.link)


@record(kw_only=True)
class Finding:
    """What a rule found at `start` to `end` of the text (0, 0: the post as a whole).

    `values` fill in the rule's words; `remedied` is the whole text with it mended, None where only she can mend it.
    `account_id` and `account` (its name) tell whose own text it was found in; 0 is the common one, or the whole post.
    `about` is what tells it from another that would read the same, where the values do not.
    """

    rule: Rule
    values: Mapping[str, str | int | date] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    remedied: str | None = None
    account_id: int = 0
    account: str = ""
    about: tuple[str, ...] = ()
