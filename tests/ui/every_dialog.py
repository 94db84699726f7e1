"""Every window that is opened over the pages, opened as its page opens it: for the tests that look at them all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from ui.incoming.items import fill

from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus
from smdesk.domain.evidence import Subject
from smdesk.domain.moderation import Action
from smdesk.domain.phrase import PhraseKind
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import Problem
from smdesk.domain.retention import Decision, PurgeRecord
from smdesk.domain.routine import SUBJECTS
from smdesk.domain.secret import Secret
from smdesk.operations import (
    account,
    backup,
    calendar,
    consent,
    crisis,
    duty,
    evidence,
    inbound,
    media,
    moderation,
    outcome,
    post,
    procedure,
    request,
    retention,
    routine,
    saved_reply,
    series,
)
from smdesk.operations.evidence import KeptFile
from smdesk.operations.outcome import Slot
from smdesk.ui.account.form import AccountDialog, basic_dialog, status_dialog
from smdesk.ui.account.groups import GroupsDialog
from smdesk.ui.account.requirement_form import requirement_dialog
from smdesk.ui.calendar.crisis import CrisisDialog, open_crisis
from smdesk.ui.calendar.days import SpecialDays
from smdesk.ui.calendar.planned import PlannedAhead
from smdesk.ui.calendar.wheel import YearWheel
from smdesk.ui.frame.finding import search_of
from smdesk.ui.frame.help import HelpDialog, tell_about
from smdesk.ui.frame.palette import PaletteDialog
from smdesk.ui.frame.window import Window
from smdesk.ui.importing.dialog import ImportDialog
from smdesk.ui.importing.kinds import PLAN, days_of
from smdesk.ui.inbound.decision import decision_dialog
from smdesk.ui.inbound.facts import FactsWindow
from smdesk.ui.inbound.head import whole_text
from smdesk.ui.inbound.moderate import ModerateWindow
from smdesk.ui.inbound.moderation_log import ModerationLog, prolong_dialog, restore_dialog, supplement_dialog
from smdesk.ui.inbound.protect import ProtectWindow
from smdesk.ui.inbound.register import RegisterWindow
from smdesk.ui.inbound.registering import ask_registration
from smdesk.ui.inbound.replies import SavedReplies
from smdesk.ui.inbound.retention import RetentionWindow
from smdesk.ui.kit.ask import ask
from smdesk.ui.media.chooser import MediaChooser
from smdesk.ui.media.consent import ConsentsDialog, consent_dialog, withdraw_dialog
from smdesk.ui.media.form import MediaDialog
from smdesk.ui.post.form import PostForm
from smdesk.ui.post.outcome import did_not_go_out, schedule_there
from smdesk.ui.post.phrases import Phrases
from smdesk.ui.post.publish import log_published, mark_published
from smdesk.ui.post.reading import ReadingDialog
from smdesk.ui.post.request import open_request
from smdesk.ui.post.series import ScopeDialog, SeriesDialog
from smdesk.ui.post.states import send_back
from smdesk.ui.post.tags import TagsDialog
from smdesk.ui.post.texts import TextHistory
from smdesk.ui.procedure.ask import ask_abandon, ask_closure, ask_skip
from smdesk.ui.routine.duties import DutyDialog
from smdesk.ui.routine.pauses import PauseDialog
from smdesk.ui.routine.tick import TickDialog, TurnDialog
from smdesk.ui.secret.dialog import SecretDialog
from smdesk.ui.start.first_run import FirstRun
from smdesk.ui.start.restore import RestoreWindow

Open = Callable[[], object]
_TURNS = 6  # of the event loop until the last layout has settled


def settle() -> None:
    """Let what has been asked of the event loop be done."""
    for _ in range(_TURNS):
        QApplication.processEvents()


def look_at(open_it: Open, look: Callable[[QWidget], object]) -> None:
    """Open a window, have `look` see it when it is on the screen, and close it; it may wait inside `open_it`."""

    def seen() -> None:
        shown = QApplication.activeModalWidget() or made[0]
        try:
            settle()
            look(shown)
        finally:
            shown.hide() if not isinstance(shown, QDialog) else shown.done(0)

    made: list[QWidget] = []
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(seen)
    timer.start(0)
    found = open_it()
    if isinstance(found, QWidget):
        made.append(found)
        found.open() if isinstance(found, QDialog) else found.show()
    while timer.isActive():
        QApplication.processEvents()


def found_by(window: Window, desk: Desk, text: str) -> PaletteDialog:
    """The palette with what it found."""
    made = PaletteDialog(window, window._possible(), search_of(desk))
    made.field.setText(text)
    made._look(text)
    return made


def every(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    """The name of each window and what opens it."""
    yield from _of_the_frame(window, desk)
    yield from _of_the_calendar(window, desk)
    yield from _of_the_library(window, desk)
    yield from _of_moderation(window, desk)
    yield from _of_what_comes_in(window, desk)
    yield from _of_accounts(window, desk)
    yield from _of_routines(window, desk)
    yield from _of_closures(window, desk)
    yield from _of_purging(window, desk)
    yield from _of_inkommet(window, desk)


def _of_the_frame(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    yield "first run", lambda: FirstRun(lambda *_values: None, lambda: None, desk.today())
    problems = [Problem("file.damaged", values={"file": "register.db", "why": "sidan 12 går inte att läsa"})]
    found = [*backup.backups(desk.folder), backup.BackupFile(Path("smdesk-2026-11-20.zip"), desk.now(), 81_000)]
    nothing = lambda *_values: None  # noqa: E731
    yield "restore", lambda: RestoreWindow(desk.folder, problems, found, nothing, nothing)
    yield "restore, no copy", lambda: RestoreWindow(desk.folder, problems, [], nothing, nothing)
    yield "help", lambda: HelpDialog(window)
    yield "about", lambda: tell_about(window)
    yield "palette", lambda: PaletteDialog(window, window._possible(), None)
    yield "palette, found", lambda: found_by(window, desk, "s")
    yield "import", lambda: ImportDialog(window, desk, window.tell)
    yield "import plan", lambda: ImportDialog(window, desk, window.tell, PLAN)
    yield "import days", lambda: ImportDialog(window, desk, window.tell, days_of(desk.today()))
    yield "question", lambda: ask(window, "Ta bort lösenordet?", "Det går inte att ångra.", "Ta bort")
    yield "office", lambda: _page(window, "settings").rename()
    yield "person", lambda: _page(window, "settings").people.edit("")
    yield "office hours", _page(window, "settings").hours.edit


def _page(window: Window, key: str):
    window.open(key)
    return window.page(key)


def _of_the_calendar(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    page = _page(window, "calendar")
    stored = next(one for one in _posts(desk) if one.state is not PostState.PUBLISHED)
    yield "new post", lambda: PostForm(window, desk, Post(day=desk.today()), (1,))
    yield "post", lambda: PostForm(window, desk, stored)
    ids = [one.id for one in post.accounts(desk)[:3]]
    both = post.write(desk, Post(text="Öppet hus"), ids, texts={ids[1]: "Välkommen!"}).post
    yield "post with own text", lambda: PostForm(window, desk, both)
    yield "phrases", lambda: Phrases(window, desk)
    yield "tags", lambda: TagsDialog(window, desk)
    yield "phrase", lambda: Phrases(window, desk).add(PhraseKind.HASHTAGS)
    yield "former texts", lambda: TextHistory(window, desk, stored.id)
    yield "series", lambda: SeriesDialog(window, desk, stored.id)
    repeated = next(one for one in _posts(desk) if one.state is PostState.DRAFT and one.id != stored.id)
    series.start(desk, repeated.id, series.proposed(desk, repeated.id))
    known = series.view(desk, repeated.id)
    post.move(desk, known.others[0].id, known.others[0].day, "08:00")
    known = series.view(desk, repeated.id)
    yield "another series", lambda: SeriesDialog(window, desk, repeated.id, known)
    yield "whom a change is for", lambda: ScopeDialog(window, known, list(series.CONTENT))
    yield "post of a series", lambda: PostForm(window, desk, known.post)
    yield "publish", lambda: mark_published(window, desk, stored.id)
    yield from _of_outcomes(window, desk)
    yield "log", lambda: log_published(window, desk, 1, desk.today())
    yield "special days", lambda: SpecialDays(window, desk, desk.today())
    yield "year wheel", lambda: YearWheel(window, desk)
    yield "planned ahead", lambda: PlannedAhead(window, desk)
    yield "layers", lambda: page.run("calendar.layers")
    yield "special day", lambda: SpecialDays(window, desk, desk.today())._add()
    faulty = Post(text="KOM IDAG!!! bit.ly/abc #öppen #gratis #barn 900101-9802", day=desk.today())
    yield "post with remarks", lambda: PostForm(window, desk, faulty, (1, 2))
    yield "crisis to be", lambda: open_crisis(window, desk)
    yield "crisis", lambda: _crisis(window, desk)
    idea = post.ideas(desk)[0]
    yield "an idea's day", lambda: page.ideas.ask_when(idea.id)
    yield "bin", page.verbs.show_bin
    yield "find", page._find
    yield "filter", lambda: page.run("calendar.filter")
    yield "groups", lambda: GroupsDialog(window, desk)
    yield "new group", lambda: GroupsDialog(window, desk).add_group()


def _of_outcomes(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    told = post.write(desk, Post(text="Öppet hus\nKom kl. 11", day=desk.today(), time="23:00"), [1, 2]).post
    yield "send back", lambda: send_back(window, desk, told.id)
    yield "read as who gets it", lambda: ReadingDialog(window, desk, told.id)
    post.set_state(desk, told.id, PostState.REVIEW)
    yield "post under review", lambda: PostForm(window, desk, post.view(desk, told.id).post)
    post.set_state(desk, told.id, PostState.APPROVED)
    yield "schedule at the platform", lambda: schedule_there(window, desk, told.id)
    wished = Post(text="Invigning", day=desk.today(), time="10:00")
    sent = request.send(desk, wished, ["Stockholms stad på Facebook"], "redaktionen", desk.now())
    yield "new request", lambda: open_request(window, desk, 0, desk.today())
    yield "request", lambda: open_request(window, desk, sent.post.id)
    yield "did not go out", lambda: did_not_go_out(window, desk, told.id)
    at = desk.now() + timedelta(hours=1)
    outcome.schedule(desk, told.id, [Slot(account_id=one, at=at) for one in (1, 2)])
    outcome.fail(desk, told.id, [2], "Kontot var låst")
    yield "publish what is scheduled", lambda: mark_published(window, desk, told.id)
    yield "post that is scheduled", lambda: PostForm(window, desk, post.view(desk, told.id).post)


def _of_the_library(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    line, nothing = media.library(desk)[0], lambda _post_id: None
    used = next(one for one in media.library(desk) if one.uses)
    yield "picture", lambda: MediaDialog(window, desk, line.media.id, nothing)
    yield "picture of a post", lambda: MediaDialog(window, desk, used.media.id, nothing)
    film = media.add(desk, KeptFile("f" * 64, "mp4", "Så röjer vi snön.mp4", 9_000_000))
    yield "film", lambda: MediaDialog(window, desk, film.id, nothing)
    yield "choose media", lambda: MediaChooser(window, desk)
    yield "consents", lambda: ConsentsDialog(window, desk, nothing)
    one = consent.consents(desk)[-1]
    yield "consent", lambda: consent_dialog(window, desk, one.consent, [])
    yield "withdraw", lambda: withdraw_dialog(window, desk, one)


def _of_moderation(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    yield "empty moderation log", lambda: ModerationLog(window, desk, window)
    new = replace(inbound.new_item(desk, 1), text="Ni är korkade allihop\nAlla", sender="Påhittad Avsändare")
    one = inbound.register(desk, replace(new, link="https://example.org/1", category="rule_breach"))
    yield "moderate", lambda: ModerateWindow(window, desk, one.id)
    evidence.attach(desk, Subject.INBOUND, one.id, media_of(desk))
    yield "block", lambda: _filled(ModerateWindow(window, desk, one.id), ground="threat", action=Action.BLOCK)
    yield "own ground", lambda: _filled(ModerateWindow(window, desk, one.id), ground="other", action=Action.REMOVE)
    hidden = inbound.register(desk, replace(new, text="", summary="Bistånd", is_protected=True, kept_where="Kassaskåp"))
    yield "moderate what is protected", lambda: ModerateWindow(window, desk, hidden.id)
    act = replace(moderation.new_act(desk, one.id, Action.BLOCK), ground="Kommentarsreglerna: påhopp", reason="Igen")
    later = desk.today() + timedelta(days=90)
    moderation.moderate(desk, replace(act, decided_by="Chef", review_on=later, message="Hej!", note="Sagt till"))
    moderation.supplement(desk, 1, police_ref="5000-K000000-26")
    log = ModerationLog(window, desk, window)
    log.list.go_to(1)
    yield "moderation log", lambda: log
    for name, make in (("restore", restore_dialog), ("supplement", supplement_dialog), ("prolong", prolong_dialog)):
        yield f"{name} in the log", partial(make, window, desk, moderation.get(desk, 1))


def _filled(window: ModerateWindow, **values: object) -> ModerateWindow:
    """The window with these fields chosen, and what it says when it is not enough."""
    for name, value in values.items():
        window.form.editors[name].show_value(value)
        window.form.editors[name].changed.emit()
    window.form.complete()
    return window


def media_of(desk: Desk) -> KeptFile:
    """A file that lies in the evidence folder."""
    held = media.held(desk, next(one.media.id for one in media.library(desk) if one.uses))
    return KeptFile(held.sha256, held.suffix, held.name, held.size)


def _of_what_comes_in(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    line = next(one for one in routine.today(desk) if not one.round.is_made)
    yield "register inbound", lambda: RegisterWindow(window, desk, line.account.id, line.round)
    yield "register inbound, secret", lambda: _secret(RegisterWindow(window, desk, 1))
    yield "register inbound, protected", lambda: _protected(RegisterWindow(window, desk, 1))
    one = inbound.register(desk, replace(inbound.new_item(desk, 1), text="När öppnar ni?", sender="Kim"))
    yield "facts of inbound", lambda: FactsWindow(window, desk, one.id)


def _secret(made: RegisterWindow) -> RegisterWindow:
    made.form.editors["text"].show_value("Min dotter 900101-9802 fick fel medicin. När ringer ni?")
    made.suggesting.look()
    return made


def _protected(made: RegisterWindow) -> RegisterWindow:
    made.form.editors["is_protected"].show_value(True)
    return made


def _crisis(window: Window, desk: Desk) -> CrisisDialog:
    if crisis.current(desk) is None:
        crisis.begin(desk, "Vattenläcka i Hamnen")
    return CrisisDialog(window, desk)


def _posts(desk: Desk) -> list[Post]:
    lanes = calendar.week(desk, desk.today()).lanes
    return [post.view(desk, one.post.id).post for lane in lanes for cell in lane.cells for one in cell]


def _of_accounts(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    one = account.all_accounts(desk)[0].account
    yield "new account", lambda: AccountDialog(window, desk, lambda _id: None)
    yield "account", lambda: AccountDialog(window, desk, lambda _id: None, one)
    yield "status", lambda: status_dialog(window, desk, one, AccountStatus.RESTING, lambda: None)
    item = account.view(desk, one.id).basic[0].item
    yield "basic information", lambda: basic_dialog(window, desk, one.id, item)
    for kind in SUBJECTS:
        yield f"requirement {kind}", partial(requirement_dialog, window, desk, one, kind, deviation=False)
        yield f"deviation {kind}", partial(requirement_dialog, window, desk, one, kind, deviation=True)
    for secret in Secret:
        yield f"secret {secret}", partial(SecretDialog, window, desk, one.id, secret, lambda: None)


def _of_routines(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    line = routine.today(desk)[0]
    turn = duty.of_today(desk)[0][0]
    yield "tick", lambda: TickDialog(window, desk, line)
    yield "turn", lambda: TurnDialog(window, desk, turn)
    yield "pause", lambda: PauseDialog(window, desk)
    yield "duty", lambda: DutyDialog(window, desk, duty.current(desk)[0])


def _of_closures(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    run = procedure.all_runs(desk)[0].run
    page = _page(window, "procedure")
    yield "closure", lambda: ask_closure(page, desk, window)
    yield "skip", lambda: ask_skip(page, desk, run, run.template.steps[1].key, lambda: None)
    yield "abandon", lambda: ask_abandon(page, desk, run, "Dagverksamheten Solen")


def _of_purging(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    one = next(one for one in desk.store.inbound.all() if one.text and one.reply)
    yield "protect afterwards", lambda: ProtectWindow(window, desk, window, one)
    yield "gallring, nothing decided", lambda: RetentionWindow(window, desk, window)
    for number, months in (("SSA 2025:17", 0), ("SSA 2024:3", 24)):
        new = Decision(number=number, decided_on=desk.today(), decided_by="Stadsarkivet", classes="minor protected")
        made = retention.decide(desk, replace(new, months=months))
    yield "new decision", lambda: decision_dialog(window, desk)
    yield "decision", lambda: decision_dialog(window, desk, made)
    yield "gallring", lambda: RetentionWindow(window, desk, window)
    desk.store.retention.records.add(PurgeRecord(decision_id=made.id, at=desk.now(), by="Samordnare", items="1 2"))
    yield "gallring, made", lambda: chosen(RetentionWindow(window, desk, window), "made")
    yield "gallring, may not", lambda: chosen(RetentionWindow(window, desk, window), "may_not")


def chosen(made: RetentionWindow, key: str) -> RetentionWindow:
    """The window with another of its lists."""
    made.filter._chips[key].click()
    return made


def _of_inkommet(window: Window, desk: Desk) -> Iterator[tuple[str, Open]]:
    ids = fill(desk)
    page = _page(window, "inbound")
    verbs = page.detail.head.verbs
    yield "told how it goes", lambda: verbs.tell_status(ids["waiting"])
    yield "back from who looked into it", lambda: verbs.back(ids["waiting"])
    yield "held from purging", lambda: verbs.hold(inbound.get(desk, ids["question"]))
    yield "joined", lambda: verbs.join(inbound.get(desk, ids["question"]))
    yield "to be registered", lambda: ask_registration(page, desk, ids["document"])
    yield "the whole text", lambda: whole_text(page, "Det är mörkt.\n" * 90)
    yield "saved answers", lambda: SavedReplies(page, desk)
    yield "a saved answer", lambda: SavedReplies(page, desk).add()
    window.open("inbound", ids["question"])
    reply = next(one for one in saved_reply.all_replies(desk) if "{" in one.text)
    yield "a saved answer filled in", lambda: page.detail.way().reply.put(reply)
