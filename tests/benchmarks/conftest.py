"""What the benchmarks share: ten years of work, written once."""

from datetime import datetime
from pathlib import Path

import pytest

from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from tests.stories.conftest import installed

__all__ = ["installed"]

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture(scope="session")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of about 60 accounts, 50,000 posts and 200,000 ticks, as it stands on `NOW`."""
    folder = tmp_path_factory.mktemp("decade") / "register"
    write_demo(folder, now=NOW, years=10)
    return folder
