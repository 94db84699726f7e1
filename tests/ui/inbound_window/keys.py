"""What the tests of these windows do and look at: a clipboard that is filled, keys, and what is told."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.ui.inbound.form import InboundForm

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def kept(desk: Desk) -> Inbound | None:
    """What was registered now, and not by the demo world before."""
    last = desk.store.inbound.last()
    return last if last and last.added_at == desk.now() else None


def copy(text: str = "", html: str = "", image: QImage | None = None, files: Iterable[Path] = ()) -> None:
    """Put something in the clipboard, in as many ways as another program would."""
    held = QMimeData()
    if text:
        held.setText(text)
    if html:
        held.setHtml(html)
    if image:
        held.setImageData(image)
    if files:
        held.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    QGuiApplication.clipboard().setMimeData(held)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as it comes: to what is in focus."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def paste(dialog: InboundForm) -> None:
    """Ctrl+V in the text."""
    dialog.form.editors["text"].setFocus()
    press(Key.Key_V, CTRL)


def save() -> None:
    """Ctrl+Return."""
    press(Key.Key_Return, CTRL)


def value(dialog: InboundForm, name: str) -> object:
    """What a field holds."""
    return dialog.form.editors[name].value()


def fill(dialog: InboundForm, **values: object) -> None:
    """Fill in fields."""
    for name, one in values.items():
        dialog.form.editors[name].show_value(one)


def said(dialog: InboundForm) -> str:
    """All that is told beside the fields and above them."""
    beside = [f"{one._problem.text()} {one._reading.text()}" for one in dialog.form.editors.values()]
    return " ".join([*beside, dialog.form._banner.accessibleName(), dialog._secret.accessibleName()])


def picture_of(colour: str, size: tuple[int, int] = (300, 200)) -> QImage:
    """A picture as a screenshot puts it in the clipboard."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image
