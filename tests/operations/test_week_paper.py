"""What stands on the week's paper."""

from datetime import date
from pathlib import Path

import pytest

from smdesk.domain.post import PostState
from smdesk.domain.problem import CannotSaveError
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import calendar, week_paper
from tests.operations.post_desk import TUESDAY, desk, planned

__all__ = ["desk"]


def test_every_account_in_use_has_its_row_with_states_in_words(desk):
    desk.store.routine.requirements.add(
        Requirement(account_id=1, kind=RequirementKind.POSTS, value=3, valid_from=date(2026, 1, 1))
    )
    calendar.add_day(desk, TUESDAY, "Orange dagen", free=True)
    planned(desk, 1, 2)
    planned(desk, 1, time="", state=PostState.DRAFT, text="")
    planned(desk, text="Utan plats")
    found = week_paper.plan(desk, TUESDAY)
    assert [(lane.account, lane.standing) for lane in found.lanes] == [
        ("Huvudsidan", "2 av 3 · ett inlägg saknas"),
        ("Seniorhälsan", "1 inlägg · inget mål angivet"),
        ("Utan konto", "1 inlägg · välj konto"),
    ]
    assert {(one.time, one.title, one.standing) for one in found.lanes[0].cells[1]} == {
        ("", "Utan text", "utkast · text saknas"),
        ("11:00", "Öppet hus", "inte publicerat"),
    }
    assert (found.facts[1], found.facts[5], found.standing) == (
        "Orange dagen, ledig dag", "", "Ett inlägg saknas mot målen."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2027, 1, 1), "veckoplan-2026-v53.pdf"), (TUESDAY, "veckoplan-2026-v48.pdf"),
     (date(2029, 12, 31), "veckoplan-2030-v01.pdf")],
)  # fmt: skip
def test_the_file_is_named_for_the_week_of_its_year(day, name):
    assert week_paper.file_name(day) == name


def test_only_a_pdf_is_written(desk, tmp_path: Path):
    with pytest.raises(CannotSaveError, match=r"export\.paper"):
        week_paper.write_plan(week_paper.plan(desk, TUESDAY), tmp_path / "plan.xlsx")
    assert list(tmp_path.glob("plan*")) == []
    week_paper.write_plan(week_paper.plan(desk, TUESDAY), tmp_path / "plan.PDF")
    assert (tmp_path / "plan.PDF").read_bytes().startswith(b"%PDF")
