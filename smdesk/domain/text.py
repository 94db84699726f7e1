"""Text from outside: made clean enough to store, to compare and to show."""

import re
import unicodedata
from collections.abc import Iterator

# Control characters but tab and line feed, the marks that turn the reading direction (they can make a text
# show something other than it says), invisible ones, and the code points that no file format may hold.
# ZWJ and ZWNJ (200D, 200C) stay: emoji and some languages need them.
_UNSEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_LONE_SURROGATE = "[\ud800-\udfff]"
_MOST_MARKS = 30  # accents on one letter: no language has more (Unicode Standard Annex 15, Stream-Safe Text)
_MANY_SIGNS = rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}"
MOST_TEXT = 65_000
"""The letters that a field or a post may have: more than the longest platform takes (Facebook, 63,206)."""

_SPACES = r"[^\S\n]+"
_LETTERS = r"[^\W_]+"  # letters and digits: what `str.isalnum` takes


def clean(text: str) -> str:
    """`text` in NFC with line feeds only, without unseen characters; a lone surrogate becomes �.

    Of the accents heaped on a letter thirty stay: to put more in order takes the square of their number. Cleaning
    twice is cleaning once.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    plain = re.sub(_LONE_SURROGATE, "\ufffd", re.sub(_UNSEEN, "", plain))
    return _bounded(unicodedata.normalize("NFC", _bounded(plain)))


def _bounded(text: str) -> str:
    """`text` with at most thirty accents in a row."""
    return re.sub(_MANY_SIGNS, lambda signs: "".join(_few_marks(signs.group())), text)


def _few_marks(signs: str) -> Iterator[str]:
    count = 0
    for sign in signs:
        count = count + 1 if unicodedata.combining(sign) else 0
        if count <= _MOST_MARKS:
            yield sign


def has_unseen(text: str) -> bool:
    """Whether `clean` takes anything out of `text` that a reader might miss."""
    return bool(re.search(_UNSEEN, text.replace("\r", "\n").replace("\x85", "\n")) or re.search(_LONE_SURROGATE, text))


def one_line(text: str) -> str:
    """`text` on one line, with single ordinary spaces (NBSP and its kin included) and none at the ends."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """`text` with its lines kept, but single ordinary spaces within each and no blank lines at the ends."""
    return "\n".join(re.sub(_SPACES, " ", line).strip() for line in text.strip().splitlines())


def caseless(text: str) -> str:
    """Text as it is searched: NFC and without case, so that å, ä and ö stay themselves."""
    return unicodedata.normalize("NFC", text).casefold()


def fold(text: str) -> str:
    """`text` as it is compared: NFC, casefolded, letters and digits only, single spaces between the words."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(re.findall(_LETTERS, plain))


def with_link(text: str, link: str) -> str:
    """`text` with `link` last, before the hashtags it ends with; once if the text has it."""
    if not link or link in text:
        return text
    body, tail = before_hashtags(text)
    return f"{body}\n{link}\n{tail}".strip()


def before_hashtags(text: str) -> tuple[str, str]:
    """`text` without the hashtags it ends with, and those on one line; no white space at their ends."""
    words = list(re.finditer(r"\S+", text))
    tags = len(words)
    while tags and words[tags - 1].group().startswith("#"):
        tags -= 1
    body = text[: words[tags - 1].end()] if tags else ""
    return body, " ".join(word.group() for word in words[tags:])
