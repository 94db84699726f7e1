"""A picture or a film that is to be taken in: looked at first, and copied only when it is one that can be used."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence
from smdesk.domain.media_facts import MediaFacts, Medium, check_file
from smdesk.domain.post import MEDIA_SUFFIXES
from smdesk.domain.problem import BadInputError, Problem
from smdesk.domain.text import clean, one_line
from smdesk.formats.media_file import read_facts
from smdesk.store.evidence import KeptFile, keep

_KNOWN = 512  # files whose facts are remembered; what lies under a hash never changes


def look_at(path: Path) -> MediaFacts:
    """What the file says of itself, by its header. Raises `BadInputError` when it is none, or cannot be read."""
    try:
        if not path.is_file():  # a folder, a device or a pipe, which would never end
            raise BadInputError(Problem("media.no_file", values={"name": _name(path)}, where="images"))
        return read_facts(path)
    except OSError as error:
        values: dict[str, str | int] = {"name": _name(path), "why": error.strerror or type(error).__name__}
        raise BadInputError(Problem("media.unread", values=values, where="images")) from error


def keep_media(folder: Path, source: Path) -> KeptFile:
    """Copy a picture or a film into the evidence folder of `folder`, if it is one; to be run beside the window.

    Raises `BadInputError` for one that is empty, broken, too large or no picture at all, before anything is copied,
    and `CannotSaveError` when the disk is in the way.
    """
    refuse_unusable(source)
    return keep(folder, source)


def refuse_unusable(source: Path) -> None:
    """Raise `BadInputError` for a file that is no picture or film, or cannot be used; safe beside the window."""
    if found := check_file(Medium(name=_name(source), facts=look_at(source))):
        raise BadInputError(*found)


def sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Of files to be taken in, those that are named as pictures or films, and what to say of the others."""
    wrong = [path for path in paths if path.suffix.lower().lstrip(".") not in MEDIA_SUFFIXES]
    names = ", ".join(_name(path) for path in wrong)
    told = [Problem("media.not_media", values={"name": names}, where="images")] if wrong else []
    return [path for path in paths if path not in wrong], told


def _name(path: Path) -> str:
    return one_line(clean(path.name))


def media_of(desk: Desk, files: Iterable[Evidence]) -> tuple[Medium, ...]:
    """What can be read of files that are kept; one that is gone is left out, and told where it is asked for."""
    found = []
    for one in files:
        with suppress(OSError):
            found.append(Medium(name=one.name, facts=_facts(desk.store.evidence.path(one), one.size)))
    return tuple(found)


@lru_cache(_KNOWN)
def _facts(path: Path, size: int) -> MediaFacts:
    """The facts of a kept file; `OSError` when it is gone, or no longer of `size` bytes (which is not remembered)."""
    found = read_facts(path)
    if found.size != size:
        raise OSError(path.name)
    return found
