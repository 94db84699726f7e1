"""The idébank beside the calendar: posts without a day, to be dragged or sent into it, and posts dragged out of it."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Post, PostState
from smdesk.operations import post as posts
from smdesk.operations import several
from smdesk.operations.several import Idea
from smdesk.ui.calendar.chip import idea_chip, shape
from smdesk.ui.calendar.drag import DropPlace, Load, PostDrag, chip_picture, is_far
from smdesk.ui.calendar.verbs import PostVerbs
from smdesk.ui.kit.buttons import icon_button, quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import Card, restyle
from smdesk.ui.kit.rows import Row, RowList
from smdesk.words.post import NO_ACCOUNT, STATES
from smdesk.words.tag import tagged_text

_EMPTY = "Här ligger idéer och utkast som ingen dag är vald för. Dra hit ett inlägg, eller tryck I på det."
_PLAN = "Planera…"
_TO_BANK = "Till idébanken"
_CHIP = 7  # line heights: the width of what is dragged


class IdeaList(RowList):
    """Posts without a day. Enter opens one, Shift+Enter (`pressed`) plans it, Delete bins it, Escape leaves; a row is
    dragged into the calendar.
    """

    deleted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Idébank", grow=False, empty=_EMPTY)
        self.ideas: dict[int, Idea] = {}
        self.drop_places: Callable[[], Sequence[DropPlace]] = list
        self.drag: PostDrag | None = None
        self._grabbed: tuple[int, QPoint] | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at, current = event.position().toPoint(), self.current()
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(at).isValid() and isinstance(current, int):
            self._grabbed = current, at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._grabbed and event.buttons() & Qt.MouseButton.LeftButton and is_far(self._grabbed[1], at):
            self._drag(self._grabbed[0], event.globalPosition().toPoint())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        super().mouseReleaseEvent(event)

    def _drag(self, post_id: int, at: QPoint) -> None:
        self._grabbed = None
        idea = self.ideas[post_id]
        chip, wide = idea_chip(idea), _CHIP * self.fontMetrics().height()
        picture = chip_picture(self, chip, QSize(wide, shape(chip, wide, self.font()).height))
        load = Load(posts=(post_id,), day=None, time=idea.post.time, accounts=idea.account_ids, picture=picture)
        self.drag = PostDrag(self, load, self.drop_places(), at)
        self.drag.ended.connect(self._drag_ended)

    def _drag_ended(self) -> None:
        self.drag = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and isinstance(current, int):
            self.deleted.emit(current)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class IdeaPanel(Card):
    """The idébank as a panel: `closed` when it is to be put away, `left` when the calendar is to have the keys."""

    closed = Signal()
    left = Signal()

    def __init__(self, desk: Desk, verbs: PostVerbs) -> None:
        super().__init__("Idébank", flush=True)
        self._desk, self._verbs = desk, verbs
        self.list = IdeaList()
        self.list.opened.connect(lambda post_id: verbs.open(cast(int, post_id)))
        self.list.pressed.connect(lambda post_id: self.ask_when(cast(int, post_id)))
        self.list.deleted.connect(partial(verbs.ask_for, "delete"))
        self.list.left.connect(self.left)
        self.new = changes(quiet_button("Ny idé…", lambda: verbs.new(state=PostState.IDEA)))
        self.add_action(self.new, icon_button("close", "Stäng idébanken (Ctrl+Shift+I)", self.closed.emit))
        self.add(self.list)
        self.setAcceptDrops(True)

    def reload(self) -> None:
        """Read again what lies in the idébank."""
        found = several.ideas(self._desk)
        self.list.ideas = {one.post.id: one for one in found}
        self.list.show_rows([self._row(one) for one in found])
        self.say(f"{len(found)}" if found else "")

    def _row(self, idea: Idea) -> Row:
        post = idea.post
        facts = [STATES[post.state], ", ".join(idea.accounts) or NO_ACCOUNT, post.time, tagged_text(post.tags)]
        button = _PLAN if self._desk.may_write else ""
        title, subtitle = idea.title or "Utan text", " · ".join(part for part in facts if part)
        return Row(id=post.id, title=title, subtitle=subtitle, button=button)

    def ask_when(self, post_id: int) -> None:
        """Ask for day, time and accounts, by default where one is in the calendar, and lay the post there."""
        found = posts.view(self._desk, post_id)
        day, account_id = self._verbs.place()
        known = found.account_ids or ((account_id,) if account_id else ())
        fields = [
            FormField(name="day", label="Dag", kind=Kind.DATE, value=day, required=True),
            FormField(name="time", label="Tid", kind=Kind.TIME, value=found.post.time),
        ]
        if not found.account_ids:
            choices = dict[Hashable, str](posts.account_choices(self._desk).items())
            fields.append(FormField(name="accounts", label="Konton", kind=Kind.CHOICES, choices=choices, value=known))

        def save(values: dict[str, Any]) -> None:
            self._verbs.schedule_or_raise([post_id], values["day"], values.get("accounts", ()), values["time"])

        title = f"Lägg i kalendern: {found.post.title or 'Utan text'}"
        FormDialog(self, title, fields, save, self._desk.today(), done="Lägg i kalendern").exec()

    # Posts from the calendar, and text from other programs.

    def drag_over(self, at: QPoint, load: Load, quarters: int, *, held: bool) -> str | None:
        """A post of the calendar may be dropped anywhere on the panel."""
        is_here = self.isVisible() and self.rect().contains(self.mapFromGlobal(at))
        restyle(self, over=is_here and load.day is not None)
        if not is_here:
            return None
        return _TO_BANK if load.day is not None else "Dra till en dag i kalendern"

    def drag_stays(self) -> None:
        """Nothing turns here."""

    def drag_left(self) -> None:
        """Look as before."""
        restyle(self, over=False)

    def landing(self, load: Load, quarters: int) -> Callable[[], object] | None:
        """Posts of the calendar come here."""
        return partial(self._verbs.shelve, load.posts) if load.day is not None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText() and self._desk.may_write:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        text = event.mimeData().text()
        idea = Post(text=text, state=PostState.IDEA)
        if text.strip() and self._verbs.try_to(lambda: posts.write(self._desk, idea, ())):
            event.acceptProposedAction()


class IdeaButton:
    """The calendar's button ”Idébank”, on which posts may be dropped while the panel is put away."""

    def __init__(self, button: QWidget, verbs: PostVerbs) -> None:
        self._button, self._verbs = button, verbs

    def drag_over(self, at: QPoint, load: Load, quarters: int, *, held: bool) -> str | None:
        """A post of the calendar may be dropped on it."""
        is_here = self._button.isVisible() and self._button.rect().contains(self._button.mapFromGlobal(at))
        return _TO_BANK if is_here and load.day is not None else None

    def drag_stays(self) -> None:
        """Nothing turns here."""

    def drag_left(self) -> None:
        """It looks the same."""

    def landing(self, load: Load, quarters: int) -> Callable[[], object] | None:
        """Posts of the calendar go to the idébank."""
        return partial(self._verbs.shelve, load.posts) if load.day is not None else None
