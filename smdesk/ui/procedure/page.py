"""The page ”Start och avslut”: the procedures, running ones first, and one of them in full."""

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.operations import procedure
from smdesk.operations.calendar import workdays
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.buttons import primary_button
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import GAP, Card, Header, scrolling
from smdesk.ui.kit.rows import RowList
from smdesk.ui.procedure.ask import ask_closure
from smdesk.ui.procedure.rows import ended_row, running_rows
from smdesk.ui.procedure.run import RunPanel

_START = "Avsluta ett konto…"
_EMPTY = (
    "Här görs ett konto klart för avslut, steg för steg, med underlag och protokoll. Ett avslut startas från kontots "
    "sida eller här."
)


class ProcedurePage(Page):
    """Start och avslut. Enter opens a procedure, Escape goes back to the list."""

    title = "Start och avslut"
    tables = frozenset(
        {"procedure", "procedure_step", "signature", "evidence", "account", "post", "placement", "person", "setting"}
    )
    commands: ClassVar[frozenset[str]] = frozenset({"procedure.start"})
    subject_first = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self.list = RunList(desk, self.start)
        self.panel = RunPanel(desk, frame)
        self.box.addWidget(self.list)
        self.box.addWidget(self.panel)
        self.panel.hide()
        self.list.running.opened.connect(self._open)
        self.list.ended.opened.connect(self._open)
        self.list.ended.pressed.connect(self._print)
        self.panel.left.connect(self.show_list)

    def reload(self) -> None:
        if self.panel.isHidden():
            self.list.show_runs(procedure.all_runs(self.desk))
        else:
            self.panel.reload()

    def show_subject(self, subject_id: int) -> None:
        """Show one procedure by its id."""
        if self.panel.show_run(subject_id):
            self.list.hide()
            self.panel.show()
            self.panel.list.setFocus()
        else:
            self.show_list()

    def show_part(self, part: str) -> None:
        """Go to a step, told by its key, of the procedure that is shown."""
        self.panel.list.go_to(part)

    def focus_content(self) -> None:
        """Go to the list of procedures, or to the steps of the one that is shown."""
        if self.panel.isHidden():
            self.list.focus_content()
        else:
            self.panel.list.setFocus()

    def _open(self, row_id: Hashable) -> None:
        """Open a procedure, at the step whose row it was."""
        run_id, key = row_id if isinstance(row_id, tuple) else (row_id, "")
        self.show_subject(run_id)
        if key:
            self.panel.list.go_to(key)

    def _print(self, row_id: Hashable) -> None:
        self._open(row_id)
        self.panel.save_protocol()

    def show_list(self) -> None:
        """Show the list, at the procedure that was shown."""
        self.panel.save()
        self.panel.hide()
        self.list.show()
        self.reload()
        self.list.go_to(self.panel.run_id)

    def start(self) -> None:
        """Ask for an account and start closing it."""
        ask_closure(self, self.desk, self.frame)

    def run(self, command: str) -> bool:
        if command == "procedure.start":
            self.start()
            return True
        return False


class RunList(QWidget):
    """The procedures that are under way, and those that are over."""

    def __init__(self, desk: Desk, start: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._start = changes(primary_button(_START, start))
        self.header = Header(ProcedurePage.title, "", [self._start])
        self.running, self.ended = RowList("Pågående avslut"), RowList("Slutförda och avbrutna avslut")
        self._running = Card("Pågår", flush=True).add(self.running)
        self._ended = Card("Slutfört och avbrutet", flush=True).add(self.ended)
        self._empty = Card().add(changes(EmptyState(_EMPTY, _START, start)))
        content = QWidget()
        content.setProperty("role", "ground")
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(GAP)
        for card in (self._empty, self._running, self._ended):
            cards.addWidget(card)
        cards.addStretch(1)
        area = scrolling(content)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.header)
        box.addWidget(area, 1)

    def show_runs(self, runs: Sequence[RunView]) -> None:
        """Show the procedures."""
        days, today = workdays(self._desk), self._desk.today()
        open_runs = [one for one in runs if not one.run.is_over]
        over = [one for one in runs if one.run.is_over]
        self.header.show_facts(ProcedurePage.title, _counts(len(open_runs), len(over)))
        self.running.show_rows([row for one in open_runs for row in running_rows(one, days, today)])
        self.ended.show_rows([ended_row(one, today) for one in over])
        self._running.setVisible(bool(open_runs))
        self._ended.setVisible(bool(over))
        self._empty.setVisible(not runs)
        self._start.setVisible(bool(runs))  # the empty page has the same button in its middle

    def go_to(self, run_id: int) -> None:
        """Go to a procedure, in whichever list it is."""
        for one in (self.running, self.ended):
            one.go_to(run_id)
            if one.current() == run_id and not one.isHidden():
                one.setFocus()

    def focus_content(self) -> None:
        """Go to the procedures under way, else to those that are over."""
        shown = [one for one in (self.running, self.ended) if one.rows()]
        (shown[0] if shown else self._empty.findChildren(QPushButton)[0]).setFocus()


def _counts(running: int, over: int) -> str:
    parts = [f"{running} pågår" if running else "", f"{over} slutförda eller avbrutna" if over else ""]
    return " · ".join(part for part in parts if part)
