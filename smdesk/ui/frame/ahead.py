"""What the pages rest on, imported a module at a time while the program rests, so that a page opens at once."""

import gc
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from smdesk.ui.frame.pages import PAGES

_BENEATH = (
    "smdesk.domain", "smdesk.words", "smdesk.formats", "smdesk.operations",
    "smdesk.ui.kit", "smdesk.ui.secret", "smdesk.ui.importing", "smdesk.ui.post",
)  # fmt: skip


def imports() -> list[Callable[[], object]]:
    """What is to be done, one at each turn of the event loop: what others rest on first, so that each is short."""
    pages = [page.place.partition(":")[0].rpartition(".")[0] for page in PAGES]
    names = [f"{room}.{one.name}" for room in (*_BENEATH, *pages) for one in iter_modules(import_module(room).__path__)]
    return [partial(_bring, name) for name in names if name not in sys.modules]


def _bring(name: str) -> None:
    """Import a module. It stays: to look for garbage in all that was imported would take longer than a page may."""
    import_module(name)
    gc.freeze()
