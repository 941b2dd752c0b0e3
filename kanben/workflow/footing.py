"""Find what a module stands on: modules, data files, templates, other people's packages.

All is read from the source code: an edit of ``writing/epub.py`` is then known to concern EPUBs
and nothing else. Late imports count for those only who call the function that has them.
"""

import sys
from fnmatch import filter as matching
from functools import cache
from pathlib import Path

from msgspec import Struct

from kanben import templates
from kanben.workflow.syntax import CodeStretch, Import, read_syntax

PACKAGE = Path(__file__).parent.parent


class Footing(Struct, frozen=True):
    """Hold everything that a module's outcome depends on but its input.

    `files` are modules of Kanben, data files and templates; `packages` are the top-level names
    of other people's packages.
    """

    files: frozenset[Path]
    packages: frozenset[str]


@cache
def footing(*addresses: str) -> Footing:
    """Return what modules and all that they import stand on.

    An address is a module (``kanben.cli.audit``) or one function of it, as ``module:function``.
    """
    files: set[Path] = set()
    packages: set[str] = set()
    seen: set[Import] = set()
    waiting = [Import(*address.split(":")) for address in addresses]
    while waiting:
        wanted = _settled(waiting.pop())
        path = module_path(wanted.module)
        if wanted in seen:
            continue
        seen.add(wanted)
        if path is None:
            packages.add(wanted.module.partition(".")[0])
            continue
        files.add(path)
        waiting += [Import(parent) for parent in _parents(wanted.module)]
        for passage in read_syntax(path, wanted.module).passages(wanted.name):
            waiting += passage.imports
            files.update(_assets(passage))
    known = sys.stdlib_module_names | {PACKAGE.name}
    return Footing(frozenset(files), frozenset(packages - known))


@cache
def module_path(module: str) -> Path | None:
    """Return the file of a module of this package; None for anything else."""
    top, *steps = module.split(".")
    if top != PACKAGE.name:
        return None
    place = PACKAGE.joinpath(*steps)
    files = (place / "__init__.py", PACKAGE.joinpath(*steps[:-1], f"{place.name}.py"))
    return next((file for file in files if file.is_file()), None)


def _settled(wanted: Import) -> Import:
    """Tell a module that is taken from its package from a name that is taken from a module."""
    inner = f"{wanted.module}.{wanted.name}"
    return Import(inner) if wanted.name and module_path(inner) else wanted


def _parents(module: str) -> list[str]:
    steps = module.split(".")
    return [".".join(steps[:end]) for end in range(1, len(steps))]


@cache
def _shelf() -> dict[str, Path]:
    """Return data files and templates by the names that modules use."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in (PACKAGE / "data", templates.folder())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _assets(passage: CodeStretch) -> list[Path]:
    """Return the files that a passage names, and those which they include."""
    names = passage.texts & _shelf().keys()
    for pattern in passage.patterns:
        names |= set(matching(_shelf(), pattern))
    known, waiting = set(names), list(names)
    while waiting:
        mentioned = _mentioned(_shelf()[waiting.pop()]) - known
        known |= mentioned
        waiting += mentioned
    return [_shelf()[name] for name in known]


@cache
def _mentioned(path: Path) -> frozenset[str]:
    """Return the names of other templates and style sheets that a template mentions."""
    if not path.is_relative_to(templates.folder()):
        return frozenset()
    text = path.read_text(encoding="utf-8", errors="replace")
    return frozenset(name for name in _shelf() if name in text)


def all_packages() -> frozenset[str]:
    """Return the top-level names of all packages that some module of Kanben imports."""
    modules = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    names = (".".join((PACKAGE.name, *module.parts)) for module in modules)
    return frozenset().union(*(footing(name).packages for name in names))
