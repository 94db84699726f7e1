"""The media library: pictures and films known by what they hold, and the consents of those who can be recognised."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from smdesk.domain.problem import Problem
from smdesk.domain.record import record

VIDEO_SUFFIXES = ("mp4", "mov", "webm", "m4v")
"""Endings of the film files that a post can hold."""

SOON = timedelta(days=30)
"""So long before its end a consent is told of; a proposal, no rule was found."""


class MediaKind(StrEnum):
    """What a file of the library is."""

    IMAGE = "image"
    VIDEO = "video"


def kind_of(suffix: str) -> MediaKind:
    """The kind of a file by its ending, without dot and in small letters."""
    return MediaKind.VIDEO if suffix in VIDEO_SUFFIXES else MediaKind.IMAGE


@record(kw_only=True)
class Media:
    """One file of the library, which its hash tells from all others.

    `alt` is what it says to those who do not see it, and what a post begins with: a picture's alternative text, a
    film's text version. `shows_people` when someone in it can be recognised. `tags` are plain words with a comma
    between.
    """

    id: int = 0
    sha256: str
    kind: MediaKind
    name: str
    alt: str = ""
    photographer: str = ""
    source: str = ""
    licence: str = ""
    shows_people: bool = False
    tags: str = ""
    note: str = ""
    added_at: datetime
    added_by: str = ""


class Standing(StrEnum):
    """How a consent stands on a day."""

    HOLDS = "holds"
    SOON = "soon"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@record(kw_only=True)
class Consent:
    """What somebody has said yes to: `title` which consent, `scope` to what, `kept_where` the paper lies.

    It holds through `valid_until`, and until the day it was withdrawn.
    """

    id: int = 0
    title: str
    scope: str = ""
    given_on: date
    valid_until: date | None = None
    withdrawn_on: date | None = None
    kept_where: str = ""
    note: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None while no end is known."""
        withdrawn = self.withdrawn_on - timedelta(days=1) if self.withdrawn_on else None
        return min((one for one in (self.valid_until, withdrawn) if one), default=None)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.last_day is None or day <= self.last_day

    def standing(self, day: date) -> Standing:
        """How it stands on `day`."""
        if self.withdrawn_on and self.withdrawn_on <= day:
            return Standing.WITHDRAWN
        if not self.holds_on(day):
            return Standing.EXPIRED
        return Standing.HOLDS if self.holds_on(day + SOON) else Standing.SOON


@record(kw_only=True)
class MediaConsent:
    """That a consent covers a file of the library."""

    id: int = 0
    media_id: int
    consent_id: int


@record(kw_only=True)
class TakenDown:
    """That a post was taken down from an account for the sake of a consent: when, and who says so."""

    id: int = 0
    placement_id: int
    consent_id: int
    at: datetime
    by: str


def is_missing_consent(media: Media, consents: Iterable[Consent], day: date) -> bool:
    """Whether someone can be recognised without consent, or one of those who gave theirs has it no longer."""
    held = list(consents)
    return (media.shows_people and not held) or any(not one.holds_on(day) for one in held)


def is_ending(consents: Iterable[Consent], day: date) -> bool:
    """Whether a consent that holds on `day` soon does no more."""
    return any(one.standing(day) is Standing.SOON for one in consents)


def consent_problems(consent: Consent, today: date) -> list[Problem]:
    """What is wrong with a consent as it is written; each day is one that can have been."""
    found = []
    if not consent.title.strip():
        found.append(Problem("consent.no_title", where="title"))
    if consent.given_on > today:
        found.append(Problem("consent.given_ahead", where="given_on"))
    if consent.valid_until and consent.valid_until < consent.given_on:
        found.append(Problem("consent.ends_before", where="valid_until"))
    if consent.withdrawn_on and consent.withdrawn_on > today:
        found.append(Problem("consent.withdrawn_ahead", where="withdrawn_on"))
    elif consent.withdrawn_on and consent.withdrawn_on < consent.given_on:
        found.append(Problem("consent.withdrawn_before", where="withdrawn_on"))
    return found
