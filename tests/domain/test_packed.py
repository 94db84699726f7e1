"""Bars in rows: none meet, and no more rows than must be."""

from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.calendar import packed

SPANS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda two: (min(two), max(two))), max_size=12)


@given(SPANS.map(sorted))
def test_bars_of_one_row_do_not_meet_and_no_row_is_wasted(spans):
    rows = packed(spans)
    for column in range(7):
        here = [row for row, (first, last) in zip(rows, spans, strict=True) if first <= column <= last]
        assert len(here) == len(set(here))
    widest = max((sum(first <= column <= last for first, last in spans) for column in range(7)), default=0)
    assert len(set(rows)) == widest


def test_the_first_stays_on_top():
    assert packed([(0, 6), (0, 2), (1, 1), (3, 6)]) == [0, 1, 2, 1]
    assert packed([]) == []
