"""The plan as it leaves smdesk: a table for people and programs, and a calendar for others to look at."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PlacedPost, Placement, Post, PostState, whole_state
from smdesk.domain.request import Request
from smdesk.domain.sheet import Table, Value
from smdesk.domain.tag import read_tags
from smdesk.domain.text import one_line
from smdesk.formats.ics import PlanEvent, calendar_bytes
from smdesk.operations.platform import platform
from smdesk.words.export import PLAN, TABLES
from smdesk.words.post import NO_ACCOUNT, STATES
from smdesk.words.request import CITY, LABELS, state_text


def plan_table(desk: Desk, is_json: bool) -> Table:
    """A row per post and account, and one for a post without account; times are Stockholm's, in .json instants.

    Rows of one post have its number and its common text in common, so that they come back as one; what it says on one
    account stands beside, and is empty where it follows. A request to the city's channels has their name for account,
    and states of its own.
    """
    by_id = {one.id: one for one in desk.store.account.all()}
    posts = desk.store.post.all_kept()
    by_post: dict[int, list[Placement]] = {}
    for placed in desk.store.post.placed(posts):
        by_post.setdefault(placed.post.id, []).append(placed.placement)
    requests = desk.store.post.requested(one.id for one in posts if one.id not in by_post)
    rows: list[Sequence[Value]] = []
    for post in posts:
        for one in by_post.get(post.id, [_without_account(post, requests.get(post.id))]):
            account, request = by_id.get(one.account_id), requests.get(post.id)
            state = STATES[whole_state(post, by_post.get(post.id, ()))]
            rows.append(
                [
                    post.day,
                    post.time,
                    account.name if account else CITY if request else "",
                    platform(account.platform).name if account else "",
                    state_text(request.state) if request else state,
                    post.text,
                    one.text or "",
                    post.link,
                    shown_moment(one.scheduled_for, is_json),
                    shown_moment(one.published_at, is_json),
                    one.permalink,
                    post.planned,
                    post.note,
                    post.tags,
                    post.id,
                ]
            )
    return Table(TABLES["plan"], list(PLAN.values()), rows, list(PLAN))


def _without_account(post: Post, request: Request | None) -> Placement:
    """The row of a post that stands on no account: of a request when and where it went out."""
    out, link = (request.published_at, request.permalink) if request else (None, "")
    return Placement(post_id=post.id, account_id=0, published_at=out, permalink=link)


def shown_moment(moment: datetime | None, is_json: bool) -> datetime | None:
    """A list for people shows the förvaltning's own clock; .json keeps the instant."""
    if moment is None or is_json:
        return moment
    return moment.astimezone(STOCKHOLM).replace(tzinfo=None)


def plan_calendar(desk: Desk) -> Callable[[], bytes]:
    """Every dated post as events of an .ics, an event per account; notes, images and the journal stay here.

    The register is read here; the .ics is made when the answer is called, beside the window if need be.

    A post in the bin, or dropped, is a cancelled event, so that who has read the calendar before sees it go; of one
    in the bin nothing is told but where and when it stood.
    """
    posts = desk.store.post.all_dated()
    placed = desk.store.post.placed(posts)
    known = {one.post.id for one in placed}
    placed += desk.store.post.loose(one for one in posts if one.id not in known)
    accounts = {one.id: one for one in desk.store.account.all()}
    changes = desk.store.journal.newest_of_posts()
    stamp = _stamp(desk)
    events = [_event(one, accounts.get(one.account_id), changes, stamp) for one in placed]
    name = f"Inläggsplan, {desk.store.setting.get('office')}"
    return partial(calendar_bytes, name, events, desk.now().astimezone(UTC))


def _stamp(desk: Desk) -> str:
    """What tells this register's posts from another's: the instant of its first journal line, which never changes."""
    first = desk.store.journal.first()
    return first.at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if first else desk.store.setting.get("began")


def _event(
    one: PlacedPost, account: Account | None, changes: dict[tuple[str, int | None], tuple[int, datetime]], stamp: str
) -> PlanEvent:
    """SEQUENCE is the number of the newest journal line on the post, its place or its account: never lower than before.

    The lines of a large step name no row, and count for every post. A text that is being typed is told to the journal
    every fifth minute; a reader takes the later DTSTAMP of two with the same SEQUENCE (RFC 5546, 2.1.5).
    """
    post, name = one.post, account.name if account else CITY if one.request else NO_ACCOUNT
    subjects = {("post", post.id), ("post", None), ("placement", one.placement.id), ("placement", None)}
    subjects |= {("account", one.account_id)}
    told = [changes[subject] for subject in subjects if subject in changes]
    sequence, changed = max(told, default=(0, post.created_at or datetime(1970, 1, 1, tzinfo=UTC)))
    gone = post.binned_at is not None
    state = PostState.DROPPED if gone else one.state
    url = one_line(one.placement.permalink or (one.request.permalink if one.request else "") or post.link)
    return PlanEvent(
        uid=f"inlagg-{post.id}-{one.account_id}-{stamp}@smdesk",
        sequence=sequence,
        changed=changed.astimezone(UTC),
        day=post.day or changed.date(),
        time=post.time,
        summary=name if gone or not one.title else f"{name}: {one.title}",
        text="" if gone else one.text,
        state=state,
        url=url if "://" in url and not gone else "",
        categories=[
            LABELS[one.request.state] if one.request and not gone else STATES[state],
            *([platform(account.platform).name] if account else []),
            *(() if gone else read_tags(post.tags)),
        ],
    )
