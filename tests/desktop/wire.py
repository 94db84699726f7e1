"""Talks to the process that reads AT-SPI, and waits for conditions without sleeping through what happens."""

import json
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

SYSTEM_PYTHON = "/usr/bin/python3"  # gi comes with the system, not from PyPI
T = TypeVar("T")


class DesktopError(AssertionError):
    """What was waited for did not come, or a part of the desktop did not start; the text says which."""


class Wire:
    """Requests to `probe.py`, one at a time."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [SYSTEM_PYTHON, str(Path(__file__).with_name("probe.py"))],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        self._events = 0
        self.ask("announced")  # AT-SPI is up when this answers; a program that starts earlier may miss it for good

    def ask(self, question: str, **values: object) -> Any:
        """Send one question and return its answer."""
        if self.process.stdin is None or self.process.stdout is None:
            raise DesktopError("the reader has no pipes")
        self.process.stdin.write(json.dumps({"ask": question, **values}).encode() + b"\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], 60)[0]:
            raise DesktopError(f"no answer in 60 s to {question} {values}")
        line = self.process.stdout.readline()
        if not line:
            raise DesktopError(f"the reader of AT-SPI has ended: {self.log.read_text()[-2000:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise DesktopError(f"{question} {values}: {answer['error']}")
        return answer["value"]

    def wait(self, condition: Callable[[], T], what: str, timeout: float = 10) -> T:
        """Ask `condition` again at each event (at least 20 times a second) until it is true; return what it said."""
        end = time.monotonic() + timeout
        while not (value := condition()):
            if time.monotonic() > end:
                raise DesktopError(f"not within {timeout:g} s: {what}")
            self._events = self.ask("wait_event", since=self._events, seconds=0.05)
        return value

    def close(self) -> None:
        """End the reader."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
