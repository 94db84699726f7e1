"""Closures in the register: what each step does to it, and that no road leads past a gate."""

from dataclasses import replace
from datetime import date

import pytest
from domain.procedure_cases import VALUES

from smdesk.domain.account import AccountStatus
from smdesk.domain.evidence import Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import RefusedError
from smdesk.domain.procedure import StepStatus, step_after
from smdesk.domain.procedure_change import Abandon, Complete, Fill, Skip, Supplement, TakeBack
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.operations import checking, evidence, procedure, routine, secret
from tests.operations.procedure_desk import CHIEF, attach, complete, walk_to
from tests.operations.routine_desk import Clock, add_account, ask, begin, everything, undone_and_redone

BEGAN = "2026-03-02 08:00"


@pytest.fixture
def clock():
    return Clock(BEGAN)


@pytest.fixture
def desk(tmp_path, clock):
    made = begin(tmp_path / "data", clock)
    yield made
    made.close()


@pytest.fixture
def account(desk):
    return add_account(desk, "Dagverksamheten Solen")


@pytest.fixture
def run(desk, account):
    return procedure.begin_closure(desk, account)


def refused(*codes):
    """The operation is refused with at least these reasons."""
    return pytest.raises(RefusedError, match="|".join(code.replace(".", r"\.") for code in codes))


def status(desk, run_id, key):
    return procedure.load(desk, run_id).steps[key].status


class TestBeginning:
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
        assert procedure.check(desk) == []

    def test_a_run_that_is_gone_is_told(self, desk):
        for verb in (procedure.load, procedure.view, procedure.protocol_data):
            with refused("procedure.gone"):
                verb(desk, 7)


class TestChanges:
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


class TestTheRegister:
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
        assert checking.check_desk(desk) == []

    def test_c4_is_not_signed_by_who_saved_the_files(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "C4", tmp_path)
        with refused("procedure.same_person"):
            complete(desk, run, "C4", Person(name="samordnare ", function="en annan roll"))


class TestTheExemption:
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


class TestEveryRoad:
    """A gate holds whoever asks: the rules, undo, redo, or a row written past them."""

    def test_a_gate_stops_a_change(self, desk, run):
        before = everything(desk)
        with refused("procedure.gate"):
            complete(desk, run, "D3", override_reason="Jag vill")
        assert everything(desk) == before

    @pytest.mark.parametrize("key", ["A3", "B5", "C4", "C5", "D3"])
    def test_a_row_cannot_be_written_past_the_rules(self, desk, run, key):
        before, step = everything(desk), desk.store.procedure.step(run, key)
        with pytest.raises(RefusedError), desk.step("procedure.complete", key):
            desk.store.procedure.steps.change(replace(step, status=StepStatus.DONE, done_at=desk.now()))
        assert everything(desk) == before

    def test_what_a_gate_needs_cannot_be_set_aside(self, desk, run):
        step = desk.store.procedure.step(run, "C5")
        row = replace(step, status=StepStatus.NOT_APPLICABLE, done_at=desk.now(), reason="Behövs inte")
        with refused("procedure.skip_never"), desk.step("procedure.skip", "C5"):
            desk.store.procedure.steps.change(row)

    def test_a_signature_cannot_be_taken_from_a_step_that_is_done(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "E5", tmp_path)
        complete(desk, run, "E5")
        complete(desk, run, "E5", CHIEF)
        last = desk.store.procedure.signatures.find(order="id desc", limit=1)[0]
        before = everything(desk)
        with refused("procedure.signers"), desk.step("procedure.take_back", "E5"):
            desk.store.procedure.signatures.remove(last.id)
        assert everything(desk) == before

    def test_nothing_is_opened_again_after_d3(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "E1", tmp_path)
        assert desk.undo_step is None
        before = everything(desk)
        for key in ("A2", "B4", "D2", "D3", "D4"):
            with refused("procedure.no_return"):
                procedure.make(desk, run, TakeBack(key=key))
            step = desk.store.procedure.step(run, key)
            with refused("procedure.no_return"), desk.step("procedure.take_back", key):
                desk.store.procedure.steps.change(replace(step, status=StepStatus.OPEN, done_at=None))
        with refused("procedure.no_return"):
            procedure.make(desk, run, Abandon(reason="Vill inte"))
        row = desk.store.procedure.get(run)
        with refused("procedure.no_return"), desk.step("procedure.abandon", "x"):
            desk.store.procedure.change(replace(row, abandoned_at=desk.now(), abandoned_reason="Vill inte"))
        assert everything(desk) == before

    def test_what_is_typed_after_d3_can_be_undone(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "E1", tmp_path)
        with undone_and_redone(desk):
            procedure.make(desk, run, Fill(key="E1", values={"links": "Webbsidan"}))
        complete(desk, run, "E1")
        assert desk.undo_step is None

    def test_an_undo_that_would_leave_a_gate_behind_is_refused(self, desk, clock, run, tmp_path):
        """The evidence lay there before the step was done; played out of order, its undo would break the step."""
        walk_to(desk, clock, run, "B3", tmp_path)
        attach(desk, run, "B3", tmp_path)
        complete(desk, run, "B3")
        done = desk.store.history.undoable.pop()
        before = everything(desk)
        with refused("procedure.files"):
            desk.undo()
        assert everything(desk) == before
        desk.store.history.undoable.append(done)
        desk.undo()
        desk.undo()
        assert procedure.view(desk, run).files == {}

    def test_a_broken_run_is_found_by_the_check(self, desk, run):
        row = desk.store.procedure.step(run, "D3")
        desk.store.procedure.steps.change(replace(row, status=StepStatus.DONE, done_at=desk.now()))
        assert "procedure.gate" in {one.code for one in checking.check_desk(desk)}


class TestFiles:
    def test_a_file_comes_and_goes_while_the_step_is_open(self, desk, run, tmp_path):
        with undone_and_redone(desk):
            one = attach(desk, run, "A3", tmp_path)
        assert procedure.view(desk, run).files == {"A3": [one]}
        with undone_and_redone(desk):
            procedure.remove_file(desk, run, "A3", one.id)

    def test_it_stays_on_a_step_that_is_signed(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "A3", tmp_path)
        one = attach(desk, run, "A3", tmp_path)
        complete(desk, run, "A3")
        before = everything(desk)
        with refused("procedure.evidence_kept"):
            procedure.remove_file(desk, run, "A3", one.id)
        with refused("procedure.evidence_kept"):
            evidence.detach(desk, one.id)
        assert everything(desk) == before
        attach(desk, run, "A3", tmp_path, "tillägg.txt", "mer")
        assert len(procedure.view(desk, run).files["A3"]) == 2

    def test_only_the_steps_own_file_is_removed(self, desk, run, tmp_path):
        one = attach(desk, run, "A3", tmp_path)
        attach(desk, run, "A2", tmp_path, "annan.txt")
        with refused("evidence.gone"):
            procedure.remove_file(desk, run, "A2", one.id)
        with refused("procedure.no_step"):
            procedure.remove_file(desk, run, "X9", one.id)
        with refused("procedure.no_step"):
            attach(desk, run, "X9", tmp_path)

    def test_a_finished_run_takes_the_protocol_but_an_abandoned_one_nothing(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "E5", tmp_path)
        complete(desk, run, "E5")
        complete(desk, run, "E5", CHIEF)
        attach(desk, run, "E5", tmp_path, "protokoll.pdf")
        assert [one.name for one in procedure.view(desk, run).files["E5"]] == ["protokoll.pdf"]
        other = procedure.begin_closure(desk, add_account(desk, "Anhörigstöd"))
        procedure.make(desk, other, Abandon(reason="Behövs"))
        with refused("procedure.over"):
            attach(desk, other, "A1", tmp_path)

    def test_missing_and_changed_files_are_found(self, desk, run, tmp_path):
        files = [attach(desk, run, "A3", tmp_path, f"{n}.txt", "text" * n) for n in (1, 2, 3)]
        assert procedure.damaged(desk.folder, files) == {}
        evidence.locate(desk, files[0].id).unlink()
        evidence.locate(desk, files[1].id).write_text("textTEXT")
        found = procedure.damaged(desk.folder, files)
        assert {name: one.code for name, one in found.items()} == {
            files[0].file_name: "evidence.missing",
            files[1].file_name: "evidence.changed",
        }

    def test_the_files_of_other_subjects_are_not_the_steps(self, desk, run, account, tmp_path):
        kept = evidence.keep(desk.folder, tmp_path / "data" / "register.db")
        evidence.attach(desk, Subject.ACCOUNT, 1, kept)
        assert procedure.view(desk, run).files == {}


class TestReading:
    def test_what_waits_is_told_with_its_day(self, desk, clock, account, run, tmp_path):
        (one,) = procedure.waiting(desk)
        assert (one.procedure_id, one.step_key, one.due, list(one.waits_for)) == (run, "A1", date(2026, 3, 9), [])
        assert one.account.id == account
        walk_to(desk, clock, run, "D3", tmp_path, without=("B4", "C6"))
        complete(desk, run, "D3")
        assert procedure.waiting(desk)[0].step_key == "B4"

    def test_a_value_that_was_cleared_is_not_proposed_again(self, desk, run):
        desk.store.account.change(
            replace(desk.store.account.get(1), last_post_on=date(2026, 2, 1), last_post_source="Flödet")
        )
        assert procedure.first_values(desk, procedure.load(desk, run), "A1") == {"last_post_on": "2026-02-01"}
        procedure.make(desk, run, Fill(key="A1", values={"last_post_on": ""}))
        assert procedure.first_values(desk, procedure.load(desk, run), "A1") == {}


    def test_the_step_after_this_one_is_told_before_it_is_done(self, desk, run):
        began = procedure.load(desk, run)
        assert step_after(began, "A1", desk.today()) == "A2"
        assert step_after(began, "A2", desk.today()) == "A1", "what was passed over comes first"


class TestProtocol:
    def test_it_is_a_draft_until_the_run_is_over(self, desk, clock, run, tmp_path):
        complete(desk, run, "A1")
        attach(desk, run, "A3", tmp_path, "beslut.pdf")
        data = procedure.protocol_data(desk, run)
        assert (data.office, data.platform) == ("Söderviks stadsdelsförvaltning", "Facebook")
        assert [one.name for one in data.evidence["A3"]] == ["beslut.pdf"]
        procedure.write_protocol(desk, run, tmp_path / "protokoll.pdf")
        assert (tmp_path / "protokoll.pdf").read_bytes().startswith(b"%PDF")

    def test_reading_for_it_changes_nothing(self, desk, run, tmp_path):
        before = everything(desk)
        procedure.write_protocol(desk, run, tmp_path / "protokoll.pdf")
        assert everything(desk) == before
