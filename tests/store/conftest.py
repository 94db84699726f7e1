"""What the tests of the store begin with."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.files import begin


@pytest.fixture
def desk(tmp_path):
    """The desk over a register that was just begun."""
    with closing(begin(tmp_path / "data")) as made:
        yield made


@pytest.fixture
def open_place():
    """A folder that an ordinary user reaches; pytest's own are for this user only."""
    place = Path(os.path.realpath("/tmp")) / f"smdesk-test-{os.getpid()}"
    place.mkdir(mode=0o755)
    yield place
    for path in (place, *place.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(place)
