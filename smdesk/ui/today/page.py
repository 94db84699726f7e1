"""Idag: what is late, due and next, each done where it stands."""

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.routine import Round
from smdesk.operations import duty
from smdesk.operations.routine import LOOK_BACK, RoundLine
from smdesk.operations.today import TABLES, Today
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner, EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card, Header, key_hint, label
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.routine.round import open_round, turn_tick, visit
from smdesk.ui.today.incoming import incoming_facts, incoming_lines, incoming_rows, incoming_sentence, open_incoming
from smdesk.ui.today.rows import EVERY, MORE, duty_rows, goal_rows, is_ready, post_rows, round_rows, step_rows
from smdesk.ui.today.up import UP_NOTE, count_of, up_rows
from smdesk.words.dates import long_day

# Idag is the first page that is shown: what its dialogs need is imported when they are opened.

_NO_ACCOUNTS = "Här står varje dag vilka konton som ska bevakas. Lägg till det första kontot, eller läs in en lista."
_NO_ROUNDS = "Inga bevakningspass i dag. Passen följer av kravet på varje konto."
_FREE_DAY = "I dag är en ledig dag: inga bevakningspass."


class TodayPage(Page):
    """The page that answers what is late, what is due and what is next."""

    title = "Idag"
    tables = TABLES
    commands = frozenset({"web.open"})
    follows_clock = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame)
        self._seen: Today | None = None
        self._painted = False
        self._settled: frozenset[Hashable] | None = None
        self._every = False
        self._header = Header(
            "Idag",
            actions=[
                quiet_button("Sök eller hoppa till…", lambda: frame.run("palette"), keys="Ctrl+K"),
                changes(primary_button("Nytt inlägg", lambda: frame.run("post.new"), keys="Ctrl+N")),
            ],
        )
        self._first: Card | None = None
        self.rounds = ListCard("Bevakning", "Öppna Konton", lambda: frame.open("account"))
        self.rounds.add_action(
            key_hint("Mellanslag"), label("klar", "small", wrap=False),
            key_hint("Retur"), label("klar med anteckning", "small", wrap=False),
        )  # fmt: skip
        self.posts = changes(ListCard("Publicera i dag", "Nytt inlägg", lambda: frame.run("post.new")))
        self.up = changes(ListCard("Ska tas ned"))
        self.incoming = ListCard("Inkommet", "Öppna Inkommet", lambda: frame.open("inbound"))
        self.goals = ListCard("Veckan", "Öppna Konton", lambda: frame.open("account"))
        self.steps = changes(ListCard("Steg som väntar", "Starta ett avslut…", lambda: frame.run("procedure.start")))
        self.duties = ListCard("Rutin i dag", "Öppna Rutiner", lambda: frame.open("routine"))
        self._columns = Columns()
        self.owed = Banner()
        self.box.addWidget(self._header)
        self.box.addWidget(self.owed)
        self.box.addWidget(self._columns)
        self._columns.add(
            0, self.up, self.rounds, self.incoming, self.posts
        )  # into what has its place: each move gives the style anew
        self._columns.add(1, self.goals, self.steps, self.duties)
        self._connect()

    def _connect(self) -> None:
        self.rounds.list.ticked.connect(self._turn_round)
        self.rounds.list.opened.connect(self._open_round)
        self.rounds.list.pressed.connect(self._open_round)
        self.posts.list.opened.connect(self._open_post)
        self.posts.list.pressed.connect(self._press_post)
        self.up.list.opened.connect(self._open_up)
        self.up.list.pressed.connect(self._take_down)
        for signal in (self.incoming.list.opened, self.incoming.list.pressed):
            signal.connect(partial(open_incoming, self.frame))
        for signal in (self.goals.list.opened, self.goals.list.pressed):
            signal.connect(self._open_goal)
        self.steps.list.opened.connect(lambda run: self.frame.open("procedure", run))
        self.duties.list.ticked.connect(self._turn_duty)
        self.duties.list.opened.connect(self._open_duty)

    def reload(self) -> None:
        """Read everything again; what was made before she came here goes last, what is made now stays in its place."""
        self._seen = seen = self.frame.today.look(steps=self._painted)
        if self._settled is None:
            self._settled = frozenset(line.round.key for line in seen.rounds if line.round.is_made)
        if self._painted:
            self._show_owed()
        day = seen.now.date()
        self._teach(not seen.accounts)
        self._columns.setVisible(bool(seen.accounts))
        self._header.show_facts(long_day(day).capitalize(), f"vecka {day.isocalendar().week}")
        self.rounds.show_rows(
            round_rows(seen, self._settled, every=self._every),
            _round_facts(seen),
            _NO_ROUNDS if seen.working else _FREE_DAY,
            _missed(seen),
        )
        self.up.setVisible(bool(seen.up))
        self.up.show_rows(up_rows(seen, may_write=self.desk.may_write), count_of(seen.up), "", UP_NOTE)
        waiting = sum(line.waiting > 0 for line in seen.posts)
        posts = post_rows(seen, may_write=self.desk.may_write)
        self.posts.show_rows(posts, f"{waiting} inlägg" if waiting else "", "Inget ska publiceras i dag.")
        self.incoming.show_rows(
            incoming_rows(seen, may_write=self.desk.may_write), incoming_facts(seen), incoming_sentence(seen)
        )
        self.goals.say("", f"Vecka {day.isocalendar().week}")
        self.goals.show_rows(
            goal_rows(seen), "planerat mot mål", "Inget konto har något mål. Ange inlägg per vecka på kontots sida."
        )
        self.steps.show_rows(
            step_rows(seen), "", "Inget konto håller på att avslutas. Ett avslut leder dig steg för steg."
        )
        self.duties.show_rows(
            duty_rows(seen), _duty_facts(seen), "Inga uppgifter i dag.", _missed_duties(len(seen.missed_duties))
        )

    def _show_owed(self) -> None:
        """Say that something which was to be removed for good still stands in a copy."""
        from smdesk.operations import purge
        from smdesk.words import problems_text

        self.owed.tell(problems_text(purge.owed_problems(self.desk)))

    def _teach(self, wanted: bool) -> None:
        """Say what to begin with, where there is no account."""
        if wanted and self._first is None:
            self._first = Card().add(
                EmptyState(
                    _NO_ACCOUNTS,
                    "Lägg till första kontot…",
                    lambda: self.frame.run("account.new"),
                    other="Läs in kontolista…",
                    run_other=lambda: self.frame.run("account.import"),
                )
            )
            changes(self._first)
            self.box.insertWidget(1, self._first)
        if self._first is not None:
            self._first.setVisible(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:  # the procedures take longest to read: everything else is on the screen before them
            self._painted = True
            QTimer.singleShot(0, self, self.reload)

    def refresh(self) -> None:
        self.frame.today.drop()
        super().refresh()

    def hideEvent(self, event: object) -> None:
        self._settled, self._every = None, False

    def run(self, command: str) -> bool:
        """Open the page of the account whose row she is on."""
        line = self._line(self.rounds.list.current()) if self.rounds.list.hasFocus() else None
        account = line.account if line else self._account_here()
        return account is not None and visit(self.frame, account)

    def visited(self) -> tuple[int, Round | None]:
        if line := self._line(self.rounds.list.current()) if self.rounds.list.hasFocus() else None:
            return line.account.id, line.round
        account = self._account_here()
        return account.id if account else 0, None

    def _account_here(self) -> Account | None:
        """The account that the row in another list is about, if it is about one."""
        if self._seen is None:
            return None
        if self.up.list.hasFocus():
            found = [one.account for one in self._seen.up if one.placement_id == self.up.list.current()]
        elif self.posts.list.hasFocus():
            found = [one.accounts[0] for one in self._seen.posts if one.post.id == self.posts.list.current()]
        elif self.goals.list.hasFocus():
            here = self.goals.list.current()
            found = [lane.account for lane in self._seen.week if lane.account and lane.account.id == here]
        elif self.incoming.list.hasFocus():
            found = [one.account for one in incoming_lines(self._seen) if one.one.id == self.incoming.list.current()]
        elif self.steps.list.hasFocus():
            found = [one.account for one in self._seen.steps or () if one.procedure_id == self.steps.list.current()]
        else:
            found = []
        return found[0] if found else None

    def _line(self, key: Hashable) -> RoundLine | None:
        seen = self._seen
        lines = [*seen.missed, *seen.rounds] if seen else []
        return next((line for line in lines if line.round.key == key), None)

    def _turn_round(self, key: Hashable) -> None:
        if line := self._line(key):
            turn_tick(self, self.desk, line)

    def _open_round(self, key: Hashable) -> None:
        if line := self._line(key):
            open_round(self, self.desk, line)
        elif isinstance(key, tuple) and key[0] == MORE:
            self.frame.open("routine", key[1])
        elif key == EVERY:
            self._every = True
            self.reload()

    def _turn_duty(self, key: Hashable) -> None:
        for turn in self._seen.duties if self._seen else ():
            if turn.key == key and turn.done:
                duty.untick(self.desk, turn.duty.id, turn.due_on)
            elif turn.key == key:
                duty.tick(self.desk, turn.duty.id, turn.due_on)

    def _open_duty(self, key: Hashable) -> None:
        from smdesk.ui.routine.tick import TurnDialog

        for turn in self._seen.duties if self._seen else ():
            if turn.key == key:
                TurnDialog(self, self.desk, turn).exec()

    def _press_post(self, post_id: Hashable) -> None:
        """The row's button: mark it published where it is ready, else open it."""
        from smdesk.ui.post.publish import mark_published

        lines = self._seen.posts if self._seen else ()
        line = next((one for one in lines if one.post.id == post_id), None)
        if line is not None and is_ready(line) and self.desk.may_write:
            mark_published(self, self.desk, line.post.id)
        else:
            self._open_post(post_id)

    def _take_down(self, placement_id: Hashable) -> None:
        """Note that a post is down from an account: she has taken it down there herself."""
        from smdesk.operations import consent

        for one in self._seen.up if self._seen else ():
            if one.placement_id == placement_id and self.desk.may_write:
                consent.take_down(self.desk, one.placement_id)
                self.frame.tell(f"Noterat: nedtaget från {one.account.name}. Ctrl+Z ångrar.")
                return

    def _open_up(self, placement_id: Hashable) -> None:
        for one in self._seen.up if self._seen else ():
            if one.placement_id == placement_id:
                self._open_post(one.post.id)
                return

    def _open_post(self, post_id: Hashable) -> None:
        from smdesk.operations import post
        from smdesk.ui.post.form import PostForm
        from smdesk.ui.post.request import open_request

        if isinstance(post_id, int) and not open_request(self, self.desk, post_id):
            found = post.view(self.desk, post_id)
            form = PostForm(self, self.desk, found.post)
            form.exec()
            if told := form.outcome():
                self.frame.tell(told)

    def _open_goal(self, account_id: Hashable) -> None:
        if isinstance(account_id, int):
            self.frame.open("account", account_id)
        elif account_id == MORE:
            self.frame.open("calendar")


def _round_facts(seen: Today) -> str:
    made = sum(line.round.is_made for line in seen.rounds)
    return f"{made} av {len(seen.rounds)} pass klara" if seen.rounds else ""


def _missed(seen: Today) -> str:
    """Told where something was missed, so that nobody thinks that this is all of it."""
    if not seen.missed:
        return ""
    return f"Missade pass visas {LOOK_BACK} arbetsdagar bakåt. Äldre finns i månaden under Rutiner."


def _duty_facts(seen: Today) -> str:
    done = sum(turn.done is not None for turn in seen.duties)
    return f"{done} av {len(seen.duties)} klara" if seen.duties else ""


def _missed_duties(count: int) -> str:
    if not count:
        return ""
    words = "1 uppgift missades" if count == 1 else f"{count} uppgifter missades"
    return f"{words} de senaste {LOOK_BACK} arbetsdagarna. De finns under Rutiner."
