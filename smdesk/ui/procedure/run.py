"""One procedure: its steps in a list, the chosen one in full beside it, and its protocol."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.procedure import is_past_return, next_step
from smdesk.domain.procedure_change import Complete
from smdesk.operations import procedure
from smdesk.operations.calendar import workdays
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.buttons import complete_by_keys, link_button, quiet_button
from smdesk.ui.kit.files import FileKeeper
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import GAP, Card, Chip, Header, scrolling, tip
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.procedure.ask import ask_abandon, ask_skip
from smdesk.ui.procedure.notice import Notice
from smdesk.ui.procedure.open import OpenStep
from smdesk.ui.procedure.protocol import ProtocolWriter
from smdesk.ui.procedure.rows import began_text, facts_text, progress_text, step_rows
from smdesk.ui.procedure.sign import Signer
from smdesk.ui.procedure.step import SettledStep, StepPanel, mode_of

_FOLD = 44  # line heights: in a narrower window the steps stand above the step
_LIST, _DETAIL = 2, 3  # shares of the width
_LEAST = (9, 18)  # line heights of list and step when they stand above each other: then the page scrolls


class RunPanel(QWidget):
    """A procedure on the page. `left()` tells that the list of procedures is wanted again."""

    left = Signal()

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__()
        self._desk, self._frame = desk, frame
        self.run_id = 0
        self._seen: RunView | None = None
        self.panel: StepPanel | None = None
        self._mode: Hashable = None
        self.notice = Notice()
        self.keeper = FileKeeper(
            desk,
            frame,
            self,
            add=lambda place, kept: procedure.add_file(desk, place[0], place[1], kept),
            remove=lambda place, evidence_id: procedure.remove_file(desk, place[0], place[1], evidence_id),
        )
        self.keeper.changed.connect(self._show_files)
        self._protocol = ProtocolWriter(desk, self.keeper, self.notice)
        self._signer = Signer(desk, self, self.notice, self._refused, self._go_on)
        self._build()
        complete_by_keys(self, self.complete)
        self._bind(self._area, "Escape", self.list.setFocus)
        self._bind(self.list, "Escape", self.left.emit)
        self._bind(self, "F6", self._other_side)

    def _bind(self, widget: QWidget, keys: str, action: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action)

    def _build(self) -> None:
        self.chip = Chip("", Tone.ACCENT)
        self.print = quiet_button("Protokoll", self.save_protocol)
        self.end = changes(quiet_button("Avbryt avslutet…", self.abandon), may_write=self._desk.may_write)
        self.header = Header("", "", [self.chip, self.print, self.end], below=True)
        back = link_button("‹ Alla avslut", self.left.emit, name="Alla avslut, Escape")
        self.list = RowList("Steg", grow=False, choose=True)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._focus_step)
        card = Card(flush=True)
        card.setAccessibleName("Steg")
        card.add(self.list)
        self._area = scrolling()
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(GAP)
        self._sides.addWidget(card, _LIST)
        self._sides.addWidget(self._area, _DETAIL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        top = QVBoxLayout()
        top.setSpacing(0)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        top.addWidget(self.header)
        box.addLayout(top)
        box.addWidget(self.notice)
        box.addLayout(self._sides, 1)

    # What is shown

    def show_run(self, run_id: int) -> bool:
        """Show a procedure at its next step; False when it is gone."""
        self.save()
        if run_id != self.run_id:
            self.notice.tell("")
        self.run_id = run_id
        try:
            seen = procedure.view(self._desk, run_id)
        except KnownError as error:
            self._frame.tell_problems(error.problems)
            return False
        self.reload(seen)
        self.list.go_to(seen.next_key or seen.run.template.steps[0].key)
        self.keeper.check([one for files in seen.files.values() for one in files])
        return True

    def reload(self, seen: RunView | None = None) -> None:
        """Read the procedure again, keeping the step, the focus and what is being typed."""
        try:
            self._seen = seen = seen or procedure.view(self._desk, self.run_id)
        except KnownError:
            self.left.emit()  # its beginning was undone
            return
        today = self._desk.today()
        over = seen.run.is_over
        facts = facts_text(seen, procedure.exemption(self._desk, seen.run), today)
        self.header.show_facts(f"Avsluta {seen.account.name}", facts)
        self.chip.show_state(progress_text(seen), Tone.DONE if seen.run.closed_at else Tone.ACCENT)
        self.print.setText("Protokoll" if over else "Protokoll (utkast)")
        self.end.setVisible(not over and not is_past_return(seen.run))
        tip(self.header, began_text(seen))
        self.list.show_rows(step_rows(seen, workdays(self._desk), today))
        key = self.list.current()
        if isinstance(key, str):
            self._show_step(key)

    def _choose(self, key: object) -> None:
        self.save()  # what was typed in the step that is left
        if isinstance(key, str) and self._seen is not None:
            self._show_step(key)

    def _show_step(self, key: str) -> None:
        """Show a step; its panel is built again only when the step has been settled, signed or opened."""
        seen = self._seen
        if seen is None or key not in seen.run.steps:
            return
        mode = mode_of(seen, key)
        if self.panel is not None and mode == self._mode:
            self.panel.refresh(seen)
            return
        had_focus = self.panel is not None and self.panel.isAncestorOf(QApplication.focusWidget() or self)
        self._mode = mode
        is_open = not seen.run.steps[key].is_settled and not seen.run.is_over
        if (old := self._area.takeWidget()) is not None:
            old.deleteLater()  # it may be in the middle of what led here
        self.panel = (OpenStep if is_open else SettledStep)(self._desk, self.keeper, seen, key)
        if isinstance(self.panel, OpenStep):
            self.panel.signed.connect(self._sign)
            self.panel.set_aside.connect(self._set_aside)
            self.panel.asked.connect(self.list.go_to)
        self._area.setWidget(self.panel)
        if had_focus:
            self.panel.focus_first()

    def _show_files(self) -> None:
        if self._seen is not None and self.panel is not None:
            self.panel.refresh(self._seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _FOLD * self.fontMetrics().height()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != way:
            self._sides.setDirection(way)
            line = self.fontMetrics().height() if narrow else 0
            self.list.setMinimumHeight(_LEAST[0] * line)
            self._area.setMinimumHeight(_LEAST[1] * line)
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    # What is done

    def complete(self) -> None:
        """Sign the step that is shown, if it can be signed."""
        if self.panel is not None:
            self.panel.complete()

    def _sign(self, change: Complete, person: Person | None) -> None:
        if self._seen is not None:
            self._signer.sign(self._seen, change, person)

    def _set_aside(self) -> None:
        if self._seen is not None and self.panel is not None:
            ask_skip(self, self._desk, self._seen.run, self.panel.key, self._go_on)

    def _refused(self, problems: list[Problem]) -> None:
        if self.panel is None:
            return
        self.panel.show_problems(problems)
        self._reveal(self.panel.problems if self.panel.problems.isVisible() else QApplication.focusWidget())

    def _go_on(self) -> None:
        """Go to the next step of the procedure."""
        if self._seen is not None and not self._seen.run.is_over:
            following = next_step(self._seen.run, self._desk.today(), workdays(self._desk))
            if following:
                self.list.go_to(following)

    def _focus_step(self, _key: object = None) -> None:
        if self.panel is not None:
            self.panel.focus_first()
            self._reveal(QApplication.focusWidget())

    def _reveal(self, widget: QWidget | None) -> None:
        """Scroll what lies around `widget` until it is seen."""
        around = widget.parentWidget() if widget is not None else None
        while around is not None:
            if isinstance(around, QScrollArea) and widget is not None:
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()

    def _other_side(self) -> None:
        if self.list.hasFocus():
            self._focus_step()
        else:
            self.list.setFocus()

    def save(self) -> None:
        """Keep what is being typed."""
        if self.panel is not None:
            self.panel.save()

    def save_protocol(self) -> None:
        """Save the protocol, or its draft, as PDF."""
        self.save()
        if self._seen is not None:
            self._protocol.ask_where(self, self._seen)

    def abandon(self) -> None:
        """Ask why the closure is abandoned, and do it."""
        self.save()
        if self._seen is not None:
            ask_abandon(self, self._desk, self._seen.run, self._seen.account.name)
