"""How much is planned ahead, over the register's accounts, found without reading what has been."""

from contextlib import closing
from datetime import date

import pytest

from smdesk.domain.planned_ahead import Period
from smdesk.domain.post import Post
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import planned_ahead, post, requirement
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture
def desk(tmp_path):
    with closing(begin(tmp_path / "data", Clock("2026-11-24 09:12"))) as made:
        yield made


def test_each_account_has_its_share_and_all_together_theirs(desk):
    for name in ("Huvudsidan", "Parkleken", "Utan mål"):
        add_account(desk, name)
    for number, goal in ((1, 2), (2, 1)):
        requirement.set_requirement(desk, Requirement(account_id=number, kind=RequirementKind.POSTS, value=goal,
                                                      valid_from=date(2026, 11, 24), source="Rutin"))  # fmt: skip
    for day in (25, 30):  # this week is not ahead
        post.write(desk, Post(text="Öppet hus", day=date(2026, 11, day)), [1, 2])
    found = planned_ahead.planned(desk, Period.TWO_WEEKS)
    assert [(account.name, one.planned, one.asked) for account, one in found.rows] == [
        ("Huvudsidan", 1, 4), ("Parkleken", 1, 2), ("Utan mål", 0, None),
    ]  # fmt: skip
    assert (found.whole.planned, found.whole.asked, found.whole.percent) == (2, 6, 33)
    assert (found.first, found.last) == (date(2026, 11, 30), date(2026, 12, 13))


def test_what_is_recommended_is_told_with_its_source():
    share = planned_ahead.recommended()
    assert (share.percent, share.words) == (50, "ungefär hälften")
    assert "varumärkesmanualen" in share.source
