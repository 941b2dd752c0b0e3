"""The house stays one that a newcomer can read: small modules, short functions, a word on each."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kanben"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50

_Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(node: ast.AST, *, public: bool = True) -> Iterator[tuple[_Defined, bool]]:
    """Yield what is defined below a node, and whether others may use it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Defined):
            shown = public and not child.name.startswith("_")
            yield child, shown
            inside = shown and isinstance(child, ast.ClassDef)
            yield from definitions(child, public=inside)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_all_that_is_public_in_it_is_explained(module: str) -> None:
    text = (PACKAGE / module).read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert text.count("\n") <= LONGEST_MODULE
    for defined, public in definitions(tree):
        assert not public or ast.get_docstring(defined), defined.name
        if not isinstance(defined, ast.ClassDef):
            length = (defined.end_lineno or 0) - defined.lineno + 1
            assert length <= LONGEST_FUNCTION, defined.name


def names_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a module calls things, public classes and types, each with its definition."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, f"class in {path}"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, ast.unparse(node.value)


def test_one_word_says_one_thing() -> None:
    meanings: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for name, meaning in names_of(path):
            if name[0].isupper() and not name.isupper():
                meanings.setdefault(name, set()).add(meaning)
    assert not {name: said for name, said in meanings.items() if len(said) > 1}


ROOMS = {"reading": (13, 29, 6), "writing": (10, 20, 5), "indexing": (6, 8, 4)}
"""At most so many rooms in a package, arrows between them, and floors: what an eye takes in."""


def arrows_of(package: str) -> dict[str, set[str]]:
    """Return the rooms of a package, each with those that it imports from."""
    rooms: dict[str, set[str]] = {}
    for path in (PACKAGE / package).rglob("*.py"):
        room = path.relative_to(PACKAGE / package).parts[0].removesuffix(".py")
        if room != "__init__":
            rooms.setdefault(room, set()).update(imported(path, f"kanben.{package}."))
    return {room: used - {room} for room, used in rooms.items()}


def imported(path: Path, package: str) -> Iterator[str]:
    """Yield the rooms of a package that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if name.startswith(package):
                    yield name.removeprefix(package).partition(".")[0]


def height(room: str, rooms: dict[str, set[str]]) -> int:
    """Return the floor that a room stands on, from 1."""
    return 1 + max((height(below, rooms) for below in rooms[room]), default=0)


@pytest.mark.parametrize("package", ROOMS)
def test_the_rooms_of_a_package_are_few_and_calmly_joined(package: str) -> None:
    rooms = arrows_of(package)
    arrows = sum(map(len, rooms.values()))
    floors = max(height(room, rooms) for room in rooms)
    counted = zip((len(rooms), arrows, floors), ROOMS[package], strict=True)
    assert all(found <= most for found, most in counted), (len(rooms), arrows, floors)


MOST_PARAMETERS = 4
LONGER = {
    ("press.py", "__init__"),
    ("press.py", "prove"),
    ("proving/examination.py", "__init__"),
    ("reading/read.py", "make_manuscript"),
    ("showing/review.py", "write_review"),
    ("typesetting/inline.py", "__init__"),
    ("writing/docx/edition.py", "write"),
    ("writing/epub/edition.py", "write"),
    ("writing/pdf/edition.py", "write"),
}
"""Functions with more parameters: entries of stages, most of whose parameters are optional."""


def test_functions_take_few_parameters() -> None:
    """Verbs aside: their parameters are the options of the command line."""
    longer = set()
    for module in MODULES:
        for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and not module.startswith("cli/"):
                arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                taken = [each for each in arguments if each.arg not in ("self", "cls")]
                if len(taken) > MOST_PARAMETERS:
                    longer.add((module, node.name))
    assert longer <= LONGER


def is_number(node: ast.AST | None) -> bool:
    """Tell whether an expression is a number, or holds nothing but numbers."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(operand=operand):
            return is_number(operand)
        case ast.BinOp(left=left, right=right):
            return is_number(left) and is_number(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            return bool(parts) and all(map(is_number, parts))
    return False


def unexplained(module: str) -> Iterator[str]:
    """Yield numeric constants that no sentence follows; one may follow several of a kind."""
    waiting: list[str] = []
    end = 0
    for node in ast.parse((PACKAGE / module).read_text(encoding="utf-8")).body:
        if waiting and node.lineno > end + 1:
            yield from waiting
            waiting = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            waiting = []
        elif isinstance(node, ast.Assign) and is_number(node.value):
            waiting.append(ast.unparse(node.targets[0]))
        end = node.end_lineno or 0
    yield from waiting


@pytest.mark.parametrize("module", MODULES)
def test_a_number_says_where_it_comes_from(module: str) -> None:
    assert not list(unexplained(module))


ANSWERS = {
    "get_command",
    "format_commands",
    "resolve_command",
    "reactivate",
    "deactivate",
    "get_DAG",
    "do_GET",
    "log_message",
}
"""What Click, WeasyPrint and jieba call by their own names."""


def test_nothing_is_kept_that_nobody_uses() -> None:
    root = PACKAGE.parent
    code = [
        *PACKAGE.rglob("*.py"),
        *(root / "bench").rglob("*.py"),
        *(root / "teach").rglob("*.py"),
    ]
    code += [*(root / "templates").rglob("*.*ml"), *(root / "rules").glob("*"), root / "Snakefile"]
    said = Counter(
        word for path in code for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )
    defined = {
        node.name
        for path in PACKAGE.rglob("*.py")
        for node, _ in definitions(ast.parse(path.read_text(encoding="utf-8")))
        if not node.name.startswith("__")
    }
    assert {name for name in defined if said[name] == 1} <= ANSWERS


def declared() -> set[str]:
    """Return the distributions that the package needs, those of its options too."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return {re.split(r"[^A-Za-z0-9_-]", each)[0].lower().replace("_", "-") for each in wanted}


def test_all_that_the_package_imports_comes_with_it() -> None:
    """What only tests install is missing where people publish."""
    homes = packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    foreign = imported - sys.stdlib_module_names - {"kanben", ""}
    own = declared()
    assert {
        name: homes.get(name)
        for name in foreign
        if own.isdisjoint(home.lower().replace("_", "-") for home in homes.get(name, ()))
    } == {}
