"""A small program for the harness to be tried on."""

import sys
import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import keyring
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPushButton,
    QWidget,
)


class Toy(QMainWindow):
    """A field, a list, a combo box, a dialog, a clock and a secret."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__(windowTitle="Prov åäö")
        page = QWidget()
        self.setCentralWidget(page)
        form = QFormLayout(page)
        self.line, self.combo, self.said, self.ticks = QLineEdit(), QComboBox(), QLabel("-"), QLabel("-")
        self.combo.addItems(["Ny", "Pågår", "Klar"])
        self.checks = QListView(accessibleName="Checklista")
        model = QStandardItemModel(self.checks)
        for text in ("Bild", "Alt-text", "Länk"):
            item = QStandardItem(text)
            item.setCheckable(True)
            item.setEditable(False)
            model.appendRow(item)
        self.checks.setModel(model)
        form.addRow("Namn", self.line)
        form.addRow("Status", self.combo)
        for widget in (
            self.checks,
            QPushButton("Spara", clicked=self.save),
            QPushButton("Dialog", clicked=self.ask),
            QPushButton("Nyckelring", clicked=self.remember),
            QLabel(datetime.now(ZoneInfo("Europe/Stockholm")).isoformat(" ")),
            self.ticks,
            self.said,
        ):
            form.addRow(widget)
        self.answered.connect(self.said.setText)
        QTimer.singleShot(200, lambda: self.ticks.setText("Klockan går"))

    def save(self) -> None:
        """Say what was saved, to the eye and to the ear."""
        self.said.setText("Sparat " + self.line.text())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, "Sparat"))

    def ask(self) -> None:
        """A modal dialog with one field."""
        dialog = QDialog(self, windowTitle="Nytt inlägg")
        form = QFormLayout(dialog)
        title = QLineEdit()
        form.addRow("Titel", title)
        form.addRow(QPushButton("Klart", clicked=dialog.accept))
        self.said.setText("Titel " + title.text() if dialog.exec() else "Avbrutet")

    def remember(self) -> None:
        """Keep a secret and read it back, beside the window."""
        threading.Thread(target=self._remember, daemon=True).start()

    def _remember(self) -> None:
        try:
            keyring.set_password("prov", "någon", "Hemligt ö")
            self.answered.emit(keyring.get_password("prov", "någon") or "inget")
        except Exception as error:  # shown, for the test to read
            self.answered.emit(type(error).__name__)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = Toy()
    window.show()
    sys.exit(app.exec())
