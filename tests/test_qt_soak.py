"""The PySide6 that is installed keeps its references: 6.12.0 on Python < 3.12 lost one to None at every void call."""

import subprocess
import sys

COUNT = """
import sys
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableWidgetItem
from PySide6.QtCore import Qt, QTimer

app = QApplication([])
label, combo, timer, item = QLabel(), QComboBox(), QTimer(), QTableWidgetItem()
calls = {
    "void": lambda: label.setText("x"),
    "void of another class": lambda: timer.stop(),
    "static void": lambda: app.processEvents(),
    "null pointer": lambda: label.parent(),
    "null of the application": lambda: app.focusWidget(),
    "invalid QVariant": lambda: combo.currentData(),
    "unset item data": lambda: item.data(Qt.ItemDataRole.UserRole),
}
def lost_by(call):
    call()
    before = sys.getrefcount(None)
    for _ in range(500):
        call()
    return before - sys.getrefcount(None)

lost = {name: gone for name, call in calls.items() if (gone := lost_by(call))}
print(lost)
sys.exit(bool(lost))
"""

SOAK = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
print(label.text())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run `program` beside: the faulty pair takes its whole process down by SIGABRT."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)


def test_no_reference_to_none_is_lost() -> None:
    done = run(COUNT)
    assert (done.returncode, done.stdout.strip()) == (0, "{}"), done.stderr


def test_twenty_thousand_calls_are_survived() -> None:
    done = run(SOAK)
    assert (done.returncode, done.stdout.strip()) == (0, "19999"), done.stderr
