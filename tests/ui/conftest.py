"""What the tests of the screen share: a desk over the demo world, and the look."""

from datetime import datetime

import pytest

from smdesk.demo import demo_desk
from smdesk.desk import STOCKHOLM
from smdesk.settings import Settings
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def look(qapp):
    """The light theme at the usual text size, taken off again afterwards."""
    theme = Theme(qapp)
    theme.use("light")
    yield theme
    theme.use("light")
    theme.deleteLater()


@pytest.fixture
def desk(tmp_path):
    made = demo_desk(tmp_path / "demo", NOW)
    yield made
    made.close()


@pytest.fixture
def memory():
    return Memory(Settings(theme="light"), lambda _settings: None)
