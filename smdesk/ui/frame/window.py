"""The window: sidebar, pages, menus and messages; it opens pages when asked for and tells them what has changed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError, Problem, Severity
from smdesk.operations import opening, today
from smdesk.ui.frame.commands import COMMANDS, command
from smdesk.ui.frame.menus import Menus
from smdesk.ui.frame.pages import PAGES, PageSpec
from smdesk.ui.frame.sidebar import Sidebar
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.notices import Banner, Toast
from smdesk.ui.kit.page import MARGIN, TOP, Page
from smdesk.ui.kit.parts import GAP
from smdesk.ui.kit.theme import PERCENTS, Theme, Tone
from smdesk.words import problems_text, step_text
from smdesk.words.dates import clock, near_day

_FOLD = 64  # line heights: a narrower window shows the sidebar as icons (1100 px at the usual text size)
_MINUTE_MS = 60_000
_CRISIS = frozenset({"crisis", "post"})
_COUNTED = today.TABLES | {"inbound"}
_READ_ONLY = "Registret är skrivskyddat: du kan läsa allt men inte ändra. Be it om skrivrättighet."


class Window(QMainWindow):
    """The main window; to its pages it is a `page.Frame`.

    `last_backup` says when the register was last backed up. `painted` tells once that all is on the screen which the
    first look needs: what takes time is for after it.
    """

    painted = Signal()
    day_begun = Signal()  # while the window was open

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        memory: Memory,
        *,
        last_backup: Callable[[], datetime | None] = lambda: None,
        pages: Sequence[PageSpec] = PAGES,
    ) -> None:
        super().__init__()
        self.desk, self.memory = desk, memory
        self.today = today.Watch(desk)
        self._theme, self._last_backup, self._specs = theme, last_backup, pages
        self._pages: dict[str, Page] = {}
        self._day: date = desk.today()
        self._is_painted = False
        self._locked: Banner | None = None
        self.setWindowTitle("smdesk")
        self.setMinimumSize(640, 360)
        self.sidebar = Sidebar(pages)
        self._read_only = Banner()
        self._crisis = Banner("", Tone.LATE, "Gå igenom…", partial(self.run, "crisis"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.menus = Menus(self.menuBar(), self.run)
        self.sidebar.page_chosen.connect(self.open)
        self.sidebar.person_asked.connect(self._choose_person)
        theme.changed.connect(self._fold)
        desk.listen(self._changed)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._minute_passed)
        self._after_paint = QTimer(self)
        self._after_paint.setSingleShot(True)
        self._after_paint.timeout.connect(self._first_painted)
        memory.restore_window(self)

    # What pages may ask for: `page.Frame`.

    def open(self, page_key: str, subject_id: int = 0, part: str = "") -> None:
        """Show a page, at one account, post or run when `subject_id` is given, and at a `part` of it."""
        page = self.page(page_key)
        if page is not self._stack.currentWidget():
            self._toast.hide()  # it was about the page that is left
        elif not subject_id and not part:
            page.show_start()
        page.prepare(subject_id)
        self._stack.setCurrentWidget(page)
        self.sidebar.show_page(page_key)
        self.setWindowTitle(f"{page.title} – smdesk")
        if subject_id and not page.subject_first:
            page.show_subject(subject_id)
        page.focus_content()
        if part:
            page.show_part(part)
        self.show_facts()

    def tell(self, text: str) -> None:
        """Show and speak a short message."""
        self._toast.tell(text)

    def tell_problems(self, problems: Sequence[Problem]) -> None:
        """Show in words what stopped an operation; what only warns is a short message."""
        text = problems_text(problems)
        if any(problem.severity is Severity.STOP for problem in problems):
            from smdesk.ui.kit import ask

            ask.tell(self, "Det gick inte", text)
        elif text:
            self._toast.tell(text, Tone.WARNING)

    def run(self, command: str) -> None:
        """Run a command of `commands.COMMANDS` by its id."""
        if command not in self._possible():
            return
        verb, _, rest = command.partition(".")
        if verb == "page":
            self.open(rest)
        elif verb == "theme":
            self.use_theme(rest, self._theme.percent)
        elif verb == "text":
            self._change_text(rest)
        elif own := self._own().get(command):
            own()
        else:
            self._run_on_page(command)

    def use_theme(self, choice: str, percent: int) -> None:
        """Wear and remember a theme and a text size in per cent."""
        self._theme.use(choice, percent)
        try:
            self.memory.change(theme=self._theme.choice, text_percent=self._theme.percent)
        except CannotSaveError as error:
            self.tell_problems(error.problems)

    def offer(self, text: str, tone: Tone, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Keep a banner above the pages about the register as a whole, with at most one thing to do about it."""
        self._put_above(Banner(text, tone, action, run))

    def lock(self, text: str, action: str, run: Callable[[], object]) -> None:
        """Keep a banner that says why nothing can be changed, until it can again."""
        self._locked = Banner(text, Tone.LATE, action, run)
        self._put_above(self._locked)
        for page in self._pages.values():
            page.refresh()
        self.show_facts()

    def _put_above(self, banner: Banner) -> None:
        self._banners.insertWidget(0, banner)
        banner.show()
        self._above.show()

    # The window's own. What opens only when asked for is imported then.

    def page(self, key: str) -> Page:
        """A page by its key, made at its first opening."""
        if key not in self._pages:
            spec = next(one for one in self._specs if one.key == key)
            page = spec.make(self.desk, self)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def current_key(self) -> str:
        """The key of the page on screen; ”” before the first is opened."""
        shown = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

    def _own(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": self._undo,
            "redo": self._redo,
            "quit": self.close,
            "palette": self._open_palette,
            "help": self._open_help,
            "about": self._tell_about,
            "crisis": self._open_crisis,
            "group.edit": self._open_groups,
            "inbound.register": self._register_inbound,
            "retention": self._open_retention,
            "moderation.log": self._open_moderation_log,
        }

    def _open_help(self) -> None:
        from smdesk.ui.frame.help import HelpDialog

        HelpDialog(self).exec()

    def _open_crisis(self) -> None:
        from smdesk.ui.calendar.crisis import open_crisis

        open_crisis(self, self.desk)

    def _open_groups(self) -> None:
        from smdesk.ui.account.groups import GroupsDialog

        GroupsDialog(self, self.desk).exec()

    def _register_inbound(self) -> None:
        from smdesk.ui.inbound.register import register_inbound

        page = self._stack.currentWidget()
        if told := register_inbound(self, self.desk, *(page.visited() if isinstance(page, Page) else ())):
            self.tell(told)

    def _open_retention(self) -> None:
        from smdesk.ui.inbound.retention import RetentionWindow

        RetentionWindow(self, self.desk, self).exec()

    def _open_moderation_log(self) -> None:
        from smdesk.ui.inbound.moderation_log import ModerationLog

        ModerationLog(self, self.desk, self).exec()

    def _show_crisis(self) -> None:
        from smdesk.operations import crisis
        from smdesk.words.crisis import crisis_text

        known = crisis.current(self.desk)
        self._crisis.tell(crisis_text(known, len(crisis.held(self.desk))) if known else "", Tone.LATE)

    def _tell_about(self) -> None:
        from smdesk.ui.frame.help import tell_about

        tell_about(self)

    def _possible(self) -> frozenset[str]:
        """The commands that can be done now."""
        here = self._pages[self.current_key()].commands if self.current_key() else frozenset()
        held = [one for one in COMMANDS if self.desk.may_write or not one.writes]
        possible = {one.id for one in held if one.page != "here" or one.id in here}
        possible -= {"undo"} if not self.desk.undo_step else set()
        possible -= {"redo"} if not self.desk.redo_step else set()
        return frozenset(possible)

    def _run_on_page(self, command_id: str) -> None:
        asked = command(command_id)
        if asked.page != "here" and not asked.stays:
            self.open(asked.page)
        page = self.page(asked.page) if asked.stays else self._stack.currentWidget()
        if isinstance(page, Page):
            page.run(command_id)

    def _undo(self) -> None:
        if step := self.desk.undo():
            self.tell(f"Ångrat: {step_text(step.name)}")

    def _redo(self) -> None:
        if step := self.desk.redo():
            self.tell(f"Gjort om: {step_text(step.name)}")

    def _change_text(self, how: str) -> None:
        sizes = list(PERCENTS)
        at = min(range(len(sizes)), key=lambda number: abs(sizes[number] - self._theme.percent))
        at = {"larger": at + 1, "smaller": at - 1, "normal": 0}[how]
        self.use_theme(self._theme.choice, sizes[max(0, min(at, len(sizes) - 1))])

    def _open_palette(self) -> None:
        from smdesk.ui.frame.finding import search_of
        from smdesk.ui.frame.palette import PaletteDialog

        dialog = PaletteDialog(self, self._possible(), search_of(self.desk))
        if dialog.exec() and (found := dialog.result_found):
            if found.command:
                self.run(found.command)
            else:
                self.open(found.page, found.subject_id, found.part)

    def _choose_person(self) -> None:
        from smdesk.ui.frame.people import choose_person

        choose_person(self, self.desk, self.sidebar.person_place())
        self.show_facts()

    def _changed(self, tables: frozenset[str]) -> None:
        for page in self._pages.values():
            page.changed(tables)
        self.show_facts()
        if tables & _COUNTED:
            self._show_counts()
        if tables & _CRISIS:
            self._show_crisis()

    def _minute_passed(self) -> None:
        new_day = self.desk.today() != self._day
        self._day = self.desk.today()
        self.today.drop()
        if new_day:
            self.day_begun.emit()
        for page in self._pages.values():
            if new_day or page.follows_clock:
                page.refresh()
        self.show_facts()
        self._show_counts()

    def show_facts(self) -> None:
        """What stands around the pages: office, person, saved line, undo, and whether the file is read-only."""
        self.sidebar.show_facts(opening.office(self.desk), self.desk.person, self._saved_words())
        undo, redo = self.desk.undo_step, self.desk.redo_step
        words = {
            "undo": f"Ångra: {step_text(undo.name)}" if undo else "Ångra",
            "redo": f"Gör om: {step_text(redo.name)}" if redo else "Gör om",
        }
        self.menus.show_state(self._possible(), words)
        if self.desk.may_write and self._locked:
            self._locked.hide()
            self._locked.deleteLater()
            self._locked = None
        self._read_only.tell("" if self.desk.may_write or self._locked else _READ_ONLY)
        self._above.setHidden(all(banner.isHidden() for banner in self._above.findChildren(Banner)))

    def _show_counts(self) -> None:
        """The numbers in the sidebar: what is late today, what is open of what came in, the accounts and the
        closures.
        """
        if not self._is_painted:
            return
        seen = self.today.look()
        self.sidebar.places["today"].show_count(seen.late, late=bool(seen.late))
        if seen.incoming is not None:
            self.sidebar.places["inbound"].show_count(seen.incoming.open, late=bool(seen.incoming.late))
        self.sidebar.places["account"].show_count(seen.accounts, late=False)
        self.sidebar.places["procedure"].show_count(len(seen.steps or ()), late=False)

    def _saved_words(self) -> str:
        saved, backed = self.desk.last_saved_at, self._last_backup() if self._is_painted else None
        parts = [
            f"Sparat {self._when(saved)}" if saved else "",
            f"säkerhetskopia {self._when(backed)}" if backed else "",
        ]
        return " · ".join(part for part in parts if part)

    def _when(self, moment: datetime) -> str:
        local = moment.astimezone(self.desk.now().tzinfo)
        today = self.desk.today()
        return clock(local) if local.date() == today else near_day(local.date(), today)

    def _lay_out(self) -> None:
        right = QWidget()
        right.setProperty("role", "ground")
        self._above = QWidget()  # by itself, so that its margins go with the last banner
        self._banners = QVBoxLayout(self._above)
        self._banners.setContentsMargins(MARGIN, TOP, MARGIN, 0)
        self._banners.setSpacing(GAP)
        self._banners.addWidget(self._read_only)
        self._banners.addWidget(self._crisis)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self._stack, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.setCentralWidget(middle)
        self._toast = Toast(right)

    def _fold(self) -> None:
        self.sidebar.fold(self.width() < _FOLD * self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            self._after_paint.start()
        return super().event(event)

    def _first_painted(self) -> None:
        self.menus.fill()
        self.show_facts()
        self._show_counts()
        self._show_crisis()
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.keep_window(self)
        self._minute.stop()
        self._after_paint.stop()  # the desk may be closed by then
        super().closeEvent(event)
