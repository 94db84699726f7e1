"""The list of the library: a small picture of each file, its name, what is known of it and what it lacks."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from smdesk.domain.media import MediaKind
from smdesk.operations.media import Files, Line
from smdesk.ui.kit import theme
from smdesk.ui.kit.icons import paint_icon
from smdesk.ui.kit.parts import PAD
from smdesk.ui.kit.pictures import Pictures
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.row import Places, Row
from smdesk.ui.kit.row_painter import RowDelegate
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words.media import KINDS, counted

_LINES = 3  # line heights of a picture
MOST = 200
"""Files that are listed at first, and that the last row shows more of: all of a large library would be felt."""
_MORE = "more"


def media_row(line: Line, *, check: bool | None = None) -> Row:
    """A file of the library as a row."""
    media = line.media
    facts = [
        KINDS[media.kind],
        f"foto {media.photographer}" if media.photographer else media.source,
        media.tags,
        f"används i {counted(line.uses, 'inlägg', 'inlägg')}" if line.uses else "används inte",
    ]
    lacks = [
        ("textversion saknas" if media.kind is MediaKind.VIDEO else "alt-text saknas") if line.lacks_text else "",
        "samtycke saknas" if line.lacks_consent else "samtycke går ut" if line.ends_soon else "",
    ]
    told = [one for one in lacks if one]
    return Row(
        id=media.id,
        title=media.name,
        subtitle=" · ".join(one for one in facts if one),
        chip=" · ".join(told),
        tone=Tone.LATE if line.lacks_consent else Tone.WARNING,
        check=check,
        one_line=True,
        bold=True,
    )


class _PictureDelegate(RowDelegate):
    """A row with a picture before all that it says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        shelf: Shelf = self._view  # type: ignore[assignment] # it is made for no other
        rect: QRect = option.rect
        side = shelf.side()
        place = QRect(rect.left() + PAD, rect.top() + (rect.height() - side) // 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        media_id = self._row(index).id
        if isinstance(media_id, int):
            shelf.paint_picture(painter, place, media_id)
        painter.restore()

    def _places(self, row: Row, width: int, font: QFont, name: str) -> Places:
        shelf: Shelf = self._view  # type: ignore[assignment] # it is made for no other
        before = shelf.side() + PAD
        found = super()._places(row, max(80, width - before), font, name)
        high = max(found.height, shelf.side() + PAD)
        down = (high - found.height) // 2
        moved = {
            name: QRect(rect).translated(before, down)
            for name in ("box", "time", "mark", "title", "subtitle", "bar", "goal", "chip", "button")
            if not (rect := getattr(found, name)).isEmpty()
        }
        return replace(found, height=high, flat_from=found.flat_from + before, **moved)


class Shelf(RowList):
    """Files of the library. Enter opens, Space ticks where there are boxes.

    `removed(id)` is what Delete asks for.
    """

    removed = Signal(object)

    def __init__(self, name: str, empty: str) -> None:
        super().__init__(name, grow=False, choose=True, empty=empty)
        self._delegate = _PictureDelegate(self, lambda: self.choose, self._room)
        self.setItemDelegate(self._delegate)
        self._pictures = Pictures(self.viewport().update)
        self._files: Files | None = None
        self._kinds: dict[int, MediaKind] = {}
        self._lines: Sequence[Line] = ()
        self._ticked: Collection[int] | None = None
        self._most = MOST
        self.opened.connect(self._show_more)
        self.pressed.connect(self._show_more)
        self.destroyed.connect(self._pictures.close)

    def side(self) -> int:
        """How wide and high a picture is at most, in px."""
        return self.fontMetrics().height() * _LINES

    def show_lines(self, lines: Sequence[Line], files: Files, ticked: Collection[int] | None = None) -> None:
        """Show other files; with `ticked` each has a box."""
        self._lines, self._files, self._ticked = lines, files, ticked
        shown = lines[: self._most]
        self._kinds = {one.media.id: one.media.kind for one in shown}
        rows = [media_row(one, check=None if ticked is None else one.media.id in ticked) for one in shown]
        if left := len(lines) - len(shown):
            rows.append(Row(id=_MORE, title=f"{left} till", subtitle="Sök för att hitta dem", button="Visa fler"))
        self.show_rows(rows)

    def go_to(self, row_id: Hashable) -> None:
        ids = [one.media.id for one in self._lines]
        if row_id in ids[self._most :] and self._files:
            self._most = ids.index(row_id) + MOST
            self.show_lines(self._lines, self._files, self._ticked)
        super().go_to(row_id)

    def _show_more(self, row_id: object) -> None:
        if row_id == _MORE and self._files:
            self._most += MOST
            self.show_lines(self._lines, self._files, self._ticked)

    def paint_picture(self, painter: QPainter, place: QRect, media_id: int) -> None:
        """Paint a file's picture in `place`, in a frame; a drawing of what it is where there is none."""
        roles = theme.tokens()
        found: QPixmap | None = QPixmap()
        path = self._files.path(media_id) if self._files else None
        if path is not None and self._kinds.get(media_id) is MediaKind.IMAGE:
            found = self._pictures.get(path.name, path, round(place.width() * self.devicePixelRatio()))
        painter.fillRect(place, QColor(roles.neutral_ground))
        if found is None:
            return
        if found.isNull():
            is_film = self._kinds.get(media_id) is MediaKind.VIDEO
            inner = QRectF(place).adjusted(*(place.width() * one / 4 for one in (1, 1, -1, -1)))
            paint_icon(painter, "film" if is_film else "media", inner, roles.muted)
            return
        size = QSize(found.size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRect(place.topLeft(), size)
        at.moveCenter(place.center())
        painter.drawPixmap(at, found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current() is not None:
            self.removed.emit(self.current())
            return
        super().keyPressEvent(event)
