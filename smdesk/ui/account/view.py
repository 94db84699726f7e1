"""One account's page: head, tabs and cards, and what can be done to the account."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QTabBar, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.account import IN_USE, AccountStatus, web_address
from smdesk.domain.problem import KnownError
from smdesk.domain.routine import Round
from smdesk.operations import account as accounts
from smdesk.operations import secret
from smdesk.operations.account import AccountView
from smdesk.ui.account.cards import AssignmentCard, BasicCard, FactsCard, PeopleCard, RemarksCard
from smdesk.ui.account.form import AccountDialog, basic_dialog, status_dialog
from smdesk.ui.account.head import AccountHead
from smdesk.ui.account.requirement import RequirementCard
from smdesk.ui.account.tabs import DocumentsTab, HistoryTab, PostsTab, RoundsTab, Tab
from smdesk.ui.kit.buttons import link_button, primary_button, quiet_button
from smdesk.ui.kit.clipboard import copy_text
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import rule, tip
from smdesk.ui.kit.web import open_web
from smdesk.ui.procedure.ask import ask_closure
from smdesk.ui.secret.card import SecretCard
from smdesk.words.account import FOLLOWS, STATUSES
from smdesk.words.dates import short_day
from smdesk.words.remark import remark_count

_TABS = ("Översikt", "Inlägg", "Bevakning", "Dokument", "Historik")
_LISTS = (PostsTab, RoundsTab, DocumentsTab, HistoryTab)
_ROUNDS = _TABS.index("Bevakning")


class AccountPanel(QWidget):
    """One account. `left()` tells that the list is wanted again; nothing is read for a tab that is not shown."""

    left = Signal()

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__()
        self._desk, self._frame = desk, frame
        self._view: AccountView | None = None
        self.account_id = 0
        self.status = quiet_button("Status")
        self._menu = QMenu(self.status)
        self.status.setMenu(self._menu)
        self.end = quiet_button("Avsluta…", self.open_closing)
        self.web = primary_button("Öppna sidan", self.open_web, keys="Ctrl+O", name="Öppna kontots sida i webbläsaren")
        change = quiet_button("Ändra…", self.edit, name="Ändra kontots uppgifter")
        for button in (change, self.status):
            changes(button, may_write=desk.may_write)
        self.header = AccountHead([change, self.status, self.end, self.web])
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Kontots delar")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for title in _TABS:
            self.tabs.addTab(title)
        self._bodies: dict[int, QWidget] = {0: self._overview()}
        self.tabs.currentChanged.connect(lambda _number: self.reload())
        self._lay_out()

    def _overview(self) -> QWidget:
        desk, frame = self._desk, self._frame
        self.assignment, self.people = AssignmentCard(), PeopleCard()
        self.requirements, self.secrets = RequirementCard(desk, frame), SecretCard(desk, frame)
        self.facts = FactsCard(
            lambda: self._do(partial(accounts.check_profile, desk, self.account_id, desk.today())),
            may_write=desk.may_write,
        )
        self.remarks, self.basic = RemarksCard(), BasicCard()
        self.basic.ticked.connect(self._tick_basic)
        self.basic.opened.connect(lambda item: basic_dialog(self, desk, self.account_id, item).open())
        self.basic.copied.connect(self._copy_basic)
        self.remarks.chosen.connect(self.see_to)
        columns = Columns((6, 5))
        columns.add(0, self.assignment, self.requirements, self.secrets, self.facts)
        columns.add(1, self.remarks, self.basic, self.people)
        return columns

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        back = link_button("‹ Alla konton", self.left.emit, name="Alla konton, Escape")
        box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.header)
        box.addSpacing(8)
        box.addWidget(self.tabs)
        box.addWidget(rule())
        box.addSpacing(14)
        self._below = QVBoxLayout()
        self._below.addWidget(self._bodies[0])
        box.addLayout(self._below)
        box.addStretch(1)

    def show_account(self, account_id: int) -> None:
        """Show an account, from its overview when it is another one."""
        if account_id != self.account_id:
            self.account_id = account_id
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(0)
            self.tabs.blockSignals(False)
            for body in self._bodies.values():
                body.hide()  # filled out of sight: each part that is shown lays out the whole page anew
        self.reload()

    def focus_content(self) -> None:
        """Go to the list of the tab that is shown; in the overview to the tabs, which are always in sight."""
        shown = self.tabs.currentIndex()
        (self.tab(shown).rows if shown and self.tab(shown).rows.isVisible() else self.tabs).setFocus()

    def round_here(self) -> Round | None:
        """The round whose row she is on, in the tab of the monitoring."""
        shown = self.tabs.currentIndex()
        tab = self.tab(shown) if shown else None
        return tab.round_here() if isinstance(tab, RoundsTab) else None

    def reload(self) -> None:
        """Read the account again. When it is gone the list is shown."""
        try:
            view = self._view = accounts.view(self._desk, self.account_id)
        except KnownError:
            self.left.emit()
            return
        self._show_head(view)
        shown = self.tabs.currentIndex()
        if shown:
            self.tab(shown).show_account(self.account_id)
        else:
            self._show_overview(view)
        for number, body in self._bodies.items():
            body.setVisible(number == shown)

    def tab(self, number: int) -> Tab:
        """One of the tabs beside the overview (1 to 4), made when it is first shown."""
        body = self._bodies.get(number)
        if not isinstance(body, Tab):
            body = self._bodies[number] = _LISTS[number - 1](self._desk, self._frame)
            body.hide()
            self._below.addWidget(body)
        return body

    def _show_head(self, view: AccountView) -> None:
        account = view.account
        kind = f"{view.platform.name}-{account.kind}" if account.kind else view.platform.name
        if account.status is AccountStatus.ACTIVE:
            since = str(account.started_on.year) if account.started_on else ""
        else:
            since = short_day(view.since.day, self._desk.today()) if view.since else ""
        status = f"{STATUSES[account.status]} sedan {since}" if since else STATUSES[account.status]
        facts = " · ".join(part for part in (kind, status, account.unit) if part)
        self.header.show_account(account.name, facts, view.platform, remark_count(len(view.remarks)))
        self.web.setEnabled(bool(web_address(account)))
        closing = account.status is AccountStatus.CLOSING
        self._name_end("Avslutet" if closing else "Avsluta…")
        self.end.setAccessibleName("Avslutet, visa det" if closing else "Avsluta kontot")
        self.end.setEnabled(closing or (account.status in IN_USE and self._desk.may_write))
        tip(self.end, "" if self.end.isEnabled() else "Bara aktiva och vilande konton kan avslutas.")
        tip(self.web, "" if self.web.isEnabled() else "Kontot har ingen länk som kan öppnas.")
        self._fill_menu(view)

    def _name_end(self, text: str) -> None:
        """Write on the button, as wide for either of its texts, so that no other button moves."""
        wide = 0
        for either in ("Avslutet", "Avsluta…", text):
            self.end.setText(either)
            wide = max(wide, self.end.sizeHint().width())
        self.end.setMinimumWidth(wide)

    def _fill_menu(self, view: AccountView) -> None:
        self.status.setAccessibleName(f"Status: {STATUSES[view.account.status]}, ändra")
        self._menu.clear()
        for status in view.choices:
            self._menu.addAction(f"Ändra till {STATUSES[status]}…", partial(self.change_status, status))
        self._menu.addSeparator()
        self._menu.addAction("Ta bort kontot ur registret", self.remove)

    def _show_overview(self, view: AccountView) -> None:
        today = self._desk.today()
        self.assignment.show_account(view.account)
        self.requirements.show_account(view.account)
        self.secrets.show_account(self.account_id, view.account.name, secret.view(self._desk, self.account_id))
        self.facts.show_view(view, today)
        self.remarks.show_remarks(view.remarks)
        self.basic.show_view(view, today)
        self.people.show_account(view.account)

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self._frame.tell_problems(error.problems)

    def _tick_basic(self, item: str) -> None:
        if self._view is not None:
            seen = next(one.checked_on for one in self._view.basic if one.item == item)
            day = None if seen else self._desk.today()
            self._do(partial(accounts.check_basic, self._desk, self.account_id, item, day))

    def _copy_basic(self, item: str) -> None:
        if self._view is not None:
            copy_text(next(one.text for one in self._view.basic if one.item == item))
            self._frame.tell("Texten är kopierad")

    def see_to(self, where: str) -> None:
        """Go to where a remark is put right: the field, the requirement, the rounds or basinformation."""
        match where:
            case "basic":
                self.basic.rows.setFocus()
            case "rounds":
                self.tabs.setCurrentIndex(_ROUNDS)
                self.tab(_ROUNDS).rows.setFocus()
            case "requirements":
                self.requirements.change.setFocus()
                self.requirements.change.showMenu()
            case _:
                self.edit(where)

    def edit(self, field: str = "name") -> None:
        """Change the account's fields, beginning with one of them."""
        if self._view is not None:
            dialog = AccountDialog(self, self._desk, lambda _account_id: None, self._view.account)
            dialog.open()
            dialog.go_to(field)

    def change_status(self, status: AccountStatus) -> None:
        """Ask why, give the account the status, and say what follows from it; Ctrl+Z takes it back."""
        if self._view is None:
            return
        account = self._view.account
        told = f"{account.name}: {STATUSES[status]}. {FOLLOWS.get(status, '')} Ångra: Ctrl+Z".replace("  ", " ")
        status_dialog(self, self._desk, account, status, partial(self._frame.tell, told)).open()

    def remove(self) -> None:
        """Take the account out of the register, where nothing hangs on it; Ctrl+Z brings it back."""
        self._do(partial(accounts.remove, self._desk, self.account_id))

    def open_closing(self) -> None:
        """Start closing the account, or go to its closure when that is under way."""
        ask_closure(self, self._desk, self._frame, self.account_id)

    def open_web(self) -> None:
        """Open the account's page in the browser."""
        if self._view is not None:
            open_web(web_address(self._view.account))
