"""Check a post before it goes out, and pass a stop with a reason."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, cast

from smdesk.desk import Desk
from smdesk.domain.account import Account, Platform
from smdesk.domain.checks import Count, Draft, Finding, Looking, Rule, Weight, check, substance, whole
from smdesk.domain.checks.finding import Neighbour, Outlet, Purpose
from smdesk.domain.checks.units import length
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import COUNTED, Post, PostState, own_texts
from smdesk.domain.post_history import Passed
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind
from smdesk.domain.tag import read_tags
from smdesk.domain.text import clean, one_line
from smdesk.operations.media_file import media_of
from smdesk.operations.platform import platform
from smdesk.operations.rights import CONSENT_RULES, rights_of
from smdesk.operations.stored import stored
from smdesk.resources import read_toml
from smdesk.words.check import finding_text
from smdesk.words.post import post_name


@record(kw_only=True)
class Checked:
    """What the checks say of a post as it stands; `passed` holds by rule the stops that someone has passed."""

    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]
    passed: Mapping[str, Passed]

    @property
    def stops(self) -> list[Finding]:
        """What keeps the post from being approved."""
        return [one for one in self.findings if one.rule.weight is Weight.STOP and one.rule.key not in self.passed]


@cache
def rules() -> Mapping[str, Rule]:
    """The rules of resources/rules/checks.toml by their keys, in its order."""
    return {one["key"]: _rule(one) for one in read_toml("rules/checks.toml")["checks"]}


def _rule(data: Mapping[str, Any]) -> Rule:
    known = {"weight": Weight(data["weight"]), "kind": SourceKind(data["kind"])}
    examples = {name: tuple(data.get(name, ())) for name in ("right", "wrong")}
    return Rule(**{**data, **known, **examples})


@cache
def elections() -> tuple[date, ...]:
    """The election days that are known."""
    return tuple(one["day"] for one in read_toml("rules/elections.toml")["elections"])


def look(
    desk: Desk,
    post: Post,
    account_ids: Iterable[int],
    images: Sequence[Evidence] = (),
    own: Mapping[int, str] | None = None,
) -> Checked:
    """Check a post as it is being written: it need not be stored. `own` are accounts' own texts, None the stored."""
    going = looking(desk, post, account_ids, images, own)
    while True:
        try:
            next(going)
        except StopIteration as end:
            return cast("Checked", end.value)


def looking(
    desk: Desk,
    post: Post,
    account_ids: Iterable[int],
    images: Sequence[Evidence] = (),
    own: Mapping[int, str] | None = None,
) -> Generator[None, None, Checked]:
    """`look`, which pauses after each rule that it goes by in a text; what is begun anew takes up what was found."""
    if own is None:
        own = own_texts(desk.store.post.placements_of(post.id)) if post.id else {}
    findings: list[Finding] = []
    counts: list[Count] = []
    media = media_of(desk, images)
    for draft_of, some in _drafts(desk, post, account_ids, images, own):
        draft = replace(draft_of, media=media)
        run = _looking(draft)
        while run.goes_on():
            yield
        found = run.found()
        told = _told(draft, found, some[0]) if some and some[0].id in own else found
        findings += [one for one in told if one not in findings]
        counts += _counts(draft, some)
    passed = desk.store.post.passes_of(post.id) if post.id else []
    return Checked(
        findings=tuple(sorted(findings, key=lambda one: _ORDER.index(one.rule.weight))),
        counts=tuple(counts),
        passed={one.key: one for one in passed},
    )


_ORDER = tuple(Weight)


def _drafts(
    desk: Desk, post: Post, account_ids: Iterable[int], images: Sequence[Evidence], own: Mapping[int, str]
) -> Iterator[tuple[Draft, Sequence[Account]]]:
    """The post in each of its wordings, and the accounts it says that on. The pictures, the same for all, are with the
    first."""
    wanted = set(account_ids)
    accounts = [one for one in desk.store.account.all() if one.id in wanted]
    for number, (text, some) in enumerate(_wordings(post.text, accounts, own)):
        yield _draft(desk, replace(post, text=text), some, () if number else images), some


def _wordings(
    common: str, accounts: Sequence[Account], own: Mapping[int, str]
) -> Iterator[tuple[str, Sequence[Account]]]:
    """The common text with those who follow it, then each account's own; the common one goes out only to followers."""
    followers = [one for one in accounts if one.id not in own]
    if followers or not accounts:
        yield common, followers
    for one in accounts:
        if one.id in own:
            yield own[one.id], [one]


@lru_cache(maxsize=64)
def _looking(draft: Draft) -> Looking:
    """What the rules find; of a post's texts only the one that is typed in is looked through anew."""
    return Looking(draft, rules().values())


def _told(draft: Draft, found: Iterable[Finding], account: Account) -> list[Finding]:
    """The findings with whose text they are about; what is about the whole post is about nobody's."""
    of_all = list(whole(draft, found))
    return [one if one in of_all else replace(one, account_id=account.id, account=account.name) for one in found]


def _counts(draft: Draft, accounts: Sequence[Account]) -> list[Count]:
    return [
        Count(
            outlet=one.name,
            count=length(draft.pasted, one.unit),
            longest=one.longest,
            folded_at=one.folded_at,
            accounts=frozenset(each.id for each in accounts if platform(each.platform).name == one.name),
        )
        for one in draft.outlets
        if one.longest
    ]


def _draft(desk: Desk, post: Post, accounts: Sequence[Account], images: Sequence[Evidence]) -> Draft:
    draft = draft_for(post, (one.platform for one in accounts), images)
    purposes = tuple(Purpose(account=one.name, subjects=read_tags(one.subjects)) for one in accounts if one.subjects)
    near = _neighbours(desk, post, {one.id: one.name for one in accounts})
    return replace(draft, purposes=purposes, neighbours=tuple(near), rights=rights_of(desk, images, post.day))


def draft_for(post: Post, platforms: Iterable[str], images: Sequence[Evidence] = ()) -> Draft:
    """A post as it is checked by itself, for accounts on `platforms`; it needs no desk."""
    found = [platform(key) for key in dict.fromkeys(platforms)]
    return Draft(
        text=post.text,
        link=post.link,
        images=sum(not one.is_film for one in images),
        images_without_alt=tuple(one.sha256 for one in images if not one.is_film and not one.alt.strip()),
        films=sum(one.is_film for one in images),
        films_without_text=tuple(one.sha256 for one in images if one.is_film and not one.alt.strip()),
        outlets=tuple(outlet_of(one) for one in found),
        day=post.day,
        time=post.time,
        elections=elections(),
        tags=read_tags(post.tags),
    )


def outlet_of(one: Platform) -> Outlet:
    """What a platform takes, and what it shows of a text."""
    return Outlet(
        name=one.name, longest=one.longest, folded_at=one.folded_at, folded_lines=one.folded_lines, unit=one.unit,
        takes=one.takes,
    )  # fmt: skip


def _neighbours(desk: Desk, post: Post, names: Mapping[int, str]) -> Iterator[Neighbour]:
    """The other posts on the same accounts, as far from its day as any rule looks."""
    if post.day is None:
        return
    reach = timedelta(days=rules()["plan.again"].limit)
    for account_id, name in names.items():
        for one in desk.store.post.of_account(account_id, post.day - reach, post.day + reach):
            if one.post.id != post.id and one.post.day and one.state in COUNTED:
                yield Neighbour(account=name, day=one.post.day, time=one.post.time, text=one.text)


def check_approval(desk: Desk, post: Post, account_ids: Iterable[int], images: Sequence[Evidence]) -> list[Problem]:
    """The stops that nobody has passed: with one of them a post is not approved."""
    found = look(desk, post, account_ids, images)
    return [
        Problem("check.stop" if one.rule.may_pass else "check.firm", values={"text": finding_text(one)}, where="text")
        for one in found.stops
    ]


def lacks_consent(desk: Desk, post: Post, images: Sequence[Evidence]) -> bool:
    """Whether a consent stops the post on its day, which nobody has passed; nothing else is looked for."""
    rights = rights_of(desk, images, post.day)
    if not rights:
        return False
    passed = {one.key for one in desk.store.post.passes_of(post.id)}
    asked = [rules()[key] for key in CONSENT_RULES if key not in passed]
    return bool(check(Draft(text="", rights=rights), asked))


def consented(desk: Desk, post: Post) -> Post:
    """The post, a draft again if it was approved and a consent stops it on the day that it now has."""
    images = desk.store.evidence.of(Subject.POST, post.id) if post.state is PostState.APPROVED else []
    return replace(post, state=PostState.DRAFT) if lacks_consent(desk, post, images) else post


def pass_stop(desk: Desk, post_id: int, key: str, reason: str) -> None:
    """Pass the stop of the rule `key` on a post, with a reason. Refused where the rule lets nobody pass."""
    post, reason = stored(desk.store.post, post_id, Problem("post.gone")), one_line(clean(reason))
    refuse_if([] if reason else [Problem("check.reason", where="reason")])
    if not rules()[key].may_pass:
        raise RefusedError(Problem("check.may_not_pass"))
    if any(one.key == key for one in desk.store.post.passes_of(post_id)):
        return
    with desk.step("check.pass", _name(desk, post)):
        made = Passed(post_id=post_id, key=key, reason=reason, passed_at=desk.now(), passed_by=desk.person.name)
        desk.store.post.passes.add(made)


def hold_again(desk: Desk, post_id: int, key: str) -> None:
    """Take back that a stop was passed."""
    post = stored(desk.store.post, post_id, Problem("post.gone"))
    with desk.step("check.hold", _name(desk, post)):
        for one in desk.store.post.passes_of(post_id):
            if one.key == key:
                desk.store.post.passes.remove(one.id)


@contextmanager
def held_again(desk: Desk, post_ids: Iterable[int]) -> Iterator[None]:
    """Let a stop that was passed hold again when what it found is no longer what was passed.

    Around what may change that, within its step: text, accounts, pictures, or what is known of who is seen on them.
    """
    before = {one: _found(desk, one) for post_id in post_ids for one in desk.store.post.passes_of(post_id)}
    yield
    for one, found in before.items():
        if _found(desk, one) != found and desk.store.post.passes.known(one.id):
            desk.store.post.passes.remove(one.id)


def _found(desk: Desk, passed: Passed) -> list[object]:
    """What the rule that was passed finds in the post as it is stored, the same once; nothing in one that is gone."""
    post, found = desk.store.post.known(passed.post_id), list[object]()
    if post is None or passed.key not in rules():
        return found
    placements, images = desk.store.post.placements_of(post.id), desk.store.evidence.of(Subject.POST, post.id)
    ids = [one.account_id for one in placements]
    for draft, _ in _drafts(desk, post, ids, images, own_texts(placements)):
        if (one := substance(draft, rules()[passed.key])) and one not in found:
            found.append(one)
    return found


def _name(desk: Desk, post: Post) -> str:
    names = {one.id: one.name for one in desk.store.account.all()}
    placed = [one.account_id for one in desk.store.post.placements_of(post.id)]
    return post_name([names[one] for one in placed if one in names], post.day, post.id)
