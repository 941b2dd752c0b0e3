"""Find what a module stands on: modules, data files, templates and packages.

All is read from the source code, nothing is imported: an edit of ``writing/epub.py`` is then
known to concern EPUBs and nothing else, at the cost of parsing each module once.
"""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

from msgspec import Struct

from kanben import templates

PACKAGE = Path(__file__).parent.parent
_READERS = frozenset({"read", "read_bytes", "read_text", "render"})
"""Functions of `tables` and `templates` that take the name of a file."""


class Footing(Struct, frozen=True):
    """Hold everything that a module's outcome depends on but its input.

    `files` are modules of Kanben, data files and templates; `packages` are the top-level names
    of other people's packages.
    """

    files: frozenset[Path]
    packages: frozenset[str]


@cache
def footing(module: str) -> Footing:
    """Return what `module` (``kanben.cli.epub``) and all that it imports stand on."""
    files: set[Path] = set()
    packages: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if path is None:
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and top != PACKAGE.name:
                packages.add(top)
        elif path not in files:
            files.add(path)
            waiting += _parents(name)
            waiting += _imports(path, name)
            files.update(_assets(path))
    return Footing(frozenset(files), frozenset(packages))


@cache
def _path(module: str) -> Path | None:
    top, *steps = module.split(".")
    if top != PACKAGE.name:
        return None
    path = PACKAGE.joinpath(*steps)
    found = (path.with_suffix(".py") if steps else path, path / "__init__.py")
    return next((file for file in found if file.is_file()), None)


def _parents(module: str) -> list[str]:
    steps = module.split(".")
    return [".".join(steps[:end]) for end in range(1, len(steps))]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def _run_time(node: ast.AST) -> Iterator[ast.AST]:
    """Walk through the code that runs, late imports included; not what only types need."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _run_time(child)


@cache
def _imports(path: Path, module: str) -> tuple[str, ...]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names: list[str] = []
    for node in _run_time(_tree(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package)
            inner = (f"{origin}.{alias.name}" for alias in node.names)
            names += [origin, *(name for name in inner if _path(name))]
    return tuple(names)


@cache
def _shelf() -> dict[str, Path]:
    """Return data files and templates by the names that modules use."""
    folders = (PACKAGE / "data", templates.folder())
    return {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def _assets(path: Path) -> frozenset[Path]:
    """Return the files whose names stand in a module's code, and what these include."""
    found: set[str] = set()
    for node in _run_time(_tree(path)):
        if isinstance(node, ast.Constant) and node.value in _shelf():
            found.add(node.value)
        elif isinstance(node, ast.Call) and _name(node.func) in _READERS:
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr):
                    found.update(_matching(argument))
    return frozenset(_shelf()[name] for name in _with_included(found))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _matching(name: ast.JoinedStr) -> list[str]:
    """Return all files that a name built at run time may mean."""
    pattern = "".join(
        str(part.value) if isinstance(part, ast.Constant) else "*" for part in name.values
    )
    return [file for file in _shelf() if fnmatchcase(file, pattern)]


def _with_included(names: set[str]) -> set[str]:
    """Add the templates and style sheets that those of `names` mention."""
    known, waiting = set(names), list(names)
    while waiting:
        path = _shelf()[waiting.pop()]
        if not path.is_relative_to(templates.folder()):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        mentioned = {name for name in _shelf() if name in text} - known
        known |= mentioned
        waiting += mentioned
    return known
