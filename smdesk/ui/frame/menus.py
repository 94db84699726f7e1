"""The menu bar, made from the table of commands; it binds their keys too, and gives each its letter."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenuBar

from smdesk.ui.frame.commands import COMMANDS, MENUS, Command
from smdesk.ui.kit.mnemonics import letters, marked

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_KEYS = {"Ctrl++": ["Ctrl++", "Ctrl+="], "Ctrl+Y": ["Ctrl+Y", "Ctrl+Shift+Z"]}


class Menus:
    """The menus of a window, empty until `fill`; `run(id)` is called with the command chosen."""

    def __init__(self, bar: QMenuBar, run: Callable[[str], object]) -> None:
        self._bar, self._run = bar, run
        self._actions: dict[str, QAction] = {}
        self._letters: dict[str, str] = {}
        self._menus = {
            title: bar.addMenu(marked(title, letter)) for title, letter in zip(MENUS, letters(MENUS), strict=True)
        }

    def fill(self) -> None:
        """Put the commands into the menus, and bind their keys."""
        for menu in MENUS:
            held = [one for one in COMMANDS if one.menu == menu]
            self._letters |= zip((one.id for one in held), letters([one.words for one in held]), strict=True)
        for command in COMMANDS:
            action = self._action(command)
            action.triggered.connect(partial(_chosen, self._run, command.id))
            self._actions[command.id] = action
            if command.menu:
                if command.line_above:
                    self._menus[command.menu].addSeparator()
                self._menus[command.menu].addAction(action)

    def show_state(self, possible: frozenset[str], words: Mapping[str, str]) -> None:
        """Enable what can be done now, and say what undo and redo would do."""
        for command_id, action in self._actions.items():
            action.setEnabled(command_id in possible)
            if command_id in words:
                action.setText(marked(words[command_id], self._letters[command_id]))

    def _action(self, command: Command) -> "QAction":
        from PySide6.QtGui import QAction, QKeySequence

        action = QAction(marked(command.words, self._letters.get(command.id, "")), self._bar)
        action.setShortcuts([QKeySequence(keys) for keys in _KEYS.get(command.keys, [command.keys]) if keys])
        return action


def _chosen(run: Callable[[str], object], command_id: str, _checked: bool = False) -> None:
    run(command_id)
