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
