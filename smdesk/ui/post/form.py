"""The window a post is written in. All that is typed is kept within a second; nothing needs to be saved."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from smdesk.desk import Desk
from smdesk.domain.checks.units import length
from smdesk.domain.phrase import Phrase
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import KnownError, Problem
from smdesk.operations import check, phrase, preview, series
from smdesk.operations import post as posts
from smdesk.operations.check import Checked
from smdesk.operations.post import PostView
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, link_button, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import Columns, FlowLayout
from smdesk.ui.kit.form import Form, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, Chip, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import Pieces
from smdesk.ui.post.checks import Checks
from smdesk.ui.post.foot import TextFoot
from smdesk.ui.post.groups import add_group_button
from smdesk.ui.post.images import PAUSE_MS, Images
from smdesk.ui.post.preview import Previews
from smdesk.ui.post.publish import mark_published
from smdesk.ui.post.series import SeriesRow
from smdesk.ui.post.states import SEND_BACK, States
from smdesk.ui.post.tags import TAGS_HELP, offer_tags
from smdesk.ui.post.tones import TONES
from smdesk.ui.post.variants import COMMON, Variants
from smdesk.words import problem_text, problems_text
from smdesk.words.dates import long_day
from smdesk.words.post import STATE_VERBS, STATES, TAKE_BACK

_WIDE = 72  # line heights: the checks stand beside what is written
_FIRST_MS = 100  # until a new post is in the register at all
_CHECK_MS = 150  # the checks follow the hand, but not each letter of a fast one

_NOT_APPROVED = "Inlägget var godkänt men är ändrat. Det är utkast tills det godkänns igen."
_SKIP = "Hoppa över"
_FIXED = ("day", "time", "accounts")


class PostForm(Dialog):
    """Write a post: `post` is one that is stored, or a new one (`id` 0), which is stored with its first letter."""

    def __init__(self, parent: QWidget | None, desk: Desk, post: Post, account_ids: tuple[int, ...] = ()) -> None:
        super().__init__(parent, "Inlägg" if post.id else "Nytt inlägg", lines=_WIDE)
        self._desk, self._session = desk, os.urandom(16).hex()
        self._is_new = not post.id
        self._lost_approval = False
        self.view = posts.view(desk, post.id) if post.id else PostView(post=post)
        self._ids = self.view.account_ids if post.id else account_ids
        self.form = Form(self._fields(), desk.today())
        self.variants = Variants(self._text(), self.view.own_texts)
        self._saved_as = self._kept() if post.id else None  # as the fields give it: looking changes nothing
        self._groups = add_group_button(desk, self.form.editors["accounts"])
        offer_tags(desk, self.form.editors["tags"])
        self.images = Images(desk, self._stored_id, self._session)
        self.checks = Checks(desk, self._stored_id)
        self.previews, self.foot_of_text = Previews(), TextFoot(self._text(), self._phrases)
        self.series = SeriesRow(desk, self._stored_id)
        self.states = States(desk, self._reread)
        self._state = Chip(STATES[self.view.post.state])
        self._saved = label("", "small")
        self._verbs: list[QPushButton] = []
        self._shown_states: tuple[list[PostState], bool] | None = None
        self._trouble, self._notice = Banner(), Banner()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)
        self._looking = Pieces(self)
        self._check_timer = QTimer(self)
        self._check_timer.setSingleShot(True)
        self._check_timer.setInterval(_CHECK_MS)
        self._check_timer.timeout.connect(self._check)
        self._lay_out()
        self._show(self.view)
        self.form.changed.connect(self._typed)
        self.form.completed.connect(self.accept)
        self.images.changed.connect(self._reread)
        self.images.asked.connect(self.area.ensureWidgetVisible)
        self.images.failed.connect(self._tell)
        self.images.failed.connect(lambda _found: self.area.ensureWidgetVisible(self._trouble))  # pictures: far below
        self.checks.changed.connect(self._check)
        self.series.changed.connect(self._reread_plan)
        self.series.failed.connect(self.form.show_problems)
        self.checks.turned.connect(self.variants.turn)
        self.checks.remedied.connect(self._remedy)
        self.checks.pointed.connect(self._point)
        self.variants.bind(self)
        self.foot_of_text.bind(self)
        self.foot_of_text.managed.connect(self._keep_phrases)
        self.variants.turned.connect(self._typed)
        self.variants.turned.connect(self._check)
        self.form.focus_first()

    def _fields(self) -> list[FormField]:
        post = self.view.post
        choices = posts.account_choices(self._desk, self._ids)
        return [
            FormField(name="text", label="Text", kind=Kind.MULTILINE, value=post.text),
            FormField(
                name="accounts",
                label="Konton",
                kind=Kind.CHOICES,
                value=self._ids,
                choices={one: name for one, name in choices.items()},  # noqa: C416 # widens the type of the keys
            ),
            FormField(name="day", label="Dag", kind=Kind.DATE, value=post.day),
            FormField(name="time", label="Klockslag", kind=Kind.TIME, value=post.time),
            FormField(name="link", label="Länk", value=post.link),
            FormField(name="tags", label="Taggar", value=post.tags, help=TAGS_HELP),
            FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=post.note, lines=2),
        ]

    # Keeping what is typed.

    def _typed(self) -> None:
        # Not started anew by each letter: what is typed is never older than the pause when it is kept.
        if not self._timer.isActive():
            self._timer.start(PAUSE_MS if self.view.post.id else _FIRST_MS)
        self._check_timer.start()

    def typed(self) -> tuple[Post, tuple[int, ...]]:
        """The post as it stands in the fields; a day or time that cannot be read is left as it was."""
        known, values = self.view.post, self.form.values()
        day = known.day if self.form.editors["day"].problem() else values["day"]
        time = known.time if self.form.editors["time"].problem() else values["time"]
        kept = {name: values[name] for name in ("link", "tags", "note")}
        new = replace(known, **kept, text=self.variants.common(), day=day, time=time)
        return new, values["accounts"]

    def own(self) -> dict[int, str]:
        """The own texts of the accounts, as they stand."""
        return self.variants.own(self.form.values()["accounts"])

    def _kept(self) -> tuple[Post, tuple[int, ...], dict[int, str]]:
        return *self.typed(), self.own()

    def save(self, *, even_empty: bool = False) -> bool:
        """Keep what is typed; False when it could not be kept, which is then told and stays in the fields."""
        self._timer.stop()
        post, account_ids, own = self._kept()
        is_empty = not post.id and post.is_empty and not any(own.values())
        if (post, account_ids, own) == self._saved_as or (is_empty and not even_empty):
            return True
        try:
            view = posts.write(self._desk, post, account_ids, texts=own, session=self._session)
        except KnownError as error:
            self._tell(error.problems)
            return False
        self._saved_as = (replace(post, id=view.post.id, created_at=view.post.created_at), account_ids, own)
        self._trouble.tell("")
        self._show_kept(view)
        return True

    def _stored_id(self) -> int:
        """The post's id, storing a new one first; 0 when it cannot be stored."""
        self.save(even_empty=True)
        return self.view.post.id

    def _tell(self, problems: Sequence[Problem]) -> None:
        self._trouble.tell(problems_text(problems), Tone.LATE)

    # What is shown.

    def _reread(self) -> None:
        if self.view.post.id:
            self._show_kept(posts.view(self._desk, self.view.post.id))

    def _show_kept(self, view: PostView) -> None:
        """Show what was kept, and tell when it has to be approved again."""
        was = self.view.post.state
        self._show(view)
        if was is PostState.APPROVED and view.post.state is PostState.DRAFT:
            self._lost_approval = True
            self._notice.tell(_NOT_APPROVED)

    def _show(self, view: PostView) -> None:
        self.view = view
        if view.post.state is not PostState.DRAFT:
            self._lost_approval = False
            self._notice.tell("")
        self._state.show_state(STATES[view.whole_state], TONES[view.whole_state])
        self.states.show_post(view)
        saved = self._desk.last_saved_at
        self._saved.setText(
            f"Sparat {saved.astimezone(self._desk.now().tzinfo):%H:%M}" if view.post.id and saved else ""
        )
        for name in _FIXED:
            self.form.editors[name].input.setEnabled(view.may_move)
        self._groups.setEnabled(view.may_move)
        self.images.show_images(view.images)
        self.series.show_post(view)
        hints = {one.where: problem_text(one) for one in view.problems} if view.post.id else {}
        for name, field in self.form.editors.items():
            if name != "day" or "day" in hints:
                field.show_hint(hints.get(name, ""))
        self._former.setVisible(bool(view.post.id))
        self._show_verbs()
        self._bin.setVisible(bool(view.post.id) and view.may_move)
        self._check()

    def _check(self) -> None:
        post, account_ids, own = self._kept()
        choices = self.form.editors["accounts"].spec.choices
        self.variants.show_accounts({one: choices[one] for one in account_ids})
        now, images = self.variants.current, self.view.images
        here = {now} if now != COMMON else set(account_ids) - own.keys()
        self._looking.run(
            check.looking(self._desk, post, account_ids, images, own), partial(self._show_checked, frozenset(here))
        )
        self.previews.show_previews(preview.previews(self._desk, post, account_ids, images, own, now))

    def _show_checked(self, here: frozenset[int], found: Checked) -> None:
        self.checks.show_checked(found)
        self.foot_of_text.show_counts([one for one in found.counts if one.accounts & here])

    def _text(self) -> QPlainTextEdit:
        return cast("QPlainTextEdit", self.form.editors["text"].input)

    def _phrases(self) -> list[Phrase]:
        """What can be put into the text that is shown."""
        now = self.variants.current
        return phrase.usable(self._desk, self.form.values()["accounts"] if now == COMMON else [now])

    def _keep_phrases(self) -> None:
        from smdesk.ui.post.phrases import Phrases

        self.save()
        Phrases(self, self._desk).exec()

    def _remedy(self, text: str) -> None:
        cursor = self._text().textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)  # Ctrl+Z in the text takes it back

    def _show_former(self) -> None:
        from smdesk.ui.post.texts import TextHistory

        self.save()
        window = TextHistory(self, self._desk, self.view.post.id)
        if window.exec() and window.chosen is not None:
            self._remedy(window.chosen)

    def _point(self, start: int, end: int) -> None:
        """Mark a place in the text; Qt counts in UTF-16."""
        written = self._text().toPlainText()
        cursor = self._text().textCursor()
        cursor.setPosition(length(written[:start], "utf16"))
        cursor.setPosition(length(written[:end], "utf16"), QTextCursor.MoveMode.KeepAnchor)
        self._text().setTextCursor(cursor)
        self._text().setFocus()

    def _show_verbs(self) -> None:
        """One row, as it is read: what one most often wants first, what takes away last."""
        wanted = [state for state in self.view.states if state is not self.view.post.state]
        in_series = self.view.post.series_id is not None
        if (wanted, in_series) == self._shown_states:
            return
        self._shown_states = wanted, in_series
        for old in self._verbs:
            self._foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._foot.removeWidget(self._bin)
        back = self.view.post.state is PostState.PUBLISHED
        again = [quiet_button("Ändra tid och permalänk…", self._publish)] if back else []
        verbs = STATE_VERBS | ({PostState.DROPPED: _SKIP} if in_series else {})
        verbs |= {PostState.DRAFT: SEND_BACK} if self.view.post.state is PostState.REVIEW else {}
        ways = [quiet_button(TAKE_BACK if back else verbs[one], partial(self.give_state, one)) for one in wanted]
        self._verbs = [*again, *ways]
        before: QWidget = self._done
        for button in (*self._verbs, self._bin):
            self._foot.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button

    def give_state(self, state: PostState) -> None:
        """Give the post another state; published asks when and where."""
        if not self.save(even_empty=True):
            return
        if state is PostState.PUBLISHED:
            self._publish()
            return
        if self.states.sends_back(state, self.view):
            return
        try:
            if state is PostState.DROPPED and self.view.post.series_id:
                series.skip(self._desk, self.view.post.id)
                self._reread()
            else:
                self._show(posts.set_state(self._desk, self.view.post.id, state))
        except KnownError as error:
            self.form.show_problems(error.problems)

    def _publish(self) -> None:
        try:
            mark_published(self, self._desk, self.view.post.id)
        except KnownError as error:
            self.form.show_problems(error.problems)
        self._reread_plan()

    def _reread_plan(self) -> None:
        """Show the day and time that the post was given elsewhere."""
        self._reread()
        self.form.show_values({"day": self.view.post.day, "time": self.view.post.time})

    def _to_bin(self) -> None:
        if not self.save():
            return
        try:
            posts.bin_post(self._desk, self.view.post.id)
        except KnownError as error:
            self._tell(error.problems)
            return
        super().done(QDialog.DialogCode.Accepted)

    # Closing.

    def done(self, result: int) -> None:
        self.images.save()
        if not self.save() and not ask(
            self, "Stänga ändå?", "Det senaste du skrivit är inte sparat.", "Stäng utan att spara", "Fortsätt skriva"
        ):
            return
        if not self.series.ask_whom(self.view, self._session):
            return
        if self._is_new and self.view.post.id and not self.images.intake.under_way:
            posts.discard_empty(self._desk, self.view.post.id, session=self._session)
        self._looking.forget()
        super().done(result)

    def outcome(self) -> str:
        """What to tell when the window is closed: what was kept, and where it lies."""
        try:
            post = posts.view(self._desk, self.view.post.id).post
        except KnownError:
            return ""
        if post.binned_at:
            return "Inlägget ligger i papperskorgen. Ctrl+Z tar tillbaka det."
        place = long_day(post.day) + (f" {post.time}" if post.time else "") if post.day else "i idébanken"
        again = f" {_NOT_APPROVED}" if self._lost_approval else ""
        return f"Sparat som {STATES[post.state]}: {place}.{again}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            self.save()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._state)
        head.addWidget(self._saved, 1)
        self._former = link_button("Tidigare texter…", self._show_former)
        head.addWidget(self._former)
        self.form.add_row("", self.foot_of_text, after="text")
        self.form.add_row("Bilder och film", self.images)
        self.form.add_row("Upprepning", self.series, after="time")
        self.inner.addLayout(head)
        self.inner.addWidget(self._trouble)
        self.inner.addWidget(self._notice)
        self.inner.addWidget(self.states)
        self.inner.addWidget(
            Columns((5, 4)).add(0, Card().add(self.variants, self.form)).add(1, self.checks, self.previews)
        )
        self._done = primary_button("Klar", self.form.complete, keys="Ctrl+↵")
        self._done.setDefault(True)
        complete_by_keys(self, self.form.complete)
        self._bin = quiet_button("Till papperskorgen", self._to_bin, name="Flytta till papperskorgen")
        row = QWidget()
        self._foot = FlowLayout(row, gap=10)
        self._foot.addWidget(self._done)
        self.foot.addWidget(row)
