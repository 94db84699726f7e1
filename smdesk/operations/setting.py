"""Settings of the register itself, each with where it comes from: how long the platforms keep what was deleted."""

from collections.abc import Sequence

from smdesk.desk import Desk
from smdesk.domain.account import Platform
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line
from smdesk.operations.platform import platform, platforms

MOST_DAYS = 365


@record
class Grace:
    """How many days a platform lets a deletion be regretted, and the source; `own` when it was set here."""

    platform: Platform
    days: int
    source: str
    own: bool


def graces(desk: Desk) -> Sequence[Grace]:
    """The grace period of each platform that an account is on: the one set here, else the proposal."""
    own, used = desk.store.setting.all(), {one.platform for one in desk.store.account.all()}
    known = [*platforms(), *sorted(used - platforms().keys())]
    return [_grace(platform(key), own.get(_key(key), "")) for key in known if key in used]


def grace_of(desk: Desk, platform_key: str) -> Grace:
    """The grace period of one platform."""
    return _grace(platform(platform_key), desk.store.setting.get(_key(platform_key)))


def _key(platform_key: str) -> str:
    return f"grace.{platform_key}"


def _grace(platform: Platform, stored: str) -> Grace:
    if not stored:
        return Grace(platform, platform.grace_days, platform.grace_source, False)
    days, _, source = stored.partition(" ")
    return Grace(platform, int(days), source, True)


def set_grace(desk: Desk, platform_key: str, days: int | None, source: str) -> None:
    """Set a platform's grace period, 0–365 days, and its source; None brings the proposal back."""
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise RefusedError(Problem("grace.days", values={"most": MOST_DAYS}, where="days"))
    told = one_line(clean(source))
    if days is not None and not told:
        raise RefusedError(Problem("grace.source", where="source"))
    with desk.step("grace", platform(platform_key).name):
        desk.store.setting.put(_key(platform_key), "" if days is None else f"{days} {told}")
