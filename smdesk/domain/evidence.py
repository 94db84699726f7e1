"""Files kept as evidence: stored once by their SHA-256, never changed."""

from datetime import datetime
from enum import StrEnum

from smdesk.domain.media import VIDEO_SUFFIXES
from smdesk.domain.record import record


class Subject(StrEnum):
    """What a kept file belongs to; the values are the tables' names."""

    ACCOUNT = "account"
    POST = "post"
    STEP = "procedure_step"
    MEDIA = "media"
    INBOUND = "inbound"
    PURGE = "purge_record"


@record(kw_only=True)
class Evidence:
    """One file on one subject. `suffix` has no dot; `size` is in bytes; `alt` is an image's alternative text."""

    id: int = 0
    subject: Subject
    subject_id: int
    sha256: str
    suffix: str = ""
    name: str = ""
    size: int = 0
    alt: str = ""
    kind: str = ""
    added_at: datetime
    added_by: str = ""

    @property
    def is_film(self) -> bool:
        """Whether it is a film, whose `alt` is its text version."""
        return self.suffix in VIDEO_SUFFIXES

    @property
    def file_name(self) -> str:
        """The name the file has in the evidence folder."""
        return f"{self.sha256}.{self.suffix}" if self.suffix else self.sha256
