"""What changes the register: marked buttons and ticks, so that none can be used while the register is only read."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

_MARK = "changes"
W = TypeVar("W", bound=QWidget)


def changes(widget: W, *, may_write: bool = True) -> W:
    """Mark a button, or every button in `widget`; `may_write` as it is now, for what is built late."""
    inside: list[QAbstractButton] = widget.findChildren(QAbstractButton)
    if isinstance(widget, QAbstractButton):
        inside.append(widget)
    for one in inside:
        one.setProperty(_MARK, True)
        one.setEnabled(may_write)
    return widget


def hold(page: QWidget, *, may_write: bool) -> None:
    """Let the marked buttons of a page be pressed and its rows be ticked, or not."""
    from smdesk.ui.kit.rows import RowList  # its delegate marks its own buttons

    for rows in page.findChildren(RowList):
        rows.hold(not may_write)
    for one in page.findChildren(QAbstractButton):
        if one.property(_MARK):
            one.setEnabled(may_write)
