"""The text of an answer: kept while it is typed, with the saved answers at hand and a signature."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import KnownError
from smdesk.domain.saved_reply import SavedReply, fields_of, filled
from smdesk.operations import inbound, saved_reply
from smdesk.ui.kit.buttons import link_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.form import FormDialog, FormField
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.text_area import TextArea
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.inbound_list import signature, signed

_SAVED_MS = 400  # after the first letter that is not in the register yet, it is
_LINES = 4
_OWN_NAME = "förnamn"  # the field of a saved answer that is known beforehand


class ReplyText(QWidget):
    """An answer that is written. `counted(text)` tells how long it is, in words; `managed()` asks for the window in
    which the saved answers are kept.
    """

    counted = Signal(str)
    managed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk, self._one, self._session = desk, 0, 0
        self._category, self._account = "", 0
        self._kept = self._proposed = ""
        self.edit = TextArea(_LINES)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(name)
        self.edit.textChanged.connect(self._typed)
        self.unsaved = Banner()
        self.edit.told.connect(partial(self.unsaved.tell, tone=Tone.WARNING))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVED_MS)
        self._timer.timeout.connect(self.save)
        self.choose = changes(quiet_button("Sparade svar", self.show_menu, keys="Ctrl+I"), may_write=desk.may_write)
        self.sign = changes(link_button("", self._sign), may_write=desk.may_write)
        tools = QWidget()
        flow = FlowLayout(tools, gap=12)
        flow.addWidget(self.choose)
        flow.addWidget(self.sign)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for one in (self.edit, self.unsaved, tools):
            box.addWidget(one)
        shortcut = QShortcut(QKeySequence("Ctrl+I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.show_menu)

    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()

    def show_item(self, one: Inbound, proposed: str = "") -> None:
        """Show the answer of an item as the register has it; `proposed` where nobody has written one.

        What is being typed for the same item stays, but a proposal that nobody has touched gives way to another.
        """
        is_other = one.id != self._one
        if is_other:
            self.save()
            self._one, self._session = one.id, self._session + 1
        self._category, self._account = one.category, one.account_id
        mark = signature(self._desk.person.name)
        self.sign.setText(f"Signera {mark}")
        self.sign.setVisible(bool(mark))
        self.edit.setReadOnly(not self._desk.may_write)
        untouched = self.text() in (self._kept, self._proposed) and not self._timer.isActive()
        shown = one.reply or proposed
        if is_other or (untouched and shown != self.text()):
            self._kept, self._proposed = one.reply, proposed
            self.edit.setPlainText(shown)
            self._timer.stop()
        self._count()

    def _typed(self) -> None:
        self._count()
        if not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        count = len(self.text().strip())
        self.counted.emit(f"signera med förnamn · {count} tecken" if count else "signera med förnamn")

    def save(self) -> None:
        """Keep what is written in the register, where it is not kept yet."""
        self._timer.stop()
        text = self.text()
        if not self._one or text == self._kept or (text == self._proposed and not self._kept):
            return
        before, self._kept = self._kept, text
        try:
            inbound.write_reply(self._desk, self._one, text, session=f"{self._one}.{self._session}")
        except KnownError as error:
            self._kept = before
            self.unsaved.tell(f"Svaret är inte sparat. {problems_text(error.problems)}", Tone.LATE)
        else:
            self.unsaved.tell("")

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)

    def _sign(self) -> None:
        self._replace(signed(self.text(), self._desk.person.name))
        self.edit.setFocus()

    def _replace(self, text: str) -> None:
        """Put another text in; Ctrl+Z in the field takes it back."""
        cursor = self.edit.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.setTextCursor(cursor)

    # Saved answers

    def menu(self) -> QMenu:
        """The saved answers that can answer the item; the last opens the window in which they are kept."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in saved_reply.usable(self._desk, self._category, self._account):
            menu.addAction(one.name.replace("&", "&&")).triggered.connect(partial(self.put, one))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("Sparade svar…").triggered.connect(lambda _checked=False: self.managed.emit())
        return menu

    def show_menu(self) -> None:
        """Open the menu of the saved answers under its button."""
        if self._desk.may_write:
            self.menu().popup(self.choose.mapToGlobal(QPoint(0, self.choose.height())))

    def put(self, reply: SavedReply, _checked: bool = False) -> None:
        """Put a saved answer in, with its fields filled in first."""
        if not (names := fields_of(reply.text)):
            self._put(reply.text)
            return
        own = signature(self._desk.person.name).removeprefix("/")
        fields = [FormField(name=one, label=one.capitalize(), value=own if one == _OWN_NAME else "") for one in names]
        FormDialog(
            self,
            reply.name,
            fields,
            lambda values: self._put(filled(reply.text, values)),
            self._desk.today(),
            done="Infoga",
        ).open()

    def _put(self, text: str) -> None:
        before = self.text().rstrip()
        self._replace(signed(f"{before}\n{text}".strip(), self._desk.person.name))
        self.edit.setFocus()
