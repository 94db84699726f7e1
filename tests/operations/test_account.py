"""The operations on accounts over a real register: do, look, undo, look."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from smdesk import words
from smdesk.desk import Desk
from smdesk.domain.account import BASIC_ITEMS, Account, AccountStatus, ArchiveLevel
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind, Tick
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.operations import secret
from smdesk.operations.account_history import history
from smdesk.operations.opening import begin, open_desk
from smdesk.operations.platform import platform
from tests.operations.whole import everything

STOCKHOLM = ZoneInfo("Europe/Stockholm")
S = AccountStatus


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)

    def __call__(self) -> datetime:
        return self.at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = begin(
        tmp_path / "data", office="Söderviks stadsdelsförvaltning", person=Person(name="Samordnare"), clock=clock
    )
    yield made
    made.close()


def sound(desk: Desk, name: str = "Seniorhälsan Södervik", **fields) -> Account:
    """An account that nothing is remarked on."""
    given = {"owner": "Enhetschef Seniorhälsan", "admins": 2, "platform": "facebook", "kind": "sida", **fields}
    made = accounts.add(desk, Account(name=name, **given))
    for item in BASIC_ITEMS:
        accounts.check_basic(desk, made.id, item, desk.today())
    return made


def codes(desk: Desk, account_id: int) -> list[str]:
    (row,) = [row for row in accounts.all_accounts(desk) if row.account.id == account_id]
    assert row.remarks == accounts.view(desk, account_id).remarks
    return [problem.code for problem in row.remarks]


def refused(call, *given) -> str:
    with pytest.raises(RefusedError) as caught:
        call(*given)
    assert words.problems_text(caught.value.problems)
    return caught.value.problems[0].code


def test_an_added_account_is_there_with_its_status_from_the_day_it_began(desk):
    added = accounts.add(desk, Account(name="  Seniorhälsan \n Södervik ", started_on=date(2018, 2, 14)))
    assert accounts.get(desk, added.id).name == "Seniorhälsan Södervik"
    (since,) = desk.store.account.statuses.all()
    assert (since.account_id, since.day, since.status) == (added.id, date(2018, 2, 14), S.ACTIVE)


def test_every_change_is_taken_back_whole(desk):
    account = sound(desk)
    for act in (
        lambda: accounts.add(desk, Account(name="Ny")),
        lambda: accounts.change(desk, replace(account, unit="Äldreomsorg", admins=None)),
        lambda: accounts.set_status(desk, account.id, S.RESTING),
        lambda: accounts.check_basic(desk, account.id, "terms", None),
        lambda: accounts.set_basic_text(desk, account.id, "terms", "Egna villkor"),
        lambda: accounts.check_profile(desk, account.id, desk.today()),
        lambda: accounts.remove(desk, account.id),
    ):
        before = everything(desk)
        act()
        after = everything(desk)
        assert after != before
        desk.undo()
        assert everything(desk) == before
        desk.redo()
        assert everything(desk) == after
        desk.undo()


def test_a_name_is_asked_for_and_nothing_is_kept_without(desk):
    before = everything(desk)
    assert refused(accounts.add, desk, Account(name=" ")) == "account.name_missing"
    assert everything(desk) == before


def test_change_leaves_status_secrets_and_end_alone(desk):
    account = sound(desk)
    accounts.change(
        desk,
        replace(account, name="Nytt namn", status=S.CLOSED, closed_on=desk.today(), secret_service="x",
                secret_set_on=desk.today(), codes_set_on=desk.today()),
    )  # fmt: skip
    assert accounts.get(desk, account.id) == replace(account, name="Nytt namn")


def test_saving_nothing_new_is_no_step(desk):
    account = sound(desk)
    before = desk.undo_step
    accounts.change(desk, account)
    assert desk.undo_step is before


def test_an_account_that_is_gone_is_told(desk):
    assert refused(accounts.view, desk, 4711) == "account.gone"
    assert refused(accounts.change, desk, Account(id=4711, name="x")) == "account.gone"


def test_basinformation_by_item(desk):
    known = {"platform": "facebook", "unit": "Seniorhälsan Södervik", "owner": "Chef", "admins": 2}
    account = accounts.add(desk, Account(name="Seniorhälsan", **known))
    assert codes(desk, account.id) == ["account.basic_missing"]
    for item in BASIC_ITEMS:
        accounts.check_basic(desk, account.id, item, date(2026, 3, 11))
    view = accounts.view(desk, account.id)
    assert [one.checked_on for one in view.basic] == [date(2026, 3, 11)] * 6
    assert view.basic_due == (date(2026, 3, 11), date(2027, 3, 11))
    assert codes(desk, account.id) == []
    accounts.check_basic(desk, account.id, "personal_data", None)
    assert accounts.view(desk, account.id).basic[5].checked_on is None
    tomorrow = desk.today() + timedelta(days=1)
    assert refused(accounts.check_basic, desk, account.id, "sender", tomorrow) == "account.future_day"


def test_every_item_has_a_text_to_copy_from_a_source_and_may_have_its_own(desk):
    account = accounts.add(desk, Account(name="Seniorhälsan", unit="Seniorhälsan Södervik"))
    basic = accounts.view(desk, account.id).basic
    assert [one.item for one in basic] == list(BASIC_ITEMS)
    assert all(one.text and one.source and not one.own and "{" not in one.text for one in basic)
    assert "Seniorhälsan Södervik" in basic[0].text
    assert "Söderviks stadsdelsförvaltning" in basic[0].text
    assert "allmän handling" in basic[2].text
    assert basic[5].text.split()[-1].startswith("https://start.stockholm/")
    accounts.set_basic_text(desk, account.id, "contact", "Ring 08-465 004 00")
    contact = accounts.view(desk, account.id).basic[3]
    assert (contact.text, contact.own, contact.checked_on) == ("Ring 08-465 004 00", True, None)
    accounts.set_basic_text(desk, account.id, "contact", " ")
    assert accounts.view(desk, account.id).basic[3] == basic[3]


def test_braces_in_the_registers_own_words_do_no_harm(desk):
    account = accounts.add(desk, Account(name="{0.__class__}", unit="{unit} {x}"))
    assert "{unit} {x}" in accounts.view(desk, account.id).basic[0].text


def test_the_same_address_twice_is_remarked_on_both_until_one_is_closed(desk):
    one = sound(desk, url="https://www.facebook.com/Anhorigstod/")
    other = sound(desk, "Anhörigstöd", url="http://facebook.com/anhorigstod")
    assert (codes(desk, one.id), codes(desk, other.id)) == (["account.same_url"], ["account.same_url"])
    desk.store.account.become(replace(other, status=S.CLOSED), desk.today())
    assert (codes(desk, one.id), codes(desk, other.id)) == ([], [])


def require(desk: Desk, account: Account, kind: RequirementKind, value: int, **given) -> None:
    given = {"source_kind": SourceKind.LOCAL, "source": "lokal rutin", "valid_from": date(2026, 1, 1), **given}
    with desk.step("requirement"):
        desk.store.routine.requirements.add(Requirement(account_id=account.id, kind=kind, value=value, **given))


def test_a_requirement_without_source_is_remarked_on_but_a_proposal_is_not(desk):
    account = sound(desk)
    require(desk, account, RequirementKind.POSTS, 2, source_kind=SourceKind.PROPOSAL, source="")
    assert codes(desk, account.id) == []
    require(desk, account, RequirementKind.ANSWER, 1, source_kind=SourceKind.NONE, source="")
    (remark,) = accounts.view(desk, account.id).remarks
    assert words.problem_text(remark) == "Krav utan källa: Svarstid."
    (row,) = accounts.all_accounts(desk)
    assert row.goal == 2


def test_missed_rounds_are_poor_monitoring_until_they_are_few(desk, clock):
    account = sound(desk)
    require(desk, account, RequirementKind.ROUNDS, 1, times="09:00", valid_from=desk.today())
    clock.pass_days(2)  # Tuesday and Wednesday are gone
    assert codes(desk, account.id) == []
    clock.pass_days(1)
    assert codes(desk, account.id) == ["account.poor_monitoring"]
    with desk.step("tick"):
        desk.store.routine.add(
            Tick(account_id=account.id, day=date(2026, 11, 25), slot="09:00", done_at=desk.now(), late=True)
        )
    assert codes(desk, account.id) == []


def test_a_post_published_here_is_the_last_post(desk, clock):
    account = sound(desk, last_post_on=date(2026, 5, 1), last_post_source="plattformen, avläst 2026-06-01")
    assert codes(desk, account.id) == ["account.inactive_6_months"]
    with desk.step("post.publish"):
        post = desk.store.post.add(Post(text="Seniorgympa", day=date(2026, 11, 20)))
        desk.store.post.placements.add(Placement(post_id=post.id, account_id=account.id, published_at=clock()))
    view = accounts.view(desk, account.id)
    assert (view.last_post, view.last_post_here, list(view.remarks)) == (date(2026, 11, 24), True, [])


def test_a_post_published_after_midnight_is_the_last_post_of_that_day(desk):
    account = sound(desk, last_post_on=date(2026, 6, 30), last_post_source="")
    with desk.step("post.publish"):
        post = desk.store.post.add(Post(text="God natt", day=date(2026, 7, 1), time="00:30"))
        out = datetime(2026, 7, 1, 0, 30, tzinfo=STOCKHOLM)  # 22:30 on 30 June in UTC
        desk.store.post.placements.add(Placement(post_id=post.id, account_id=account.id, published_at=out))
    assert accounts.view(desk, account.id).last_post == date(2026, 7, 1)


def test_the_unknown_stays_unknown(desk):
    account = sound(desk, admins=None)
    stored = accounts.get(desk, account.id)
    assert (stored.admins, stored.last_post_on, stored.archived_on) == (None, None, None)
    assert accounts.view(desk, account.id).last_post is None
    assert codes(desk, account.id) == []


def test_history_tells_the_fields_in_words_newest_first(desk, clock):
    account = sound(desk)
    clock.pass_days(1)
    accounts.change(
        desk,
        replace(account, owner="Samordnare", admins=None, archive_level=ArchiveLevel.UNIQUE,
                decided_on=date(2018, 2, 14), note="hemligt nummer 4711"),
    )  # fmt: skip
    accounts.set_status(desk, account.id, S.RESTING, " Ingen redaktör \n till mars ")
    accounts.check_basic(desk, account.id, "terms", None)
    lines = history(desk, account.id)
    assert [one.text for one in lines[:2]] == [
        "Villkor för deltagande: 24 nov 2026 → saknas",
        "Status: aktivt → vilande. Skäl: Ingen redaktör till mars",
    ]
    assert {one.text for one in lines[2:6]} == {
        "Beslutsdatum: okänt → 14 feb 2018",
        "Kontoansvarig: ”Enhetschef Seniorhälsan” → ”Samordnare”",
        "Administratörer: 2 → okänt",
        "Arkivnivå: okänt → unik information",
    }
    assert lines[-1].text == "Seniorhälsan Södervik lades till i registret"
    assert (lines[0].who, f"{lines[0].at:%d %H:%M}") == ("Samordnare", "25 09:12")
    assert not any("4711" in one.text for one in lines)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("facebook.com/sodervik", "https://facebook.com/sodervik"),
        (" www.instagram.com ", "https://www.instagram.com"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("sidan på facebook", "sidan på facebook"),
    ],
)
def test_an_address_without_its_scheme_is_given_one(desk, typed, kept):
    assert sound(desk, url=typed).url == kept


def test_search_has_every_word_somewhere_and_knows_swedish_letters(desk):
    sound(desk, "Öppna förskolan Ängen", unit="Förskola")
    sound(desk, "Mötesplats Kajen", platform="instagram", handle="kajen_sthlm")
    found = lambda text: [row.account.name for row in accounts.search(desk, text)]  # noqa: E731
    assert found("ÖPPNA äng") == ["Öppna förskolan Ängen"]
    assert found("oppna") == []
    assert found("instagram kaj") == ["Mötesplats Kajen"]
    assert len(found("")) == 2
    assert found("finns inte") == []
    sound(desk, "Öppna förskolan Hamnen", url="https://www.facebook.com/oppnaforskolanhamnen", handle="oppnahamnen")
    assert found("anh") == [], "letters of two words are no word"
    assert found("oppnaf") == found("https://www.facebook.com/oppnaf") == ["Öppna förskolan Hamnen"]


def test_an_unknown_platform_keeps_its_name(desk):
    (row,) = [sound(desk, platform="Mastodon")] and accounts.all_accounts(desk)
    assert (row.platform.name, row.platform.mark) == ("Mastodon", "Ma")
    assert platform("facebook").mark == "Fb"
    assert platform("").mark == "?"


def test_only_an_account_that_nothing_hangs_on_is_removed(desk):
    account = sound(desk)
    with desk.step("post.add"):
        post = desk.store.post.add(Post(text="x"))
        desk.store.post.placements.add(Placement(post_id=post.id, account_id=account.id))
        desk.store.routine.add(Tick(account_id=account.id, day=desk.today(), slot="09:00", done_at=desk.now()))
        desk.store.evidence.add(
            Evidence(subject=Subject.ACCOUNT, subject_id=account.id, sha256="0" * 64, added_at=desk.now())
        )
    secret.remember(desk, account.id, "smdesk-x", Secret.NOTE)
    found = {problem.code for problem in accounts.may_remove(desk, account.id)}
    assert found == {"account.has_posts", "account.has_ticks", "account.has_files", "account.has_secrets"}
    assert refused(accounts.remove, desk, account.id) in found
    bare = accounts.add(desk, Account(name="Felskrivet"))
    accounts.remove(desk, bare.id)
    assert [row.account.id for row in accounts.all_accounts(desk)] == [account.id]


def test_what_a_kill_left_in_the_keyring_is_under_a_name_that_the_register_knows(desk):
    account = sound(desk)
    assert secret.may_hold(account) == ()
    service = secret.prepare(desk, account.id)
    desk.close()  # the keyring has taken it, and the program is killed before the register is told
    with closing(open_desk(desk.folder)) as again:
        assert secret.kept(accounts.get(again, account.id)) == {}
        assert secret.may_hold(accounts.get(again, account.id)) == tuple(Secret)
        assert secret.prepare(again, account.id) == secret.view(again, account.id).service == service
        assert again.undo_step is None
        secret.forget(again, account.id)
        assert secret.may_hold(accounts.get(again, account.id)) == ()


def test_secrets_are_noted_by_day_and_lie_outside_undo(desk, clock):
    account = sound(desk)
    assert secret.view(desk, account.id).service == ""
    service = secret.prepare(desk, account.id)
    assert service.startswith("smdesk-")
    assert account.name not in service
    secret.remember(desk, account.id, service, Secret.PASSWORD)
    assert desk.undo() is None
    clock.pass_days(214)
    secret.remember(desk, account.id, service, Secret.CODES)
    view = secret.view(desk, account.id)
    assert view.service == service
    assert view.age == {Secret.PASSWORD: 214, Secret.CODES: 0}
    assert secret.goes_with(desk, account.id, Secret.PASSWORD) == (Secret.PASSWORD,)
    secret.forget(desk, account.id, Secret.PASSWORD)
    assert secret.goes_with(desk, account.id, Secret.CODES) == tuple(Secret)
    assert list(secret.view(desk, account.id).set_on) == [Secret.CODES]
    secret.forget(desk, account.id)
    assert accounts.get(desk, account.id) == account
    steps = {entry.step for entry in desk.store.journal.of("account", account.id)}
    assert {"secret.set", "secret.delete"} <= steps


def test_an_account_that_is_taken_away_while_the_keyring_is_waited_for_is_told_as_gone(desk):
    account = sound(desk)
    service = secret.prepare(desk, account.id)
    accounts.remove(desk, account.id)
    assert refused(secret.remember, desk, account.id, service, Secret.PASSWORD) == "account.gone"
    assert refused(secret.forget, desk, account.id) == "account.gone"
