"""That no road leads past a gate; the files, the reading and the printing of closures."""

from dataclasses import replace
from datetime import date

import pytest
from domain.procedure_cases import VALUES

from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Inbound, Registration
from smdesk.domain.problem import RefusedError
from smdesk.domain.procedure import StepStatus, due, step_after
from smdesk.domain.procedure_change import Abandon, Complete, Fill, TakeBack
from smdesk.domain.workdays import SpecialDay
from smdesk.operations import evidence, inbound, procedure, register_check, registration
from tests.operations.procedure_desk import CHIEF, AtTheDesk, attach, complete, refused, walk_to
from tests.operations.routine_desk import add_account, undone_and_redone
from tests.operations.whole import everything


class TestEveryRoad(AtTheDesk):
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

    def test_what_came_in_is_done_with_before_the_inbox_is_empty(self, desk, clock, run, account, tmp_path):
        """B5 counts what is left on the account, whoever asks; other accounts' items are nothing to it."""
        new = Inbound(account_id=account, text="Blir det stängt?", came_in_at=desk.now(), added_at=desk.now())
        first, second = inbound.register(desk, new), inbound.register(desk, new)
        inbound.register(desk, replace(new, account_id=add_account(desk, "Ett annat")))
        registration.decide(desk, first.id, Registration.YES)
        walk_to(desk, clock, run, "B5", tmp_path)
        asked = procedure.problems(desk, run, Complete(key="B5", values=VALUES["B5"]))
        assert [(one.code, one.values["count"]) for one in asked] == [
            ("procedure.items_open", 2), ("procedure.items_unregistered", 1),
        ]  # fmt: skip
        step = desk.store.procedure.step(run, "B5")
        with refused("procedure.items_open"), desk.step("procedure.complete", "B5"):
            done = replace(step, status=StepStatus.DONE, done_at=desk.now())
            desk.store.procedure.steps.change(done)
        inbound.forward(desk, second.id, "Handläggaren")
        inbound.reply(desk, first.id, "Ja, den sista maj.")
        with refused("procedure.items_open"):
            complete(desk, run, "B5")
        inbound.close(desk, second.id)
        with refused("procedure.items_unregistered"):
            complete(desk, run, "B5")
        registration.set_number(desk, first.id, "SÖD 2026/7")
        assert procedure.first_values(desk, procedure.load(desk, run), "B5")["dnrs"] == "SÖD 2026/7"
        complete(desk, run, "B5")

    def test_what_comes_in_after_the_inbox_was_emptied_bars_the_unpublishing(self, desk, clock, run, account, tmp_path):
        walk_to(desk, clock, run, "D3", tmp_path)
        late = inbound.register(
            desk, Inbound(account_id=account, text="Hallå?", came_in_at=desk.now(), added_at=desk.now())
        )
        with refused("procedure.items_open"):
            complete(desk, run, "D3")
        inbound.close(desk, late.id)
        complete(desk, run, "D3")

    def test_a_closure_that_began_before_keeps_its_own_template(self, desk, clock, run, account, tmp_path, monkeypatch):
        began = procedure.load(desk, run).template
        older = replace(began, version="1", steps=tuple(replace(one, empty_inbox=False) for one in began.steps))
        monkeypatch.setattr(procedure, "closure_template", lambda: older)
        other = add_account(desk, "Anhörigstöd")
        inbound.register(desk, Inbound(account_id=other, text="Hallå?", came_in_at=desk.now(), added_at=desk.now()))
        closing = procedure.begin_closure(desk, other)
        walk_to(desk, clock, closing, "B6", tmp_path)
        assert procedure.load(desk, closing).steps["B5"].is_done

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
        assert "procedure.gate" in {one.code for one in register_check.check_desk(desk)}


class TestFiles(AtTheDesk):
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
        assert evidence.damaged(desk.folder, files) == {}
        evidence.locate(desk, files[0].id).unlink()
        evidence.locate(desk, files[1].id).write_text("textTEXT")
        found = evidence.damaged(desk.folder, files)
        assert {name: one.code for name, one in found.items()} == {
            files[0].file_name: "evidence.missing",
            files[1].file_name: "evidence.changed",
        }

    def test_the_files_of_other_subjects_are_not_the_steps(self, desk, run, account, tmp_path):
        kept = evidence.keep(desk.folder, tmp_path / "data" / "register.db")
        evidence.attach(desk, Subject.ACCOUNT, 1, kept)
        assert procedure.view(desk, run).files == {}


class TestReading(AtTheDesk):
    def test_what_waits_is_told_with_its_day(self, desk, clock, account, run, tmp_path):
        (one,) = procedure.waiting(desk)
        assert (one.procedure_id, one.step_key, one.due, list(one.waits_for)) == (run, "A1", date(2026, 3, 9), [])
        assert one.account.id == account
        walk_to(desk, clock, run, "D3", tmp_path, without=("B4", "C6"))
        complete(desk, run, "D3")
        assert procedure.waiting(desk)[0].step_key == "B4"

    def test_a_day_that_is_free_is_the_same_working_day_on_every_page(self, desk, run):
        desk.store.setting.special_days.add(SpecialDay(day=date(2026, 3, 9), name="Planeringsdag", free=True))
        (waiting,), seen = procedure.waiting(desk), procedure.view(desk, run)
        assert seen.next_due is not None
        assert waiting.due == seen.next_due.day == procedure.all_runs(desk)[0].next_due.day == date(2026, 3, 6)

    def test_what_came_late_is_told_with_the_day_that_was_shown(self, desk, clock, run, tmp_path):
        walk_to(desk, clock, run, "B2", tmp_path)
        on_sunday = next(one for one in due(procedure.load(desk, run), "B2") if one.label == "Tredje inlägget")
        assert on_sunday.day == date(2026, 3, 29)
        clock.set("2026-03-30 12:00")
        change = Complete(key="B2", values={**VALUES["B2"], "third_on": "2026-03-28"})
        told = [one for one in procedure.problems(desk, run, change) if one.code == "procedure.later_than_proposed"]
        assert [one.values for one in told] == [{"label": "Tredje inlägget", "day": "2026-03-27"}]

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


class TestProtocol(AtTheDesk):
    def test_it_is_a_draft_until_the_run_is_over(self, desk, clock, run, tmp_path):
        complete(desk, run, "A1")
        attach(desk, run, "A3", tmp_path, "beslut.pdf")
        data = procedure.protocol_data(desk, run)
        assert (data.office, data.platform) == ("Söderviks stadsdelsförvaltning", "Facebook")
        assert [one.name for one in data.evidence["A3"]] == ["beslut.pdf"]
        procedure.write_protocol_data(procedure.protocol_data(desk, run), tmp_path / "protokoll.pdf")
        assert (tmp_path / "protokoll.pdf").read_bytes().startswith(b"%PDF")

    def test_reading_for_it_changes_nothing(self, desk, run, tmp_path):
        before = everything(desk)
        procedure.write_protocol_data(procedure.protocol_data(desk, run), tmp_path / "protokoll.pdf")
        assert everything(desk) == before
