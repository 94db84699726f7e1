"""The program's window over a register: what is asked for on the command line is opened, and each first time told.

`python -m tests.benchmarks.first FOLDER NOW PLACE…`, a place being a page's key or ”account:17”. Printed as JSON: the
seconds from the wish to the painted page, by place, and under ”import” the longest of the imports before them.
"""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from smdesk.operations import opening
from smdesk.settings import Settings
from smdesk.ui.frame.ahead import imports
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme
from smdesk.ui.plain_import import import_plainly


def painted(window: Window) -> None:
    """Let everything that waits be done, and have every pixel on the screen."""
    QApplication.processEvents()
    QApplication.processEvents()
    window.repaint()


def main(folder: str, now: str, *places: str) -> None:
    import_plainly()  # as the program itself begins
    app = QApplication(["smdesk", "-style", "fusion"])
    theme = Theme(app)
    theme.use("light")
    desk = opening.open_desk(Path(folder), clock=lambda: datetime.fromisoformat(now))
    window = Window(desk, theme, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    window.open("today")
    window.show()
    for _ in range(3):
        painted(window)
    took: dict[str, float] = {"import": 0}
    for one in imports():
        begun = time.perf_counter()
        one()
        took["import"] = max(took["import"], time.perf_counter() - begun)
    for place in places:
        page, _, subject = place.partition(":")
        begun = time.perf_counter()
        window.open(page, int(subject or 0))
        painted(window)
        took[place] = time.perf_counter() - begun
        painted(window)
    sys.stdout.write(json.dumps(took))
    desk.close()


main(*sys.argv[1:])
