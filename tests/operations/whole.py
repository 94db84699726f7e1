"""All that a register holds, to see that undo gives it back."""

from smdesk.desk import Desk
from smdesk.store.history import ADDED_TO, WATCHED

TABLES = "select name from sqlite_schema where type = 'table' and name not like '%sqlite_%'"


def everything(desk: Desk) -> dict[str, list[tuple]]:
    """Every row of every table, but what is not rewound: the journal, the moderation log, and numbers given once."""
    run = desk.store.connection.execute
    assert {name for (name,) in run(TABLES)} == {*WATCHED, *ADDED_TO, "moderation_text", "journal"}
    return {name: run(f'select * from "{name}" order by id').fetchall() for name in WATCHED}
