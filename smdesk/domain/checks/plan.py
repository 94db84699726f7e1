"""How the post stands beside the others: two at once on an account, or the same text again soon."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from smdesk.domain.calendar import moment
from smdesk.domain.checks.finding import Draft, Finding, Neighbour, Rule
from smdesk.domain.text import fold

_PIECE = 3  # words: texts are compared by the runs of three words that they share
_LEAST_WORDS = 5  # a shorter text is like too many others


def at_once(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Another post on the same account within `limit` minutes: each takes the readers of the other."""
    if draft.day is None or not draft.time:
        return
    at = moment(draft.day, draft.time)
    for other in draft.neighbours:
        if other.time and abs(moment(other.day, other.time) - at) < timedelta(minutes=rule.limit):
            yield Finding(rule=rule, values={"account": other.account, "time": other.time, "title": other.title})


def same_again(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Nearly the same text on the same account within `limit` days; the nearest of them on each account."""
    words = fold(draft.text).split()
    if draft.day is None or len(words) < _LEAST_WORDS:
        return
    near: dict[str, Neighbour] = {}
    own = _pieces(words)
    day, reach = draft.day, timedelta(days=rule.limit)
    for other in sorted(draft.neighbours, key=lambda one: abs(one.day - day)):
        if abs(other.day - day) <= reach and other.account not in near:
            theirs = _pieces(fold(other.text).split())
            if theirs and 100 * len(own & theirs) >= rule.share * len(own | theirs):
                near[other.account] = other
    for account, other in near.items():
        yield Finding(rule=rule, values={"account": account, "day": other.day, "title": other.title})


def _pieces(words: list[str]) -> frozenset[tuple[str, ...]]:
    if len(words) < _PIECE:
        return frozenset([tuple(words)])
    return frozenset(zip(*(words[at:] for at in range(_PIECE)), strict=False))


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "plan.clash": at_once,
    "plan.again": same_again,
}
