"""Save a procedure's protocol as PDF, open it, and keep the finished one on the last step."""

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.operations import procedure
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.files import FileKeeper
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.ui.procedure.notice import Action, Notice
from smdesk.words import problems_text


class ProtocolWriter:
    """Writes protocols beside the window and tells in `notice` how it went."""

    def __init__(self, desk: Desk, keeper: FileKeeper, notice: Notice) -> None:
        self._desk, self._keeper, self._notice = desk, keeper, notice

    def ask_where(self, parent: QWidget, seen: RunView) -> None:
        """Ask for a file, and write the protocol there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposal = str(Path(folder) / self.file_name(seen))
        found, _ = QFileDialog.getSaveFileName(parent, "Spara protokollet", proposal, "PDF (*.pdf)")
        if found:
            path = Path(found)
            self.write(seen, path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def file_name(self, seen: RunView) -> str:
        """The name that is proposed: ”avslutsprotokoll-solen-2026-11-24.pdf”."""
        name = re.sub(r"[^\w]+", "-", seen.account.handle or seen.account.name).strip("-").lower()
        draft = "" if seen.run.is_over else "-utkast"
        return f"avslutsprotokoll-{name}-{self._desk.today().isoformat()}{draft}.pdf"

    def write(self, seen: RunView, path: Path) -> None:
        """Write the protocol to `path`, as the procedure stands now."""
        data = procedure.protocol_data(self._desk, seen.run.id)
        self._notice.tell(f"Skriver {path.name}…")
        task = partial(procedure.write_protocol_data, data, path)
        in_background(task, lambda _none: self._written(seen, path), self._failed)

    def _written(self, seen: RunView, path: Path) -> None:
        actions: list[Action] = [("Öppna", partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path))))]
        last = seen.run.template.steps[-1].key
        if seen.run.closed_at:
            actions.append((f"Lägg på {last} som underlag", partial(self._keep, seen.run.id, last, path)))
        actions.append(("Stäng", partial(self._notice.tell, "")))
        what = "Protokollet" if seen.run.is_over else "Utkastet till protokoll"
        self._notice.tell(f"{what} är sparat: {path}", *actions, tone=Tone.DONE)

    def _keep(self, procedure_id: int, key: str, path: Path) -> None:
        self._keeper.keep((procedure_id, key), [path])
        self._notice.tell("")

    def _failed(self, error: Exception) -> None:
        self._notice.tell("")
        if not isinstance(error, KnownError):
            raise error
        close = ("Stäng", partial(self._notice.tell, ""))
        self._notice.tell(f"Protokollet blev inte sparat. {problems_text(error.problems)}", close, tone=Tone.LATE)
