"""Nothing that may be a secret stands in the journal, which is never changed and is exported: tried with a canary."""

from dataclasses import replace
from datetime import timedelta

import pytest
from domain.procedure_cases import VALUES

from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.duty import Duty, Rhythm
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Registration
from smdesk.domain.media import Consent
from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.domain.post import Post, PostState
from smdesk.domain.procedure_change import Abandon, Complete, Fill, Skip, TakeBack
from smdesk.domain.request import RequestState
from smdesk.domain.retention import Decision
from smdesk.domain.routine import Pause, PauseKind, Result
from smdesk.domain.saved_reply import SavedReply
from smdesk.domain.secret import Secret
from smdesk.domain.series import Series, Unit
from smdesk.operations import (
    account,
    calendar,
    check,
    consent,
    crisis,
    day_import,
    duty,
    evidence,
    inbound,
    inbound_entry,
    media,
    moderation,
    outcome,
    phrase,
    plan_import,
    post,
    procedure,
    registration,
    request,
    requirement,
    retention,
    routine,
    saved_reply,
    secret,
    series,
    transfer,
)
from smdesk.operations.post import Publication
from smdesk.operations.still_up import still_up
from smdesk.store.history import WATCHED
from tests.operations.procedure_desk import attach, complete
from tests.operations.routine_desk import Clock, ask, begin

CANARY = "hunter2"

FREE = {
    "account": {"note"},
    "account_status": {"reason"},
    "basic_item": {"text"},
    "check_pass": {"reason"},
    "consent": {"title", "scope", "kept_where", "note"},
    "crisis": {"reason"},
    "duty": {"note"},
    "duty_done": {"note"},
    "evidence": {"name", "alt"},
    "inbound": {
        *("text", "summary", "link", "sender", "handled_with", "reply", "kept_where", "registration_reason"),
        *("hold_reason", "note", "fold"),
    },
    "inbound_event": {"text"},
    "media": {"name", "alt", "photographer", "source", "licence", "tags", "note", "fold"},
    "pause": {"reason"},
    "phrase": {"name", "text"},
    "placement": {"permalink", "failure", "text", "fold"},
    "post": {"text", "fold", "link", "note", "tags", "to_change"},
    "post_state": {"note"},
    "post_text": {"text"},
    "procedure": {"abandoned_reason"},
    "procedure_step": {"note", "fields", "reason", "override_reason"},
    "request": {"channels", "sent_to", "answer", "permalink"},
    "retention_decision": {"note"},
    "saved_reply": {"name", "text"},
    "saved_reply_text": {"text"},
    "setting": {"value"},
    "special_day": {"name", "uid", "source"},
    "tick": {"note"},
}
"""Columns that hold whatever somebody typed or named a file: the journal may say that they changed, never what to."""

REGISTER = {
    "account": {
        *("name", "platform", "kind", "handle", "url", "unit", "purpose", "audience", "plan_link", "goals"),
        *("decided_by", "decided_on", "decision_ref", "owner", "deputy", "login_name", "two_factor_holder"),
        *("archive_level", "archived_on", "archive_ref", "last_post_on", "last_post_source", "profile_checked_on"),
        *("status", "started_on", "closed_on", "secret_service", "secret_set_on", "codes_set_on"),
        *("secret_note_set_on", "subjects"),
    },
    "account_group": {"name"},
    "account_status": {"day", "status", "set_by"},
    "basic_item": {"item", "checked_on"},
    "check_pass": {"key", "passed_at", "passed_by"},
    "consent": {"given_on", "valid_until", "withdrawn_on"},
    "crisis": {"began_at", "began_by", "ended_at", "ended_by", "rounds"},
    "duty": {"key", "title", "rhythm", "source", "source_kind", "starts_on", "ends_on"},
    "duty_done": {"due_on", "done_at", "done_by"},
    "evidence": {"subject", "sha256", "suffix", "kind", "added_at", "added_by"},
    "inbound": {
        *("kind", "came_in_at", "category", "state", "handling", "replied_at", "replied_by", "closed_at"),
        *("registration", "handed_at", "dnr", "retention", "added_at", "added_by"),
    },
    "inbound_event": {"kind", "at", "by"},
    "media": {"sha256", "kind", "added_at", "added_by"},
    "pause": {"kind", "first_day", "last_day"},
    "person": {"name", "function"},
    "phrase": {"kind"},
    "placement": {"published_at", "scheduled_for", "scheduled_at", "scheduled_by", "failed_at"},
    "post": {"state", "day", "time", "created_at", "binned_at", "held_at", "series_day"},
    "post_state": {"state", "at", "by"},
    "post_text": {"session", "at", "by"},
    "procedure": {
        *("kind", "version", "template", "started_on", "started_at", "started_by", "settings", "closed_at"),
        "abandoned_at",
    },
    "procedure_step": {"key", "status", "done_at", "done_by"},
    "purge_record": {"at", "by", "items"},
    "request": {"state", "sent_at", "sent_by", "answered_at", "published_at"},
    "requirement": {"kind", "times", "source", "source_kind", "valid_from", "valid_to", "decided_by"},
    "retention_decision": {"number", "decided_on", "decided_by", "classes", "ends_on"},
    "saved_reply": {"category"},
    "saved_reply_text": {"at", "by"},
    "series": {"unit", "weekdays", "starts_on", "until", "time", "on_free_days", "made_until"},
    "setting": {"key"},
    "signature": {"name", "function", "signed_at"},
    "special_day": {"day", "kind", "last_day", "repeat"},
    "taken_down": {"at", "by"},
    "tick": {"day", "slot", "done_at", "done_by", "result"},
}
"""Columns of register fields, states, days and names that sign: what the journal is there to tell of."""


@pytest.fixture
def desk(tmp_path):
    made = begin(tmp_path / "register", Clock("2026-11-24 12:00"))
    yield made
    made.close()


def texts(desk: Desk, table: str) -> set[str]:
    rows = desk.store.connection.execute(f'pragma table_info("{table}")').fetchall()
    return {name for _, name, kind, *_ in rows if kind.casefold() == "text"}


def test_every_column_of_text_is_free_or_a_registers(desk):
    assert {table: texts(desk, table) for table in WATCHED if texts(desk, table)} == {
        table: FREE.get(table, set()) | REGISTER.get(table, set()) for table in FREE.keys() | REGISTER.keys()
    }


def test_no_operation_lets_a_free_text_into_the_journal(desk, tmp_path):
    mine = account.add(desk, Account(name="Seniorhälsan", platform="facebook", note=CANARY))
    secret.remember(desk, mine.id, secret.prepare(desk, mine.id), Secret.PASSWORD)
    account.change(desk, replace(mine, note=f"{CANARY} igen"))
    for status in (AccountStatus.RESTING, AccountStatus.ACTIVE):
        account.set_status(desk, mine.id, status, CANARY)
    for text in (CANARY, f"{CANARY} igen"):
        account.change_basic(desk, mine.id, "terms", desk.today(), text)
    work_with_posts(desk, mine.id, tmp_path)
    keep_a_library(desk, mine.id, tmp_path)
    keep_the_routine(desk, mine.id)
    take_what_comes_in(desk, mine.id, tmp_path)
    close(desk, mine.id, tmp_path)
    take_in_a_list(desk, tmp_path)
    while desk.undo():
        pass
    while desk.redo():
        pass
    for table, columns in FREE.items():
        for column in columns:
            query = f"select count(*) from {table} where instr({column}, ?)"
            (found,) = desk.store.connection.execute(query, [CANARY]).fetchone()
            assert found, f"the canary was never in {table}.{column}"
    told = [one for one in desk.store.journal.all() if CANARY in repr(one)]
    assert told == []


def take_what_comes_in(desk: Desk, account_id: int, folder) -> None:
    new = replace(inbound.new_item(desk, account_id), text=CANARY, link=CANARY, sender=CANARY, note=CANARY)
    one = inbound.register(desk, new)
    inbound.register(desk, replace(new, text="", summary=CANARY, is_protected=True, kept_where=CANARY))
    inbound.change(desk, replace(one, text=f"{CANARY} igen"))
    inbound_entry.enter(desk, replace(one, note=f"{CANARY} igen"))
    inbound.choose(desk, one.id, "question")
    inbound.write_reply(desk, one.id, CANARY)
    inbound.forward(desk, one.id, CANARY)
    inbound.back(desk, one.id, CANARY)
    registration.decide(desk, one.id, Registration.YES, CANARY)
    registration.hand_over(desk, [one.id])
    registration.set_number(desk, one.id, "SÖD 2026/1")
    inbound.hold(desk, one.id, CANARY)
    moderate(desk, one.id, folder)
    inbound.refer(desk, one.id, f"{CANARY} igen", CANARY)
    decision = Decision(number="SSA 1", decided_on=desk.today(), classes="minor", note=CANARY)
    retention.decide(desk, replace(retention.decide(desk, decision), note=f"{CANARY} igen"))
    kept = saved_reply.add(desk, SavedReply(name=CANARY, text=CANARY))
    saved_reply.change(desk, replace(kept, text=f"{CANARY} igen"))
    saved_reply.remove(desk, saved_reply.add(desk, replace(kept, id=0, name=f"{CANARY} bort")).id)


def moderate(desk: Desk, inbound_id: int, folder) -> None:
    picture = folder / f"{CANARY}-4.png"
    picture.write_bytes(b"\x89PNG4")
    evidence.attach(desk, Subject.INBOUND, inbound_id, evidence.keep(desk.folder, picture))
    act = replace(moderation.new_act(desk, inbound_id), ground=CANARY, reason=CANARY, message=CANARY, note=CANARY)
    moderation.moderate(desk, act, is_done=False)
    moderation.supplement(desk, 1, note=CANARY, police_ref=CANARY)
    moderation.restore(desk, 1, CANARY)


def work_with_posts(desk: Desk, account_id: int, folder) -> None:
    today = desk.today()
    typed = Post(text=CANARY, day=today, link=f"https://{CANARY}.example", note=CANARY, tags=CANARY)
    one = post.write(desk, typed, [account_id], session="s").post
    post.write(
        desk, replace(one, text=f"{CANARY} igen"), [account_id], texts={account_id: f"{CANARY} här"}, session="s"
    )
    made = phrase.add(desk, Phrase(kind=PhraseKind.TEMPLATE, name=CANARY, text=CANARY))
    phrase.change(desk, replace(made, name=f"{CANARY} igen", text=f"{CANARY} igen"))
    phrase.remove(desk, phrase.add(desk, replace(made, id=0, name=f"{CANARY} bort")).id)
    crisis.begin(desk, CANARY)
    for each in crisis.held(desk):
        crisis.release(desk, each.id)
    crisis.end(desk)
    check.pass_stop(desk, one.id, "secret.identity", CANARY)
    series.start(desk, one.id, Series(unit=Unit.DAY, times=3, starts_on=today))
    post.write(desk, replace(post.view(desk, one.id).post, note=f"{CANARY} alla"), [account_id])
    series.spread(desk, one.id, series.CONTENT, series.Scope.ALL)
    post.move(desk, one.id, today + timedelta(days=1))
    copy = post.copy(desk, one.id, today)
    loose = post.write(desk, Post(text=CANARY), []).post
    for each in (copy, loose):
        post.bin_post(desk, each.id)
        post.restore(desk, each.id)
    post.set_state(desk, copy.id, PostState.REVIEW)
    post.set_state(desk, copy.id, PostState.DRAFT, CANARY)
    outcome.fail(desk, copy.id, [account_id], CANARY)
    for state in ("dropped", "draft"):
        post.set_state(desk, one.id, type(one.state)(state))
    out = Publication(account_id=account_id, at=desk.now(), permalink=f"https://example.org/?key={CANARY}")
    for link in (out, replace(out, permalink=f"https://example.org/{CANARY}/2")):
        post.publish(desk, one.id, [link])
    post.log_published(desk, CANARY, [out])
    wished = request.send(desk, typed, [CANARY], CANARY, desk.now()).post.id
    for words in (CANARY, f"{CANARY} igen"):
        request.answer(desk, wished, RequestState.PUBLISHED, words, at=desk.now(), permalink=f"https://{words}")
    picture = folder / f"{CANARY}.png"
    picture.write_bytes(b"\x89PNG")
    file = evidence.attach(desk, Subject.POST, copy.id, evidence.keep(desk.folder, picture), alt=CANARY)
    evidence.set_alt(desk, file.id, f"{CANARY} igen")
    evidence.detach(desk, file.id)
    evidence.attach(desk, Subject.ACCOUNT, account_id, evidence.keep(desk.folder, picture), alt=CANARY)


def keep_a_library(desk: Desk, account_id: int, folder) -> None:
    picture = folder / f"{CANARY}-3.png"
    picture.write_bytes(b"\x89PNG3")
    made = media.add(desk, evidence.keep(desk.folder, picture))
    typed = replace(made, alt=CANARY, photographer=CANARY, source=CANARY, licence=CANARY, tags=CANARY, note=CANARY)
    yes = consent.add(desk, Consent(title=CANARY, scope=CANARY, given_on=desk.today(), kept_where=CANARY, note=CANARY))
    for more in ("", " igen"):
        media.change(desk, replace(typed, name=f"{CANARY}{more}", shows_people=True), [yes.id])
        consent.change(desk, replace(yes, title=f"{CANARY}{more}"))
    out = Publication(account_id=account_id, at=desk.now())
    shown = post.write(desk, Post(text=CANARY, day=desk.today()), [account_id]).post
    evidence.use(desk, shown.id, [made.id])
    post.publish(desk, shown.id, [out])
    consent.withdraw(desk, yes.id, desk.today())
    consent.take_down(desk, still_up(desk)[0].placement_id)


def keep_the_routine(desk: Desk, account_id: int) -> None:
    today = desk.today()
    ask(desk, account_id)
    tick = routine.tick(desk, account_id, today, "09:00", Result.ACTED, CANARY)
    routine.change_note(desk, tick.id, Result.ACTED, f"{CANARY} igen")
    pause = Pause(account_id=account_id, kind=PauseKind.PAUSE, first_day=today, last_day=today, reason=CANARY)
    for reason in (CANARY, f"{CANARY} igen"):
        made = routine.add_pause(desk, replace(pause, reason=reason, first_day=today, last_day=today))
    with desk.step("pause"):
        desk.store.routine.pauses.change(replace(made, reason=f"{CANARY} en gång till"))
    requirement.propose_defaults(desk, [account_id])
    own = duty.add(desk, Duty(title="Gå igenom listan", rhythm=Rhythm.DAY, starts_on=today, note=CANARY))
    duty.change(desk, replace(own, note=f"{CANARY} igen"))
    for note in (CANARY, f"{CANARY} igen"):
        duty.tick(desk, own.id, today, note)
    day = calendar.add_day(desk, today, CANARY)
    calendar.change_day(desk, replace(day, name=f"{CANARY} igen"))
    calendar.set_free(desk, day.id, True)
    calendar.remove_day(desk, calendar.add_day(desk, today, f"{CANARY} bort").id)


def close(desk: Desk, account_id: int, folder) -> None:
    run = procedure.begin_closure(desk, account_id)
    for note in (CANARY, f"{CANARY} igen"):
        procedure.make(desk, run, Fill(key="A1", values={**VALUES["A1"], "motivation": note}, note=note))
    procedure.make(desk, run, Complete(key="A1"))
    procedure.make(desk, run, TakeBack(key="A1"))
    attach(desk, run, "A1", folder, f"{CANARY}.txt")
    gone = attach(desk, run, "A2", folder, f"{CANARY}-2.txt", "annat")
    procedure.remove_file(desk, run, "A2", gone.id)
    complete(desk, run, "A4", override_reason=CANARY)
    procedure.make(desk, run, Skip(key="B4", reason=CANARY))
    procedure.make(desk, run, Abandon(reason=CANARY))


def take_in_a_list(desk: Desk, folder) -> None:
    path = folder / f"{CANARY}.csv"
    path.write_text("Namn;Länk\nParkleken;https://www.facebook.com/parkleken\n", "utf-8")
    opened = transfer.open_list(path)
    transfer.undo_import(desk, transfer.import_accounts(desk, opened, transfer.preview_accounts(desk, opened).good))
    path.write_text(f"Dag;Text;Länk;Anteckning\n2026-12-01;{CANARY};https://{CANARY};{CANARY}\n", "utf-8")
    plan = plan_import.open_plan(path)
    plan_import.import_plan(desk, plan, plan_import.preview_plan(plan, plan_import.known_plan(desk)).good)
    path = folder / f"{CANARY}.ics"
    event = f"BEGIN:VEVENT\nUID:{CANARY}\nSUMMARY:{CANARY}{{}}\nDTSTART;VALUE=DATE:20261201\nEND:VEVENT\n"
    for more in ("", " igen"):
        path.write_text(f"BEGIN:VCALENDAR\n{event.format(more)}END:VCALENDAR\n", "utf-8")
        days = day_import.open_days(path, desk.today())
        preview = day_import.preview_days(days, day_import.known_days(desk))
        number = day_import.import_days(desk, days, preview.good)
    day_import.forget_days(desk, number)
    day_import.import_days(desk, days, day_import.preview_days(days, day_import.known_days(desk)).good)
