"""Whether a window can be shown at all: Qt itself would end the whole program without a word to the user."""

import ctypes
import re
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

_NO_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb", "vkkhrdisplay"})
_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def why_not(environment: Mapping[str, str], system: str = sys.platform) -> str:
    """Why no window can be shown, in one line; ”” when one can."""
    if not system.startswith(("linux", "freebsd")):
        return ""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in _NO_SCREEN:
        return ""
    display, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not display and not wayland:
        return "smdesk behöver ett skrivbord: varken DISPLAY eller WAYLAND_DISPLAY är satt. Se smdesk --help."
    if missing := _missing("libqwayland.so" if wayland and not display else "libqxcb.so"):
        package = _PACKAGES.get(missing, "")
        install = f" Installera {package}, på Debian: apt install {package}" if package else ""
        return f"smdesk kan inte visa något fönster: biblioteket {missing} saknas.{install}"
    if display and not wayland and not _answers(display):
        return f"smdesk kan inte visa något fönster: skärmen {display} svarar inte eller tar inte emot."
    return ""


def _missing(plugin: str) -> str:
    """The first library that Qt's plugin lacks; ”” when it has all, or when the plugin lies elsewhere."""
    qt = find_spec("PySide6")
    if qt is None or qt.origin is None:
        return "PySide6"
    path = Path(qt.origin).parent / "Qt" / "plugins" / "platforms" / plugin
    if not path.exists():
        return ""
    try:
        ctypes.CDLL(str(path))
    except OSError as error:
        found = re.match(r"([\w.+-]+): cannot open shared object", str(error))
        return found[1] if found else str(error)
    return ""


def _answers(display: str) -> bool:
    """Whether an X server takes a connection (libxcb's own test)."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers
