"""Tags: a few words that say what a post is about, and which subjects an account is for."""

import re
from collections.abc import Iterable

from smdesk.domain.text import clean, one_line

LONGEST = 40
"""Characters of a tag: what is longer is a sentence, and goes on no chip."""

_BETWEEN = re.compile(r"[,;\n]")


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a text that parts them by commas, each once, in their order; # before one is dropped."""
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(clean(text)):
        if tag := one_line(piece).lstrip("#").strip()[:LONGEST].rstrip():
            found.setdefault(tag_key(tag), tag)
    return tuple(found.values())


def tags_text(tags: Iterable[str]) -> str:
    """The tags as the register keeps them and fields show them: ”evenemang, förskola”."""
    return ", ".join(tags)


def tidy_tags(text: str) -> str:
    """`text` as the register keeps it; tidying twice is tidying once."""
    return tags_text(read_tags(text))


def tag_key(tag: str) -> str:
    """What two spellings of one tag have in common: ”Förskola” and ”förskola” are the same."""
    return one_line(tag).casefold()


def tag_keys(text: str) -> frozenset[str]:
    """The keys of all tags in a text."""
    return frozenset(tag_key(one) for one in read_tags(text)) if text else frozenset()


def replaced(text: str, tag: str, new: str) -> str:
    """The tags of `text` with `new` in place of `tag`, once; without it where `new` is empty."""
    return tidy_tags(tags_text(new if tag_key(one) == tag_key(tag) else one for one in read_tags(text)))
