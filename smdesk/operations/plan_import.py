"""A plan that was kept in a spreadsheet: read, looked at, and its good rows taken as one step or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.checks import Weight, check
from smdesk.domain.evidence import Subject
from smdesk.domain.importing import Candidate, Layout, ListSpec, Preview, Seen, preview_rows
from smdesk.domain.plan_list import (
    Place,
    PlanRules,
    Stored,
    day_near,
    identity,
    ids_of,
    known_posts,
    new_placements,
    new_post,
    together,
)
from smdesk.domain.post import READY, Post, PostState, may_place
from smdesk.domain.post import check as check_post
from smdesk.domain.problem import Problem, RefusedError, stops
from smdesk.domain.record import record
from smdesk.domain.sheet import Row, Sheet
from smdesk.domain.text import fold
from smdesk.formats import sheet as sheets
from smdesk.operations.check import draft_for, rules
from smdesk.operations.platform import platform
from smdesk.operations.post_states import keep_state
from smdesk.operations.transfer import LARGE, Import, OpenedList
from smdesk.words.importing import import_name
from smdesk.words.plan_list import PLAN_FIELDS
from smdesk.words.request import CITY

_KEY = "plan."  # of the setting that tells when a plan was taken in, and from which file


@record
class KnownPlan:
    """What a plan is held against, read on the main thread: the accounts, the posts there are, and the hour."""

    accounts: Sequence[Account]
    posts: Sequence[Stored]
    now: datetime


def open_plan(path: Path) -> OpenedList:
    """Read the list at `path`; it may be done beside the window. Raises `BadInputError`; the file is never changed."""
    return OpenedList(path.name, sheets.read_sheets(path))


def known_plan(desk: Desk) -> KnownPlan:
    """What the register has already."""
    return KnownPlan(desk.store.account.all(), desk.store.post.as_rows(), desk.now())


def preview_plan(
    opened: OpenedList,
    known: KnownPlan,
    *,
    sheet: Sheet | None = None,
    header: Row | None = None,
    layout: Layout | None = None,
) -> Preview:
    """What taking the list would do, by the sheet, header and layout she chose or those that are guessed."""
    day = day_near(known.now.date())
    fields = [replace(one, read=day) if one.name == "day" else one for one in PLAN_FIELDS]
    spec = ListSpec(fields, _rules(known).complete, identity, "import.same_post")
    return preview_rows(opened.sheets, spec, known_posts(known.posts), sheet=sheet, header=header, layout=layout)


def _rules(known: KnownPlan) -> PlanRules:
    keys = {one.id: one.platform for one in known.accounts}

    def may_approve(post: Post, ids: Sequence[int]) -> bool:
        """As when it is approved by hand: nothing that stops, which nobody can have passed for a new post."""
        found = check(draft_for(post, (keys[one] for one in ids)), rules().values())
        return not stops(check_post(post, ids)) and not any(one.rule.weight is Weight.STOP for one in found)

    return PlanRules(
        places=[_place(one) for one in known.accounts], now=known.now, may_approve=may_approve, no_account=CITY
    )


def _place(account: Account) -> Place:
    return Place(
        id=account.id,
        name=account.name,
        names=frozenset(fold(name) for name in (account.name, account.handle) if fold(name)),
        platforms=frozenset({fold(account.platform), fold(platform(account.platform).name)}),
        problems=may_place(account),
    )


def import_plan(desk: Desk, opened: OpenedList, candidates: Sequence[Candidate]) -> int:
    """Take the rows of `candidates` as one step, or none of them. Gives how many posts they became.

    Those that have come into the register since the preview are not taken again: `RefusedError` when all have, and
    when an account has gone since. Rows that are one post on several accounts become one.
    """
    known = Seen(known_posts(desk.store.post.as_rows()))
    new = [one for one in candidates if known.find(identity(one.values)) is None]
    if not new:
        raise RefusedError(Problem("import.all_posts_known"))
    here = {one.id for one in desk.store.account.all()}
    for one in new:
        if not here.issuperset(ids_of(one.values)):
            raise RefusedError(Problem("import.unknown_account", values={"account": str(one.values["account"])}))
    number = int(desk.store.setting.get("plans", "0")) + 1
    posts = _posts_of(new)
    with desk.step("plan.import", import_name(number), final=len(new) > LARGE * 5):
        desk.store.setting.put("plans", str(number))
        desk.store.setting.put(f"{_KEY}{number}", f"{desk.now().isoformat()} {opened.name}")
        for rows in posts:
            _add(desk, rows, number)
    return len(posts)


def _posts_of(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The rows post by post: several are one post on several accounts."""
    posts: dict[object, list[Candidate]] = {}
    for one in candidates:
        posts.setdefault(together(one.values, one.row), []).append(one)
    return list(posts.values())


def _add(desk: Desk, rows: Sequence[Candidate], number: int) -> None:
    """Store a post with every place that its rows name. One that a check stops on any of them is a draft."""
    states = {new_post(row.values).state for row in rows}
    state = states.pop() if len(states) == 1 else PostState.DRAFT
    post = replace(new_post(rows[0].values), state=state, created_at=desk.now(), import_id=number)
    places = {one.account_id: one for row in rows for one in new_placements(row.values)}
    made = desk.store.post.add(post)
    if made.state in READY:
        keep_state(desk, made)
    for one in places.values():
        desk.store.post.placements.add(replace(one, post_id=made.id))


def became_drafts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The rows that say approved, and are taken as drafts: a check stops the post on one of its accounts at least."""
    found = []
    for rows in _posts_of(candidates):
        stopped = [row for row in rows if any(one.code == "import.not_approved" for one in row.warnings)]
        found += [row for row in rows if stopped and (row in stopped or row.values["state"] is PostState.APPROVED)]
    return sorted(found, key=lambda one: one.row)


def imports(desk: Desk) -> list[Import]:
    """The plans that were taken in and that posts are left of, newest first."""
    found = []
    for key, value in desk.store.setting.all().items():
        if key.startswith(_KEY):
            number = int(key.removeprefix(_KEY))
            at, _, source = value.partition(" ")
            found.append(Import(number, datetime.fromisoformat(at), source, desk.store.post.count_of_import(number)))
    return sorted((one for one in found if one.count), key=lambda one: one.id, reverse=True)


def undo_plan(desk: Desk, number: int) -> int:
    """Take away every post that came with a plan, also those that were changed since, as one step. Gives how many.

    `RefusedError` when one of them has gone out since, which is a record: then nothing is taken away.
    """
    posts = desk.store.post.of_import(number)
    if not posts:
        raise RefusedError(Problem("import.gone"))
    places = [one.placement for one in desk.store.post.placed(posts)]
    told = desk.store.journal.changed("placement", [one.id for one in places], "published_at")
    if out := {one.post_id for one in places if one.published_at and one.id in told}:
        raise RefusedError(Problem("import.posts_out", values={"count": len(out)}))
    with desk.step("import.undo", import_name(number), final=len(posts) > LARGE * 5):
        for one in posts:
            for image in desk.store.evidence.of(Subject.POST, one.id):
                desk.store.evidence.remove(image.id)
            desk.store.post.remove(one.id)
    return len(posts)
