"""Labels at the left, texts and fields at the right: the form of a step, which keeps what is typed as text."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from smdesk.domain.procedure_template import Field, FieldKind
from smdesk.domain.procedure_values import moment_of
from smdesk.ui.kit.fields import Editor, FormField, Kind, editor
from smdesk.ui.kit.parts import PAD, announce, label

_KINDS = {
    FieldKind.LONG: Kind.MULTILINE,
    FieldKind.LIST: Kind.MULTILINE,
    FieldKind.DATE: Kind.DATE,
    FieldKind.MOMENT: Kind.DATE,
    FieldKind.CHOICE: Kind.CHOICE,
}
_FOLD = 22  # line heights: in a narrower form the labels stand above
_LABELS, _VALUES = 1, 3  # shares of the width
_AT = " kl. "  # between day and time while they cannot be read as a moment


def form_field(one: Field) -> FormField:
    """A field of a template as the kit shows it; a choice begins with none chosen."""
    kind = _KINDS.get(one.kind, Kind.TEXT)
    choices: dict[Hashable, str] = {"": "Välj…"} if kind is Kind.CHOICE else {}
    choices.update(one.choices if kind is Kind.CHOICE else {})
    return FormField(name=one.key, label=one.label, kind=kind, required=one.required, help=one.hint, choices=choices)


class StepForm(QWidget):
    """Rows of a label and a text, a widget or a field. `changed` comes when something is typed."""

    changed = Signal()

    def __init__(self, today: date, *, above: bool = False) -> None:
        """`above` puts the labels above the fields also where there is room beside them."""
        super().__init__()
        self._today, self._is_above = today, above
        self._is_filling = False
        self._is_narrow = above
        self._rows: list[tuple[str, QWidget, QWidget]] = []
        self.editors: dict[str, Editor] = {}
        self.times: dict[str, Editor] = {}
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

    def ask_for(self, one: Field) -> None:
        """A row for a field of a template; a moment is a day and a time beside each other."""
        spec = form_field(one)
        if one.kind is not FieldKind.MOMENT:
            self.add_field(spec)
            return
        day, time = self._editor(spec), self._editor(replace(spec, label=f"{spec.label}, klockslag", kind=Kind.TIME))
        day.input.setAccessibleName(f"{spec.label}, dag")
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(day, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(time, 2, Qt.AlignmentFlag.AlignTop)
        self.editors[spec.name], self.times[spec.name] = day, time
        self._add(self._head(spec, day), both, spec.name)

    def add_field(self, spec: FormField) -> None:
        """A row to fill in."""
        made = self.editors[spec.name] = self._editor(spec)
        self._add(self._head(spec, made), made, spec.name)

    def _editor(self, spec: FormField) -> Editor:
        made = editor(spec, self._today)
        made.changed.connect(self._typed)
        if isinstance(made.input, QComboBox):
            made.input.installEventFilter(self)
        return made

    @staticmethod
    def _head(spec: FormField, made: Editor) -> QWidget:
        head = label(f"{spec.label}\u00a0*" if spec.required else spec.label, "field")
        head.setBuddy(made.input)
        return head

    def _add(self, head: QWidget, value: QWidget, name: str = "") -> None:
        self._rows.append((name, head, value))
        self._place(len(self._rows) - 1)

    def _place(self, number: int) -> None:
        _, head, value = self._rows[number]
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
        narrow = self._is_above or event.size().width() < _FOLD * self.fontMetrics().height()
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            for _, head, value in self._rows:
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
        return {name: self._text_of(name) for name in self.editors}

    def _text_of(self, name: str) -> str:
        day = _text(self.editors[name])
        time = _text(self.times[name]) if name in self.times else ""
        if not time:
            return day
        moment = f"{day} {time}"
        return moment if moment_of(moment) else f"{day}{_AT}{time}"

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Fill in fields; one that says the same already is left alone, with its cursor."""
        self._is_filling = True
        for name, one in self.editors.items():
            text = texts.get(name, "")
            if self._text_of(name) == text:
                continue
            if name in self.times:
                text, _, time = text.partition(" " if moment_of(text) else _AT)
                self.times[name].show_value(time)
            one.show_value(text)
        self._is_filling = False

    def show_only(self, names: Sequence[str]) -> None:
        """Hide the fields that are not asked for."""
        for name, head, value in self._rows:
            if name:
                head.setVisible(name in names)
                value.setVisible(name in names)

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
