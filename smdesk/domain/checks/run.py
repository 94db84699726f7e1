"""Run every check over a post."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
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


def substance(draft: Draft, rule: Rule) -> list[tuple[object, str]]:
    """What a rule finds, wherever in the text it stands: a stop that was passed is the same while this is."""
    return [(one.about or one.values, draft.text[one.start : one.end]) for one in CHECKS[rule.key](draft, rule)]


class Looking:
    """What `rules` find in `draft`, a rule at a time: of a long text all of them take longer than a hand waits."""

    def __init__(self, draft: Draft, rules: Iterable[Rule]) -> None:
        self._draft, self._rules = draft, iter(rules)
        self._found: list[Finding] = []

    def goes_on(self) -> bool:
        """Go by the next rule; False when there was none left."""
        rule = next(self._rules, None)
        if rule is not None:
            self._found += islice(CHECKS[rule.key](self._draft, rule), _MOST)
        return rule is not None

    def found(self) -> list[Finding]:
        """What stops first, then warnings, then advice; each as it stands in the text. Goes by the rules that are left.

        Of one rule the first twenty are told.
        """
        while self.goes_on():
            pass
        return sorted(self._found, key=lambda one: (_ORDER.index(one.rule.weight), one.start))


def check(draft: Draft, rules: Iterable[Rule]) -> list[Finding]:
    """What `rules` find in `draft`, as `Looking` tells it."""
    return Looking(draft, rules).found()
