"""Remove rows and files for good: from the register, from what undo knows, and from every copy that can be reached."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.purge import Item, Owed, Place, Report, Unreached
from smdesk.domain.record import record
from smdesk.operations import backup
from smdesk.store import file, purge_copies
from smdesk.store import purge as rows


@record
class Purging:
    """A purge that was begun on the main thread: what is done so far; `finish` does the rest, in files only."""

    work: purge_copies.Work
    so_far: Report


def begin(
    desk: Desk,
    items: Sequence[Item],
    about: str = "",
    *,
    second_folder: Path | None = None,
    step: str = "purge",
    also: Callable[[], object] | None = None,
) -> Purging:
    """Empty the rows of `items` for good as one step, which `also` is part of, and write the register anew.

    On the main thread. Nothing that was done before can be undone afterwards. From now on it is owed, also after a
    kill, until `settle` has heard that it is done everywhere. Raises `CannotSaveError` and `RefusedError`, and then
    nothing is changed.
    """
    sought = rows.texts(desk.store.connection, items)
    known = owed(desk)
    places = frozenset(Place) if backup.own_name(desk) else frozenset({Place.LIVE, Place.HOME})
    files, _ = rows.files_of(desk.store.connection, items)
    wanted = Owed(at=desk.now(), items=items, files=files, left=places).joined(known)
    done: Counter[str] = Counter()
    rows.write_over(desk.store.connection)
    with desk.step(step, about, final=True):
        if also:
            also()
        for item in items:
            done += rows.blank(desk.store.connection, item)
        desk.store.setting.put(rows.KEY, rows.to_json(wanted))
    return _begun(desk, wanted, second_folder, Report(rows=done), sought)


def begin_owed(desk: Desk, second_folder: Path | None = None) -> Purging | None:
    """Begin what is owed since an earlier purge; None when nothing is, or nothing can be written.

    On the main thread. A register that was restored meanwhile is emptied again.
    """
    wanted = owed(desk)
    if wanted is None or not desk.may_write:
        return None
    if Place.LIVE in wanted.left:
        return begin(desk, wanted.items, second_folder=second_folder)
    return _begun(desk, wanted, second_folder, Report(), ())


def _begun(desk: Desk, wanted: Owed, second_folder: Path | None, done: Report, sought: Sequence[str]) -> Purging:
    store = desk.store
    if Place.LIVE in wanted.left:
        store.history.forget()
        done = done.joined(purge_copies.clean_live(store.connection, desk.folder / file.NAME, sought))
    name = backup.own_name(desk)
    work = purge_copies.Work(
        owed=wanted,
        folder=desk.folder,
        kept=frozenset(store.evidence.names()),
        second=second_folder / name if second_folder and name else None,
    )
    return Purging(work, done)


def finish(purging: Purging) -> Report:
    """Write every copy anew and remove the files, beside the window; what was done, and what could not be reached.

    Raises nothing that the disk does. Meanwhile nothing is to be laid on anything: a file that goes could be the same.
    """
    return purging.so_far.joined(purge_copies.clean(purging.work))


def settle(desk: Desk, report: Report) -> None:
    """Note where it is done; what could not be reached is still owed. Not hers to undo."""
    before = owed(desk)
    after = before and before.without(report.done, report.names)
    if after != before:
        with desk.step("purge.done", undoable=False):
            desk.store.setting.put(rows.KEY, rows.to_json(after))


def purge(desk: Desk, items: Sequence[Item], about: str = "", *, second_folder: Path | None = None) -> Report:
    """Remove `items` for good, in one go. Raises as `begin`."""
    return _finished(desk, begin(desk, items, about, second_folder=second_folder))


def finish_owed(desk: Desk, second_folder: Path | None = None) -> Report | None:
    """Do what is owed, in one go, as far as it can be reached now; None when nothing is. Raises `CannotSaveError`."""
    purging = begin_owed(desk, second_folder)
    return _finished(desk, purging) if purging else None


def _finished(desk: Desk, purging: Purging) -> Report:
    report = finish(purging)
    settle(desk, report)
    return report


def owed(desk: Desk) -> Owed | None:
    """What was to be removed and still stands somewhere; None when nothing does."""
    return rows.from_json(desk.store.setting.get(rows.KEY))


def owed_problems(desk: Desk) -> list[Problem]:
    """What was removed and still stands in some copy, in a sentence for each place; nothing when nothing does."""
    left = owed(desk)
    if left is None:
        return []
    day = local_day(left.at).isoformat()
    codes = ["purge.owed_home"] if left.left & {Place.LIVE, Place.HOME} else []
    codes += ["purge.owed_second"] if Place.SECOND in left.left else []
    return [Problem(code, Severity.WARN, {"day": day}) for code in codes]


def let_go(desk: Desk) -> None:
    """She says that the second folder's copies are no more: a disk that is lost or wiped owes nothing."""
    before = owed(desk)
    if before and Place.SECOND in before.left:
        with desk.step("purge.let_go", undoable=False):
            desk.store.setting.put(rows.KEY, rows.to_json(before.without({Place.SECOND})))


def problems(report: Report) -> list[Problem]:
    """What could not be reached, to be told."""
    return [_problem(one) for one in report.unreached]


def _problem(one: Unreached) -> Problem:
    values: dict[str, str | int] = {"file": one.path, "why": one.why}
    if one.place is Place.LIVE:
        return Problem("purge.live", Severity.WARN, values)
    if one.place is Place.HOME or one.path.endswith(".db"):
        return Problem("purge.copy", Severity.WARN, values)
    return Problem("purge.second" if one.path else "purge.second_unknown", Severity.WARN, values)
