"""Which kind a message that came in seems to be, and the words of it that say so."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from smdesk.domain.checks.privacy import identity_numbers, is_mobile
from smdesk.domain.checks.units import links
from smdesk.domain.inbound_category import InboundCategory, Sign
from smdesk.domain.record import record
from smdesk.domain.text import clean

_TOLD = 6  # of what matched: more is not read
_GAP = 4  # words that ”…” stands for at most
_LONGEST_WORD = 60  # letters of a word that are looked at: what has more is none

_WORD = re.compile(r"[^\W_](?:[\u00ad\u200c\u200d]?[^\W_])*")  # soft hyphens and joiners do not part a word
_JOINERS = re.compile(r"[\u00ad\u200c\u200d]")
_MARKUP = re.compile(r"<[/!]?[a-z][^<>]{0,300}>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…\n]")
_QUESTION = re.compile(r"\?(?=[\s!?)”\"’']|$)")
_PICTURE = re.compile(r"[^\s\w\x00-\x7f]")


@record
class Match:
    """A part of the cleaned text that a rule matched; `sign` tells what it is where it is not a word of the rules."""

    start: int
    end: int
    sign: Sign | None = None


@record(kw_only=True)
class Suggestion:
    """A kind that a message seems to be, by its key; `alternatives` are the others that matched, in order.

    `text` is the cleaned text that the matches are parts of: the message itself, once it is kept.
    """

    key: str
    text: str
    matches: tuple[Match, ...]
    alternatives: tuple["Suggestion", ...] = ()


def suggest(text: str, categories: Sequence[InboundCategory]) -> Suggestion | None:
    """The first of `categories` that `text` matches, None when it matches none.

    Any text will do, and the time it takes grows with its length only.
    """
    plain = clean(text)
    index = _index(tuple(categories))
    words = _words(plain)
    hits = index.hits(words)
    found = {one.key: matches for one in categories if (matches := _matches(one, plain, words, hits))}
    ordered = sorted(found, key=lambda key: not index.yields_to[key].isdisjoint(found))  # stable: else their own order
    told = [Suggestion(key=key, text=plain, matches=found[key]) for key in ordered]
    if not told:
        return None
    return Suggestion(key=told[0].key, text=plain, matches=told[0].matches, alternatives=tuple(told[1:]))


@record
class _Word:
    start: int
    end: int
    plain: str  # caseless, without joiners, and with letters that only look otherwise (𝐠𝐫𝐚𝐭𝐢𝐬) as themselves
    sentence: int


def _words(text: str) -> list[_Word]:
    """The words of a text, not those of markup and addresses."""
    shown = _without_links(_MARKUP.sub(lambda one: " " * len(one.group()), text))
    ends = [one.start() for one in _SENTENCE_END.finditer(shown)]
    return [
        _Word(one.start(), one.end(), _plain(one.group()), bisect_left(ends, one.start()))
        for one in _WORD.finditer(shown)
    ]


def _without_links(text: str) -> str:
    """The text with spaces where it has web addresses, so that everything else stays where it is."""
    parts, at = [], 0
    for start, end in links(text):
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _plain(word: str) -> str:
    if word.isascii():
        return word[:_LONGEST_WORD].lower()
    return unicodedata.normalize("NFKC", _JOINERS.sub("", word[:_LONGEST_WORD])).casefold()


_List = tuple[str, str]  # the key of a kind, and which of its lists of phrases
_Span = tuple[int, int]  # the first word, and the one after the last


@record
class _Phrase:
    """A phrase by the numbers of its words as they may be written; `gaps` tells before which others may stand."""

    of: _List
    words: tuple[int, ...]
    gaps: tuple[bool, ...]


@record
class _Index:
    """Every phrase of the rules by its first word, so that a text is gone through once however many they are."""

    whole: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    inside: dict[str, int] = field(default_factory=dict)
    by_first: dict[int, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    yields_to: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, of: _List, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            words: list[int] = []
            gaps: list[bool] = []
            is_gap = False
            for part in phrase.split():
                if part != "…":
                    words.append(self._number(part.casefold()))
                    gaps.append(is_gap)
                is_gap = part == "…"
            self.by_first[words[0]].append(_Phrase(of, tuple(words), tuple(gaps)))

    def _number(self, part: str) -> int:
        kinds = {(False, False): self.whole, (False, True): self.starts, (True, False): self.ends}
        known = kinds.get((part.startswith("*"), part.endswith("*")), self.inside)
        count = len(self.whole) + len(self.starts) + len(self.ends) + len(self.inside)
        return known.setdefault(part.strip("*"), count)

    def hits(self, words: Sequence[_Word]) -> Mapping[_List, list[_Span]]:
        """Where the phrases of each list stand among `words`, in order."""
        known: dict[str, frozenset[int]] = {}
        numbers = [known[one.plain] if one.plain in known else known.setdefault(one.plain, self._written(one.plain))
                   for one in words]  # fmt: skip
        found: dict[_List, list[_Span]] = defaultdict(list)
        for at, some in enumerate(numbers):
            for number in some:
                for phrase in self.by_first.get(number, ()):
                    if end := _end(phrase, 1, at, words, numbers):
                        found[phrase.of].append((at, end))
        return found

    def _written(self, word: str) -> frozenset[int]:
        """The numbers of all the ways of writing that `word` is one of."""
        found = {self.whole.get(word)}
        found.update(self.starts.get(word[:at]) for at in range(1, len(word) + 1))
        found.update(self.ends.get(word[at:]) for at in range(len(word)))
        for length in {len(one) for one in self.inside}:
            found.update(self.inside.get(word[at : at + length]) for at in range(len(word) - length + 1))
        return frozenset(one for one in found if one is not None)


def _end(phrase: _Phrase, part: int, at: int, words: Sequence[_Word], numbers: Sequence[frozenset[int]]) -> int:
    """The place after a phrase whose words before `part` end at the place `at`; 0 where it does not go on so."""
    if part == len(phrase.words):
        return at + 1
    furthest = at + 1 + (_GAP if phrase.gaps[part] else 0)
    for place in range(at + 1, min(furthest + 1, len(words))):
        if words[place].sentence != words[at].sentence:
            return 0
        if phrase.words[part] in numbers[place] and (end := _end(phrase, part + 1, place, words, numbers)):
            return end
    return 0


@lru_cache(maxsize=4)
def _index(categories: tuple[InboundCategory, ...]) -> _Index:
    index = _Index()
    for one in categories:
        rules = one.recognised_by
        index.yields_to[one.key] = frozenset(rules.yields_to)
        index.add((one.key, "phrases"), rules.phrases)
        index.add((one.key, "unless"), rules.unless)
        for number, both in enumerate(rules.together):
            index.add((one.key, f"words {number}"), both.words)
            index.add((one.key, f"near {number}"), both.near)
    return index


def _matches(
    category: InboundCategory, text: str, words: Sequence[_Word], hits: Mapping[_List, list[_Span]]
) -> tuple[Match, ...]:
    """What makes the message one of `category`, as it stands in the text; no two of them overlap."""
    rules = category.recognised_by
    uncounted = {at for start, end in hits.get((category.key, "unless"), ()) for at in range(start, end)}

    def counted(part: str) -> list[_Span]:
        return [one for one in hits.get((category.key, part), ()) if uncounted.isdisjoint(range(*one))]

    spans = counted("phrases")
    for number, both in enumerate(rules.together):
        spans += _near(counted(f"words {number}"), counted(f"near {number}"), both.within)
    found = [Match(start, end, sign) for sign in rules.signs for start, end in _SIGNS[sign](text, words)]
    found += [Match(words[start].start, words[end - 1].end) for start, end in spans]
    return tuple(_outermost(found))[:_TOLD]


def _near(some: Sequence[_Span], others: Sequence[_Span], within: int) -> list[_Span]:
    """The spans that have one of the others near, and those others: the next one, or else the one before."""
    begins = [start for start, _ in others]
    found: list[_Span] = []
    for start, end in some:
        place = bisect_left(begins, end)
        if place < len(others) and begins[place] - end <= within:
            found += [(start, end), others[place]]
        before = bisect_left(begins, start) - 1
        if before >= 0 and 0 <= start - others[before][1] <= within:
            found += [(start, end), others[before]]
    return found


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    reached = 0
    for one in sorted(matches, key=lambda one: (one.start, -one.end)):
        if one.start >= reached:
            yield one
            reached = one.end


def _identity_numbers(text: str, _words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Ten figures in a row that may be a mobile phone's are taken for one; an identity number has a sign in it."""
    for one in identity_numbers(text):
        if not (is_mobile(one.group()) and one.group().isdigit()):
            yield one.span()


def _question_marks(text: str, _words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Not those within web addresses."""
    return ((one.start(), one.end()) for one in _QUESTION.finditer(text))


def _only_link(text: str, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    return iter(() if words else links(text))


def _no_words(text: str, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    has_others = bool(words or links(text))
    if not has_others and (first := _PICTURE.search(text)):
        yield first.start(), len(text.rstrip())


_SIGNS: Mapping[Sign, Callable[[str, Sequence[_Word]], Iterator[tuple[int, int]]]] = {
    Sign.IDENTITY_NUMBER: _identity_numbers,
    Sign.QUESTION_MARK: _question_marks,
    Sign.ONLY_LINK: _only_link,
    Sign.NO_WORDS: _no_words,
}
