"""When the register is missing or damaged: what is wrong, what is kept, and which copy to restore."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from smdesk.domain.problem import KnownError, Problem
from smdesk.operations.backup import BackupFile, backups
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import button_row, mark_buttons, primary_button, quiet_button
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import PAD, Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.words import problems_text
from smdesk.words.dates import timed

KINDS = "Säkerhetskopior (*.zip *.db)"
_WIDE = 44  # line heights
_NONE = "Det finns ingen säkerhetskopia i mappen. Ligger en någon annanstans återställer du den från fil."


def backup_rows(found: Sequence[BackupFile], button: str, both: Collection[str] = ()) -> list[Row]:
    """Copies as rows, newest first; the row's id is its place. The names in `both` lie in the second folder too."""
    return [
        Row(
            id=number,
            title=timed(one.taken_at).capitalize(),
            subtitle=" · ".join(_facts(one, one.path.name in both)),
            icon="file",
            button=button,
        )
        for number, one in enumerate(found)
    ]


def _facts(one: BackupFile, both: bool) -> Iterator[str]:
    yield _size(one.size)
    if one.replaced:
        yield "det register som då ersattes"
    if both:
        yield "också i den andra mappen"
    if one.elsewhere:
        yield f"i den andra mappen, {one.elsewhere}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB".replace(".", ",") if count >= 100_000 else f"{max(1, count // 1000)} kB"


def choose_backup(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a file to read back, in the system's own dialog."""
    found, _ = QFileDialog.getOpenFileName(parent, "Välj säkerhetskopia", str(folder), KINDS)
    return Path(found) if found else None


class RestoreWindow(QWidget):
    """Says what is wrong with the register and offers its copies, the newest first. Touches nothing by itself.

    `restore(path)` puts a copy in the register's place and opens it; a `KnownError` from it is shown here. The copies
    in `second_folder` come when that has answered, of every register there: which is this one's cannot be read.
    """

    def __init__(
        self,
        folder: Path,
        problems: Sequence[Problem],
        found: Sequence[BackupFile],
        restore: Callable[[Path], object],
        leave: Callable[[], object],
        second_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Registret går inte att öppna – smdesk")
        self.setProperty("role", "ground")
        self._folder, self._restore = folder, restore
        self._found: Sequence[BackupFile] = ()
        self._banner = Banner(problems_text(problems), Tone.LATE)
        self.list = RowList("Säkerhetskopior", grow=False, empty=_NONE)
        self.list.pressed.connect(self._pressed)
        self.list.opened.connect(self._pressed)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD * 2, PAD * 2, PAD * 2, PAD * 2)
        box.setSpacing(PAD)
        box.addWidget(label("Registret går inte att öppna", "title"))
        box.addWidget(self._banner)
        where = label(f"Mappen är {folder}. Den fil som ligger där ändras inte; om du återställer en kopia "
                      "sparas den bredvid, med dagens datum.", "muted")  # fmt: skip
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(where)
        box.addWidget(Card("Säkerhetskopior", "den nyaste först", flush=True).add(self.list), 1)
        self._latest = primary_button("Återställ den nyaste", self._restore_latest)
        others = (quiet_button("Återställ från fil…", self._choose), quiet_button("Avsluta", leave))
        box.addWidget(button_row(self._latest, *others))
        mark_buttons(self)
        self._show(found)
        if second_folder is not None:
            in_background(partial(backups, folder, second_folder), self._show)
        line = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(line * _WIDE, room.width() - 40), min(line * 36, room.height() - 80))

    def _show(self, found: Sequence[BackupFile]) -> None:
        self._found = found
        self.list.show_rows(backup_rows(found, "Återställ"))
        self._latest.setEnabled(self._newest() is not None)

    def _newest(self) -> BackupFile | None:
        """The newest copy beside the register: one elsewhere may be another register's, and she has to look."""
        return next((one for one in self._found if not one.replaced and not one.elsewhere), None)

    def _restore_latest(self) -> None:
        if newest := self._newest():
            self._read_back(newest.path, timed(newest.taken_at))

    def _pressed(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id < len(self._found):
            copy = self._found[row_id]
            self._read_back(copy.path, timed(copy.taken_at))

    def _choose(self) -> None:
        if path := choose_backup(self, self._folder):
            self._read_back(path)

    def _read_back(self, path: Path, taken: str = "") -> None:
        if not sure(self, path, taken):
            return
        try:
            self._restore(path)
        except KnownError as error:
            self._banner.tell(problems_text(error.problems), Tone.LATE)


def sure(parent: QWidget, path: Path, taken: str = "") -> bool:
    """Whether she is sure: what was done after the copy, `taken` then if that is known, is no longer there."""
    return ask(
        parent,
        f"Återställ kopian från {taken}?" if taken else f"Återställ {path.name}?",
        "Registret blir som det var när kopian skrevs. Det register som ligger där nu sparas bland "
        "säkerhetskopiorna med dagens datum. Lösenord i nyckelringen berörs inte.",
        "Återställ",
    )
