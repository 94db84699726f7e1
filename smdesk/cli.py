"""The command line: open the window, or check, back up, restore, export and import without one."""

import argparse
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from smdesk import __version__, settings
from smdesk.domain.problem import CannotOpenError, CannotSaveError, KnownError, Problem, Severity
from smdesk.words import problem_text, problems_text

if TYPE_CHECKING:
    from smdesk.desk import Desk
    from smdesk.domain.importing import Preview

LISTS = ("konton", "plan", "bevakning", "journal", "inkommet", "diarieforing", "moderering")
WEEK = "veckoplan"
"""The week's plan, a paper rather than a list."""
_COUNTED = {"konton": "konton", "dagar": "händelser", "plan": "inlägg"}
"""The lists that can be read in, and what is counted of each."""
OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class _Help(argparse.HelpFormatter):
    """argparse's help with its own words in Swedish."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        super().add_usage(usage, actions, groups, "Användning: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Swedish, also when it refuses."""

    def __init__(self, **settings: object) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]
        self._positionals.title = "Argument"
        self._optionals.title = "Val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        """Say in Swedish that the command is not understood; `message` is argparse's own, in English."""
        self.exit(USAGE, f"{self.format_usage()}Kommandot går inte att förstå. Skriv ”{self.prog} --help”.\n")


def _parser() -> _Parser:
    parser = _Parser(prog="smdesk", description="Utan kommando öppnas fönstret.")
    parser.add_argument("--version", action="version", version=__version__, help="visa versionen")
    parser.add_argument("--data", metavar="MAPP", type=Path, help="mappen där registret ligger")
    parser.add_argument("--demo", action="store_true", help="öppna exempelvärlden, i en egen mapp")
    commands = parser.add_subparsers(dest="command", metavar="KOMMANDO", title="Kommandon")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        made.set_defaults(run=run)
        return made

    demo = command("demo", _demo, "skriv en exempelvärld i en ny mapp")
    demo.add_argument("folder", metavar="MAPP", type=Path)
    demo.add_argument("--years", metavar="N", type=_years, default=0, help="så många år, 0–20 (0: tolv veckor)")
    demo.add_argument("--seed", metavar="N", type=int, default=1, help="samma tal ger samma värld")
    command("check", _check, "kontrollera registret, underlagen, journalen, modereringsloggen och avsluten")
    command("backup", _backup, "skriv en säkerhetskopia (.zip)").add_argument("file", metavar="FIL", type=Path)
    command("restore", _restore, "återställ en säkerhetskopia").add_argument("file", metavar="FIL", type=Path)
    kinds = ".csv, .xlsx, .json; plan även .ics, diarieforing och moderering även .pdf; veckoplan .pdf"
    export = command("export", _export, f"skriv en lista ({kinds})")
    export.add_argument("what", metavar="LISTA", choices=(*LISTS, WEEK), help=", ".join((*LISTS, WEEK)))
    export.add_argument("file", metavar="FIL", type=Path)
    export.add_argument("--vecka", metavar="ÅR-VECKA", type=_week, help="veckoplanens vecka, t.ex. 2026-48; annars nu")
    taken = command("import", _import, "läs in en lista; felaktiga rader skrivs ut och tas inte med")
    taken.add_argument("what", metavar="LISTA", choices=tuple(_COUNTED), help=", ".join(_COUNTED))
    taken.add_argument("file", metavar="FIL", type=Path)
    return parser


def _years(text: str) -> int:
    years = int(text)
    if not 0 <= years <= 20:
        raise ValueError(text)
    return years


def _week(text: str) -> date:
    """The Monday of ”2026-48”, also ”2026-v48”; `ValueError` for a week that is none."""
    year, _, week = text.casefold().partition("-")
    return date.fromisocalendar(int(year), int(week.removeprefix("w").removeprefix("v")), 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window. Gives the exit status: 0 done, 1 it went wrong, 2 not understood."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    found = _parser().parse_args(arguments)
    try:
        if found.command:
            status: int = found.run(found)
            return status
        return _window(found)
    except KnownError as error:
        _tell(problems_text(error.problems))
        return FAILED
    except KeyboardInterrupt:
        _tell("Avbrutet. Det som inte var klart är inte sparat.")
        return INTERRUPTED
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        _tell(f"Ett fel i smdesk: {type(error).__name__} i {Path(place.filename).name}, rad {place.lineno}. "
              "Inget halvfärdigt är sparat.")  # fmt: skip
        return FAILED


def _window(found: argparse.Namespace) -> int:
    from smdesk.display import why_not

    if why := why_not(os.environ):
        _tell(why)
        return FAILED
    gc.disable()  # a tenth of the start, and nothing that the start makes is garbage: `app` turns it on again after
    from smdesk.ui.plain_import import import_plainly

    import_plainly()
    from smdesk.app import run

    return run(_folder(found), demo=found.demo)


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _folder(found: argparse.Namespace) -> Path:
    """The folder that was named, else the demo's own, else the one this machine's settings name, else the usual."""
    if found.data is not None:
        return Path(found.data)
    if found.demo:
        return settings.demo_folder(settings.data_folder())
    chosen, _ = settings.load(settings.config_folder())
    return Path(chosen.data_folder) if chosen.data_folder else settings.data_folder()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; `CannotOpenError` in words while a window has the register open."""
    from smdesk.operations import opening
    from smdesk.operations.backup import sweep

    opening.prepare(folder)
    lock = opening.hold(folder)
    try:
        sweep(folder)
        yield
    finally:
        lock.release()


def _demo(found: argparse.Namespace) -> int:
    from smdesk.demo import write_demo
    from smdesk.desk import stockholm_now

    with _alone(found.folder):
        write_demo(found.folder, now=stockholm_now(), years=found.years, seed=found.seed)
    print(f"Exempelvärlden ligger i {found.folder}. Öppna den med: smdesk --data {found.folder}")
    return OK


def _check(found: argparse.Namespace) -> int:
    from smdesk.operations.register_check import check_folder

    problems, counts = check_folder(_folder(found))
    for one in problems:
        _tell(problem_text(one))
    if any(one.severity is not Severity.HINT for one in problems):
        return FAILED
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"Registret är helt: {told}." if told else "Registrets fil är hel.")
    return OK


def _backup(found: argparse.Namespace) -> int:
    from smdesk.desk import stockholm_now
    from smdesk.operations import backup

    problems = backup.zip_folder(_folder(found), found.file, stockholm_now())
    print(f"Säkerhetskopian är skriven: {found.file}")
    for one in problems:
        _tell(problem_text(one))
    return FAILED if problems else OK


def _restore(found: argparse.Namespace) -> int:
    from smdesk.desk import stockholm_now
    from smdesk.operations.backup import restore_files

    if not found.file.is_file():
        raise CannotOpenError(Problem("restore.missing", values={"file": str(found.file)}))
    folder = _folder(found)
    with _alone(folder):
        restored = restore_files(folder, found.file, stockholm_now())
    print(f"Registret är återställt från {found.file}.")
    if restored.kept:
        print(f"Det register som låg där förut är kvar: {restored.kept}")
    for one in restored.problems:
        _tell(problem_text(one))
    return FAILED if restored.problems else OK


def _export(found: argparse.Namespace) -> int:
    from smdesk.operations import export, reading, week_paper

    if found.vecka and found.what != WEEK:
        raise CannotSaveError(Problem("export.week"))
    with reading.read_desk(_folder(found)) as desk:
        if found.what == WEEK:
            week_paper.write_plan(week_paper.plan(desk, found.vecka or desk.today()), found.file)
        else:
            export.export(desk, found.what, found.file)
    print(f"{'Veckoplanen' if found.what == WEEK else 'Listan'} är skriven: {found.file}")
    return OK


def _read_list(what: str, path: Path) -> Any:
    """The list at `path`, read before the register is touched."""
    if what == "dagar":
        from smdesk.desk import stockholm_now
        from smdesk.operations import day_import

        return day_import.open_days(path, stockholm_now().date())
    from smdesk.operations import plan_import, transfer

    return plan_import.open_plan(path) if what == "plan" else transfer.open_list(path)


def _take_list(desk: "Desk", what: str, opened: Any) -> "Preview":
    """Take what can be taken of a list, and tell what it held."""
    if what == "dagar":
        from smdesk.operations import day_import

        preview = day_import.preview_days(opened, day_import.known_days(desk))
        if preview.good:
            day_import.import_days(desk, opened, preview.good)
        return preview
    if what == "plan":
        from smdesk.operations import plan_import

        preview = plan_import.preview_plan(opened, plan_import.known_plan(desk))
        if preview.good:
            plan_import.import_plan(desk, opened, preview.good)
        return preview
    from smdesk.operations import transfer

    preview = transfer.preview_accounts(desk, opened)
    if preview.good:
        transfer.import_accounts(desk, opened, preview.good)
    return preview


def _import(found: argparse.Namespace) -> int:
    """Take in a list of one kind: what can be taken is, and what cannot is told row by row."""
    from smdesk.domain.person import Person
    from smdesk.operations import opening

    folder = _folder(found)
    opened = _read_list(found.what, found.file)
    if opening.is_new(folder):
        raise CannotOpenError(Problem("file.missing", values={"file": str(folder / "register.db")}))
    with _alone(folder), closing(opening.open_desk(folder)) as desk:
        desk.person = Person(name="Kommandoraden")
        preview = _take_list(desk, found.what, opened)
    print(f"{len(preview.good)} {_COUNTED[found.what]} är inlästa, {len(preview.known)} fanns redan.")
    for one in (*preview.skipped, *preview.ignored):
        _tell(problem_text(one))
    if found.what == "plan":
        from smdesk.operations.plan_import import became_drafts

        for row in became_drafts(preview.good):
            _tell(f"rad {row.row}: {problem_text(Problem('import.not_approved'))}")
    for bad in preview.bad:
        for one in bad.problems:
            _tell(f"{one.where}: {problem_text(one)}")
    if preview.bad:
        _tell(
            f"{len(preview.bad)} rader är inte inlästa. Rätta dem i listan och läs in den igen; filen är inte ändrad."
        )
    return FAILED if preview.bad else OK
