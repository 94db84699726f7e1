"""The one who sits at the desk in the stories: what she does with the keyboard, by the names on the screen."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.desktop import App, Desktop, Node

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SLOW = 15  # seconds that anything may take on a busy machine
STEP = r"^[A-E]\d\. "
OFFICE = "Söderviks stadsdelsförvaltning"


class Coordinator:
    """Uses the installed smdesk on a desktop; `start` and `restart` set the day it is."""

    def __init__(self, desktop: Desktop, smdesk: Path) -> None:
        self.desktop, self.smdesk = desktop, smdesk
        self.folder = desktop.home / ".local/share/smdesk"
        self.app: App

    # coming and going

    def start(self, at: str) -> App:
        """Open smdesk on the day and hour (”2026-11-19 08:30”) that its clock begins at."""
        moment = datetime.fromisoformat(at).replace(tzinfo=STOCKHOLM)
        self.app = self.desktop.start(self.smdesk, at=moment, timeout=SLOW)
        return self.app

    def leave(self) -> None:
        """Quit by the key, and wait for the end."""
        self.app.keys("ctrl+q")
        assert self.app.wait_exit(SLOW) == 0, self.app.log()
        assert not self.complaints(), self.complaints()

    def complaints(self) -> list[str]:
        """What smdesk has written on stderr, but for what Qt says of a desktop without a portal and a slow AT-SPI."""
        lines = self.app.log().splitlines()
        return [line for line in lines if not line.startswith(("qt.accessibility.atspi", "qt.qpa.services"))]

    def first_run(self, name: str, function: str) -> None:
        """Fill in the first page, and go on to the list of accounts."""
        self.app.window("Välkommen", SLOW)
        self.app.fill(self.find("text", "Förvaltningens namn"), OFFICE)
        self.app.fill(self.find("text", "Vem arbetar här"), name)
        self.app.fill(self.find("text", "Roll"), function)
        self.app.keys("ctrl+enter")
        self.app.window("Läs in kontolista", SLOW)

    # reading

    def find(self, role: str, name: str, *states: str) -> Node:
        """What shows on the screen by this name."""
        return self.app.find(role, name, *states, timeout=SLOW)

    def rows(self, question: str, *values: object) -> list[tuple]:
        """What the register holds, read as any other program would."""
        with closing(sqlite3.connect(f"file:{self.folder / 'register.db'}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()

    def wait_rows(self, question: str, expected: list[tuple], *values: object) -> None:
        """Wait until the register holds that."""
        self.desktop.wait(lambda: self.rows(question, *values) == expected, f"{expected} by {question}", SLOW)

    # doing

    def open_page(self, number: int, title: str) -> None:
        """Go to a page by its key."""
        self.app.keys(f"ctrl+{number}")
        self.app.window(title, SLOW)

    def press(self, name: str) -> None:
        """Press the button by this name."""
        self.app.press(self.find("push button", name))

    def choose_file(self, title: str, path: Path) -> None:
        """Type a file's path in the system's dialog."""
        self.app.window(title, SLOW)
        self.app.fill(self.find("text", "Filnamn|File name"), str(path))
        self.app.keys("enter")

    def choose_of_menu(self, name: str) -> None:
        """Choose an item of the menu that has opened, from the last and up; a menu is heard of by its focus alone."""
        seen: list[str] = []

        def moved() -> bool:
            node = self.app.focused
            return node is not None and node.role == "menu item" and node.name not in seen

        while not seen or name not in seen[-1]:
            self.desktop.keys("up")
            self.desktop.wait(moved, f"menu item {name!r} in focus, after {seen}", SLOW)
            seen.append(self.app.focused.name if self.app.focused else "")
        self.desktop.keys("enter")

    def fill_in(self, fields: dict[str, str]) -> None:
        """Fill in a form: fields by their labels, in order; a combo box by its choice."""
        for name, value in fields.items():
            node = self.field(name)
            if node.role == "combo box":
                self.app.select(node, value)
            else:
                self.app.fill(node, value)

    def field(self, name: str) -> Node:
        """The field or combo box with this label, wherever on the page it is scrolled to."""
        found: list[Node] = []

        def there() -> bool:
            found[:] = [
                one
                for role in ("text", "combo box")
                for one in self.app.find_all(role, "", "focusable")
                if re.match(rf"{name}\b", one.label or one.name)
            ]
            return bool(found)

        self.desktop.wait(there, f"field {name!r}", SLOW)
        return found[0]

    # the closure

    def open_step(self, key: str) -> None:
        """Go to a step in the list, when the page shows another: the one that is due first."""
        if not self.find("panel", STEP).name.startswith(f"{key}. "):
            self.app.go_to(self.find("list", "Steg"), f"steg {key}")
            self.find("panel", rf"^{key}\. ")

    def complete(self, key: str, fields: dict[str, str]) -> None:
        """Fill in a step and complete it; the page goes on to another."""
        self.open_step(key)
        self.fill_in(fields)
        self.app.keys("ctrl+enter")
        self.find("panel", rf"(?!{key}\. ){STEP}")
        self.wait_rows(f"select status from procedure_step where key = '{key}'", [("done",)])
