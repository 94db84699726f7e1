"""Accounts: which statuses may follow, and which remarks the rules make; what is unknown makes none."""

from dataclasses import replace
from datetime import date

import pytest

from smdesk.domain.account import (
    ALLOWED_TRANSITIONS,
    BASIC_ITEMS,
    Account,
    AccountFacts,
    AccountStatus,
    BasicItem,
    basic_due,
    check,
    choices,
    last_post,
    may_become,
    remarks,
    same_address,
    web_address,
    whose,
)
from smdesk.domain.problem import Severity, stops

S = AccountStatus
TODAY = date(2026, 11, 24)
ALL_BASIC = [BasicItem(account_id=1, item=item, checked_on=date(2026, 3, 11)) for item in BASIC_ITEMS]
SOUND = Account(id=1, name="Seniorhälsan Södervik", platform="facebook", owner="Enhetschef Seniorhälsan", admins=2)
FACTS = AccountFacts(basic=ALL_BASIC)


def codes(account: Account, facts: AccountFacts = FACTS, today: date = TODAY) -> list[str]:
    return [problem.code for problem in remarks(account, facts, today)]


BY_HAND = {
    S.APPLIED: [S.DECIDED],
    S.DECIDED: [S.APPLIED, S.ACTIVE],
    S.ACTIVE: [S.RESTING],
    S.RESTING: [S.ACTIVE],
    S.CLOSING: [],
    S.CLOSED: [],
}


@pytest.mark.parametrize(("status", "may"), BY_HAND.items())
def test_what_may_be_chosen_by_hand(status, may):
    assert choices(replace(SOUND, status=status)) == may


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("wanted", list(S))
def test_the_procedure_takes_the_roads_that_the_hand_may_not(status, wanted):
    account = replace(SOUND, status=status)
    by_hand = not may_become(account, wanted)
    by_procedure = not may_become(account, wanted, by_procedure=True)
    assert (by_hand or by_procedure) == (wanted in ALLOWED_TRANSITIONS[status])
    assert not (by_hand and by_procedure)
    if by_procedure:
        assert {status, wanted} & {S.CLOSING, S.CLOSED}


def test_a_closed_account_stays_closed():
    assert all(may_become(replace(SOUND, status=S.CLOSED), one, by_procedure=True) for one in S)


def test_an_account_without_defects_has_no_remarks():
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("account", "facts", "code"),
    [
        (SOUND, AccountFacts(basic=ALL_BASIC[:5]), "account.basic_missing"),
        (SOUND, AccountFacts(basic=[replace(ALL_BASIC[0], checked_on=None), *ALL_BASIC[1:]]), "account.basic_missing"),
        (replace(SOUND, admins=1), FACTS, "account.few_admins"),
        (replace(SOUND, admins=0), FACTS, "account.few_admins"),
        (replace(SOUND, owner=""), FACTS, "account.no_owner"),
        (replace(SOUND, url="på Facebook"), FACTS, "account.url_scheme"),
        (replace(SOUND, platform=""), FACTS, "account.no_platform"),
        (SOUND, replace(FACTS, requirements_without_source=["rounds_per_day"]), "account.requirement_source"),
        (SOUND, replace(FACTS, same_url=["Anhörigstöd Södervik"]), "account.same_url"),
        (SOUND, replace(FACTS, missed_rounds=3), "account.poor_monitoring"),
        (replace(SOUND, archived_on=date(2025, 11, 23)), FACTS, "account.archive_old"),
    ],
)
def test_each_defect_makes_its_remark_while_the_account_lives(account, facts, code):
    assert codes(account, facts) == [code]
    assert codes(replace(account, status=S.CLOSED), facts) == []


@pytest.mark.parametrize(
    ("account", "facts"),
    [
        (replace(SOUND, admins=None), FACTS),
        (replace(SOUND, last_post_on=None), FACTS),
        (replace(SOUND, last_post_on=date(2020, 1, 1), last_post_source=""), FACTS),
        (replace(SOUND, archived_on=None), FACTS),
        (SOUND, replace(FACTS, missed_rounds=2)),
        (replace(SOUND, archived_on=date(2025, 11, 24)), FACTS),
    ],
)
def test_the_unknown_and_the_nearly_make_no_remark(account, facts):
    assert codes(account, facts) == []


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 10, 25), None),  # 30 days
        (date(2026, 10, 24), "account.inactive_30_days"),
        (date(2026, 8, 25), "account.inactive_30_days"),
        (date(2026, 8, 24), "account.inactive_3_months"),
        (date(2026, 5, 25), "account.inactive_3_months"),
        (date(2026, 5, 24), "account.inactive_6_months"),
        (date(2019, 1, 1), "account.inactive_6_months"),
    ],
)
def test_inactivity_is_counted_in_days_and_calendar_months(day, code):
    expected = [code] if code else []
    assert codes(replace(SOUND, last_post_on=day, last_post_source="plattformen")) == expected
    assert codes(SOUND, replace(FACTS, last_published=day)) == expected


def test_months_are_counted_to_the_last_day_of_a_short_month():
    facts = replace(FACTS, last_published=date(2026, 2, 28))
    assert codes(SOUND, facts, date(2026, 8, 30)) == ["account.inactive_6_months"]
    assert codes(SOUND, facts, date(2026, 8, 27)) == ["account.inactive_3_months"]


def test_the_newer_of_two_known_posts_counts():
    account = replace(SOUND, last_post_on=date(2026, 1, 1), last_post_source="plattformen")
    assert last_post(account, date(2026, 11, 1)) == date(2026, 11, 1)
    assert last_post(account, None) == date(2026, 1, 1)
    assert last_post(replace(account, last_post_source=""), None) is None
    assert codes(account, replace(FACTS, last_published=date(2026, 11, 1))) == []


def test_a_resting_account_is_not_told_to_post_but_keeps_its_other_remarks():
    resting = replace(SOUND, status=S.RESTING, admins=1, last_post_on=date(2020, 1, 1), last_post_source="x")
    assert codes(resting) == ["account.few_admins"]


def test_an_application_is_not_asked_for_what_only_a_running_account_has():
    assert codes(Account(name="Ungdomsrådet", platform="tiktok", status=S.APPLIED), AccountFacts()) == []


def test_fields_that_stop_and_fields_that_warn():
    wrong = Account(name="  ", admins=-1, url="på Facebook", last_post_on=TODAY)
    assert {(one.code, one.where, one.severity) for one in check(wrong)} == {
        ("account.name_missing", "name", Severity.STOP),
        ("account.admins_negative", "admins", Severity.STOP),
        ("account.url_scheme", "url", Severity.WARN),
        ("account.no_platform", "platform", Severity.WARN),
        ("account.last_post_source", "last_post_source", Severity.WARN),
    }
    assert not stops(check(SOUND))


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://www.facebook.com/x", True),
        (" HTTP://example.org ", True),
        ("facebook.com/x", True),
        ("sidan på facebook", False),
        ("smdesk", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//host/share", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_opened(url, opened):
    assert bool(web_address(Account(name="x", url=url))) is opened


@pytest.mark.parametrize(
    "url", ["https://www.facebook.com/Seniorhalsan/", "http://m.facebook.com/seniorhalsan", "facebook.com/SENIORHALSAN"]
)
def test_the_same_address_in_other_clothes(url):
    assert same_address(url) == "facebook.com/seniorhalsan"


def test_basinformation_is_due_a_year_after_its_oldest_item():
    later = [replace(ALL_BASIC[0], checked_on=date(2026, 9, 1)), *ALL_BASIC[1:]]
    assert basic_due(later) == (date(2026, 3, 11), date(2027, 3, 11))
    assert basic_due(ALL_BASIC[:5]) is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://m.facebook.com/Sodervik/posts/12?comment_id=7", 1),
        ("facebook.com/sodervik", 1),
        ("https://www.facebook.com/sodervik.park/posts/1", 2),
        ("https://www.instagram.com/soderviksbad/p/C1x", 3),
        ("https://www.instagram.com/p/C1x?u=soderviksbad", 0),
        ("https://www.facebook.com/profile.php?id=100&comment=2", 4),
        ("https://www.facebook.com/profile.php?id=1001", 0),
        ("https://www.facebook.com/annan", 0),
        ("inte en länk", 0),
        ("", 0),
    ],
)
def test_a_link_leads_to_the_account_whose_page_it_is_on(link, expected):
    accounts = [
        Account(id=1, name="Huvudsidan", url="https://www.facebook.com/sodervik/"),
        Account(id=2, name="Parker", url="facebook.com/sodervik.park"),
        Account(id=3, name="Badet", url="https://instagram.com/badet_gammalt", handle="@SoderviksBad"),
        Account(id=4, name="Gruppen", url="https://facebook.com/profile.php?id=100"),
        Account(id=5, name="Utan adress", handle="sodervik"),
        Account(id=6, name="Bara sajten", url="https://facebook.com"),
    ]
    found = whose(link, accounts)
    assert (found.id if found else 0) == expected
    assert whose(link, [*accounts, *(replace(one, id=one.id + 10) for one in accounts)]) is None, "of two none"
