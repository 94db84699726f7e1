"""Copying: plain text as it is; a secret kept out of clipboard histories and cleared soon, if it is still ours."""

import struct

from PySide6.QtCore import QCryptographicHash, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_S = 30
"""Seconds a secret stays in the clipboard."""

_NO = struct.pack("<I", 0)  # a DWORD 0
_HINTS = {
    # Klipper and other histories on X11 and Wayland.
    "x-kde-passwordManagerHint": b"secret",
    # Windows: leave it out of the history and of the cloud clipboard.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
    # macOS, nspasteboard.org.
    "application/x-nspasteboard-concealed-type": b"secret",
}


def copy_text(text: str) -> None:
    """Put plain text in the clipboard."""
    QGuiApplication.clipboard().setText(text)


class SecretClipboard(QObject):
    """The clipboard while it holds a secret of ours; cleared after `KEPT_S` seconds, at `clear` and at quit."""

    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digest = b""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(KEPT_S * 1000)
        self.timer.timeout.connect(self.clear)
        if app := QGuiApplication.instance():
            app.aboutToQuit.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put a secret in the clipboard, with the hints that keep it out of histories."""
        data = QMimeData()
        data.setText(secret)
        for kind, value in _HINTS.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data, QClipboard.Mode.Clipboard)
        self._digest = _digest(secret)
        self.timer.start()

    def holds(self) -> bool:
        """Whether what lies in the clipboard is the secret that was put there here, in whosever keeping."""
        return bool(self._digest) and _digest(QGuiApplication.clipboard().text()) == self._digest

    def clear(self) -> None:
        """Empty the clipboard if the secret is still in it; what someone else has put there is left alone."""
        self.timer.stop()
        if self.holds():
            QGuiApplication.clipboard().clear()
            self.cleared.emit()
        self._digest = b""


def _digest(text: str) -> bytes:
    plain = text.encode("utf-8", "surrogatepass")
    return bytes(QCryptographicHash.hash(plain, QCryptographicHash.Algorithm.Sha256).data())
