"""Pictures of every page from the demo world with a stopped clock: the same bytes each time."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
WAYS = {"calendar": ("month", "list")}
"""Other ways to see a page than the first, each a command of the page."""

_MOMENT_MS = 1000
_TURNS = 6  # of the event loop until the last layout has settled


def main() -> int:
    """Write one PNG per page and theme into a folder."""
    asked = _arguments()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    from PySide6.QtWidgets import QApplication

    from smdesk.demo import demo_desk
    from smdesk.settings import Settings
    from smdesk.ui.frame.pages import PAGES
    from smdesk.ui.frame.window import Window
    from smdesk.ui.kit.memory import Memory
    from smdesk.ui.kit.theme import THEMES, Theme
    from smdesk.ui.kit.work import is_idle

    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        desk = demo_desk(Path(home) / "demo", NOW)
        for name in [asked.theme] if asked.theme else THEMES:
            theme.use(name, asked.text)
            window = Window(desk, theme, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
            window.resize(*asked.size)
            window.show()
            for page in PAGES:
                if asked.page in ("", page.key):
                    window.open(page.key)
                    for way in ("", *WAYS.get(page.key, ())):
                        if way:
                            window.run(f"{page.key}.{way}")
                        for _ in range(_TURNS):
                            app.processEvents()
                        while not is_idle() or _is_to_come(window):  # small pictures are read beside the window
                            app.processEvents()
                        for _ in range(_TURNS):
                            app.processEvents()
                        picture = "-".join(part for part in (page.key, way, name) if part)
                        window.grab().save(str(asked.folder / f"{picture}.png"))
            window.close()
            window.deleteLater()
        desk.close()
    return 0


def _is_to_come(window: "QWidget") -> bool:
    """Whether a page waits a moment before it shows the rest."""
    from PySide6.QtCore import QTimer

    found = window.findChildren(QTimer)
    return any(one.isActive() and one.isSingleShot() and one.interval() <= _MOMENT_MS for one in found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", default="", help="the key of one page; without it, all of them")
    parser.add_argument("--theme", default="", choices=("", "light", "dark", "contrast"))
    parser.add_argument("--size", default=(1280, 800), type=_size, metavar="WxH", help="in logical pixels")
    parser.add_argument("--scale", default=1.0, type=float, help="physical pixels for each logical one")
    parser.add_argument("--text", default=100, type=int, metavar="PERCENT", help="100–200")
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    return int(wide), int(high)


if __name__ == "__main__":
    sys.exit(main())
