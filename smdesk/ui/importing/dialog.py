"""The dialog that takes in a list: choose the file, see every row before anything is kept, take them in one step."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smdesk.desk import Desk
from smdesk.domain.importing import Layout, Preview, choose_sheet
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.sheet import Row, Sheet
from smdesk.operations import transfer
from smdesk.ui.importing.chooser import Chooser, scrolled
from smdesk.ui.importing.columns import ColumnChoices
from smdesk.ui.importing.kinds import ACCOUNTS, ListKind, Opened
from smdesk.ui.importing.preview import PreviewPane, rows_words
from smdesk.ui.kit.ask import tell
from smdesk.ui.kit.buttons import button_row, complete_by_keys, mark_buttons, primary_button, quiet_button
from smdesk.ui.kit.flow import Beside, Columns, FlowLayout
from smdesk.ui.kit.inputs import ChoiceBox
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import GAP, PAD, Card, announce, label, rule
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import Job, in_background
from smdesk.words import problems_text

WRITABLE = "Excel (*.xlsx);;CSV (*.csv)"
_CHOOSER, _PREVIEW = (44, 14), (64, 42)  # line heights, wide and high
_HEADINGS_WITHIN = 30  # rows that can be chosen as the one with the headings


class ImportDialog(QDialog):
    """Takes in a list of one `kind`. `told(text)` says afterwards what happened; until then nothing is changed."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, told: Callable[[str], object], kind: ListKind = ACCOUNTS
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self._told = desk, kind, told
        self._job: Job | None = None
        self._opened: Opened | None = None
        self._sheet: Sheet | None = None
        self.preview: Preview | None = None
        self.setWindowTitle(kind.title)
        self.banner = Banner()
        self._waiting = Banner()
        self._chooser = Chooser(kind, self.open_file, self._take_away)
        self.pane = PreviewPane(kind, self.export_bad)
        self.columns = ColumnChoices()
        self.columns.changed.connect(self._columns_changed)
        self._name = label("", "strong")
        self.sheets, self.headings = _combo("Blad"), _combo("Rubrikerna står på rad")
        self.sheets.activated.connect(lambda _index: self._sheet_changed())
        self.headings.activated.connect(lambda _index: self._headings_changed())
        self._sheet_place, self._headings_place = _named(self.sheets), _named(self.headings)
        self.layer = _combo("Lager")
        for key, words in kind.layers.items():
            self.layer.addItem(words, key)
        self.layer.activated.connect(lambda _index: self._layer_changed())
        self._layer_place = _named(self.layer)
        self._layer_place.setVisible(False)
        self._columns_card = Card("Kolumner", "varje kolumn blir ett fält").add(self.columns)
        self._whole = label(kind.whole, "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._chooser))
        self._stack.addWidget(scrolled(self._preview_page()))
        self.summary = label("", "muted")
        self._edge = rule()
        self._other = quiet_button("Välj en annan fil…", self._choose_other)
        self.ok = primary_button("Läs in", self.take, keys="Ctrl+↵")
        self._lay_out()
        mark_buttons(self)
        self._show_chooser()

    # what is done

    def open_file(self, path: Path) -> None:
        """Read the list at `path` beside the window, and show what it holds."""
        self._work(lambda: self.kind.read(path), self._read, f"Läser {path.name}…")

    def take(self) -> None:
        """Take every row that can be taken, as one step, and close."""
        if not self.ok.isEnabled() or self._opened is None or self.preview is None:
            return
        try:
            self.kind.take(self.desk, self._opened, self.preview.good)
        except KnownError as error:
            self._tell_problems(error.problems)
            return
        count, bad = len(self.preview.good), len(self.preview.bad)
        left = f" {rows_words(bad)} är inte inlästa." if bad > 1 else " 1 rad är inte inläst." if bad else ""
        undo = "" if count > transfer.LARGE else " Ångra med Ctrl+Z."
        self.accept()
        taken = f"{self.kind.counted(count)} inläst{'' if count == 1 else 'a'} från {self._opened.name}."
        self._told(f"{taken}{left}{undo}")
        if told := self.kind.afterwards(self.preview.good):
            tell(self.parentWidget(), "En del rader är inlästa som utkast", told)

    def export_bad(self) -> None:
        """Ask for a file and write the rows that cannot be taken to it."""
        if self.preview is None or self._opened is None:
            return
        proposal = f"{Path(self._opened.name).stem}-fel.xlsx"
        found, _ = QFileDialog.getSaveFileName(self, "Exportera raderna", proposal, WRITABLE)
        if found:
            self.write_bad(Path(found))

    def write_bad(self, path: Path) -> None:
        """Write the rows that cannot be taken, with what is wrong, to `path`."""
        if self.preview is None:
            return
        try:
            transfer.write_bad_rows(self.preview, path)
        except KnownError as error:
            self._tell_problems(error.problems)
            return
        self.banner.tell(f"{rows_words(len(self.preview.bad))} med fel är skrivna till {path.name}.", Tone.DONE)

    def reject(self) -> None:
        """Close; nothing has been kept."""
        self._forget_job()
        super().reject()

    # reading and showing

    def _work(self, task: Callable[[], object], done: Callable[..., object], words: str) -> None:
        self._forget_job()
        self.banner.tell("")
        self._waiting.tell(words, Tone.ACCENT)
        self.ok.setEnabled(False)

        def answered(found: object) -> None:
            self._forget_job()
            done(found)

        self._job = in_background(task, answered, self._failed)

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._waiting.tell("")

    def _failed(self, error: Exception) -> None:
        self._forget_job()
        if not isinstance(error, KnownError):
            raise error
        self._tell_problems(error.problems)

    def _read(self, opened: Opened) -> None:
        opened = self._opened = self.kind.in_layer(self.desk, opened, "")
        if self.kind.layers:
            self.layer.setCurrentIndex(self.layer.findData(self.kind.layer_of(opened)))
        filled = [one for one in opened.sheets if one.rows]
        self._sheet = choose_sheet(opened.sheets, self.kind.fields)
        self.sheets.clear()
        for one in filled:
            self.sheets.addItem(f"{one.name} (dolt)" if one.hidden else one.name)
        if self._sheet is not None:
            self.sheets.setCurrentIndex(filled.index(self._sheet))
        self._name.setText(opened.name)
        self._look()

    def _look(self, header: Row | None = None, layout: Layout | None = None) -> None:
        """Ask for a preview of what is chosen now."""
        if self._opened is None:
            return
        opened, sheet, known = self._opened, self._sheet, self.kind.known(self.desk)
        self._work(
            lambda: self.kind.preview(opened, known, sheet=sheet, header=header, layout=layout),
            self._show_preview,
            "Går igenom raderna…",
        )

    def _show_preview(self, preview: Preview) -> None:
        first = self._stack.currentIndex() == 0
        self.preview = preview
        whole = self._opened is not None and self._opened.whole is not None
        rows = self._sheet.rows if self._sheet and not whole else ()
        below = [one for one in rows if one.number > preview.header.number]
        self._columns_card.setVisible(not whole)
        self._whole.setVisible(whole)
        self._layer_place.setVisible(bool(self.kind.layers))
        self.columns.show_columns(preview, below, self.kind.choices)
        self._show_headings(rows, preview.header)
        self._sheet_place.setVisible(self.sheets.count() > 1 and not whole)
        self._headings_place.setVisible(self.headings.count() > 1 and not whole)
        self.pane.show_preview(preview, self._sheet.notes if self._sheet else ())
        self._show_summary(preview)
        self._stack.setCurrentIndex(1)
        self._fit(_PREVIEW)
        for one in (self._edge, self._other, self.ok):
            one.show()
        if first:
            (self.ok if preview.good else self._other).setFocus()

    def _show_summary(self, preview: Preview) -> None:
        good = len(preview.good)
        parts = [
            f"{self.kind.counted(good)} kan läsas in" if good else "Inget att läsa in",
            f"{rows_words(len(preview.bad))} har fel" if preview.bad else "",
            f"{rows_words(len(preview.known))} finns redan" if preview.known else "",
        ]
        self.summary.setText(" · ".join(part for part in parts if part))
        self.ok.setText(f"Läs in {self.kind.counted(good)}" if good else "Läs in")
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(bool(good))
        self.ok.setDefault(True)
        announce(self, self.summary.text())

    def _show_headings(self, rows: Sequence[Row], header: Row) -> None:
        numbers = {one.number for one in rows[:_HEADINGS_WITHIN]} | ({header.number} if header.number else set())
        self.headings.clear()
        for number in sorted(numbers):
            self.headings.addItem(str(number), number)
        self.headings.setCurrentIndex(self.headings.findData(header.number))

    # what she chooses

    def _sheet_changed(self) -> None:
        if self._opened is not None:
            self._sheet = [one for one in self._opened.sheets if one.rows][self.sheets.currentIndex()]
            self._look()

    def _layer_changed(self) -> None:
        if self._opened is not None:
            self._opened = self.kind.in_layer(self.desk, self._opened, str(self.layer.currentData()))
            self._look()

    def _headings_changed(self) -> None:
        rows = self._sheet.rows if self._sheet else ()
        self._look(next((one for one in rows if one.number == self.headings.currentData()), None))

    def _columns_changed(self) -> None:
        if self.preview is not None:
            self._look(self.preview.header, self.columns.layout_chosen())

    def _choose_other(self) -> None:
        self._forget_job()
        self._show_chooser()

    def _show_chooser(self) -> None:
        self._opened = self._sheet = self.preview = None
        self.banner.tell("")
        self.summary.setText("")
        for one in (self._edge, self._other, self.ok):
            one.hide()
        self.ok.setEnabled(False)
        taken = self.kind.taken(self.desk)
        self._chooser.show_taken(taken)
        self._stack.setCurrentIndex(0)
        wide, high = _CHOOSER
        self._fit((wide, high + (2 + 4 * min(len(taken), 5) if taken else 0)))
        self._chooser.zone.button.setFocus()

    def _take_away(self, import_id: int) -> None:
        try:
            count = self.kind.take_away(self.desk, import_id)
        except KnownError as error:
            self._tell_problems(error.problems)
            return
        self._chooser.show_taken(self.kind.taken(self.desk))
        undo = "" if count > transfer.LARGE else " Ångra med Ctrl+Z."
        self.banner.tell(f"Inläsningen är borttagen: {self.kind.counted(count)}.{undo}", Tone.DONE)

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        self.banner.tell(problems_text(problems), Tone.LATE)

    # layout

    def _preview_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        source = QWidget()
        line = FlowLayout(source, gap=PAD)
        line.addWidget(self._sheet_place)
        line.addWidget(self._headings_place)
        line.addWidget(self._layer_place)
        box.addWidget(self._name)
        box.addWidget(source)
        box.addWidget(self._whole)
        box.addWidget(Columns((3, 2)).add(0, self.pane).add(1, self._columns_card))
        box.addStretch(1)
        return page

    def _lay_out(self) -> None:
        complete_by_keys(self, self.take)
        foot = QVBoxLayout()
        foot.setContentsMargins(PAD * 2, PAD, PAD * 2, PAD)
        foot.addWidget(Beside(self.summary, button_row(self._other, quiet_button("Avbryt", self.reject), self.ok)))
        top = QVBoxLayout()
        top.setContentsMargins(PAD * 2, PAD, PAD * 2, 0)
        top.setSpacing(PAD // 2)
        top.addWidget(self.banner)
        top.addWidget(self._waiting)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self._stack, 1)
        box.addWidget(self._edge)
        box.addLayout(foot)

    def _fit(self, lines: tuple[int, int]) -> None:
        """Give the window the size of what it shows, `lines` line heights wide and high, and keep its middle."""
        self.ensurePolished()
        line, room, middle = self.fontMetrics().height(), self.screen().availableSize(), self.frameGeometry().center()
        self.resize(min(line * lines[0], room.width() - 40), min(line * lines[1], room.height() - 80))
        if self.isVisible():
            place = self.frameGeometry()
            place.moveCenter(middle)
            self.move(place.topLeft())


def _combo(name: str) -> QComboBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _named(combo: QComboBox) -> QWidget:
    """A combo with its name before it."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    head = label(combo.accessibleName(), "muted", wrap=False)
    head.setBuddy(combo)
    row.addWidget(head)
    row.addWidget(combo)
    return both
