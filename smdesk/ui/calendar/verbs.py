"""What the calendar does with posts: one way for the week, the month and the list."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import calendar
from smdesk.operations import post as posts
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.menu import cell_menu
from smdesk.ui.calendar.view import View
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.web import open_web
from smdesk.ui.post.form import PostForm
from smdesk.ui.post.publish import log_published, mark_published

_STEPS = {"before": -1, "after": 1, "week_before": -7, "week_after": 7}


class PostVerbs:
    """The verbs of posts, over the page `parent`.

    `view()` is the view on screen, `stand(post)` has the page go to a post, wherever it is now, and `move(post, day)`
    gives it another day.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        frame: Frame,
        view: Callable[[], View],
        stand: Callable[[int], object],
        move: Callable[[int, date], object],
    ) -> None:
        self._parent, self._desk, self._frame = parent, desk, frame
        self._view, self._stand, self._move = view, stand, move

    def new(self, account_id: int = 0, day: date | None = None, state: PostState = PostState.DRAFT) -> None:
        """Open the form for a new post, by default where one is."""
        if not account_id and day is None and state is PostState.DRAFT:
            account_id, day = self._view().new_account(), self._view().current_day() or self._desk.today()
        accounts = (account_id,) if account_id else ()
        self._write(PostForm(self._parent, self._desk, Post(day=day, state=state), accounts))

    def open(self, post_id: int) -> None:
        """Open a post in its form."""
        try:
            self._write(PostForm(self._parent, self._desk, posts.view(self._desk, post_id).post))
        except KnownError as error:
            self._frame.tell_problems(error.problems)

    def _write(self, form: PostForm) -> None:
        form.exec()
        self._stand(form.view.post.id)
        if told := form.outcome():
            self._frame.tell(told)

    def try_to(self, verb: Callable[[], object], told: str = "") -> bool:
        """Do something that may be refused, and tell which it was."""
        try:
            verb()
        except KnownError as error:
            self._frame.tell_problems(error.problems)
            return False
        if told:
            self._frame.tell(told)
        return True

    def ask(self, verb: str, post_id: int) -> None:
        """Do what a key or the menu asks for: a verb's name, or the state to give the post."""
        verbs: dict[str, Callable[[int], object]] = {
            "publish": self._publish,
            "delete": self._delete,
            "copy": self._copy_text,
            "double": self._double,
            "web": lambda _post: self._open_web(),
            "open": self.open,
        }
        if verb in verbs:
            verbs[verb](post_id)
        else:
            self.try_to(lambda: posts.set_state(self._desk, post_id, PostState(verb)))

    def _publish(self, post_id: int) -> None:
        self.try_to(lambda: mark_published(self._parent, self._desk, post_id))
        self._stand(post_id)

    def _delete(self, post_id: int) -> None:
        told = "Inlägget ligger i papperskorgen. Ctrl+Z tar tillbaka det."
        self.try_to(lambda: posts.bin_post(self._desk, post_id), told)

    def _copy_text(self, post_id: int) -> None:
        QGuiApplication.clipboard().setText(posts.view(self._desk, post_id).post.text)
        self._frame.tell("Inläggets text är kopierad.")

    def _double(self, post_id: int) -> None:
        made: list[Post] = []

        def double() -> None:
            day = posts.view(self._desk, post_id).post.day or self._desk.today()
            made.append(posts.copy(self._desk, post_id, max(day, self._desk.today())))

        if self.try_to(double, "Kopierat som utkast. Flytta det med Alt+pil."):
            self._stand(made[0].id)

    def _open_web(self) -> None:
        """Open the account's page; only web addresses, a file or a program in the register is not started."""
        account_id = self._view().current_account()
        if not (account_id and open_web(calendar.account_url(self._desk, account_id))):
            self._frame.tell("Kontot har ingen webbadress i registret.")

    def log(self) -> None:
        """Log a post that went out without having been planned."""
        view = self._view()
        day = view.current_day() or self._desk.today()
        if made := log_published(self._parent, self._desk, view.current_account(), day):
            self._stand(made)
            self._frame.tell("Loggat som publicerat.")

    def show_menu(self, place: QPoint) -> None:
        """Offer at a place of the screen what can be done where one is, and do what is chosen."""
        view = self._view()
        day, post, account_id = view.current_day(), view.current_post(), view.current_account()
        if day is None:
            return
        found = posts.view(self._desk, post) if post else None
        choice = cell_menu(self._parent, found, account=bool(account_id), weeks=view.by_weeks).exec(place)
        verb = choice.data() if choice else None
        if verb == "new":
            self.new(view.new_account(), day)
        elif verb == "account":
            self._frame.open("account", account_id)
        elif verb in _STEPS:
            self._move(post, day + timedelta(days=_STEPS[verb]))
        elif verb:
            self.ask(str(verb), post)

    # The lists.

    def show_ideas(self) -> None:
        """Show the posts that no day is chosen for."""
        PostList(
            self._parent,
            self._desk,
            "Idébank",
            lambda _text: posts.ideas(self._desk),
            empty="Här ligger idéer och utkast som ingen dag är vald för.",
            opened=self.open,
            deleted=lambda post_id: self.try_to(lambda: posts.bin_post(self._desk, post_id)),
            action=("Ny idé…", lambda: self.new(state=PostState.IDEA)),
        ).exec()

    def show_bin(self) -> None:
        """Show what lies in the bin."""

        def restore(post_id: int) -> None:
            self.try_to(lambda: posts.restore(self._desk, post_id))

        PostList(
            self._parent,
            self._desk,
            "Papperskorg",
            lambda _text: posts.binned(self._desk),
            empty="Papperskorgen är tom. Ett inlägg som tas bort hamnar här och kan tas tillbaka.",
            opened=restore,
            button="Ta tillbaka" if self._desk.may_write else "",
            pressed=restore,
        ).exec()

    def find(self) -> int:
        """Search the posts; the one that was chosen, or 0."""
        found: list[int] = []

        def choose(post_id: int) -> None:
            found.append(post_id)
            window.accept()

        window = PostList(
            self._parent,
            self._desk,
            "Sök bland inläggen",
            lambda text: posts.search(self._desk, text),
            empty="Skriv ett ord ur inlägget.",
            opened=choose,
            searches=True,
        )
        window.exec()
        return found[0] if found else 0
