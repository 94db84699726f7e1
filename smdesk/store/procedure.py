"""Procedures that were started: the rows of a run, its steps and its signatures, and the run they make."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from sqlite3 import Connection

from smdesk.domain.evidence import Evidence
from smdesk.domain.procedure import Run, Signature, StepState, StepStatus
from smdesk.domain.procedure_template import Template, parse_template, template_to_dict
from smdesk.domain.record import record
from smdesk.store.rows import Table


@record(kw_only=True)
class ProcedureRow:
    """A started procedure with the template it began with, as JSON, and the settings chosen at its start."""

    id: int = 0
    account_id: int
    kind: str
    version: str
    template: str
    started_on: date
    started_at: datetime
    started_by: str
    settings: str = "{}"
    closed_at: datetime | None = None
    abandoned_at: datetime | None = None
    abandoned_reason: str = ""


@record(kw_only=True)
class StepRow:
    """One step of a procedure. `fields` holds its values as JSON, `done_by` its signatures in one line."""

    id: int = 0
    procedure_id: int
    key: str
    status: StepStatus = StepStatus.OPEN
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""
    fields: str = "{}"
    reason: str = ""
    override_reason: str = ""


@record(kw_only=True)
class SignatureRow:
    """One signature on a step."""

    id: int = 0
    step_id: int
    name: str
    function: str
    signed_at: datetime


@lru_cache(maxsize=32)
def _template(text: str) -> Template:
    return parse_template(json.loads(text))


class Procedures(Table[ProcedureRow]):
    """The started procedures, with their steps and signatures."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "procedure", ProcedureRow)
        self.steps = Table(connection, "procedure_step", StepRow)
        self.signatures = Table(connection, "signature", SignatureRow)

    def running(self) -> list[ProcedureRow]:
        """Those that are neither finished nor abandoned."""
        return self.find("closed_at is null and abandoned_at is null")

    def running_of(self, account_id: int) -> ProcedureRow | None:
        """The account's running procedure, if it has one."""
        found = self.find("account_id = ? and closed_at is null and abandoned_at is null", account_id)
        return found[0] if found else None

    def step(self, procedure_id: int, key: str) -> StepRow:
        """One step; `KeyError` when the procedure has none such."""
        found = self.steps.find("procedure_id = ? and key = ?", procedure_id, key)
        if not found:
            raise KeyError(key)
        return found[0]

    def of_account(self, account_id: int) -> list[ProcedureRow]:
        """Every procedure that the account has or has had."""
        return self.find("account_id = ?", account_id)

    def files_of(self, procedure_id: int, evidence: Table[Evidence]) -> dict[str, list[Evidence]]:
        """The files of every step that has any, by the step's key, oldest first."""
        keys = {row.id: row.key for row in self.steps.find("procedure_id = ?", procedure_id)}
        found: dict[str, list[Evidence]] = {}
        for one in evidence.find(
            "subject = 'procedure_step' and subject_id in (select id from procedure_step where procedure_id = ?)",
            procedure_id,
        ):
            found.setdefault(keys[one.subject_id], []).append(one)
        return found

    def run(self, row: ProcedureRow) -> Run:
        """The run that the row, its steps, their signatures and their files make."""
        files = self._file_counts(row.id)
        signatures = self._signatures(row.id)
        steps = {
            step.key: StepState(
                key=step.key,
                status=step.status,
                done_at=step.done_at,
                signatures=signatures.get(step.id, ()),
                note=step.note,
                values=json.loads(step.fields),
                reason=step.reason,
                override_reason=step.override_reason,
                files=files.get(step.id, 0),
            )
            for step in self.steps.find("procedure_id = ?", row.id)
        }
        return Run(
            id=row.id,
            account_id=row.account_id,
            template=_template(row.template),
            started_at=row.started_at,
            started_by=row.started_by,
            grace_days=int(json.loads(row.settings)["grace_days"]),
            steps=steps,
            closed_at=row.closed_at,
            abandoned_at=row.abandoned_at,
            abandoned_reason=row.abandoned_reason,
        )

    def _file_counts(self, procedure_id: int) -> dict[int, int]:
        rows = self._connection.execute(
            "select subject_id, count(*) from evidence where subject = 'procedure_step' and subject_id in "
            "(select id from procedure_step where procedure_id = ?) group by subject_id",
            [procedure_id],
        )
        return dict(rows.fetchall())

    def _signatures(self, procedure_id: int) -> Mapping[int, tuple[Signature, ...]]:
        """The signatures by step, in the order they were put."""
        found: dict[int, tuple[Signature, ...]] = {}
        for one in self.signatures.select(
            "join procedure_step on procedure_step.id = signature.step_id "
            "where procedure_step.procedure_id = ? order by signature.id",
            procedure_id,
        ):
            signed = Signature(name=one.name, function=one.function, signed_at=one.signed_at)
            found[one.step_id] = (*found.get(one.step_id, ()), signed)
        return found

    def begin(self, run: Run, started_on: date) -> int:
        """Store a new run with its template as it is now; its id."""
        row = self.add(
            ProcedureRow(
                account_id=run.account_id,
                kind=run.template.key,
                version=run.template.version,
                template=json.dumps(template_to_dict(run.template), ensure_ascii=False),
                started_on=started_on,
                started_at=run.started_at,
                started_by=run.started_by,
                settings=json.dumps({"grace_days": run.grace_days}),
            )
        )
        self.steps.add_many([StepRow(procedure_id=row.id, key=key) for key in run.steps])
        return row.id

    def write(self, before: Run, after: Run) -> None:
        """Store what differs between two states of a run. The template and how many files there are is not ours."""
        for key, state in after.steps.items():
            if state != before.steps[key]:
                self._write_step(self.step(after.id, key), state)
        row = self.get(after.id)
        ended = replace(
            row,
            closed_at=after.closed_at,
            abandoned_at=after.abandoned_at,
            abandoned_reason=after.abandoned_reason,
        )
        if ended != row:
            self.change(ended)

    def _write_step(self, row: StepRow, state: StepState) -> None:
        new = replace(
            row,
            status=state.status,
            done_at=state.done_at,
            done_by="; ".join(str(one) for one in state.signatures),
            note=state.note,
            fields=json.dumps(dict(state.values), ensure_ascii=False),
            reason=state.reason,
            override_reason=state.override_reason,
        )
        if new != row:
            self.steps.change(new)
        known = self.signatures.find("step_id = ?", row.id)
        for one in known[len(state.signatures) :]:
            self.signatures.remove(one.id)
        for signed in state.signatures[len(known) :]:
            made = SignatureRow(step_id=row.id, name=signed.name, function=signed.function, signed_at=signed.signed_at)
            self.signatures.add(made)
