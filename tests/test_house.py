"""The rules of the house that no other tool keeps: rooms, sizes, docstrings, plain text, words for every code."""

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from PySide6 import QtCore, QtGui, QtWidgets

from smdesk import words

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "smdesk"
MAX_FILE, MAX_FUNCTION = 400, 50
SAYS_ELSEWHERE = {"smdesk/cli.py", "smdesk/__main__.py"}  # the command line answers by print
QT = (QtCore, QtGui, QtWidgets)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project that git follows; CI's checkout may belong to another user."""
    command = ("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax of every module in the package, by its path from the root."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))}


def in_rooms(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    return ((file, tree) for file, tree in trees().items() if file.split("/")[1].removesuffix(".py") in rooms)


def is_call(node: ast.AST, name: str) -> bool:
    """Whether the node calls `name` or `anything.name`."""
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "id", getattr(node.func, "attr", "")) == name


def strings_in(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


# rooms


def test_imports_go_one_way() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_page_never_reaches_into_the_store() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, tree in in_rooms("ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "store"
    ]
    assert not found


def test_only_the_desk_asks_the_clock() -> None:
    clocks = {"now", "today", "utcnow"}
    found = [
        f"{file}:{node.lineno}"
        for file, tree in in_rooms("domain", "store", "operations", "formats", "words", "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in clocks
        and getattr(node.value, "id", getattr(node.value, "attr", "")) in {"datetime", "date"}
    ]
    assert not found


# sizes and docstrings


def test_files_and_functions_can_be_read_in_one_sitting() -> None:
    code = [path for path in tracked() if path.suffix == ".py"]
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in code
        if (lines := len(path.read_text().splitlines())) > MAX_FILE
    ]
    long += [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines"
        for path in code
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, Function) and (lines := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION
    ]
    assert not long


def told_by_a_base() -> dict[str, set[str]]:
    """The documented methods of every class of ours, its bases' and Qt's too: an override needs no words of its own."""
    classes = {node.name: node for tree in trees().values() for node in tree.body if isinstance(node, ast.ClassDef)}

    def documented(name: str) -> set[str]:
        node = classes.get(name)
        if node is None:
            return {method for module in QT for method in dir(getattr(module, name, None))}
        own = {one.name for one in node.body if isinstance(one, Function) and ast.get_docstring(one)}
        return own.union(*(documented(getattr(base, "id", "")) for base in node.bases))

    return {name: documented(name) for name in classes}


def undocumented(file: str, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield file
    told = told_by_a_base()
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{file}:{node.lineno} {node.name}"
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            is_ours = isinstance(method, Function) and re.fullmatch(r"[a-z][a-z0-9_]*", method.name)
            if is_ours and not ast.get_docstring(method) and method.name not in told[node.name]:
                yield f"{file}:{method.lineno} {node.name}.{method.name}"


def test_what_is_public_is_explained() -> None:
    assert [line for file, tree in trees().items() for line in undocumented(file, tree)] == []


# small vices


def test_what_never_changes_is_a_record() -> None:
    """`dataclass` takes ten times as long to make the same."""
    found = [
        f"{file}:{one.lineno}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for one in node.decorator_list
        if "frozen=True, slots=True" in ast.unparse(one)
    ]
    assert not found


def test_only_the_command_line_prints() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        if file not in SAYS_ELSEWHERE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not found


def test_an_ignored_type_error_is_named() -> None:
    bare = re.compile(r"#\s*type:\s*ignore" + r"(?!\[)|#\s*noqa(?!:)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if bare.search(line)
    ]
    assert not found


def test_no_test_is_skipped() -> None:
    skips = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b" + r"|unittest\.skip")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")
        for match in skips.finditer(path.read_text())
    ]
    assert not found


def test_no_machine_or_registry_is_named() -> None:
    places = r"(?<![\w.])/(?:work|root|Users|opt)/" + r"|/home/[a-z]+/" + r"|[A-Z]:\\Users\\"
    hosts = r"pypi\.org/simple|files\.pythonhosted|artifactory|jfrog|extra-index" + r"-url|--index" + r"-url"
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path != Path(__file__) and b"\0" not in path.read_bytes()[:4096]
        for match in re.finditer(f"{places}|{hosts}", path.read_text("utf-8", "replace"))
    ]
    assert not found


# text from outside is plain text


def test_labels_show_text_as_it_is() -> None:
    """A QLabel guesses whether its text is markup: only parts.py makes one, and every kind of our own says plain."""
    found = []
    for file, tree in in_rooms("ui", "app"):
        for node in ast.walk(tree):
            if is_call(node, "QLabel") and file != "smdesk/ui/kit/parts.py":
                found.append(f"{file}:{node.lineno} makes a QLabel; use label() of parts.py")
            is_label = isinstance(node, ast.ClassDef) and any(
                getattr(base, "id", "") == "QLabel" for base in node.bases
            )
            if is_label and "PlainText" not in ast.unparse(node):
                found.append(f"{file}:{node.lineno} {node.name} does not set PlainText")
            if is_call(node, "QMessageBox") and "PlainText" not in ast.unparse(tree):
                found.append(f"{file}:{node.lineno} a QMessageBox without PlainText")
    assert not found


def test_nothing_shows_markup() -> None:
    asks = {"about", "critical", "information", "question", "warning"}
    found = []
    for file, tree in in_rooms("ui", "app"):
        for node in ast.walk(tree):
            if any(is_call(node, name) for name in ("QTextEdit", "QTextBrowser", "setHtml", "setMarkdown", "RichText")):
                found.append(f"{file}:{node.lineno} shows markup")
            if isinstance(node, ast.Call) and re.match(rf"QMessageBox\.({'|'.join(asks)})\b", ast.unparse(node.func)):
                found.append(f"{file}:{node.lineno} a ready-made QMessageBox reads its text as markup")
    assert not found


def test_tooltips_are_escaped() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, tree in in_rooms("ui", "app")
        for node in ast.walk(tree)
        if is_call(node, "setToolTip") or is_call(node, "setWhatsThis")
        if isinstance(node, ast.Call)
        and not all(isinstance(one, ast.Constant) or is_call(one, "escape") for one in node.args)
    ]
    assert not found


# words


def codes_given() -> dict[str, list[str]]:
    """The problem codes that are written where a `Problem` is made, and the places."""
    found: dict[str, list[str]] = {}
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if is_call(node, "Problem") and isinstance(node, ast.Call) and node.args:
                for code in constants_of(node.args[0]):
                    found.setdefault(code, []).append(f"{file}:{node.lineno}")
    return found


def constants_of(node: ast.expr) -> set[str]:
    """The texts an argument can be: a constant, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return constants_of(node.body) | constants_of(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


@cache
def sentences(kind: str) -> dict[str, str]:
    """Every sentence of a kind, of all who speak."""
    rooms = (getattr(import_module(f"smdesk.words.{room}"), kind) for room in words.ROOMS)
    return {key: text for room in rooms for key, text in room.items()}


@cache
def said_outside_words() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text constant outside words, and as patterns the f-strings that begin ”noun.”: some codes are composed."""
    constants: set[str] = set()
    patterns = []
    for file, tree in trees().items():
        if file.startswith("smdesk/words/"):
            continue
        constants |= strings_in(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+" for one in node.values]
                if re.match(r"[a-z_]+\\\.", parts[0]):
                    patterns.append(re.compile("".join(parts)))
    return constants, patterns


def unused(keys: set[str]) -> list[str]:
    constants, patterns = said_outside_words()
    return sorted(key for key in keys - constants if not any(pattern.fullmatch(key) for pattern in patterns))


def test_a_backup_is_called_back_by_one_word() -> None:
    """”Återställ”, as the buttons say."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.expr))
    said = (text for node in nodes for text in constants_of(node))
    assert [text for text in said if "läs tillbaka" in text.casefold()] == []


def test_every_problem_has_a_sentence() -> None:
    assert {code: where for code, where in codes_given().items() if code not in sentences("PROBLEMS")} == {}


def test_no_sentence_is_unused() -> None:
    assert unused(set(sentences("PROBLEMS"))) == []


def test_every_step_has_a_name_and_no_name_is_unused() -> None:
    given = {
        code: f"{file}:{node.lineno}"
        for file, tree in in_rooms("operations", "desk", "demo")
        for node in ast.walk(tree)
        if is_call(node, "step") and isinstance(node, ast.Call) and "desk" in ast.unparse(node.func) and node.args
        for code in constants_of(node.args[0])
    }
    assert {code: where for code, where in given.items() if code not in sentences("STEPS")} == {}
    assert unused(set(sentences("STEPS"))) == []


def test_a_sentence_asks_for_no_more_than_it_is_given() -> None:
    """Where the values are written out beside the code, each {name} of the sentence is among them."""
    found = []
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and is_call(node, "Problem") and node.args:
                found += [f"{file}:{node.lineno} {line}" for line in asks_more(node)]
    assert not found


@cache
def added_later() -> frozenset[str]:
    """Values that are put on problems after they were made: `replace(problem, values=…)` in the same package."""
    found: set[str] = set()
    for tree in trees().values():
        functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
        for function in functions:
            if any(is_call(node, "replace") and "values=" in ast.unparse(node) for node in ast.walk(function)):
                found |= strings_in(function)
    return frozenset(found)


def asks_more(problem: ast.Call) -> Iterator[str]:
    """Codes whose sentence asks for a value that is neither in the dict written out here nor added later on."""
    values = next((one.value for one in problem.keywords if one.arg == "values"), None)
    if values is None and len(problem.args) > 2:
        values = problem.args[2]
    if values is not None and not isinstance(values, ast.Dict):
        return
    given = added_later() | (strings_in(values) if values else set())
    for code in constants_of(problem.args[0]) & set(sentences("PROBLEMS")):
        asked = {name for _, name, _, _ in string.Formatter().parse(sentences("PROBLEMS")[code]) if name}
        if asked - given:
            yield f"{code}: {sorted(asked - given)}"


def test_questions_to_the_file_are_written_in_store() -> None:
    asks = re.compile(r"\.(?:find|select|execute)\(\s*(?:f?[\"']|order=)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py" and any(path.is_relative_to(ROOT / "smdesk" / room) for room in ("operations", "ui"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if asks.search(line)
    ]
    assert not found
