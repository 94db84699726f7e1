"""A desk with three accounts, the calendar page over it, and the dialogs that it opens."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import opening
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.page import CalendarPage
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.post.form import PostForm

from .week import NOW, TUESDAY, Told


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    for name, url in (
        ("Huvudsidan", "https://a.example"),
        ("Seniorhälsan", "file:///hemligt"),
        ("Parklekarna", ""),
    ):
        made.store.account.add(Account(name=name, platform="facebook_page", url=url))
    made.store.routine.requirements.add(
        Requirement(account_id=1, kind=RequirementKind.POSTS, value=3, valid_from=date(2026, 1, 1))
    )
    yield made
    made.close()


@pytest.fixture
def told(memory) -> Told:
    return Told(memory)


@pytest.fixture
def page(qtbot, desk: Desk, told: Told, look) -> Callable[[], CalendarPage]:
    def made() -> CalendarPage:
        shown = CalendarPage(desk, told)
        qtbot.addWidget(shown)
        desk.listen(shown.changed)
        shown.resize(1200, 700)
        with qtbot.waitExposed(shown):
            shown.show()
        shown.activateWindow()
        shown.grid.setFocus()
        return shown

    return made


@pytest.fixture
def forms(monkeypatch) -> list[QDialog]:
    """The dialogs that were opened; each is shown, and goes on to be used by the test."""
    found: list[QDialog] = []

    def show(dialog: QDialog) -> int:
        found.append(dialog)
        dialog.show()
        return 0

    for kind in (PostForm, FormDialog, PostList, SpecialDays):
        monkeypatch.setattr(kind, "exec", show)
    return found


@pytest.fixture
def form(qtbot, desk) -> Callable[..., PostForm]:
    def made(post: Post | None = None, accounts: tuple[int, ...] = (1,)) -> PostForm:
        dialog = PostForm(None, desk, post or Post(day=TUESDAY), accounts)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made
