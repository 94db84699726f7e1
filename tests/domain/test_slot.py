"""Times by the quarter of an hour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.slot import moved_time


@pytest.mark.parametrize(
    ("time", "quarters", "moved"),
    [
        ("13:00", 1, "13:15"),
        ("13:00", -1, "12:45"),
        ("13:07", 1, "13:15"),
        ("13:07", -1, "13:00"),
        ("13:07", 3, "13:45"),
        ("13:07", -2, "12:45"),
        ("23:45", 1, None),
        ("23:50", 1, None),
        ("00:00", -1, None),
        ("00:05", -1, "00:00"),
        ("", 1, "09:00"),
        ("", -1, "09:00"),
        ("", 3, "09:30"),
        ("", 0, ""),
        ("13:07", 0, "13:07"),
    ],
)
def test_a_time_moves_to_whole_quarters(time: str, quarters: int, moved: str | None) -> None:
    assert moved_time(time, quarters) == moved


@given(hour=st.integers(0, 23), quarter=st.integers(0, 3), by=st.integers(-100, 100))
def test_there_and_back_is_where_one_was(hour: int, quarter: int, by: int) -> None:
    time = f"{hour:02}:{quarter * 15:02}"
    moved = moved_time(time, by)
    assert moved is None or moved_time(moved, -by) == time
