"""The days of a closure's steps: proposals on working days, and moments that are a day and a time."""

from datetime import date

from domain.procedure_cases import ANNA, BEGAN, LIVELY, at, complete, finished, fresh, until

from smdesk.domain.procedure import Run, due, next_due, next_step, next_steps, step_after
from smdesk.domain.procedure_change import Complete, problems_with
from smdesk.domain.workdays import Workdays


def test_a_proposed_day_that_is_free_is_the_working_day_before_unless_the_step_is_barred_till_then() -> None:
    weekdays = Workdays()
    run = until("B2")
    assert [one.day.isoformat() for one in due(run, "B2", weekdays)] == ["2026-03-03", "2026-03-17", "2026-03-27"]
    on_saturday = complete(until("A5"), "A5", closing_on="2026-04-11")
    assert due(on_saturday, "D3", weekdays)[0].day == date(2026, 4, 10)
    on_saturday = complete(on_saturday, "B2", closing_on="2026-04-11")
    assert due(on_saturday, "D3", weekdays)[0].day == date(2026, 4, 13), "not before the day that was announced"
    assert next_due(on_saturday, "D3").day == date(2026, 4, 11)  # type: ignore[union-attr]


def test_the_step_to_take_is_the_free_one_that_is_due_first() -> None:
    run = until("A4")
    assert [(key, next_due(run, key).day.isoformat()) for key in ("A4", "A5", "B1")] == [  # type: ignore[union-attr]
        ("A4", "2026-03-30"), ("A5", "2026-03-09"), ("B1", "2026-03-03"),
    ]  # fmt: skip
    assert next_steps(run, BEGAN.date())[:2] == ["B1", "A4"], "A5 is free first when A4 is done"
    for today in (date(2026, 3, 3), date(2026, 5, 1)):
        assert next_step(run, today) == "B1", "however late another of them is"
    after = complete(run, "A4")
    assert next_steps(after, date(2026, 3, 20))[:2] == ["B1", "A5"]
    assert step_after(after, "B1", date(2026, 3, 20)) == "A5"


def test_of_one_day_or_of_none_the_template_has_the_order() -> None:
    fresh_due = [(one.key, one.day.isoformat()) for key in ("A3", "A4") for one in due(fresh(), key)]
    assert fresh_due == [("A3", "2026-03-30"), ("A4", "2026-03-30")]
    assert next_steps(complete(complete(fresh(), "A1"), "A2"), BEGAN.date())[:3] == ["A3", "A4", "D2"]
    assert next_steps(finished(), BEGAN.date()) == []


def test_a_moment_is_a_day_and_a_time_that_is_not_ahead() -> None:
    run = until("D3")
    for text in ("2026-03-31", "2026-02-31 10:00", "31 mars kl. 10"):
        assert _codes(run, text) == ["procedure.field_moment"]
    assert _codes(run, "2026-04-01 00:00") == ["procedure.field_future"]
    assert _codes(run, "2026-03-31 09:15") == []


def _codes(run: Run, text: str) -> list[str]:
    change = Complete(key="D3", values={"unpublished_at": text})
    return [one.code for one in problems_with(change, run, person=ANNA, now=at(date(2026, 3, 31)), facts=LIVELY)]
