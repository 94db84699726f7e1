"""The closure's rules, one by one (resources/procedures/closure.toml)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from domain.procedure_cases import (
    ANNA,
    BEA,
    BEGAN,
    CHEF,
    LIVELY,
    QUIET,
    VALUES,
    at,
    broken,
    complete,
    finished,
    fresh,
    until,
)

from smdesk.domain.person import Person
from smdesk.domain.problem import RefusedError, Severity, stops
from smdesk.domain.procedure import (
    Facts,
    Run,
    StepStatus,
    action_of,
    due,
    fields_of,
    is_finished,
    is_inactive,
    next_due,
    next_step,
    open_gates,
    prefill,
    progress,
    violations,
    waiting_for,
)
from smdesk.domain.procedure_change import (
    Abandon,
    Change,
    Complete,
    CountFiles,
    Fill,
    Skip,
    Supplement,
    TakeBack,
    changed,
    problems_with,
)
from smdesk.domain.procedure_template import Action
from smdesk.words import problem_text

NOW = at(date(2026, 3, 2))
LATE = at(date(2026, 6, 1))


def codes(run: Run, change: Change, *, person: Person = ANNA, now: object = NOW, facts: Facts = LIVELY) -> list[str]:
    found = problems_with(change, run, person=person, now=now, facts=facts)  # type: ignore[arg-type]
    assert all(problem_text(one) for one in found)
    return [one.code for one in stops(found)]


def test_the_straight_way_ends_closed() -> None:
    run = finished()
    assert progress(run) == (29, 29)
    assert is_finished(run)
    assert run.closed_at == run.steps["E5"].done_at
    assert violations(run) == []
    assert next_step(run, date(2026, 6, 1)) is None


@pytest.mark.parametrize("missing", ["A3", "B2", "B5", "C4", "C5", "C7", "D1"])
def test_d3_is_barred_by_each_of_its_gates(missing: str) -> None:
    run = until("D3", without=(missing,) if missing != "C4" else ("C4", "C5", "D1"))
    change = Complete(key="D3", values=VALUES["D3"], override_reason="Bråttom")
    assert "procedure.gate" in codes(run, change, now=LATE)
    with pytest.raises(RefusedError):
        changed(run, change, person=ANNA, now=LATE, facts=LIVELY)
    assert missing in open_gates(waiting_for(run, "D3", date(2026, 6, 1)))


def test_d3_waits_for_the_day_that_was_announced() -> None:
    run = until("D3")
    change = Complete(key="D3", values=VALUES["D3"])
    assert codes(run, change, now=at(date(2026, 3, 30))) == ["procedure.too_early"]
    assert codes(run, change, now=at(date(2026, 3, 31))) == []


def test_two_admins_are_soft_a_reason_is_enough_and_is_kept() -> None:
    run = until("D3", without=("D2",))
    assert codes(run, Complete(key="D3", values=VALUES["D3"]), now=LATE) == ["procedure.order_reason"]
    done = complete(run, "D3", override_reason="Bara en administratör finns")
    assert done.steps["D3"].is_done
    assert done.steps["D3"].override_reason == "Bara en administratör finns"
    assert violations(done) == []


def test_one_admin_does_not_pass_for_two() -> None:
    change = Complete(key="D2", values={"admins": "Samordnare\nsamordnare\n"})
    assert codes(until("D2"), change) == ["procedure.field_least"]


@pytest.mark.parametrize(
    "key", ["A3", "A4", "B5", "C2", "C3", "C4", "C5", "C7", "D1", "D2", "D3", "D4", "D5", "D6", "E5"]
)
def test_what_a_gate_needs_is_never_left_out(key: str) -> None:
    assert codes(fresh(), Skip(key=key, reason="Behövs inte"), facts=QUIET) == ["procedure.skip_never"]


def test_other_steps_are_left_out_with_a_reason() -> None:
    assert codes(fresh(), Skip(key="B4", reason="  ")) == ["procedure.skip_reason"]
    run = changed(fresh(), Skip(key="B4", reason="Ingen berörs"), person=ANNA, now=NOW, facts=LIVELY)
    assert run.steps["B4"].status is StepStatus.NOT_APPLICABLE
    assert str(run.steps["B4"].signatures[0]) == "Samordnare"


class TestExemption:
    """B2x: no information to the followers when the account has been silent for more than six months."""

    @pytest.mark.parametrize(
        ("last", "today", "exempt"),
        [
            ("2025-08-31", "2026-02-28", False),  # six months after 31 August is the last of February
            ("2025-08-31", "2026-03-01", True),
            ("2023-08-31", "2024-02-29", False),  # leap year
            ("2023-08-31", "2024-03-01", True),
            ("2025-08-30", "2026-02-28", False),
            ("2026-02-28", "2026-08-28", False),
            ("2026-02-28", "2026-08-29", True),
            ("2024-02-29", "2024-08-29", False),
            ("2024-02-29", "2024-08-30", True),
            ("2025-12-31", "2026-06-30", False),
            ("2025-12-31", "2026-07-01", True),
            ("2026-05-01", "2026-03-01", False),
        ],
    )
    def test_six_calendar_months(self, last: str, today: str, *, exempt: bool) -> None:
        assert is_inactive(date.fromisoformat(last), "Kontots sida", date.fromisoformat(today)) is exempt

    def test_unknown_exempts_nobody(self) -> None:
        assert not is_inactive(None, "Kontots sida", date(2026, 1, 1))
        assert not is_inactive(date(2020, 1, 1), " ", date(2026, 1, 1))

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            (Facts(), "procedure.last_post_unknown"),
            (Facts(last_post_on=date(2020, 1, 1)), "procedure.last_post_unknown"),
            (LIVELY, "procedure.not_inactive"),
        ],
    )
    def test_b2_is_not_left_out_by_hand(self, facts: Facts, code: str) -> None:
        run = until("B2")
        assert codes(run, Skip(key="B2", reason="Vi vill slippa"), facts=facts) == [code]

    def test_the_computation_is_kept_and_opens_d3(self) -> None:
        run = changed(until("B2"), Skip(key="B2", reason="Inaktivt"), person=ANNA, now=NOW, facts=QUIET)
        assert run.steps["B2"].values == {
            "last_post_on": "2025-08-01",
            "last_post_source": "Kontots sida",
            "days": "213",
        }
        for key in ("A4", "B5", "C2", "C3", "C4", "C5", "C7", "D1", "D2"):
            run = run if run.steps[key].is_done else complete(run, key, override_reason="Tyst konto")
        change = Complete(key="D3", values=VALUES["D3"])
        assert codes(run, change, facts=QUIET) == []
        assert codes(run, change, facts=LIVELY) == ["procedure.no_longer_inactive"]
        assert codes(run, change, facts=Facts()) == ["procedure.no_longer_inactive"]

    def test_a_reason_for_the_closure_comes_first(self) -> None:
        assert codes(fresh(), Skip(key="B2", reason="Inaktivt"), facts=QUIET) == ["procedure.gate"]

    def test_a_forged_exemption_is_found(self) -> None:
        run = changed(until("B2"), Skip(key="B2", reason="Inaktivt"), person=ANNA, now=NOW, facts=QUIET)
        forged = broken(run, "B2", values={"last_post_on": "2026-02-01", "last_post_source": "Kontots sida"})
        assert [one.code for one in violations(forged)] == ["procedure.not_inactive"]


class TestWhoSigns:
    def test_who_saved_does_not_check(self) -> None:
        run = until("C4")
        change = Complete(key="C4", values=VALUES["C4"])
        for same in (ANNA, Person(name=" samordnare "), Person(name="Samordnare", function="Vikarie")):
            assert codes(run, change, person=same) == ["procedure.same_person"]
        assert codes(run, change, person=BEA) == []

    def test_nobody_signs_nothing(self) -> None:
        change = Complete(key="A1", values=VALUES["A1"])
        assert codes(fresh(), change, person=Person(name=" ")) == ["procedure.person_missing"]

    def test_the_end_takes_two_people(self) -> None:
        once = complete(until("E5"), "E5")
        assert once.steps["E5"].status is StepStatus.OPEN
        assert not once.is_over
        again = Complete(key="E5")
        assert codes(once, again, now=LATE) == ["procedure.already_signed"]
        assert codes(once, Complete(key="E5", values={"case_closed": "no"}), person=CHEF, now=LATE) == [
            "procedure.signed"
        ]
        assert codes(once, Fill(key="E5", values={}), now=LATE) == ["procedure.signed"]
        twice = changed(once, again, person=CHEF, now=LATE, facts=LIVELY)
        assert twice.closed_at == LATE
        assert [str(one) for one in twice.steps["E5"].signatures] == ["Samordnare", "Enhetschef, Seniorhälsan"]

    def test_the_first_signature_can_be_withdrawn(self) -> None:
        once = complete(until("E5"), "E5")
        run = changed(once, TakeBack(key="E5"), person=ANNA, now=LATE, facts=LIVELY)
        assert run.steps["E5"].signatures == ()
        assert run.steps["E5"].values == VALUES["E5"]

    def test_the_end_is_not_signed_before_everything_is_settled(self) -> None:
        run = until("E5", without=("C6",))
        assert codes(run, Complete(key="E5", values=VALUES["E5"], override_reason="x"), now=LATE) == ["procedure.gate"]


class TestTakingBack:
    def test_before_d3_and_what_was_typed_stays(self) -> None:
        run = changed(complete(fresh(), "A1"), TakeBack(key="A1"), person=ANNA, now=NOW, facts=LIVELY)
        assert run.steps["A1"].status is StepStatus.OPEN
        assert run.steps["A1"].values == VALUES["A1"]
        assert run.steps["A1"].signatures == ()

    def test_not_under_a_step_that_rests_on_it(self) -> None:
        assert codes(until("C6"), TakeBack(key="C4")) == ["procedure.gate"]
        assert codes(until("A3"), TakeBack(key="A1")) == ["procedure.order_reason"]

    def test_never_after_d3(self) -> None:
        run = complete(until("D3"), "D3")
        for step in run.template.steps:
            if run.steps[step.key].is_settled:
                assert codes(run, TakeBack(key=step.key), now=LATE) == ["procedure.no_return"]
        assert codes(run, Abandon(reason="Ångrar oss"), now=LATE) == ["procedure.no_return"]

    def test_a_run_can_be_abandoned_before_d3(self) -> None:
        assert codes(until("D3"), Abandon(reason=" ")) == ["procedure.abandon_reason"]
        run = changed(until("D3"), Abandon(reason="Slås ihop"), person=ANNA, now=NOW, facts=LIVELY)
        assert run.is_over
        assert codes(run, Complete(key="D3", values=VALUES["D3"]), now=LATE) == ["procedure.over"]


class TestSecrets:
    """D4–D6: deleted after the grace, or locked and kept."""

    def test_deleted_waits_for_the_grace_that_was_written(self) -> None:
        run = complete(complete(until("D3"), "D3"), "D4", grace_days="14")
        change = Complete(key="D5", values={"checked_on": "2026-04-01", "result": "gone"})
        assert codes(run, change, now=at(date(2026, 4, 13))) == ["procedure.too_early"]
        assert codes(run, change, now=at(date(2026, 4, 14))) == []
        assert next_due(run, "D5").day == date(2026, 4, 14)  # type: ignore[union-attr]

    def test_an_account_that_still_answers_is_not_verified(self) -> None:
        change = Complete(key="D5", values={"checked_on": "2026-05-02", "result": "there"})
        assert codes(until("D5"), change, now=LATE) == ["procedure.field_must"]

    def test_secrets_go_only_after_d5(self) -> None:
        run = until("D5")
        change = Complete(key="D6", values=VALUES["D6"], override_reason="Bråttom")
        assert codes(run, change, now=LATE) == ["procedure.gate"]
        assert action_of(run, "D6") is Action.DELETE_SECRETS

    def test_locked_keeps_them_and_says_where(self) -> None:
        run = complete(until("D4"), "D4", choice="locked", grace_days="")
        assert action_of(run, "D6") is Action.NONE
        assert [one.key for one in fields_of(run, "D6", {})] == ["stored_where"]
        assert codes(run, Complete(key="D6", values={"removed": "Allt"}), now=LATE) == ["procedure.field_missing"]
        assert codes(run, Complete(key="D6", values={"stored_where": "Nyckelringen, samordnaren"}), now=LATE) == []
        assert codes(run, Complete(key="D5", values=VALUES["D5"]), now=at(date(2026, 5, 2))) == []

    def test_a_draft_choice_lifts_no_gate(self) -> None:
        run = changed(until("D4"), Fill(key="D4", values={"choice": "locked"}), person=ANNA, now=LATE, facts=LIVELY)
        change = Complete(key="D6", values={"stored_where": "Hos mig"})
        assert "procedure.gate" in codes(run, change, now=LATE)


class TestValues:
    @pytest.mark.parametrize(
        ("key", "field", "text", "code"),
        [
            ("A1", "reason", "", "procedure.field_missing"),
            ("A1", "reason", "något", "procedure.field_choice"),
            ("A1", "followers", "många", "procedure.field_count"),
            ("A1", "followers", "-1", "procedure.field_count"),
            ("A1", "followers", "1 204", None),
            ("A1", "last_post_on", "2026-02-30", "procedure.field_date"),
            ("A1", "last_post_on", "20260201", "procedure.field_date"),
            ("A1", "last_post_on", "2026-03-03", "procedure.field_future"),
            ("A2", "people", "\n \n", "procedure.field_missing"),
            ("A3", "dnr", "saknas", "procedure.field_dnr"),
            ("A3", "dnr", "1.2.3-159-2015", None),
            ("A5", "closing_on", "2026-03-24", "procedure.field_order"),
            ("B5", "open_items", "2", "procedure.field_must"),
            ("C3", "file_count", "0", "procedure.field_least"),
            ("C4", "complete", "no", "procedure.field_must"),
        ],
    )
    def test_a_value_is_judged_by_its_kind(self, key: str, field: str, text: str, code: str | None) -> None:
        change = Complete(key=key, values={**VALUES[key], field: text})
        assert codes(until(key), change, person=CHEF) == ([code] if code else [])

    def test_a_field_nobody_asked_for_is_refused(self) -> None:
        assert codes(fresh(), Fill(key="A1", values={"x": "1"})) == ["procedure.no_field"]
        assert codes(fresh(), Fill(key="Z9", values={})) == ["procedure.no_step"]

    def test_a_draft_may_be_wrong_and_is_kept_as_typed(self) -> None:
        run = changed(
            fresh(), Fill(key="A1", values={"followers": " ca 3"}, note="ring"), person=ANNA, now=NOW, facts=LIVELY
        )
        assert (run.steps["A1"].values, run.steps["A1"].note) == ({"followers": " ca 3"}, "ring")

    def test_evidence_or_the_field_that_stands_for_it(self) -> None:
        run, change = until("B3"), Complete(key="B3")
        assert codes(run, change) == ["procedure.files"]
        run = changed(run, CountFiles(key="B3", files=1), person=ANNA, now=NOW, facts=LIVELY)
        assert codes(run, change) == []
        done = changed(run, change, person=ANNA, now=NOW, facts=LIVELY)
        assert codes(done, CountFiles(key="B3", files=0)) == ["procedure.evidence_kept"]
        assert codes(done, CountFiles(key="B3", files=2)) == []
        assert codes(until("B2"), Complete(key="B2", values={**VALUES["B2"], "links": ""})) == [
            "procedure.files_or_field"
        ]

    def test_the_delivery_is_filled_in_later_and_once(self) -> None:
        run = finished()
        early = Supplement(key="C6", values={"delivered_on": "2027-01-01"})
        assert codes(run, early, now=LATE) == ["procedure.field_future"]
        there = changed(run, early, person=ANNA, now=at(date(2027, 1, 2)), facts=LIVELY)
        assert violations(there) == []
        assert codes(there, early, now=at(date(2027, 1, 3))) == ["procedure.not_later"]
        assert codes(run, Supplement(key="C5", values={"dnr": "1"}), now=LATE) == ["procedure.not_later"]


def test_the_three_announcements_are_counted_back_from_the_closing_day() -> None:
    run = until("B2")
    assert [(one.label, one.day.isoformat(), one.met) for one in due(run, "B2")] == [
        ("Första inlägget", "2026-03-03", False),
        ("Andra inlägget", "2026-03-17", False),
        ("Tredje inlägget", "2026-03-29", False),
    ]
    run = changed(run, Fill(key="B2", values={"first_on": "2026-03-03"}), person=ANNA, now=NOW, facts=LIVELY)
    assert next_due(run, "B2").label == "Andra inlägget"  # type: ignore[union-attr]
    change = Complete(key="B2", values={**VALUES["B2"], "first_on": "2026-03-05"})
    found = problems_with(change, run, person=ANNA, now=at(date(2026, 3, 30)), facts=LIVELY)
    assert [(one.code, one.severity) for one in found] == [("procedure.later_than_proposed", Severity.WARN)]


def test_no_day_is_told_before_it_can_be_counted() -> None:
    assert due(fresh(), "D3") == []
    assert next_due(fresh(), "A1").day == date(2026, 3, 9)  # type: ignore[union-attr]
    assert next_due(complete(fresh(), "A1"), "A1") is None


def test_the_local_day_counts_not_the_utc_one() -> None:
    run = until("D3")
    change = Complete(key="D3", values=VALUES["D3"])
    midnight = at(date(2026, 3, 30)).replace(hour=22, minute=30)  # 00:30 on 31 March in Stockholm
    assert codes(run, change, now=midnight) == []
    assert codes(run, change, now=midnight - timedelta(hours=1)) == ["procedure.too_early"]


def test_the_next_step_is_one_that_can_be_taken() -> None:
    run = fresh()
    assert next_step(run, BEGAN.date()) == "A1"
    run = complete(run, "A1")
    assert next_step(run, BEGAN.date()) == "A2"
    assert next_step(until("D4"), date(2026, 4, 1)) == "D4"


def test_first_values_come_from_what_is_known() -> None:
    assert prefill(fresh(), "A1", {"last_post_on": "2026-01-02"}) == {"last_post_on": "2026-01-02"}
    assert prefill(until("B2"), "B2", {}) == {"closing_on": "2026-03-31"}
    assert prefill(fresh(), "D4", {}) == {"grace_days": "30"}
    assert prefill(until("E4"), "E4", {}) == {"archive_ref": "SÖD 2026/413"}


@pytest.mark.parametrize("key", ["A3", "B2", "B5", "C4", "C5", "C7", "D1"])
def test_an_undo_that_opens_a_gate_behind_d3_is_found(key: str) -> None:
    run = complete(until("D3"), "D3")
    opened = broken(run, key, status=StepStatus.OPEN, done_at=None, signatures=())
    assert "procedure.gate" in [one.code for one in violations(opened) if one.where == "D3"]


def test_a_damaged_run_is_told_and_can_still_be_mended() -> None:
    damaged = broken(until("B1"), "A3", signatures=())
    assert [one.code for one in violations(damaged)] == ["procedure.signers"]
    assert codes(damaged, Complete(key="B1", values=VALUES["B1"])) == []
    short = replace(damaged, steps={"A1": damaged.steps["A1"]})
    assert [one.code for one in violations(short)] == ["procedure.steps_differ"]
    assert "procedure.closing_differs" in [one.code for one in violations(replace(fresh(), closed_at=NOW))]
