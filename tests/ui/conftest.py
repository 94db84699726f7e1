"""What the tests of the screen share: a desk over the demo world, and the look."""

import shutil
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import QEvent

from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from smdesk.operations.opening import open_desk
from smdesk.settings import Settings
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


PATIENCE_MS = 60_000


@pytest.fixture
def qtbot(qtbot):
    """pytest-qt’s, waiting as long as a busy machine may need: what is too slow, the benchmarks tell."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=PATIENCE_MS)
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=PATIENCE_MS)
    return qtbot


@pytest.fixture(autouse=True)
def _swept(qapp):
    """Delete what the test closed: each new style sheet would else be worn by every window there has been."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(qapp, _swept):
    """The light theme at the usual text size, taken off again afterwards."""
    theme = Theme(qapp)
    theme.use("light")
    yield theme
    theme.use("light")
    theme.deleteLater()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo world, written once: each test works at a copy of its own."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    write_demo(folder, now=NOW)
    return folder


@pytest.fixture
def desk(demo, tmp_path):
    made = open_desk(shutil.copytree(demo, tmp_path / "demo"), clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def memory():
    return Memory(Settings(theme="light"), lambda _settings: None)
