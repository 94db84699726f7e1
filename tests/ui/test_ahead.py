"""What is imported while the program rests."""

import subprocess
import sys

CODE = """
import sys
from smdesk.ui.frame.ahead import imports
from smdesk.ui.frame.pages import PAGES
for one in imports():
    one()
before = set(sys.modules)
for page in PAGES:
    page.load()
print(sorted(set(sys.modules) - before))
"""


def test_nothing_is_left_for_a_page_to_import():
    made = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


HEAVY = """
import sys
from smdesk.app import Program
from smdesk.operations import register_check
from smdesk.ui.frame import backups, crash, reminder
from smdesk.ui.frame.ahead import imports
for one in imports():
    one()
heavy = {"_hashlib", "decimal", "keyring", "logging.handlers", "openpyxl"}
heavy |= {"platform", "socket", "sqlite_utils", "typst"}
print(sorted(heavy & set(sys.modules)))
"""


def test_what_takes_much_memory_waits_until_it_is_used():
    made = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
