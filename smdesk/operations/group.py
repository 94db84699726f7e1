"""Groups of accounts: make one, rename it, choose its accounts, take it away."""

from collections.abc import Collection, Iterable, Sequence

from smdesk.desk import Desk
from smdesk.domain.group import AccountGroup, GroupMember, check, tidied
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.text import fold
from smdesk.operations.stored import stored


@record(kw_only=True)
class GroupView:
    """A group and the accounts that are in it, by the accounts' names."""

    group: AccountGroup
    account_ids: tuple[int, ...]


def all_groups(desk: Desk) -> list[GroupView]:
    """Every group, by name."""
    members: dict[int, list[int]] = {}
    for one in desk.store.account.members_by_name():
        members.setdefault(one.group_id, []).append(one.account_id)
    groups = sorted(desk.store.account.groups.all(), key=lambda one: one.name.casefold())
    return [GroupView(group=one, account_ids=tuple(members.get(one.id, ()))) for one in groups]


def groups_of(desk: Desk) -> dict[int, dict[int, str]]:
    """By account, the groups that it is in: id and name, in the order of their names."""
    found: dict[int, dict[int, str]] = {}
    for one in all_groups(desk):
        for account_id in one.account_ids:
            found.setdefault(account_id, {})[one.group.id] = one.group.name
    return found


def add(desk: Desk, name: str, account_ids: Iterable[int] = ()) -> AccountGroup:
    """Make a group of these accounts. `RefusedError` for a name that is none or another group's."""
    new, wanted = tidied(AccountGroup(name=name)), dict.fromkeys(account_ids)
    refuse_if(check(new, desk.store.account.groups.all()))
    _check_accounts(desk, wanted)
    with desk.step("group.add", new.name):
        made = desk.store.account.groups.add(new)
        _gather(desk, made, list(wanted))
    return made


def change(desk: Desk, group_id: int, name: str, account_ids: Iterable[int]) -> None:
    """Let a group be called `name` and hold exactly these accounts. `RefusedError` as for a new one, or when gone."""
    known = stored(desk.store.account.groups, group_id, Problem("group.gone"))
    new, wanted = tidied(AccountGroup(id=group_id, name=name)), dict.fromkeys(account_ids)
    refuse_if(check(new, desk.store.account.groups.all()))
    _check_accounts(desk, wanted)
    with desk.step("group.change", new.name):
        if new != known:
            desk.store.account.groups.change(new)
        _gather(desk, new, list(wanted))


def remove(desk: Desk, group_id: int) -> None:
    """Take a group away; its accounts stay. `RefusedError` when it is gone."""
    known = stored(desk.store.account.groups, group_id, Problem("group.gone"))
    with desk.step("group.remove", known.name):
        desk.store.account.groups.remove(group_id)


def join(desk: Desk, account_id: int, names: Iterable[str]) -> None:
    """Let an account be in the groups that are called so, within the step of its caller; new ones are made."""
    for name in names:
        group = called(desk, name)
        if account_id not in {one.account_id for one in desk.store.account.members_of(group.id)}:
            desk.store.account.members.add(GroupMember(group_id=group.id, account_id=account_id))


def called(desk: Desk, name: str) -> AccountGroup:
    """The group that is called so, made within the step of its caller if there is none."""
    known = {fold(one.name): one for one in desk.store.account.groups.all()}
    return known.get(fold(name)) or desk.store.account.groups.add(AccountGroup(name=name))


def leave(desk: Desk, account_ids: Collection[int]) -> None:
    """Take away the groups that have no others than these accounts, within the step that takes the accounts away."""
    for one in all_groups(desk):
        if one.account_ids and set(account_ids).issuperset(one.account_ids):
            desk.store.account.groups.remove(one.group.id)


def _check_accounts(desk: Desk, wanted: Collection[int]) -> None:
    if not {one.id for one in desk.store.account.all()}.issuperset(wanted):
        raise RefusedError(Problem("account.gone", where="accounts"))


def _gather(desk: Desk, group: AccountGroup, wanted: Sequence[int]) -> None:
    known = {one.account_id: one for one in desk.store.account.members_of(group.id)}
    for account_id in wanted:
        if account_id not in known:
            desk.store.account.members.add(GroupMember(group_id=group.id, account_id=account_id))
    for account_id in known.keys() - set(wanted):
        desk.store.account.members.remove(known[account_id].id)
