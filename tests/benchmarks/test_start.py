"""From exec to Idag painted with data, and the memory it takes, beside an empty window that is started in turn."""

import mmap
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.conftest import NOW
from tests.desktop import Desktop
from tests.desktop.app import _clock

EMPTY = Path(__file__).with_name("empty.py")
ROUNDS = 7
TIME, MEMORY = 2.2, 1.8  # times the empty window's
QUIET_S, LONGEST_S = 1.5, 30
STEP = 4 * 37  # bytes between the pixels that are looked at: every 37th


class Screen:
    """The screen's pixels, thinned out, as they stand now."""

    def __init__(self, desktop: Desktop) -> None:
        file = (desktop.root / "fb" / "Xvfb_screen0").open("rb")
        self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        file.close()
        head = [int.from_bytes(self._map[at : at + 4], "big") for at in range(0, 100, 4)]
        self._start = head[0] + 12 * head[19]

    def look(self) -> tuple[bytes, bytes]:
        """One byte of colour of each pixel looked at, twice."""
        return self._map[self._start :: STEP], self._map[self._start + 1 :: STEP]


@contextmanager
def started(desktop: Desktop, command: list[str]) -> Iterator[tuple[subprocess.Popen, float]]:
    """The program, and the seconds from its exec until what it shows for good is on the screen."""
    # Files keep their own times: else each start would find that the fonts have changed, and read them all anew.
    environment = {**desktop.environment, **_clock(NOW), "NO_FAKE_STAT": "1", "NO_AT_BRIDGE": "1"}
    del environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"]
    screen = Screen(desktop)
    before = screen.look()
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment, cwd=desktop.home, stderr=subprocess.DEVNULL)
    try:
        seen = [(begun, before)]
        while (now := time.monotonic()) < begun + LONGEST_S:
            frame = screen.look()
            if frame != seen[-1][1]:
                seen.append((now, frame))
            if len(seen) > 1 and now - seen[-1][0] > QUIET_S:
                break
            time.sleep(0.004)
        yield process, first_like(seen) - begun
    finally:
        process.kill()
        process.wait()
        for left in Path("/dev/shm").glob(f"*faketime_*_{process.pid}"):
            left.unlink()


def first_like(seen: list[tuple[float, tuple[bytes, bytes]]]) -> float:
    """When the screen first showed what it showed in the end, but for a line that changes or a caret."""
    last = seen[-1][1][0]
    for moment, (frame, _) in seen[1:]:
        if sum(a != b for a, b in zip(frame, last, strict=True)) < len(last) / 100:
            return moment
    raise AssertionError("nothing came on the screen")


def memory(pid: int) -> float:
    """Resident memory in MiB, of what is the process's own and of what it shares."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0]) / 1024


@pytest.mark.timeout(1200)
def test_start_and_memory_beside_an_empty_window(benchmark, installed: Path, decade: Path) -> None:
    commands = {
        "empty": [sys.executable, str(EMPTY)],
        "smdesk": [str(installed), "--data", str(decade)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    sizes: dict[str, list[float]] = {name: [] for name in commands}
    with Desktop() as desktop:
        for round_number in range(ROUNDS + 1):
            for name, command in commands.items():
                with started(desktop, command) as (process, seconds):
                    if round_number:  # the first of each warms the disk
                        times[name].append(seconds)
                        sizes[name].append(memory(process.pid))
                desktop.wait(lambda: not desktop.windows(), "an empty screen")
    time_ratio = statistics.median(times["smdesk"]) / statistics.median(times["empty"])
    size_ratio = statistics.median(sizes["smdesk"]) / statistics.median(sizes["empty"])
    benchmark.extra_info.update(
        cpus=os.cpu_count(), time_ratio=round(time_ratio, 2), memory_ratio=round(size_ratio, 2),
        **{f"{name}_ms": round(1000 * statistics.median(one)) for name, one in times.items()},
        **{f"{name}_mib": round(statistics.median(one)) for name, one in sizes.items()},
    )  # fmt: skip
    benchmark.pedantic(lambda: None, rounds=1)
    assert time_ratio <= TIME, benchmark.extra_info
    assert size_ratio <= MEMORY, benchmark.extra_info
