"""An isolated X11 desktop: its own screen, bus, window manager, Swedish keyboard, home and, when asked for, keyring."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from .app import App
from .screen import Frame
from .wire import DesktopError, Wire

KEYRING_PASSWORD = "prov"
SERVICES = Path("/usr/share/dbus-1/services")
KEYS = {
    "enter": "Return",
    "esc": "Escape",
    "del": "Delete",
    "backspace": "BackSpace",
    "pgup": "Prior",
    "pgdn": "Next",
    "alt": "Alt_L",
    **{key.lower(): key for key in ("Tab", "Delete", "Up", "Down", "Left", "Right", "Home", "End", "Insert", "Menu")},
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
ON_KEYBOARD = r"[ -~åäöÅÄÖ§½é]"
BUS = """<busconfig><type>session</type><listen>unix:path={run}/bus</listen><servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>"""
# Only what a person needs to reach a window: openbox's own shortcuts would take keys from the program.
OPENBOX = """<openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew></focus>
<keyboard><keybind key="A-F4"><action name="Close"/></keybind><keybind key="A-Tab"><action name="NextWindow"/></keybind>
</keyboard></openbox_config>"""


class Desktop:
    """Use it in `with`; everything it started is gone afterwards, and so are its folders.

    `keyring`: None for a desktop without one, "unlocked", or "locked" with the real prompter (its password is
    `KEYRING_PASSWORD`). `failure`: the folder that gets a picture and the logs when the block ends by an error.
    """

    def __init__(
        self,
        *,
        keyring: Literal["unlocked", "locked"] | None = None,
        size: str = "1440x900",
        failure: Path | None = None,
    ) -> None:
        self.keyring, self.size, self.failure = keyring, size, failure
        self.root = Path(tempfile.mkdtemp(prefix="smdesk-"))  # short: a socket's path has room for 107 bytes
        self.home = self.root / "home"
        self.environment = self._environment()
        self.apps: list[App] = []
        self._processes: list[subprocess.Popen[bytes]] = []

    def _environment(self) -> dict[str, str]:
        """What every program on this desktop sees; of the outside only PATH and TZ."""
        run = self.root / "run"
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "openbox",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "NO_AT_BRIDGE": "0",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    # coming and going

    def __enter__(self) -> "Desktop":
        try:
            for folder in (self.home, self.root / "run", self.root / "fb", self.root / "services"):
                folder.mkdir(mode=0o700)
            self._start_screen()
            self._start_bus()
            (self.root / "openbox.xml").write_text(OPENBOX)
            self._start("openbox", "--config-file", str(self.root / "openbox.xml"))
            self._until(lambda: "0x" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox")
            self.run("setxkbmap", "se")
            self.run("xdotool", "mousemove", *self.size.split("x"))  # out of sight: nothing is hovered
            if self.keyring:
                self._start_keyring()
            self.wire = Wire(self.environment, self.root / "probe.log")
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.keep_failure()
        self._end()

    def keep_failure(self) -> None:
        """Put a picture and the logs where failures are kept; a fixture is not told that its test failed."""
        if self.failure is None:
            return
        self.failure.mkdir(parents=True, exist_ok=True)
        self.screenshot(self.failure / "screen.png")
        for log in self.root.glob("*.log"):
            shutil.copy(log, self.failure)

    def _end(self) -> None:
        if hasattr(self, "wire"):
            self.wire.close()
        for app in self.apps:
            app.kill9()
        for process in reversed(self._processes):
            process.kill()
            process.wait()
        self._until(self._sweep, "the end of all that was started here")
        shutil.rmtree(self.root)

    def _sweep(self) -> bool:
        """Kill what the bus or the program started, known by this desktop's run folder; True when none is left."""
        mark = f"XDG_RUNTIME_DIR={self.root / 'run'}".encode()
        left = 0
        for process in Path("/proc").iterdir():
            if not process.name.isdigit():
                continue
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)
                    left += 1
            except OSError:
                continue  # it ended by itself, or is another user's
        return left == 0

    def _until(self, condition: Callable[[], object], what: str, timeout: float = 15) -> None:
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                logs = "\n".join(log.read_text(errors="replace")[-500:] for log in self.root.glob("*.log"))
                raise DesktopError(f"not within {timeout:g} s: {what}\n{logs}")
            time.sleep(0.02)

    def _start(self, *command: str, fds: Sequence[int] = (), stdin: bytes | None = None) -> subprocess.Popen[bytes]:
        with (self.root / f"{Path(command[0]).name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=fds,
                start_new_session=True,
            )
        if process.stdin is not None and stdin is not None:
            process.stdin.write(stdin)
            process.stdin.close()
        self._processes.append(process)
        return process

    def _start_screen(self) -> None:
        """Xvfb picks a free number and tells it through a pipe; its picture lies in a file."""
        reading, writing = os.pipe()
        screen = ("-screen", "0", f"{self.size}x24", "-dpi", "96", "-fbdir", str(self.root / "fb"))
        self._start("Xvfb", "-displayfd", str(writing), *screen, "-nolisten", "tcp", "-noreset", fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise DesktopError(f"Xvfb did not start: {(self.root / 'Xvfb.log').read_text()}")
        self.environment["DISPLAY"] = f":{number}"

    def _start_bus(self) -> None:
        """A bus that can start AT-SPI, and the keyring's prompter when there is a keyring, and nothing else."""
        wanted = ["org.a11y.*"] + (["org.gnome.keyring.*Prompter*"] if self.keyring else [])
        for pattern in wanted:
            for service in SERVICES.glob(pattern):
                shutil.copy(service, self.root / "services")
        config = self.root / "bus.conf"
        config.write_text(BUS.format(run=self.root / "run", services=self.root / "services"))
        self._start("dbus-daemon", "--nofork", f"--config-file={config}")
        self._until((self.root / "run" / "bus").exists, "the bus")

    def _start_keyring(self) -> None:
        """gnome-keyring with a login collection; locked is the state after a restart without its password."""
        daemon = ("gnome-keyring-daemon", "--foreground", "--components=secrets")
        process = self._start(*daemon, "--unlock", stdin=KEYRING_PASSWORD.encode())
        self._until(self.has_keyring, "the keyring")
        self._until((self.home / ".local/share/keyrings/login.keyring").exists, "the login keyring")
        if self.keyring == "locked":
            process.kill()
            process.wait()
            self._until(lambda: not self.has_keyring(), "the end of the unlocked keyring")
            self._start(*daemon)
            self._until(self.has_keyring, "the locked keyring")

    def has_keyring(self) -> bool:
        """Whether a Secret Service answers on this bus."""
        owner = ("org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets")
        return "true" in self.run("dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/", *owner)

    # programs

    def start(
        self,
        *command: str | Path,
        at: datetime | None = None,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        timeout: float = 30,
    ) -> App:
        """Start a program and wait for its window. `at`: an aware time that its clock begins at (libfaketime)."""
        app = App(self, [str(part) for part in command], at, environment or {}, folder)
        self.apps.append(app)
        app.wait_for_window(timeout)
        return app

    def run(self, *command: str, stdin: str | None = None) -> str:
        """Run a short command on this desktop and return what it wrote."""
        done = subprocess.run(
            command,
            env=self.environment,
            input=(stdin or "").encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    def wait(self, condition: Callable[[], object], what: str, timeout: float = 10) -> None:
        """Wait until `condition` is true; it is asked again as soon as any program tells of a change."""
        self.wire.wait(condition, what, timeout)

    # keys, mouse, clipboard, screen

    def keys(self, *chords: str) -> None:
        """Press keys in the active window: "ctrl+n", "tab", "alt+a", "F2"; "alt" is a tap of Alt alone."""
        for chord in chords:
            *modifiers, key = chord.split("+")
            self.run("xdotool", "key", "--delay", "10", "+".join([*modifiers, KEYS.get(key.lower(), key)]))

    def type(self, text: str) -> None:
        """Type as key presses; newline is Enter, tab is Tab, and what no Swedish key gives is pasted."""
        for part in re.findall(rf"{ON_KEYBOARD}+|[\n\t]|[^ -~åäöÅÄÖ§½é\n\t]+", text):
            if part in "\n\t":
                self.keys("enter" if part == "\n" else "tab")
            elif re.match(ON_KEYBOARD, part):
                self.run("xdotool", "type", "--delay", "10", "--", part)
            else:
                self.paste(part)

    def paste(self, text: str) -> None:
        """Put text on the clipboard (what was there is lost) and press Ctrl+V."""
        self._copy(text.encode())
        self.keys("ctrl+v")

    def paste_picture(self, png: Path) -> None:
        """Put a picture on the clipboard, as a program for screenshots does, and press Ctrl+V."""
        self._copy(png.read_bytes(), "-target", "image/png")
        self.keys("ctrl+v")

    def _copy(self, data: bytes, *target: str) -> None:
        subprocess.run(
            ("xclip", "-selection", "clipboard", *target),
            env=self.environment,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )

    def clipboard(self) -> str:
        """The text on the clipboard; empty when there is none."""
        return self.run("xclip", "-selection", "clipboard", "-o")

    def click_at(self, x: int, y: int, *, button: int = 1, times: int = 1) -> None:
        """A real mouse click at a point of the screen."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(times), str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse at one point, move in steps and let go at another."""
        steps = [
            (start[0] + (end[0] - start[0]) * part // 8, start[1] + (end[1] - start[1]) * part // 8)
            for part in range(1, 9)
        ]
        moves = [word for x, y in steps for word in ("mousemove", "--sync", str(x), str(y))]
        self.run("xdotool", "mousemove", *map(str, start), "mousedown", "1", *moves, "mouseup", "1")

    @contextmanager
    def dragging(self, start: tuple[int, int], end: tuple[int, int]) -> Iterator[None]:
        """Press the mouse at one point, move to another and hold there; let go where it is when this is left."""
        self.run("xdotool", "mousemove", *map(str, start), "mousedown", "1")
        try:
            for part in range(1, 9):
                self.move_to(*(begin + (stop - begin) * part // 8 for begin, stop in zip(start, end, strict=True)))
            yield
        finally:
            self.run("xdotool", "mouseup", "1")

    def move_to(self, x: int, y: int) -> None:
        """Move the mouse, whether a button is held or not."""
        self.run("xdotool", "mousemove", "--sync", str(x), str(y))

    def windows(self) -> dict[str, str]:
        """The windows of all programs: id and title."""
        found = re.findall(r"0x[0-9a-f]+", self.run("xprop", "-root", "_NET_CLIENT_LIST"))
        return {window: self.run("xdotool", "getwindowname", str(int(window, 16))).strip() for window in found}

    def active_window(self) -> str:
        """The title of the window that gets the keys; empty when none does."""
        return self.run("xdotool", "getactivewindow", "getwindowname").strip()

    def wait_window(self, pattern: str, timeout: float = 10) -> str:
        """Wait until a window whose title matches is active, of any program (the keyring's prompt too); its title."""
        self.wait(lambda: re.search(pattern, self.active_window()), f"active window {pattern!r}", timeout)
        return self.active_window()

    def frame(self) -> Frame:
        """The screen now."""
        return Frame.of(self.root / "fb" / "Xvfb_screen0")

    def screenshot(self, path: Path) -> Path:
        """Write the whole screen as a PNG file."""
        return self.frame().png(path)
