"""Moderation: write what was hidden, removed or blocked in the log, end it, add to it, and look the log through.

Nothing here can be undone: the log tells of something that was done on the platform. What was wrong is put right by
a new entry, that it is shown again or a supplement.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.inbound import EventKind, Handling, Inbound, InboundState
from smdesk.domain.moderation import (
    INTRUSIVE,
    NEEDS_EARLIER,
    NEEDS_EVIDENCE,
    Act,
    Action,
    Entry,
    FreeText,
    Part,
    check_entry,
    standing,
    tidied,
)
from smdesk.domain.moderation import to_review as due
from smdesk.domain.moderation_chain import Head, head, purged, read_head, verify, written
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.operations import evidence, inbound
from smdesk.operations.stored import stored
from smdesk.store import backup
from smdesk.store.backup_evidence import is_whole
from smdesk.store.evidence import KeptFile
from smdesk.store.moderation import head_in
from smdesk.words.moderation import event_text

_HEAD = "moderation.head"  # key of a setting


@record
class Line:
    """An entry as it is shown: the account's name, the free texts that are left, those that were purged.

    `stands` says whether something is still hidden, removed or blocked by it; `is_due` whether it is to be reviewed.
    """

    entry: Entry
    account: str
    texts: Mapping[Part, str]
    purged: tuple[Part, ...] = ()
    stands: bool = False
    is_due: bool = False


# what there is


def log(desk: Desk) -> list[Line]:
    """The whole log, the newest first."""
    return _lines(desk, desk.store.moderation.all())[::-1]


def to_review(desk: Desk) -> list[Line]:
    """The blocks that have come to their day of review, the oldest day first."""
    entries = {one.number: place for place, one in enumerate(due(desk.store.moderation.all(), desk.today()))}
    return sorted((one for one in log(desk) if one.entry.number in entries), key=lambda one: entries[one.entry.number])


def of_item(desk: Desk, inbound_id: int) -> list[Line]:
    """What was done with an item that came in, the oldest first."""
    return [one for one in _lines(desk, desk.store.moderation.all()) if one.entry.inbound_id == inbound_id]


def get(desk: Desk, number: int) -> Line:
    """An entry by its number; `RefusedError` when there is none."""
    found = next((one for one in log(desk) if one.entry.number == number), None)
    if found is None:
        raise RefusedError(Problem("moderation.wrong_earlier", values={"number": number}))
    return found


def _lines(desk: Desk, entries: list[Entry]) -> list[Line]:
    texts: dict[int, list[FreeText]] = {}
    for one in desk.store.moderation.texts.all():
        texts.setdefault(one.number, []).append(one)
    names = {one.id: one.name for one in desk.store.account.all()}
    stand = {one.number for one in standing(entries)}
    review = {one.number for one in due(entries, desk.today())}
    return [
        Line(
            entry=one,
            account=names.get(one.account_id, ""),
            texts={text.part: text.text for text in texts.get(one.number, ())},
            purged=tuple(purged(one, texts.get(one.number, ()))),
            stands=one.number in stand,
            is_due=one.number in review,
        )
        for one in entries
    ]


# what is done


def new_act(desk: Desk, inbound_id: int, action: Action = Action.HIDE) -> Act:
    """An act to fill in about an item, done now by who works here. Its evidence is what then lies on the item."""
    one = inbound.get(desk, inbound_id)
    act = Act(action=action, account_id=one.account_id, inbound_id=one.id, done_at=desk.now(), by=desk.person.name)
    return replace(act, author=one.sender, dnr=one.dnr)


def moderate(desk: Desk, act: Act, *, files: Sequence[KeptFile] = (), is_done: bool = True) -> Entry:
    """Write in the log what was done. The item it is about follows, and is closed unless `is_done` says no.

    `files` are laid on the item first. The evidence is all that lies there, looked for and hashed anew; of a protected
    item it is the place where the administration keeps it. Refused for what `check_entry` stops, for what is done
    already, and for files on what is protected: nothing is kept then.
    """
    one = desk.store.inbound.known(act.inbound_id or 0)
    account = stored(desk.store.account, act.account_id, Problem("moderation.no_account", where="account_id"))
    with desk.step(f"moderation.{act.action}", inbound.about(desk, one) if one else account.name, final=True):
        for file in files:
            _lay(desk, one, file)
        now, new, entries = desk.now(), tidied(_completed(desk, act)), desk.store.moderation.all()
        refuse_if(_problems(desk, new, entries, now))
        entry, texts = written(new, entries, _kept(desk, new), now, lambda: os.urandom(16).hex())
        kept = desk.store.moderation.write(entry, texts)
        desk.store.setting.put(_HEAD, str(head([kept])))
        if one:
            _follow(desk, one, [*entries, kept], is_done=is_done)
    return kept


def restore(desk: Desk, number: int, note: str = "") -> Entry:
    """Keep that what the entry `number` tells of is ended: shown again, or no longer blocked; `note` says why.

    Refused for what no longer stands, or the platform cannot take back.
    """
    known = get(desk, number).entry
    action = Action.UNBLOCK if known.action is Action.BLOCK else Action.RESTORE
    return moderate(desk, _about_earlier(desk, known, action, note), is_done=False)


def supplement(desk: Desk, number: int, *, note: str = "", police_ref: str = "", dnr: str = "") -> Entry:
    """Add to an entry, or correct it: the police's number, the register's number, a note. Refused when it says nothing.

    Files that were laid on the item since are part of it.
    """
    known = get(desk, number).entry
    new = replace(_about_earlier(desk, known, Action.SUPPLEMENT, note), police_ref=police_ref, dnr=dnr)
    known_files = {one for line in log(desk) for one in line.entry.evidence.split()}
    files = [one.sha256 for one in _files(desk, known.inbound_id) if one.sha256 not in known_files]
    return moderate(desk, replace(new, evidence=" ".join(files)), is_done=False)


def prolong(desk: Desk, number: int, *, reason: str, decided_by: str, review_on: date | None) -> Entry:
    """Keep that a block was reviewed and goes on until `review_on`: why, and by whose decision."""
    known = get(desk, number)
    entry = known.entry
    new = replace(
        _about_earlier(desk, entry, Action.BLOCK, ""),
        ground=entry.ground,
        author=known.texts.get(Part.AUTHOR, ""),
        evidence=entry.evidence,
        kept_where=entry.kept_where,
        is_reversible=entry.is_reversible,
    )
    new = replace(new, reason=reason, decided_by=decided_by, review_on=review_on)
    return moderate(desk, new, is_done=False)


def _about_earlier(desk: Desk, known: Entry, action: Action, note: str) -> Act:
    return Act(
        action=action,
        account_id=known.account_id,
        inbound_id=known.inbound_id,
        earlier=known.number,
        done_at=desk.now(),
        by=desk.person.name,
        note=note,
    )


def _completed(desk: Desk, act: Act) -> Act:
    """The act with what is known of its item: the account, the evidence, and which entry it goes further than."""
    one = desk.store.inbound.known(act.inbound_id or 0)
    if act.action in NEEDS_EARLIER or one is None:
        return act
    return replace(
        act,
        account_id=one.account_id,
        evidence=act.evidence or " ".join(file.sha256 for file in _files(desk, one.id)),
        kept_where=one.kept_where if one.is_protected else "",
        earlier=act.earlier or (_hidden(desk, one.id) if act.action is Action.REMOVE else None),
    )


def _hidden(desk: Desk, inbound_id: int) -> int | None:
    """The entry by which the item is hidden, which its removal goes further than."""
    hidden = [one for one in standing(desk.store.moderation.all()) if one.action is Action.HIDE]
    return next((one.number for one in hidden if one.inbound_id == inbound_id), None)


def _files(desk: Desk, inbound_id: int | None) -> list[Evidence]:
    return desk.store.evidence.of(Subject.INBOUND, inbound_id) if inbound_id else []


def _kept(desk: Desk, act: Act) -> set[str]:
    """Which of the act's files are stored and whole; with an item, those that lie on it. Reads them."""
    wanted = set(act.evidence.split())
    rows = _files(desk, act.inbound_id) if act.inbound_id else desk.store.evidence.all()
    return {one.sha256 for one in rows if one.sha256 in wanted and is_whole(desk.store.evidence.path(one), one.size)}


def _lay(desk: Desk, one: Inbound | None, file: KeptFile) -> None:
    if one is None:
        raise RefusedError(Problem("inbound.gone"))
    if one.is_protected:
        raise RefusedError(Problem("inbound.protected_files", where="evidence"))
    evidence.attach(desk, Subject.INBOUND, one.id, file)


def _problems(desk: Desk, act: Act, entries: list[Entry], now: datetime) -> list[Problem]:
    found = check_entry(act, entries, _kept(desk, act), now)
    if act.action in NEEDS_EVIDENCE and act.inbound_id and desk.store.inbound.known(act.inbound_id) is None:
        found.append(Problem("inbound.gone"))
    stands = {one.action for one in standing(entries) if one.inbound_id == act.inbound_id and one.number != act.earlier}
    over = {Action.HIDE: {Action.HIDE, Action.REMOVE}, Action.REMOVE: {Action.REMOVE}, Action.BLOCK: {Action.BLOCK}}
    if act.inbound_id and stands & over.get(act.action, set()):
        found.append(Problem("moderation.already", where="action"))
    return found


def _follow(desk: Desk, one: Inbound, entries: list[Entry], *, is_done: bool) -> None:
    """Let the item say what now stands of what was done with it."""
    entry = entries[-1]
    stands = [other for other in standing(entries) if other.inbound_id == one.id]
    new = one
    if stands:
        new = replace(one, handling=Handling(max(stands, key=lambda other: list(Action).index(other.action)).action))
    elif one.handling and one.handling.is_moderation:
        new = replace(one, handling=None if one.is_open else Handling.NONE)
    closes = is_done and one.is_open and entry.action in INTRUSIVE
    if closes:
        new = replace(new, state=InboundState.DONE, closed_at=desk.now())
    desk.store.inbound.change(new)
    inbound.tell(desk, new, EventKind.MODERATED, event_text(entry))
    if closes:
        inbound.tell(desk, new, EventKind.CLOSED)


# the log itself


def check(desk: Desk, folder: Path | None = None) -> list[Problem]:
    """What has been done to the log beside the program: held against the journal, the settings and the copies.

    `folder` is where the copies lie, when the desk is itself over a copy. Copies that were taken before a restore tell
    of another log.
    """
    if unreadable := desk.store.moderation.unreadable():
        return [Problem("moderation.unreadable", values={"number": one}) for one in unreadable]
    heads = [*desk.store.journal.values("moderation", "head"), desk.store.setting.get(_HEAD)]
    heads += _heads_in_copies(folder or desk.folder)
    known = [found for text in heads if (found := read_head(text))]
    return verify(desk.store.moderation.all(), desk.store.moderation.texts.all(), known)


def current_head(desk: Desk) -> Head:
    """The end of the chain, to be noted where nobody who can write in the file reaches: on paper."""
    return head(desk.store.moderation.all())


def _heads_in_copies(folder: Path) -> list[str]:
    copies = backup.backups(folder)
    since = max((one.taken_at for one in copies if one.replaced), default=datetime.min)
    return [head_in(one.path) for one in copies if not one.replaced and one.taken_at >= since]
