"""A list in a register's own form may be anybody's: every row is held against the rules, and none names a secret."""

import csv
import json
from contextlib import closing
from datetime import datetime

import pytest

from smdesk.domain.account import AccountStatus
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.domain.problem import RefusedError
from smdesk.operations import account, opening, procedure, secret, transfer
from smdesk.operations.account_history import history
from smdesk.words import problem_text

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
POSTS = {"id": 1, "account_id": 1, "kind": "posts_per_week", "valid_from": "2020-01-01"}
PAUSE = {"id": 1, "account_id": 1}


@pytest.fixture
def desk(tmp_path):
    person = Person(name="Samordnare")
    with closing(opening.begin(tmp_path / "data", office="Sdf", person=person, clock=lambda: NOW)) as made:
        yield made


@pytest.fixture
def opened(tmp_path):
    def write(*accounts, **hanging):
        path = tmp_path / "konton.json"
        named = [
            {"id": number, "name": f"Konto {number}", "platform": "x", **one} for number, one in enumerate(accounts, 1)
        ]
        path.write_text(json.dumps({"account": named, **hanging}), "utf-8")
        return transfer.open_list(path)

    return write


def only(desk, opened):
    """What came of the one account of a list."""
    preview = transfer.preview_accounts(desk, opened)
    transfer.import_accounts(desk, opened, preview.good)
    (stored,) = desk.store.account.all()
    return stored, preview


@pytest.mark.parametrize(
    ("row", "hanging", "code", "field"),
    [
        ({"name": "   "}, {}, "account.name_missing", "Konto"),
        ({"name": "\u202e\x07"}, {}, "account.name_missing", "Konto"),
        ({"admins": -4}, {}, "account.admins_negative", "Administratörer"),
        ({"admins": 10**30}, {}, "import.number_too_high", "Administratörer"),
        ({}, {"requirement": [{**POSTS, "value": -1}]}, "requirement.value", "Krav"),
        ({}, {"requirement": [{**POSTS, "value": 10**30}]}, "import.number_too_high", "Krav"),
        ({}, {"requirement": [{**POSTS, "kind": "rounds_per_day", "value": 1, "times": "x"}]}, "requirement.times",
         "Krav"),
        ({}, {"pause": [{**PAUSE, "first_day": "2026-02-01", "last_day": "2026-01-01"}]}, "pause.days", "Pauser"),
        ({}, {"basic_item": [{"id": 1, "account_id": 1, "item": "x"}]}, "import.unknown_word", "Basinformation"),
        ({}, {"basic_item": [{"id": 1, "account_id": 1, "item": "terms"}] * 2}, "import.unknown_word",
         "Basinformation"),
    ],
)  # fmt: skip
def test_what_no_form_would_take_is_a_bad_row_that_says_why(desk, opened, row, hanging, code, field, tmp_path):
    found = opened(row, {}, **hanging)
    preview = transfer.preview_accounts(desk, found)
    (bad,) = preview.bad
    (problem,) = bad.problems
    assert (bad.row, problem.code, problem.where, problem.values["field"]) == (1, code, "rad 1", field)
    assert problem_text(problem)
    assert [one.row for one in preview.good] == [2]
    transfer.write_bad_rows(preview, tmp_path / "fel.csv")
    (line,) = csv.DictReader((tmp_path / "fel.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert line["Rad"] == "1"
    transfer.import_accounts(desk, found, preview.good)
    assert [one.name for one in desk.store.account.all()] == ["Konto 2"]


def test_two_accounts_of_one_id_are_both_bad(desk, opened):
    preview = transfer.preview_accounts(desk, opened({"id": 7}, {"id": 7}))
    assert [one.problems[0].code for one in preview.bad] == ["import.same_id"] * 2
    assert not preview.good


def test_texts_are_cleaned_as_those_that_are_typed(desk, opened):
    requirement = {**POSTS, "value": 2, "source": "Ru\u202etin\x07"}
    stored, _ = only(desk, opened({"name": "<b>X\u202e\x07", "url": "facebook.com/x"}, requirement=[requirement]))
    assert (stored.name, stored.url) == ("<b>X", "https://facebook.com/x")
    assert desk.store.routine.requirements.all()[0].source == "Rutin"


@pytest.mark.parametrize("service", ["login", "smdesk-0d4e1f1e-8a55-4d0e-9d53-1f1f7f0c3f10"])
def test_a_list_never_says_which_entry_of_the_keyring_is_the_accounts(desk, opened, service):
    days = {"secret_set_on": "2026-01-01", "codes_set_on": "2026-01-01", "secret_note_set_on": "2026-01-01"}
    stored, preview = only(desk, opened({"secret_service": service, **days}))
    assert stored.secret_service == ""
    assert secret.kept(stored) == {}
    assert [problem_text(one) for one in preview.ignored] == [
        "1 av kontona hade uppgifter i nyckelringen. De hör till datorn där listan skrevs och läses inte in. "
        "Lägg in dem igen, konto för konto."
    ]


@pytest.mark.parametrize(
    ("history", "status"),
    [([], "active"), (["resting", "closing"], "resting"), (["applied", "closing"], "active"), (["closing"], "active")],
)
def test_an_account_that_was_being_closed_is_what_it_was_and_can_be_closed_anew(desk, opened, history, status):
    days = [{"id": number, "account_id": 1, "day": f"2026-11-0{number}", "status": one}
            for number, one in enumerate(history, 1)]  # fmt: skip
    stored, preview = only(desk, opened({"status": "closing"}, account_status=days))
    assert stored.status == status
    assert desk.store.account.statuses.all()[-1].status == status
    assert problem_text(preview.good[0].warnings[0]).startswith("Avslutet följer inte med i listan.")
    procedure.begin_closure(desk, stored.id)
    assert account.get(desk, stored.id).status is AccountStatus.CLOSING


def test_the_history_of_statuses_ends_with_the_accounts_own_and_never_lies_ahead(desk, opened):
    rows = [{"id": 1, "account_id": 1, "day": "2020-01-01", "status": "active"},
            {"id": 2, "account_id": 1, "day": "2031-01-01", "status": "closed"}]  # fmt: skip
    stored, _ = only(desk, opened({"status": "resting"}, account_status=rows))
    told = [(one.day.isoformat(), one.status) for one in desk.store.account.statuses.all()]
    assert told == [("2020-01-01", "active"), ("2026-11-24", "resting")]
    assert stored.status is AccountStatus.RESTING


def test_the_same_list_taken_twice_with_one_preview_adds_nothing(desk, opened):
    found = opened({"url": "https://facebook.com/a"}, {"url": "https://facebook.com/b"})
    preview = transfer.preview_accounts(desk, found)
    transfer.import_accounts(desk, found, preview.good)
    with pytest.raises(RefusedError, match="all_known"):
        transfer.import_accounts(desk, found, preview.good)
    assert desk.store.account.count() == 2


def test_a_bad_row_is_not_taken_though_it_is_asked_for(desk, opened):
    found = opened({"admins": -4})
    preview = transfer.preview_accounts(desk, opened({}))
    with pytest.raises(RefusedError, match="admins_negative"):
        transfer.import_accounts(desk, found, preview.good)
    assert desk.store.account.count() == 0


def test_the_history_says_that_the_account_came_and_not_from_which_file(desk, opened):
    stored, _ = only(desk, opened({}))
    assert [one.text for one in history(desk, stored.id)] == ["Konto 1 lades till i registret"]
    assert not any("konton.json" in f"{one.about} {one.new}" for one in desk.store.journal.all())
