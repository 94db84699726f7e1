"""Opening a page in the browser, or a mail: no file or program named in the register is ever started."""

from PySide6.QtCore import QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices


def open_web(address: str) -> bool:
    """Open `address` in the browser; False when it is not a web address, or no browser takes it."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme().lower() not in ("http", "https") or not url.host():
        return False
    return QDesktopServices.openUrl(url)


def open_mail(to: str, subject: str, text: str) -> bool:
    """Open a mail to be sent in the mail program; False when there is none that takes it."""
    query = QUrlQuery()
    for key, value in (("subject", subject), ("body", text.replace("\n", "\r\n"))):
        query.addQueryItem(key, bytes(QUrl.toPercentEncoding(value).data()).decode())
    url = QUrl()
    url.setScheme("mailto")
    url.setPath(to)
    url.setQuery(query)
    return QDesktopServices.openUrl(url)
