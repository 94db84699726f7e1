"""The window of a request to the city's own channels: what was wished for, of whom, and what was answered."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM, moment
from smdesk.domain.post import Post
from smdesk.domain.request import RequestState
from smdesk.operations import request
from smdesk.operations.request import RequestView
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.words.request import LABELS


def open_request(parent: QWidget | None, desk: Desk, post_id: int, day: date | None = None) -> int:
    """Open the request that a post is, or a new one (`post_id` 0); its post's id, 0 for an ordinary post or none."""
    known = request.find(desk, post_id) if post_id else None
    if post_id and known is None:
        return 0
    made = [post_id]

    def save(values: dict[str, Any]) -> None:
        post = Post(
            text=values["text"], day=values["day"], time=values["time"], link=values["link"], note=values["note"]
        )
        sent_at = moment(values["sent_day"] or desk.today(), values["sent_time"])
        if known is None:
            made[0] = request.send(desk, post, values["channels"], values["sent_to"], sent_at).post.id
            return
        out = values["out_time"] and moment(values["out_day"] or desk.today(), values["out_time"])
        request.keep(
            desk, post_id, post, values["channels"], values["sent_to"], sent_at, RequestState(values["state"]),
            values["answer"], at=out or None, permalink=values["permalink"],
        )  # fmt: skip

    known_to = request.channels(desk)
    intro = f"Skicka önskemålet till {known_to.send_to}, som väljer vad som går ut. Källa: {known_to.source}."
    FormDialog(
        parent, "Önskemål till stadsgemensam kanal", _fields(desk, known, day), save, desk.today(),
        done="Spara" if known else "Markera skickat", intro=intro,
    ).exec()  # fmt: skip
    return made[0]


def _fields(desk: Desk, known: RequestView | None, day: date | None) -> list[FormField]:
    """What was wished for and of whom; of one that is sent also how it went."""
    post = known.post if known else Post(day=day)
    there, now = request.channels(desk), desk.now()
    chosen = tuple(known.request.channels.splitlines()) if known else ()
    sent = known.request.sent_at.astimezone(STOCKHOLM) if known else now
    choices: dict[object, str] = {one: one for one in dict.fromkeys((*there.names, *chosen))}
    return [
        *(_answer_fields(known, desk) if known else []),
        FormField(name="text", label="Text", kind=Kind.MULTILINE, value=post.text, required=True),
        FormField(name="channels", label="Kanaler", kind=Kind.CHOICES, value=chosen, choices=choices, required=True),
        FormField(name="day", label="Önskad dag", kind=Kind.DATE, value=post.day, required=True),
        FormField(name="time", label="Önskat klockslag", kind=Kind.TIME, value=post.time),
        FormField(name="link", label="Länk", value=post.link),
        FormField(
            name="sent_to", label="Skickat till", value=known.request.sent_to if known else there.send_to, required=True
        ),
        FormField(name="sent_day", label="Skickat den", kind=Kind.DATE, value=sent.date(), required=True),
        FormField(name="sent_time", label="Klockan", kind=Kind.TIME, value=sent.strftime("%H:%M"), required=True),
        FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=post.note, lines=2),
    ]


def _answer_fields(known: RequestView, desk: Desk) -> list[FormField]:
    one = known.request
    out = one.published_at.astimezone(STOCKHOLM) if one.published_at else None
    states: dict[object, str] = {state.value: words for state, words in LABELS.items()}
    return [
        FormField(name="state", label="Läge", kind=Kind.CHOICE, value=one.state.value, choices=states),
        FormField(name="answer", label="Svar", kind=Kind.MULTILINE, value=one.answer, lines=2),
        FormField(
            name="out_day", label="Publicerat den", kind=Kind.DATE, value=out.date() if out else known.post.day
        ),
        FormField(
            name="out_time", label="Publicerat kl.", kind=Kind.TIME,
            value=out.strftime("%H:%M") if out else known.post.time if one.state is RequestState.OK else "",
            help="Anges när läget är publicerat",
        ),
        FormField(name="permalink", label="Permalänk", value=one.permalink),
    ]  # fmt: skip
