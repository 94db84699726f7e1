"""Copies of a post's pictures to publish: without position and camera data, turned right, with their texts beside."""

import shutil
from collections.abc import Collection
from pathlib import Path

from PySide6.QtGui import QImageReader, QImageWriter

from smdesk.domain.media import VIDEO_SUFFIXES
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.operations.media_file import look_at
from smdesk.operations.platform import platform
from smdesk.operations.publishing import Outgoing, Picture

ALT_TEXTS = "alternativtexter.txt"
_KEPT = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp"}  # anything else becomes a jpg, which all take
_MOVING = ("gif", "webp")
_QUALITY = 92
_NO_ALT = "(alternativtext saknas)"


def prepare(outgoing: Outgoing, folder: Path) -> list[Problem]:
    """Write the copies into `folder`, which holds nothing else after; beside the window.

    Gives what could not be read, and what was copied as it is. Raises `CannotSaveError` when the disk is in the way.
    """
    moving = {platform(one.platform).takes.animated for one in outgoing.accounts}
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        made = [(one, _copy_as_it_is(one, folder, moving), _copy(one, folder, moving)) for one in outgoing.pictures]
        copies = [(name, one.alt) for one, *names in made for name in names if name]
        (folder / ALT_TEXTS).write_text("\n".join(f"{name}\n{alt or _NO_ALT}\n" for name, alt in copies), "utf-8")
    except OSError as error:
        values: dict[str, str | int] = {"folder": str(folder), "why": error.strerror or type(error).__name__}
        raise CannotSaveError(Problem("publish.folder", values=values)) from error
    as_it_is = ", ".join(name for _, name, _ in made if name)
    told = [Problem("publish.as_it_is", values={"names": as_it_is})] if as_it_is else []
    unread = ", ".join(one.name for one, *names in made if not any(names))
    return [*told, *([Problem("publish.unread", values={"names": unread})] if unread else [])]


def _copy_as_it_is(picture: Picture, folder: Path, moving: Collection[bool]) -> str:
    """Copy a film, and what moves where a platform shows that; the copy's name, ”” for any other picture."""
    ending = _ending(picture)
    if ending not in VIDEO_SUFFIXES and not (True in moving and _moves(picture)):
        return ""
    shutil.copyfile(picture.path, folder / f"{picture.name}.{ending}")
    return f"{picture.name}.{ending}"


def _copy(picture: Picture, folder: Path, moving: Collection[bool]) -> str:
    """Write what is seen and nothing else (Exif, with its position, is not read); the copy's name, ”” when unread.

    ”” too for what is copied as it is; but a picture that moves has a still one for the platforms that show no more.
    """
    if _ending(picture) in VIDEO_SUFFIXES:
        return ""
    is_moving = True in moving and _moves(picture)
    if is_moving and False not in moving:
        return ""
    reader = QImageReader(str(picture.path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return ""
    for key in image.textKeys():
        image.setText(key, "")
    suffix = "jpg" if is_moving else _KEPT.get(_ending(picture), "jpg")
    name = f"{picture.name}.{suffix}"
    writer = QImageWriter(str(folder / name))
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise OSError(writer.errorString())
    return name


def _ending(picture: Picture) -> str:
    return picture.path.suffix.lower().lstrip(".")


def _moves(picture: Picture) -> bool:
    """Whether it is a gif or a webp, by its name too, of several pictures."""
    if _ending(picture) not in _MOVING:
        return False
    facts = look_at(picture.path)
    return facts.is_animated and facts.kind in _MOVING
