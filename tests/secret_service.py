"""A real Secret Service: gnome-keyring on a bus of its own, in a home of its own, with no screen to ask on.

`Keyring` starts the bus and the daemon and ends both; the calls go through `VAULT`, a program that is given an
operation and answers with JSON, since a process finds its bus once and for all.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = b"nyckelringens eget"
_WAIT = 20.0

BUS = """<busconfig><type>session</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>"""

VAULT = """
import json, sys
from smdesk.domain.problem import KnownError
from smdesk.domain.secret import Secret
from smdesk.operations import secret
answers = []
for verb, service, key, text in json.load(sys.stdin):
    one = Secret(key)
    try:
        if verb == "put":
            answers.append(secret.put(service, one, text))
        elif verb == "put_cancelled":
            answers.append(secret.put(service, one, text, lambda: False))
        elif verb == "read":
            answers.append(secret.read(service, one))
        elif verb == "delete":
            answers.append(secret.delete(service, one))
    except KnownError as error:
        shown = (repr(error), str(error), repr(error.__cause__), repr(error.__context__))
        answers.append({"code": error.problems[0].code, "values": dict(error.problems[0].values), "shown": shown})
json.dump(answers, sys.stdout)
"""


class Keyring:
    """The bus, the daemon and what programs that use them need in their environment."""

    def __init__(self, root: Path) -> None:
        """Nothing is started yet. `root` must have a short path: a socket's may hold 107 bytes."""
        self.root = root
        self.home = root / "home"
        self.run = root / "run"
        for folder in (self.home, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data = self.home / ".local/share"
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_RUNTIME_DIR": str(self.run),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.run / 'bus'}",
        }
        self._running: list[subprocess.Popen[bytes]] = []

    def start_bus(self) -> None:
        """A bus on which nothing is started by itself."""
        config = self.root / "bus.conf"
        config.write_text(BUS.format(path=self.run / "bus"))
        self._start(["dbus-daemon", "--nofork", f"--config-file={config}"])
        _until((self.run / "bus").exists)

    def start_daemon(self, *, unlock: bool) -> None:
        """gnome-keyring's Secret Service; unlocked, which makes the login keyring where there is none, or not."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        daemon = self._start([*command, "--unlock"] if unlock else command, stdin=subprocess.PIPE)
        assert daemon.stdin is not None
        if unlock:
            daemon.stdin.write(PASSWORD)
        daemon.stdin.close()
        _until(self._is_answering)

    def _is_answering(self) -> bool:
        ask = ["dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
               "string:org.freedesktop.secrets"]  # fmt: skip
        done = subprocess.run(ask, env=self.env, capture_output=True, text=True, check=False)
        return "boolean true" in done.stdout

    def stop_daemon(self) -> None:
        """End the daemon; what it has written stays."""
        _end(self._running.pop())
        _until(lambda: not self._is_answering())

    def do(self, *calls: tuple[str, str, str, str], env: dict[str, str] | None = None) -> list[object]:
        """Make calls to the vault (verb, service, key, text) in a program of its own, and give its answers."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", VAULT],
            input=json.dumps(calls).encode(), capture_output=True, env={**self.env, **(env or {})}, timeout=60,
            check=False, cwd=self.home,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert not done.stderr, done.stderr.decode()
        answers: list[object] = json.loads(done.stdout)
        return answers

    def _start(self, command: list[str], **how: int) -> "subprocess.Popen[bytes]":
        log = (self.root / "daemons.log").open("ab")
        started = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, **how)  # type: ignore[call-overload]
        log.close()
        self._running.append(started)
        made: subprocess.Popen[bytes] = started
        return made

    def close(self) -> None:
        """End everything that was started."""
        for process in reversed(self._running):
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _until(is_so) -> None:
    end = time.monotonic() + _WAIT
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@contextmanager
def keyring(root: Path, *, unlock: bool = True) -> Iterator[Keyring]:
    """A bus with gnome-keyring on it."""
    made = Keyring(root)
    try:
        made.start_bus()
        made.start_daemon(unlock=unlock)
        yield made
    finally:
        made.close()
