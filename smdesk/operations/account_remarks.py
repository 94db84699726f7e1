"""What the remarks on accounts rest on, gathered from the register for one account or for all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.account import (
    IN_USE,
    MISSED_DAYS,
    Account,
    AccountFacts,
    AccountStatus,
    by_account,
    remarks,
    same_address,
)
from smdesk.domain.calendar import days_between, local_day, week_days
from smdesk.domain.goal import asked_posts
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.routine import SUBJECTS, Requirement, RequirementKind, SourceKind, requirement_on, slots_on
from smdesk.operations import routine


@record
class Looked:
    """What was found on one account: its remarks, and its goal of posts this week."""

    remarks: Sequence[Problem]
    goal: int | None


def last_published(desk: Desk) -> dict[int, date]:
    """Per account, the day on which its newest post that is marked published here went out."""
    return {account_id: local_day(at) for account_id, at in desk.store.account.last_published().items()}


def remarks_of(desk: Desk, accounts: Sequence[Account]) -> Mapping[int, Looked]:
    """The remarks on each of `accounts`, and its goal of posts this week, by account."""
    today, store = desk.today(), desk.store
    asked = by_account(store.routine.requirements.all())
    pauses = store.routine.pauses.all()
    basic = by_account(store.account.basic.all())
    published = last_published(desk)
    same = _same_urls(store.account.all())
    missed = _missed_rounds(desk, accounts)
    found = {}
    for account in accounts:
        requirements = asked.get(account.id, [])
        facts = AccountFacts(
            basic=basic.get(account.id, []),
            requirements_without_source=_without_source(requirements, today),
            same_url=[name for row_id, name in same.get(same_address(account.url), []) if row_id != account.id],
            last_published=published.get(account.id),
            missed_rounds=missed.get(account.id, 0),
        )
        goal = asked_posts(account, requirements, pauses, week_days(today))
        found[account.id] = Looked(remarks(account, facts, today), goal)
    return found


def _without_source(requirements: Sequence[Requirement], today: date) -> list[RequirementKind]:
    valid = [(kind, requirement_on(requirements, kind, today)) for kind in SUBJECTS]
    return [kind for kind, one in valid if one is not None and _lacks_source(one)]


def _lacks_source(one: Requirement) -> bool:
    """A proposal says what it is; anything else names where it comes from."""
    return one.source_kind is SourceKind.NONE or (one.source_kind is not SourceKind.PROPOSAL and not one.source.strip())


def _same_urls(accounts: Iterable[Account]) -> dict[str, list[tuple[int, str]]]:
    """Accounts that are not closed, by address as it is compared."""
    found: dict[str, list[tuple[int, str]]] = {}
    for one in accounts:
        if (address := same_address(one.url)) and one.status is not AccountStatus.CLOSED:
            found.setdefault(address, []).append((one.id, one.name))
    return found


def _missed_rounds(desk: Desk, accounts: Sequence[Account]) -> dict[int, int]:
    """How many rounds each account in use missed during the last MISSED_DAYS days before today."""
    ids = {one.id for one in accounts if one.status in IN_USE}
    if not ids:
        return {}
    first, last = desk.today() - timedelta(days=MISSED_DAYS), desk.today() - timedelta(days=1)
    plan, made = routine.plan(desk, ids), desk.store.routine.made_between(first, last)
    days = [day for day in days_between(first, last) if plan.workdays.is_working(day)]
    return {
        account_id: sum((account_id, day, slot) not in made for day in days for slot in slots_on(plan, account_id, day))
        for account_id in ids
    }
