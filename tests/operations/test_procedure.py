"""Closures in the register: what each step does to it, and that no road leads past a gate."""

from dataclasses import replace
from datetime import date

import pytest
from domain.procedure_cases import VALUES

from smdesk.domain.account import AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.procedure import StepStatus
from smdesk.domain.procedure_change import Abandon, Complete, Fill, Skip, Supplement, TakeBack
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.operations import guarding, procedure, register_check, routine, secret
from tests.operations.procedure_desk import CHIEF, AtTheDesk, complete, refused, status, walk_to
from tests.operations.routine_desk import add_account, ask, undone_and_redone
from tests.operations.whole import everything


class TestBeginning(AtTheDesk):
    def test_a_closure_is_begun_in_one_step(self, desk, account):
        with undone_and_redone(desk):
            run_id = procedure.begin_closure(desk, account)
        seen = procedure.view(desk, run_id)
        assert (seen.account.status, seen.done, seen.count) == (AccountStatus.CLOSING, 0, 29)
        assert seen.next_key == "A1"
        assert procedure.running_of(desk, account) == run_id

    def test_only_a_live_account_that_is_not_being_closed(self, desk, account, run):
        with refused("procedure.running"):
            procedure.begin_closure(desk, account)
        applied = add_account(desk, "Ungdomsrådet", status=AccountStatus.APPLIED)
        with refused("procedure.not_live"):
            procedure.begin_closure(desk, applied)
        with refused("account.gone"):
            procedure.begin_closure(desk, 99)
        assert [one.id for one in procedure.closable(desk)] == []

    def test_somebody_must_be_working(self, desk, account):
        desk.person = Person(name=" ")
        with refused("procedure.person_missing"):
            procedure.begin_closure(desk, account)

    def test_the_template_stays_as_it_was_when_the_run_began(self, desk, run, monkeypatch):
        began = procedure.load(desk, run).template
        newer = replace(began, version="2", steps=tuple(one for one in began.steps if one.key != "B4"))
        monkeypatch.setattr(procedure, "closure_template", lambda: newer)
        later = procedure.begin_closure(desk, add_account(desk, "Anhörigstöd"))
        assert procedure.load(desk, run).template == began
        assert procedure.load(desk, later).template == newer
        assert guarding.check(desk) == []

    def test_a_run_that_is_gone_is_told(self, desk):
        for verb in (procedure.load, procedure.view, procedure.protocol_data):
            with refused("procedure.gone"):
                verb(desk, 7)


class TestChanges(AtTheDesk):
    def test_what_is_typed_is_kept_and_undone_as_one(self, desk, run):
        before = everything(desk)
        for text in ("F", "Få", "Få följare"):
            procedure.make(desk, run, Fill(key="A1", values={"motivation": text}, note="n", override_reason="o"))
        state = procedure.load(desk, run).steps["A1"]
        assert (state.values, state.note, state.override_reason) == ({"motivation": "Få följare"}, "n", "o")
        assert desk.undo().name == "procedure.fill"
        assert everything(desk) == before

    def test_typing_in_two_steps_is_undone_one_by_one(self, desk, run):
        procedure.make(desk, run, Fill(key="A1", values={"motivation": "a"}))
        procedure.make(desk, run, Fill(key="A2", values={"outcome": "b"}))
        desk.undo()
        assert procedure.load(desk, run).steps["A1"].values == {"motivation": "a"}

    @pytest.mark.parametrize("key", ["A1", "A4", "B1", "D2"])
    def test_a_step_is_done_undone_and_redone_whole(self, desk, clock, run, key, tmp_path):
        walk_to(desk, clock, run, key, tmp_path)
        with undone_and_redone(desk):
            complete(desk, run, key)
        assert status(desk, run, key) is StepStatus.DONE

    def test_each_way_a_run_changes_is_one_step(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "C7", tmp_path, without=("B4",))
        with undone_and_redone(desk):
            procedure.make(desk, run, Skip(key="B4", reason="Ingen berörs"))
        with undone_and_redone(desk):
            procedure.make(desk, run, TakeBack(key="B4"))
        with undone_and_redone(desk):
            procedure.make(desk, run, Supplement(key="C6", values={"delivered_on": "2026-03-02"}))
        with undone_and_redone(desk):
            procedure.make(desk, run, Abandon(reason="Kontot behövs"))

    def test_a_reason_for_breaking_the_order_is_dropped_when_the_order_is_kept_after_all(self, desk, run):
        procedure.make(desk, run, Fill(key="A2", values={}, override_reason="A1 kommer sen"))
        complete(desk, run, "A1")
        complete(desk, run, "A2")
        assert procedure.load(desk, run).steps["A2"].override_reason == ""
        complete(desk, run, "B1", override_reason="Bråttom")
        assert procedure.load(desk, run).steps["B1"].override_reason == "Bråttom"

    def test_an_abandoned_closure_gives_the_account_back(self, desk, account, run):
        procedure.make(desk, run, Abandon(reason="Kontot behövs"))
        assert accounts.get(desk, account).status is AccountStatus.ACTIVE
        assert procedure.running_of(desk, account) == 0
        assert procedure.waiting(desk) == []
        assert procedure.begin_closure(desk, account) != run
        assert [one.run.id for one in procedure.all_runs(desk)] == [run + 1, run]

    def test_the_journal_tells_who_did_what_but_not_what_was_written(self, desk, run):
        complete(desk, run, "A1", motivation="Hemligt skäl")
        lines = desk.store.journal.find(order="id desc", limit=4)
        assert ("procedure.complete", "Samordnare", "Dagverksamheten Solen, A1") in {
            (one.step, one.who, one.about) for one in lines
        }
        assert "Hemligt skäl" not in repr(desk.store.journal.all())


class TestTheRegister(AtTheDesk):
    def test_b1_drops_what_is_planned_here_and_leaves_it_elsewhere(self, desk, clock, account, run, tmp_path):
        other = add_account(desk, "Huvudsidan")
        posts = desk.store.post
        for text, places in (("Bara här", [account]), ("Båda", [account, other])):
            made = posts.add(Post(text=text, day=date(2026, 3, 9), time="10:00", created_at=desk.now()))
            for place in places:
                posts.placements.add(Placement(post_id=made.id, account_id=place))
        walk_to(desk, clock, run, "B1", tmp_path)
        moved = procedure.first_values(desk, procedure.load(desk, run), "B1")["moved"]
        assert moved.splitlines() == ["2026-03-09 10:00 Bara här", "2026-03-09 10:00 Båda"]
        with undone_and_redone(desk):
            complete(desk, run, "B1", moved=moved)
        assert [one.state for one in posts.all()] == [PostState.DROPPED, PostState.DRAFT]
        assert [one.account_id for one in posts.placements_of(2)] == [other]

    def test_d3_ends_the_monitoring_but_not_what_was_done(self, desk, clock, account, run, tmp_path):
        ask(desk, account, "09:00")
        walk_to(desk, clock, run, "D3", tmp_path)
        day = desk.today()
        assert routine.rounds(desk, day, day)
        complete(desk, run, "D3")
        clock.set("2026-04-01 12:00")
        assert routine.rounds(desk, date(2026, 4, 1), date(2027, 4, 1)) == []
        assert routine.rounds(desk, date(2026, 3, 30), date(2026, 3, 30))

    def test_d6_waits_until_the_keyring_is_empty(self, desk, clock, account, run, tmp_path):
        secret.remember(desk, account, "smdesk-x", Secret.PASSWORD)
        walk_to(desk, clock, run, "D6", tmp_path)
        change = Complete(key="D6", values=VALUES["D6"])
        assert [one.code for one in procedure.problems(desk, run, change)] == ["procedure.secret_left"]
        with refused("procedure.secret_left"):
            procedure.make(desk, run, change)
        secret.forget(desk, account)
        procedure.make(desk, run, change)
        assert status(desk, run, "D6") is StepStatus.DONE

    def test_d6_waits_also_for_what_a_kill_left_in_the_keyring(self, desk, clock, account, run, tmp_path):
        secret.prepare(desk, account)
        walk_to(desk, clock, run, "D6", tmp_path)
        change = Complete(key="D6", values=VALUES["D6"])
        assert [one.code for one in procedure.problems(desk, run, change)] == ["procedure.secret_left"]
        secret.forget(desk, account)
        procedure.make(desk, run, change)

    def test_d6_tells_what_is_wrong_before_anything_is_deleted(self, desk, clock, account, run, tmp_path):
        secret.remember(desk, account, "smdesk-x", Secret.PASSWORD)
        walk_to(desk, clock, run, "D5", tmp_path)
        codes = [one.code for one in procedure.problems(desk, run, Complete(key="D6", values={}))]
        assert codes == ["procedure.gate", "procedure.field_missing", "procedure.secret_left"]

    def test_d6_keeps_the_secrets_of_a_name_that_is_held(self, desk, clock, account, run, tmp_path):
        secret.remember(desk, account, "smdesk-x", Secret.PASSWORD)
        walk_to(desk, clock, run, "D4", tmp_path)
        complete(desk, run, "D4", choice="locked", grace_days="")
        complete(desk, run, "D6", removed="", stored_where="Kassaskåpet, samordnaren svarar")
        assert secret.kept(accounts.get(desk, account))

    def test_e4_closes_the_account_with_its_archive_reference(self, desk, clock, account, run, tmp_path):
        walk_to(desk, clock, run, "E4", tmp_path)
        reference = procedure.first_values(desk, procedure.load(desk, run), "E4")
        assert reference == {"archive_ref": VALUES["C5"]["dnr"]}
        complete(desk, run, "E4")
        closed = accounts.get(desk, account)
        assert (closed.status, closed.closed_on) == (AccountStatus.CLOSED, date(2026, 5, 3))
        assert closed.archive_ref == VALUES["C5"]["dnr"]

    def test_e5_is_signed_by_two_and_ends_the_run(self, desk, clock, account, run, tmp_path):
        walk_to(desk, clock, run, "E5", tmp_path)
        complete(desk, run, "E5")
        assert not procedure.load(desk, run).is_over
        with refused("procedure.already_signed"):
            procedure.make(desk, run, Complete(key="E5"))
        with refused("procedure.signed"):
            procedure.make(desk, run, Fill(key="E5", values={"case_closed": "no"}))
        procedure.make(desk, run, Complete(key="E5"), CHIEF)
        ended = procedure.load(desk, run)
        assert ended.is_over
        assert [str(one) for one in ended.steps["E5"].signatures] == ["Samordnare", "Enhetschef, Seniorhälsan"]
        assert procedure.running_of(desk, account) == 0
        assert register_check.check_desk(desk) == []

    def test_c4_is_not_signed_by_who_saved_the_files(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "C4", tmp_path)
        with refused("procedure.same_person"):
            complete(desk, run, "C4", Person(name="samordnare ", function="en annan roll"))


class TestTheExemption(AtTheDesk):
    def silent_since(self, desk, account, day, source="Sidans flöde"):
        desk.store.account.change(replace(desk.store.account.get(account), last_post_on=day, last_post_source=source))

    def test_b2_is_left_out_by_the_last_posts_date(self, desk, clock, account, run):
        self.silent_since(desk, account, date(2025, 9, 1))
        complete(desk, run, "A1")
        known = procedure.exemption(desk, procedure.load(desk, run))
        assert (known.days, known.holds) == (182, True)
        with undone_and_redone(desk):
            procedure.make(desk, run, Skip(key="B2", reason="Inaktivt"))
        state = procedure.load(desk, run).steps["B2"]
        assert state.values == {"last_post_on": "2025-09-01", "last_post_source": "Sidans flöde", "days": "182"}

    def test_six_months_to_the_day_are_not_more(self, desk, account, run):
        self.silent_since(desk, account, date(2025, 9, 2))
        complete(desk, run, "A1")
        with refused("procedure.not_inactive"):
            procedure.make(desk, run, Skip(key="B2", reason="Inaktivt"))

    @pytest.mark.parametrize(("day", "source"), [(None, "Sidans flöde"), (date(2024, 1, 1), "")])
    def test_an_unknown_last_post_exempts_nobody(self, desk, account, run, day, source):
        self.silent_since(desk, account, day, source)
        complete(desk, run, "A1")
        assert not procedure.exemption(desk, procedure.load(desk, run)).holds
        with refused("procedure.last_post_unknown"):
            procedure.make(desk, run, Skip(key="B2", reason="Inaktivt"))

    def test_a_post_logged_here_counts(self, desk, account, run):
        self.silent_since(desk, account, date(2024, 1, 1))
        made = desk.store.post.add(Post(text="x", day=date(2026, 3, 1), created_at=desk.now()))
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account, published_at=desk.now()))
        known = procedure.exemption(desk, procedure.load(desk, run))
        assert (known.facts.last_post_source, known.days, known.holds) == ("publicerat enligt kalendern", 0, False)

    def test_a_post_logged_here_is_a_source_though_the_register_names_none(self, desk, clock, account, run):
        made = desk.store.post.add(Post(text="x", day=desk.today(), created_at=desk.now()))
        desk.store.post.placements.add(Placement(post_id=made.id, account_id=account, published_at=desk.now()))
        self.silent_since(desk, account, desk.today(), "")
        clock.set("2026-09-03 12:00")
        known = procedure.exemption(desk, procedure.load(desk, run))
        assert (known.facts.last_post_source, known.holds) == ("publicerat enligt kalendern", True)
