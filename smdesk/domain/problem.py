"""What a rule finds wrong, and the errors that the user can do something about."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from smdesk.domain.record import record


class Severity(StrEnum):
    """How much a problem weighs: it stops, it warns, or it only hints."""

    STOP = "stop"
    WARN = "warn"
    HINT = "hint"


class Hindrance(StrEnum):
    """What usually stands in the way of a file."""

    DENIED = "denied"
    NO_FOLDER = "no_folder"
    FULL = "full"
    MISREAD = "misread"
    NOT_GONE = "not_gone"
    NO_COPIES = "no_copies"


@record
class Problem:
    """One thing a rule found. `code` names the Swedish sentence in `smdesk.words`, `values` fill it in.

    `where` names the field, the step or the ”rad 7, kolumn C” that it is about.
    """

    code: str
    severity: Severity = Severity.STOP
    values: Mapping[str, str | int] = field(default_factory=dict)
    where: str = ""


class KnownError(Exception):
    """Something the user is told in plain words; anything else that is raised is a bug."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems: Sequence[Problem] = problems


class RefusedError(KnownError):
    """A rule forbids what was asked; nothing was changed."""


class CannotOpenError(KnownError):
    """The register cannot be opened; nothing was touched."""


class CannotSaveError(KnownError):
    """The disk or another program stood in the way; the step was rolled back whole."""


class BadInputError(KnownError):
    """A file or a text from outside cannot be read."""


def stops(problems: Sequence[Problem]) -> list[Problem]:
    """Those of `problems` that forbid going on."""
    return [problem for problem in problems if problem.severity is Severity.STOP]


def refuse_if(problems: Sequence[Problem]) -> None:
    """Raise `RefusedError` when any problem stops."""
    if found := stops(problems):
        raise RefusedError(*found)
