"""Copies of a post's pictures to publish: without position and camera data, turned right, with their texts beside."""

import shutil
from pathlib import Path

from PySide6.QtGui import QImageReader, QImageWriter

from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.operations.publishing import Outgoing, Picture

ALT_TEXTS = "alternativtexter.txt"
_KEPT = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp"}  # anything else becomes a jpg, which all take
_QUALITY = 92
_NO_ALT = "(alternativtext saknas)"


def prepare(outgoing: Outgoing, folder: Path) -> list[Problem]:
    """Write the copies into `folder`, which holds nothing else after; beside the window.

    Gives what could not be read. Raises `CannotSaveError` when the disk is in the way.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        names = [_copy(one, folder) for one in outgoing.pictures]
        copies = [(name, one.alt) for name, one in zip(names, outgoing.pictures, strict=True) if name]
        (folder / ALT_TEXTS).write_text("\n".join(f"{name}\n{alt or _NO_ALT}\n" for name, alt in copies), "utf-8")
    except OSError as error:
        values: dict[str, str | int] = {"folder": str(folder), "why": error.strerror or type(error).__name__}
        raise CannotSaveError(Problem("publish.folder", values=values)) from error
    unread = ", ".join(one.name for name, one in zip(names, outgoing.pictures, strict=True) if not name)
    return [Problem("publish.unread", values={"names": unread})] if unread else []


def _copy(picture: Picture, folder: Path) -> str:
    """Write what is seen and nothing else (Exif, with its position, is not read); the copy's name, ”” when unread."""
    reader = QImageReader(str(picture.path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return ""
    for key in image.textKeys():
        image.setText(key, "")
    suffix = _KEPT.get(picture.path.suffix.lower().lstrip("."), "jpg")
    name = f"{picture.name}.{suffix}"
    writer = QImageWriter(str(folder / name))
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise OSError(writer.errorString())
    return name
