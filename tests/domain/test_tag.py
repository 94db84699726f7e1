"""Tags: typed anyhow, kept one way, and the same in whatever case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.group import AccountGroup, check, tidied
from smdesk.domain.tag import LONGEST, read_tags, replaced, tag_keys, tidy_tags


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" , ;\n", ""),
        ("trygghet", "trygghet"),
        ("#evenemang,  öppen\u00a0förskola ;Evenemang\nSFI", "evenemang, öppen förskola, SFI"),
        ("e\u0301te", "éte"),
        ("x" * 60, "x" * LONGEST),
    ],
)
def test_they_are_kept_as_words_between_commas(typed: str, kept: str) -> None:
    assert tidy_tags(typed) == kept


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once_and_loses_no_tag(typed: str) -> None:
    kept = tidy_tags(typed)
    assert tidy_tags(kept) == kept
    assert len(read_tags(kept)) == len(tag_keys(kept)) == len(read_tags(typed))


def test_a_group_has_a_name_of_its_own() -> None:
    known = [AccountGroup(id=1, name="Kultur och fritid")]

    def codes(name: str, group_id: int = 0) -> list[str]:
        return [one.code for one in check(tidied(AccountGroup(id=group_id, name=name)), known)]

    assert codes("Förskolor") == codes("kultur, och FRITID", 1) == []
    assert codes(" \u202e") == codes("…") == ["group.name_missing"]
    assert codes("kultur  och FRITID") == ["group.twice"]
    assert codes("x" * 61) == ["group.name_long"]


@pytest.mark.parametrize(
    ("text", "tag", "new", "made"),
    [
        ("lov, park", "LOV", "skollov", "skollov, park"),
        ("lov, park", "lov", "park", "park"),
        ("lov, park", "park", "", "lov"),
        ("skollov", "lov", "x", "skollov"),
    ],
)
def test_one_tag_is_put_in_place_of_another(text: str, tag: str, new: str, made: str) -> None:
    assert replaced(text, tag, new) == made
