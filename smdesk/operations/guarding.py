"""What is never committed, whatever road led there: no step, no undo, no redo and no other program's row.

It is about procedures and what they rest on, and about what was moderated without a word in the log.

The operations refuse the same in better words, and sooner. Only what the open transaction has touched is looked at.
"""

from collections.abc import Iterable, Sequence

from smdesk.desk import Desk
from smdesk.domain.closing import status_problems
from smdesk.domain.evidence import Subject
from smdesk.domain.moderation import Action
from smdesk.domain.problem import Problem
from smdesk.domain.procedure import Facts, is_past_return, violations
from smdesk.domain.procedure_change import left_inside
from smdesk.operations import inbound
from smdesk.store.history import Change
from smdesk.store.procedure import ProcedureRow, StepRow

_RUNS = frozenset({"procedure", "procedure_step", "signature"})
_GUARDED = _RUNS | {"account", "evidence", "inbound"}


def guard(desk: Desk, tables: frozenset[str]) -> Sequence[Problem]:
    """What would be wrong with procedures, their evidence, their accounts and items if the transaction were kept."""
    if not tables & _GUARDED:
        return []
    changes = [one for one in desk.store.history.changes() if one.table in _GUARDED]
    return [
        *_reopened(desk, changes),
        *_violations(desk, _touched(desk, changes)),
        *_left_inside(desk, changes),
        *_late_files(desk, changes),
        *_statuses(desk, _accounts(desk, changes)),
        *_unlogged(desk, changes),
    ]


def check(desk: Desk) -> list[Problem]:
    """Everything that must not be true of any procedure in the register, its account, or any item, but is."""
    accounts = [account.id for account in desk.store.account.all()]
    unlogged = [
        Problem("moderation.unlogged", values={"about": inbound.about(desk, one)})
        for one in desk.store.moderation.unlogged()
    ]
    return [*_violations(desk, desk.store.procedure.all()), *_statuses(desk, accounts), *unlogged]


def _touched(desk: Desk, changes: Sequence[Change]) -> list[ProcedureRow]:
    """The procedures that were changed; all that can be meant, when a row is gone that could tell whose it was."""
    table, gone = desk.store.procedure, {one.table for one in changes if one.kind == "delete"}
    if gone & _RUNS:
        return table.all()
    ids = {row.id for row in table.running()} if "evidence" in gone else set()
    for one in changes:
        match one.table:
            case "procedure":
                ids.add(one.row_id)
            case "procedure_step":
                ids.add(table.steps.get(one.row_id).procedure_id)
            case "signature":
                ids.add(table.steps.get(table.signatures.get(one.row_id).step_id).procedure_id)
    return [table.get(procedure_id) for procedure_id in sorted(ids)]


def _reopened(desk: Desk, changes: Iterable[Change]) -> list[Problem]:
    """A step that is opened again though the account is unpublished, or was until now."""
    found = []
    for one in changes:
        is_opened = (one.table, one.field, one.new) == ("procedure_step", "status", "open")
        if is_opened and (step := desk.store.procedure.steps.known(one.row_id)):
            run = desk.store.procedure.run(_procedure(desk, step))
            if is_past_return(run) or run.template.step(step.key).no_return:
                found.append(Problem("procedure.no_return", where=step.key))
    return found


def _violations(desk: Desk, rows: Iterable[ProcedureRow]) -> list[Problem]:
    return [problem for row in rows for problem in violations(desk.store.procedure.run(row))]


def _left_inside(desk: Desk, changes: Iterable[Change]) -> list[Problem]:
    """A step that is done now, though something that came in bars it."""
    found = []
    for one in changes:
        is_done = (one.table, one.field, one.new) == ("procedure_step", "status", "done")
        if is_done and (step := desk.store.procedure.steps.known(one.row_id)):
            run = desk.store.procedure.run(_procedure(desk, step))
            found += left_inside(run, run.template.step(step.key), inbox(desk, run.account_id))
    return found


def inbox(desk: Desk, account_id: int) -> Facts:
    """How much that came in on an account is left to handle and to register."""
    table = desk.store.inbound
    return Facts(open_items=table.count_open_of(account_id), to_register=table.count_to_register_of(account_id))


def _late_files(desk: Desk, changes: Iterable[Change]) -> list[Problem]:
    """A file that is laid on a step of a procedure that was abandoned. A finished one still takes its protocol."""
    added = [one.row_id for one in changes if (one.table, one.kind) == ("evidence", "insert")]
    files = [file for row_id in added if (file := desk.store.evidence.known(row_id))]
    steps = [desk.store.procedure.steps.get(file.subject_id) for file in files if file.subject is Subject.STEP]
    return [Problem("procedure.over", where=step.key) for step in steps if _procedure(desk, step).abandoned_at]


def _procedure(desk: Desk, step: StepRow) -> ProcedureRow:
    return desk.store.procedure.get(step.procedure_id)


def _accounts(desk: Desk, changes: Sequence[Change]) -> set[int]:
    """The accounts that came or got another status, and those whose procedures came, ended or had a step settled."""
    own = {one.row_id for one in changes if one.table == "account" and (one.kind == "insert" or one.field == "status")}
    turned = [one for one in changes if one.table == "procedure" or one.field == "status" or one.kind == "delete"]
    return own | {row.account_id for row in _touched(desk, turned)}


def _statuses(desk: Desk, account_ids: Iterable[int]) -> list[Problem]:
    """Where the status is not what the account's procedures have made it."""
    found = []
    for account_id in account_ids:
        if account := desk.store.account.known(account_id):
            runs = [desk.store.procedure.run(row) for row in desk.store.procedure.of_account(account_id)]
            found += status_problems(account, runs)
    return found


def _unlogged(desk: Desk, changes: Iterable[Change]) -> list[Problem]:
    """An item that came to say that it was hidden, removed or its sender blocked, which the log does not tell of."""
    touched = {one.row_id for one in changes if one.table == "inbound" and (one.field == "handling" or not one.field)}
    items = [item for row_id in sorted(touched) if (item := desk.store.inbound.known(row_id))]
    return [
        Problem("moderation.no_entry", where="handling")
        for one in items
        if one.handling and one.handling.is_moderation and not desk.store.moderation.has(one.id, Action(one.handling))
    ]
