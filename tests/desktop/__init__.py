"""A desktop of its own for tests, and a driver that uses a program on it as a person with a keyboard would."""

from .app import App, Node
from .session import Desktop
from .wire import DesktopError

__all__ = ["App", "Desktop", "DesktopError", "Node"]
