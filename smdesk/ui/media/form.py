"""The window of one file of the library: what is known of it, the consents laid on it, and the posts that have it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.media import MediaKind
from smdesk.domain.problem import KnownError
from smdesk.operations import consent, evidence, media
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.parts import Card, label, tab_through
from smdesk.ui.kit.pictures import thumbnail
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.kit.work import in_background
from smdesk.ui.media.consent import ask_consent, use_rows

_HIGH = 12  # line heights of the picture, where the screen has room for four such
_NO_USE = "Inget inlägg har den."
_UNREAD = "Bilden går inte att visa. Den kan vara trasig, för stor eller något annat än en bild."


def edit_media(parent: QWidget | None, desk: Desk, media_id: int, open_post: Callable[[int], object]) -> None:
    """Show one file and change what is known of it. A consent made meanwhile is laid on it.

    Raises `RefusedError` when the file is gone.
    """
    typed: dict[str, Any] | None = None
    while True:
        dialog = MediaDialog(parent, desk, media_id, open_post, typed)
        dialog.exec()
        if not dialog.asks_consent:
            return
        typed = dialog.form.values()
        made = ask_consent(parent, desk)
        typed["consents"] = (*typed.get("consents", ()), *([made.id] if made else []))


class MediaDialog(FormDialog):
    """One file: its picture, its facts and consents, and where it is used. `asks_consent` once a new one is wanted."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        media_id: int,
        open_post: Callable[[int], object],
        typed: dict[str, Any] | None = None,
    ) -> None:
        self._desk, self._media = desk, media.get(desk, media_id)
        self._open_post = open_post
        self.asks_consent = False
        is_film = self._media.kind is MediaKind.VIDEO
        super().__init__(parent, "Film" if is_film else "Bild", self._fields(is_film), self._keep, desk.today())
        self._show_picture(is_film)
        self.uses = ListCard("Används i")
        self.uses.list.opened.connect(self._open)
        self.inner.addWidget(self.uses)
        QWidget.setTabOrder(self.form.editors["note"].input, self.uses.list)
        self._show_uses()
        if typed:
            for name, value in typed.items():
                if name in self.form.editors:
                    self.form.editors[name].show_value(value)

    def _fields(self, is_film: bool) -> list[FormField]:
        one, choices = self._media, consent.choices(self._desk)
        held = tuple(each.id for each in media.consents_of(self._desk, one.id))
        fields = [
            FormField(name="name", label="Namn", value=one.name, required=True),
            FormField(
                name="alt", label="Textversion" if is_film else "Alternativtext", kind=Kind.MULTILINE, value=one.alt,
                lines=5 if is_film else 2,
                help="Vad som sägs och vad som visas." if is_film else "Följer med när bilden läggs i ett inlägg.",
            ),
            FormField(name="photographer", label="Fotograf", value=one.photographer),
            FormField(name="source", label="Källa", value=one.source, help="Till exempel mediebanken"),
            FormField(name="licence", label="Rätt att använda", value=one.licence,
                      help="Licens eller avtal, eller att bilden är er egen"),
            FormField(name="shows_people", label="Någon går att känna igen", kind=Kind.CHECK, value=one.shows_people),
        ]  # fmt: skip
        if choices:
            wide: dict[Any, str] = dict(choices)
            fields.append(FormField(name="consents", label="Samtycken", kind=Kind.CHOICES, value=held, choices=wide))
        return [
            *fields,
            FormField(name="tags", label="Taggar", value=one.tags, help="Vanliga ord med komma emellan"),
            FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=one.note, lines=2),
        ]

    def _keep(self, values: dict[str, Any]) -> None:
        held = values.pop("consents", ())
        media.change(self._desk, replace(self._media, **values), held)

    def _show_picture(self, is_film: bool) -> None:
        self.picture = label("Film" if is_film else "", "muted", name=f"Bilden {self._media.name}")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = [quiet_button("Öppna filen", self._open_file)]
        if self._desk.may_write:
            buttons.append(quiet_button("Nytt samtycke…", self._new_consent))
        card = Card(self._media.name).add(self.picture, button_row(*buttons))
        self.inner.insertWidget(0, card)
        tab_through(self._content, buttons)
        if is_film:
            self.picture.hide()
            return
        side = min(self.fontMetrics().height() * _HIGH, self.screen().availableSize().height() // 4)
        self.picture.setMinimumHeight(side)
        try:
            path = evidence.locate(self._desk, media.held(self._desk, self._media.id).id)
        except KnownError as error:
            self.form.show_problems(error.problems)
            return
        self._job = in_background(partial(thumbnail, path, side * 2), partial(self._came, side))

    def _came(self, side: int, image: Any) -> None:
        if image.isNull():
            self.picture.setText(_UNREAD)
            return
        shown = QPixmap.fromImage(image)
        self.picture.setPixmap(
            shown.scaled(side * 2, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )

    def _show_uses(self) -> None:
        found = media.uses(self._desk, [self._media.id])
        self.uses.show_rows(use_rows(found), str(len(found)) if found else "", _NO_USE)

    def _open(self, post_id: object) -> None:
        if isinstance(post_id, int):
            self._open_post(post_id)
            self._show_uses()

    def _open_file(self) -> None:
        try:
            path = evidence.locate(self._desk, media.held(self._desk, self._media.id).id)
        except KnownError as error:
            self.form.show_problems(error.problems)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _new_consent(self) -> None:
        self.asks_consent = True
        self.done(0)

    def done(self, result: int) -> None:
        if job := getattr(self, "_job", None):
            job.cancel()
        super().done(result)
