"""Whose the pictures are, and whether those who are seen on them have said yes."""

from collections.abc import Callable, Iterator, Mapping

from smdesk.domain.checks.finding import Draft, Finding, Rule


def no_author(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Who made the picture, or where it comes from, is known."""
    for one in draft.rights:
        if not one.has_author:
            yield Finding(rule=rule, values={"name": one.name})


def no_licence(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """By what right the picture is used is known."""
    for one in draft.rights:
        if not one.has_licence:
            yield Finding(rule=rule, values={"name": one.name})


def no_consent(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Someone can be recognised, and no consent is laid on the picture."""
    for one in draft.rights:
        if one.shows_people and not one.has_consent:
            yield Finding(rule=rule, values={"name": one.name}, about=(one.file,))


def ended_consent(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A consent that is laid on the picture does not hold when the post goes out."""
    for one in draft.rights:
        for title, day in one.ended:
            yield Finding(rule=rule, values={"name": one.name, "consent": title, "day": day})


def no_film_text(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Each film has a text for those who do not see or hear it."""
    if draft.films_without_text:
        values = {"count": len(draft.films_without_text), "films": draft.films}
        yield Finding(rule=rule, values=values, about=draft.films_without_text)


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "film.text": no_film_text,
    "rights.author": no_author,
    "rights.licence": no_licence,
    "consent.missing": no_consent,
    "consent.ended": ended_consent,
}
