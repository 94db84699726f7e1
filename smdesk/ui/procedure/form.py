"""Labels at the left, texts and fields at the right: the form of a step, which keeps what is typed as text."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from smdesk.domain.procedure_template import Field, FieldKind
from smdesk.ui.kit.fields import Editor, FormField, Kind, editor
from smdesk.ui.kit.parts import PAD, announce, label

_KINDS = {
    FieldKind.LONG: Kind.MULTILINE,
    FieldKind.LIST: Kind.MULTILINE,
    FieldKind.DATE: Kind.DATE,
    FieldKind.CHOICE: Kind.CHOICE,
}
_FOLD = 22  # line heights: in a narrower form the labels stand above
_LABELS, _VALUES = 1, 3  # shares of the width


def form_field(one: Field) -> FormField:
    """A field of a template as the kit shows it; a choice begins with none chosen."""
    kind = _KINDS.get(one.kind, Kind.TEXT)
    choices: dict[Hashable, str] = {"": "Välj…"} if kind is Kind.CHOICE else {}
    choices.update(one.choices if kind is Kind.CHOICE else {})
    return FormField(name=one.key, label=one.label, kind=kind, required=one.required, help=one.hint, choices=choices)


class StepForm(QWidget):
    """Rows of a label and a text, a widget or a field. `changed` comes when something is typed."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._is_filling = False
        self._is_narrow = False
        self._rows: list[tuple[QWidget, QWidget]] = []
        self.editors: dict[str, Editor] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(9)

    def add_text(self, name: str, text: str) -> None:
        """A row that is only read."""
        shown = label(text)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"{name}: {text}")
        self.add_widget(name, shown)

    def add_widget(self, name: str, widget: QWidget) -> None:
        """A row with a widget of its own."""
        self._add(label(name, "muted"), widget)

    def add_field(self, spec: FormField) -> None:
        """A row to fill in."""
        made = editor(spec, self._today)
        made.changed.connect(self._typed)
        if isinstance(made.input, QComboBox):
            made.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.input.installEventFilter(self)
        self.editors[spec.name] = made
        head = label(f"{spec.label}\u00a0*" if spec.required else spec.label, "muted")
        head.setBuddy(made.input)
        self._add(head, made)

    def _add(self, head: QWidget, value: QWidget) -> None:
        self._rows.append((head, value))
        self._place(len(self._rows) - 1)

    def _place(self, number: int) -> None:
        head, value = self._rows[number]
        if self._is_narrow:
            self._grid.addWidget(head, 2 * number, 0, 1, 2)
            self._grid.addWidget(value, 2 * number + 1, 0, 1, 2)
        else:
            self._grid.addWidget(head, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, 2 * number, 1)
        self._grid.setColumnStretch(0, _LABELS)
        self._grid.setColumnStretch(1, _VALUES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _FOLD * self.fontMetrics().height()
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            for head, value in self._rows:
                self._grid.removeWidget(head)
                self._grid.removeWidget(value)
            for number in range(len(self._rows)):
                self._place(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that turns over a choice scrolls the page; it never changes what stands in a protocol."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if not self._is_filling:
            self.changed.emit()

    def texts(self) -> dict[str, str]:
        """What is filled in, as text; a day is ISO text once it can be read, and as it was typed until then."""
        return {name: _text(one) for name, one in self.editors.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Fill in fields; one that says the same already is left alone, with its cursor."""
        self._is_filling = True
        for name, one in self.editors.items():
            if _text(one) != texts.get(name, ""):
                one.show_value(texts.get(name, ""))
        self._is_filling = False

    def show_only(self, names: Sequence[str]) -> None:
        """Hide the fields that are not asked for."""
        for head, value in self._rows:
            if isinstance(value, Editor):
                head.setVisible(value.spec.name in names)
                value.setVisible(value.spec.name in names)

    def show_problems(self, texts: Mapping[str, str]) -> None:
        """Show beside each field what is wrong with it, and go to the first."""
        for name, one in self.editors.items():
            one.show_problem(texts.get(name, ""))
        if first := next((one for name, one in self.editors.items() if name in texts), None):
            first.setFocus()
            announce(self, texts[first.spec.name])


def _text(one: Editor) -> str:
    value = one.value()
    if isinstance(value, date):
        return value.isoformat()
    if value is None and isinstance(one.input, QLineEdit):
        return one.input.text().strip()
    return str(value or "")
