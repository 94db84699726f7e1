"""What the calendar's tests share: a week in November, what a page asks of the window, and where things are."""

from datetime import date, datetime

from PySide6.QtCore import QPoint

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import Problem
from smdesk.ui.calendar.cells import places
from smdesk.ui.calendar.page import CalendarPage
from smdesk.ui.kit.memory import Memory
from smdesk.ui.post.form import PostForm

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
TUESDAY = date(2026, 11, 24)


class Told:
    """What a page asked of the window."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.opened: list[tuple[str, int]] = []
        self.said: list[str] = []
        self.problems: list[str] = []
        self.commands: list[str] = []

    def open(self, page_key: str, subject_id: int = 0) -> None:
        self.opened.append((page_key, subject_id))

    def tell(self, text: str) -> None:
        self.said.append(text)

    def tell_problems(self, problems: list[Problem]) -> None:
        self.problems += [one.code for one in problems]

    def run(self, command: str) -> None:
        self.commands.append(command)

    def use_theme(self, choice: str, percent: int) -> None:
        raise AssertionError


def add(desk: Desk, *accounts: int, **fields) -> Post:
    start = {"text": "Öppet hus", "day": TUESDAY, "time": "15:00", "state": PostState.APPROVED}
    made = desk.store.post.add(Post(**start | fields))
    for account in accounts:
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account))
    return made


def place(page: CalendarPage, account: int, day: date, post: int = 0) -> QPoint:
    """The middle of a post in the viewport, or a blank spot of the cell."""
    index = page.grid.week.place(account, day)
    rect = page.grid.visualRect(index)
    for one, where in places(page.grid.week.cell(index), rect.width(), page.grid.font()):
        if one.post_id == post:
            return where.translated(rect.topLeft()).center()
    return rect.bottomLeft() + QPoint(10, -4)


def at(page: CalendarPage) -> tuple[int, date, int]:
    cell = page.grid.current_cell()
    return cell.account_id, cell.day, page.grid.current_post()


def text_of(dialog: PostForm):
    return dialog.form.editors["text"].input
