"""Lists from outside: which row holds the headings, what the columns mean, which rows can be taken and why not."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cache

from smdesk.domain.problem import Problem, Severity, stops
from smdesk.domain.reading import Reader, Reading, as_link, as_post_link
from smdesk.domain.record import record
from smdesk.domain.sheet import Row, Sheet, Table, Value, column_letter
from smdesk.domain.text import fold

Values = Mapping[str, Value]
Layout = Mapping[int, str]
"""Column index, counted from 0 → name of the field it holds."""

_ERROR_CELLS = (
    *("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"),
    *("#SAKNAS!", "#VÄRDEFEL!", "#REFERENS!", "#DIVISION/0!", "#NAMN?", "#SKÄRNING!", "#OGILTIGT!"),
)
_SUMS = frozenset({"summa", "summa totalt", "totalt", "total", "antal", "antal konton"})
_HEADER_WITHIN = 50  # rows
_LONGEST_HEADING = 80  # characters


@record
class FieldSpec:
    """A field a list may hold. Without `read` it is known but not kept; a `secret` one is never even shown.

    A `free` one is a text of hers, in which nothing is taken for a fault of the spreadsheet.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    read: Reader | None = None
    secret: bool = False
    free: bool = False


@record
class Identity:
    """What tells that two rows are the same thing: any of `strong`; or `weak`, where either has no strong one."""

    strong: frozenset[Hashable] = frozenset()
    weak: Hashable = None


class Seen:
    """What has an identity so far: kept by key, so that long lists are not held row against row."""

    def __init__(self, found: Iterable[tuple[Identity, str]] = ()) -> None:
        self._strong: dict[Hashable, str] = {}
        self._weak: dict[Hashable, str] = {}
        self._only_weak: dict[Hashable, str] = {}
        for identity, name in found:
            self.add(identity, name)

    def add(self, identity: Identity, name: str) -> None:
        """Remember what `identity` is called; the first name of a thing stays."""
        for key in identity.strong:
            self._strong.setdefault(key, name)
        if identity.weak is not None:
            self._weak.setdefault(identity.weak, name)
            if not identity.strong:
                self._only_weak.setdefault(identity.weak, name)

    def find(self, identity: Identity) -> str | None:
        """The name of what is the same thing, if any."""
        for key in identity.strong:
            if key in self._strong:
                return self._strong[key]
        return (self._only_weak if identity.strong else self._weak).get(identity.weak)


@record
class ListSpec:
    """A kind of list: its fields, what follows from a whole row, and what makes two rows the same.

    `complete` gets the values of a row and gives them back filled in, with what is wrong; a problem's `where` is
    the field it is about. `same` is the problem of a row that is the same thing as another.
    """

    fields: Sequence[FieldSpec]
    complete: Callable[[Values], tuple[Values, Sequence[Problem]]]
    identity: Callable[[Values], Identity]
    same: str = "import.same_as_row"

    def field(self, name: str) -> FieldSpec:
        """The field called `name`."""
        return next(one for one in self.fields if one.name == name)


@record
class Candidate:
    """A row that can be taken: its number in the file, its values by field, and what to look at in it."""

    row: int
    values: Values
    warnings: Sequence[Problem] = ()


@record
class BadRow:
    """A row that cannot be taken, as it stood, and each thing that is wrong with it.

    Each problem has `where` ”rad 7, kolumn C” and the values row and, where it is about a cell, column, field (its
    label) and text.
    """

    row: int
    cells: Sequence[str]
    problems: Sequence[Problem]


@record
class KnownRow:
    """A row about something that is in the register already, there called `name`."""

    row: int
    name: str


@record
class Preview:
    """What taking a list would do; nothing is done yet."""

    header: Row
    layout: Layout
    good: Sequence[Candidate] = ()
    bad: Sequence[BadRow] = ()
    known: Sequence[KnownRow] = ()
    skipped: Sequence[Problem] = ()  # one for each line that is no row: a group's heading, a sum
    ignored: Sequence[Problem] = ()  # one for each column that is left out, and why
    secret_columns: frozenset[int] = field(default_factory=frozenset)


def choose_sheet(sheets: Sequence[Sheet], fields: Sequence[FieldSpec]) -> Sheet | None:
    """The sheet whose headings say most of `fields`, a visible one rather than a hidden; None when all are empty."""
    filled = [sheet for sheet in sheets if sheet.rows]

    def rank(sheet: Sheet) -> tuple[bool, int, int]:
        header = find_header(sheet.rows, fields)
        return not sheet.hidden, len(guess_layout(header, fields)) if header else 0, len(sheet.rows)

    return max(filled, key=rank, default=None)


def find_header(rows: Sequence[Row], fields: Sequence[FieldSpec]) -> Row | None:
    """The row whose cells say most of `fields`, below any titles; where none does, the fullest of the first ten."""
    first = [row for row in rows if not row.is_blank][:_HEADER_WITHIN]
    best = max(first, key=lambda row: _said(row, fields), default=None)
    if best and _said(best, fields) >= 1:
        return best
    return max(first[:10], key=lambda row: sum(bool(cell.strip()) for cell in row.cells), default=None)


def _said(row: Row, fields: Sequence[FieldSpec]) -> float:
    """How many fields the row names. Only a whole heading counts full: a title may hold a heading's word too."""
    named = guess_layout(row, fields)
    whole = sum(_likeness(fold(row.cell(column)), _by_name(fields, name)) >= _WHOLE for column, name in named.items())
    return whole + (len(named) - whole) * 0.45


def _by_name(fields: Sequence[FieldSpec], name: str) -> FieldSpec:
    return next(one for one in fields if one.name == name)


_WHOLE = 1000


@cache
def _words(spec: FieldSpec) -> tuple[str, ...]:
    """The field's names as headings are compared; a list's fields are few and the same each time."""
    return tuple(map(fold, (spec.label, *spec.synonyms)))


def _likeness(heading: str, spec: FieldSpec) -> int:
    """How well a folded heading fits: the whole of a synonym, a synonym among other words, or the end of one.

    Synonyms stand with the surest first, so that a word two fields share goes to the one it is surer of.
    """
    best = 0
    for place, word in enumerate(_words(spec)):
        if heading == word:
            return _WHOLE + 100 - place
        if f" {word} " in f" {heading} ":
            best = max(best, 100 + len(word))
        elif len(word) > 3 and any(part.endswith(word) for part in heading.split()):
            best = max(best, len(word))
    return best


def _is_secret(heading: str, fields: Sequence[FieldSpec]) -> bool:
    """Whether a folded heading speaks of a secret, anywhere in it: ”Facebooklösenord”, ”Lösenord (gammalt)”."""
    words = [word for spec in fields if spec.secret for word in _words(spec)]
    return any(word in heading if len(word) > 4 else word in heading.split() for word in words)


def guess_layout(header: Row, fields: Sequence[FieldSpec]) -> dict[int, str]:
    """Which column holds which field, each once: the likeliest first, then from the left. Secrets are in none."""
    fits = []
    for column, cell in enumerate(header.cells):
        heading = fold(cell)
        if heading and len(heading) <= _LONGEST_HEADING and not _is_secret(heading, fields):
            fits += [(-score, column, spec.name) for spec in fields if (score := _likeness(heading, spec))]
    layout: dict[int, str] = {}
    for _, column, name in sorted(fits):
        if column not in layout and name not in layout.values():
            layout[column] = name
    return {column: layout[column] for column in sorted(layout)}


def read_rows(
    rows: Sequence[Row],
    header: Row,
    layout: Layout,
    spec: ListSpec,
    known: Sequence[tuple[Identity, str]] = (),
) -> Preview:
    """What the rows below `header` say by `layout`, held against what is `known` (identity, name) already.

    A column whose heading speaks of a secret is left out whatever `layout` says. A row that is the same thing
    as an earlier one of the list is bad: she decides which of the two is right.
    """
    secrets = frozenset(column for column, cell in enumerate(header.cells) if _is_secret(fold(cell), spec.fields))
    read = {column: spec.field(name) for column, name in layout.items() if column not in secrets}
    if not read:
        nothing = Problem("import.no_headings", Severity.WARN, where=f"rad {header.number}")
        return Preview(header, layout, ignored=[nothing], secret_columns=secrets)
    below = [row for row in rows if row.number > header.number and not row.is_blank and not _repeats(row, header)]
    good: list[Candidate] = []
    bad: list[BadRow] = []
    met: list[KnownRow] = []
    skipped: list[Problem] = []
    register, earlier = Seen(known), Seen()
    for row in below:
        if line := _not_a_row(row, read):
            skipped.append(_placed(line, row, read))
            continue
        values, problems = _read(row, read, spec)
        if not stops(problems):
            identity = spec.identity(values)
            if (name := register.find(identity)) is not None:
                met.append(KnownRow(row.number, name))
                continue
            if (other := earlier.find(identity)) is not None:
                problems = [Problem(spec.same, values={"other": other})]
            else:
                earlier.add(identity, str(row.number))
        told = [_placed(problem, row, read) for problem in problems]
        if stops(told):
            bad.append(BadRow(row.number, row.cells, told))
        else:
            good.append(Candidate(row.number, values, told))
    ignored = _ignored(header, below, read, secrets)
    return Preview(header, layout, good, bad, met, skipped, ignored, secrets)


def preview_rows(
    sheets: Sequence[Sheet],
    spec: ListSpec,
    known: Sequence[tuple[Identity, str]],
    *,
    sheet: Sheet | None = None,
    header: Row | None = None,
    layout: Layout | None = None,
) -> Preview:
    """`read_rows` by the sheet, header and layout that were chosen, or those that are guessed."""
    chosen = sheet or choose_sheet(sheets, spec.fields)
    rows = chosen.rows if chosen else ()
    header = header or find_header(rows, spec.fields) or Row(0, ())
    found = guess_layout(header, spec.fields) if layout is None else layout
    return read_rows(rows, header, found, spec, known)


def _repeats(row: Row, header: Row) -> bool:
    """Whether the headings come again, as in a list printed page by page."""
    return [fold(cell) for cell in row.cells if cell] == [fold(cell) for cell in header.cells if cell]


def _read(row: Row, read: Mapping[int, FieldSpec], spec: ListSpec) -> tuple[Values, list[Problem]]:
    """The values of a row by field, and all that is wrong with it, each problem's `where` being a field."""
    values: dict[str, Value] = {}
    also: dict[str, Value] = {}
    problems = []
    for column, one in read.items():
        text = row.cell(column)
        if one.read is None or values.get(one.name):
            continue
        if one.read in (as_link, as_post_link) and (link := row.links.get(column)) and "://" not in text:
            text = link  # the address behind a shown text
        error = not one.free and _is_error(text)
        found = Reading(problem=Problem("import.error_cell", values={"text": text})) if error else one.read(text)
        if found.problem:
            problems.append(replace(found.problem, where=one.name))
        values[one.name] = found.value
        also |= found.also
    for name, value in also.items():
        values[name] = values.get(name) or value
    if stops(problems):
        return values, problems
    filled, more = spec.complete(values)
    return filled, [*problems, *more]


def _is_error(text: str) -> bool:
    """Whether a spreadsheet shows a fault of its own in the cell: #REF!, or ##### for what has no room."""
    return text.strip().upper().startswith(_ERROR_CELLS) or (text.strip("#") == "" and len(text) > 2)


def _not_a_row(row: Row, read: Mapping[int, FieldSpec]) -> Problem | None:
    """A line between the rows: a sum, or a lone cell that names a group or says who made the list."""
    filled = [column for column, cell in enumerate(row.cells) if cell.strip()]
    text: dict[str, str | int] = {"text": row.cell(filled[0]).strip()[:100]}
    if fold(row.cell(filled[0])) in _SUMS:
        return Problem("import.sum_row", Severity.HINT, text)
    lone = len(filled) == 1 and len(read) > 2
    return Problem("import.lone_cell", Severity.HINT, text) if lone else None


def _placed(problem: Problem, row: Row, read: Mapping[int, FieldSpec]) -> Problem:
    """`problem` with its row, column, field and text told."""
    column = next((column for column, one in read.items() if one.name == problem.where), None)
    values: dict[str, str | int] = {"row": row.number}
    where = f"rad {row.number}"
    if column is not None:
        letter = column_letter(column)
        values |= {"column": letter, "field": read[column].label, "text": row.cell(column)[:100]}
        where = f"rad {row.number}, kolumn {letter}"
    return replace(problem, values={**problem.values, **values}, where=where)


def _ignored(
    header: Row, below: Sequence[Row], read: Mapping[int, FieldSpec], secrets: frozenset[int]
) -> list[Problem]:
    """One problem for each column with something in it that is left out, saying why."""
    found = []
    for column in range(max((len(row.cells) for row in [header, *below]), default=0)):
        if column in secrets:
            code, severity = "import.column_secret", Severity.WARN
        elif column in read and read[column].read is None:
            code, severity = "import.column_not_kept", Severity.HINT
        elif column not in read and any(row.cell(column).strip() for row in below):
            code, severity = "import.column_unknown", Severity.HINT
        else:
            continue
        letter, heading = column_letter(column), header.cell(column).strip()
        found.append(Problem(code, severity, {"column": letter, "heading": heading}, f"kolumn {letter}"))
    return found


def bad_rows_table(preview: Preview, explain: Callable[[Problem], str]) -> Table:
    """The bad rows as they stood, to be mended and read in again: the list's own columns, ”Rad” and ”Varför”.

    Columns of secrets are left out.
    """
    width = max((len(cells) for cells in (preview.header.cells, *(bad.cells for bad in preview.bad))), default=0)
    columns = [column for column in range(width) if column not in preview.secret_columns]
    headings = [preview.header.cell(column) for column in columns]
    rows: list[Sequence[Value]] = []
    for bad in preview.bad:
        as_it_was = Row(bad.row, bad.cells)
        why = "\n".join(f"{problem.where}: {explain(problem)}" for problem in bad.problems)
        rows.append([*(as_it_was.cell(column) for column in columns), bad.row, why])
    return Table("Fel rader", [*headings, "Rad", "Varför"], rows)
