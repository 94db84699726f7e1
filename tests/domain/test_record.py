"""A record against what `dataclass` makes of the same class."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace

import pytest

from smdesk.domain.record import of_values, record


class Note:
    """A note."""

    text: str
    day: int = 3
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def long(self) -> bool:
        return len(self.text) > 10


def made(decorator):
    return decorator(type("Note", (), dict(vars(Note)) | {"marks": field(default_factory=dict)}))


PLAIN, NAMED = made(record), made(record(kw_only=True))
TOLD = made(dataclass(frozen=True, slots=True))


def test_it_is_filled_in_as_a_dataclass_is():
    assert asdict(PLAIN("a", 4)) == asdict(TOLD("a", 4)) == {"text": "a", "day": 4, "marks": {}}
    assert asdict(NAMED(text="b", marks={"x": 1})) == {"text": "b", "day": 3, "marks": {"x": 1}}
    assert repr(PLAIN("a")) == repr(TOLD("a")) == "Note(text='a', day=3, marks={})"
    assert [one.name for one in fields(PLAIN)] == [one.name for one in fields(TOLD)]
    assert is_dataclass(PLAIN)
    assert PLAIN("a much longer text").long


def test_each_has_its_own_of_what_is_made_for_it():
    assert PLAIN("a").marks is not PLAIN("a").marks


def test_the_same_values_are_the_same_record():
    assert PLAIN("a") == PLAIN("a")
    assert PLAIN("a") != PLAIN("b")
    assert PLAIN("a") != NAMED(text="a")
    assert hash(PLAIN("a", marks=())) == hash(PLAIN("a", marks=()))
    with pytest.raises(TypeError):
        hash(PLAIN("a"))  # of a dict


def test_it_does_not_change_but_is_replaced():
    one = PLAIN("a")
    for change in (lambda: setattr(one, "day", 4), lambda: delattr(one, "day"), lambda: setattr(one, "other", 1)):
        with pytest.raises(FrozenInstanceError):
            change()
    assert replace(one, day=4) == PLAIN("a", 4)
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("wrong", [{}, {"other": 1}, {"text": "a", "other": 1}])
def test_what_it_has_no_field_for_and_what_is_missing_is_refused(wrong):
    for cls in (PLAIN, NAMED):
        with pytest.raises((TypeError, AttributeError)):
            cls(**wrong)
    for given in (lambda: NAMED("a"), lambda: PLAIN("a", 1, {}, 2)):
        with pytest.raises(TypeError):
            given()


def test_it_is_told_when_it_is_made():
    @record
    class Sum:
        """A sum."""

        of: tuple[int, ...]
        seen: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.seen.append(sum(self.of))

    assert [Sum((1, 2)).seen, Sum((3,)).seen] == [[3], [3]]


def test_it_is_made_of_a_value_for_each_field():
    assert of_values(PLAIN, ["a", 4, {}]) == PLAIN("a", 4)
    assert of_values(NAMED, ["a", 4, {}]) == NAMED(text="a", day=4)
    with pytest.raises(ValueError, match="shorter"):
        of_values(PLAIN, ["a", 4])


def test_what_is_not_to_be_compared_is_not():
    same = record(
        type("Same", (), {"__annotations__": {"text": str, "seen": int}, "seen": field(default=0, compare=False)})
    )
    assert same("a", 1) == same("a", 2)
    assert hash(same("a", 1)) == hash(same("a", 2))
    assert same("a", 1) != same("b", 1)
