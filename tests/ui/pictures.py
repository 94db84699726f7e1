"""Pictures as files, for the tests of what is shown of them."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage


def picture(place: Path, name: str, colour: str = "#2F5FA8", size: tuple[int, int] = (300, 200)) -> Path:
    """A file with a picture in one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(place / name))
    return place / name
