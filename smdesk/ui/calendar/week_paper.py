"""Save the week's plan as PDF, for the wall."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk.desk import Desk
from smdesk.operations import week_paper
from smdesk.ui.kit.page import Frame, told
from smdesk.ui.kit.work import in_background


def save_week(parent: QWidget, desk: Desk, frame: Frame, day: date) -> None:
    """Ask for a file, and write there the plan of the week that `day` lies in, beside the window."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    proposal = str(Path(folder) / week_paper.file_name(day))
    found, _ = QFileDialog.getSaveFileName(parent, "Spara veckans plan", proposal, "PDF (*.pdf)")
    if not found:
        return
    path = Path(found)
    path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
    write = partial(week_paper.write_plan, week_paper.plan(desk, day), path)
    in_background(write, lambda _none: frame.tell(f"{path.name} är skriven."), partial(told, frame))
