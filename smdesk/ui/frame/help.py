"""F1: the list of keys, and what smdesk is."""

from PySide6.QtWidgets import QWidget

from smdesk import __version__
from smdesk.ui.frame.commands import key_list
from smdesk.ui.kit import ask
from smdesk.ui.kit.buttons import primary_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.table import Column, Table

_COLUMNS: list[Column[tuple[str, str]]] = [
    Column("Tangent", lambda row: row[0], width=20),
    Column("Gör", lambda row: row[1], width=0),
]


class HelpDialog(Dialog):
    """Every key and what it does, from the table of commands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Hjälp och tangenter", lines=38, high=34)
        table = Table("Tangenter", _COLUMNS, lambda row: row)
        table.show_rows(key_list())
        self.inner.addWidget(
            label(
                "Öppna Idag på morgonen: där står det som är sent, det som ska göras och det som kommer härnäst. "
                "Allt där kan göras klart på plats. Det du gör sparas genast och kan ångras."
            )
        )
        self.inner.addWidget(table, 1)
        self.add_buttons(primary_button("Stäng", self.accept))


def tell_about(parent: QWidget) -> None:
    """The version and what kind of program this is."""
    ask.tell(
        parent,
        f"smdesk {__version__}",
        "Skrivbordet för den som samordnar en stadsdelsförvaltnings sociala medier.\n\n"
        "Licens: Apache-2.0. Allt du skriver ligger på den här datorn, lösenord bara i nyckelringen.",
    )
