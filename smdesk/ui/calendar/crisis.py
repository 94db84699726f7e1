"""Krisläge: what is at hand, what was paused, and what is to become of each post."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import crisis, outcome
from smdesk.operations import post as posts
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.web import open_web
from smdesk.words import problems_text
from smdesk.words.crisis import crisis_text, going_out_text, there_text
from smdesk.words.dates import long_day
from smdesk.words.post import NO_ACCOUNT, STATES

_HOW = "”Släpp” (Skift+Retur) låter inlägget gå ut som planerat. Retur öppnar det."


def open_crisis(parent: QWidget | None, desk: Desk) -> None:
    """Go through the crisis that lasts, or ask what has happened and pause everything."""
    if crisis.current(desk) is None and not _begin(parent, desk):
        return
    CrisisDialog(parent, desk).exec()


def _begin(parent: QWidget | None, desk: Desk) -> bool:
    count = len(crisis.planned(desk))
    facts = {0: "Inget väntar på att gå ut.", 1: "Ett planerat inlägg pausas."}
    there = len(crisis.going_out(desk, crisis.planned(desk)))
    fields = [
        FormField(name="reason", label="Vad har hänt?", kind=Kind.MULTILINE, required=True, lines=2),
        FormField(
            name="rounds",
            label="Tätare bevakning",
            value=crisis.proposed_rounds(),
            source="förslag",
            help="Klockslag då alla konton bevakas tills krisläget är slut, utöver de vanliga. Tomt ger inga fler.",
        ),
        FormField(name="on_free_days", label="Även lediga dagar", kind=Kind.CHECK, value=False),
    ]
    intro = (
        f"{facts.get(count, f'{count} planerade inlägg pausas.')} "
        "Inget av dem publiceras härifrån förrän någon har gått igenom det."
        f"{f' {going_out_text(there)}' if there else ''} Ctrl+Z tar tillbaka pausen."
    )

    def begin(values: dict[str, Any]) -> int:
        return crisis.begin(desk, values["reason"], values["rounds"], on_free_days=values["on_free_days"])

    return bool(FormDialog(parent, "Krisläge", fields, begin, desk.today(), done="Pausa allt", intro=intro).exec())


class CrisisDialog(Dialog):
    """The posts that were paused, to be released or dropped one by one, and the sources to refer to."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Krisläge", lines=44)
        self._desk = desk
        self._going: dict[int, datetime] = {}
        self.state, self.trouble = Banner(), Banner()
        self.posts = ListCard("Pausade inlägg")
        self.sources = ListCard("Till hands")
        self.posts.list.pressed.connect(lambda post_id: self._try(lambda: crisis.release(desk, post_id)))
        self.posts.list.opened.connect(self._open)
        self.sources.list.opened.connect(open_web)
        self.drop = quiet_button("Stryk inlägget", self._drop)
        self.stop = quiet_button("Stoppat hos plattformen", self._stop)
        self.posts.add_action(self.stop, self.drop)
        self.posts.list.chosen.connect(lambda _post_id: self._allow())
        for part in (self.state, self.trouble, self.posts, self.sources):
            self.inner.addWidget(part)
        self.add_buttons(quiet_button("Avsluta krisläget", self._end), primary_button("Stäng", self.accept))
        self.sources.show_rows(
            [Row(id=one.url, title=one.name, subtitle=one.what) for one in crisis.sources()], "", "",
            "Retur öppnar sidan i webbläsaren. Svara brett när många frågar, och säg när nästa besked kommer.",
        )  # fmt: skip
        self._show()
        self.posts.list.setFocus()

    def _show(self) -> None:
        waiting, known = crisis.held(self._desk), crisis.current(self._desk)
        self.state.tell(crisis_text(known, len(waiting)) if known else "Krisläget är avslutat.", Tone.LATE)
        places = posts.places(self._desk, waiting)
        self._going = crisis.going_out(self._desk, waiting)
        self.posts.show_rows(
            [_row(one, places.get(one.id, []), self._going.get(one.id), self._desk.now()) for one in waiting],
            f"{len(waiting)}" if waiting else "",
            "Allt är genomgånget.", _HOW if waiting else "",
        )  # fmt: skip
        self._allow()

    def _allow(self) -> None:
        """What is sent by its platform is dropped once it is stopped there."""
        here = self.posts.list.current()
        self.stop.setVisible(bool(self._going))
        self.stop.setEnabled(here in self._going)
        self.drop.setEnabled(isinstance(here, int) and here not in self._going)

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except KnownError as error:
            self.trouble.tell(problems_text(error.problems), Tone.LATE)
        else:
            self.trouble.tell("")
        self._show()

    def _drop(self) -> None:
        post_id = self.posts.list.current()
        if isinstance(post_id, int):
            self._try(lambda: crisis.drop(self._desk, post_id))

    def _stop(self) -> None:
        post_id = self.posts.list.current()
        if isinstance(post_id, int):
            self._try(lambda: outcome.unschedule(self._desk, post_id))

    def _open(self, post_id: int) -> None:
        from smdesk.ui.post.form import PostForm

        PostForm(self, self._desk, posts.view(self._desk, post_id).post).exec()
        self._show()

    def _end(self) -> None:
        self._try(lambda: crisis.end(self._desk))
        if crisis.current(self._desk) is None:
            self.accept()


def _row(one: Post, names: list[str], at: datetime | None, now: datetime) -> Row:
    when = f"{long_day(one.day)} {one.time}".strip() if one.day else ""
    facts = " · ".join(part for part in (", ".join(names) or NO_ACCOUNT, when) if part)
    title = one.title or "Utan text"
    if at is None:
        return Row(id=one.id, title=title, subtitle=facts, chip=STATES[one.state], button="Släpp")
    facts += f" · {there_text(at, now)}"
    return Row(id=one.id, title=title, subtitle=facts, chip=STATES[PostState.SCHEDULED], tone=Tone.LATE, button="Släpp")
