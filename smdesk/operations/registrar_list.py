"""The list ”att lämna till registrator”: what must be registered and has no number, as a paper or a table."""

from datetime import datetime
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.domain.sheet import Table
from smdesk.formats import sheet
from smdesk.formats.list_paper import ListPaper, list_paper
from smdesk.operations import registration
from smdesk.operations.inbound_view import category_of
from smdesk.words.dates import timed
from smdesk.words.inbound import KINDS
from smdesk.words.inbound_list import kind_text
from smdesk.words.registration import COLUMNS, LIST, handed_text

_TABLES = (".csv", ".xlsx", ".json")


def registrar_list(desk: Desk) -> ListPaper:
    """What waits to be registered, with what the register asks for (OSL 5:2): when it came in, on which account, how,
    from whom if that is known, and its contents in brief. Of what is protected only the neutral summary."""
    accounts = {one.id: one.name for one in desk.store.account.all()}
    return ListPaper(
        title=LIST,
        office=desk.store.setting.get("office"),
        columns=list(COLUMNS.values()),
        rows=[_row(one, accounts[one.account_id], desk.now()) for one in registration.waiting(desk)],
        empty="Inget väntar på att diarieföras.",
        printed_at=desk.now(),
    )


def write_list(data: ListPaper, path: Path) -> None:
    """Write the list, as its ending says; it may be done beside the window. Raises `CannotSaveError`."""
    ending = path.suffix.casefold()
    if ending == ".pdf":
        list_paper(data, path)
    elif ending in _TABLES:
        sheet.write_sheets(path, [Table(data.title, data.columns, data.rows, list(COLUMNS))])
    else:
        raise CannotSaveError(Problem("registration.paper", values={"file": path.name}))


def _row(one: Inbound, account: str, now: datetime) -> list[str]:
    said = one.summary if one.is_protected else one.summary or one.text
    return [
        timed(one.came_in_at.astimezone(now.tzinfo)),
        account,
        f"{kind_text(category_of(one.category), one.kind)}, {KINDS[one.kind]}",
        one.sender,
        f"Skyddat. {said} Förvaras: {one.kept_where}" if one.is_protected else said,
        one.link,
        one.registration_reason,
        handed_text(one.handed_at),
    ]
