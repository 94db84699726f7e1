"""Which column of a list holds which field: guessed, shown with an example, and changed with a choice per column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from smdesk.domain.importing import FieldSpec, Layout, Preview
from smdesk.domain.sheet import Row, column_letter
from smdesk.ui.kit.inputs import ChoiceBox
from smdesk.ui.kit.parts import PAD, empty, label

NOT_READ = "Läs inte in"
_NEVER = "Läses aldrig"
_EXAMPLE = 40  # signs


class ColumnChoices(QWidget):
    """A line per column: its heading with an example from the list, and the field it is read as.

    `changed()` comes when she chooses; `layout_chosen()` gives the choice. A field goes to one column only.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: Sequence[FieldSpec] = ()
        self._layout: dict[int, str] = {}
        self.combos: dict[int, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_columns(self, preview: Preview, rows: Sequence[Row], fields: Sequence[FieldSpec]) -> None:
        """Show the columns of a list by its preview; `rows` are those below the headings, for the examples."""
        self._fields, self._layout = fields, dict(preview.layout)
        width = max((len(row.cells) for row in (preview.header, *rows)), default=0)
        shown = [one for one in range(width) if preview.header.cell(one).strip() or _example(rows, one)]
        if shown != list(self.combos):
            empty(self._grid)
            self.combos = {}
            for line, column in enumerate(shown):
                self._add_line(line, column, preview, rows)
        for column, combo in self.combos.items():
            self._choose(combo, self._layout.get(column, ""))

    def layout_chosen(self) -> Layout:
        """Column → field, as she has chosen."""
        return dict(self._layout)

    def _add_line(self, line: int, column: int, preview: Preview, rows: Sequence[Row]) -> None:
        letter, heading = column_letter(column), " ".join(preview.header.cell(column).split())
        secret = column in preview.secret_columns
        head = label(f"{letter}  {heading or 'utan rubrik'}")
        combo = ChoiceBox()
        combo.setMinimumContentsLength(12)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setAccessibleName(f"Kolumn {letter}, {heading or 'utan rubrik'}: läses som")
        if secret:
            combo.addItem(_NEVER)
            combo.setEnabled(False)
        else:
            combo.addItem(NOT_READ, "")
            for one in self._fields:
                combo.addItem(one.label, one.name)
            combo.activated.connect(lambda _index: self._chosen(column))
        example = "" if secret else _example(rows, column)
        words = QWidget()
        box = QGridLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setVerticalSpacing(1)
        box.addWidget(head, 0, 0)
        if example:
            box.addWidget(label(f"t.ex. {example}", "small"), 1, 0)
        head.setBuddy(combo)
        self._grid.addWidget(words, line, 0)
        self._grid.addWidget(combo, line, 1, Qt.AlignmentFlag.AlignTop)
        self.combos[column] = combo

    def _choose(self, combo: QComboBox, name: str) -> None:
        if combo.isEnabled():
            combo.setCurrentIndex(max(0, combo.findData(name)))

    def _chosen(self, column: int) -> None:
        name = str(self.combos[column].currentData())
        if name == self._layout.get(column, ""):
            return
        if name:
            self._layout = {other: held for other, held in self._layout.items() if held != name}
            self._layout[column] = name
        else:
            self._layout.pop(column, None)
        for other, combo in self.combos.items():
            self._choose(combo, self._layout.get(other, ""))
        self.changed.emit()


def _example(rows: Sequence[Row], column: int) -> str:
    text = next((" ".join(row.cell(column).split()) for row in rows if row.cell(column).strip()), "")
    return text if len(text) <= _EXAMPLE else text[:_EXAMPLE].rstrip() + "…"
