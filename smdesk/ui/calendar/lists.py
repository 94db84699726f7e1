"""Windows with posts that are not in the week: the bin, and what a search finds."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.post import Post
from smdesk.operations import post as posts
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.dialog import BETWEEN, Dialog
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.words.dates import long_day
from smdesk.words.post import NO_ACCOUNT, STATES

_NOT_FOUND = "Inget inlägg har de orden. Sök på ett kortare ord, eller titta i papperskorgen."


class PostList(Dialog):
    """A list of posts. Enter opens one, `button` (Shift+Enter) does what the owner says.

    `load(text)` gives the posts; `text` is what is typed in the search field, when `searches`.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        title: str,
        load: Callable[[str], list[Post]],
        *,
        empty: str,
        opened: Callable[[int], object],
        button: str = "",
        pressed: Callable[[int], object] | None = None,
        searches: bool = False,
    ) -> None:
        super().__init__(parent, title, high=28)
        self._desk, self._load, self._button = desk, load, button
        self._empty = empty
        self.search = SearchField("Sök i inläggens text")
        self.search.setVisible(searches)
        self.list = self.search.found_in = RowList(title, grow=False, empty=empty)
        self.list.opened.connect(lambda post_id: self._do(opened, post_id))
        if pressed is not None:
            self.list.pressed.connect(lambda post_id: self._do(pressed, post_id))
        self.search.changed.connect(self.reload)
        self._fact = label("", "small")
        card = Card(flush=True).add(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(BETWEEN)
        foot.addWidget(self._fact, 1)
        foot.addWidget(quiet_button("Stäng", self.reject))
        self.inner.addWidget(self.search)
        self.inner.addWidget(card, 1)
        self.foot.addLayout(foot)
        self.reload()
        (self.search if searches else self.list).setFocus()

    def reload(self) -> None:
        """Read again what the list shows."""
        found = self._load(self.search.text())
        self.list.empty = _NOT_FOUND if self.search.text().strip() else self._empty
        places = posts.places(self._desk, found)
        self.list.show_rows([self._row(one, places.get(one.id, [])) for one in found])
        self._fact.setText(f"{len(found)} inlägg" if found else "")

    def _row(self, post: Post, names: list[str]) -> Row:
        when = f"{long_day(post.day)} {post.day.year} {post.time}".strip() if post.day else ""
        facts = " · ".join(part for part in (", ".join(names) or NO_ACCOUNT, when) if part)
        return Row(
            id=post.id, title=post.title or "Utan text", subtitle=facts, chip=STATES[post.state], button=self._button
        )

    def _do(self, verb: Callable[[int], object], post_id: int) -> None:
        verb(post_id)
        if self.isVisible():
            self.reload()
