"""What can be done with an item besides handling it: told of, opened again, joined with others, held, changed."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound, InboundState
from smdesk.domain.problem import KnownError
from smdesk.operations import inbound, inbound_purge, inbound_view
from smdesk.operations.inbound_view import View
from smdesk.ui.inbound.moderate import moderate_inbound
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.words.inbound_list import came_in_text, title_text

_NEAR = 40  # items of the account that one can be joined with
_STATUS = "Skriv vad du sa till den som hörde av sig. Svarstiden går vidare tills du har svarat."
_BACK = "Skriv vad handläggaren svarade, om det behövs för svaret. Skriv inget som omfattas av sekretess."
_HOLD = (
    "Det som har gallringsstopp gallras inte, t.ex. för att någon har begärt ut det. Töm fältet för att häva stoppet."
)
_PROTECT = "Gör skyddat…"
_JOIN = "Välj det som hör till samma samtal."
_ALONE = "Kontot har inget annat att slå ihop det med."

Words = Callable[[str], object]


class Verbs:
    """The verbs of an item, as buttons and in a menu. Each asks for what it needs in a window of its own."""

    def __init__(self, desk: Desk, frame: Frame, parent: QWidget, save: Callable[[], object]) -> None:
        """`save` keeps what is being typed about the item."""
        self._desk, self._frame, self._parent, self._save = desk, frame, parent, save

    def urgent(self, view: View) -> Mapping[str, Callable[[], object]]:
        """What is done with an item as it stands: words of its button, and what it does."""
        one = view.line.one
        verbs: dict[str, Callable[[], object]] = {}
        if inbound_purge.asks_protection(one):
            verbs[_PROTECT] = partial(self.protect, one.id)
        if not one.is_open:
            verbs["Öppna igen"] = partial(self.reopen, one.id)
        elif one.state is InboundState.WAITING:
            verbs["Tillbaka från handläggare…"] = partial(self.back, one.id)
            verbs["Statusbesked…"] = partial(self.tell_status, one.id)
        return verbs

    def fill(self, menu: QMenu, view: View) -> None:
        """Put what else there is into a menu."""
        one = view.line.one
        menu.clear()
        verbs: dict[str, Callable[[], object]] = {"Ändra uppgifter…": partial(self.change, one.id)}
        if one.state is InboundState.OPEN:
            verbs["Statusbesked…"] = partial(self.tell_status, one.id)
        verbs["Slå ihop med…"] = partial(self.join, one)
        if one.thread_id:
            verbs["Ta ut ur tråden"] = partial(self.part, one.id)
        verbs["Dölj eller ta bort…"] = partial(self.moderate, one.id)
        verbs["Ändra gallringsstopp…" if one.hold_reason else "Gallringsstopp…"] = partial(self.hold, one)
        if not one.is_protected and not one.is_purged:
            verbs[_PROTECT] = partial(self.protect, one.id)
        verbs["Gallring…"] = partial(self._frame.run, "retention")
        for words, verb in verbs.items():
            menu.addAction(words).triggered.connect(lambda _checked=False, run=verb: run())

    def moderate(self, inbound_id: int) -> None:
        """Hide or remove it, or block the sender, also once it has been answered."""
        try:
            told = moderate_inbound(self._parent, self._desk, inbound_id)
        except KnownError as error:
            self._frame.tell_problems(error.problems)
            return
        if told:
            self._frame.tell(told)

    def tell_status(self, inbound_id: int) -> None:
        """Keep that the sender was told how it goes."""
        self._ask("Statusbesked", "Vad du sa", _STATUS, partial(inbound.tell_status, self._desk, inbound_id))

    def back(self, inbound_id: int) -> None:
        """Keep that the handläggare has answered."""
        self._ask("Tillbaka från handläggare", "Svaret", _BACK, partial(inbound.back, self._desk, inbound_id))

    def hold(self, one: Inbound) -> None:
        """Say that it must not be purged, and why; or let go of it."""
        hold = partial(inbound.hold, self._desk, one.id)
        self._ask("Gallringsstopp", "Skäl", _HOLD, hold, one.hold_reason)

    def protect(self, inbound_id: int) -> None:
        """Remove for good what it says, and keep what it was about."""
        from smdesk.ui.inbound.protect import protect_inbound

        self._save()
        self._try(partial(protect_inbound, self._parent, self._desk, self._frame, inbound_id))

    def change(self, inbound_id: int) -> None:
        """Change the facts of an item in their window."""
        from smdesk.ui.inbound.facts import change_inbound

        self._try(partial(change_inbound, self._parent, self._desk, inbound_id))

    def reopen(self, inbound_id: int) -> None:
        """Open a closed item again."""
        self._try(partial(inbound.reopen, self._desk, inbound_id))

    def part(self, inbound_id: int) -> None:
        """Take it out of its conversation."""
        self._try(partial(inbound.part, self._desk, inbound_id))

    def join(self, one: Inbound) -> None:
        """Make it one conversation with others of the same account."""
        near = inbound_view.near(self._desk, one.id, _NEAR)
        if not near:
            self._frame.tell(_ALONE)
            return
        today = self._desk.today()
        choices: dict[Hashable, str] = {
            other.one.id: f"{came_in_text(other.one.came_in_at, today)} · {title_text(other.one, other.category)}"
            for other in near
        }
        field = FormField(name="others", label="Hör ihop med", kind=Kind.CHOICES, choices=choices, required=True)

        def save(values: dict[str, Any]) -> None:
            inbound.join(self._desk, [one.id, *values["others"]])

        self._open("Slå ihop till en tråd", [field], save, "Slå ihop", _JOIN)

    def _ask(self, title: str, name: str, intro: str, keep: Words, value: str = "") -> None:
        field = FormField(name="words", label=name, kind=Kind.MULTILINE, lines=3, value=value)
        self._open(title, [field], lambda values: keep(values["words"]), "Spara", intro)

    def _open(
        self, title: str, fields: list[FormField], save: Callable[[dict[str, Any]], object], done: str, intro: str
    ) -> None:
        FormDialog(self._parent, title, fields, save, self._desk.today(), done=done, intro=intro).open()

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except KnownError as error:
            self._frame.tell_problems(error.problems)
