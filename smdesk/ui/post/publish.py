"""The windows in which a post is published by hand and marked so, and one that went out unplanned is logged."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM, moment
from smdesk.domain.post import Outcome, PostState
from smdesk.domain.problem import KnownError, Problem, RefusedError
from smdesk.operations import crisis, outcome, publishing
from smdesk.operations import post as posts
from smdesk.operations.post import PostView, Publication
from smdesk.operations.publishing import BY_HAND, Outgoing
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.clipboard import copy_text
from smdesk.ui.kit.form import FormDialog, FormField, Kind, Save
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, announce, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.web import open_web
from smdesk.ui.kit.work import Job, in_background
from smdesk.ui.post.outcome import did_not_go_out, schedule_there
from smdesk.ui.post.prepare import prepare
from smdesk.words import problem_text, problems_text
from smdesk.words.outcome import late_text, when_text
from smdesk.words.post import names_text

_CACHE = QStandardPaths.StandardLocation.CacheLocation


def _fields(desk: Desk, found: PostView) -> list[FormField]:
    """Day, clock time and permanent link for each account; a single account needs no name before them."""
    names = posts.account_names(desk)
    now = desk.now()
    several = len(found.placements) > 1
    asked = [one for one in found.placements if one.awaits_answer(now)]
    fields = []
    for one in found.placements:
        group = names[one.account_id] if several else ""
        known = one.published_at or (one.scheduled_for if one in asked else None)
        local = known.astimezone(STOCKHOLM) if known else now  # not when it was planned: it did not go out then
        waits = several and known is None and bool(asked or one.outcome is not Outcome.WAITING)
        fields += [
            FormField(
                name=f"day{one.account_id}",
                label="Dag",
                kind=Kind.DATE,
                value=local.date(),
                group=group,
            ),
            FormField(
                name=f"time{one.account_id}",
                label="Klockslag",
                kind=Kind.TIME,
                value="" if waits else local.strftime("%H:%M"),
                required=not several,
                help="Lämna tomt om det inte gått ut här" if several else "",
                group=group,
            ),
            FormField(name=f"link{one.account_id}", label="Permalänk", value=one.permalink, group=group),
        ]
    return fields


def _asked(desk: Desk, found: PostView) -> str:
    """What a platform should have sent, and when."""
    now, names = desk.now(), posts.account_names(desk)
    there = [
        f"{names[one.account_id]}: {when_text(one.scheduled_for, now)}"
        for one in found.placements
        if one.awaits_answer(now) and one.scheduled_for
    ]
    return "\n".join([f"”{found.post.title}” var schemalagt hos plattformen. Gick det ut?", *there])


def mark_published(parent: QWidget | None, desk: Desk, post_id: int) -> bool:
    """Ask when and where a post went out, account by account, and mark it so; True when it was done.

    Raises `RefusedError` for a post that is gone or stands on no account.
    """
    found = posts.view(desk, post_id)
    if not found.placements:
        raise RefusedError(Problem("post.no_account"))

    def save(values: dict[str, Any]) -> None:
        out = [
            Publication(
                account_id=one.account_id,
                at=moment(values[f"day{one.account_id}"] or desk.today(), values[f"time{one.account_id}"]),
                permalink=values[f"link{one.account_id}"],
            )
            for one in found.placements
            if values[f"time{one.account_id}"]
        ]
        posts.publish(desk, post_id, out)

    return bool(PublishDialog(parent, desk, found, save).exec())


class PublishDialog(FormDialog):
    """What it takes to publish by hand: the text to paste, the pictures, the accounts' pages; then when it went out.

    A post that is not approved is asked about first. That it is out already can be told whatever its state. What a
    platform should have sent by now is asked about: it went out, or it did not.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, found: PostView, save: Save) -> None:
        title = f"”{found.post.title}”" if found.post.title else "Inlägg"
        out = found.post.state is PostState.PUBLISHED
        asked = any(one.awaits_answer(desk.now()) for one in found.placements)
        window = "Ändra tid och permalänk" if out else "Har det gått ut?" if asked else "Publicera"
        super().__init__(
            parent, window, _fields(desk, found), save, desk.today(),
            done="Spara" if out else "Ja, markera publicerat" if asked else "Markera publicerat",
            intro=_asked(desk, found) if asked else late_text(title, found.post, desk.now()) or f"{title} gick ut:",
        )  # fmt: skip
        self._desk, self._post_id = desk, found.post.id
        self._job: Job | None = None
        self.said = label("", "small")
        self._way = Card("Så här går det ut")
        self._steps: list[QPushButton] = []
        by_hand = not asked and any(one.outcome in BY_HAND for one in found.placements)
        if by_hand:
            self.inner.insertWidget(0, self._way)
            self._show_way()
        if any(one.published_at is None for one in found.placements):
            others = button_row(*self._other_ways(found, asked=asked))
            if by_hand:
                self._way.add(others)
            else:
                self.inner.addWidget(others)

    def _other_ways(self, found: PostView, *, asked: bool) -> list[QPushButton]:
        """What else may have become of it: the platform sends it later, is stopped, or did not send it."""
        id_, there = found.post.id, any(one.outcome is Outcome.SCHEDULED for one in found.placements)
        desk, words = self._desk, "Ny tid hos plattformen…" if there else "Schemalagt hos plattformen…"
        later = quiet_button(words, lambda: self._told(schedule_there(self, desk, id_)))
        later.setEnabled(not self._steps or self._steps[0].isEnabled())
        self._steps.append(later)
        stop = [quiet_button("Inte längre schemalagt", lambda: self._told(outcome.unschedule(desk, id_)))]
        words = "Nej, det gick inte ut…" if asked else "Gick inte ut här…"
        failed = quiet_button(words, lambda: self._told(did_not_go_out(self, desk, id_)))
        return [failed, later, *(stop if there else [])] if asked else [later, *(stop if there else []), failed]

    def _told(self, done: object) -> None:
        if done:
            self.done(QDialog.DialogCode.Accepted)

    def _show_way(self) -> None:
        """Text, pictures and pages in the order in which they are needed."""
        going = publishing.outgoing(self._desk, self._post_id)
        several = len(going.wordings) > 1
        buttons = [
            quiet_button(
                f"Kopiera texten till {names_text([each.name for each in one.accounts])}"
                if several
                else "Kopiera texten",
                partial(self._copy, one.text),
            )
            for one in going.wordings
        ]
        if going.pictures:
            words = "Öppna bilden" if len(going.pictures) == 1 else f"Öppna de {len(going.pictures)} bilderna"
            buttons.append(quiet_button(words, partial(self._prepare, going)))
        buttons += [
            quiet_button(f"Öppna {one.name}", partial(self._visit, one.name, one.url)) for one in going.accounts
        ]
        held = going.is_held
        self.state = Banner("", Tone.WARNING, "Släpp" if held else "Godkänn", self._release if held else self._approve)
        self._way.add(self.state, button_row(*buttons), self.said)
        self._steps[:] = buttons
        self._allow(_why_not(going))
        self._say("")

    def _allow(self, why_not: str) -> None:
        self.state.tell(problem_text(Problem(why_not)) if why_not else "")
        for button in self._steps:
            button.setEnabled(not why_not)

    def _approve(self) -> None:
        try:
            posts.set_state(self._desk, self._post_id, PostState.APPROVED)
        except KnownError as error:
            self.state.tell(problems_text(error.problems), Tone.LATE)
            return
        self._allow(why_not := _why_not(publishing.outgoing(self._desk, self._post_id)))
        if not why_not:
            self._steps[0].setFocus()
            self._say("Godkänt.")

    def _release(self) -> None:
        crisis.release(self._desk, self._post_id)
        self.done(QDialog.DialogCode.Rejected)
        mark_published(self.parentWidget(), self._desk, self._post_id)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        if text:
            announce(self, text)

    def _copy(self, text: str) -> None:
        copy_text(text)
        self._say("Texten är kopierad. Klistra in den hos plattformen.")

    def _visit(self, name: str, url: str) -> None:
        self._say(f"{name} är öppnad i webbläsaren." if open_web(url) else f"{name} har ingen webbadress i registret.")

    def _prepare(self, going: Outgoing) -> None:
        folder = Path(QStandardPaths.writableLocation(_CACHE)) / "publicera"
        self._say("Förbereder bilderna…")

        def done(problems: list[Problem]) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            told = "Bilderna ligger i mappen som öppnades, utan platsdata, med alternativtexterna bredvid."
            self._say("\n".join([told, problems_text(problems)]).strip())

        self._job = in_background(partial(prepare, going, folder), done, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._say(problems_text(error.problems))

    def done(self, result: int) -> None:
        if self._job:
            self._job.cancel()
        super().done(result)


def _why_not(going: Outgoing) -> str:
    """What keeps a post from going out just now, as the code of its sentence; empty for nothing."""
    if going.is_held:
        return "post.held"
    if going.lacks_consent:
        return "post.lacks_consent"
    return "" if going.is_approved else "post.not_approved"


def log_published(parent: QWidget | None, desk: Desk, account_id: int, day: date) -> int:
    """Ask for a post that went out without having been planned, and log it; its id, or 0 when it was not done."""
    now = desk.now()
    made: list[int] = []
    fields = [
        FormField(name="text", label="Text", kind=Kind.MULTILINE, required=True),
        FormField(
            name="accounts",
            label="Konton",
            kind=Kind.CHOICES,
            value=(account_id,),
            required=True,
            choices={one: name for one, name in posts.account_choices(desk).items()},  # noqa: C416
        ),
        FormField(name="day", label="Dag", kind=Kind.DATE, value=min(day, now.date()), required=True),
        FormField(name="time", label="Klockslag", kind=Kind.TIME, value=now.strftime("%H:%M"), required=True),
        FormField(
            name="link",
            label="Permalänk",
            help="Till det första kontot. Övriga läggs in med Markera publicerat efteråt.",
        ),
    ]

    def save(values: dict[str, Any]) -> None:
        at = moment(values["day"], values["time"])
        out = [
            Publication(account_id=one, at=at, permalink="" if number else values["link"])
            for number, one in enumerate(values["accounts"])
        ]
        made.append(posts.log_published(desk, values["text"], out).post.id)

    dialog = FormDialog(parent, "Logga publicerat inlägg", fields, save, desk.today(), done="Logga")
    dialog.exec()
    return made[0] if made else 0
