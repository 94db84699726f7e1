"""The city's countable rules of accessibility.

Source of all that says so: varumärkesmanualen, Tillgänglighet på sociala medier.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from smdesk.domain.checks.finding import Draft, Finding, Rule
from smdesk.domain.checks.units import emoji, host, links, plain_link

_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W\d_]\w*)")
_WORD = re.compile(r"[^\W\d_]+")
_UNBROKEN = re.compile(r"\S+")
_MARKS = re.compile(r"([!?])[!?]+")
_LONG_SHOUT, _SHOUTED = 8, 4  # letters: a word that is a shout by itself, and one that makes a run of words one


def no_alt(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Each picture has a text for those who do not see it."""
    if draft.images_without_alt:
        values = {"count": len(draft.images_without_alt), "images": draft.images}
        yield Finding(rule=rule, values=values, about=draft.images_without_alt)


def many_emoji(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """At most two or three emoji in a post."""
    found = emoji(draft.text)
    if len(found) > rule.limit:
        start, end = found[rule.limit]
        yield Finding(rule=rule, values={"count": len(found)}, start=start, end=end)


def emoji_in_a_row(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """One emoji at a time: a screen reader reads each aloud. The remedy keeps the first of them."""
    text, found = draft.text, emoji(draft.text)
    rows: list[list[tuple[int, int]]] = []
    for one in found:
        if rows and not text[rows[-1][-1][1] : one[0]].strip(" "):
            rows[-1].append(one)
        else:
            rows.append([one])
    for row in rows:
        if len(row) > 1:
            start, end = row[0][0], row[-1][1]
            yield Finding(rule=rule, values={"count": len(row)}, start=start, end=end,
                          remedied=text[: row[0][1]] + text[end:])  # fmt: skip


def many_hashtags(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """At most one or two hashtags in a post."""
    found = list(_HASHTAG.finditer(draft.text))
    if len(found) > rule.limit:
        extra = found[rule.limit]
        yield Finding(rule=rule, values={"count": len(found)}, start=extra.start(), end=extra.end())


def hashtag_not_last(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """Hashtags stand last. The remedy moves them there; within a sentence the word stays, without its #."""
    text = draft.text
    begins = _tail(text)
    early = [one for one in _HASHTAG.finditer(text) if one.start() < begins]
    if early:
        body = _HASHTAG.sub(r"\1", text[:begins])
        last = " ".join([*(one.group() for one in early), *text[begins:].split()])
        yield Finding(rule=rule, values={"tag": early[0].group()}, start=early[0].start(), end=early[0].end(),
                      remedied=f"{body.rstrip()} {last}")  # fmt: skip


def _tail(text: str) -> int:
    """Where the hashtags that a text ends with begin."""
    begins = len(text)
    for word in reversed(list(re.finditer(r"\S+", text))):
        tag = re.search(r"(?<![\w&/#])#[^\W\d_]\w*\Z", word.group())
        if tag is None:
            break
        begins = word.start() + tag.start()
        if tag.start():
            break
    return begins


def hashtag_small(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A capital for each word in a hashtag, so that it is read as words. The remedy mends the first one."""
    for one in _HASHTAG.finditer(draft.text):
        word = one.group(1)
        if word[0].islower():
            at = one.start() + 1
            mended = draft.text[:at] + word[0].upper() + draft.text[at + 1 :]
            yield Finding(rule=rule, values={"tag": one.group()}, start=one.start(), end=one.end(), remedied=mended)


def many_links(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """At most one link in a post; the link of its own field is one, unless the text has the same."""
    found = list(links(draft.text))
    known = {plain_link(draft.text[start:end]) for start, end in found}
    count = len(known) + (bool(draft.link.strip()) and plain_link(draft.link.strip()) not in known)
    if count > rule.limit:
        start, end = found[-1]
        yield Finding(rule=rule, values={"count": count}, start=start, end=end)


def shortened_link(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A link tells where it goes: no shorteners."""
    for start, end in links(draft.text):
        if host(draft.text[start:end]) in rule.terms:
            yield Finding(rule=rule, values={"link": draft.text[start:end]}, start=start, end=end)
    if host(draft.link.strip()) in rule.terms:
        yield Finding(rule=rule, values={"link": draft.link.strip()})


def shouting(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """No message in capitals only; abbreviations such as SFI are none. The remedy writes it as a sentence."""
    text = draft.text
    run: list[re.Match[str]] = []
    for word in chain(_WORD.finditer(text), [None]):
        if word and word.group().isupper() and len(word.group()) > 1 and not _is_within_name(text, word):
            run.append(word)
            continue
        if not run:
            continue
        longest = max(len(one.group()) for one in run)
        if longest >= _LONG_SHOUT or (len(run) > 1 and longest >= _SHOUTED):
            start, end = run[0].start(), run[-1].end()
            begins = not text[:start].rstrip(" ") or text[:start].rstrip(" ")[-1] in ".!?\n"
            calm = text[start:end].capitalize() if begins else text[start:end].lower()
            yield Finding(rule=rule, values={"text": text[start:end]}, start=start, end=end,
                          remedied=text[:start] + calm + text[end:])  # fmt: skip
        run = []


def repeated_marks(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """One exclamation or question mark is enough. The remedy keeps the first."""
    for one in _MARKS.finditer(draft.text):
        mended = draft.text[: one.start() + 1] + draft.text[one.end() :]
        yield Finding(rule=rule, values={"marks": one.group()}, start=one.start(), end=one.end(), remedied=mended)


def _is_within_name(text: str, word: re.Match[str]) -> bool:
    """Whether the word is part of a hashtag, an @name or an address, which have rules of their own."""
    begins = max(text.rfind(" ", 0, word.start()), text.rfind("\n", 0, word.start())) + 1
    found = _UNBROKEN.match(text, begins)
    whole = found.group() if found else ""
    return whole.startswith(("#", "@")) or "://" in whole or "www." in whole.lower()


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "alt.missing": no_alt,
    "emoji.many": many_emoji,
    "emoji.row": emoji_in_a_row,
    "hashtag.many": many_hashtags,
    "hashtag.last": hashtag_not_last,
    "hashtag.capital": hashtag_small,
    "link.many": many_links,
    "link.short": shortened_link,
    "capitals": shouting,
    "marks": repeated_marks,
}
