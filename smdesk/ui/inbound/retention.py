"""The window ”Gallring”: the decisions, what may go under one today and what may not, and what went before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.purge import Report
from smdesk.domain.retention import Decision, PurgeRecord, Reason
from smdesk.domain.routine import SourceKind
from smdesk.operations import evidence, inbound, inbound_purge, inbound_view, purge, retention, retention_purge
from smdesk.operations.evidence import KeptFile
from smdesk.operations.retention_purge import Done, Proposed
from smdesk.ui.inbound.decision import decision_dialog
from smdesk.ui.inbound.purging import PurgeRun, second_folder
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.words import problems_text
from smdesk.words.dates import timed
from smdesk.words.inbound_list import title_text
from smdesk.words.retention import decision_text, decision_title, reason_text, record_title
from smdesk.words.routine import source_text

_MOST = 200  # rows that are listed: nobody reads more
_TEACHES = "Inget gallringsbeslut är inskrivet. Utan beslut gallras ingenting."
_EMPTY = "Inget av det slaget."
_SURE = (
    "Texterna, svaren och skärmdumparna tas bort överallt, också ur säkerhetskopiorna. Ett gallringsprotokoll sparas. "
    "Det går inte att ångra, och inget som gjorts före går att ångra sedan."
)
_KEPT = "Gallringsprotokollet är sparat under ”Gallrat tidigare”."


class RetentionWindow(Dialog):
    """Enter on a decision changes it, Delete takes it away, Ctrl+Z takes back what was done with one.

    It cannot be closed while something is purged.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, frame: Frame) -> None:
        super().__init__(parent, "Gallring", lines=50, high=46)
        self._desk, self._frame = desk, frame
        self._decisions: dict[int, Decision] = {}
        self._proposed, self._made = Proposed((), ()), dict[int, Done]()
        self._record: PurgeRecord | None = None
        self.told, self.run = Banner(), PurgeRun(desk)
        self.decisions = RowList("Gallringsbeslut", grow=False, choose=True, empty=_TEACHES)
        self.filter = FilterBar("Visa", {"may": "Får gallras", "may_not": "Får inte", "made": "Gallrat"}, one=True)
        self.list = RowList("Inkommet", grow=False, choose=True, empty=_EMPTY)
        self.new = quiet_button("Nytt beslut…", self.add_decision)
        self._change = quiet_button("Ändra…", self.change_decision)
        self._remove = quiet_button("Ta bort", self.remove_decision, name="Ta bort gallringsbeslutet")
        self.close_it, self.go = quiet_button("Stäng", self.reject), primary_button("Gallra…", self.purge_now)
        self._lay_out()
        self.decisions.chosen.connect(lambda _id: self._show_proposed())
        self.decisions.opened.connect(lambda _id: self.change_decision())
        self.filter.changed.connect(self._show_list)
        self.list.opened.connect(self._open_paper)
        self.list.pressed.connect(self._open_paper)
        self.run.failed.connect(self._could_not)
        self.run.ended.connect(self._purged)
        self.reload()
        (self.decisions if self._decisions else self.new).setFocus()

    def _lay_out(self) -> None:
        rule = retention.decision_rule()
        source = source_text(SourceKind(rule["kind"]), rule["source"])
        card = Card("Gallringsbeslut", flush=True).add(self.decisions)
        for one in (self.new, self._change, self._remove):
            card.add_action(one)
        line = self.fontMetrics().height()
        self.decisions.setMinimumHeight(line * 5)
        self.decisions.setMaximumHeight(line * 9)
        self._parts = [label(f"{rule['text'].rstrip('.')} ({source}).", "muted"), self.told, card, self.filter]
        for part in self._parts:
            self.inner.addWidget(part)
        self._listed = Card(flush=True).add(self.list)
        self.inner.addWidget(self._listed, 1)
        self.inner.addWidget(self.run)
        self.add_buttons(self.close_it, self.go)

    # What is shown

    def reload(self) -> None:
        """Read the decisions, what was purged, and what may be."""
        self._decisions = {one.id: one for one in retention.decisions(self._desk)}
        self._made = {one.record.id: one for one in retention_purge.made(self._desk)}
        names = retention.classes()
        self.decisions.show_rows(
            [
                Row(
                    id=one.id,
                    title=decision_title(one),
                    subtitle=decision_text(one, [known.name for key, known in names.items() if key in one.keys]),
                )
                for one in self._decisions.values()
            ]
        )
        if self._decisions and self.decisions.current() is None:
            self.decisions.go_to(next(iter(self._decisions)))
        self._show_proposed()

    def current(self) -> Decision | None:
        """The decision she is on."""
        here = self.decisions.current()
        return self._decisions.get(here) if isinstance(here, int) else None

    def _show_proposed(self) -> None:
        chosen, writes = self.current(), self._desk.may_write
        self._proposed = retention_purge.proposed(self._desk, chosen.id if chosen else 0)
        counts = {"may": len(self._proposed.may), "may_not": len(self._proposed.may_not), "made": len(self._made)}
        words = {"may": "Får gallras i dag", "may_not": "Får inte gallras", "made": "Gallrat tidigare"}
        self.filter.show_choices({key: f"{words[key]} {counts[key]}" for key in words})
        self.new.setEnabled(writes)
        for one in (self._change, self._remove):
            one.setEnabled(writes and chosen is not None)
        self.go.setText(f"Gallra {counts['may']}…" if counts["may"] else "Gallra…")
        self.go.setEnabled(writes and bool(counts["may"]))
        self._show_list()

    def _show_list(self) -> None:
        key = self.filter.chosen()[0]
        if key == "made":
            rows = [self._made_row(one) for one in self._made.values()]
        elif key == "may":
            rows = [self._row(one) for one in self._proposed.may[:_MOST]]
        else:
            rows = [self._row(one, self._why(one, why)) for one, why in self._proposed.may_not[:_MOST]]
        count = {"made": 0, "may": len(self._proposed.may), "may_not": len(self._proposed.may_not)}[key]
        if count > _MOST:
            rows.append(Row(id="more", title=f"{count - _MOST} till", muted=True))
        self.list.show_rows(rows)

    def _row(self, one: Inbound, why: str = "") -> Row:
        name = title_text(one, inbound_view.category_of(one.category))
        about = inbound.about(self._desk, one)
        return Row(id=one.id, title=name, subtitle=f"{why} {about}".strip(), muted=bool(why), one_line=True)

    def _why(self, one: Inbound, reason: Reason) -> str:
        known = retention.classes().get(inbound_purge.class_of(one))
        return reason_text(reason, known.name if known else "")

    def _made_row(self, one: Done) -> Row:
        local = one.record.at.astimezone(STOCKHOLM)
        return Row(
            id=one.record.id,
            title=record_title(one.decision, one.record),
            subtitle=f"{timed(local)} · {one.record.by}",
            button="Öppna protokollet" if one.paper else "Skriv protokollet",
        )

    # The decisions

    def add_decision(self) -> None:
        """Ask for a new decision."""
        decision_dialog(self, self._desk).exec()
        self._tell()

    def change_decision(self) -> None:
        """Ask for other facts of the decision she is on."""
        if (known := self.current()) and self._desk.may_write:
            decision_dialog(self, self._desk, known).exec()
            self._tell()

    def remove_decision(self) -> None:
        """Take away the decision she is on."""
        if (known := self.current()) is None or not self._desk.may_write:
            return
        try:
            retention.forget(self._desk, known.id)
        except KnownError as error:
            self._tell(problems_text(error.problems), Tone.LATE)
        else:
            self._tell("Beslutet är borttaget. Ctrl+Z tar tillbaka det.", Tone.DONE)

    def _tell(self, text: str = "", tone: Tone = Tone.WARNING) -> None:
        self.told.tell(text, tone)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._desk.undo_step
        if event.matches(QKeySequence.StandardKey.Undo) and step and step.name.startswith("retention."):
            self._desk.undo()
            self._tell()
        elif event.key() == Qt.Key.Key_Delete and self.decisions.hasFocus():
            self.remove_decision()
        else:
            super().keyPressEvent(event)

    # The purge

    def purge_now(self) -> None:
        """Ask, and purge all that may go under the decision she is on."""
        chosen, ids = self.current(), [one.id for one in self._proposed.may]
        if chosen is None or not ids or not ask(self, f"Gallra {len(ids)} för gott?", _SURE, "Gallra"):
            return
        self._show_wait(on=True)
        self.run.start(partial(self._begin, chosen.id, ids))

    def _begin(self, decision_id: int, ids: Sequence[int]) -> purge.Purging:
        folder = second_folder(self._frame)
        self._record, purging = retention_purge.begin(self._desk, decision_id, ids, second_folder=folder)
        return purging

    def _show_wait(self, *, on: bool) -> None:
        for part in (*self._parts, self._listed):
            part.setVisible(not on)
        self.told.setVisible(not on and bool(self.told.accessibleName()))
        self.go.setVisible(not on)
        self.close_it.setFocus()

    def _could_not(self, problems: list[Problem]) -> None:
        self._show_wait(on=False)
        self._tell(problems_text(problems), Tone.LATE)

    def _purged(self, report: Report) -> None:
        if self._record:
            self._write(self._record.id, report)

    def _write(self, record_id: int, report: Report | None = None) -> None:
        """Set the protocol beside the window, and keep it."""
        data = retention_purge.gather(self._desk, record_id, report)
        write = partial(retention_purge.write, self._desk.folder, data)
        in_background(write, partial(self._keep, record_id), self._failed)

    def _keep(self, record_id: int, paper: KeptFile) -> None:
        try:
            retention_purge.keep(self._desk, record_id, paper)
        except KnownError as error:
            self._failed(error)
            return
        self._show_wait(on=False)
        tone = Tone.DONE if self.run.is_whole else Tone.WARNING
        self._tell(f"{self.run.outcome()}\n• {_KEPT}".strip(), tone)
        self._frame.show_facts()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._show_wait(on=False)
        self._tell(f"{self.run.outcome()}\n{problems_text(error.problems)}".strip(), Tone.LATE)

    def _open_paper(self, row_id: object) -> None:
        if self.filter.chosen()[0] != "made" or not isinstance(row_id, int):
            return
        paper = self._made[row_id].paper
        if paper is None:
            self._write(row_id)
            return
        try:
            path = evidence.locate(self._desk, paper.id)
        except KnownError as error:
            self._tell(problems_text(error.problems), Tone.LATE)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def reject(self) -> None:
        """Close it, unless something is purged."""
        if not self.run.is_running:
            self.run.stop()
            super().reject()
