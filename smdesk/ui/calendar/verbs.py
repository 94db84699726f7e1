"""What the calendar does with posts: one way for the week, the month and the list."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import KnownError
from smdesk.operations import calendar, outcome, publishing, reuse, several
from smdesk.operations import post as posts
from smdesk.operations import request as requests
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.menu import cell_menu
from smdesk.ui.calendar.model import CITY_LANE
from smdesk.ui.calendar.view import View
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.web import open_web
from smdesk.ui.post.form import PostForm
from smdesk.ui.post.phrases import Phrases
from smdesk.ui.post.publish import log_published, mark_published
from smdesk.ui.post.request import open_request
from smdesk.ui.post.tags import TagsDialog
from smdesk.words.dates import long_day
from smdesk.words.outcome import MOVE_THERE_TOO
from smdesk.words.post import used_text

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
        if account_id == CITY_LANE:
            self.new_request(day)
            return
        if not account_id and day is None and state is PostState.DRAFT:
            account_id, day = max(0, self._view().new_account()), self._view().current_day() or self._desk.today()
        accounts = (account_id,) if account_id else ()
        self._write(PostForm(self._parent, self._desk, Post(day=day, state=state), accounts))

    def new_request(self, day: date | None = None) -> None:
        """Open the form for a new request to the city's channels."""
        self._stand(open_request(self._parent, self._desk, 0, day or self._view().current_day()))

    def open(self, post_id: int) -> None:
        """Open a post in its form."""
        try:
            if open_request(self._parent, self._desk, post_id):
                return
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
        """Do what a key or the menu asks for: a verb's name, or the state to give. It is for all that are chosen."""
        self._ask(verb, post_id, self._view().chosen_posts() or (post_id,))

    def ask_for(self, verb: str, post_id: int) -> None:
        """As `ask`, for one post that is not in the calendar's view."""
        self._ask(verb, post_id, (post_id,))

    def place(self) -> tuple[date, int]:
        """The day and the account one is on in the calendar; today, and 0 for none."""
        return self._view().current_day() or self._desk.today(), self._view().new_account()

    def _ask(self, verb: str, post_id: int, ids: Sequence[int]) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "publish": lambda: self._publish(ids),
            "delete": lambda: self._delete(ids),
            "copy": lambda: self._copy_text(ids),
            "double": lambda: self._double(ids),
            "shelve": lambda: self.shelve(ids),
            "bank_copy": lambda: self._copy_to_bank(ids),
            "earlier": lambda: self.move(ids, 0, -1),
            "later": lambda: self.move(ids, 0, 1),
            "web": self._open_web,
            "open": lambda: self.open(post_id),
        }
        if verb in verbs:
            verbs[verb]()
        else:
            self.try_to(lambda: several.set_state(self._desk, ids, PostState(verb)))

    def move(self, ids: Sequence[int], days: int, quarters: int = 0) -> bool:
        """Move posts by days and quarters of an hour, and say where they are now."""
        if not self.try_to(lambda: several.move(self._desk, ids, days, quarters)):
            return False
        now = posts.view(self._desk, ids[0]).post
        if now.day:
            where = long_day(now.day) if days else f"kl. {now.time}"
            where += f" {now.time}" if days and quarters and now.time else ""
            more = f" {len(ids)} inlägg är flyttade." if len(ids) > 1 else ""
            there = f" {MOVE_THERE_TOO}" if any(outcome.is_scheduled(self._desk, one) for one in ids) else ""
            self._frame.tell(f"Flyttat till {where}.{more}{there}")
        return True

    def shelve(self, ids: Sequence[int]) -> None:
        """Take posts out of the calendar, to the idébank."""
        count = "Inlägget" if len(ids) == 1 else f"{len(ids)} inlägg"
        self.try_to(lambda: several.shelve(self._desk, ids), f"{count} ligger i idébanken. Ctrl+Z tar tillbaka.")

    def schedule(self, ids: Sequence[int], day: date, account_ids: Sequence[int] = (), time: str | None = None) -> None:
        """Lay posts of the idébank in the calendar, and go there; a problem is told."""
        self.try_to(lambda: self.schedule_or_raise(ids, day, account_ids, time))

    def schedule_or_raise(
        self, ids: Sequence[int], day: date, account_ids: Sequence[int], time: str | None = None
    ) -> None:
        """Lay posts of the idébank in the calendar, and go there; `RefusedError` is for a form to show."""
        several.schedule(self._desk, ids, day, account_ids, time)
        self._stand(ids[0])
        self._frame.tell(f"Planerat till {long_day(day)}.")

    def _publish(self, ids: Sequence[int]) -> None:
        if len(ids) > 1:
            self._frame.tell("Publicera ett inlägg i taget. Escape avmarkerar.")
            return
        if not open_request(self._parent, self._desk, ids[0]):
            self.try_to(lambda: mark_published(self._parent, self._desk, ids[0]))
        self._stand(ids[0])

    def _delete(self, ids: Sequence[int]) -> None:
        told = "Inlägget ligger i papperskorgen. Ctrl+Z tar tillbaka det."
        if len(ids) > 1:
            told = f"{len(ids)} inlägg ligger i papperskorgen. Ctrl+Z tar tillbaka dem."
        self.try_to(lambda: several.bin_posts(self._desk, ids), told)

    def _copy_text(self, ids: Sequence[int]) -> None:
        texts = [publishing.text_on(self._desk, one, self._view().current_account()) for one in ids]
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        self._frame.tell("Inläggets text är kopierad." if len(ids) == 1 else f"{len(ids)} texter är kopierade.")

    def _double(self, ids: Sequence[int]) -> None:
        made: list[Post] = []
        today = self._desk.today()
        if not self.try_to(lambda: made.extend(several.copy(self._desk, ids, today))):
            return
        if len(made) > 1:
            told = f"{len(made)} inlägg är kopierade som utkast och valda. Flytta dem med Alt+pil."
        else:
            used = reuse.last_use(self._desk, ids[0], made[0].id)
            told = "Kopierat som utkast. Flytta det med Alt+pil."
            told += f" {used_text(used.day, used.accounts, today)}" if used else ""
        self._frame.tell(told)
        self._stand(made[0].id)
        if len(made) > 1:
            self._view().choose_posts(one.id for one in made)

    def _copy_to_bank(self, ids: Sequence[int]) -> None:
        told = "En kopia ligger" if len(ids) == 1 else f"{len(ids)} kopior ligger"
        self.try_to(lambda: several.copy(self._desk, ids, None), f"{told} i idébanken, utan dag.")

    def _open_web(self) -> None:
        """Open the account's page; only web addresses, a file or a program in the register is not started."""
        account_id = self._view().current_account()
        if not (account_id > 0 and open_web(calendar.account_url(self._desk, account_id))):
            self._frame.tell("Kontot har ingen webbadress i registret.")

    def log(self) -> None:
        """Log a post that went out without having been planned."""
        view = self._view()
        day = view.current_day() or self._desk.today()
        if made := log_published(self._parent, self._desk, max(0, view.current_account()), day):
            self._stand(made)
            self._frame.tell("Loggat som publicerat.")

    def show_menu(self, place: QPoint) -> None:
        """Offer at a place of the screen what can be done where one is, and do what is chosen."""
        view = self._view()
        day, account_id = view.current_day(), view.current_account()
        if day is None:
            return
        post = view.lead_post()
        found = posts.view(self._desk, post) if post else None
        chosen = view.chosen_posts()
        menu = cell_menu(
            self._parent, found, account=account_id > 0, weeks=view.by_weeks,
            several=len(chosen) if len(chosen) > 1 else 0,
            request=any(requests.find(self._desk, one) for one in chosen),
        )  # fmt: skip
        choice = menu.exec(place)
        verb = choice.data() if choice else None
        if verb == "new":
            self.new(view.new_account(), day)
        elif verb == "account":
            self._frame.open("account", account_id)
        elif verb in _STEPS:
            self._move_by(_STEPS[str(verb)])
        elif verb:
            self.ask(str(verb), view.lead_post())

    def _move_by(self, days: int) -> None:
        lead = self._view().lead_post()
        if day := posts.view(self._desk, lead).post.day:
            self._move(lead, day + timedelta(days=days))

    # The lists.

    def keep_phrases(self) -> None:
        """Show the templates, signatures and sets of hashtags."""
        Phrases(self._parent, self._desk).exec()

    def keep_tags(self) -> None:
        """Show the tags in use."""
        TagsDialog(self._parent, self._desk).exec()

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
