"""What every test gets: a home of its own, no screen, and a failure when something unexpected is logged."""

import itertools
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time: what fails, fails for everyone. `--hypothesis-profile=search` looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("search", print_blob=True)
settings.load_profile("steady")

# Before anything makes a QApplication. The tests in a real window start the program beside, in tests/desktop.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
OUTSIDE = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND", "XAUTHORITY")

ExpectLog = Callable[[str], None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A benchmark that is not asked for is left out, not reported as skipped: no test is ever skipped."""
    if not config.getoption("benchmark_skip", default=False) or config.getoption("benchmark_only", default=False):
        return
    benchmarks = [item for item in items if "benchmark" in getattr(item, "fixturenames", ())]
    if benchmarks:
        config.hook.pytest_deselected(items=benchmarks)
        items[:] = [item for item in items if item not in benchmarks]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New, empty folders, one for each test."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own home folder; nothing of the user's is read or written, and no keyring is reached."""
    folder = next(homes)
    folder.mkdir(mode=0o700)
    (folder / FOLDERS["XDG_RUNTIME_DIR"]).mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(folder))
    for variable, place in FOLDERS.items():
        monkeypatch.setenv(variable, str(folder / place))
    for variable in OUTSIDE:
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture(autouse=True)
def expect_log(caplog: pytest.LogCaptureFixture) -> Iterator[ExpectLog]:
    """Fail on a logged warning or error, unless `expect_log(pattern)` said that it would come; then it must come."""
    expected: list[str] = []
    yield expected.append
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    lines = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    surprising = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in lines)]
    if surprising:
        pytest.fail(f"logged unexpectedly: {surprising}", pytrace=False)
    if missing:
        pytest.fail(f"not logged: {missing}", pytrace=False)
