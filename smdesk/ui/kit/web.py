"""Opening a page in the browser: only web addresses, so that no file or program named in the register is started."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_web(address: str) -> bool:
    """Open `address` in the browser; False when it is not a web address, or no browser takes it."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme().lower() not in ("http", "https") or not url.host():
        return False
    return QDesktopServices.openUrl(url)
