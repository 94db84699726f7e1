"""The tabs of an account beside the overview: its posts, its monitoring, its documents and its history."""

from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import PlacedPost, PostState
from smdesk.domain.problem import KnownError
from smdesk.domain.routine import Round, RoundState
from smdesk.operations import account as accounts
from smdesk.operations import evidence, routine
from smdesk.operations.account_history import history
from smdesk.operations.routine import RoundLine
from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.intake import Intake
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.post.tones import TONES as POST_TONES
from smdesk.ui.routine.round import TONES, open_round, turn_tick
from smdesk.words.dates import clock, long_day, short_day
from smdesk.words.post import STATES
from smdesk.words.routine import round_chip, round_facts

ROUNDS_BACK = 30
"""Days of rounds that the tab shows; the month matrix under Rutiner has them all."""

AT_FIRST = 30
"""Rows of a tab that are measured at once; a hundred would take longer than a page may."""

_MB, _KB = 1_000_000, 1_000


class Tab(QWidget):
    """One tab: a card with a list, and a sentence instead when there is nothing in it."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, frame: Frame, title: str, nothing: str) -> None:
        super().__init__()
        self.desk, self.frame = desk, frame
        self.account_id = 0
        self.card = Card(title, flush=True)
        self.rows = RowList(title)
        self._nothing = EmptyState(nothing)
        self._more = link_button("Visa alla", self.show_all)
        self._all = False
        self.card.add(self.rows, self._more, self._nothing)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(14)
        self.box.addWidget(self.card)

    def show_account(self, account_id: int) -> None:
        """Show an account's list; of a long one the first `AT_FIRST` rows, until all are asked for."""
        if account_id != self.account_id:
            self.account_id, self._all = account_id, False
        rows = self.read()
        self.rows.show_rows(rows if self._all else rows[:AT_FIRST])
        self._more.setText(f"Visa alla {len(rows)}")
        self._more.setVisible(len(rows) > AT_FIRST and not self._all)
        self.rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def show_all(self) -> None:
        """Show the rest of a long list."""
        self._all = True
        self.show_account(self.account_id)
        self.rows.setFocus()

    def read(self) -> list[Row]:
        """The rows now."""
        raise NotImplementedError

    def try_to(self, act: Callable[[], object]) -> None:
        """Do an operation, and tell in words what stopped it."""
        try:
            act()
        except KnownError as error:
            self.frame.tell_problems(error.problems)


class PostsTab(Tab):
    """The account's posts; Enter opens one in the calendar."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Inlägg", "Kontot har inga inlägg här än. Planera det första med Ctrl+N.")
        self.rows.opened.connect(lambda post_id: frame.open("calendar", post_id))

    def read(self) -> list[Row]:
        """The posts, newest first."""
        found = accounts.posts(self.desk, self.account_id)
        planned = sum(one.placement.published_at is None and one.post.state is not PostState.DROPPED for one in found)
        self.card.say(f"{len(found)} på ett halvår och framåt · {planned} planerade")
        return [_post_row(one, self.desk.today()) for one in found]


def _post_row(one: PlacedPost, today: date) -> Row:
    post, state = one.post, one.state
    facts = [f"{long_day(post.day)} {post.time}".strip() if post.day else "ingen dag"]
    if post.day and post.day.year != today.year:
        facts = [f"{short_day(post.day)} {post.time}".strip()]
    if one.placement.failed_at:
        facts.append(f"gick inte ut: {one.placement.failure}")
    if one.images:
        facts.append("1 bild" if one.images == 1 else f"{one.images} bilder")
    return Row(
        id=post.id,
        title=one.title or "Utan text",
        subtitle=" · ".join(facts),
        chip=STATES[state],
        tone=POST_TONES[state],
        muted=state is PostState.DROPPED,
    )


class RoundsTab(Tab):
    """The rounds of the last days: Space ticks, Enter ticks with a note, as in Idag and Rutiner."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        words = "Kontot har inga bevakningspass. Ange hur ofta det ska bevakas under Krav på kontot."
        super().__init__(desk, frame, "Bevakning", words)
        self._lines: dict[Hashable, RoundLine] = {}
        self.rows.ticked.connect(lambda key: self.try_to(partial(turn_tick, self, desk, self._lines[key])))
        self.rows.opened.connect(lambda key: open_round(self, desk, self._lines[key]))

    def read(self) -> list[Row]:
        """The rounds, newest first."""
        today, now = self.desk.today(), self.desk.now()
        plan = routine.plan(self.desk, [self.account_id])
        found = routine.lines(self.desk, today - timedelta(days=ROUNDS_BACK), today, plan)
        missed = sum(one.state is RoundState.MISSED for one in found)
        self.card.say(f"de senaste {ROUNDS_BACK} dagarna · {missed} missade pass")
        self._lines = {one.round.key: one for one in reversed(found)}
        return [_round_row(one, now) for one in self._lines.values()]

    def round_here(self) -> Round | None:
        """The round whose row she is on."""
        line = self._lines.get(self.rows.current()) if self.rows.hasFocus() else None
        return line.round if line else None


def _round_row(line: RoundLine, now: datetime) -> Row:
    return Row(
        id=line.round.key,
        title=long_day(line.round.day),
        subtitle=round_facts(line.round, now),
        check=line.round.is_made,
        chip=round_chip(line.round, now),
        tone=TONES[line.state],
    )


class DocumentsTab(Tab):
    """Files kept on the account: dropped here, opened by Enter, taken away by the row's button."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        words = "Här sparas kontots dokument, till exempel beslutet om start. De kopieras in och kontrolleras."
        super().__init__(desk, frame, "Dokument", words)
        self.rows.opened.connect(lambda row_id: self.try_to(partial(self._open, row_id)))
        self.rows.pressed.connect(lambda row_id: self.try_to(partial(evidence.detach, desk, row_id)))
        self._intake = Intake(self)
        self._intake.failed.connect(frame.tell_problems)
        self.drop = DropZone("Dra hit filer eller", "välj filer…")
        self.drop.dropped.connect(self.keep)
        self.box.addWidget(self.drop)
        self.box.addWidget(label("Filen kopieras till registrets mapp. Originalet lämnas orört.", "small"))

    def read(self) -> list[Row]:
        """The documents, oldest first."""
        found = evidence.files(self.desk, Subject.ACCOUNT, self.account_id)
        self.card.say(str(len(found)) if found else "")
        self.drop.setEnabled(self.desk.may_write)
        return [_file_row(one, self.desk.now(), may_remove=self.desk.may_write) for one in found]

    def keep(self, paths: list[Path]) -> None:
        """Copy files in beside the window, and attach each to the account that is shown now."""
        self._intake.take(paths, partial(evidence.keep, self.desk.folder), partial(self._kept, self.account_id))

    def _kept(self, account_id: int, kept: evidence.KeptFile) -> None:
        evidence.attach(self.desk, Subject.ACCOUNT, account_id, kept)
        self.frame.tell(f"{kept.name} är sparad")

    def _open(self, evidence_id: int) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(evidence.locate(self.desk, evidence_id))))


def _file_row(one: Evidence, now: datetime, *, may_remove: bool) -> Row:
    added = one.added_at.astimezone(now.tzinfo)
    who = f" av {one.added_by}" if one.added_by else ""
    facts = f"{_size(one.size)} · tillagd {short_day(added.date(), now.date())}{who}"
    button = "Ta bort" if may_remove else ""
    return Row(id=one.id, title=one.name, subtitle=facts, icon="file", button=button, spoken="Retur öppnar")


def _size(size: int) -> str:
    if size >= _MB:
        return f"{size / _MB:.1f}".replace(".", ",") + " MB"
    return f"{max(1, round(size / _KB))} kB" if size else "0 byte"


class HistoryTab(Tab):
    """What has happened to the account's own facts, from the journal."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, "Historik", "Inget har ändrats sedan kontot lades till.")
        self.card.say("uppgifter och status, ur loggen")

    def read(self) -> list[Row]:
        """The changes, newest first."""
        today = self.desk.today()
        return [
            Row(
                id=one.id,
                title=one.text,
                subtitle=f"{short_day(one.at.date(), today)} {clock(one.at)} · {one.who or 'okänd'} · {one.step}",
            )
            for one in history(self.desk, self.account_id)
        ]
