"""What the tests of Konton share: the window opened at the page, and what is found and shown there."""

from PySide6.QtWidgets import QLabel

from smdesk.operations import account as accounts


def opened(qtbot, made):
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("account")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def one(desk, start: str):
    return next(row.account for row in accounts.all_accounts(desk) if row.account.name.startswith(start))


def names(page) -> list[str]:
    return [row.account.name for row in page.list.table.table.rows]


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]
