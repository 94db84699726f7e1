"""The face that the week, the month and the list show to the calendar page."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from smdesk.domain.post_filter import PostFilter
from smdesk.domain.record import record


@record
class Seen:
    """What a view shows: its title and facts in words, and how many posts the filter leaves out of it.

    `empty` is true when there is no account to show a post of.
    """

    title: str
    facts: str
    hidden: int
    empty: bool = False


class View(Protocol):
    """A widget that shows posts day by day. It tells what is asked for and changes nothing itself.

    Signals: `opened(post)`, `created(account, day)`, `moved(post, day)`, `turned(by)`, `asked(verb, post)`,
    `menu_asked(place)`, `day_asked(key of a view, day)` to have a day shown, and `account_asked(account)`.
    """

    opened: Any
    created: Any
    moved: Any
    turned: Any
    asked: Any
    menu_asked: Any
    day_asked: Any
    account_asked: Any
    step_words: tuple[str, str]  # the names of the buttons that turn it
    by_weeks: bool  # a post is moved by a week too

    def look(self, day: date, chosen: PostFilter) -> Seen:
        """Read again and show what `day` lies in; the post one is on is followed, else the place is kept."""

    def shows(self, day: date) -> bool:
        """Whether a day is among those that are shown."""

    def start_for(self, day: date) -> date:
        """The day to `look` at in order to see `day`."""

    def after(self, day: date, by: int) -> date:
        """The day to `look` at when one turns `by` times from where `day` is shown."""

    def go_to_day(self, day: date) -> None:
        """Stand on a day that is shown."""

    def go_to_post(self, post_id: int) -> None:
        """Stand on a post, if it is shown."""

    def current_post(self) -> int:
        """The post one is on; 0 for none."""

    def lead_post(self) -> int:
        """The post that the verbs begin with; 0 for none."""

    def chosen_posts(self) -> tuple[int, ...]:
        """The posts that the verbs are for: those that are chosen, else the one one is on."""

    def choose_posts(self, posts: Iterable[int]) -> None:
        """Choose these posts, those of them that are shown."""

    def current_day(self) -> date | None:
        """The day one is on."""

    def current_account(self) -> int:
        """The account one is on, or the first of the post one is on; 0 for none."""

    def new_account(self) -> int:
        """The account that a new post here belongs to; 0 when that is not known."""

    def setFocus(self) -> None:
        """Take the keys."""
