"""Plain language: advice on long sentences, hard texts and the words of officials. Never a stop."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from smdesk.domain.checks.finding import Draft, Finding, Rule
from smdesk.domain.checks.units import links

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s”\")]+(?=[A-ZÅÄÖ0-9#”\"–-])|\n+")
_LONG_WORD = 6  # letters: LIX counts words of more
_LEAST_WORDS = 30  # a shorter text has no LIX that says anything
_PASSIVE = re.compile(
    r"\b(?:ska|skall|kan|måste|bör|får|kommer att|skulle|kunde)\s+(?:\w+\s+){0,2}?(\w{3,}(?:as|es|ras))\b",
    re.IGNORECASE,
)


def hard_text(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """LIX: words per sentence and the share of words of more than six letters, in per cent (Björnsson 1968)."""
    words = _WORD.findall(_without_links(draft.text))
    if len(words) < _LEAST_WORDS:
        return
    count = len(_sentences(draft.text)) or 1
    value = round(len(words) / count + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words))
    if value > rule.limit:
        yield Finding(rule=rule, values={"lix": value})


def long_sentence(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A sentence of more than `limit` words."""
    for start, end in _sentences(draft.text):
        count = len(_WORD.findall(draft.text[start:end]))
        if count > rule.limit:
            yield Finding(rule=rule, values={"count": count}, start=start, end=end)


def slow_beginning(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """The first sentence carries the message, and is short enough to be read before the text is folded."""
    for start, end in _sentences(draft.text)[:1]:
        count = len(_WORD.findall(draft.text[start:end]))
        if count > rule.limit:
            yield Finding(rule=rule, values={"count": count}, start=start, end=end)


def official_words(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A word of officials that has a plain one. The remedy writes it, with the capital kept."""
    text = draft.text
    for one in _any_of(tuple(rule.terms)).finditer(text):
        plain = rule.terms[one.group().lower()]
        word = plain.capitalize() if one.group()[0].isupper() else plain
        yield Finding(rule=rule, values={"word": one.group(), "plain": plain}, start=one.start(), end=one.end(),
                      remedied=text[: one.start()] + word + text[one.end() :])  # fmt: skip


def passive(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """”Kan lämnas”, ”ska anmälas”: it does not say who does it. `terms` end in -s without being passive."""
    for one in _PASSIVE.finditer(draft.text):
        if one.group(1).lower() not in rule.terms:
            yield Finding(rule=rule, values={"text": one.group()}, start=one.start(), end=one.end())


@cache
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _without_links(text: str) -> str:
    kept, at = [], 0
    for start, end in links(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends; a line is one of its own, and hashtags are none."""
    found, at = [], 0
    for end, following in [*((one.start(), one.end()) for one in _SENTENCE_END.finditer(text)), (len(text), len(text))]:
        if any(not word.startswith("#") for word in text[at:end].split()):
            found.append((at, end))
        at = following
    return tuple(found)


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "language.first": slow_beginning,
    "language.sentence": long_sentence,
    "language.official": official_words,
    "language.passive": passive,
    "language.lix": hard_text,
}
