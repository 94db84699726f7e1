"""Pictures and films: what a file says of itself, what smdesk takes in, and what a platform takes."""

from datetime import date
from enum import StrEnum

from smdesk.domain.problem import Problem
from smdesk.domain.record import record

_MB = 1_000_000
MOST_PICTURE_BYTES = 50 * _MB
MOST_FILM_BYTES = 2000 * _MB
"""A larger file is not taken in (a proposal: every file is copied, backed up and shown)."""

MOST_PIXELS = 64 * 2**20
"""More than Qt decodes (256 MiB at four bytes each): such a picture can neither be shown nor prepared."""


class FileKind(StrEnum):
    """What a file is, whatever its name ends in; the values are the usual endings."""

    JPEG = "jpg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    BMP = "bmp"
    TIFF = "tif"
    SVG = "svg"
    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"

    @property
    def is_film(self) -> bool:
        """Whether it moves by nature; an animated gif does not count."""
        return self in (FileKind.MP4, FileKind.MOV, FileKind.WEBM)

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that a file of this kind may have."""
        return {
            FileKind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
            FileKind.TIFF: ("tif", "tiff"),
            FileKind.HEIC: ("heic", "heif"),
            FileKind.MP4: ("mp4", "m4v", "mov"),  # a camera's .mov is often mp4 inside, and plays everywhere
            FileKind.MOV: ("mov", "qt"),
            FileKind.WEBM: ("webm", "mkv"),
        }.get(self, (self.value,))


@record(kw_only=True)
class MediaFacts:
    """What a file's own header says. `width` and `height` are px as it is seen (turned), 0 where it does not say.

    `kind` is None for what is neither picture nor film; `whole` is False where the file ends too early or lacks what
    every file of its kind has. `size` is in bytes, `seconds` the length of a film.
    """

    size: int
    kind: FileKind | None = None
    width: int = 0
    height: int = 0
    is_animated: bool = False
    seconds: float = 0
    whole: bool = True

    @property
    def ratio(self) -> float:
        """Width to height; 0 while unknown."""
        return self.width / self.height if self.height else 0.0


@record(kw_only=True)
class Medium:
    """A file of a post as the checks see it."""

    name: str
    facts: MediaFacts

    @property
    def ending(self) -> str:
        """What its name ends in, in small letters without the dot."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    @property
    def is_misnamed(self) -> bool:
        """Whether its name says something else than the file."""
        return self.facts.kind is not None and bool(self.ending) and self.ending not in self.facts.kind.endings


@record(kw_only=True)
class Takes:
    """What a platform takes; 0 where it is not known. Sizes are in bytes, ratios width to height."""

    images: int = 0
    image_bytes: int = 0
    image_least: float = 0
    image_most: float = 0
    animated: bool = True
    film_bytes: int = 0
    film_seconds: int = 0
    film_least: float = 0
    film_most: float = 0
    source: str = ""
    url: str = ""
    verified_on: date | None = None


NOTHING_KNOWN = Takes()
"""Of a platform that no source was found for."""


def check_file(one: Medium) -> list[Problem]:
    """Why a file is not taken in as a picture or a film; an empty list when it is."""
    facts, name = one.facts, one.name
    if not facts.size:
        return [Problem("media.empty", values={"name": name}, where="images")]
    if facts.kind is None:
        return [Problem("media.unknown", values={"name": name}, where="images")]
    most = MOST_FILM_BYTES if facts.kind.is_film else MOST_PICTURE_BYTES
    if facts.size > most:
        return [
            Problem("media.huge", values={"name": name, "size": facts.size // _MB, "most": most // _MB}, where="images")
        ]
    if not facts.whole:
        return [Problem("media.broken", values={"name": name}, where="images")]
    if not facts.kind.is_film and facts.width * facts.height > MOST_PIXELS:
        pixels = MOST_PIXELS // _MB
        values: dict[str, str | int] = {"name": name, "width": facts.width, "height": facts.height, "pixels": pixels}
        return [Problem("media.bomb", values=values, where="images")]
    return []
