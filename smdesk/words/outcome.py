"""Words about the states a post was given and what has become of it on each account."""

from datetime import datetime, timedelta

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import Outcome, Placement, Post, PostState
from smdesk.domain.post_history import StateSaid
from smdesk.words.dates import clock, dated, duration, long_day, near_day

MOVE_THERE_TOO = "Det är schemalagt hos plattformen: flytta det där också, och ange sedan den nya tiden."
SAID = {
    PostState.IDEA: "Idé",
    PostState.DRAFT: "Utkast",
    PostState.REVIEW: "Skickat till granskning",
    PostState.APPROVED: "Godkänt",
    PostState.PUBLISHED: "Publicerat",
    PostState.DROPPED: "Struket",
}
"""A state as the history begins its line with it."""


def when_text(moment: datetime, now: datetime) -> str:
    """”tisdag 24 november 09:12”, with the year when it is not that of `now`."""
    local = moment.astimezone(STOCKHOLM)
    day = long_day(local.date()) if local.year == now.year else dated(local.date())
    return f"{day} {clock(local)}"


def said_text(said: StateSaid, now: datetime) -> str:
    """”Godkänt av Samordnare tisdag 24 november 09:12”, and after it what was said."""
    by = f" av {said.by}" if said.by else ""
    note = f": {' '.join(said.note.split())}" if said.note else ""
    return f"{SAID[said.state]}{by} {when_text(said.at, now)}{note}"


def outcome_text(one: Placement, now: datetime) -> str:
    """What has become of a post on an account: ”schemalagt hos plattformen till …, enligt Samordnare …”."""
    if one.outcome is Outcome.PUBLISHED and one.published_at:
        return f"publicerat {when_text(one.published_at, now)}"
    if one.outcome is Outcome.FAILED and one.failed_at:
        return f"gick inte ut: {one.failure} (angivet {when_text(one.failed_at, now)})"
    if one.outcome is Outcome.SCHEDULED and one.scheduled_for:
        by = f" av {one.scheduled_by}" if one.scheduled_by else ""
        since = f" (angivet{by} {when_text(one.scheduled_at, now)})" if one.scheduled_at else ""
        asked = ". Har det gått ut?" if one.awaits_answer(now) else ""
        return f"schemalagt hos plattformen till {when_text(one.scheduled_for, now)}{since}{asked}"
    return "väntar"


def late_text(title: str, post: Post, now: datetime) -> str:
    """That a post should be out by now and is filled in afterwards; nothing where it should not, or is out."""
    if post.day is None or post.state is PostState.PUBLISHED:
        return ""
    if (post.day, post.time or "24") >= (now.date(), clock(now)):
        return ""
    planned = f"{near_day(post.day, now.date())} {post.time}".strip()
    return f"{title} skulle ut {planned} och fylls i i efterhand. Ange när det gick ut:"


def written_text(ago: timedelta | None) -> str:
    """A hint for who is to approve her own text; nothing where somebody else wrote it, or the day before."""
    if ago is None or ago >= timedelta(hours=12):
        return ""
    words = "nyss" if ago < timedelta(minutes=1) else f"för {duration(ago)} sedan"
    return f"Du skrev texten {words}. Läs den gärna en gång till senare, med nya ögon, innan du godkänner."
