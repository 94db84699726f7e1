"""The windows in which a post is marked published, per account, and one that went out unplanned is logged."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.problem import Problem, RefusedError
from smdesk.operations import post as posts
from smdesk.operations.post import PostView, Publication
from smdesk.ui.kit.form import FormDialog, FormField, Kind


def _fields(desk: Desk, found: PostView) -> list[FormField]:
    """Day, clock time and permanent link for each account; a single account needs no name before them."""
    names = posts.account_names(desk)
    now = desk.now()
    planned = posts.moment(found.post.day, found.post.time) if found.post.day and found.post.time else None
    start = planned if planned and planned <= now else now  # most often it went out when it was planned to
    several = len(found.placements) > 1
    fields = []
    for one in found.placements:
        head = f"{names[one.account_id]}: " if several else ""
        local = one.published_at.astimezone(STOCKHOLM) if one.published_at else start
        fields += [
            FormField(
                name=f"day{one.account_id}",
                label=f"{head}dag" if several else "Dag",
                kind=Kind.DATE,
                value=local.date(),
            ),
            FormField(
                name=f"time{one.account_id}",
                label=f"{head}klockslag" if several else "Klockslag",
                kind=Kind.TIME,
                value=local.strftime("%H:%M"),
                required=not several,
                help="Lämna tomt om det inte gått ut här" if several else "",
            ),
            FormField(
                name=f"link{one.account_id}", label=f"{head}permalänk" if several else "Permalänk", value=one.permalink
            ),
        ]
    return fields


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
                at=posts.moment(values[f"day{one.account_id}"] or desk.today(), values[f"time{one.account_id}"]),
                permalink=values[f"link{one.account_id}"],
            )
            for one in found.placements
            if values[f"time{one.account_id}"]
        ]
        posts.publish(desk, post_id, out)

    intro = f"”{found.post.title}” gick ut:" if found.post.title else ""
    dialog = FormDialog(
        parent, "Markera publicerat", _fields(desk, found), save, desk.today(), done="Markera publicerat", intro=intro
    )
    return bool(dialog.exec())


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
        at = posts.moment(values["day"], values["time"])
        out = [
            Publication(account_id=one, at=at, permalink="" if number else values["link"])
            for number, one in enumerate(values["accounts"])
        ]
        made.append(posts.log_published(desk, values["text"], out).post.id)

    dialog = FormDialog(parent, "Logga publicerat inlägg", fields, save, desk.today(), done="Logga")
    dialog.exec()
    return made[0] if made else 0
