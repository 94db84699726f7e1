"""The window ”Att lämna till registrator”: what waits to be registered, handed over as a file, numbers written back."""

from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import KnownError
from smdesk.operations import post, registrar_list, registration
from smdesk.operations.inbound_view import category_of
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.words import problems_text
from smdesk.words.dates import near_day
from smdesk.words.inbound_list import came_in_text, title_text
from smdesk.words.registration import LIST, handed_text

_TEACHES = "Inget väntar på att diarieföras. Här kommer det som du bestämmer ska diarieföras, tills det har ett nummer."
_KINDS = "PDF (*.pdf);;Kommaseparerad text (*.csv);;Excel (*.xlsx);;JSON (*.json)"


class RegistrarDialog(Dialog):
    """What waits for the registrar. Enter writes the number of the one she is on."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, LIST, lines=46, high=26)
        self._desk = desk
        self.told = Banner()
        self.list = RowList(LIST, grow=False, choose=True, empty=_TEACHES)
        self.list.opened.connect(lambda _id: self.number())
        self.list.pressed.connect(lambda _id: self.number())
        self._save = quiet_button("Spara listan…", self.save, name="Spara listan som PDF eller csv")
        self._hand = quiet_button("Lämnad till registrator", self.hand_over)
        self._number = primary_button("Skriv diarienummer…", self.number)
        self.inner.addWidget(self.told)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.foot.addWidget(button_row(self._number, self._hand, self._save, quiet_button("Stäng", self.reject)))
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read what waits again, keeping the one she is on."""
        self._waiting = {one.id: one for one in registration.waiting(self._desk)}
        self._accounts = post.account_names(self._desk)
        self.list.show_rows([self._row(one) for one in self._waiting.values()])
        if self._waiting and self.list.current() is None:
            self.list.go_to(next(iter(self._waiting)))
        left = [one for one in self._waiting.values() if one.handed_at is None]
        self._save.setEnabled(bool(self._waiting))
        self._hand.setEnabled(bool(left) and self._desk.may_write)
        self._number.setEnabled(bool(self._waiting) and self._desk.may_write)

    def _row(self, one: Inbound) -> Row:
        today = self._desk.today()
        account = self._accounts.get(one.account_id, "")
        return Row(
            id=one.id,
            title=title_text(one, category_of(one.category)),
            subtitle=" · ".join([account, came_in_text(one.came_in_at, today), one.registration_reason]),
            chip=f"lämnad {near_day(local_day(one.handed_at), today)}" if one.handed_at else "inte lämnad",
            tone=Tone.NEUTRAL if one.handed_at else Tone.WARNING,
            one_line=True,
            spoken=handed_text(one.handed_at),
        )

    def save(self) -> None:
        """Save the list as a file for the registrar, beside the window."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"till-registrator-{self._desk.today().isoformat()}.pdf"
        found, _ = QFileDialog.getSaveFileName(self, "Spara listan", str(Path(folder) / name), _KINDS)
        if not found:
            return
        path = Path(found) if Path(found).suffix else Path(f"{found}.pdf")
        write = partial(registrar_list.write_list, registrar_list.registrar_list(self._desk), path)
        self._job = in_background(write, lambda _none: self._tell(f"{path.name} är skriven."), self._failed)

    def hand_over(self) -> None:
        """Keep that all of them have been handed over."""
        chosen = [one.id for one in self._waiting.values() if one.handed_at is None]
        self._try(partial(registration.hand_over, self._desk, chosen), f"{len(chosen)} lämnade till registrator.")

    def number(self) -> None:
        """Write the number that the registrar gave the one she is on."""
        here: Hashable = self.list.current()
        if not isinstance(here, int) or here not in self._waiting or not self._desk.may_write:
            return

        def save(values: dict[str, Any]) -> None:
            registration.set_number(self._desk, here, values["dnr"])

        field = FormField(name="dnr", label="Diarienummer", required=True, help="Så som det står i diariet")
        if FormDialog(self, "Diarienummer", [field], save, self._desk.today()).exec():
            self.reload()

    def _try(self, verb: Callable[[], object], done: str) -> None:
        try:
            verb()
        except KnownError as error:
            self._failed(error)
            return
        self._tell(done)
        self.reload()

    def _tell(self, words: str) -> None:
        self.told.tell(words, Tone.DONE)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.told.tell(problems_text(error.problems), Tone.LATE)


def open_registrar(parent: QWidget | None, desk: Desk) -> None:
    """Open the window."""
    RegistrarDialog(parent, desk).exec()
