"""Where and when the post goes out: the platforms' own limits, and the time before an election."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from smdesk.domain.checks.finding import Draft, Finding, Rule
from smdesk.domain.checks.units import length


def too_long(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """The platform takes no longer text."""
    for outlet in draft.outlets:
        count = length(draft.pasted, outlet.unit)
        if outlet.longest and count > outlet.longest:
            values: dict[str, str | int | date] = {"outlet": outlet.name, "count": count, "longest": outlet.longest}
            yield Finding(rule=rule, values=values, about=(outlet.name,))


def before_an_election(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """In the time before an election (`limit` days) words that value politics are asked about once more."""
    if draft.day is None or not any(_is_near(draft.day, one, rule.limit) for one in draft.elections):
        return
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, rule.terms))})\w*", re.IGNORECASE)
    for one in words.finditer(draft.text):
        yield Finding(rule=rule, values={"word": one.group()}, start=one.start(), end=one.end())


def _is_near(day: date, election: date, days: int) -> bool:
    return election - timedelta(days=days) <= day <= election


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "outlet.long": too_long,
    "election": before_an_election,
}
