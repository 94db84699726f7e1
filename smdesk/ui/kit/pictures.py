"""Small pictures of files: read beside the window, never larger than they are shown, and kept while they are needed."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from smdesk.ui.kit.work import in_background

MOST_MIB = 128  # that a picture may need while it is read; one that is a bomb, or far too large, is not shown
KEPT = 400
_BYTES = 4  # for each px
_DRAWINGS = ("svg", "svgz")  # are programs rather than pictures, and may be made to take for ever

_kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()


def thumbnail(path: Path, side: int) -> QImage:
    """The image in at most `side` × `side` px; an empty one when it cannot be read. Safe beside the window.

    What a file is is told by what it holds, whatever its name says; of one that moves the first picture is taken.
    """
    QImageReader.setAllocationLimit(MOST_MIB)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if reader.format().toStdString() in _DRAWINGS:
        return QImage()
    reader.setAutoTransform(True)
    whole = reader.size()
    if reader.format() != b"jpeg" and whole.width() * whole.height() * _BYTES > MOST_MIB << 20:
        return QImage()  # only a jpeg is made smaller as it is read
    if whole.isValid() and max(whole.width(), whole.height()) > side:
        reader.setScaledSize(
            whole.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    found = reader.read()
    if not found.isNull() and max(found.width(), found.height()) > side:
        found = found.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return found


class Pictures:
    """The small pictures of one list. `get` answers at once, and `came` is called when there is more to show.

    They are read one at a time, what was asked for last first: that is what is on the screen.
    """

    def __init__(self, came: Callable[[], object]) -> None:
        self._came = came
        self._wanted: dict[tuple[str, int], Path] = {}
        self._is_reading = self._is_over = False

    def get(self, key: str, path: Path, side: int) -> QPixmap | None:
        """The picture of the file `key` in `side` px; a null one when it cannot be shown, None while it is read."""
        found = _kept.get((key, side))
        if found is None:
            self._wanted.pop((key, side), None)
            self._wanted[key, side] = path
            self._go_on()
        else:
            _kept.move_to_end((key, side))
        return found

    def close(self) -> None:
        """Read no more; what is under way is kept for others but not told of."""
        self._is_over = True
        self._wanted.clear()

    def _go_on(self) -> None:
        if self._is_reading or not self._wanted:
            return
        self._is_reading = True
        (key, side), path = self._wanted.popitem()
        in_background(partial(thumbnail, path, side), partial(self._read, key, side))

    def _read(self, key: str, side: int, image: QImage) -> None:
        self._is_reading = False
        _kept[key, side] = QPixmap.fromImage(image)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        if not self._is_over:
            self._came()
            self._go_on()
