"""Procedures: start one, take its steps, and guard its gates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from smdesk.domain.problem import Problem

if TYPE_CHECKING:
    from smdesk.desk import Desk


def guard(desk: "Desk", tables: frozenset[str]) -> Sequence[Problem]:
    """What would be wrong with the running procedures if the open transaction were committed."""
    return []
