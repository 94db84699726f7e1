"""The window for groups of accounts: what they are called and which accounts are in them."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.operations import group
from smdesk.operations import post as posts
from smdesk.operations.group import GroupView
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.group import count_text

_TEACHES = "Samla konton som du ofta planerar för eller tittar på tillsammans, till exempel Förskolor."
_ABOUT = (
    "En grupp kan väljas i ett inlägg och filtreras på i kalendern och bland konton. Ett konto kan vara i "
    "flera. Retur ändrar en grupp, Delete tar bort den."
)
_BACK = "Gruppen är borttagen. Ctrl+Z tar tillbaka den."


class GroupsDialog(Dialog):
    """Her groups. Enter changes one, Delete takes it away, Ctrl+Z takes back what was done with a group."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Kontogrupper", lines=38, high=26)
        self._desk = desk
        self._groups: dict[int, GroupView] = {}
        self.list = RowList("Kontogrupper", grow=False, empty=_TEACHES)
        self.list.opened.connect(self._change)
        self.list.pressed.connect(self._remove)
        self._told = Banner()
        foot = QHBoxLayout()
        self.new = primary_button("Ny grupp…", self.add_group)
        foot.addWidget(self.new)
        foot.addStretch(1)
        foot.addWidget(quiet_button("Stäng", self.reject))
        self.inner.addWidget(label(_ABOUT, "muted"))
        self.inner.addWidget(self._told)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.foot.addLayout(foot)
        self.reload()
        (self.list if self._groups else self.new).setFocus()

    def reload(self) -> None:
        """Read the groups again."""
        self._groups = {one.group.id: one for one in group.all_groups(self._desk)}
        names = posts.account_names(self._desk)
        self.list.show_rows(
            [
                Row(
                    id=one.group.id,
                    title=one.group.name,
                    subtitle=", ".join(names[account] for account in one.account_ids),
                    chip=count_text(len(one.account_ids)),
                    button="Ta bort",
                )
                for one in self._groups.values()
            ]
        )

    def add_group(self) -> None:
        """Ask for a new group."""
        self._ask("Ny kontogrupp", None, lambda values: group.add(self._desk, values["name"], values["accounts"]))

    def _change(self, group_id: Hashable) -> None:
        known = self._groups[int(str(group_id))]

        def save(values: dict[str, Any]) -> None:
            group.change(self._desk, known.group.id, values["name"], values["accounts"])

        self._ask(f"Ändra {known.group.name}", known, save)

    def _ask(self, title: str, known: GroupView | None, save: Callable[[dict[str, Any]], object]) -> None:
        own = known.account_ids if known else ()
        choices: dict[Hashable, str] = dict(posts.account_choices(self._desk, own).items())
        fields = [
            FormField(name="name", label="Namn", value=known.group.name if known else "", required=True),
            FormField(name="accounts", label="Konton", kind=Kind.CHOICES, value=own, choices=choices),
        ]
        FormDialog(self, title, fields, save, self._desk.today()).exec()
        self._told.tell("")
        self.reload()

    def _remove(self, group_id: Hashable) -> None:
        try:
            group.remove(self._desk, int(str(group_id)))
        except KnownError as error:
            self._told.tell(problems_text(error.problems), Tone.LATE)
        else:
            self._told.tell(_BACK, Tone.DONE)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._desk.undo_step
        if event.matches(QKeySequence.StandardKey.Undo) and step and step.name.startswith("group."):
            self._desk.undo()
            self._told.tell("")
            self.reload()
        elif event.key() == Qt.Key.Key_Delete and self.list.current() is not None:
            self._remove(self.list.current())
        else:
            super().keyPressEvent(event)
