"""Where a text is folded: at whole words where there are any, and never within a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.checks.finding import Outlet
from smdesk.domain.checks.fold import folded
from smdesk.domain.checks.units import graphemes, length
from smdesk.operations.platform import platforms

SIGNS = st.sampled_from(["a", "å", " ", "\n", "e\u0301", "👨‍👩‍👧", "🇸🇪", "👍🏽", "\u200d", "\u0301", "ord ", "#"])
TEXTS = st.lists(SIGNS, max_size=40).map("".join)
UNITS = st.sampled_from(["utf16", "graphemes", "weighted"])


def outlet(at: int = 0, lines: int = 0, unit: str = "utf16") -> Outlet:
    return Outlet(name="X", folded_at=at, folded_lines=lines, unit=unit)


@given(TEXTS, st.integers(0, 30), st.integers(0, 4), UNITS)
def test_folding_never_splits_a_sign_and_shows_no_more_than_it_may(text: str, at: int, lines: int, unit: str) -> None:
    shown = folded(text, outlet(at, lines, unit))
    if shown is None:
        return
    assert text.startswith(shown)
    assert shown != text.rstrip()
    assert len(shown) in {0, *(end for _, end in graphemes(text))}
    assert not at or sum(length(shown[a:b], unit) for a, b in graphemes(shown)) <= at
    assert not lines or shown.count("\n") < lines


@given(TEXTS, st.integers(1, 30))
def test_what_has_room_is_not_folded(text: str, at: int) -> None:
    assert folded(text, outlet()) is None
    if length(text.rstrip(), "utf16") <= at:
        assert folded(text, outlet(at)) is None


@pytest.mark.parametrize(
    ("text", "at", "lines", "shown"),
    [
        ("Öppet hus på lördag", 11, 0, "Öppet hus"),
        ("Öppet hus på lördag", 9, 0, "Öppet hus"),
        ("Snöröjningsberedskap", 8, 0, "Snöröjni"),
        ("Ja snöröjningsberedskap", 14, 0, "Ja snöröjnings"),
        ("Ett\nTvå\nTre", 0, 2, "Ett\nTvå"),
        ("Ett\n\n\nTvå", 0, 2, "Ett"),
        ("👨‍👩‍👧👨‍👩‍👧", 10, 0, "👨‍👩‍👧"),
    ],
)
def test_a_fold(text: str, at: int, lines: int, shown: str) -> None:
    assert folded(text, outlet(at, lines)) == shown


def test_each_fold_says_where_it_is_known_from() -> None:
    for one in platforms().values():
        assert bool(one.folded_at or one.folded_lines) == bool(one.fold_source), one.key
        assert not one.fold_source or one.fold_source.startswith("Förslag"), "no platform tells it itself"
