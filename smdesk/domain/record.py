"""A record: what `@dataclass(frozen=True, slots=True)` makes, in a tenth of the time.

That one writes and compiles six functions for every class, which was a tenth of the start. The records share theirs.
"""

from collections.abc import Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, dataclass_transform

_store = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type | None = None, /, *, kw_only: bool = False) -> Any:
    """Make a frozen dataclass with slots of a class; `fields`, `replace` and `asdict` take it for one."""

    def made(one: type) -> type:
        plain: type = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(one)
        _compare(plain)
        _fill_in(plain, kw_only=kw_only)
        return plain

    return made if cls is None else made(cls)


def of_values(cls: Any, values: Sequence[object]) -> Any:
    """A record of this class with a value for each field, in their order."""
    made = object.__new__(cls)
    for name, value in zip(cls.__slots__, values, strict=True):
        _store(made, name, value)
    return made


def _compare(cls: Any) -> None:
    """Give the class what it is told from others by."""
    values = attrgetter(*(one.name for one in fields(cls) if one.compare))

    def is_same(self: object, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    cls.__eq__ = is_same
    cls.__hash__ = lambda self: hash(values(self))
    cls.__repr__ = _told
    cls.__setattr__ = cls.__delattr__ = _refused


def _fill_in(cls: Any, *, kw_only: bool) -> None:
    """Give the class an `__init__`; what it is given more or less than it has fields for is an error, as ever."""
    names = [one.name for one in fields(cls)]
    known = {one.name: one.default for one in fields(cls) if one.default is not MISSING}
    built = {one.name: one.default_factory for one in fields(cls) if one.default_factory is not MISSING}
    count, by_place, is_told = len(names), 0 if kw_only else len(names), hasattr(cls, "__post_init__")

    def fill_in(self: Any, *given: object, **named: object) -> None:
        if given:
            named = dict(zip(names, given, strict=False)) | named
        if len(named) != count:
            named = known | {name: build() for name, build in built.items() if name not in named} | named
        if len(named) != count or len(given) > by_place:
            raise TypeError(f"{cls.__qualname__} has other fields: {', '.join(names)}")
        for name, value in named.items():
            _store(self, name, value)
        if is_told:
            self.__post_init__()

    cls.__init__ = fill_in


def _told(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _refused(_self: object, name: str, _value: object = None) -> NoReturn:
    raise FrozenInstanceError(f"a record does not change: {name!r}")
