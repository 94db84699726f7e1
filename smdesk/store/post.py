"""Posts and where they are placed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cached_property
from sqlite3 import Connection
from typing import TYPE_CHECKING

from smdesk.domain.media import VIDEO_SUFFIXES
from smdesk.domain.post import (
    COUNTED,
    OPEN_STATES,
    PLANNED,
    Outcome,
    PlacedPost,
    Placement,
    Post,
    PostState,
    whole_state,
)
from smdesk.domain.post_history import Passed, PostText, StateSaid
from smdesk.domain.request import OPEN_REQUESTS, Request, RequestState
from smdesk.domain.text import caseless
from smdesk.store.rows import Table, Value

if TYPE_CHECKING:
    from smdesk.domain.crisis import Crisis
    from smdesk.domain.series import Series

_FILM = f"suffix in ({', '.join(repr(one) for one in VIDEO_SUFFIXES)})"
LAST_DAY = "min(ifnull(date(withdrawn_on, '-1 day'), '9999-12-31'), ifnull(valid_until, '9999-12-31'))"
"""The last day on which a consent holds, as `domain.media.Consent.last_day`; `NEVER` while no end is known."""

IMAGES = f"""
select subject_id, count(*), sum(evidence.alt = '' and not {_FILM}), sum(evidence.alt = '' and {_FILM}),
    sum(ifnull(shows_people, 0) and not exists (select 1 from media_consent where media_id = media.id)),
    min((select min({LAST_DAY}) from media_consent join consent on consent.id = consent_id where media_id = media.id))
from evidence left join media on media.sha256 = evidence.sha256
where subject = 'post' and subject_id in ({{}}) group by subject_id
"""
"""How many pictures and films posts have, how many of each lack their text, and how their consents stand."""

NEVER = date(9999, 12, 31)

TAGS = """
with recursive each(tags) as (
    select min(tags) from post where tags != '' union all
    select (select min(tags) from post where tags != '' and tags > each.tags) from each where each.tags is not null)
select tags from each where tags is not null
"""


def _among(states: Iterable[PostState] | Iterable[RequestState]) -> str:
    return f"state in ({', '.join(repr(one.value) for one in sorted(states))})"


_PLANNED, _OPEN, _COUNTED = _among(PLANNED), _among(OPEN_STATES), _among(COUNTED)
_UNDATED = f"day is null and {_OPEN} and binned_at is null"


NOTHING: tuple[int, int, int, int, date | None] = (0, 0, 0, 0, None)
"""What is known of the pictures of a post that has none."""


class Placements(Table[Placement]):
    """Where the posts stand. An account's own text is searched as the common one is."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "placement", Placement)

    def _values(self, row: Placement) -> dict[str, Value]:
        return super()._values(row) | {"fold": caseless(row.text or "")}


class Posts(Table[Post]):
    """The posts. The bin's posts are in none of the lists but `binned`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "post", Post)
        self.placements = Placements(connection)
        self.states = Table(connection, "post_state", StateSaid)
        self.requests = Table(connection, "request", Request)
        self.texts = Table(connection, "post_text", PostText)
        self.passes = Table(connection, "check_pass", Passed)

    # The first page is painted without these two.

    @cached_property
    def series(self) -> "Table[Series]":
        """The series that posts follow."""
        from smdesk.domain.series import Series

        return Table(self._connection, "series", Series)

    @cached_property
    def crises(self) -> "Table[Crisis]":
        """The crises that were, and the one that lasts."""
        from smdesk.domain.crisis import Crisis

        return Table(self._connection, "crisis", Crisis)

    def _values(self, row: Post) -> dict[str, Value]:
        return super()._values(row) | {"fold": caseless(row.text)}

    def of_days(self, first: date, last: date) -> list[Post]:
        """Every post of the days, by day and time, also those that no account was chosen for yet."""
        return self.find("day between ? and ? and binned_at is null", first, last, order="day, time, id")

    def after(self, one: Post, limit: int) -> list[Post]:
        """The next `limit` posts after `one`, by day and time."""
        where = "day >= ? and (day, time, id) > (?, ?, ?) and binned_at is null"
        return self.find(where, one.day, one.day, one.time, one.id, order="day, time, id", limit=limit)

    def tags(self) -> list[str]:
        """Each text of tags that a post has, once: found step by step along the index, however many posts there are."""
        return [text for (text,) in self._connection.execute(TAGS)]

    def tag_counts(self) -> list[tuple[str, int]]:
        """Each text of tags that a post has, and how many posts have it."""
        query = "select tags, count(*) from post where tags != '' group by tags"
        return [(text, count) for text, count in self._connection.execute(query)]

    def tagged(self, text: str) -> list[Post]:
        """The posts with exactly this text of tags, those in the bin too."""
        return self.find("tags = ? and tags != ''", text)

    def of_import(self, import_id: int) -> list[Post]:
        """The posts that one import brought in."""
        return self.find("import_id = ?", import_id)

    def count_of_import(self, import_id: int) -> int:
        """How many posts are left of an import."""
        return self.count("import_id = ?", import_id)

    def between(self, first: date, last: date) -> list[PlacedPost]:
        """Every post of the days, once per account it is placed on, by day and time."""
        return self.placed(self.of_days(first, last))

    def undated(self) -> list[Post]:
        """Ideas and drafts that have no day, newest first."""
        return self.find(_UNDATED, order="id desc")

    def count_undated(self) -> int:
        """How many ideas and drafts have no day."""
        return self.count(_UNDATED)

    def placed(self, posts: Iterable[Post]) -> list[PlacedPost]:
        """The posts with their placements and what is known of their images, in the same order."""
        posts = list(posts)
        by_post: dict[int, list[Placement]] = {}
        images: dict[int, tuple[int, int, int, int, date | None]] = {}
        for start in range(0, len(posts), 500):
            part = [post.id for post in posts[start : start + 500]]
            marks = ",".join("?" * len(part))
            for one in self.placements.find(f"post_id in ({marks})", *part):
                by_post.setdefault(one.post_id, []).append(one)
            for post_id, count, bare, mute, bold, until in self._connection.execute(IMAGES.format(marks), part):
                last = date.fromisoformat(until) if until else NEVER
                images[post_id] = (count, bare, mute, bold, None if last == NEVER else last)
        return [
            PlacedPost(post, one, *images.get(post.id, NOTHING), whole_state(post, by_post[post.id]))
            for post in posts
            for one in by_post.get(post.id, [])
        ]

    def as_rows(self) -> list[tuple[int, str | None, str, str, str, int | None]]:
        """Every post on each of its accounts as plain values: id, day, time, text, link, account (None for none).

        The text is the one that it has there.
        """
        query = (
            "select post.id, day, time, coalesce(placement.text, post.text), link, account_id from post "
            "left join placement on post_id = post.id where binned_at is null order by post.id, placement.id"
        )
        return self._connection.execute(query).fetchall()

    def passes_of(self, post_id: int) -> list[Passed]:
        """The stops that were passed on a post."""
        return self.passes.find("post_id = ?", post_id)

    def texts_of(self, post_id: int) -> list[PostText]:
        """What a post has said, newest first, the texts of single accounts too."""
        return self.texts.find("post_id = ?", post_id, order="id desc")

    def newest_text(self, post_id: int, account_id: int | None) -> PostText | None:
        """What a post said last: the common text, or an account's own."""
        found = self.texts.find("post_id = ? and account_id is ?", post_id, account_id, order="id desc", limit=1)
        return next(iter(found), None)

    def crisis(self) -> "Crisis | None":
        """The crisis that lasts, if there is one."""
        return next(iter(self.crises.find("ended_at is null", order="id desc", limit=1)), None)

    def all_dated(self) -> list[Post]:
        """Every post with a day, by day and time, those in the bin too."""
        return self.find("day is not null", order="day, time, id")

    def all_kept(self) -> list[Post]:
        """Every post that is not in the bin, by day and time."""
        return self.find("binned_at is null", order="day, time, id")

    def placements_of(self, post_id: int) -> list[Placement]:
        """The accounts a post is placed on."""
        return self.placements.find("post_id = ?", post_id)

    def of_account(self, account_id: int, first: date, last: date) -> list[PlacedPost]:
        """One account's posts of the days, newest first."""
        posts = self.select(
            "join placement on placement.post_id = post.id where placement.account_id = ? "
            "and post.day between ? and ? and post.binned_at is null order by post.day desc, post.time desc",
            account_id,
            first,
            last,
        )
        return [one for one in self.placed(posts) if one.placement.account_id == account_id]

    def planned_after(self, account_id: int, day: date) -> list[Post]:
        """The account's posts from `day` on that are not out there yet, nor dropped or binned."""
        return self.select(
            "join placement on placement.post_id = post.id where placement.account_id = ? "
            "and placement.published_at is null and placement.failed_at is null and post.day >= ? "
            f"and post.{_OPEN} and post.binned_at is null order by post.day, post.time",
            account_id,
            day,
        )

    def still_planned(self) -> list[Post]:
        """Every post with a day that is not out everywhere, nor an idea, dropped, held or in the bin."""
        where = f"day is not null and {_PLANNED} and binned_at is null and held_at is null"
        return self.find(where, order="day, time, id")

    def held(self) -> list[Post]:
        """The posts that a crisis keeps, by day."""
        where = f"held_at is not null and {_OPEN} and binned_at is null"
        return self.find(where, order="day, time, id")

    def overdue(self, first: date, before: date) -> list[PlacedPost]:
        """Posts of the days from `first` up to, not including, `before` that nobody has said anything of, what a crisis
        keeps too."""
        where = f"day >= ? and day < ? and {_PLANNED} and binned_at is null"
        posts = self.find(where, first, before, order="day, time")
        return [one for one in self.placed(posts) if one.placement.outcome is Outcome.WAITING]

    def awaiting(self, now: datetime) -> list[PlacedPost]:
        """Posts that a platform should have sent by `now`, on the accounts where nobody has said whether it did."""
        posts = self.select(
            "join placement on placement.post_id = post.id where placement.scheduled_for is not null "
            f"and placement.published_at is null and placement.scheduled_for <= ? and post.{_PLANNED} "
            "and post.binned_at is null group by post.id order by placement.scheduled_for",
            now,
        )
        return [one for one in self.placed(posts) if one.placement.awaits_answer(now)]

    def states_of(self, post_id: int) -> list[StateSaid]:
        """The states that a post was given, newest first."""
        return self.states.find("post_id = ?", post_id, order="id desc")

    def requested(self, post_ids: Iterable[int]) -> dict[int, Request]:
        """Those of the posts that are requests to the city's channels, by post."""
        wanted, found = list(post_ids), {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for one in self.requests.find(f"post_id in ({','.join('?' * len(part))})", *part):
                found[one.post_id] = one
        return found

    def open_requests(self) -> list[Request]:
        """The requests that something is still to come of, oldest first; not those in the bin or dropped."""
        tail = (
            f"join post on post.id = post_id where request.{_among(OPEN_REQUESTS)} and post.binned_at is null "
            f"and post.{_PLANNED} order by sent_at"
        )
        return self.requests.select(tail)

    def loose(self, posts: Iterable[Post]) -> list[PlacedPost]:
        """Posts that stand on no account, each with the request that it may be, by day and time."""
        posts = list(posts)
        found = self.requested(one.id for one in posts)
        return [PlacedPost(one, Placement(post_id=one.id, account_id=0), request=found.get(one.id)) for one in posts]

    def of_series(self, series_id: int) -> list[Post]:
        """Every post of a series by the turn it stands for, the bin's too."""
        return self.find("series_id = ?", series_id, order="series_day, id")

    def series_between(self, first: date, last: date) -> list[Post]:
        """The posts of series on these days that are still to go out."""
        where = f"day between ? and ? and {_OPEN} and series_id is not null"
        return self.find(f"{where} and binned_at is null", first, last, order="day, time, id")

    def out(self, posts: Iterable[Post]) -> set[int]:
        """Which of the posts are out, or are sent by a platform, be it on one account only."""
        posts = list(posts)
        marks = ",".join("?" * len(posts))
        wanted = [post.id for post in posts]
        gone = "(published_at is not null or scheduled_for is not null)"
        placed = self.placements.find(f"post_id in ({marks}) and {gone}", *wanted)
        return {one.post_id for one in placed} | {post.id for post in posts if post.state is PostState.PUBLISHED}

    def binned(self) -> list[Post]:
        """What lies in the bin, newest first."""
        return self.find("binned_at is not null", order="binned_at desc, id desc")

    def search(self, text: str, limit: int = 50, *, dated: bool | None = None) -> list[Post]:
        """The newest posts whose text, be it on one account only, holds every word of `text`, whatever its case; all,
        or those with a day or without one."""
        words = sorted(caseless(text).split(), key=len, reverse=True)  # the rarest first, most likely
        holds = " and ".join(["instr(fold, ?) > 0"] * len(words)) or "1"
        lies = "binned_at is null"
        if dated is not None:
            lies += " and +day is not null" if dated else " and day is null"  # the plus: newest first needs no index
        found = self.find(f"{holds} and {lies}", *words, order="id desc", limit=limit)
        oldest = found[-1].id if len(found) == limit > 0 else 0
        # A question of its own: an "or" would look for an own text of every post whose common one lacks the words.
        own = f"id in (select post_id from placement where text is not null and post_id > ? and {holds}) and {lies}"
        found += self.find(own, oldest, *words, order="id desc", limit=limit)
        each = {one.id: one for one in found}
        return sorted(each.values(), key=lambda one: one.id, reverse=True)[:limit]

    def newest_with_text(self, texts: Collection[str], but: int = 0) -> Post | None:
        """The newest post by day, other than `but`, that says one of `texts` on an account, whatever its case; no idea,
        nor one dropped. A common text that no account follows is not said."""
        folds, marks = [caseless(text) for text in texts], ",".join("?" * len(texts))
        here = "select 1 from placement where post_id = post.id and text is"
        said = f"fold in ({marks}) and (exists ({here} null) or not exists ({here} not null))"
        own = f"id in (select post_id from placement where text is not null and fold in ({marks}))"
        where = f"({said} or {own}) and id <> ? and day is not null and binned_at is null and {_COUNTED}"
        found = self.find(where, *folds, *folds, but, order="day desc, time desc, id desc", limit=1)
        return found[0] if found else None
