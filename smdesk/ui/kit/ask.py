"""Questions and messages that stop the work: only where the outside world, a secret or typed text is at stake."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget | None, question: str, facts: str, yes: str, no: str = "Avbryt") -> bool:
    """Ask with the verb on the button; Escape and Enter mean no. True for yes."""
    box = _box(parent, QMessageBox.Icon.Question, question, facts)
    sure = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is sure


def tell(parent: QWidget | None, title: str, text: str, *, serious: bool = False) -> None:
    """Say something that must be read before going on."""
    icon = QMessageBox.Icon.Critical if serious else QMessageBox.Icon.Information
    box = _box(parent, icon, title, text)
    box.addButton("Stäng", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle("smdesk")
    box.setText(title)
    box.setInformativeText(text)
    return box
