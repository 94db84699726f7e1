"""Questions and messages that stop the work: only where the outside world, a secret or typed text is at stake."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from smdesk.ui.kit.buttons import mark_buttons, quiet_button
from smdesk.ui.kit.icon_engine import icon


def ask(parent: QWidget | None, question: str, facts: str, yes: str, no: str = "Avbryt") -> bool:
    """Ask with the verb on the button; Escape and Enter mean no. True for yes."""
    box = _box(parent, question, facts)
    sure, stay = quiet_button(yes), quiet_button(no)
    box.addButton(sure, QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    mark_buttons(box)
    box.exec()
    return box.clickedButton() is sure


def tell(parent: QWidget | None, title: str, text: str, *, serious: bool = False) -> None:
    """Say something that must be read before going on."""
    box = _box(parent, title, text)
    if serious:
        side = box.fontMetrics().height() * 2
        box.setIconPixmap(icon("warning", "late").pixmap(QSize(side, side), box.devicePixelRatio()))
    close = quiet_button("Stäng")  # held here: the box does not keep it alive
    box.addButton(close, QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(close)
    mark_buttons(box)
    box.exec()


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("smdesk")
    box.setText(title)
    box.setInformativeText(text)
    return box
