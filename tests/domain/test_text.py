"""Text from outside, made clean."""

import unicodedata
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.text import clean

MARKS = st.text("aö\u0301\u0316\u0344\u200d🎉 ", max_size=200)


@given(st.text(max_size=200) | MARKS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


def test_accents_heaped_on_a_letter_are_cut_and_take_no_time() -> None:
    began = perf_counter()
    assert clean("a" + "\u0316\u0301" * 50_000).startswith("á")
    assert perf_counter() - began < 2.0, "putting them all in order takes eight seconds"
    assert len(clean("x" + "\u0301" * 100 + "y")) == 32
    assert clean("o\u0308" * 100) == "ö" * 100


def test_emoji_in_a_row_are_left_as_they_are() -> None:
    row = "👨‍👩‍👧‍👦🎉" * 40
    assert clean(row) == row
