"""Account lists: previewed, taken as one step or not at all, undone whole, and back without loss."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from smdesk.demo import demo_desk
from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import Requirement, RequirementKind
from smdesk.operations import account, export, opening, requirement, transfer

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
FILES = Path(__file__).parents[1] / "files"


def begin(folder):
    return closing(opening.begin(folder, office="Sdf", person=Person(name="Samordnare"), clock=lambda: NOW))


@pytest.fixture
def desk(tmp_path):
    with begin(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with closing(demo_desk(tmp_path_factory.mktemp("world") / "data", NOW)) as made:
        yield made


def take(desk, path):
    opened = transfer.open_list(path)
    preview = transfer.preview_accounts(desk, opened)
    return transfer.import_accounts(desk, opened, preview.good), preview


@pytest.mark.parametrize("name", ["kontolista-kartlaggning.xlsx", "kontolista-systemexport.csv"])
def test_a_list_is_taken_as_one_step_and_the_second_time_adds_nothing(desk, name):
    before = (FILES / name).read_bytes()
    import_id, preview = take(desk, FILES / name)
    assert preview.good
    accounts = desk.store.account.all()
    assert len(accounts) == len(preview.good)
    assert {one.import_id for one in accounts} == {import_id}
    again = transfer.preview_accounts(desk, transfer.open_list(FILES / name))
    assert not again.good
    assert len(again.known) == len(preview.good)
    assert desk.undo_step.name == "import"
    desk.undo()
    assert desk.store.account.all() == []
    desk.redo()
    assert desk.store.account.all() == accounts
    assert (FILES / name).read_bytes() == before


def test_the_same_preview_taken_twice_adds_nothing(desk):
    for name in ("kontolista-systemexport.csv", "kontolista-kartlaggning.xlsx"):
        opened = transfer.open_list(FILES / name)
        preview = transfer.preview_accounts(desk, opened)
        transfer.import_accounts(desk, opened, preview.good)
        count = desk.store.account.count()
        with pytest.raises(RefusedError, match="all_known"):
            transfer.import_accounts(desk, opened, preview.good)
        assert desk.store.account.count() == count
    assert len(transfer.imports(desk)) == 2


def test_a_list_that_fails_in_the_middle_is_not_taken_at_all(desk):
    opened = transfer.open_list(FILES / "kontolista-systemexport.csv")
    good = list(transfer.preview_accounts(desk, opened).good)
    bad = replace(good[-1], values={**good[-1].values, "name": " "})
    with pytest.raises(RefusedError):
        transfer.import_accounts(desk, opened, [*good[:-1], bad])
    assert desk.store.account.all() == []
    assert transfer.imports(desk) == []


def test_an_import_is_taken_away_whole_unless_something_hangs_on_it(desk):
    account.add(desk, Account(name="Fanns redan", platform="facebook"))
    import_id, preview = take(desk, FILES / "kontolista-systemexport.csv")
    (found,) = transfer.imports(desk)
    assert (found.id, found.source, found.count) == (import_id, "kontolista-systemexport.csv", len(preview.good))
    with desk.step("post.add"):
        post = desk.store.post.add(Post(text="Fika"))
        used = desk.store.account.of_import(import_id)[0]
        desk.store.post.placements.add(Placement(post_id=post.id, account_id=used.id))
    with pytest.raises(RefusedError) as refused:
        transfer.undo_import(desk, import_id)
    assert refused.value.problems[0].code == "import.used"
    assert desk.store.account.count() == len(preview.good) + 1
    desk.undo()
    assert transfer.undo_import(desk, import_id) == len(preview.good)
    assert [one.name for one in desk.store.account.all()] == ["Fanns redan"]
    assert transfer.imports(desk) == []
    desk.undo()
    assert desk.store.account.count() == len(preview.good) + 1


def test_a_very_large_list_is_no_step_to_undo_but_is_taken_away_by_its_id(desk, tmp_path):
    lines = [f"Konto {number};https://www.facebook.com/konto.{number}" for number in range(transfer.LARGE + 1)]
    (tmp_path / "stor.csv").write_text("\n".join(["Namn;Länk", *lines]), "utf-8")
    import_id, preview = take(desk, tmp_path / "stor.csv")
    assert len(preview.good) == transfer.LARGE + 1
    assert desk.undo_step is None
    assert transfer.undo_import(desk, import_id) == transfer.LARGE + 1
    assert desk.store.account.count() == 0


def as_before_closing(desk):
    closing = AccountStatus.CLOSING
    return [
        replace(one, status=AccountStatus.ACTIVE) if one.status is closing else one for one in desk.store.account.all()
    ]


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
def test_answer_time_in_hours_comes_back_from_the_whole_list(desk, tmp_path, suffix):
    path = tmp_path / f"konton{suffix}"
    with begin(tmp_path / "other") as other:
        made = account.add(other, Account(name="Ängen", platform="facebook"))
        hours = Requirement(account_id=made.id, kind=RequirementKind.ANSWER_HOURS, value=4, valid_from=other.today())
        requirement.set_requirement(other, hours)
        export.export(other, "konton", path)
    take(desk, path)
    (kept,) = desk.store.routine.requirements.all()
    assert replace(kept, id=0, account_id=made.id) == hours


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
def test_the_whole_register_comes_back_from_its_own_list(world, tmp_path, suffix):
    path = tmp_path / f"konton{suffix}"
    export.export(world, "konton", path)
    with begin(tmp_path / "data") as desk:
        _, preview = take(desk, path)
        assert len(preview.good) == 14
        (told,) = [one for good in preview.good for one in good.warnings]
        assert (told.code, told.values["status"]) == ("import.closing", AccountStatus.ACTIVE), "a closure has no list"
        for mine, theirs in (
            ([replace(one, import_id=None) for one in desk.store.account.all()], as_before_closing(world)),
            (desk.store.account.basic.all(), world.store.account.basic.all()),
            (
                [(one.account_id, one.day, one.status) for one in desk.store.account.statuses.all()],
                [
                    (one.account_id, one.day, one.status)
                    for one in world.store.account.statuses.find(order="account_id, day, id")
                    if one.status is not AccountStatus.CLOSING
                ],
            ),
            (desk.store.routine.requirements.all(), world.store.routine.requirements.find(order="account_id, id")),
        ):
            assert mine == theirs
        again = transfer.preview_accounts(desk, transfer.open_list(path))
        assert (len(again.good), len(again.known)) == (0, 14)
