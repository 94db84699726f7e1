"""The ways that answer in the channel: with a text, or by showing where to turn."""

from collections.abc import Hashable

from smdesk.desk import Desk
from smdesk.domain.inbound_category import Referral
from smdesk.operations import inbound
from smdesk.operations.inbound_view import Line
from smdesk.ui.inbound.asked import AskedFields
from smdesk.ui.inbound.reply_text import ReplyText
from smdesk.ui.inbound.way import Way
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.clipboard import copy_text
from smdesk.ui.kit.fields import FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.words.inbound_list import signed
from smdesk.words.routine import source_text

_OTHER = ""  # as a choice: none of the places that the rules name
UNDO = "Ctrl+Z tar tillbaka det."


class InChannel(Way):
    """What both have: the text, and the way to where it is to stand."""

    def __init__(self, desk: Desk, frame: Frame, title: str, action: str) -> None:
        super().__init__(desk, frame, title, action)
        self.reply = ReplyText(desk, "Svar")
        self.reply.counted.connect(self.card.say)
        self.reply.managed.connect(self._manage)
        self.copy = quiet_button("Kopiera och öppna kommentaren", self.copy_and_open)

    def save(self) -> None:
        self.reply.save()

    def _manage(self) -> None:
        from smdesk.ui.inbound.replies import SavedReplies

        SavedReplies(self, self.desk, self.line.one.category if self.line else "").exec()
        self.reply.edit.setFocus()

    def copy_and_open(self) -> None:
        """Copy the answer, and open the item where it was written."""
        copy_text(self.reply.text().strip())
        self.frame.tell(self.open_link() or "Svaret är kopierat. Klistra in det under kommentaren.")


class AnswerWay(InChannel):
    """Answer in the channel."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Svar", "Besvarad")
        self.card.add(self.reply)
        self.add_foot(self.copy)

    def fill(self, line: Line, *, is_other: bool) -> None:
        self.reply.show_item(line.one)

    def complete(self) -> None:
        if self.line is not None:
            one, text = self.line.one.id, self.reply.text()
            self.reply.save()
            self.try_to(lambda: inbound.reply(self.desk, one, text), f"Besvarat. {UNDO}")


class ReferWay(InChannel):
    """Show where to turn: the places that the kind has, or another one."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Hänvisning", "Hänvisad")
        self._places: dict[str, Referral] = {}
        self.fields: AskedFields | None = None
        self.card.add(self.reply)
        self.add_foot(self.copy)

    def fill(self, line: Line, *, is_other: bool) -> None:
        places = {one.key: one for one in line.category.refer_to} if line.category else {}
        if self.fields is None or is_other or places != self._places:
            self._places = places
            self._build(line)
        self._show_place()

    def _build(self, line: Line) -> None:
        if self.fields is not None:
            self.fields.hide()
            self.fields.deleteLater()
        names: dict[Hashable, str] = {key: one.name for key, one in self._places.items()}
        hint = f"T.ex. {line.category.forward_to}" if line.category and line.category.forward_to else ""
        choices: dict[Hashable, str] = {_OTHER: "Någon annanstans"}
        place = FormField(name="place", label="Hänvisa till", kind=Kind.CHOICE, choices={**names, **choices})
        where = FormField(
            name="where", label="Vart" if names else "Hänvisa till", help=hint, value=line.one.handled_with
        )
        self.fields = AskedFields([place, where], self.desk.today())
        self.fields.editors["place"].changed.connect(self._show_place)
        self.card.body.insertWidget(1, self.fields)
        self.fields.show_row("place", bool(names))

    def _place(self) -> Referral | None:
        return self._places.get(self.fields.text("place")) if self.fields else None

    def _show_place(self) -> None:
        if self.fields is None or self.line is None:
            return
        place = self._place()
        self.fields.show_row("where", place is None)
        hint = " · ".join(one for one in (place.how, source_text(place.kind, place.source)) if one) if place else ""
        self.fields.editors["place"].show_hint(hint)
        self.reply.show_item(self.line.one, self._ready(place) if place else "")

    def _ready(self, place: Referral) -> str:
        """The answer that shows the way, ready to send."""
        lines = ["Hej! Tack för att du hör av dig.", place.how, place.url]
        return signed("\n".join(filter(None, lines)), self.desk.person.name)

    def complete(self) -> None:
        if self.line is not None and self.fields is not None:
            place, one, text = self._place(), self.line.one.id, self.reply.text()
            where = place.name if place else self.fields.text("where")
            self.reply.save()
            self.try_to(lambda: inbound.refer(self.desk, one, where, text), f"Hänvisat till {where}. {UNDO}")
