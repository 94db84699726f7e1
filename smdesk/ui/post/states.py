"""How a post stands, in its form: what is to be changed, what became of it on each account, and who said what when."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Outcome, PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import post as posts
from smdesk.operations import post_states
from smdesk.operations.post import PostView
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.outcome import outcome_text, said_text, written_text

_SHOWN = 3  # of the newest states; the journal has them all
SEND_BACK = "Tillbaka med ändringar…"


def send_back(parent: QWidget, desk: Desk, post_id: int) -> bool:
    """Ask what has to be changed, and make the post a draft again; True when it was done."""
    field = FormField(name="note", label="Vad behöver ändras?", kind=Kind.MULTILINE, required=True, lines=3)
    return bool(
        FormDialog(
            parent, "Tillbaka till utkast", [field],
            lambda values: posts.set_state(desk, post_id, PostState.DRAFT, values["note"]), desk.today(),
            done="Gör till utkast", intro="Det står på inlägget tills texten är ändrad eller inlägget godkänt.",
        ).exec()
    )  # fmt: skip


class States(QWidget):
    """Nothing at all for a new post. `done()` is called when something was changed here."""

    def __init__(self, desk: Desk, done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._done, self._post_id = desk, done, 0
        self.asked = Banner("", Tone.WARNING)
        self.hint = label("", "muted")
        self.outcomes = label("", "small", name="Läget på varje konto")
        self.history = label("", "small", name="Vem som gav inlägget dess status")
        self._read = button_row(quiet_button("Läs som mottagaren…", self.read))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for part in (self.asked, self.hint, self._read, self.outcomes, self.history):
            box.addWidget(part)

    def show_post(self, view: PostView) -> None:
        """Show how a post stands."""
        now, self._post_id = self._desk.now(), view.post.id
        review = bool(view.post.id) and view.post.state is PostState.REVIEW
        self.asked.tell(f"Att ändra: {view.post.to_change}" if view.post.to_change else "")
        self._tell(self.hint, written_text(post_states.just_written(self._desk, view.post.id)) if review else "")
        self._read.setVisible(review)
        told = [one for one in view.placements if one.outcome is not Outcome.WAITING]
        names = posts.account_names(self._desk) if told else {}
        lines = [f"{names[one.account_id]}: {outcome_text(one, now)}" for one in view.placements if told]
        self._tell(self.outcomes, "\n".join(lines))
        said = post_states.states_of(self._desk, view.post.id)[:_SHOWN] if view.post.id else []
        self._tell(self.history, "\n".join(said_text(one, now) for one in said))
        self.setVisible(any(not one.isHidden() for one in (self.asked, self.hint, self.outcomes, self.history)))

    @staticmethod
    def _tell(part: QWidget, text: str) -> None:
        part.setText(text)  # type: ignore[attr-defined] # a label
        part.setVisible(bool(text))

    def read(self) -> None:
        """Show the whole post as who gets it reads it, and approve it or send it back."""
        from smdesk.ui.post.reading import ReadingDialog

        if ReadingDialog(self, self._desk, self._post_id).exec():
            self._done()

    def sends_back(self, state: PostState, view: PostView) -> bool:
        """Whether giving `view` this state is to send it back from review, which is then asked about and done here."""
        if view.post.state is not PostState.REVIEW or state is not PostState.DRAFT:
            return False
        try:
            if send_back(self, self._desk, view.post.id):
                self._done()
        except KnownError as error:
            self.asked.tell(problems_text(error.problems), Tone.LATE)
        return True
