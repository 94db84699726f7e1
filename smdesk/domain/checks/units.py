"""How long a text is to a reader and to a platform: graphemes, emoji, links, and each platform's own count."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LINK = re.compile(r"(?:https?://|www\.)[^\s<>”\"]+|\b(?:[a-zåäö0-9-]{1,63}\.){1,5}(?:se|com|org|nu|net|eu|stockholm|ly|to|gl|co)\b"
                  r"(?:/[^\s<>”\"]*)?", re.IGNORECASE)  # fmt: skip
"""A web address, with or without https://; a trailing full stop is not part of it (`links` takes it off).

Bounded in every part (a label has 63 letters, RFC 1035): what was pasted may be one word of any length.
"""

_ADDRESS_END = ".,;:!?)]}’'"
_JOINER, _EMOJI_LOOK, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
_LINK_WEIGHT, _WIDE_WEIGHT = 23, 2  # X: a link is 23 whatever its length, an emoji or a wide letter 2
_PLAIN = "\x00-\x0c\x0e-\u02ff\u2010-\u201f"  # letters that are a sign each, and 1 to X, whatever stands around them
_RARE = re.compile(rf"[{_PLAIN}]?(?:[^{_PLAIN}]+(?:(?<=[\u200d\r])[{_PLAIN}])?)+", re.DOTALL)
_X_SINGLE = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


@lru_cache(maxsize=8)  # several rules look for the same in one text
def links(text: str) -> tuple[tuple[int, int], ...]:
    """Where each web address begins and ends; an e-mail address is none."""
    return tuple(
        (match.start(), match.start() + len(match.group().rstrip(_ADDRESS_END)))
        for match in LINK.finditer(text)
        if "@" not in text[max(0, match.start() - 1) : match.end()]
    )


def plain_link(link: str) -> str:
    """A web address as it is compared: in small letters, without scheme, www and a closing slash."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip("/")


def host(link: str) -> str:
    """Where a web address leads: ”start.stockholm”."""
    return re.split(r"[/?#:]", plain_link(link), maxsplit=1)[0]


def graphemes(text: str) -> Iterator[tuple[int, int]]:
    """Where each sign begins and ends as a reader sees them: letters with their accents, emoji families, flags.

    Follows the rules of Unicode Standard Annex 29 for what occurs in posts; Hangul and Indic syllables are counted by
    their letters.
    """
    start, flags = 0, 0
    for at, letter in enumerate(text):
        if at == start:
            flags = int(_is_flag_half(letter))
            continue
        before = text[at - 1]
        if _extends(letter) or before == _JOINER or (before, letter) == ("\r", "\n"):
            continue
        if _is_flag_half(letter) and flags == 1 and _is_flag_half(before):
            flags = 2
            continue
        yield start, at
        start, flags = at, int(_is_flag_half(letter))
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=8)
def emoji(text: str) -> tuple[tuple[int, int], ...]:
    """Where each emoji begins and ends; a family, a flag or a skin tone is one."""
    return tuple((start, end) for start, end in _rare_signs(text) if _is_emoji(text[start:end]))


def _rare_signs(text: str) -> Iterator[tuple[int, int]]:
    """The signs around letters that are not plain: the rest of a text, most of it, need not be looked at."""
    for stretch in _RARE.finditer(text):
        for start, end in graphemes(stretch.group()):
            yield stretch.start() + start, stretch.start() + end


def length(text: str, unit: str) -> int:
    """How long `text` is in a platform's own `unit` (see `Outlet`)."""
    if unit == "graphemes":
        return len(text) - sum(end - start - 1 for start, end in _rare_signs(text))
    if unit == "weighted":
        return _weighted(text)
    return len(text.encode("utf-16-le")) // 2


def _weighted(text: str) -> int:
    plain, total = [], 0
    at = 0
    for start, end in links(text):
        plain.append(text[at:start])
        total += _LINK_WEIGHT
        at = end
    rest = unicodedata.normalize("NFC", "".join([*plain, text[at:]]))
    for start, end in _rare_signs(rest):
        sign = rest[start:end]
        single = not _is_emoji(sign) and all(any(a <= ord(one) <= b for a, b in _X_SINGLE) for one in sign)
        total += 0 if single else _WIDE_WEIGHT - len(sign)
    return total + len(rest)


def _extends(letter: str) -> bool:
    return (
        letter in (_JOINER, _EMOJI_LOOK, _KEYCAP)
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # the letters in the flags of regions
        or unicodedata.category(letter) in ("Mn", "Me", "Mc")
    )


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _is_emoji(sign: str) -> bool:
    first = ord(sign[0])
    if sign[-1] == _KEYCAP or _EMOJI_LOOK in sign:
        return True
    if first >= 0x1F000:
        return first <= 0x1FAFF
    return first in _OLD_EMOJI


# The signs below U+1F000 that show as emoji without being asked to (Emoji_Presentation, Unicode 15.1).
_OLD_EMOJI = frozenset(
    [0x231A, 0x231B, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD,
     0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B,
     0x2728, 0x274C, 0x274E, 0x2757, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55,
     *range(0x23E9, 0x23ED), *range(0x2648, 0x2654), *range(0x2753, 0x2756), *range(0x2795, 0x2798)]
)  # fmt: skip
