"""Purge what came in under a gallringsbeslut, with a gallringsprotokoll that is kept as evidence of it."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.inbound import EventKind, Inbound
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.purge import Report
from smdesk.domain.record import record
from smdesk.domain.retention import Decision, PurgeRecord, Reason, proposal
from smdesk.formats.purge_paper import PurgedRow, PurgePaper, purge_paper
from smdesk.operations import evidence, inbound, inbound_purge, opening, purge, retention
from smdesk.operations.evidence import KeptFile
from smdesk.operations.inbound_category import categories
from smdesk.operations.stored import stored
from smdesk.words import problem_text
from smdesk.words.inbound import KINDS
from smdesk.words.purge import LATER, report_lines
from smdesk.words.retention import REASONS


@record
class Proposed:
    """What may be purged under a decision today, and what may not with the reason: both the oldest first."""

    may: Sequence[Inbound]
    may_not: Sequence[tuple[Inbound, Reason]]


@record
class Done:
    """A purge that was made: its record, the decision, and the protocol, which is missing after a kill."""

    record: PurgeRecord
    decision: Decision
    paper: Evidence | None


def proposed(desk: Desk, decision_id: int = 0) -> Proposed:
    """What may be purged today under a decision; without one nothing may."""
    chosen = retention.decision(desk, decision_id) if decision_id else None
    rows = {one.id: one for one in inbound_purge.left(desk)}
    found = proposal(map(inbound_purge.candidate, rows.values()), chosen, retention.classes(), desk.today())
    return Proposed([rows[one] for one in found.may], [(rows[one], reason) for one, reason in found.may_not.items()])


def made(desk: Desk) -> list[Done]:
    """Every purge that was made, the newest first."""
    known = {one.id: one for one in retention.decisions(desk)}
    papers = {one.id: evidence.files(desk, Subject.PURGE, one.id) for one in desk.store.retention.records.all()}
    return [
        Done(one, known[one.decision_id], next(iter(papers[one.id]), None))
        for one in reversed(desk.store.retention.records.all())
    ]


def begin(
    desk: Desk, decision_id: int, inbound_ids: Sequence[int], *, second_folder: Path | None = None
) -> tuple[PurgeRecord, purge.Purging]:
    """Begin to purge items under a decision: as `purge.begin`, with a record of it in the same step.

    Refused, all of it, when the decision does not let every one of them go today.
    """
    chosen = retention.decision(desk, decision_id)
    reasons = inbound_purge.proposed(desk, chosen)
    if not inbound_ids:
        raise RefusedError(Problem("purge.none"))
    for one in set(inbound_ids).difference(reasons.may):
        why = REASONS[reasons.may_not[one]] if one in reasons.may_not else problem_text(Problem("inbound.is_purged"))
        raise RefusedError(Problem("retention.not_free", values={"why": why}))
    items = [inbound.get(desk, one) for one in inbound_ids]
    record = PurgeRecord(
        decision_id=decision_id, at=desk.now(), by=str(desk.person), items=" ".join(map(str, inbound_ids))
    )
    kept: list[PurgeRecord] = []

    def also() -> None:
        kept.append(desk.store.retention.records.add(record))
        for one in items:
            inbound.tell(desk, one, EventKind.PURGED)

    rows = [inbound_purge.emptied(one) for one in items]
    purging = purge.begin(desk, rows, retention.about(desk, record), second_folder=second_folder, also=also)
    return kept[0], purging


def gather(desk: Desk, record_id: int, report: Report | None = None) -> PurgePaper:
    """All that the gallringsprotokoll tells, read here to be set anywhere; without a `report` where it is removed is
    not known in detail any more."""
    record = stored(desk.store.retention.records, record_id, Problem("purge.gone"))
    decision = retention.decision(desk, record.decision_id)
    accounts = {one.id: one.name for one in desk.store.account.all()}
    titles, names = {one.key: one.title for one in categories()}, retention.classes()
    rows = [
        PurgedRow(
            account=accounts.get(one.account_id, ""),
            category=titles.get(one.category, KINDS[one.kind].capitalize()),
            came_in=local_day(one.came_in_at),
            dnr=one.dnr,
            retention=names[key].name if (key := inbound_purge.class_of(one)) in names else "",
        )
        for inbound_id in record.ids
        if (one := desk.store.inbound.known(inbound_id))
    ]
    return PurgePaper(
        office=opening.office(desk),
        decision=decision,
        classes=[one.name for key, one in names.items() if key in decision.keys],
        purged_at=record.at,
        purged_by=Person(name=record.by),
        rows=rows,
        places=places(report) if report else [LATER, *map(problem_text, purge.owed_problems(desk))],
        printed_at=desk.now(),
    )


def places(report: Report) -> list[str]:
    """Sentences about where it was removed, and what could not be reached."""
    return [*report_lines(report), *map(problem_text, purge.problems(report))]


def write(folder: Path, data: PurgePaper) -> KeptFile:
    """Set the protocol and keep it in the evidence folder of `folder`, beside the window. Raises `CannotSaveError`."""
    with TemporaryDirectory() as place:
        path = Path(place) / f"gallringsprotokoll-{local_day(data.purged_at).isoformat()}.pdf"
        purge_paper(data, path)
        return evidence.keep(folder, path)


def keep(desk: Desk, record_id: int, paper: KeptFile) -> Evidence:
    """Lay the protocol on the record of its purge. Not hers to undo."""
    record = stored(desk.store.retention.records, record_id, Problem("purge.gone"))
    with desk.step("purge.paper", retention.about(desk, record), undoable=False):
        return evidence.attach(desk, Subject.PURGE, record_id, paper, kind="protocol")


def purge_under(desk: Desk, decision_id: int, inbound_ids: Sequence[int], *, second_folder: Path | None = None) -> Done:
    """`begin` and all that comes after it, in one go."""
    record, purging = begin(desk, decision_id, inbound_ids, second_folder=second_folder)
    report = purge.finish(purging)
    purge.settle(desk, report)
    paper = keep(desk, record.id, write(desk.folder, gather(desk, record.id, report)))
    return Done(record, retention.decision(desk, decision_id), paper)
