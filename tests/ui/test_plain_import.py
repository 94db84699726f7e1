"""How modules are imported once Qt is there."""

import subprocess
import sys

CODE = """
import linecache
import sys
from smdesk.ui.plain_import import import_plainly
import_plainly()
before = len(linecache.cache)
from PySide6.QtWidgets import QWidget
from smdesk.ui.frame.window import Window
assert issubclass(Window, QWidget)
print(len(linecache.cache) - before)
"""


def test_the_source_of_what_is_imported_is_not_read():
    made = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "0"


def test_without_it_pyside_reads_every_source():
    """Once this fails, PySide has mended it and `plain_import` can go."""
    made = subprocess.run(
        [sys.executable, "-c", CODE.replace("\nimport_plainly()", "")], capture_output=True, text=True, check=True
    )
    assert int(made.stdout) > 50
