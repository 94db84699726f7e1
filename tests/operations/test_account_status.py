"""The status of an account: by hand, by its closure, and by no other road."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smdesk import words
from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.problem import RefusedError
from smdesk.domain.procedure_change import Abandon
from smdesk.operations import account as accounts
from smdesk.operations import procedure
from tests.operations.routine_desk import Clock, begin

S = AccountStatus


@pytest.fixture
def clock():
    return Clock("2026-11-24 09:12")


@pytest.fixture
def desk(tmp_path, clock):
    made = begin(tmp_path / "register", clock)
    yield made
    made.close()


def add(desk: Desk, **fields) -> Account:
    return accounts.add(desk, Account(**{"name": "Seniorhälsan", "platform": "facebook"} | fields))


def refused(desk: Desk, account: Account, status: AccountStatus) -> str:
    with pytest.raises(RefusedError) as caught:
        accounts.set_status(desk, account.id, status)
    return caught.value.problems[0].code


def test_status_by_hand_and_its_history(desk, clock):
    account = accounts.add(desk, Account(name="Ungdomsrådet", status=S.APPLIED))
    assert refused(desk, account, S.ACTIVE) == "account.transition"
    accounts.set_status(desk, account.id, S.DECIDED)
    clock.moment += timedelta(days=3)
    accounts.set_status(desk, account.id, S.ACTIVE)
    assert accounts.get(desk, account.id).started_on == desk.today()
    days = [(one.day.day, one.status) for one in desk.store.account.statuses.all()]
    assert days == [(24, S.APPLIED), (24, S.DECIDED), (27, S.ACTIVE)]


def test_a_status_has_its_day_who_gave_it_and_why_and_undo_takes_all_of_it_back(desk, clock):
    account = add(desk)
    since = accounts.view(desk, account.id).since
    assert (since.day, since.set_by, since.reason) == (desk.today(), "Samordnare", "")
    clock.moment += timedelta(days=3)
    accounts.set_status(desk, account.id, S.RESTING, "Ingen redaktör till mars")
    resting = accounts.view(desk, account.id).since
    assert (resting.status, resting.day, resting.set_by) == (S.RESTING, desk.today(), "Samordnare")
    assert resting.reason == "Ingen redaktör till mars"
    desk.undo()
    assert accounts.view(desk, account.id).since == since
    desk.redo()
    assert accounts.view(desk, account.id).since == resting
    assert "redaktör" not in "".join(f"{one.old}{one.new}" for one in desk.store.journal.all())


def test_closing_goes_only_by_the_procedure_and_back_to_what_it_was(desk):
    account = add(desk, status=S.RESTING)
    assert refused(desk, account, S.CLOSING) == "account.by_procedure"
    run = procedure.begin_closure(desk, account.id)
    assert accounts.get(desk, account.id).status is S.CLOSING
    assert refused(desk, account, S.ACTIVE) == "account.by_procedure"
    assert accounts.view(desk, account.id).choices == []
    procedure.make(desk, run, Abandon(reason="Kontot behövs"))
    assert accounts.get(desk, account.id).status is S.RESTING


@pytest.mark.parametrize("status", [S.CLOSING, S.CLOSED, S.ACTIVE])
def test_a_status_that_no_procedure_gave_is_not_committed_whatever_the_road(desk, status):
    account = add(desk)
    if status is S.ACTIVE:
        procedure.begin_closure(desk, account.id)
    before = accounts.get(desk, account.id)
    with pytest.raises(RefusedError, match="status_differs"), desk.step("account.status"):
        desk.store.account.become(replace(before, status=status), desk.today())
    assert accounts.get(desk, account.id) == before


def test_a_list_brings_a_closed_account_and_its_fields_can_be_mended(desk):
    closed = accounts.add(desk, Account(name="Stängt", platform="x", status=S.CLOSED, import_id=1))
    accounts.change(desk, replace(closed, note="Såg fel ut", import_id=None))
    assert accounts.get(desk, closed.id) == replace(closed, note="Såg fel ut")
    accounts.remove(desk, closed.id)
    desk.undo()
    assert accounts.get(desk, closed.id).status is S.CLOSED


def test_the_transition_is_told_in_swedish(desk):
    account = accounts.add(desk, Account(name="Ungdomsrådet", status=S.APPLIED))
    with pytest.raises(RefusedError) as caught:
        accounts.set_status(desk, account.id, S.RESTING)
    assert words.problems_text(caught.value.problems) == "Ett konto som är ”ansökan” kan inte bli ”vilande”."
