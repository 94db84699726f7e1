"""The card ”Krav på kontot”: what holds today and where it comes from, and the account's season and pauses."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.problem import KnownError
from smdesk.domain.routine import SUBJECTS, Pause, Requirement, RequirementKind
from smdesk.operations import requirement as requirements
from smdesk.operations import routine
from smdesk.ui.account.requirement_form import requirement_dialog
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.flow import Beside
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import PAD, Card, Facts, label, rule
from smdesk.ui.routine.pauses import PauseDialog
from smdesk.words.account import ARCHIVE_LEVELS
from smdesk.words.dates import short_day, span
from smdesk.words.routine import PAUSES, REQUIREMENTS, SOURCES, requirement_text, source_text

_ONE_LINE = 44  # signs


class RequirementCard(Card):
    """What an account must live up to. A proposal is called a proposal, never policy."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Krav på kontot", "med källa", flush=True)
        self._desk, self._frame = desk, frame
        self._account: Account | None = None
        self._shown: tuple[object, ...] = ()
        self._facts = Facts()
        self._deviations = label("", "small")
        self._menu = QMenu(self)
        self.change = quiet_button("Ändra…", name="Ändra krav på kontot")
        self.change.setMenu(self._menu)
        self._pauses = label("", "small")
        self.pause = quiet_button("Lägg till…", self.add_pause, name="Lägg till säsong eller paus")
        for button in (self.change, self.pause):
            changes(button, may_write=desk.may_write)
        self.add(_padded(self._facts, self._deviations), rule(), self._pause_row())
        self.add_action(self.change)

    def _pause_row(self) -> QWidget:
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(label("Säsong och pauser"))
        lines.addWidget(self._pauses)
        self._pause_beside = Beside(words, self.pause)
        return _padded(self._pause_beside)

    def show_account(self, account: Account) -> None:
        """Show what holds for an account today."""
        self._account = account
        today = self._desk.today()
        current = requirements.current(self._desk, account.id, today)
        coming, pauses = self._coming(), self._coming_pauses()
        shown = (account.id, account.archive_level, account.archived_on, current, coming, pauses, today)
        if shown == self._shown:
            return
        self._shown = shown
        rows: list[tuple[str, str | tuple[str, str] | QWidget]] = []
        for kind in SUBJECTS:
            one = current.get(kind)
            name = REQUIREMENTS[kind]
            rows.append((name, _sourced(name, requirement_text(one), _origin(one)) if one else "inget krav angivet"))
        captured = f"senast {short_day(account.archived_on, today)}" if account.archived_on else "ingen arkivering känd"
        level = ARCHIVE_LEVELS[account.archive_level] if account.archive_level else "inte bedömd"
        rows.append(("Arkivnivå", (level, captured)))
        self._facts.show_rows(rows)
        self._deviations.setText("\n".join(_deviation(one) for one in coming))
        self._deviations.setVisible(bool(coming))
        self._pauses.setText("\n".join(map(_pause, pauses)) or "Inga pauser i dag eller framåt")
        self._pause_beside.fold()
        self._fill_menu(bool(current), [*current.values(), *(one for one in coming if one not in current.values())])
        self._fill_menu_with_pauses([one for one in pauses if one.account_id])

    def _coming(self) -> list[Requirement]:
        """Deviations that hold or will hold."""
        assert self._account is not None  # noqa: S101 # the menu and the text are made for an account
        today = self._desk.today()
        rows = requirements.of_account(self._desk, self._account.id)
        return [one for one in reversed(rows) if one.deviation and (one.valid_to or today) >= today]

    def _coming_pauses(self) -> list[Pause]:
        """Pauses and absences that hold or will hold, in order of day."""
        assert self._account is not None  # noqa: S101 # as above
        mine, today = (self._account.id, None), self._desk.today()
        found = [one for one, _account in routine.pauses(self._desk) if one.account_id in mine]
        return [one for one in reversed(found) if one.last_day >= today]

    def _fill_menu(self, has_any: bool, endable: list[Requirement]) -> None:
        self._menu.clear()
        if not has_any:
            self._menu.addAction("Lägg in förslagen", self.propose)
            self._menu.addSeparator()
        for kind in SUBJECTS:
            self._menu.addAction(f"{REQUIREMENTS[kind]}…", partial(self.edit, kind))
        self._menu.addSeparator()
        for kind in SUBJECTS:
            self._menu.addAction(f"Avvikelse: {REQUIREMENTS[kind].lower()}…", partial(self.deviate, kind))
        if endable:
            self._menu.addSeparator()
        for one in endable:
            what = _deviation(one) if one.deviation else f"{REQUIREMENTS[one.kind.subject]}: {requirement_text(one)}"
            self._menu.addAction(f"Ta bort: {what}".replace("&", "&&"), partial(self.end, one.id))

    def _fill_menu_with_pauses(self, endable: list[Pause]) -> None:
        self._menu.addSeparator()
        self._menu.addAction("Säsong eller paus…", self.add_pause)
        for one in endable:
            act = partial(routine.end_pause, self._desk, one.id)
            self._menu.addAction(f"Ta bort: {_pause(one)}".replace("&", "&&"), partial(self._try, act))

    def add_pause(self) -> None:
        """Ask for days on which the account is not monitored."""
        if self._account is not None:
            PauseDialog(self, self._desk, self._account.id).open()

    def propose(self) -> None:
        """Give the account the proposed requirements."""
        if self._account is not None:
            self._try(partial(requirements.propose_defaults, self._desk, [self._account.id]))

    def end(self, requirement_id: int) -> None:
        """Let a requirement hold no longer; Ctrl+Z brings it back."""
        self._try(partial(requirements.end, self._desk, requirement_id))

    def _try(self, act: "partial[Any]") -> None:
        try:
            act()
        except KnownError as error:
            self._frame.tell_problems(error.problems)

    def edit(self, kind: RequirementKind) -> None:
        """Ask for a requirement of a kind, from a day on."""
        self._open(kind, deviation=False)

    def deviate(self, kind: RequirementKind) -> None:
        """Ask for a decided deviation, from day to day."""
        self._open(kind, deviation=True)

    def _open(self, kind: RequirementKind, *, deviation: bool) -> None:
        if self._account is not None:
            requirement_dialog(self, self._desk, self._account, kind, deviation=deviation).open()


def _padded(*widgets: QWidget) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(PAD, PAD - 4, PAD, PAD - 4)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget)
    return made


def _pause(one: Pause) -> str:
    who = "" if one.account_id else ", alla konton"
    reason = f" · {one.reason}" if one.reason else ""
    return f"{PAUSES[one.kind]} {span(one.first_day, one.last_day)}{who}{reason}"


def _sourced(name: str, text: str, source: str) -> tuple[str, str] | QWidget:
    """A value and its source: beside each other when short, else below."""
    if len(text) + len(source) <= _ONE_LINE:
        return text, source
    both = QWidget()
    both.setAccessibleName(f"{name}: {text}, {source}")
    lines = QVBoxLayout(both)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(1)
    lines.addWidget(label(text))
    lines.addWidget(label(source, "small"))
    return both


def _origin(one: Requirement) -> str:
    """Where a requirement comes from; a deviation says until when and by whom."""
    named = one.source.casefold().startswith(SOURCES[one.source_kind])  # ”Lokal rutin 2025-01-10” says its kind itself
    source = one.source if named else source_text(one.source_kind, one.source)
    if one.deviation and one.valid_to:
        return f"avvikelse till och med {short_day(one.valid_to)}, beslutad av {one.decided_by}, {source}"
    return source


def _deviation(one: Requirement) -> str:
    days = span(one.valid_from, one.valid_to) if one.valid_to else f"från {short_day(one.valid_from)}"
    return f"Avvikelse {days}: {requirement_text(one)}, beslutad av {one.decided_by}"
