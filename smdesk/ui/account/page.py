"""The page ”Konton”: the list of accounts, and one account's own page over it."""

from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from smdesk.desk import Desk
from smdesk.domain.account import web_address
from smdesk.domain.routine import Round
from smdesk.operations import account as accounts
from smdesk.ui.account.form import AccountDialog
from smdesk.ui.account.list import AccountList
from smdesk.ui.account.view import AccountPanel
from smdesk.ui.importing.export import export_list
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.web import open_web


class AccountPage(Page):
    """Konton. Enter opens an account, Escape goes back to the list."""

    title = "Konton"
    tables = frozenset({
        "account", "account_status", "basic_item", "requirement", "pause", "crisis", "post", "placement", "tick",
        "evidence", "special_day", "setting", "account_group", "account_group_member", "inbound",
    })  # fmt: skip
    commands: ClassVar[frozenset[str]] = frozenset(
        {"account.new", "account.import", "account.export", "find", "web.open"}
    )
    subject_first = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self._one = False  # one account is shown, and not the list

    @cached_property
    def list(self) -> AccountList:
        """The list, made when it is first shown."""
        made = AccountList(self.frame.memory, self.add_account, self.read_list, lambda: self.frame.run("group.edit"))
        made.opened.connect(self.show_subject)
        self.box.addWidget(made)  # first: what is shown without a place is a window of its own
        made.setHidden(self._one)
        return made

    @cached_property
    def panel(self) -> AccountPanel:
        """One account, made when the first is opened."""
        panel = AccountPanel(self.desk, self.frame)
        panel.hide()
        panel.left.connect(self.show_list)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), panel)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.show_list)
        self.box.addWidget(panel)
        return panel

    def reload(self) -> None:
        """Read again what is on screen: the list, or the account."""
        if self._one:
            self.panel.reload()
        else:
            self.list.show_accounts(accounts.all_accounts(self.desk))

    def show_subject(self, subject_id: int) -> None:
        """Show one account; the list where it is gone."""
        if "list" in vars(self):  # else it is made when it is asked for
            self.list.hide()
        self._one = True
        self.panel.show_account(subject_id)
        self.panel.setVisible(self._one)  # when it is filled, and is still there
        self.focus_content()

    def show_part(self, part: str) -> None:
        """Go to a card of the overview of the account that is shown."""
        self.panel.tabs.setCurrentIndex(0)
        super().show_part(part)

    def show_list(self) -> None:
        """Show the list, at the account that was shown."""
        self._one = False
        self.panel.hide()
        self.list.show()
        self.refresh()
        self.list.go_to(self.panel.account_id)
        self.list.focus_rows()

    def show_start(self) -> None:
        """Show the list."""
        if self._one:
            self.show_list()

    def focus_content(self) -> None:
        """Go to the list, or to the first thing in the account's first tab."""
        if self._one:
            self.panel.focus_content()
        else:
            self.list.focus_rows()

    def add_account(self) -> None:
        """Ask for a new account, and show it when it is stored."""
        AccountDialog(self, self.desk, self.show_subject).open()

    def read_list(self) -> None:
        """Take in a list of accounts from a file."""
        from smdesk.ui.importing.dialog import ImportDialog

        ImportDialog(self, self.desk, self.frame.tell).open()

    def visited(self) -> tuple[int, Round | None]:
        if not self._one:
            current = self.list.current()
            return current if isinstance(current, int) else 0, None
        return self.panel.account_id, self.panel.round_here()

    def run(self, command: str) -> bool:
        """Do one of the page's commands."""
        match command:
            case "account.new":
                self.add_account()
            case "account.import":
                self.read_list()
            case "account.export":
                export_list(self, self.desk, self.frame, "konton")
            case "find":
                self._find()
            case "web.open":
                return self._open_web()
            case _:
                return False
        return True

    def _find(self) -> None:
        if self._one:
            self.show_list()
        self.list.focus_search()

    def _open_web(self) -> bool:
        current = self.panel.account_id if self._one else self.list.current()
        if not isinstance(current, int):
            return False
        return open_web(web_address(accounts.get(self.desk, current)))
