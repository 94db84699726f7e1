"""What a picture or a film says of itself, read from its header: its real kind, its size, whether it is whole.

Nothing is decoded, and no more is read than what is asked for, so that a file made to harm costs nothing. Written
anew: the small libraries for sizes (imagesize, filetype) tell neither whether one moves nor whether it is cut off.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from smdesk.domain.media_facts import MediaFacts
from smdesk.formats import media_box, media_matroska, media_picture

HEAD = 4096

Reader = Callable[[BinaryIO, MediaFacts], MediaFacts]

_READERS: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), media_picture.jpeg),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), media_picture.png),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), media_picture.gif),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", media_picture.webp),
    (lambda head: head.startswith((b"II*\0", b"MM\0*")), media_picture.tiff),
    (lambda head: head.startswith(b"BM") and head[6:10] == bytes(4), media_picture.bmp),
    (lambda head: head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat"), media_box.boxes),
    (lambda head: head.startswith(b"\x1aE\xdf\xa3"), media_matroska.webm),
    (lambda head: b"<svg" in head, media_picture.svg),
)


def read_facts(path: Path) -> MediaFacts:
    """The facts of a file; `kind` None for another kind of file. `OSError` when it cannot be read.

    A header that says the impossible is that of a broken file: `whole` is then False.
    """
    with path.open("rb") as file:
        nothing = MediaFacts(size=file.seek(0, 2))
        file.seek(0)
        head = file.read(HEAD)
        for fits, read in _READERS:
            if fits(head):
                file.seek(0)
                return read(file, nothing)
    return nothing
