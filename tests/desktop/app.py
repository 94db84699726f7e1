"""A running program: read it as a screen reader does, use it with real keys and a real mouse."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .wire import DesktopError, Wire

if TYPE_CHECKING:
    from .session import Desktop

FAKETIME = "*/faketime/libfaketime.so.1"  # below /usr/lib, one for each architecture


@dataclass(frozen=True, slots=True)
class Node:
    """One accessible object; every property is read anew from the program."""

    wire: Wire
    number: int

    @property
    def role(self) -> str:
        """AT-SPI's name of the role: "push button", "text", "list item", "table cell", "label", "dialog"…"""
        return self.wire.ask("read", number=self.number, what="role")

    @property
    def name(self) -> str:
        """Its accessible name; of a combo box the value."""
        return self.wire.ask("read", number=self.number, what="name")

    @property
    def label(self) -> str:
        """The name of its form label, or ""."""
        return self.wire.ask("read", number=self.number, what="label")

    @property
    def text(self) -> str:
        """What stands in a field, else the name."""
        return self.wire.ask("read", number=self.number, what="text")

    @property
    def description(self) -> str:
        """Its accessible description."""
        return self.wire.ask("read", number=self.number, what="description")

    @property
    def states(self) -> set[str]:
        """AT-SPI's names: "focused", "checked", "selected", "enabled", "showing", "expanded", "read-only"…"""
        return set(self.wire.ask("read", number=self.number, what="states"))

    @property
    def rectangle(self) -> tuple[int, int, int, int]:
        """x, y, width and height on the screen, in pixels."""
        x, y, width, height = self.wire.ask("read", number=self.number, what="rectangle")
        return x, y, width, height

    @property
    def parent(self) -> "Node | None":
        """The node above."""
        number = self.wire.ask("parent", number=self.number)
        return None if number is None else Node(self.wire, number)

    @property
    def children(self) -> list["Node"]:
        """The nodes straight below; of a list or table of over 300 those around what is scrolled into view."""
        return [Node(self.wire, number) for number in self.wire.ask("children", number=self.number)]

    @property
    def centre(self) -> tuple[int, int]:
        """Its middle on the screen."""
        x, y, width, height = self.rectangle
        if min(width, height) <= 0:
            raise DesktopError(f"no place on the screen: {self}")
        return x + width // 2, y + height // 2

    def find_all(self, role: str = "", name: str = "", *states: str, hidden: bool = False) -> list["Node"]:
        """All nodes below, now: `role` is exact, `name` a regular expression found in its name, label or text."""
        found = self.wire.ask("find", root=self.number, role_name=role, pattern=name, needed=states, hidden=hidden)
        return [Node(self.wire, number) for number in found]

    def find(self, role: str = "", name: str = "", *states: str, hidden: bool = False, timeout: float = 10) -> "Node":
        """The first such node, waited for."""
        what = f"{role or 'node'} {name!r} {' '.join(states)} below {self}"
        return self.wire.wait(lambda: self.find_all(role, name, *states, hidden=hidden), what, timeout)[0]

    def wait_state(self, *states: str, timeout: float = 10) -> None:
        """Wait until it has all these states."""
        self.wire.wait(lambda: set(states) <= self.states, f"{' '.join(states)} on {self}", timeout)

    def wait_text(self, pattern: str, timeout: float = 10) -> None:
        """Wait until its text matches."""
        self.wire.wait(lambda: re.search(pattern, self.text), f"text {pattern!r} in {self}", timeout)

    def tree(self, *, hidden: bool = False) -> str:
        """What is below it, one line for each node, for reading by eye."""
        return "\n".join(self.wire.ask("tree", number=self.number, hidden=hidden))

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


class App:
    """A program on a `Desktop`; `Desktop.start` makes it."""

    def __init__(
        self,
        desktop: "Desktop",
        command: list[str],
        at: datetime | None,
        environment: Mapping[str, str],
        folder: Path | None,
    ) -> None:
        self.desktop = desktop
        self.log_path = desktop.root / f"app-{len(desktop.apps) + 1}.log"
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                env={**desktop.environment, **_clock(at), **environment},
                cwd=folder or desktop.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._top: Node | None = None

    # reading

    @property
    def top(self) -> Node:
        """The program itself, above its windows."""
        if self._top is None:
            number = self.desktop.wire.ask("app", pids=_family(self.process.pid))
            if number is None:
                raise DesktopError(f"the program is not there: {self.log()[-2000:]}")
            self._top = Node(self.desktop.wire, number)
        return self._top

    def wait_for_window(self, timeout: float = 30) -> None:
        """Wait until one of its windows is active; an end before that is an error with what it wrote."""

        def active() -> bool:
            if (code := self.process.poll()) is not None:
                raise DesktopError(f"the program ended with {code} before its window: {self.log()[-3000:]}")
            if self._top is None and not self.desktop.wire.ask("app", pids=_family(self.process.pid)):
                return False
            return any({"active", "showing"} <= window.states for window in self.top.children)

        try:
            self.desktop.wait(active, "an active window of the program", timeout)
        except DesktopError as error:
            seen = self.tree() if self._top else f"not on the AT-SPI bus; windows {self.desktop.windows()}"
            raise DesktopError(f"{error}\n{seen}\n{self.log()[-2000:]}") from None

    def find_all(self, role: str = "", name: str = "", *states: str, hidden: bool = False) -> list[Node]:
        """See `Node.find_all`; in all its windows."""
        return self.top.find_all(role, name, *states, hidden=hidden)

    def find(self, role: str = "", name: str = "", *states: str, hidden: bool = False, timeout: float = 10) -> Node:
        """See `Node.find`; when it does not come, the error shows all that is on the screen."""
        try:
            return self.top.find(role, name, *states, hidden=hidden, timeout=timeout)
        except DesktopError as error:
            raise DesktopError(f"{error}\n{self.tree()}\n{self.log()[-2000:]}") from None

    def wait_gone(self, role: str = "", name: str = "", *states: str, timeout: float = 10) -> None:
        """Wait until no such node shows."""
        what = f"no {role} {name!r} {' '.join(states)}"
        self.desktop.wait(lambda: not self.find_all(role, name, *states), what, timeout)

    def window(self, title: str, timeout: float = 10) -> Node:
        """Wait until its window or dialog whose title matches is active, and so gets the keys; that window."""

        def active() -> list[Node]:
            windows = (window for window in self.top.children if {"active", "showing"} <= window.states)
            return [window for window in windows if re.search(title, window.name)]

        what = f"active window {title!r}; there are {self.desktop.windows()}"
        return self.desktop.wire.wait(active, what, timeout)[0]

    @property
    def focused(self) -> Node | None:
        """What has keyboard focus; in a list or a table its current item."""
        number = self.desktop.wire.ask("focused", number=self.top.number)
        return None if number is None else Node(self.desktop.wire, number)

    def announced(self, pattern: str, timeout: float = 5) -> str:
        """Wait until something that matches has been announced to screen readers; the latest such text."""

        def heard() -> list[str]:
            return [text for text in self.desktop.wire.ask("announced") if re.search(pattern, text)]

        return self.desktop.wire.wait(heard, f"announcement {pattern!r}", timeout)[-1]

    def tree(self, *, hidden: bool = False) -> str:
        """All that shows, one line for each node."""
        return self.top.tree(hidden=hidden)

    def nameless(self) -> list[str]:
        """Controls that show and take focus and that a screen reader cannot name."""
        plain = {"frame", "dialog", "filler", "list item", "table cell", "tree item", "scroll pane"}
        nodes = (node for node in self.find_all("", "", "focusable") if node.role not in plain)
        return [
            str(node)
            for node in nodes
            if not node.label.strip() and (node.role == "combo box" or not node.name.strip())
        ]

    # doing

    def keys(self, *chords: str) -> None:
        """Press keys (see `Desktop.keys`) when one of its windows is active."""
        self.wait_for_window()
        self.desktop.keys(*chords)

    def type(self, text: str) -> None:
        """Type (see `Desktop.type`) when one of its windows is active."""
        self.wait_for_window()
        self.desktop.type(text)

    def click(self, node: Node, *, button: int = 1, times: int = 1) -> None:
        """A real mouse click in the middle of the node."""
        self.desktop.click_at(*node.centre, button=button, times=times)

    def focus(self, node: Node) -> None:
        """Give it keyboard focus, as a screen reader does; refused by what is disabled or behind a dialog."""
        top = node
        while (above := top.parent) is not None and above != self.top:
            top = above
        if not {"active", "showing"} <= top.states or "enabled" not in node.states:
            raise DesktopError(f"disabled or not in the active window: {node}\n{self.tree()}")
        self.desktop.wire.ask("grab_focus", number=node.number)
        self.desktop.wait(lambda: "focused" in node.states or self.focused == node, f"focus on {node}")

    def press(self, node: Node) -> None:
        """Focus a button, a check box or the like, and press Space."""
        self.focus(node)
        self.keys("space")

    def fill(self, node: Node, text: str) -> None:
        """Focus a field, type over what is in it, and wait until it says so."""
        self.focus(node)
        self.keys("ctrl+a", "del")
        self.type(text)
        self.desktop.wait(lambda: node.text == text, f"{text!r} in {node}, it has {node.text!r}")

    def tab_to(self, role: str = "", name: str = "", *, key: str = "tab", limit: int = 60) -> Node:
        """Press Tab (or `key`) until focus is on such a node, as one who has only a keyboard; that node."""
        walked: list[str] = []
        for _ in range(limit):
            before = self.focused
            if before and (not role or before.role == role) and _told(before, name):
                return before
            self.keys(key)
            self.desktop.wait(lambda: self.focused != before, f"{key} to leave {before}")  # noqa: B023
            walked.append(str(self.focused))
        raise DesktopError(f"{key} never came to {role} {name!r}: {walked}")

    def go_to(self, view: Node, name: str, *, key: str = "down", limit: int = 400) -> Node:
        """In a list, tree or table: focus it, press Home and then Down (or `key`) to the item whose name matches."""
        self.focus(view)
        self.keys("ctrl+home")
        for _ in range(limit):
            current = self.focused
            if current and current != view and re.search(name, current.name):
                return current
            self.keys(key)
            self.desktop.wait(lambda: self.focused != current, f"{key} to leave {current}")  # noqa: B023
        raise DesktopError(f"no item {name!r} in {view}")

    def select(self, combo: Node, choice: str) -> None:
        """In a combo box: open the list, walk with the arrows, Enter."""
        rows = [item.name for item in combo.find_all("list item", hidden=True)]
        if choice not in rows:
            raise DesktopError(f"no {choice!r} in {combo}: {rows}")
        steps = rows.index(choice) - (rows.index(combo.name) if combo.name in rows else 0)
        self.focus_by_click(combo)
        self.keys(*["down" if steps > 0 else "up"] * abs(steps), "enter")
        self.desktop.wait(lambda: combo.name == choice, f"{choice!r} in {combo}")

    def focus_by_click(self, combo: Node) -> None:
        """Open a combo box with the mouse, since Qt's does not answer a screen reader's wish for focus."""
        self.click(combo)
        self.desktop.wait(lambda: combo.find_all("list item"), f"the open list of {combo}")

    # ending

    def log(self) -> str:
        """All it has written on stdout and stderr."""
        return self.log_path.read_text("utf-8", "replace")

    def kill9(self) -> None:
        """End it as a power cut does to a process."""
        self.process.kill()
        self.process.wait()
        for left in Path("/dev/shm").glob(f"*faketime_*_{self.process.pid}"):
            left.unlink()  # libfaketime cannot do it when it is killed, and a process id comes back

    def wait_exit(self, timeout: float = 10) -> int:
        """Wait until it has ended by itself; its exit status."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise DesktopError(f"still running after {timeout:g} s\n{self.tree()}") from None

    def memory(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def _told(node: Node, pattern: str) -> bool:
    return any(re.search(pattern, said) for said in (node.name, node.label))


def _clock(at: datetime | None) -> dict[str, str]:
    """The environment in which a program's clock runs from `at`; timers keep to real time."""
    if at is None:
        return {}
    libraries = list(Path("/usr/lib").glob(FAKETIME))
    if not libraries:
        raise DesktopError("libfaketime is not installed")
    ahead = (at - datetime.now(UTC)).total_seconds()
    return {"LD_PRELOAD": str(libraries[0]), "FAKETIME": f"{ahead:+.6f}", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def _family(pid: int) -> list[int]:
    """The process and its children: a start script may run the program as a child."""
    found = [pid]
    for process in found:
        try:
            children = Path(f"/proc/{process}/task/{process}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found
