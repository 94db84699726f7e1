"""The letters that reach a menu, a command or a button with Alt: chosen by rule, so that none is given twice."""

from collections.abc import Collection, Sequence


def letters(texts: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """A letter for each text: the first of one of its words where that is free, else any in it; ”” when none is."""
    used, found = set(taken), []
    for text in texts:
        low = text.lower()
        starts = [word[0] for word in low.split()]
        letter = next((one for one in (*starts, *low) if one.isalpha() and one not in used), "")
        used.add(letter)
        found.append(letter)
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
