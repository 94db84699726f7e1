"""The letters that reach a menu, a command or a button with Alt: chosen by rule, so that none is given twice."""

from collections.abc import Collection, Sequence


def letters(texts: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """A letter for each text: its first where that is free, else that of another word, else any; ”” when none is."""
    used, found = set(taken), [""] * len(texts)
    for only_first in (True, False):
        for number, text in enumerate(texts):
            low = text.lower()
            wanted = low[:1] if only_first else (*(word[0] for word in low.split()), *low)
            if not found[number]:
                found[number] = next((one for one in wanted if one.isalpha() and one not in used), "")
                used.add(found[number])
    return found


def marked(text: str, letter: str = "") -> str:
    """`text` as Qt is given it: its own ”&” doubled, and one before `letter` where it stands first in a word, or at
    all."""
    low = text.lower()
    starts = [place for place in range(len(low)) if place == 0 or low[place - 1].isspace()]
    at = next((place for place in (*starts, *range(len(low))) if letter and low[place] == letter), None)
    if at is None:
        return _plain(text)
    return f"{_plain(text[:at])}&{_plain(text[at:])}"


def _plain(text: str) -> str:
    return text.replace("&", "&&")
