"""Words about the checks of a post."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from smdesk.domain.account import Platform
from smdesk.domain.checks import Count, Finding, Rule, Weight
from smdesk.domain.media_facts import FileKind
from smdesk.words.dates import full_day
from smdesk.words.file import size_text
from smdesk.words.media_file import FILE_KINDS, length_text, ratio_text
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
    "publish.as_it_is": "Filmer och rörliga bilder kopieras som de är, och kan innehålla plats och kameradata: "
    "{names}.",
    "publish.unread": "Kunde inte läsas och finns inte i mappen: {names}.",
    "check.stop": "{text} Åtgärda det, eller passera stoppet med ett skäl.",
    "check.firm": "{text}",
    "check.reason": "Skriv varför stoppet passeras. Skälet sparas med inlägget.",
    "check.may_not_pass": "Det stoppet går inte att passera.",
}


def finding_text(one: Finding) -> str:
    """A finding in Swedish: its rule's sentence with what was found, after the account whose own text it is about."""
    shown = {name: _shown(name, value) for name, value in one.values.items()}
    words = one.rule.words.format_map({"limit": one.rule.limit, **shown})
    return f"{one.account}: {words}" if one.account else words


def _shown(name: str, value: str | int | date) -> str | int:
    """A value as it is read; a number by what its name says it counts (bytes, seconds, hundredths of a ratio)."""
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, FileKind):
        return FILE_KINDS[value]
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
    """”Instagram 140 av 2 200 tecken, 125 syns före ”visa mer”. X 290 av 280 tecken, 10 för många.”"""
    return " ".join(_count_text(one) for one in counts)


def _count_text(one: Count) -> str:
    folded = f", {one.folded_at} syns före ”visa mer”" if 0 < one.folded_at < one.count else ""
    over = f", {_number(one.count - one.longest)} för många" if one.count > one.longest else ""
    return f"{one.outlet} {_number(one.count)} av {_number(one.longest)} tecken{over or folded}."


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def fold_text(platform: Platform) -> str:
    """Where a platform folds a text and where that is known from: ”Vikning: förslag. Omkring 125 tecken enligt …”."""
    return f"Vikning: {platform.fold_source[:1].lower()}{platform.fold_source[1:]}"


def images_text(alts: Sequence[str]) -> str:
    """”2 bilder. Bild 1: En lekplats i sol. Bild 2: alternativtext saknas.”, a line each."""
    if not alts:
        return "Ingen bild."
    head = "1 bild" if len(alts) == 1 else f"{len(alts)} bilder"
    lines = [f"Bild {number}: {alt or 'alternativtext saknas'}" for number, alt in enumerate(alts, start=1)]
    return "\n".join([head, *lines])
