"""What a closure makes of its account: the status that only it gives, and what the account is again without it."""

from collections.abc import Iterable

from smdesk.domain.account import BY_PROCEDURE, IN_USE, Account, AccountStatus, StatusChange
from smdesk.domain.problem import Problem
from smdesk.domain.procedure import Run
from smdesk.domain.procedure_template import Action


def status_problems(account: Account, runs: Iterable[Run]) -> list[Problem]:
    """Whether the account's status is what its own runs have made it.

    It is being closed while one is under way, and closed from the step on that says so; or it came closed in a list.
    """
    made = {_made_by(run) for run in runs if run.abandoned_at is None}
    wanted = next((one for one in (AccountStatus.CLOSED, AccountStatus.CLOSING) if one in made), None)
    given = account.status if account.status in BY_PROCEDURE else None
    came_closed = given is AccountStatus.CLOSED and wanted is None and account.import_id is not None
    if given is wanted or came_closed:
        return []
    values: dict[str, str | int] = {"account": account.name, "status": account.status}
    return [Problem("procedure.status_differs", values=values, where="status")]


def _made_by(run: Run) -> AccountStatus:
    closing = (step.key for step in run.template.steps if step.action is Action.CLOSE_ACCOUNT)
    return AccountStatus.CLOSED if any(run.steps[key].is_done for key in closing) else AccountStatus.CLOSING


def before_closing(history: Iterable[StatusChange]) -> AccountStatus:
    """What an account was before the closure that its history ends with, and is again when that is abandoned."""
    newest_first = sorted(history, key=lambda one: (one.day, one.id), reverse=True)
    status = next((one.status for one in newest_first if one.status is not AccountStatus.CLOSING), AccountStatus.ACTIVE)
    return status if status in IN_USE else AccountStatus.ACTIVE
