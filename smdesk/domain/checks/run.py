"""Run every check over a post."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from smdesk.domain.checks import accessibility, language, media, outlets, plan, privacy, purpose, rights
from smdesk.domain.checks.finding import Draft, Finding, Rule, Weight

CHECKS: Mapping[str, Callable[[Draft, Rule], Iterable[Finding]]] = {
    **accessibility.CHECKS,
    **privacy.CHECKS,
    **rights.CHECKS,
    **outlets.CHECKS,
    **plan.CHECKS,
    **purpose.CHECKS,
    **media.CHECKS,
    **language.CHECKS,
}
"""The function of each rule, by the rule's key."""

_ORDER = tuple(Weight)
_MOST = 20  # of one rule: nobody reads more, and each may carry a whole mended text


def whole(draft: Draft, found: Iterable[Finding]) -> Iterator[Finding]:
    """Those of `found` in `draft` that are about the post as a whole: they are the same whatever it says."""
    rules = {one.rule.key: one.rule for one in found}
    wordless = replace(draft, text="", link="")
    return (one for key, rule in rules.items() for one in CHECKS[key](wordless, rule))


def substance(draft: Draft, rule: Rule) -> list[tuple[Mapping[str, str | int | date], str]]:
    """What a rule finds, wherever in the text it stands: a stop that was passed is the same while this is."""
    return [(one.values, draft.text[one.start : one.end]) for one in CHECKS[rule.key](draft, rule)]


def check(draft: Draft, rules: Iterable[Rule]) -> list[Finding]:
    """What `rules` find in `draft`: what stops first, then warnings, then advice; each as it stands in the text.

    Of one rule the first twenty are told.
    """
    found = [one for rule in rules for one in islice(CHECKS[rule.key](draft, rule), _MOST)]
    return sorted(found, key=lambda one: (_ORDER.index(one.rule.weight), one.start))
