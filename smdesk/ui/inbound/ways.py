"""The ways that do not answer in the channel: to somebody else, to the registrar, to 112, to the police, or nowhere."""

from collections.abc import Callable, Mapping

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import Handling
from smdesk.domain.problem import KnownError
from smdesk.operations import inbound
from smdesk.operations.inbound_view import Line
from smdesk.ui.inbound.answer import UNDO, AnswerWay, ReferWay
from smdesk.ui.inbound.asked import AskedFields
from smdesk.ui.inbound.moderate import moderate_inbound
from smdesk.ui.inbound.way import Way
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.clipboard import copy_text
from smdesk.ui.kit.fields import FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.text_area import TextArea
from smdesk.ui.kit.web import open_mail
from smdesk.words.dates import clock, near_day
from smdesk.words.inbound_list import mail_subject, mail_text, signed

_REGISTRAR = "registratorn"
_URGENT = "Ring 112 om det inte redan är gjort. Berätta sedan för din chef."
_CALL = "Ring 112 nu om du eller någon annan är i fara."
_EVIDENCE = "Skärmdump först. Dölj hellre än ta bort, och ta bort hellre än blockera."
_GENAST = (
    "Handlingen lämnas ut genast eller så snart det är möjligt (tryckfrihetsförordningen 2 kap. 15 §). Fråga varken "
    "vem det är eller varför (18 §)."
)


class ForwardWay(Way):
    """To a handläggare, with the draft of a mail that quotes nothing sensitive."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Vidarebefordra", "Vidarebefordrad")
        self.fields = AskedFields([FormField(name="to", label="Till", required=True)], desk.today())
        self.draft = TextArea(7)
        self.draft.setTabChangesFocus(True)
        self.draft.setAccessibleName("Utkast till e-post")
        self.card.add(self.fields, self.draft)
        copy, mail = quiet_button("Kopiera utkastet", self.copy), quiet_button("Öppna i e-post", self.mail)
        self.add_foot(copy, mail)

    def advice_text(self, line: Line) -> str:
        waits = "Svarstiden står still tills du har fått svar."
        return (
            f"Till exempel: {line.category.forward_to}. {waits}"
            if line.category and line.category.forward_to
            else waits
        )

    def fill(self, line: Line, *, is_other: bool) -> None:
        if is_other:
            self.fields.editors["to"].show_value(line.one.handled_with)
        written = self._text(line)
        if is_other or not self.draft.hasFocus():
            self.draft.setPlainText(written)

    def _text(self, line: Line) -> str:
        until = line.by.astimezone(STOCKHOLM) if line.by else None
        by = f"{near_day(until.date(), self.desk.today())} före {clock(until)}" if until else ""
        return mail_text(line.one, line.category, line.account.name, by, str(self.desk.person))

    def copy(self) -> None:
        """Copy the draft."""
        copy_text(self.draft.toPlainText())
        self.frame.tell("Utkastet är kopierat.")

    def mail(self) -> None:
        """Open the draft in the mail program; where there is none it is copied."""
        if self.line is None:
            return
        to = self.fields.text("to")
        subject = mail_subject(self.line.account.name, self.line.category)
        if not open_mail(to if "@" in to else "", subject, self.draft.toPlainText()):
            copy_text(self.draft.toPlainText())
            self.frame.tell("E-postprogrammet öppnades inte. Utkastet är kopierat.")

    def complete(self) -> None:
        if self.line is not None:
            one, to = self.line.one.id, self.fields.text("to")
            self.try_to(lambda: inbound.forward(self.desk, one, to), f"Vidarebefordrat till {to}. {UNDO}")


class ClosingWay(Way):
    """A way that closes the item with a few words."""

    handling = Handling.NONE
    asks = "Anteckning"
    told = "Klart"

    def __init__(self, desk: Desk, frame: Frame, title: str, action: str) -> None:
        super().__init__(desk, frame, title, action)
        field = FormField(name="words", label=self.asks, kind=Kind.TEXT)
        self.fields = AskedFields([field], desk.today())

    def fill(self, line: Line, *, is_other: bool) -> None:
        if is_other:
            self.fields.editors["words"].show_value("")

    def words(self) -> str:
        """What is kept of it in what has happened."""
        return self.fields.text("words")

    def complete(self) -> None:
        if self.line is not None:
            one, words = self.line.one.id, self.words()
            self.try_to(lambda: inbound.close(self.desk, one, self.handling, words), f"{self.told}. {UNDO}")


class DocumentWay(ClosingWay):
    """A request for a public document: at once, and asking neither who nor why."""

    handling = Handling.DOCUMENT_REQUEST
    told = "Klart: begäran om allmän handling"

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Begäran om allmän handling", "Utlämnad eller besvarad")
        hand = changes(quiet_button("Lämna till registrator", self.hand_over), may_write=desk.may_write)
        self.card.add(self.fields)
        self.add_foot(hand)

    def advice_text(self, line: Line) -> str:
        return _GENAST

    def hand_over(self) -> None:
        """Let the registrar go on with it."""
        if self.line is not None:
            one = self.line.one.id
            self.try_to(lambda: inbound.forward(self.desk, one, _REGISTRAR), f"Lämnat till {_REGISTRAR}. {UNDO}")


class UrgentWay(ClosingWay):
    """Danger to life: 112 before everything else."""

    handling = Handling.URGENT
    asks = "Vad som gjordes"
    told = "Klart: larmat"

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Akut", "Larmat och klart")
        self.card.add(label("Ring 112", "alarm"), label(_URGENT), self.fields)
        self.add_foot(quiet_button("Kopiera svaret om 112 och öppna kommentaren", self.copy))

    def copy(self) -> None:
        """Copy the short answer, and open the item where it was written."""
        copy_text(signed(_CALL, self.desk.person.name))
        self.frame.tell(self.open_link() or "Svaret är kopierat. Klistra in det under kommentaren.")


class PoliceWay(ClosingWay):
    """Reported to the police, with its K-nummer once there is one."""

    handling = Handling.POLICE
    asks = "K-nummer"
    told = "Klart: polisanmält"

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Polisanmälan", "Polisanmält")
        self.card.add(self.fields)
        self.add_foot()

    def advice_text(self, line: Line) -> str:
        why = line.category.police_why if line.category else ""
        return f"{why} Spara skärmdumpen först. Ring 112 vid fara.".strip()

    def words(self) -> str:
        number = super().words()
        return f"K-nummer {number}" if number else ""


class NoneWay(ClosingWay):
    """Nothing is to be done."""

    told = "Klart utan åtgärd"

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Ingen åtgärd", "Klart utan åtgärd")
        self.card.add(self.fields)
        self.add_foot()


class ModerateWay(Way):
    """Hidden, removed, or the sender blocked: asked for in a window of its own, and written in the log."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Dölj eller ta bort", "Dölj eller ta bort…")
        self.add_foot()

    def advice_text(self, line: Line) -> str:
        return (line.category.removal_why if line.category else "") or _EVIDENCE

    def complete(self) -> None:
        if self.line is None:
            return
        try:
            told = moderate_inbound(self, self.desk, self.line.one.id)
        except KnownError as error:
            self.show_problems(error.problems)
            return
        if told:
            self.done.emit(told)


WAYS: Mapping[Handling, Callable[[Desk, Frame], Way]] = {
    Handling.ANSWER: AnswerWay,
    Handling.REFER: ReferWay,
    Handling.FORWARD: ForwardWay,
    Handling.DOCUMENT_REQUEST: DocumentWay,
    Handling.URGENT: UrgentWay,
    Handling.POLICE: PoliceWay,
    Handling.HIDE: ModerateWay,
    Handling.NONE: NoneWay,
}
"""Each way by what it is for. To remove and to block are asked for where to hide is."""
