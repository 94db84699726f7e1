"""Which posts the calendar shows: of some accounts, in some states, or those that something is wrong with."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime

from smdesk.domain.account import Account
from smdesk.domain.post import PlacedPost, PostState
from smdesk.domain.record import record
from smdesk.domain.tag import tag_keys

REMARK = "remark"


@record(kw_only=True)
class PostFilter:
    """What is asked for; an empty kind asks for nothing, and a post must be what every other kind asks for.

    `units` (a unit's accounts), `groups` (her own) and `accounts` are one kind: whose posts. `members` are the accounts
    of the groups, as `still_there` finds them in the register. `tags` are keys (`tag_key`); `remarks` takes what a chip
    warns of.
    """

    accounts: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    platforms: frozenset[str] = frozenset()
    states: frozenset[PostState] = frozenset()
    tags: frozenset[str] = frozenset()
    remarks: bool = False
    members: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def is_on(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.parts)

    @property
    def is_of_accounts(self) -> bool:
        """Whether only some accounts are asked for."""
        return bool(self.accounts or self.units or self.groups or self.platforms)

    @property
    def parts(self) -> tuple[str, ...]:
        """Each thing asked for as a text of its own: ”account:3”, ”unit:Äldreomsorg”, ”state:draft”, ”remark”."""
        return (
            *(f"account:{one}" for one in sorted(self.accounts)),
            *(f"group:{one}" for one in sorted(self.groups)),
            *(f"unit:{one}" for one in sorted(self.units)),
            *(f"platform:{one}" for one in sorted(self.platforms)),
            *(f"state:{one}" for one in PostState if one in self.states),
            *(f"tag:{one}" for one in sorted(self.tags)),
            *([REMARK] if self.remarks else []),
        )

    def takes_account(self, account: Account) -> bool:
        """Whether the posts of `account` are asked for."""
        is_own = account.id in self.accounts or account.id in self.members or account.unit in self.units
        whose = is_own or not (self.accounts or self.units or self.groups)
        return whose and (not self.platforms or account.platform in self.platforms)

    def takes(self, one: PlacedPost, account: Account | None, now: datetime) -> bool:
        """Whether a post on `account` is asked for at `now`; None is no account, which no account's filter takes."""
        if self.is_of_accounts and (account is None or not self.takes_account(account)):
            return False
        if self.states and one.state not in self.states and not (one.is_partly and PostState.PARTLY in self.states):
            return False
        if self.tags and self.tags.isdisjoint(tag_keys(one.post.tags)):
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

    def numbers(kind: str) -> frozenset[int]:
        return frozenset(int(one) for one in kinds.get(kind, ()) if one.isascii() and one.isdigit())

    return PostFilter(
        accounts=numbers("account"),
        groups=numbers("group"),
        units=frozenset(one for one in kinds.get("unit", ()) if one),
        platforms=frozenset(one for one in kinds.get("platform", ()) if one),
        states=frozenset(PostState(one) for one in kinds.get("state", ()) if one in states),
        tags=frozenset(one for one in kinds.get("tag", ()) if one),
        remarks=REMARK in kinds,
    )


def without(chosen: PostFilter, part: str) -> PostFilter:
    """The filter without one of its parts."""
    return read_filter(one for one in chosen.parts if one != part)


def still_there(
    chosen: PostFilter,
    accounts: Iterable[Account],
    groups: Mapping[int, Iterable[int]] = {},  # never changed
    tags: Iterable[str] = (),
) -> PostFilter:
    """The filter without what there is none of any more, and with the accounts of its groups.

    `groups` gives each group's accounts, `tags` the keys of those in use.
    """
    known = list(accounts)
    kept = read_filter(
        [
            *(f"account:{one.id}" for one in known if one.id in chosen.accounts),
            *(f"unit:{one.unit}" for one in known if one.unit in chosen.units),
            *(f"platform:{one.platform}" for one in known if one.platform in chosen.platforms),
            *(f"group:{one}" for one in chosen.groups if one in groups),
            *(f"tag:{one}" for one in chosen.tags.intersection(tags)),
            *(one for one in chosen.parts if one == REMARK or one.startswith("state:")),
        ]
    )
    return replace(kept, members=frozenset(account for one in kept.groups for account in groups[one]))
