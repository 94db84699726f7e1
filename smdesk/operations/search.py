"""What Ctrl+K reads: posts and files by their words, and whole the lists that are short: steps, requirements, days."""

from collections.abc import Iterable, Sequence
from datetime import date

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.inbound import Inbound
from smdesk.domain.media import Media
from smdesk.domain.post import Post
from smdesk.domain.procedure import StepStatus
from smdesk.domain.record import record
from smdesk.domain.routine import Requirement
from smdesk.domain.text import caseless
from smdesk.domain.workdays import SpecialDay


@record(kw_only=True)
class FoundStep:
    """A step of a procedure, under way or over."""

    run_id: int
    account: Account
    key: str
    title: str
    status: StepStatus
    note: str


@record(kw_only=True)
class FoundPost:
    """A post with all that it says: the common text first, then its accounts' own."""

    post: Post
    texts: tuple[str, ...]

    def text_with(self, words: Iterable[str]) -> str | None:
        """The first of its texts that has every one of `words`, which are caseless; None when none has."""
        return next((one for one in self.texts if all(word in caseless(one) for word in words)), None)


def posts(desk: Desk, text: str, limit: int) -> list[FoundPost]:
    """The newest posts with a day, of which a text has every word of `text`; the bin's are left out."""
    return _found(desk, desk.store.post.search(text, limit, dated=True)) if text.strip() else []


def ideas(desk: Desk, text: str, limit: int) -> list[FoundPost]:
    """The newest posts without a day, of which a text has every word of `text`; the bin's are left out."""
    return _found(desk, desk.store.post.search(text, limit, dated=False)) if text.strip() else []


def _found(desk: Desk, found: Sequence[Post]) -> list[FoundPost]:
    texts = {one.id: {one.text: None} for one in found}
    for placed in desk.store.post.placed(found):
        texts[placed.post.id][placed.text] = None
    return [FoundPost(post=one, texts=tuple(texts[one.id])) for one in found]


def inbound(desk: Desk, text: str, limit: int) -> list[Inbound]:
    """What came in last that has every word of `text`."""
    return desk.store.inbound.newest(text, limit=limit) if text.strip() else []


def files(desk: Desk, text: str, limit: int) -> list[Media]:
    """The newest files of the media library that have every word of `text`."""
    return desk.store.media.library(text, limit) if text.strip() else []


def steps(desk: Desk) -> list[FoundStep]:
    """Every step of every procedure: those under way first, then the newest."""
    accounts = {one.id: one for one in desk.store.account.all()}
    rows = sorted(desk.store.procedure.all(), key=lambda row: (bool(row.closed_at or row.abandoned_at), -row.id))
    runs = [desk.store.procedure.run(row) for row in rows]
    return [
        FoundStep(
            run_id=run.id, account=accounts[run.account_id], key=step.key, title=step.title,
            status=run.steps[step.key].status, note=run.steps[step.key].note,
        )
        for run in runs
        for step in run.template.steps
    ]  # fmt: skip


def requirements(desk: Desk) -> list[tuple[Account, Requirement]]:
    """What is asked of the accounts today and later, by account."""
    accounts = {one.id: one for one in desk.store.account.all()}
    found = desk.store.routine.requirements_from(desk.today())
    return [(accounts[one.account_id], one) for one in found if one.account_id in accounts]


def days(desk: Desk) -> list[SpecialDay]:
    """Every special day: the next to come first, then those that have been, the newest first."""
    today = desk.today()
    return sorted(desk.store.setting.special_days.all(), key=lambda one: _nearness(one.day, today))


def _nearness(day: date, today: date) -> tuple[bool, int]:
    return day < today, abs((day - today).days)
