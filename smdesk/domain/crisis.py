"""Crises: a time when nothing that was planned before goes out until it has been looked at again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """One crisis, from when everything was paused until it was called off; `ended_at` None while it lasts."""

    id: int = 0
    reason: str
    began_at: datetime
    began_by: str
    ended_at: datetime | None = None
    ended_by: str = ""
