"""Procedures that were started, their steps and their signatures, as rows."""

from dataclasses import dataclass
from datetime import date, datetime

from smdesk.domain.evidence import Evidence
from smdesk.store.rows import Link, Table


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step that has been touched. `fields` holds its values as JSON."""

    id: int = 0
    procedure_id: int
    key: str
    status: str
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""
    fields: str = "{}"
    reason: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """One signature on a step."""

    id: int = 0
    step_id: int
    name: str
    function: str
    signed_at: datetime


class Procedures(Table[ProcedureRow]):
    """The started procedures, with their steps and signatures."""

    def __init__(self, link: Link) -> None:
        super().__init__(link, "procedure", ProcedureRow)
        self.steps = Table(link, "procedure_step", StepRow)
        self.signatures = Table(link, "signature", SignatureRow)

    def running(self) -> list[ProcedureRow]:
        """Those that are neither finished nor abandoned."""
        return self.find("closed_at is null and abandoned_at is null")

    def of_account(self, account_id: int) -> list[ProcedureRow]:
        """Every procedure of one account, newest first."""
        return self.find("account_id = ?", account_id, order="id desc")

    def steps_of(self, procedure_id: int) -> list[StepRow]:
        """The steps that have been touched."""
        return self.steps.find("procedure_id = ?", procedure_id)

    def step(self, procedure_id: int, key: str) -> StepRow | None:
        """One step, if it has been touched."""
        found = self.steps.find("procedure_id = ? and key = ?", procedure_id, key)
        return found[0] if found else None

    def signatures_of(self, procedure_id: int) -> list[SignatureRow]:
        """Every signature of the procedure, oldest first."""
        return self.signatures.select(
            "join procedure_step on procedure_step.id = signature.step_id "
            "where procedure_step.procedure_id = ? order by signature.id",
            procedure_id,
        )

    def file_counts(self, procedure_id: int) -> dict[int, int]:
        """How many files lie on each step that has any, by the step's id."""
        rows = self._link.connection.execute(
            "select subject_id, count(*) from evidence where subject = 'procedure_step' and subject_id in "
            "(select id from procedure_step where procedure_id = ?) group by subject_id",
            [procedure_id],
        )
        return dict(rows.fetchall())

    def files_of(self, procedure_id: int, evidence: Table[Evidence]) -> list[Evidence]:
        """The files of every step, oldest first."""
        return evidence.find(
            "subject = 'procedure_step' and subject_id in (select id from procedure_step where procedure_id = ?)",
            procedure_id,
        )
