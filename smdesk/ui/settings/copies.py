"""The copies of the register: written, put on a second disk, and read back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError, KnownError, Problem
from smdesk.operations import backup, purge
from smdesk.operations.backup import BackupFile, Laid
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import PAD, label
from smdesk.ui.kit.work import in_background
from smdesk.ui.settings.cards import SettingsCard
from smdesk.ui.start.restore import backup_rows, choose_backup, sure
from smdesk.words import problems_text
from smdesk.words.dates import timed

_NEWEST = 5  # rows shown at first
_NOTE = ("En kopia skrivs när du avslutar och var fjärde timme. Den nyaste för sju dagar, fyra veckor och "
         "tolv månader sparas.")  # fmt: skip


class CopiesCard(SettingsCard):
    """The copies, the newest first; each can take the register's place."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        nothing = "Ingen säkerhetskopia än. Den första skrivs när du avslutar."
        super().__init__(desk, frame, "Säkerhetskopior", nothing=nothing, note=_NOTE, first=_NEWEST)
        self._copies: Sequence[BackupFile] = ()
        self._is_writing = False
        self.list.pressed.connect(self._restore_row)
        self.list.opened.connect(self._restore_row)
        self._second = label("", "muted")
        self._choose = quiet_button("", self._choose_second)
        self._stop = quiet_button("Sluta…", self._stop_second, name="Sluta lägga kopior i den andra mappen")
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.setContentsMargins(PAD, PAD // 2, PAD, PAD)
        box.setSpacing(PAD // 2)
        box.addWidget(button_row(
            quiet_button("Återställ från fil…", self._restore_file),
            quiet_button("Spara som zip…", self._save_zip, name="Spara en säkerhetskopia som zip"),
        ))  # fmt: skip
        box.addSpacing(PAD // 2)
        box.addWidget(self._second)
        box.addWidget(button_row(self._choose, self._stop))
        self._owed = label("", "late")
        self._let_go = quiet_button("Kopiorna i den andra mappen finns inte längre…", self._copies_are_gone)
        box.addWidget(self._owed)
        box.addWidget(button_row(self._let_go))
        self.add(foot)

    def reload(self) -> None:
        """Show the copies here, and those in the second folder when that has answered: a shared disk may be slow."""
        second = self._second_folder()
        self._second.setText(
            f"Varje kopia läggs också i {second}."
            if second
            else "Välj en mapp på en delad disk, så läggs varje kopia också där."
        )
        self._choose.setText("Byt mapp…" if second else "Välj en andra mapp…")
        self._stop.setVisible(second is not None)
        owed = purge.owed_problems(self.desk)
        self._owed.setText(problems_text(owed))
        self._owed.setVisible(bool(owed))
        self._let_go.setVisible(any(one.code == "purge.owed_second" for one in owed))
        self._show(backup.backups(self.desk.folder))
        if second:
            look = partial(backup.backups, self.desk.folder, second, backup.own_name(self.desk))
            in_background(look, self._show)

    def _show(self, found: Sequence[BackupFile]) -> None:
        """A copy that lies in both places is one row."""
        here = {one.path.name for one in found if not one.elsewhere}
        both = {one.path.name for one in found if one.elsewhere} & here
        self._copies = [one for one in found if not one.elsewhere or one.path.name not in both]
        self.show_found(backup_rows(self._copies, "Återställ…", both))

    def back_up(self) -> None:
        """Write a copy now, beside the window."""
        if self._is_writing:
            return
        try:
            copying = backup.begin(self.desk, self._second_folder())
        except CannotSaveError as error:
            self.frame.tell_problems(error.problems)
            return
        self._is_writing = True
        in_background(partial(backup.finish, copying), self._backed_up, self._backup_failed)

    def _backed_up(self, problems: Sequence[Problem]) -> None:
        self._is_writing = False
        self.reload()
        self.frame.show_facts()
        self._tell_written(problems)

    def _tell_written(self, problems: Sequence[Problem]) -> None:
        if problems:
            self.frame.tell_problems(problems)
        else:
            self.frame.tell("Säkerhetskopian är skriven och kontrollerad.")

    def _backup_failed(self, error: Exception) -> None:
        self._is_writing = False
        self.desk.changed_since_backup = True
        self.reload()
        self.failed(error)

    # The second folder

    def _second_folder(self) -> Path | None:
        chosen = self.frame.memory.settings.second_folder
        return Path(chosen) if chosen else None

    def _choose_second(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Välj mapp för en andra kopia", str(self._second_folder() or ""))
        if found:
            self._use_second(found)
            if self.desk.may_write:
                self.back_up()  # whether it can be reached is told now, and not some evening

    def _stop_second(self) -> None:
        if ask(self, "Sluta lägga kopior i den andra mappen?", "De kopior som ligger där är kvar.", "Sluta"):
            self._use_second("")

    def _copies_are_gone(self) -> None:
        facts = "Säg det bara om disken är förstörd eller tömd. Annars står det som togs bort kvar där."
        if ask(self, "Finns kopiorna i den andra mappen inte längre?", facts, "De finns inte"):
            self.try_to(lambda: purge.let_go(self.desk))
            self.reload()

    def _use_second(self, folder: str) -> None:
        self.try_to(lambda: self.frame.memory.change(second_folder=folder))
        self.reload()

    # Reading back

    def _restore_row(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id < len(self._copies):
            copy = self._copies[row_id]
            self._restore(copy.path, timed(copy.taken_at))

    def _restore_file(self) -> None:
        if path := choose_backup(self, self.desk.folder):
            self._restore(path)

    def _restore(self, path: Path, taken: str = "") -> None:
        """Look it through beside the window; the register is let go of when that is done, and not before."""
        if sure(self, path, taken):
            self.frame.tell("Säkerhetskopian kontrolleras…")
            in_background(partial(backup.lay_beside, self.desk.folder, path), self.take, self.failed)

    def take(self, laid: Laid) -> None:
        """Put what was laid beside and found whole in the register's place."""
        try:
            restored = backup.restore_laid(self.desk, laid)
        except KnownError as error:
            self.frame.tell_problems(error.problems)
        else:
            if restored.problems:
                self.frame.tell_problems(restored.problems)
            else:
                self.frame.tell("Registret är återställt. Det som låg där förut finns bland säkerhetskopiorna.")
        self.reload()

    def _save_zip(self) -> None:
        name = f"smdesk-{self.desk.today().isoformat()}.zip"
        found, _ = QFileDialog.getSaveFileName(self, "Spara säkerhetskopia som zip", name, "Zip (*.zip)")
        if found:
            try:
                write = backup.begin_zip(self.desk, Path(found))
            except KnownError as error:
                self.frame.tell_problems(error.problems)
                return
            self.frame.tell("Säkerhetskopian skrivs…")
            in_background(write, self._tell_written, self.failed)
