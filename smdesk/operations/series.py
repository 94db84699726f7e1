"""Series: repeat a post, change what comes, skip one, end it, and see that posts lie some months ahead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from smdesk.desk import Desk
from smdesk.domain import series as of_series
from smdesk.domain.account import IN_USE
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.record import record
from smdesk.domain.series import Series, coming_day, times_left, turns
from smdesk.domain.workdays import Workdays
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.operations.check import consented, held_again
from smdesk.operations.post import PostView
from smdesk.operations.post_states import keep_state

AHEAD = timedelta(weeks=26)
"""So far ahead a series has its posts in the calendar; a proposal, no rule was found."""

FIELDS = ("text", "link", "note", "tags", "time")
CONTENT = (*FIELDS, "accounts", "images")
"""What the posts of a series have in common, beside their days."""

CHECKED = frozenset(CONTENT) - {"note", "tags", "time"}
"""What an approval is of."""


class Scope(StrEnum):
    """Which posts a change is for, beside the one it was made in."""

    FOLLOWING = "following"
    ALL = "all"


@record(kw_only=True)
class SeriesView:
    """A post's series: its rule, the rule from this post on, and the other posts that are neither out nor binned."""

    post: Post
    series: Series
    rest: Series
    others: tuple[Post, ...]

    @property
    def following(self) -> tuple[Post, ...]:
        """Those of the others that come after this post."""
        return tuple(one for one in self.others if _turn(one) > _turn(self.post))

    def reached(self, scope: Scope) -> tuple[Post, ...]:
        """The others that a change of this scope is for, those changed by hand too."""
        return self.others if scope is Scope.ALL else self.following


def _turn(post: Post) -> date:
    return post.series_day or date.min


def view(desk: Desk, post_id: int) -> SeriesView | None:
    """What a post's form shows of its series; None when it is in none."""
    post = posts.view(desk, post_id).post
    if post.series_id is None or post.series_day is None:
        return None
    series = desk.store.post.series.get(post.series_id)
    left = times_left(series, post.series_day)
    rest = replace(series, starts_on=post.series_day, times=left)
    return SeriesView(post=post, series=series, rest=rest, others=tuple(_waiting(desk, post)))


def _waiting(desk: Desk, post: Post) -> list[Post]:
    found = [one for one in desk.store.post.of_series(post.series_id or 0) if one.id != post.id and not one.binned_at]
    out = desk.store.post.out(found)
    return [one for one in found if one.id not in out]


def days(desk: Desk, series: Series) -> list[date]:
    """The days on which a series would have posts in the calendar now; none for a rule that is none."""
    if of_series.check(series):
        return []
    return sorted(_coming(desk, series, calendar.workdays(desk), desk.today()).values())


def goes_on(desk: Desk, series: Series) -> bool:
    """Whether a series has turns beyond those that are laid in the calendar at once."""
    last = desk.today() + AHEAD
    return not of_series.check(series) and any(day > last for day in _until_past(series, last))


def _until_past(series: Series, last: date) -> Iterable[date]:
    for day in of_series.rule_days(series):
        yield day
        if day > last:
            return


def _coming(desk: Desk, series: Series, workdays: Workdays, first: date) -> dict[date, date]:
    """By turn, the days of the series from `first` as far ahead as posts are made; its first turn in any case."""
    found: dict[date, date] = {}
    for turn, day in turns(series, workdays):
        if turn > desk.today() + AHEAD and found:
            break
        if turn >= first:
            found[turn] = day
    return found


def may_start(desk: Desk, post_id: int) -> list[Problem]:
    """What forbids that a post comes again."""
    return _check_start(posts.view(desk, post_id))


def proposed(desk: Desk, post_id: int) -> Series:
    """The rule that is proposed for a post: every week, on its weekday."""
    post = posts.view(desk, post_id).post
    day = post.day or desk.today()
    return Series(weekdays=str(day.weekday()), starts_on=day, time=post.time)


def changed(before: PostView, after: PostView) -> list[str]:
    """What in `CONTENT` is another in a post now."""
    pairs = {name: (getattr(before.post, name), getattr(after.post, name)) for name in FIELDS}
    pairs["text"] = (before.post.text, before.own_texts), (after.post.text, after.own_texts)
    pairs["accounts"] = set(before.account_ids), set(after.account_ids)
    pairs["images"] = _shown(before.images), _shown(after.images)
    return [name for name in CONTENT if pairs[name][0] != pairs[name][1]]


def start(desk: Desk, post_id: int, rule: Series) -> Series:
    """Let a post come again by `rule`, from its own day and at its time; it becomes the first of the series.

    The others are drafts with the same text, link, note, accounts, images and alternative texts. When its own day is
    none of the rule's, the post moves to the first that is.
    """
    found = posts.view(desk, post_id)
    post = found.post
    refuse_if(_check_start(found))
    series = replace(rule, id=0, starts_on=post.day or rule.starts_on, time=post.time, made_until=None)
    refuse_if(of_series.check(series))
    with desk.step("series.start", posts.about(desk, post, found.account_ids)):
        _lay(desk, desk.store.post.series.add(series), found, [post])
    return desk.store.post.series.get(posts.view(desk, post_id).post.series_id or 0)


def _check_start(found: PostView) -> list[Problem]:
    post = found.post
    checked = [
        (post.series_id is not None, Problem("series.twice")),
        (post.day is None, Problem("series.no_day", where="day")),
        (found.is_empty, Problem("series.empty", where="text")),
        (not found.may_move, Problem("series.out")),
    ]
    return [problem for is_wrong, problem in checked if is_wrong]


def _member(desk: Desk, post_id: int) -> tuple[PostView, SeriesView]:
    found, known = posts.view(desk, post_id), view(desk, post_id)
    refuse_if([] if known else [Problem("series.not_in")])
    assert known  # noqa: S101 # said to the type checker
    return found, known


def change(desk: Desk, post_id: int, rule: Series) -> Series:
    """Let the series go by another rule from this post on; what came before it stays as it was.

    Posts that wait are moved to the new days, the surplus is taken away and what lacks is made. Those that are out
    are not touched; those that were changed by hand keep their day, or, where the new rule has no such turn, leave
    the series.
    """
    found, known = _member(desk, post_id)
    refuse_if([] if found.may_move else [Problem("series.out")])
    new = replace(rule, id=0, starts_on=_turn(found.post), time=known.series.time, made_until=None)
    refuse_if(of_series.check(new))
    if replace(new, id=known.rest.id, made_until=known.rest.made_until) == known.rest:
        return known.series
    every = desk.store.post.of_series(known.series.id)
    later = [one for one in every if _turn(one) >= new.starts_on]
    out = desk.store.post.out(later)
    with desk.step("series.change", posts.about(desk, found.post, found.account_ids)):
        if len(later) < len(every):
            _cut(desk, known.series, new.starts_on - timedelta(days=1))
            series = desk.store.post.series.add(new)
        else:
            series = replace(new, id=known.series.id)
        taken = {_turn(one) for one in later if one.id in out}
        _lay(desk, series, found, [one for one in later if one.id not in out], taken)
    return desk.store.post.series.get(series.id)


def _cut(desk: Desk, series: Series, last: date) -> None:
    """Let no turn of the series come after `last`."""
    made = min(last, series.made_until or last)
    desk.store.post.series.change(replace(series, until=max(last, series.starts_on), times=None, made_until=made))


def end(desk: Desk, post_id: int) -> None:
    """Let this post be the last of its series; those after it that were changed by hand or are out stay, alone."""
    found, known = _member(desk, post_id)
    with desk.step("series.end", posts.about(desk, found.post, found.account_ids)):
        _cut(desk, known.series, _turn(found.post))
        later = [one for one in desk.store.post.of_series(known.series.id) if _turn(one) > _turn(found.post)]
        out = desk.store.post.out(later)
        for one in later:
            if one.id not in out:
                _let_go(desk, one)


def skip(desk: Desk, post_id: int) -> None:
    """Drop one post of a series: its turn is passed over, and the series goes on."""
    found, _ = _member(desk, post_id)
    with desk.step("series.skip", posts.about(desk, found.post, found.account_ids)):
        posts.set_state(desk, post_id, PostState.DROPPED)


def spread(
    desk: Desk, post_id: int, fields: Iterable[str], scope: Scope, *, by_hand: bool = False, session: str = ""
) -> int:
    """Give the other posts of a series what one of them has in `fields` (of `CONTENT`); how many were changed.

    Those that are out or in the bin are left as they are, and those changed by hand unless `by_hand`. An approved post
    that gets another text, link, image or account is a draft again. Changes with the same `session` are undone as one.
    """
    found, known = _member(desk, post_id)
    wanted = set(fields)
    targets = [one for one in known.reached(scope) if by_hand or not one.series_own]
    name, merge = posts.about(desk, found.post, found.account_ids), f"write:{session}" if session else ""
    with desk.step("series.spread", name, merge=merge):
        for one in targets:
            _take_over(desk, one, found, wanted)
        if "time" in wanted:
            desk.store.post.series.change(replace(known.series, time=found.post.time))
        _judge(desk, known.series, found.post, targets)
    return len(targets)


def _take_over(desk: Desk, post: Post, source: PostView, wanted: set[str]) -> None:
    new = replace(post, **{name: getattr(source.post, name) for name in FIELDS if name in wanted})
    placed = [one.account_id for one in desk.store.post.placements_of(post.id)]
    texts = source.own_texts if "text" in wanted else None
    posts.write(desk, new, source.account_ids if "accounts" in wanted else placed, texts=texts)
    own = desk.store.evidence.of(Subject.POST, post.id)
    if "images" in wanted and _shown(own) != _shown(source.images):
        with held_again(desk, [post.id]):
            for image in own:
                desk.store.evidence.remove(image.id)
            _copy_images(desk, source.images, post.id)
        posts.reopen(desk, post.id)


def _shown(images: Iterable[Evidence]) -> list[tuple[str, str]]:
    return [(one.sha256, one.alt) for one in images]


def _judge(desk: Desk, series: Series, source: Post, targets: Sequence[Post]) -> None:
    """Let those that are again as the others follow the series; a target that did still does."""
    workdays = calendar.workdays(desk)
    like = _content(desk, next((one for one in targets if not one.series_own), source).id)
    for one in (source, *targets):
        now = desk.store.post.get(one.id)
        may_differ = one.series_own or one.id == source.id
        own = may_differ and (_content(desk, one.id) != like or now.day != coming_day(series, _turn(one), workdays))
        if own != now.series_own:
            desk.store.post.change(replace(now, series_own=own))


def _content(desk: Desk, post_id: int) -> object:
    found = posts.view(desk, post_id)
    fields = [getattr(found.post, name) for name in FIELDS]
    return fields, set(found.account_ids), found.own_texts, _shown(found.images)


def top_up(desk: Desk) -> int:
    """Make the posts of every series that are to lie in the calendar today; how many were made.

    Nothing is made for days that have been, nor for a series whose accounts are no longer in use.
    """
    workdays, made = None, 0
    found = []
    for series in desk.store.post.series.all() if desk.may_write else ():
        last = desk.today() + AHEAD
        first = max((series.made_until or series.starts_on) + timedelta(days=1), desk.today())
        if first > min(last, series.until or last):
            continue
        workdays = workdays or calendar.workdays(desk)
        wanted = {turn: day for turn, day in _coming(desk, series, workdays, first).items() if turn <= last}
        source = _pattern(desk, series) if wanted else None
        if source and (_usable(desk, source) or not source.account_ids):
            found.append((series, source, wanted))
    if found:
        with desk.step("series.top_up"):
            for series, source, wanted in found:
                _make(desk, series, source, wanted)
                desk.store.post.series.change(replace(series, made_until=max(wanted)))
                made += len(wanted)
    return made


def _pattern(desk: Desk, series: Series) -> PostView | None:
    """What a new post of the series is like: its newest one that follows the series, or the newest at all."""
    every = desk.store.post.of_series(series.id)
    newest = [one for one in every if not one.series_own] or every
    return posts.view(desk, newest[-1].id) if newest else None


def _usable(desk: Desk, source: PostView) -> list[int]:
    return [one for one in source.account_ids if desk.store.account.get(one).status in IN_USE]


# The posts of a rule.


def _lay(desk: Desk, series: Series, source: PostView, known: Sequence[Post], taken: Iterable[date] = ()) -> None:
    """Let `known` and new posts stand for the turns of the series, but for those that are `taken`."""
    kept_days = [one.series_day for one in known if one.series_day]
    first = min([desk.today(), *kept_days, source.post.day or desk.today()])
    coming = _coming(desk, series, calendar.workdays(desk), first)
    wanted = {turn: day for turn, day in coming.items() if turn not in set(taken)}
    refuse_if([] if wanted else [Problem("series.none")])
    matched = _match(list(wanted), source.post, known)
    for turn, one in matched.items():
        _fit(desk, series, one, turn, wanted[turn])
    lacking = {turn: day for turn, day in wanted.items() if turn not in matched and turn >= desk.today()}
    _make(desk, series, source, lacking)
    fitted = {one.id for one in matched.values()}
    for one in known:
        if one.id not in fitted:
            _let_go(desk, one)
    desk.store.post.series.change(replace(series, made_until=max(coming)))


def _match(wanted: Sequence[date], anchor: Post, known: Sequence[Post]) -> dict[date, Post]:
    """Which post stands for which turn: `anchor` for the first, then those of the same turn, then who is left."""
    others = [one for one in known if one.id != anchor.id]
    by_turn = {one.series_day: one for one in others}
    matched = {wanted[0]: anchor} | {turn: by_turn[turn] for turn in wanted[1:] if turn in by_turn}
    used = {one.id for one in matched.values()}
    left = iter(one for one in others if one.id not in used and not _stays(one) and one.state is not PostState.DROPPED)
    for turn in wanted[1:]:
        if turn not in matched and (one := next(left, None)):
            matched[turn] = one
    return matched


def _stays(post: Post) -> bool:
    """Whether a post is hers, and neither moved nor taken away by its series."""
    return post.series_own or post.binned_at is not None


def _fit(desk: Desk, series: Series, post: Post, turn: date, day: date) -> None:
    new = replace(post, series_id=series.id, series_day=turn)
    if not (_stays(post) and post.series_day == turn):
        new = consented(desk, replace(new, day=day, time=series.time))
    if new != post:
        desk.store.post.change(new)
    if new.state is not post.state:
        keep_state(desk, new)


def _make(desk: Desk, series: Series, source: PostView, wanted: Mapping[date, date]) -> None:
    """Make the posts of the turns, by turn the day on which it comes: drafts that are like `source`."""
    like, usable, own = source.post, _usable(desk, source), source.own_texts
    placements: list[Placement] = []
    for turn, day in wanted.items():
        new = Post(
            text=like.text, link=like.link, note=like.note, state=PostState.DRAFT, day=day, time=series.time,
            created_at=desk.now(), series_id=series.id, series_day=turn, tags=like.tags,
        )  # fmt: skip
        made = desk.store.post.add(new)
        placements += [Placement(post_id=made.id, account_id=one, text=own.get(one)) for one in usable]
        _copy_images(desk, source.images, made.id)
    desk.store.post.placements.add_many(placements)


def _copy_images(desk: Desk, images: Iterable[Evidence], post_id: int) -> None:
    for image in images:
        desk.store.evidence.add(replace(image, id=0, subject_id=post_id, added_at=desk.now()))


def _let_go(desk: Desk, post: Post) -> None:
    """Take away a post that no turn is left for; one that is hers stays, in no series."""
    if _stays(post):
        desk.store.post.change(replace(post, series_id=None, series_day=None, series_own=False))
        return
    for image in desk.store.evidence.of(Subject.POST, post.id):
        desk.store.evidence.remove(image.id)
    desk.store.post.remove(post.id)  # and with it where it is placed
