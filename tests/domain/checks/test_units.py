"""How long a text is: to a reader, to JavaScript, and to X."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.checks.units import emoji, graphemes, length, links

FAMILY, FLAG, THUMB, KEYCAP = "👨‍👩‍👧‍👦", "🇸🇪", "👍🏽", "1️⃣"


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Åäö", 3), ("A\u030a", 1), (FAMILY, 1), (FLAG * 2, 2), (THUMB, 1), (KEYCAP, 1), ("a\r\nb", 3),
     (f"Hej{FAMILY}!", 5), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1), ("🇸🇪🇳", 2)],
)  # fmt: skip
def test_signs_are_counted_as_a_reader_sees_them(text: str, count: int) -> None:
    assert length(text, "graphemes") == count


@given(st.text(max_size=200))
def test_signs_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in graphemes(text)) == text


def test_emoji_are_told_from_letters_and_signs() -> None:
    text = f"Hej © 5 {FAMILY} ☀️ ⚽ {FLAG}{KEYCAP} – §"
    assert [text[start:end] for start, end in emoji(text)] == [FAMILY, "☀️", "⚽", FLAG, KEYCAP]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Läs på start.stockholm/aktuellt.", ["start.stockholm/aktuellt"]),
        ("(https://www.stockholm.se/a?b=c)", ["https://www.stockholm.se/a?b=c"]),
        ("Skriv till parken@stockholm.se", []),
        ("Kl. 10.30 i parken. Se dig om.", []),
        ("http://exempel.se och www.exempel.org!", ["http://exempel.se", "www.exempel.org"]),
    ],
)
def test_web_addresses_are_found_without_what_follows(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in links(text)] == found


@pytest.mark.parametrize(
    ("text", "utf16", "weighted"),
    [
        ("Hej", 3, 3),
        (FAMILY, 11, 2),
        ("漢字", 2, 4),
        ("Se https://exempel.se/en/mycket/lang/adress.", 44, 27),
    ],
)
def test_each_platform_counts_its_own_way(text: str, utf16: int, weighted: int) -> None:
    assert (length(text, "utf16"), length(text, "weighted")) == (utf16, weighted)
