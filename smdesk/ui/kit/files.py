"""Kept files: copied in beside the window, listed with their sums, opened, marked when they are not whole."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.evidence import Evidence
from smdesk.domain.problem import KnownError, Problem
from smdesk.operations import evidence
from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.intake import Intake
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.words.dates import short_day
from smdesk.words.file import size_text

_FAULTS = {"evidence.missing": "saknas", "evidence.changed": "ändrad"}

Place = Hashable
"""What files lie on, as the page knows it: a step of a procedure, an item."""

Source = tuple[Place, str, Callable[[], evidence.KeptFile]]
"""A file on its way in: where to, its name, and what copies it in."""


class FileKeeper(QObject):
    """Keeps, checks, opens and removes files; `changed` tells of what is under way.

    `add(place, kept)` and `remove(place, evidence_id)` are the steps that lay a file somewhere and take it from there.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        frame: Frame,
        parent: QObject,
        add: Callable[[Any, evidence.KeptFile], object],
        remove: Callable[[Any, int], object],
    ) -> None:
        super().__init__(parent)
        self._desk, self._frame, self._add, self._remove = desk, frame, add, remove
        self._intake = Intake(self)
        self._intake.changed.connect(self.changed)
        self._intake.failed.connect(frame.tell_problems)
        self._faults: dict[str, Problem] = {}

    def keep(self, place: Place, paths: Sequence[Path]) -> None:
        """Copy files in, each beside the window, and lay them on their place."""
        folder = self._desk.folder
        self._take(place, [(place, path.name, partial(evidence.keep, folder, path)) for path in paths])

    def keep_made(self, place: Place, name: str, make: Callable[[], evidence.KeptFile]) -> None:
        """The same for one that is not a file yet: `make` writes it and copies it in, beside the window."""
        self._take(place, [(place, name, make)])

    def _take(self, place: Place, sources: Sequence[Source]) -> None:
        self._intake.take(sources, lambda source: source[2](), partial(self._add, place))

    def cancel(self, number: int) -> None:
        """Let a file that is being copied be; nothing is laid anywhere."""
        self._intake.cancel(number)

    def copying(self, place: Place) -> dict[int, str]:
        """The names of the files on their way to a place, by number."""
        return {number: name for number, ((to, name, _), _) in self._intake.under_way.items() if to == place}

    def check(self, files: Sequence[Evidence]) -> None:
        """See beside the window whether files are there and are what they were."""
        if files:
            in_background(partial(evidence.damaged, self._desk.folder, list(files)), self._checked)

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
        """Take a file away; Ctrl+Z brings it back."""
        try:
            self._remove(place, evidence_id)
        except KnownError as error:
            self._frame.tell_problems(error.problems)


def file_row(one: Evidence, fault: str, today: date, *, may_remove: bool) -> Row:
    """A kept file, with the beginning of the sum it is known by; `fault` is ”saknas” or ”ändrad”."""
    added = short_day(local_day(one.added_at), today)
    facts = f"{size_text(one.size)} · SHA-256 {one.sha256[:4]}…{one.sha256[-4:]} · {added}"
    return Row(
        id=one.id,
        title=one.name,
        subtitle=facts,
        icon="file",
        chip=fault,
        tone=Tone.LATE if fault else Tone.NEUTRAL,
        button="Ta bort" if may_remove else "",
        spoken="Retur öppnar",
    )


class FilesPart(QWidget):
    """A place where files are dropped, and those that lie there; `place` may become another one."""

    def __init__(
        self, keeper: FileKeeper, place: Place, *, adding: str, may_remove: bool, wanted: str = "", name: str
    ) -> None:
        """`adding` is ”zone” for a place to drop files in, ”link” for a button, ”” when nothing is added.

        `wanted` says what is to be laid there, `name` what the list of files is called.
        """
        super().__init__()
        self.place = place
        self._keeper, self._may_remove = keeper, may_remove
        self.list = RowList(name)
        self.list.opened.connect(self._open)
        self.list.pressed.connect(self._press)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.wanted = label(wanted, "muted")
        self.zone = DropZone(margin=14)
        self.zone.button.setAccessibleDescription(wanted)
        self.zone.dropped.connect(lambda paths: keeper.keep(self.place, paths))
        box.addWidget(self.wanted)
        box.addWidget(self.zone)
        box.addWidget(self.list)
        self.wanted.setVisible(bool(wanted) and adding == "zone")
        self.zone.setVisible(adding == "zone")
        if adding == "link":
            box.addWidget(link_button("Lägg till fil…", self.zone.choose), 0, Qt.AlignmentFlag.AlignLeft)

    def show_files(self, files: Sequence[Evidence], today: date) -> None:
        """Show what lies there, and what is on its way."""
        rows = [file_row(one, self._keeper.fault(one), today, may_remove=self._may_remove) for one in files]
        for number, name in self._keeper.copying(self.place).items():
            rows.append(Row(id=("copying", number), title=name, subtitle="Kopieras in…", icon="file", button="Avbryt"))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def _open(self, row_id: Hashable) -> None:
        if isinstance(row_id, int):
            self._keeper.open(row_id)

    def _press(self, row_id: Hashable) -> None:
        if isinstance(row_id, int):
            self._keeper.remove(self.place, row_id)
        elif isinstance(row_id, tuple):
            self._keeper.cancel(row_id[1])
