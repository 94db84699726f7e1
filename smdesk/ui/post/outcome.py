"""The windows in which it is told that a platform sends a post by itself, has been stopped, or did not send it."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import moment
from smdesk.domain.post import Outcome, Placement
from smdesk.operations import outcome
from smdesk.operations import post as posts
from smdesk.operations.outcome import Slot
from smdesk.operations.post import PostView
from smdesk.ui.kit.form import FormDialog, FormField, Kind


def _accounts(desk: Desk, placements: list[Placement], *, asked: bool = False) -> list[FormField]:
    """Which of the accounts; a single one is not asked about. `asked` begins with those that await an answer."""
    if len(placements) < 2:
        return []
    names = posts.account_names(desk)
    ids = tuple(one.account_id for one in placements)
    late = tuple(one.account_id for one in placements if one.awaits_answer(desk.now())) if asked else ()
    choices: dict[object, str] = {one: names[one] for one in ids}
    return [
        FormField(name="accounts", label="Konton", kind=Kind.CHOICES, value=late or ids, choices=choices, required=True)
    ]  # fmt: skip


def _chosen(values: dict[str, Any], placements: list[Placement]) -> list[int]:
    return list(values.get("accounts", [one.account_id for one in placements]))


def _left(found: PostView) -> list[Placement]:
    return [one for one in found.placements if one.outcome is not Outcome.PUBLISHED]


def schedule_there(parent: QWidget | None, desk: Desk, post_id: int) -> bool:
    """Ask for when the platform sends a post by itself, by default as planned; True when it was told."""
    found = posts.view(desk, post_id)
    left = _left(found)
    day: date = max(found.post.day or desk.today(), desk.today())
    fields = [
        *_accounts(desk, left),
        FormField(name="day", label="Dag", kind=Kind.DATE, value=day, required=True),
        FormField(name="time", label="Klockslag", kind=Kind.TIME, value=found.post.time, required=True),
    ]

    def save(values: dict[str, Any]) -> None:
        at = moment(values["day"], values["time"])
        outcome.schedule(desk, post_id, [Slot(account_id=one, at=at) for one in _chosen(values, left)])

    intro = "Schemalägg hos plattformen först. Ange här när det går ut. Efter den tiden frågar smdesk om det blev så."
    return bool(
        FormDialog(
            parent, "Schemalagt hos plattformen", fields, save, desk.today(), done="Markera schemalagt", intro=intro
        ).exec()
    )  # fmt: skip


def did_not_go_out(parent: QWidget | None, desk: Desk, post_id: int) -> bool:
    """Ask on which accounts a post did not go out, and why; True when it was told."""
    left = _left(posts.view(desk, post_id))
    reason = FormField(name="reason", label="Varför?", required=True, help="Till exempel: kontot var låst.")

    def save(values: dict[str, Any]) -> None:
        outcome.fail(desk, post_id, _chosen(values, left), values["reason"])

    intro = "Inlägget är sedan inte sent här längre. Ge det en ny dag om det fortfarande ska ut."
    return bool(
        FormDialog(
            parent, "Gick inte ut", [*_accounts(desk, left, asked=True), reason], save, desk.today(),
            done="Markera ”gick inte ut”", intro=intro,
        ).exec()
    )  # fmt: skip
