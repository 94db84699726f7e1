"""A list that a register wrote of its own accounts: what of it may be taken into another, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from smdesk.domain.account import (
    BASIC_ITEMS,
    Account,
    AccountStatus,
    BasicItem,
    StatusChange,
    by_account,
    check,
    tidied,
)
from smdesk.domain.account_list import MOST
from smdesk.domain.closing import before_closing
from smdesk.domain.group import AccountGroup, check_name
from smdesk.domain.group import tidied as tidied_group
from smdesk.domain.problem import Problem, Severity, stops
from smdesk.domain.record import record
from smdesk.domain.routine import (
    Pause,
    Requirement,
    check_pause,
    check_requirement,
    status_on,
    tidied_pause,
    tidied_requirement,
)
from smdesk.domain.text import clean, one_line

Found = Mapping[str, Sequence[Any]]
"""Key of a part (”account”, ”basic_item” …) → its objects as they were read."""


@record(kw_only=True)
class WholeAccount:
    """An account with all that hangs on it. Each problem's `where` is a field of the account, or a part's key."""

    account: Account
    basic: Sequence[BasicItem] = ()
    statuses: Sequence[StatusChange] = ()
    requirements: Sequence[Requirement] = ()
    pauses: Sequence[Pause] = ()
    groups: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    had_secrets: bool = False

    @property
    def may_be_taken(self) -> bool:
        """Whether nothing that stops is wrong with it."""
        return not stops(self.problems)


def whole_accounts(found: Found) -> list[WholeAccount]:
    """The accounts of the list in its order, each tidied and held against the rules that hold when one types.

    The file may be anybody's. What it says of the keyring is never taken: it would choose which entry this program
    reads and deletes. A closure does not come with a list, so an account that was being closed is what it was before.
    """
    basic = by_account(found.get("basic_item", ()))
    statuses = by_account(found.get("account_status", ()))
    requirements = by_account(found.get("requirement", ()))
    pauses = by_account(found.get("pause", ()))
    groups = _groups(found)
    times = Counter(one.id for one in found["account"])
    return [
        _whole(
            one,
            [replace(each, text=clean(each.text).strip()) for each in basic.get(one.id, ())],
            sorted(map(_tidied_status, statuses.get(one.id, ())), key=lambda each: (each.day, each.id)),
            [tidied_requirement(each) for each in requirements.get(one.id, ())],
            [tidied_pause(each) for each in pauses.get(one.id, ())],
            groups.get(one.id, []),
            is_only=times[one.id] == 1,
        )
        for one in found["account"]
    ]


def _whole(
    read: Account,
    basic: list[BasicItem],
    statuses: list[StatusChange],
    requirements: list[Requirement],
    pauses: list[Pause],
    groups: list[AccountGroup],
    *,
    is_only: bool,
) -> WholeAccount:
    account = replace(
        tidied(read), secret_service="", secret_set_on=None, codes_set_on=None, secret_note_set_on=None, import_id=None
    )
    problems = [*check(account), *_number(account.admins, "admins", "admins")]
    if not is_only:
        problems.append(Problem("import.same_id", values={"id": read.id}, where="id"))
    if account.status is AccountStatus.CLOSING:
        account = replace(account, status=before_closing(statuses))
        while statuses and statuses[-1].status is AccountStatus.CLOSING:
            statuses.pop()
        problems.append(Problem("import.closing", Severity.WARN, {"status": account.status}, "status"))
    return WholeAccount(
        account=account,
        basic=basic,
        statuses=statuses,
        requirements=requirements,
        pauses=pauses,
        groups=tuple(one.name for one in groups),
        problems=[*problems, *_hanging(basic, requirements, pauses), *_named(groups)],
        had_secrets=any((read.secret_service, read.secret_set_on, read.codes_set_on, read.secret_note_set_on)),
    )


def _groups(found: Found) -> dict[int, list[AccountGroup]]:
    """By account, the groups of the list that it is in."""
    known = {one.id: tidied_group(one) for one in found.get("account_group", ())}
    members = by_account(found.get("account_group_member", ()))
    return {account: [known[one.group_id] for one in own if one.group_id in known] for account, own in members.items()}


def empty_groups(found: Found) -> list[str]:
    """The names of the list's groups that no account is in, those that are names."""
    used = {one.group_id for one in found.get("account_group_member", ())}
    groups = [tidied_group(one) for one in found.get("account_group", ()) if one.id not in used]
    return [one.name for one in groups if not check_name(one)]


def _named(groups: Iterable[AccountGroup]) -> list[Problem]:
    return [replace(problem, where="account_group") for one in groups for problem in check_name(one)]


def _tidied_status(one: StatusChange) -> StatusChange:
    return replace(one, set_by=one_line(clean(one.set_by)), reason=one_line(clean(one.reason)))


def _hanging(basic: Iterable[BasicItem], requirements: Iterable[Requirement], pauses: Iterable[Pause]) -> list[Problem]:
    """What is wrong with what hangs on the account. Days that have gone may stand there: this is no new rule."""
    items = Counter(one.item for one in basic)
    found = [
        Problem("import.unknown_word", values={"text": item[:100]}, where="basic_item")
        for item, times in items.items()
        if item not in BASIC_ITEMS or times > 1
    ]
    for one in requirements:
        wrong = [*check_requirement(one, date.min), *_number(one.value, one.kind.value, "")]
        found += [replace(problem, where="requirement") for problem in wrong]
    found += [replace(problem, where="pause") for one in pauses for problem in check_pause(one, date.min)]
    return found


def _number(value: int | None, name: str, where: str) -> list[Problem]:
    if value is None or value <= MOST[name]:
        return []
    return [Problem("import.number_too_high", values={"text": value, "most": MOST[name]}, where=where)]


def history_of(whole: WholeAccount, today: date) -> list[StatusChange]:
    """The status history to keep: nothing that lies ahead, and at its end the status that the account has."""
    known = [one for one in whole.statuses if one.day <= today]
    account = whole.account
    if status_on(known, today) is account.status:
        return known
    day = today if known else min(account.started_on or today, today)
    return [*known, StatusChange(account_id=account.id, day=day, status=account.status)]
