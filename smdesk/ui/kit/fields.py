"""The fields of a form, one per kind: each shows a value, gives it back, and says when it cannot be read."""

from collections.abc import Hashable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from smdesk.domain.dates import read_day, read_time
from smdesk.domain.record import record
from smdesk.ui.kit.inputs import ChoiceBox
from smdesk.ui.kit.parts import label, restyle
from smdesk.ui.kit.text_area import TextArea
from smdesk.words.dates import full_day

_SHOWN = 5  # of many choices before they scroll
_HIGH = 10_000  # px, more than any row


class Kind(StrEnum):
    """What a field holds; the type of its value after the dash."""

    TEXT = "text"  # str, without space at the ends
    MULTILINE = "multiline"  # str
    DATE = "date"  # date or None
    TIME = "time"  # ”HH:MM” or ””
    NUMBER = "number"  # int or None
    CHOICE = "choice"  # a key of `choices`
    CHOICES = "choices"  # a tuple of keys of `choices`
    CHECK = "check"  # bool


@record(kw_only=True)
class FormField:
    """One field. `name` is also the `where` of a problem about it; `help` and `source` are shown under it.

    `group` stands once over the fields below each other that share it, and is heard before each of their names.

    A number above `most` is questioned under the field, not refused. `lines` is the height of a text of several lines.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    value: object = None
    required: bool = False
    help: str = ""
    source: str = ""
    choices: Mapping[Hashable, str] = field(default_factory=dict)
    secret: bool = False
    most: int | None = None
    lines: int = 4
    group: str = ""


_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Editor(QWidget):
    """A field on screen: the widget that is filled in, its help, and what is wrong with it."""

    changed = Signal()

    def __init__(self, spec: FormField, today: date) -> None:
        super().__init__()
        self.spec, self._today = spec, today
        self.input = self._make()
        name = f"{spec.group}: {spec.label}" if spec.group else spec.label
        self.input.setAccessibleName(f"{name}, måste fyllas i" if spec.required else name)
        self._reading = label("", "small")
        self._problem = label("", "late")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.input)
        helped = " · ".join(text for text in (spec.help, spec.source) if text)
        if helped:
            box.addWidget(label(helped, "small"))
            self.input.setAccessibleDescription(helped)
        for line in (self._reading, self._problem):
            box.addWidget(line)
            line.hide()
        policy = self.sizePolicy()  # as wide as the form, else help that wraps is cut beside a narrow choice
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.show_value(spec.value)
        self.changed.connect(self._changed)
        self.input.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z and Ctrl+Y through where nothing was typed: they then take back what was done in the register."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            for key, can in zip(_STEPS, self._can_step(), strict=True):
                if event.matches(key) and not can:
                    event.ignore()
                    return True
        return super().eventFilter(watched, event)

    def _can_step(self) -> tuple[bool, bool]:
        """Whether the field itself has something to undo and to redo."""
        if isinstance(self.input, QLineEdit):
            return self.input.isUndoAvailable(), self.input.isRedoAvailable()
        if isinstance(self.input, QPlainTextEdit):
            return self.input.document().isUndoAvailable(), self.input.document().isRedoAvailable()
        return False, False

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to what is filled in, one line of text selected, so that typing replaces it.

        Not by a focus proxy: a screen reader would be told of two things in focus, one of them without a name.
        """
        self.input.setFocus(reason)
        if isinstance(self.input, QLineEdit):
            self.input.selectAll()

    def show_value(self, value: object) -> None:
        """Fill the field in."""
        raise NotImplementedError

    def value(self) -> object:
        """What is filled in; None or ”” when nothing is, or when it cannot be read."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what is filled in, in words; ”” when nothing is."""
        if self.spec.required and self.value() in (None, "", ()):
            return f"Fyll i ”{self.spec.label}”."
        return ""

    def show_problem(self, text: str) -> None:
        """Show what is wrong beside the field; ”” takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        restyle(self.input, problem=bool(text))
        helped = " · ".join(part for part in (text, self.spec.help, self.spec.source) if part)
        self.input.setAccessibleDescription(helped)

    def show_hint(self, text: str) -> None:
        """Say something small under the field that need not be mended now; ”” takes it away."""
        self._read_as(text)

    def _make(self) -> QWidget:
        raise NotImplementedError

    def _read_as(self, text: str) -> None:
        self._reading.setText(text)
        self._reading.setVisible(bool(text))

    def _changed(self) -> None:
        if self._problem.text():
            self.show_problem("")


class _TextEditor(Editor):
    def _make(self) -> QWidget:
        self._line = QLineEdit()
        if self.spec.secret:
            self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.textChanged.connect(self.changed)
        return self._line

    def show_value(self, value: object) -> None:
        self._line.setText("" if value is None else str(value))
        self._line.setCursorPosition(0)

    def value(self) -> object:
        return self._line.text() if self.spec.secret else self._line.text().strip()


class _DateEditor(_TextEditor):
    """Reads a day as it is typed and says which day it understood."""

    def _make(self) -> QWidget:
        made = super()._make()
        self._line.setPlaceholderText("t.ex. 24 nov")
        self.changed.connect(self._tell)
        return made

    def show_value(self, value: object) -> None:
        self._line.setText(value.isoformat() if isinstance(value, date) else str(value or ""))

    def value(self) -> object:
        return read_day(self._line.text(), self._today)

    def problem(self) -> str:
        if self._line.text().strip() and self.value() is None:
            return f"”{self._line.text().strip()}” är ingen dag. Skriv till exempel 24 nov eller 2026-11-24."
        return super().problem()

    def _tell(self) -> None:
        day = self.value()
        self._read_as(full_day(day) if isinstance(day, date) else "")


class _TimeEditor(_TextEditor):
    def _make(self) -> QWidget:
        made = super()._make()
        self._line.setPlaceholderText("t.ex. 09:30")
        return made

    def value(self) -> object:
        found = read_time(self._line.text())
        return found.strftime("%H:%M") if found else ""

    def problem(self) -> str:
        if self._line.text().strip() and not self.value():
            return f"”{self._line.text().strip()}” är inget klockslag. Skriv till exempel 09:30."
        return super().problem()


class _NumberEditor(_TextEditor):
    """Reads a whole number, and asks about one so large that it is most likely a slip of the hand."""

    def _make(self) -> QWidget:
        made = super()._make()
        self.changed.connect(self._wonder)
        return made

    def _wonder(self) -> None:
        number, most = self.value(), self.spec.most
        large = most is not None and isinstance(number, int) and number > most
        self._read_as(f"{number} är ovanligt mycket. Stämmer det?" if large else "")

    def value(self) -> object:
        typed = self._line.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None

    def problem(self) -> str:
        if self._line.text().strip() and self.value() is None:
            return f"”{self._line.text().strip()}” är inget helt tal. Skriv bara siffror."
        return super().problem()


class _MultilineEditor(Editor):
    def _make(self) -> QWidget:
        self._text = TextArea(self.spec.lines)
        self._text.told.connect(self.show_problem)
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self.changed)
        return self._text

    def show_value(self, value: object) -> None:
        self._text.setPlainText("" if value is None else str(value))

    def value(self) -> object:
        return self._text.toPlainText().strip()


class _ChoiceEditor(Editor):
    def _make(self) -> QWidget:
        self._keys = list(self.spec.choices)
        self._combo = ChoiceBox()
        self._combo.setMinimumContentsLength(10)
        self._combo.addItems([self.spec.choices[key] for key in self._keys])
        self._combo.currentIndexChanged.connect(self.changed)
        return self._combo

    def show_value(self, value: object) -> None:
        self._combo.setCurrentIndex(self._keys.index(value) if value in self._keys else 0)

    def value(self) -> object:
        number = self._combo.currentIndex()
        return self._keys[number] if 0 <= number < len(self._keys) else None


class _WholeWords(QStyledItemDelegate):
    """Rows as high as their words need: Qt measures them as if each had a line for itself."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size, view = super().sizeHint(option, index), self.parent()
        if not isinstance(view, QListWidget):
            return size
        self.initStyleOption(option, index)
        option.rect = QRect(0, 0, view.viewport().width(), _HIGH)
        room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
        words = option.fontMetrics.boundingRect(
            QRect(0, 0, room.width() - 8, _HIGH), int(Qt.TextFlag.TextWordWrap), option.text
        )
        lines = max(1, round(words.height() / option.fontMetrics.height()))
        return QSize(option.rect.width(), size.height() + (lines - 1) * option.fontMetrics.lineSpacing())


class _Choices(QListWidget):
    """As high as some of its rows, measured when they have their style; long names go on below."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setItemDelegate(_WholeWords(self))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        row = max(24, min((self.sizeHintForRow(number) for number in range(self.count())), default=0))
        return QSize(200, row * min(_SHOWN, max(2, self.count())) + row // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _ChoicesEditor(Editor):
    def _make(self) -> QWidget:
        self._list = _Choices()
        for key, words in self.spec.choices.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.itemChanged.connect(self.changed)
        return self._list

    def show_value(self, value: object) -> None:
        on = value if isinstance(value, tuple | list | set | frozenset) else ()
        for item in self._items():
            checked = item.data(Qt.ItemDataRole.UserRole) in on
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def value(self) -> object:
        checked = (item for item in self._items() if item.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


class _CheckEditor(Editor):
    def _make(self) -> QWidget:
        self._box = QCheckBox(self.spec.label.replace("&", "&&"))
        self._box.toggled.connect(self.changed)
        return self._box

    def show_value(self, value: object) -> None:
        self._box.setChecked(bool(value))

    def value(self) -> object:
        return self._box.isChecked()


_EDITORS: Mapping[Kind, type[Editor]] = {
    Kind.TEXT: _TextEditor,
    Kind.MULTILINE: _MultilineEditor,
    Kind.DATE: _DateEditor,
    Kind.TIME: _TimeEditor,
    Kind.NUMBER: _NumberEditor,
    Kind.CHOICE: _ChoiceEditor,
    Kind.CHOICES: _ChoicesEditor,
    Kind.CHECK: _CheckEditor,
}


def editor(spec: FormField, today: date) -> Editor:
    """The editor of a field; `today` is what ”imorgon” is counted from."""
    return _EDITORS[spec.kind](spec, today)


def field_label(spec: FormField) -> QLabel:
    """A field's label; a check box carries its own."""
    text = "" if spec.kind is Kind.CHECK else spec.label
    return label(f"{text}\u00a0*" if spec.required and text else text, "field")
