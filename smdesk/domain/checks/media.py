"""Pictures and films: whether they are what they seem, and whether the platforms of the post's accounts take them.

The platforms' limits are data (resources/rules/platforms.toml); each finding is told with the source of its platform.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from smdesk.domain.checks.finding import Draft, Finding, Outlet, Rule
from smdesk.domain.media_facts import Medium

_ROOM = 0.01  # a ratio is round to two decimals in every source


def broken(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A file that is cut off, empty or no picture cannot be published."""
    for one in draft.media:
        if not one.facts.whole or not one.facts.size or one.facts.kind is None:
            yield Finding(rule=rule, values={"name": one.name})


def misnamed(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A name that says another kind of file than it is; some platforms go by the name."""
    for one in draft.media:
        if one.is_misnamed and one.facts.kind:
            yield Finding(rule=rule, values={"name": one.name, "kind": one.facts.kind, "ending": one.ending})


def still(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A platform that shows only the first picture of an animation."""
    for outlet, one in _each(draft):
        if one.facts.is_animated and not outlet.takes.animated:
            yield _told(rule, outlet, name=one.name)


def many(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """More pictures than a platform takes in one post."""
    count = sum(not (one.facts.kind and one.facts.kind.is_film) for one in draft.media)
    for outlet in draft.outlets:
        if 0 < outlet.takes.images < count:
            yield _told(rule, outlet, count=count, most=outlet.takes.images)


def heavy(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A file of more bytes than a platform takes."""
    for outlet, one in _each(draft):
        most = outlet.takes.film_bytes if _is_film(one) else outlet.takes.image_bytes
        if 0 < most < one.facts.size:
            yield _told(rule, outlet, name=one.name, size=one.facts.size, most_size=most)


def shape(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A picture wider or taller than a platform shows whole."""
    for outlet, one in _each(draft):
        takes = outlet.takes
        least = takes.film_least if _is_film(one) else takes.image_least
        most = takes.film_most if _is_film(one) else takes.image_most
        ratio = one.facts.ratio
        if ratio and ((most and ratio > most + _ROOM) or (least and ratio < least - _ROOM)):
            hundredths = {"ratio": ratio, "least_ratio": least, "most_ratio": most}
            yield _told(rule, outlet, name=one.name, **{key: round(100 * one) for key, one in hundredths.items()})


def long_film(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A film of more seconds than a platform takes."""
    for outlet, one in _each(draft):
        if 0 < outlet.takes.film_seconds < one.facts.seconds:
            yield _told(rule, outlet, name=one.name, length=round(one.facts.seconds),
                        most_length=outlet.takes.film_seconds)  # fmt: skip


def _each(draft: Draft) -> Iterator[tuple[Outlet, Medium]]:
    return ((outlet, one) for one in draft.media for outlet in draft.outlets)


def _is_film(one: Medium) -> bool:
    return one.facts.kind is not None and one.facts.kind.is_film


def _told(rule: Rule, outlet: Outlet, **values: str | int) -> Finding:
    """A finding with the platform's own source for the limit."""
    takes = outlet.takes
    return Finding(rule=replace(rule, source=takes.source, url=takes.url), values={"outlet": outlet.name, **values})


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "media.broken": broken,
    "media.misnamed": misnamed,
    "media.still": still,
    "media.many": many,
    "media.heavy": heavy,
    "media.shape": shape,
    "media.long": long_film,
}
