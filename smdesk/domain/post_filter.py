"""Which posts the calendar shows: of some accounts, in some states, or those that something is wrong with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smdesk.domain.account import Account
from smdesk.domain.post import PlacedPost, PostState

REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilter:
    """What is asked for; an empty kind asks for nothing, and a post must be what every other kind asks for.

    `units` (a unit's accounts) and `accounts` are one kind: whose posts. `remarks` takes what a chip warns of.
    """

    accounts: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    states: frozenset[PostState] = frozenset()
    remarks: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.parts)

    @property
    def is_of_accounts(self) -> bool:
        """Whether only some accounts are asked for."""
        return bool(self.accounts or self.units or self.platforms)

    @property
    def parts(self) -> tuple[str, ...]:
        """Each thing asked for as a text of its own: ”account:3”, ”unit:Äldreomsorg”, ”state:draft”, ”remark”."""
        return (
            *(f"account:{one}" for one in sorted(self.accounts)),
            *(f"unit:{one}" for one in sorted(self.units)),
            *(f"platform:{one}" for one in sorted(self.platforms)),
            *(f"state:{one}" for one in PostState if one in self.states),
            *([REMARK] if self.remarks else []),
        )

    def takes_account(self, account: Account) -> bool:
        """Whether the posts of `account` are asked for."""
        whose = not (self.accounts or self.units) or account.id in self.accounts or account.unit in self.units
        return whose and (not self.platforms or account.platform in self.platforms)

    def takes(self, one: PlacedPost, account: Account | None, now: datetime) -> bool:
        """Whether a post on `account` is asked for at `now`; None is no account, which no account's filter takes."""
        if self.is_of_accounts and (account is None or not self.takes_account(account)):
            return False
        if self.states and one.state not in self.states:
            return False
        return not self.remarks or bool(one.remarks) or one.is_late(now)


EVERY = PostFilter()
"""Asks for nothing: every post is shown."""


def read_filter(parts: Iterable[str]) -> PostFilter:
    """The filter that `PostFilter.parts` told of; what is not understood is left out."""
    kinds: dict[str, set[str]] = {}
    for part in parts:
        kind, _, value = part.partition(":")
        kinds.setdefault(kind, set()).add(value)
    states = {one.value for one in PostState}
    return PostFilter(
        accounts=frozenset(int(one) for one in kinds.get("account", ()) if one.isascii() and one.isdigit()),
        units=frozenset(one for one in kinds.get("unit", ()) if one),
        platforms=frozenset(one for one in kinds.get("platform", ()) if one),
        states=frozenset(PostState(one) for one in kinds.get("state", ()) if one in states),
        remarks=REMARK in kinds,
    )


def without(chosen: PostFilter, part: str) -> PostFilter:
    """The filter without one of its parts."""
    return read_filter(one for one in chosen.parts if one != part)


def still_there(chosen: PostFilter, accounts: Iterable[Account]) -> PostFilter:
    """The filter without the accounts, units and platforms that there are none of any more."""
    known = list(accounts)
    return read_filter(
        [
            *(f"account:{one.id}" for one in known if one.id in chosen.accounts),
            *(f"unit:{one.unit}" for one in known if one.unit in chosen.units),
            *(f"platform:{one.platform}" for one in known if one.platform in chosen.platforms),
            *(one for one in chosen.parts if one == REMARK or one.startswith("state:")),
        ]
    )
