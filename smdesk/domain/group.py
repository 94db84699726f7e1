"""Groups of accounts of her own making, to see, choose and filter their accounts together."""

from collections.abc import Iterable
from dataclasses import replace

from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.text import clean, fold, one_line

LONGEST = 60
"""Characters of a group's name: it is shown on a chip."""


@record(kw_only=True)
class AccountGroup:
    """A group by its name: ”Kultur och fritid”, ”Förskolor”."""

    id: int = 0
    name: str


@record(kw_only=True)
class GroupMember:
    """That an account is in a group; it may be in several."""

    id: int = 0
    group_id: int
    account_id: int


def tidied(group: AccountGroup) -> AccountGroup:
    """The group with its name as the register keeps it: clean, on one line."""
    return replace(group, name=one_line(clean(group.name)))


def check_name(group: AccountGroup) -> list[Problem]:
    """What is wrong with a group's name by itself."""
    if not fold(group.name):
        return [Problem("group.name_missing", where="name")]
    if len(group.name) > LONGEST:
        return [Problem("group.name_long", values={"most": LONGEST}, where="name")]
    return []


def check(group: AccountGroup, known: Iterable[AccountGroup]) -> list[Problem]:
    """What is wrong with a group beside those that are `known`: names are told apart by their letters alone."""
    twins = [one for one in known if one.id != group.id and fold(one.name) == fold(group.name)]
    twice = [Problem("group.twice", values={"name": one.name}, where="name") for one in twins]
    return check_name(group) or twice
