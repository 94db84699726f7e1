"""What the stories share: smdesk built as a wheel, installed in an environment of its own, and a desktop for it."""

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop import Desktop

ROOT = Path(__file__).resolve().parents[2]


def do(*command: str | Path) -> None:
    """Run a command in the checkout, and fail with what it wrote."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `smdesk` of a wheel, in a new environment; its libraries are those of the tests, so that none is fetched."""
    place = tmp_path_factory.mktemp("installed")
    do(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place)
    (wheel,) = place.glob("smdesk-*.whl")
    environment = place / "venv"
    do(sys.executable, "-m", "venv", "--without-pip", environment)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", environment / "bin/python")
    do(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel)
    (libraries,) = environment.glob("lib/python3*/site-packages")
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [environment / "bin/python", "-c", "import smdesk; print(smdesk.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=place, timeout=60).stdout
    assert Path(found.strip()).is_relative_to(environment), "the stories use the wheel, not the checkout"
    return environment / "bin/smdesk"


def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """Keep what there is to see of a story that fails, while its desktop still stands."""
    for one in getattr(node, "funcargs", {}).values():
        if isinstance(one, Desktop):
            one.keep_failure()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop without a keyring; its picture and logs are kept when the story fails."""
    with Desktop(failure=tmp_path / "failure") as made:
        yield made
