"""The files of a step: copied in beside the window, listed with their sums, opened, marked when they are not whole."""

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence
from smdesk.domain.problem import KnownError, Problem
from smdesk.operations import evidence, procedure
from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.intake import Intake
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.work import in_background
from smdesk.ui.procedure.rows import file_row

_FAULTS = {"evidence.missing": "saknas", "evidence.changed": "ändrad"}

Place = tuple[int, str]
"""A step of a procedure: the procedure's id and the step's key."""


class FileKeeper(QObject):
    """Keeps, checks, opens and removes the files of procedures; `changed` tells of what is under way."""

    changed = Signal()

    def __init__(self, desk: Desk, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._frame = desk, frame
        self._intake = Intake(self)
        self._intake.changed.connect(self.changed)
        self._intake.failed.connect(frame.tell_problems)
        self._faults: dict[str, Problem] = {}

    def keep(self, place: Place, paths: Sequence[Path]) -> None:
        """Copy files in, each beside the window, and lay them on a step."""
        self._intake.take([(place, path) for path in paths], self._copy, partial(self._kept, place))

    def _copy(self, source: tuple[Place, Path]) -> evidence.KeptFile:
        return evidence.keep(self._desk.folder, source[1])

    def _kept(self, place: Place, kept: evidence.KeptFile) -> None:
        procedure.add_file(self._desk, *place, kept)

    def cancel(self, number: int) -> None:
        """Let a file that is being copied be; nothing is laid on the step."""
        self._intake.cancel(number)

    def copying(self, place: Place) -> dict[int, str]:
        """The names of the files on their way to a step, by number."""
        return {number: path.name for number, ((to, path), _) in self._intake.under_way.items() if to == place}

    def check(self, files: Sequence[Evidence]) -> None:
        """See beside the window whether files are there and are what they were."""
        if files:
            in_background(partial(procedure.damaged, self._desk.folder, list(files)), self._checked)

    def _checked(self, faults: dict[str, Problem]) -> None:
        if faults != self._faults:
            self._faults = faults
            self.changed.emit()

    def fault(self, one: Evidence) -> str:
        """”saknas” or ”ändrad”, as it was when last looked at."""
        found = self._faults.get(one.file_name)
        return _FAULTS[found.code] if found else ""

    def open(self, evidence_id: int) -> None:
        """Open a file in the system's own program."""
        try:
            path = evidence.locate(self._desk, evidence_id)
        except KnownError as error:
            self._frame.tell_problems(error.problems)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def remove(self, place: Place, evidence_id: int) -> None:
        """Take a file from a step; Ctrl+Z brings it back."""
        try:
            procedure.remove_file(self._desk, *place, evidence_id)
        except KnownError as error:
            self._frame.tell_problems(error.problems)


class FilesPart(QWidget):
    """The place where a step's files are dropped, and those that lie there."""

    def __init__(self, keeper: FileKeeper, place: Place, *, adding: str, may_remove: bool, wanted: str = "") -> None:
        """`adding` is ”zone” for a place to drop files in, ”link” for a button, ”” when nothing is added.

        `wanted` says what is to be laid there.
        """
        super().__init__()
        self._keeper, self._place, self._may_remove = keeper, place, may_remove
        self.list = RowList("Stegets filer")
        self.list.opened.connect(self._open)
        self.list.pressed.connect(self._press)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.wanted = label(wanted, "muted")
        self.zone = DropZone(margin=14)
        self.zone.button.setAccessibleDescription(wanted)
        self.zone.dropped.connect(partial(keeper.keep, place))
        box.addWidget(self.wanted)
        box.addWidget(self.zone)
        box.addWidget(self.list)
        self.wanted.setVisible(bool(wanted) and adding == "zone")
        self.zone.setVisible(adding == "zone")
        if adding == "link":
            box.addWidget(link_button("Lägg till fil…", self.zone.choose), 0, Qt.AlignmentFlag.AlignLeft)

    def show_files(self, files: Sequence[Evidence], today: date) -> None:
        """Show what lies on the step, and what is on its way there."""
        rows = [file_row(one, self._keeper.fault(one), today, may_remove=self._may_remove) for one in files]
        for number, name in self._keeper.copying(self._place).items():
            rows.append(Row(id=("copying", number), title=name, subtitle="Kopieras in…", icon="file", button="Avbryt"))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def _open(self, row_id: Hashable) -> None:
        if isinstance(row_id, int):
            self._keeper.open(row_id)

    def _press(self, row_id: Hashable) -> None:
        if isinstance(row_id, int):
            self._keeper.remove(self._place, row_id)
        elif isinstance(row_id, tuple):
            self._keeper.cancel(row_id[1])
