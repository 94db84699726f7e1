"""Accounts: list them, show one, change its fields and its status, tick its basinformation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cache

from smdesk.desk import Desk
from smdesk.domain.account import (
    BASIC_ITEMS,
    BY_PROCEDURE,
    Account,
    AccountStatus,
    BasicItem,
    Platform,
    StatusChange,
    basic_due,
    check,
    choices,
    last_post,
    may_become,
    tidied,
)
from smdesk.domain.evidence import Subject
from smdesk.domain.post import PlacedPost
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.text import clean, fold, one_line
from smdesk.operations.account_remarks import last_published, remarks_of
from smdesk.operations.group import groups_of
from smdesk.operations.platform import platform
from smdesk.operations.secret import kept
from smdesk.operations.stored import stored
from smdesk.resources import read_toml

POSTS_BACK, POSTS_AHEAD = 183, 730
"""Days of posts that an account's page shows; the calendar has them all."""

_NOT_BY_HAND = (
    *("status", "closed_on", "import_id"),
    *("secret_service", "secret_set_on", "codes_set_on", "secret_note_set_on"),
)


@record
class AccountRow:
    """One account in the list. `goal` is how many posts a week it should have, None where nothing is asked.

    `groups` are those that it is in, by id.
    """

    account: Account
    platform: Platform
    remarks: Sequence[Problem]
    goal: int | None
    groups: Mapping[int, str] = field(default_factory=dict)


@record
class BasicView:
    """One item of basinformation: what it is, since when it is in place, and a text to copy to the account."""

    item: str
    title: str
    checked_on: date | None
    text: str
    own: bool  # the text was written for this account
    source: str


@record
class AccountView:
    """All that one account's page shows of the account itself."""

    account: Account
    platform: Platform
    remarks: Sequence[Problem]
    basic: Sequence[BasicView]
    basic_due: tuple[date, date] | None
    last_post: date | None
    last_post_here: bool  # the newest post is one that was marked published here
    choices: Sequence[AccountStatus]
    since: StatusChange | None  # when, by whom and why it got the status that it has
    open_items: int  # of what came in on it, still to be handled


def all_accounts(desk: Desk) -> list[AccountRow]:
    """Every account with its remarks, in order of name as the file compares; the table sorts."""
    accounts = desk.store.account.all()
    found = remarks_of(desk, accounts)
    groups = groups_of(desk)
    return [
        AccountRow(one, platform(one.platform), found[one.id].remarks, found[one.id].goal, groups.get(one.id, {}))
        for one in accounts
    ]


def search(desk: Desk, text: str) -> list[AccountRow]:
    """The accounts that have every word of `text` in name, handle, address, platform, unit, owner or deputy."""
    return matching(all_accounts(desk), text)


def matching(rows: Iterable[AccountRow], text: str) -> list[AccountRow]:
    """Those of `rows` that `search` finds.

    Handles and addresses run words together (”oppnaforskolanhamnen”): they are found by how their parts begin.
    """
    words = fold(text).split()

    def has_all(row: AccountRow) -> bool:
        one = row.account
        said = fold(" ".join((one.name, row.platform.name, one.unit, one.owner, one.deputy)))
        parts = fold(f"{one.handle} {one.url}").split()
        return all(word in said or any(part.startswith(word) for part in parts) for word in words)

    return [row for row in rows if has_all(row)]


def get(desk: Desk, account_id: int) -> Account:
    """One account. `RefusedError` when it is gone."""
    return stored(desk.store.account, account_id, Problem("account.gone"))


def view(desk: Desk, account_id: int) -> AccountView:
    """What one account's page shows. `RefusedError` when it is gone."""
    account = get(desk, account_id)
    basic = {one.item: one for one in desk.store.account.basic_of(account_id)}
    published = last_published(desk).get(account_id)
    newest = last_post(account, published)
    return AccountView(
        account,
        platform(account.platform),
        remarks_of(desk, [account])[account_id].remarks,
        [_basic_view(desk, account, item, basic.get(item)) for item in BASIC_ITEMS],
        basic_due(list(basic.values())),
        newest,
        newest is not None and newest == published,
        choices(account),
        desk.store.account.since(account),
        desk.store.inbound.count_open_of(account_id),
    )


def add(desk: Desk, account: Account) -> Account:
    """Take a new account into the register, with a status it may begin with. `RefusedError` for what `check` stops."""
    account = tidied(account)
    refuse_if(check(account))
    if account.status in BY_PROCEDURE and account.import_id is None:
        raise RefusedError(Problem("account.by_procedure", where="status"))
    with desk.step("account.add", account.name):
        added = desk.store.account.add(account)
        began = account.started_on or desk.today()
        desk.store.account.statuses.add(
            StatusChange(
                account_id=added.id, day=min(began, desk.today()), status=added.status, set_by=str(desk.person)
            )
        )
    return added


def change(desk: Desk, account: Account) -> None:
    """Store the account's fields. Status, secrets and the end of the account have roads of their own."""
    account = tidied(account)
    refuse_if(check(account))
    known = get(desk, account.id)
    new = replace(account, **{name: getattr(known, name) for name in _NOT_BY_HAND})
    if new != known:
        with desk.step("account.change", new.name):
            desk.store.account.change(new)


def set_status(desk: Desk, account_id: int, status: AccountStatus, reason: str = "") -> None:
    """Give the account a status by hand, from today on, with a reason where one is told.

    `RefusedError` for what only the closing procedure does.
    """
    account = get(desk, account_id)
    refuse_if(may_become(account, status))
    began = account.status is AccountStatus.DECIDED and status is AccountStatus.ACTIVE
    started = (account.started_on or desk.today()) if began else account.started_on
    with desk.step("account.status", account.name):
        new = replace(account, status=status, started_on=started)
        desk.store.account.become(new, desk.today(), str(desk.person), one_line(clean(reason)))


def check_basic(desk: Desk, account_id: int, item: str, day: date | None) -> None:
    """Note that the item was seen in place on `day`, or with None that it is missing."""
    if day and day > desk.today():
        raise RefusedError(Problem("account.future_day", where="checked_on"))
    _save_basic(desk, account_id, item, checked_on=day)


def set_basic_text(desk: Desk, account_id: int, item: str, text: str) -> None:
    """Give the account a text of its own for the item; an empty one brings the proposal back."""
    _save_basic(desk, account_id, item, text=clean(text).strip())


def change_basic(desk: Desk, account_id: int, item: str, day: date | None, text: str) -> None:
    """Both at once, as a form gives them; a text that is the proposal word for word stays the proposal."""
    account = get(desk, account_id)
    proposal = _basic_view(desk, account, item, None).text
    with desk.step("account.basic", account.name):
        check_basic(desk, account_id, item, day)
        set_basic_text(desk, account_id, item, "" if clean(text).strip() == proposal else text)


def _save_basic(desk: Desk, account_id: int, item: str, **values: str | date | None) -> None:
    account = get(desk, account_id)
    if item not in BASIC_ITEMS:
        raise ValueError(item)
    found = [one for one in desk.store.account.basic_of(account_id) if one.item == item]
    row = found[0] if found else BasicItem(account_id=account_id, item=item)
    with desk.step("account.basic", account.name):
        desk.store.account.basic.save(replace(row, **values))  # type: ignore[arg-type] # of the callers above


@cache
def _basic_texts() -> Mapping[str, Mapping[str, str]]:
    return {one["key"]: one for one in read_toml("rules/basic_texts.toml")["items"]}


def _basic_view(desk: Desk, account: Account, item: str, row: BasicItem | None) -> BasicView:
    ready = _basic_texts()[item]
    own = row.text if row else ""
    known = {
        "unit": account.unit or account.name,
        "office": desk.store.setting.get("office") or "[förvaltningen]",
        "contents": f"{account.purpose.rstrip('.')}." if account.purpose else "",
    }
    text = own or one_line(ready["text"].format_map(known))
    return BasicView(item, ready["title"], row.checked_on if row else None, text, bool(own), ready["source"])


def posts(desk: Desk, account_id: int) -> list[PlacedPost]:
    """The account's posts of the last half year and all that are planned, newest first."""
    today = desk.today()
    return desk.store.post.of_account(
        account_id, today - timedelta(days=POSTS_BACK), today + timedelta(days=POSTS_AHEAD)
    )


def check_profile(desk: Desk, account_id: int, day: date | None) -> None:
    """Note that the graphic profile was looked at on `day`, or with None that it is not known to be right."""
    if day and day > desk.today():
        raise RefusedError(Problem("account.future_day", where="profile_checked_on"))
    account = get(desk, account_id)
    with desk.step("account.profile", account.name):
        desk.store.account.change(replace(account, profile_checked_on=day))


def may_remove(desk: Desk, account_id: int) -> list[Problem]:
    """Why the account may not be taken out of the register: what hangs on it would be lost."""
    hanging = desk.store.account.hanging_on(account_id)
    counts = {
        "account.has_posts": hanging["placement"],
        "account.has_ticks": hanging["tick"],
        "account.has_procedures": hanging["procedure"],
        "account.has_inbound": hanging["inbound"],
        "account.has_moderation": hanging["moderation"],
        "account.has_files": len(desk.store.evidence.of(Subject.ACCOUNT, account_id)),
        "account.has_secrets": len(kept(get(desk, account_id))),
    }
    return [Problem(code, values={"count": count}) for code, count in counts.items() if count]


def remove(desk: Desk, account_id: int) -> None:
    """Take an account that was added by mistake out of the register. `RefusedError` when something hangs on it."""
    account = get(desk, account_id)
    refuse_if(may_remove(desk, account_id))
    with desk.step("account.remove", account.name):
        desk.store.account.remove(account_id)
