"""The calendar page: the week, the month or the list, the filter over them, and what keys and clicks do."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.dates import read_day
from smdesk.domain.post_filter import PostFilter
from smdesk.domain.problem import CannotSaveError, KnownError
from smdesk.operations import calendar_days
from smdesk.operations import post as posts
from smdesk.ui.calendar import layers
from smdesk.ui.calendar.agenda import AgendaList
from smdesk.ui.calendar.beside import Beside, ChosenBar
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.drag import DropPlace, Load
from smdesk.ui.calendar.filters import FilterRow, choose_filter, remembered, to_remember
from smdesk.ui.calendar.head import CalendarHead
from smdesk.ui.calendar.ideas import IdeaButton, IdeaPanel
from smdesk.ui.calendar.month import MonthGrid
from smdesk.ui.calendar.mouse import MouseGrid
from smdesk.ui.calendar.planned import PlannedAhead
from smdesk.ui.calendar.verbs import PostVerbs
from smdesk.ui.calendar.view import View
from smdesk.ui.calendar.week import WeekGrid
from smdesk.ui.calendar.week_paper import save_week
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card

_TABLES = frozenset(
    {"post", "placement", "request", "evidence", "account", "requirement", "pause", "special_day"}
    | {"account_group", "account_group_member", "media", "consent", "media_consent"}
)
_OF_POSTS = {"copy": "copy", "delete": "delete", "web.open": "web"}
_KINDS: dict[str, type[WeekGrid] | type[MonthGrid] | type[AgendaList]] = {
    "week": WeekGrid,
    "month": MonthGrid,
    "list": AgendaList,
}


class CalendarPage(Page):
    """Posts by week (accounts as lanes), by month, or day after day in a list: the same posts, filter and verbs."""

    title: ClassVar[str] = "Kalender"
    tables: ClassVar[frozenset[str]] = _TABLES
    follows_clock: ClassVar[bool] = True
    lists_grow: ClassVar[bool] = False  # they turn by themselves, week by week
    commands: ClassVar[frozenset[str]] = frozenset(
        {"post.new", "post.log", "post.import", "post.ideas", "post.bin", "days.edit", "week.go", "week.today", "find"}
        | {"calendar.pdf", "calendar.week", "calendar.month", "calendar.list", "calendar.filter", "calendar.unfilter"}
        | {"calendar.layers", "calendar.ahead", "request.new", "phrase.edit", "tag.edit"}
        | set(_OF_POSTS)
    )

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        kept = frame.memory.settings
        self.day = desk.today()
        self.key = kept.calendar_view if kept.calendar_view in _KINDS else "week"
        self.chosen = remembered(kept.calendar_filter)
        self.hidden_layers = layers.remembered(kept.calendar_layers)
        self._views: dict[str, WeekGrid | MonthGrid | AgendaList] = {}
        self.head = CalendarHead(self.run, self.key)
        self.filters = FilterRow(desk, self.head.new)
        self.grid = WeekGrid(desk)
        self._stack = QStackedWidget()
        self._card = Card(flush=True).add(self._stack)
        self._none = Card().add(
            EmptyState(
                "Här planerar du veckans inlägg, konto för konto. Lägg först till ett konto.",
                "Lägg till konto",
                lambda: frame.run("account.new"),
            )
        )
        changes(self._none)
        self.verbs = PostVerbs(self, desk, frame, lambda: self.view, self._follow, self._move)
        self.ideas = IdeaPanel(desk, self.verbs)
        self.ideas.setVisible(kept.calendar_ideas == "on")
        self.chosen_bar = ChosenBar(self._choose_none)
        self._room = Beside(self._card.add(self.chosen_bar), self.ideas)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        below = QWidget()
        stack = QVBoxLayout(below)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._room, 1)
        stack.addWidget(self._none)
        stack.addStretch(0)
        self.box.addWidget(self.head)
        self.box.addWidget(self.filters)
        self.box.addWidget(below, 1)

    def _connect(self) -> None:
        self.head.turned.connect(self._turn)
        self.head.missing_first.toggled.connect(self._put_missing_first)
        self.head.chooser.chosen.connect(self.show_as)
        self.head.ideas_asked.connect(self._put_ideas)
        self.ideas.closed.connect(lambda: self._put_ideas(False))
        self.ideas.left.connect(self._take_keys)
        self.ideas.list.drop_places = self._drop_places
        self.head.field.returnPressed.connect(self._go_to_typed)
        self.head.field.left.connect(self._take_keys)
        self.filters.changed.connect(self._use_filter)

    # The views.

    @property
    def view(self) -> View:
        """The view on screen."""
        return self._view(self.key)

    def _view(self, key: str) -> WeekGrid | MonthGrid | AgendaList:
        """A view, made when it is first needed."""
        if key not in self._views:
            made = self._views[key] = self.grid if key == "week" else _KINDS[key](self.desk)
            self._stack.addWidget(made)
            made.turned.connect(self._turn)
            made.opened.connect(self.verbs.open)
            made.created.connect(self.verbs.new)
            made.moved.connect(self._move)
            made.asked.connect(self.verbs.ask)
            made.menu_asked.connect(self.verbs.show_menu)
            made.day_asked.connect(self._show_day_in)
            made.account_asked.connect(self._open_account)
            if isinstance(made, MouseGrid):
                made.drop_places = self._drop_places
                made.dropped.connect(self._drop)
                made.choice_changed.connect(self.chosen_bar.show_count)
        return self._views[key]

    def _open_account(self, account_id: int) -> None:
        if account_id > 0:
            self.frame.open("account", account_id)

    def show_as(self, key: str) -> None:
        """See the posts as ”week”, ”month” or ”list”, from the day and at the post one is on."""
        if key == self.key:
            return
        day, post = self.view.current_day() or self.day, self.view.current_post()
        had = self._stack.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._choose_none()
        self.key = key
        self.head.chooser.choose(key)
        self.show_day(day)
        self.view.go_to_post(post)
        if had:
            self.view.setFocus()
        self._remember(calendar_view=key)

    def _remember(self, **values: str) -> None:
        try:
            self.frame.memory.change(**values)
        except CannotSaveError as error:
            self.frame.tell_problems(error.problems)

    def _put_missing_first(self, on: bool) -> None:
        self.grid.missing_first = on
        self.reload()

    def focus_content(self) -> None:
        if self._card.isVisibleTo(self):
            self.view.setFocus()
        else:
            super().focus_content()

    # What is shown.

    def reload(self) -> None:
        self.chosen = calendar_days.known_filter(self.desk, self.chosen)
        self._stack.setCurrentWidget(self._view(self.key))
        self._view(self.key).hidden_layers = self.hidden_layers
        seen = self.view.look(self.day, self.chosen)
        self._card.setVisible(not seen.empty)
        self._room.setVisible(not seen.empty)
        self.head.ideas.setChecked(not self.ideas.isHidden())
        if not self.ideas.isHidden():
            self.ideas.reload()
        self._none.setVisible(seen.empty)
        self.filters.show_filter(self.chosen, seen.hidden)
        self.head.log.setEnabled(self.desk.may_write)
        self.head.show_seen(seen, posts.count_ideas(self.desk), self.view.step_words, self.key == "week")

    def show_day(self, day: date) -> None:
        """Turn to a day and stand on it."""
        self.day = self.view.start_for(day)
        self.reload()
        if not self.view.shows(day):  # a list that is too long to reach so far
            self.day = day
            self.reload()
        self.view.go_to_day(day)

    def _show_day_in(self, key: str, day: date) -> None:
        """Show a day in one of the views, which then has the keys; ”days” is all that is special about it."""
        if key == "days":
            self.view.go_to_day(day)
            self.run("days.edit")
            return
        if key != self.key:
            self.show_as(key)
        if self.view.shows(day):
            self.reload()
            self.view.go_to_day(day)
        else:
            self.show_day(day)
        self.view.setFocus()

    def show_subject(self, subject_id: int) -> None:
        """Turn to a post and stand on it; one without a day is opened."""
        try:
            post = posts.view(self.desk, subject_id).post
        except KnownError as error:
            self.frame.tell_problems(error.problems)
            return
        if post.day is None or post.binned_at:
            self.verbs.open(subject_id)
            return
        self.show_day(post.day)
        self.view.go_to_post(subject_id)
        if self.chosen.is_on and self.view.current_post() != subject_id:
            self.frame.tell("Inlägget döljs av filtret.")
        self.view.setFocus()

    def show_part(self, part: str) -> None:
        """Stand on a day, told as ÅÅÅÅ-MM-DD."""
        self.show_day(date.fromisoformat(part))
        self.view.setFocus()

    def _turn(self, by: int) -> None:
        if by:
            self.day = self.view.after(self.day, by)
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
        self.view.setFocus()

    def _follow(self, post_id: int) -> None:
        """Stand on a post that may have got another day, if it is still there."""
        try:
            day = posts.view(self.desk, post_id).post.day
        except KnownError:
            return
        if day and not self.view.shows(day):
            self.show_day(day)
        self.view.go_to_post(post_id)

    def _take_keys(self) -> None:
        self.view.setFocus()

    # The filter.

    def _use_filter(self, chosen: PostFilter) -> None:
        self.chosen = chosen
        self.reload()
        self._remember(calendar_filter=to_remember(chosen))
        if not chosen.is_on:
            self.view.setFocus()

    def _use_layers(self, hidden: layers.Hidden) -> None:
        self.hidden_layers = hidden
        self.reload()
        self._remember(calendar_layers=layers.to_remember(hidden))

    def _read_plan(self) -> None:
        from smdesk.ui.importing.dialog import ImportDialog
        from smdesk.ui.importing.kinds import PLAN

        ImportDialog(self, self.desk, self.frame.tell, PLAN).open()

    # What is done.

    def run(self, command: str) -> bool:
        verbs: dict[str, Callable[[], object]] = {
            "post.new": self.verbs.new,
            "request.new": self.verbs.new_request,
            "post.log": self.verbs.log,
            "post.import": self._read_plan,
            "post.ideas": self._go_to_ideas,
            "calendar.pdf": lambda: save_week(self, self.desk, self.frame, self.view.current_day() or self.day),
            "post.bin": self.verbs.show_bin,
            "find": self._find,
            "days.edit": lambda: SpecialDays(self, self.desk, self.view.current_day() or self.day).exec(),
            "phrase.edit": self.verbs.keep_phrases,
            "tag.edit": self.verbs.keep_tags,
            "week.go": self.head.field.setFocus,
            "week.today": lambda: self._turn(0),
            "calendar.filter": lambda: choose_filter(self, self.desk, self.chosen, self._use_filter),
            "calendar.layers": lambda: layers.choose_layers(self, self.desk, self.hidden_layers, self._use_layers),
            "calendar.ahead": self._show_ahead,
            "calendar.unfilter": lambda: self._use_filter(PostFilter()),
            **{f"calendar.{key}": partial(self.show_as, key) for key in _KINDS},
        }
        if command in verbs:
            verbs[command]()
            return True
        post = self.view.lead_post()
        if command == "delete" and self.ideas.list.hasFocus():
            post, at = 0, self.ideas.list.current()
            self.verbs.ask_for("delete", at) if isinstance(at, int) else None
            return True
        if command not in _OF_POSTS or not (post or command == "web.open"):
            return False
        self.verbs.ask(_OF_POSTS[command], post)
        return True

    def _show_ahead(self) -> None:
        window = PlannedAhead(self, self.desk)
        window.exec()
        if window.day is not None:
            self.show_day(window.day)
            self.view.setFocus()

    def _move(self, post_id: int, day: date) -> None:
        """Move what is chosen as far as this post is moved."""
        was = posts.view(self.desk, post_id).post.day
        self._move_by(self.view.chosen_posts() or (post_id,), post_id, (day - was).days if was else 0, 0)

    def _move_by(self, ids: Sequence[int], lead: int, days: int, quarters: int) -> None:
        before, chosen = self.day, ids if len(ids) > 1 else ()
        was = posts.view(self.desk, lead).post.day
        if was and not self.view.shows(day := was + timedelta(days=days)):
            self.day = self.view.start_for(day)  # the step reloads the page, then already with the day to be seen
        if self.verbs.move(ids, days, quarters):
            self._follow(lead)
        else:
            self.day = before
            self.reload()
        if chosen:
            self.view.choose_posts(chosen)

    def _drop(self, load: Load, day: date, account_id: int, quarters: int) -> None:
        """Take what was dragged to a cell: moved in the calendar, or laid there from the idébank."""
        if load.day is None:
            time = load.time_at(quarters) if quarters else None
            self.verbs.schedule(load.posts, day, (account_id,) if account_id else (), time)
        elif (day, quarters) != (load.day, 0):
            self._move_by(load.posts, load.posts[0], (day - load.day).days, quarters)
        self.view.setFocus()

    def _drop_places(self) -> list[DropPlace]:
        view = self.view
        grids: list[DropPlace] = [view] if isinstance(view, MouseGrid) else []
        return [*grids, self.ideas, IdeaButton(self.head.ideas, self.verbs)]

    def _choose_none(self) -> None:
        if isinstance(self.view, MouseGrid):
            self.view.choose_posts(())

    # The idébank.

    def _put_ideas(self, on: bool) -> None:
        had = self.ideas.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.ideas.setVisible(on)
        self.reload()
        if had and not on:
            self.view.setFocus()
        self._remember(calendar_ideas="on" if on else "")

    def _go_to_ideas(self) -> None:
        """Show the idébank and go there; put it away again from there."""
        if self.ideas.isVisible() and self.ideas.list.hasFocus():
            self._put_ideas(False)
            return
        if self.ideas.isHidden():
            self._put_ideas(True)
        self.ideas.list.setFocus()

    def _find(self) -> None:
        if found := self.verbs.find():
            self.show_subject(found)
