"""Choose all accounts of a group at once, in the field of a post's accounts."""

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from smdesk.desk import Desk
from smdesk.operations import group
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.fields import Editor
from smdesk.ui.kit.mnemonics import letters, marked
from smdesk.words.group import count_text


def add_group_button(desk: Desk, accounts: Editor) -> QPushButton:
    """A button under the accounts with a menu of her groups: one press chooses the accounts of a group, or none of
    them where all were chosen. Not seen while there is no group."""
    button = quiet_button("Välj en grupp ▾", name="Välj alla konton i en grupp")
    button.setProperty("arrow", "own")
    menu = QMenu(button)
    groups = [(one.group.name, accounts.spec.choices.keys() & one.account_ids) for one in group.all_groups(desk)]
    usable = [(name, ids) for name, ids in groups if ids]
    for (name, ids), letter in zip(usable, letters([name for name, _ in usable]), strict=True):
        action = menu.addAction(f"{marked(name, letter)}\t{count_text(len(ids))}")
        action.setCheckable(True)
        action.triggered.connect(partial(_choose, accounts, ids))
        menu.aboutToShow.connect(partial(lambda one, own: one.setChecked(own <= _chosen(accounts)), action, ids))
    button.setMenu(menu)
    if usable and (box := accounts.layout()) is not None:
        box.addWidget(button)
        box.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(accounts.input, button)
    else:
        button.setParent(accounts)
        button.hide()
    return button


def _chosen(accounts: Editor) -> set[Hashable]:
    found = accounts.value()
    return set(found) if isinstance(found, tuple) else set()


def _choose(accounts: Editor, ids: set[Hashable], _checked: bool = False) -> None:
    now = _chosen(accounts)
    accounts.show_value(now - ids if ids <= now else now | ids)
