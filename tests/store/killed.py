"""A register as a kill leaves it: half a change in its pages, and the way back in its journal."""

import subprocess
import sys
from pathlib import Path

from smdesk.store import file

_CODE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma cache_size=1")
connection.execute("begin immediate")
connection.execute("update setting set value = 'Halvskriven' where key = 'office'")
for number in range(300):
    connection.execute("insert into setting (key, value) values (?, ?)", (f"k{number}", "x" * 2000))
os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_while_writing(register: Path) -> None:
    """Have another process change the register, and kill it before it is done."""
    subprocess.run([sys.executable, "-c", _CODE, str(register)], check=False)
    assert register.with_name(f"{file.NAME}-journal").stat().st_size > 0
    assert b"Halvskriven" in register.read_bytes()
