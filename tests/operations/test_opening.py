"""What a register does by itself when it is opened."""

from contextlib import closing

from smdesk.operations import opening
from tests.operations.routine_desk import Clock, begin


def test_the_red_days_of_a_new_year_come_by_themselves_and_are_not_hers_to_undo(tmp_path):
    clock = Clock("2026-12-30 09:00")
    with closing(begin(tmp_path / "register", clock)) as desk:
        opening.rename_office(desk, "Södervik")
        clock.set("2027-01-04 09:00")
        assert desk.store.setting.red_years() == set(range(2025, 2030))
        opening.ensure_special_days(desk)
        assert desk.store.setting.red_years() == set(range(2025, 2031))
        assert desk.undo().name == "office"
        assert 2030 in desk.store.setting.red_years()
        before = desk.store.journal.count()
        opening.ensure_special_days(desk)
        assert desk.store.journal.count() == before, "once"
