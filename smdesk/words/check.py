"""Words about the checks of a post."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from smdesk.domain.checks import Count, Finding, Rule, Weight
from smdesk.domain.media_facts import MediaKind
from smdesk.words.dates import full_day
from smdesk.words.file import size_text
from smdesk.words.media_file import KINDS, length_text, ratio_text
from smdesk.words.routine import source_text

WEIGHTS = {Weight.STOP: "stopp", Weight.WARNING: "varning", Weight.ADVICE: "råd"}

_COUNTS: Mapping[str, Callable[[int], str]] = {"size": size_text, "length": length_text, "ratio": ratio_text}

_COUNTED = {
    Weight.STOP: ("stopp", "stopp"),
    Weight.WARNING: ("varning", "varningar"),
    Weight.ADVICE: ("råd", "råd"),
}

STEPS = {
    "check.pass": "passera stopp",
    "check.hold": "låt stopp gälla igen",
}

PROBLEMS = {
    "publish.folder": "Bilderna kan inte förberedas i {folder}: {why}.",
    "publish.unread": "Kunde inte läsas och finns inte i mappen: {names}.",
    "check.stop": "{text} Åtgärda det, eller passera stoppet med ett skäl.",
    "check.reason": "Skriv varför stoppet passeras. Skälet sparas med inlägget.",
    "check.may_not_pass": "Det stoppet går inte att passera.",
}


def finding_text(one: Finding) -> str:
    """A finding in Swedish: its rule's sentence with what was found."""
    shown = {name: _shown(name, value) for name, value in one.values.items()}
    return one.rule.words.format_map({"limit": one.rule.limit, **shown})


def _shown(name: str, value: str | int | date) -> str | int:
    """A value as it is read; a number by what its name says it counts (bytes, seconds, hundredths of a ratio)."""
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, MediaKind):
        return KINDS[value]
    if isinstance(value, int):
        told = _COUNTS.get(name.removeprefix("most_").removeprefix("least_"))
        return told(value) if told else value
    return value


def rule_source(rule: Rule) -> str:
    """Where a rule comes from: ”stadens anvisningar: …”, ”förslag”."""
    return source_text(rule.kind, rule.source)


def standing(findings: Sequence[Finding], passed: Collection[str]) -> str:
    """”1 stopp · 2 varningar · 1 råd”; empty when nothing was found. What has been passed is not counted."""
    left = Counter(one.rule.weight for one in findings if one.rule.key not in passed)
    return " · ".join(f"{left[one]} {words[left[one] > 1]}" for one, words in _COUNTED.items() if left[one])


def counts_text(counts: Iterable[Count]) -> str:
    """”Instagram 140 av 2 200 tecken, 125 syns före ”visa mer”. Facebook 140 av 63 206 tecken.”"""
    return " ".join(_count_text(one) for one in counts)


def _count_text(one: Count) -> str:
    folded = f", {one.folded_at} syns före ”visa mer”" if 0 < one.folded_at < one.count else ""
    return f"{one.outlet} {_number(one.count)} av {_number(one.longest)} tecken{folded}."


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")
