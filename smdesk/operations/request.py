"""Requests to the city's own channels: send one, keep what was answered, and see which wait too long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.post import REQUEST_STATES, Post, PostState, check_length, check_time, tidied
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.request import Request, RequestState, is_overdue
from smdesk.domain.text import clean, one_line
from smdesk.domain.workdays import Workdays
from smdesk.operations import calendar
from smdesk.operations.post_states import keep_state
from smdesk.operations.post_texts import keep_text
from smdesk.operations.stored import stored
from smdesk.resources import read_toml
from smdesk.words.post import post_name

_DAYS = "request.days"
MOST_DAYS = 60


@record(kw_only=True)
class Channels:
    """The city's channels and who is asked. `days` is a proposal where `own` is false: no source names a time."""

    names: tuple[str, ...]
    send_to: str
    days: int
    source: str
    own: bool


@record(kw_only=True)
class RequestView:
    """A request with the post that was wished for. `asked` when its day is over, `slow` when it waits too long."""

    post: Post
    request: Request
    asked: bool = False
    slow: bool = False


def channels(desk: Desk) -> Channels:
    """What is known of the channels. Source: resources/rules/channels.toml names it."""
    known, own = _known(), desk.store.setting.get(_DAYS)
    return Channels(
        names=tuple(one["name"] for one in known["channels"]),
        send_to=known["send_to"],
        days=int(own or known["answer_days"]),
        source=known["source"],
        own=bool(own),
    )


@cache
def _known() -> dict[str, Any]:
    return read_toml("rules/channels.toml")


def set_wait(desk: Desk, days: int | None) -> None:
    """After how many working days without an answer a request is told of; None brings the proposal back."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise RefusedError(Problem("request.days", values={"most": MOST_DAYS}, where="days"))
    with desk.step("request.days"):
        desk.store.setting.put(_DAYS, "" if days is None else str(days))


def find(desk: Desk, post_id: int) -> RequestView | None:
    """The request that a post is; None for an ordinary one."""
    post = desk.store.post.known(post_id)
    found = desk.store.post.requested([post_id]).get(post_id)
    return RequestView(post=post, request=found) if post and found else None


def send(
    desk: Desk, post: Post, wanted: Sequence[str], sent_to: str, sent_at: datetime, *, post_id: int = 0
) -> RequestView:
    """Keep that a post was wished for on the city's channels; `post_id` changes a request that is kept already.

    Refused without a text, a day, a channel or who it was sent to, for a moment that has not been yet, or for
    words that no post may have.
    """
    channels_ = "\n".join(one_line(clean(one)) for one in wanted)
    told = tidied(post)
    to = one_line(clean(sent_to))
    problems = [Problem("post.no_text", where="text")] if not told.text.strip() else []
    problems += [] if told.day else [Problem("request.no_day", where="day")]
    problems += [] if channels_.strip() else [Problem("request.no_channel", where="channels")]
    problems += [] if to else [Problem("request.no_address", where="sent_to")]
    problems += [Problem("request.ahead", where="sent_day")] if sent_at > desk.now() else []
    refuse_if(problems + check_time(told.time) + check_length(told.text, told.note))
    if post_id:
        return _change(desk, post_id, told, channels_, to, sent_at)
    with desk.step("request.send", post_name([], told.day, 0)):
        made = desk.store.post.add(replace(told, id=0, state=PostState.REVIEW, created_at=desk.now()))
        keep_text(desk, None, made, "")
        keep_state(desk, made)
        new = Request(post_id=made.id, channels=channels_, sent_to=to, sent_at=sent_at, sent_by=desk.person.name)
        kept = desk.store.post.requests.add(new)
    return RequestView(post=made, request=kept)


def _change(desk: Desk, post_id: int, told: Post, channels_: str, to: str, sent_at: datetime) -> RequestView:
    known = _get(desk, post_id)
    post = replace(known.post, text=told.text, day=told.day, time=told.time, link=told.link, note=told.note)
    new = replace(known.request, channels=channels_, sent_to=to, sent_at=sent_at)
    with desk.step("request.send", post_name([], post.day, post_id)):
        if post != known.post:
            keep_text(desk, known.post, post, "")
            desk.store.post.change(post)
        desk.store.post.requests.change(new)
    return RequestView(post=post, request=new)


def _get(desk: Desk, post_id: int) -> RequestView:
    post = stored(desk.store.post, post_id, Problem("post.gone"))
    found = desk.store.post.requested([post_id]).get(post_id)
    if found is None or post.binned_at:
        raise RefusedError(Problem("post.binned" if found else "post.gone"))
    return RequestView(post=post, request=found)


def answer(
    desk: Desk, post_id: int, state: RequestState, words: str = "", *, at: datetime | None = None, permalink: str = ""
) -> RequestView:
    """Keep what became of a request: ok, declined, published at `at` (its link), or sent again after a wrong answer."""
    known = _get(desk, post_id)
    is_out = state is RequestState.PUBLISHED
    if is_out and (at is None or at > desk.now()):
        raise RefusedError(Problem("post.published_ahead" if at else "request.no_time", where="out_time"))
    new = replace(
        known.request,
        state=state,
        answer=clean(words).strip(),
        answered_at=None if state is RequestState.SENT else known.request.answered_at or desk.now(),
        published_at=at if is_out else None,
        permalink=clean(permalink).strip() if is_out else "",
    )
    post = replace(known.post, state=REQUEST_STATES[state])
    with desk.step("request.answer", post_name([], post.day, post_id)):
        if post != known.post:
            desk.store.post.change(post)
            keep_state(desk, post)
        desk.store.post.requests.change(new)
    return RequestView(post=post, request=new)


def waiting(desk: Desk, workdays: Workdays | None = None) -> list[RequestView]:
    """The open requests that somebody has to ask about: no answer in time, or their day is over.

    `workdays` are the working days, where the caller has read them already.
    """
    opened = desk.store.post.open_requests()
    if not opened:
        return []
    now, days, workdays = desk.now(), channels(desk).days, workdays or calendar.workdays(desk)
    found = []
    for one in opened:
        post = desk.store.post.get(one.post_id)
        slow = one.waits_too_long(now, days, workdays)
        asked = is_overdue(one, post.day, desk.today())
        if slow or asked:
            found.append(RequestView(post=post, request=one, asked=asked, slow=slow))
    return found


def keep(
    desk: Desk,
    post_id: int,
    post: Post,
    wanted: Sequence[str],
    sent_to: str,
    sent_at: datetime,
    state: RequestState,
    words: str = "",
    *,
    at: datetime | None = None,
    permalink: str = "",
) -> RequestView:
    """Keep all that the window of a request says, as one step: what was sent, and what was answered."""
    with desk.step("request.answer", post_name([], post.day, post_id)):
        send(desk, post, wanted, sent_to, sent_at, post_id=post_id)
        return answer(desk, post_id, state, words, at=at, permalink=permalink)
