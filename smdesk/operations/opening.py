"""Open the desk, begin a new register, and say who works at it."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from smdesk.desk import Desk, stockholm_now
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem
from smdesk.store import file
from smdesk.store.lock import Lock
from smdesk.store.trouble import closed_on_error, told_opening

YEARS_AHEAD = 3


def open_desk(folder: Path, *, clock: Callable[[], datetime] = stockholm_now) -> Desk:
    """The desk over the register in `folder`, with every guard in place. `CannotOpenError` says what is wrong."""
    desk = Desk(folder, clock=clock, guards=(_guard,))
    with told_opening(folder / file.NAME), closed_on_error(desk):
        _follow_person(desk)
    return desk


def _guard(desk: Desk, tables: frozenset[str]) -> Sequence[Problem]:
    """What the rules of the procedures say of a change; read no sooner than something is changed."""
    from smdesk.operations import guarding

    return guarding.guard(desk, tables)


def prepare(folder: Path) -> None:
    """Make the folder, for this user only, where it is missing. `CannotOpenError` when it cannot be used."""
    file.prepare_folder(folder)


def hold(folder: Path) -> Lock:
    """Hold the folder for this program alone, until `release`. `CannotOpenError` when somebody else has it."""
    return Lock(folder)


def is_demo(desk: Desk) -> bool:
    """Whether the register is a made-up one."""
    return bool(desk.store.setting.get("demo"))


def is_new(folder: Path) -> bool:
    """Whether nothing is, or has been, kept in the folder, so that a first run is in place."""
    return not file.exists(folder)


def begin(folder: Path, *, office: str, person: Person, clock: Callable[[], datetime] = stockholm_now) -> Desk:
    """A new register for the förvaltning `office`. No round is asked for before today.

    It is filled before it gets its name: a kill meanwhile leaves nothing, and the next start is a first run again.
    """
    from smdesk.operations import duty

    with file.creating(folder) as beside, closing(open_desk(beside, clock=clock)) as desk, desk.step("office", office):
        desk.store.setting.put("office", office)
        desk.store.setting.put("began", desk.today().isoformat())
        set_person(desk, person)
        _add_years(desk, range(desk.today().year - 1, desk.today().year + YEARS_AHEAD + 1))
        duty.seed(desk)
    return open_desk(folder, clock=clock)


def office(desk: Desk) -> str:
    """The förvaltning's name."""
    return desk.store.setting.get("office")


def rename_office(desk: Desk, name: str) -> None:
    """Give the förvaltning another name."""
    with desk.step("office", name):
        desk.store.setting.put("office", name)


def began(desk: Desk) -> date:
    """The day the register was taken into use; nothing is asked for before it."""
    return date.fromisoformat(desk.store.setting.get("began", desk.today().isoformat()))


def people(desk: Desk) -> Sequence[Person]:
    """Who has worked at this desk."""
    return desk.store.setting.people_by_name()


def current_person(desk: Desk) -> Person:
    """Who was working when the desk was last used."""
    name = desk.store.setting.get("person")
    known = [one for one in people(desk) if one.name == name]
    return known[0] if known else Person(name=name)


def set_person(desk: Desk, person: Person) -> None:
    """Let `person` work here from now on: each step is signed with the name."""
    name, before = person.name.strip(), desk.person
    try:
        with desk.step("person", name):
            known = {one.name: one for one in people(desk)}
            stored = Person(id=known[name].id if name in known else 0, name=name, function=person.function.strip())
            desk.person = desk.store.setting.people.save(stored)
            desk.store.setting.put("person", name)
    except BaseException:
        desk.person = before
        raise


def _follow_person(desk: Desk) -> None:
    """Let the one who signs be the one the register names, also when undo names another."""
    known = desk.person = current_person(desk)

    def follow(tables: frozenset[str]) -> None:
        nonlocal known
        if tables & {"person", "setting"} and (now := current_person(desk)) != known:
            known = desk.person = now

    desk.listen(follow)


def check_person(name: str) -> list[Problem]:
    """What is wrong with a name to sign with."""
    return [] if name.strip() else [Problem("person.name", where="name")]


def ensure_special_days(desk: Desk) -> None:
    """Compute the red days of the coming years once; those that are there, and the own ones, are left alone.

    It is done by itself when the window opens, and is not hers to undo.
    """
    wanted = range(desk.today().year, desk.today().year + YEARS_AHEAD + 1)
    known = desk.store.setting.red_years()
    missing = [year for year in wanted if year not in known]
    if missing and desk.may_write:
        with desk.step("special_days", undoable=False):
            _add_years(desk, missing)


def _add_years(desk: Desk, years: Sequence[int]) -> None:
    from smdesk.formats.red_days import special_days

    desk.store.setting.special_days.add_many([one for year in years for one in special_days(year)])
