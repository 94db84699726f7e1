"""How much of a text a platform shows before ”visa mer”."""

from smdesk.domain.checks.finding import Outlet
from smdesk.domain.checks.units import graphemes, length

_WORD_SHARE = 3  # back to the last whole word, unless it takes more than a third of what shows


def folded(text: str, outlet: Outlet) -> str | None:
    """The part of `text` that shows where it is folded; None when all of it does, or nothing is known of the fold.

    Whole words where there are any, and never a part of a sign as a reader sees it.
    """
    if not outlet.folded_at and not outlet.folded_lines:
        return None
    text = text.rstrip()
    used, lines, word_end, was_space = 0, 1, 0, True
    for start, end in graphemes(text):
        sign = text[start:end]
        lines += "\n" in sign
        used += length(sign, outlet.unit)
        too_long = outlet.folded_at and used > outlet.folded_at
        if sign.isspace() and not was_space:
            word_end = start
        if outlet.folded_lines and lines > outlet.folded_lines:
            return text[:word_end] if was_space or sign.isspace() else text[:start]
        if too_long:
            return text[: word_end if word_end * _WORD_SHARE >= start * (_WORD_SHARE - 1) else start]
        was_space = sign.isspace()
    return None
