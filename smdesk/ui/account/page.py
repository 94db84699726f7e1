"""The page ”Konton”: the list of accounts, and one account's own page over it."""

from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from smdesk.desk import Desk
from smdesk.domain.account import web_address
from smdesk.domain.problem import KnownError
from smdesk.operations import account as accounts
from smdesk.operations import transfer
from smdesk.ui.account.form import AccountDialog
from smdesk.ui.account.list import AccountList
from smdesk.ui.account.view import AccountPanel
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.work import in_background

_KINDS = "Excel (*.xlsx);;Kommaseparerad text (*.csv);;JSON (*.json)"


class AccountPage(Page):
    """Konton. Enter opens an account, Escape goes back to the list."""

    title = "Konton"
    tables = frozenset({
        "account", "account_status", "basic_item", "requirement", "pause", "post", "placement", "tick", "evidence",
        "special_day", "setting",
    })  # fmt: skip
    commands: ClassVar[frozenset[str]] = frozenset(
        {"account.new", "account.import", "account.export", "find", "web.open"}
    )

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self.list = AccountList(frame.memory, self.add_account, self.read_list)
        self.box.addWidget(self.list)
        self.list.opened.connect(self.show_subject)

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

    def _is_list(self) -> bool:
        """Whether the list is on screen, and not one account."""
        return not self.list.isHidden()

    def reload(self) -> None:
        """Read again what is on screen: the list, or the account."""
        if self._is_list():
            self.list.show_accounts(accounts.all_accounts(self.desk))
        else:
            self.panel.reload()

    def show_subject(self, subject_id: int) -> None:
        """Show one account."""
        self.list.hide()
        self.panel.show_account(subject_id)  # filled out of sight; where it is gone the list comes back
        self.panel.setHidden(self._is_list())
        self.focus_content()

    def show_list(self) -> None:
        """Show the list, at the account that was shown."""
        self.panel.hide()
        self.list.show()
        self.reload()
        self.list.go_to(self.panel.account_id)
        self.list.focus_rows()

    def show_start(self) -> None:
        """Show the list."""
        if not self._is_list():
            self.show_list()

    def focus_content(self) -> None:
        """Go to the list, or to the first thing in the account's first tab."""
        if self._is_list():
            self.list.focus_rows()
        else:
            self.panel.focus_content()

    def add_account(self) -> None:
        """Ask for a new account, and show it when it is stored."""
        AccountDialog(self, self.desk, self.show_subject).open()

    def read_list(self) -> None:
        """Take in a list of accounts from a file."""
        from smdesk.ui.importing.dialog import ImportDialog

        ImportDialog(self, self.desk, self.frame.tell).open()

    def export(self) -> None:
        """Write the list of accounts to a file."""
        proposal = f"konton-{self.desk.today().isoformat()}.xlsx"
        found, _ = QFileDialog.getSaveFileName(self, "Exportera kontolistan", proposal, _KINDS)
        if found:
            path = Path(found)
            tables = transfer.export_tables(self.desk, "konton", path.suffix)
            done = f"{path.name} är skriven."
            in_background(partial(transfer.write, path, tables), lambda _none: self.frame.tell(done), self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.frame.tell_problems(error.problems)

    def run(self, command: str) -> bool:
        """Do one of the page's commands."""
        match command:
            case "account.new":
                self.add_account()
            case "account.import":
                self.read_list()
            case "account.export":
                self.export()
            case "find":
                self._find()
            case "web.open":
                return self._open_web()
            case _:
                return False
        return True

    def _find(self) -> None:
        if not self._is_list():
            self.show_list()
        self.list.focus_search()

    def _open_web(self) -> bool:
        current = self.list.current() if self._is_list() else self.panel.account_id
        if not isinstance(current, int):
            return False
        address = web_address(accounts.get(self.desk, current))
        return bool(address) and QDesktopServices.openUrl(QUrl(address))
