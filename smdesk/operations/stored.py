"""One row of the register by its id, or in plain words that it is gone."""

from smdesk.domain.problem import Problem, RefusedError
from smdesk.store.rows import Row, Table


def stored(table: Table[Row], row_id: int, gone: Problem) -> Row:
    """The row; `RefusedError` with `gone` when it is no longer there."""
    try:
        return table.get(row_id)
    except KeyError:
        raise RefusedError(gone) from None
