"""The calendar page: the week's grid, and what its keys, clicks and menus do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import monday, week_number
from smdesk.domain.dates import read_day
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.form import PostForm
from smdesk.ui.calendar.head import WeekHead
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.menu import cell_menu
from smdesk.ui.calendar.mouse import WeekGrid
from smdesk.ui.calendar.publish import log_published, mark_published
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card
from smdesk.words.dates import long_day, span

_TABLES = frozenset({"post", "placement", "evidence", "account", "requirement", "pause", "special_day"})


class CalendarPage(Page):
    """A week of posts: accounts as lanes, days as columns."""

    title: ClassVar[str] = "Kalender"
    tables: ClassVar[frozenset[str]] = _TABLES
    follows_clock: ClassVar[bool] = True
    commands: ClassVar[frozenset[str]] = frozenset(
        {"post.new", "post.log", "post.ideas", "post.bin", "days.edit", "week.go", "week.today"}
        | {"copy", "delete", "find", "web.open"}
    )

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self.day = desk.today()
        self.head = WeekHead(self.run)
        self.grid = WeekGrid()
        self._card = Card(flush=True).add(self.grid)
        self._none = Card().add(
            EmptyState(
                "Här planerar du veckans inlägg, konto för konto. Lägg först till ett konto.",
                "Lägg till konto",
                lambda: frame.run("account.new"),
            )
        )
        changes(self._none)
        below = QWidget()
        stack = QVBoxLayout(below)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._card, 1)
        stack.addWidget(self._none)
        stack.addStretch(0)
        self.box.addWidget(self.head)
        self.box.addWidget(below, 1)
        self._connect()

    def _connect(self) -> None:
        self.head.turned.connect(self._turn)
        self.head.missing_first.toggled.connect(lambda _on: self.reload())
        self.head.field.returnPressed.connect(self._go_to_typed)
        self.head.field.left.connect(self.grid.setFocus)
        self.grid.turned.connect(self._turn)
        self.grid.opened.connect(self.open_post)
        self.grid.created.connect(self.new_post)
        self.grid.moved.connect(self._move)
        self.grid.asked.connect(self._asked)
        self.grid.menu_asked.connect(self._show_menu)
        self.grid.lane_asked.connect(lambda account_id: self.frame.open("account", account_id))

    def focus_content(self) -> None:
        if self._card.isVisibleTo(self):
            self.grid.setFocus()
        else:
            super().focus_content()

    # What is shown.

    def reload(self) -> None:
        week = calendar.week(self.desk, self.day)
        if self.head.missing_first.isChecked():
            week = replace(week, lanes=tuple(sorted(week.lanes, key=lambda lane: -lane.goal.missing)))
        self._card.setVisible(bool(week.lanes))
        self._none.setVisible(not week.lanes)
        self.grid.show_week(week, self.desk.now())
        self.head.log.setEnabled(self.desk.may_write)
        title = f"Vecka {week_number(self.day)}"
        self.head.show_week(title, span(week.days[0], week.days[-1]), len(posts.ideas(self.desk)))

    def show_day(self, day: date) -> None:
        """Turn to the week of a day and stand in its column."""
        self.day = day
        self.reload()
        self.grid.go_to_day(day)

    def show_subject(self, subject_id: int) -> None:
        """Turn to a post's week and stand on it; one without a day is opened."""
        try:
            post = posts.view(self.desk, subject_id).post
        except KnownError as error:
            self.frame.tell_problems(error.problems)
            return
        if post.day is None or post.binned_at:
            self.open_post(subject_id)
            return
        self.day = post.day
        self.reload()
        self.grid.go_to_post(subject_id)
        self.grid.setFocus()

    def _turn(self, weeks: int) -> None:
        if weeks:
            self.day = monday(self.day) + timedelta(weeks=weeks)
            self.reload()
        else:
            self.show_day(self.desk.today())

    def _go_to_typed(self) -> None:
        day = read_day(self.head.field.text(), self.desk.today())
        if day is None:
            self.head.field.refuse()
            self.frame.tell(f"”{self.head.field.text()}” är ingen dag. Skriv till exempel 24 dec eller v. 50.")
            return
        self.head.field.clear()
        self.show_day(day)
        self.grid.setFocus()

    # What is done.

    def run(self, command: str) -> bool:
        verbs: dict[str, Callable[[], object]] = {
            "post.new": self.new_post,
            "post.log": self._log,
            "post.ideas": self._show_ideas,
            "post.bin": self._show_bin,
            "find": self._find,
            "days.edit": lambda: SpecialDays(self, self.desk, self.day.year).exec(),
            "week.go": self.head.field.setFocus,
            "week.today": lambda: self._turn(0),
        }
        keys = {"copy": "copy", "delete": "delete", "web.open": "web"}
        if command in verbs:
            verbs[command]()
            return True
        post = self.grid.current_post()
        if command not in keys or not (post or command == "web.open"):
            return False
        self._asked(keys[command], post)
        return True

    def new_post(self, account_id: int = 0, day: date | None = None, state: PostState = PostState.DRAFT) -> None:
        """Open the form for a new post, by default in the cell one is in."""
        cell = self.grid.current_cell()
        if cell and not account_id and day is None and state is PostState.DRAFT:
            account_id, day = cell.account_id, cell.day
        if day is None and state is PostState.DRAFT:
            day = max(self.desk.today(), monday(self.day))
        self._write(PostForm(self, self.desk, Post(day=day, state=state), (account_id,) if account_id else ()))

    def open_post(self, post_id: int) -> None:
        """Open a post in its form."""
        try:
            self._write(PostForm(self, self.desk, posts.view(self.desk, post_id).post))
        except KnownError as error:
            self.frame.tell_problems(error.problems)

    def _write(self, form: PostForm) -> None:
        form.exec()
        self._follow(form.view.post.id)
        if told := form.outcome():
            self.frame.tell(told)

    def _try(self, verb: Callable[[], object], told: str = "") -> bool:
        try:
            verb()
        except KnownError as error:
            self.frame.tell_problems(error.problems)
            return False
        if told:
            self.frame.tell(told)
        return True

    def _move(self, post_id: int, day: date) -> None:
        before, self.day = self.day, day  # the step reloads the page, then already with the week to be seen
        if self._try(lambda: posts.move(self.desk, post_id, day), f"Flyttat till {long_day(day)}."):
            self.grid.go_to_post(post_id)
        else:
            self.day = before

    def _asked(self, verb: str, post_id: int) -> None:
        verbs: dict[str, Callable[[int], object]] = {
            "publish": self._publish,
            "delete": self._delete,
            "copy": self._copy_text,
            "double": self._double,
            "web": lambda _post: self._open_web(),
            "open": self.open_post,
        }
        if verb in verbs:
            verbs[verb](post_id)
        else:
            self._try(lambda: posts.set_state(self.desk, post_id, PostState(verb)))

    def _publish(self, post_id: int) -> None:
        self._try(lambda: mark_published(self, self.desk, post_id))
        self._follow(post_id)

    def _delete(self, post_id: int) -> None:
        told = "Inlägget ligger i papperskorgen. Ctrl+Z tar tillbaka det."
        self._try(lambda: posts.bin_post(self.desk, post_id), told)

    def _copy_text(self, post_id: int) -> None:
        QGuiApplication.clipboard().setText(posts.view(self.desk, post_id).post.text)
        self.frame.tell("Inläggets text är kopierad.")

    def _double(self, post_id: int) -> None:
        made: list[Post] = []

        def double() -> None:
            day = posts.view(self.desk, post_id).post.day or self.desk.today()
            made.append(posts.copy(self.desk, post_id, max(day, self.desk.today())))

        if self._try(double, "Kopierat som utkast. Flytta det med Alt+pil."):
            self.show_subject(made[0].id)

    def _open_web(self) -> None:
        """Open the account's page; only web addresses, a file or a program in the register is not started."""
        cell = self.grid.current_cell()
        url = QUrl(calendar.account_url(self.desk, cell.account_id) if cell and cell.account_id else "")
        if url.scheme().lower() in ("http", "https") and url.host():
            QDesktopServices.openUrl(url)
        else:
            self.frame.tell("Kontot har ingen webbadress i registret.")

    def _log(self) -> None:
        cell = self.grid.current_cell()
        account_id, day = (cell.account_id, cell.day) if cell else (0, self.desk.today())
        if made := log_published(self, self.desk, account_id, day):
            self._follow(made)
            self.frame.tell("Loggat som publicerat.")

    def _follow(self, post_id: int) -> None:
        """Stand on a post that may have got another day, if it is still there."""
        try:
            day = posts.view(self.desk, post_id).post.day
        except KnownError:
            return
        if day and monday(day) != monday(self.day):
            self.day = day
            self.reload()
        self.grid.go_to_post(post_id)

    def _show_menu(self, place: QPoint) -> None:
        cell, post = self.grid.current_cell(), self.grid.current_post()
        if cell is None:
            return
        choice = cell_menu(self, posts.view(self.desk, post) if post else None, account=bool(cell.account_id)).exec(
            place
        )
        verb = choice.data() if choice else None
        if verb == "new":
            self.new_post(cell.account_id, cell.day)
        elif verb == "account":
            self.frame.open("account", cell.account_id)
        elif verb in ("before", "after"):
            self._move(post, cell.day + timedelta(days=-1 if verb == "before" else 1))
        elif verb:
            self._asked(str(verb), post)

    # The lists.

    def _show_ideas(self) -> None:
        PostList(
            self,
            self.desk,
            "Idébank",
            lambda _text: posts.ideas(self.desk),
            empty="Här ligger idéer och utkast som ingen dag är vald för.",
            opened=self.open_post,
            deleted=lambda post_id: self._try(lambda: posts.bin_post(self.desk, post_id)),
            action=("Ny idé…", lambda: self.new_post(state=PostState.IDEA)),
        ).exec()

    def _show_bin(self) -> None:
        def restore(post_id: int) -> None:
            self._try(lambda: posts.restore(self.desk, post_id))

        PostList(
            self,
            self.desk,
            "Papperskorg",
            lambda _text: posts.binned(self.desk),
            empty="Papperskorgen är tom. Ett inlägg som tas bort hamnar här och kan tas tillbaka.",
            opened=restore,
            button="Ta tillbaka" if self.desk.may_write else "",
            pressed=restore,
        ).exec()

    def _find(self) -> None:
        found: list[int] = []

        def choose(post_id: int) -> None:
            found.append(post_id)
            window.accept()

        window = PostList(
            self,
            self.desk,
            "Sök bland inläggen",
            lambda text: posts.search(self.desk, text),
            empty="Skriv ett ord ur inlägget.",
            opened=choose,
            searches=True,
        )
        window.exec()
        if found:
            self.show_subject(found[0])
