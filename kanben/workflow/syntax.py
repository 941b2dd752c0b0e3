"""Read from a module's code what each of its functions imports and names; import nothing."""

import ast
import atexit
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import resolve_name
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.caches import cache_folder

READERS = frozenset({"read", "read_bytes", "read_text", "render"})
"""Functions of `kanben.tables` and `kanben.templates` that take the name of a file."""

_MOST = 2_000
"""Modules whose code is kept: four times those of the program, the newest first."""

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Import(Struct, frozen=True):
    """Hold an import: the module, and the one name taken from it; empty for the module itself."""

    module: str
    name: str = ""


class CodeStretch(Struct, frozen=True):
    """Hold what a stretch of code mentions.

    `names` are identifiers, `texts` string literals; `patterns` are names of files that are put
    together at run time, with ``*`` for what is not known before.
    """

    imports: frozenset[Import]
    names: frozenset[str]
    texts: frozenset[str]
    patterns: frozenset[str]


class Syntax(Struct, frozen=True):
    """Hold a module's passages: what always runs, and each function or class by its name."""

    always: CodeStretch
    definitions: dict[str, CodeStretch]

    def passages(self, name: str) -> Iterator[CodeStretch]:
        """Yield what runs for someone who takes `name` from the module; all of it for ``""``."""
        yield self.always
        waiting = [name] if name else list(self.definitions)
        waiting += self.always.names
        seen: set[str] = set()
        while waiting:
            mentioned = waiting.pop()
            if mentioned in self.definitions and mentioned not in seen:
                seen.add(mentioned)
                yield self.definitions[mentioned]
                waiting += self.definitions[mentioned].names


@cache
def read_syntax(path: Path, module: str) -> Syntax:
    """Parse the module that lies at `path`, or remember what was found in the same code before."""
    code = path.read_bytes()
    key = sha256(module.encode() + b"\0" + path.name.encode() + b"\0" + code).hexdigest()
    known = _kept().get(key)
    if known is None:
        known = _parsed(code, path, module)
        if not _found:
            atexit.register(_keep)
        _found[key] = known
    return known


_found: dict[str, Syntax] = {}
"""What this process has parsed and nobody before it."""


def _place() -> Path | None:
    """Return where what was parsed is kept: by this very program, under this Python."""
    maker = sha256(Path(__file__).read_bytes() + sys.version.encode()).hexdigest()
    folder = cache_folder(f"syntax-{maker[:16]}")
    return folder / "modules" if folder else None


@cache
def _kept() -> dict[str, Syntax]:
    place = _place()
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=dict[str, Syntax]) if place else {}
    except (OSError, msgspec.DecodeError):
        return {}


def _keep() -> None:
    """Keep what was parsed, the newest first."""
    place = _place()
    if place is None:
        return
    new = {key: syntax for key, syntax in _found.items() if _is_writable(syntax)}
    kept = dict(islice({**new, **_kept()}.items(), _MOST))
    with suppress(OSError):
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        draft.write_bytes(msgspec.msgpack.encode(kept))
        draft.replace(place)


def _is_writable(syntax: Syntax) -> bool:
    """Tell whether all that code names is text; a lone surrogate in it is none."""
    try:
        msgspec.msgpack.encode(syntax)
    except UnicodeEncodeError:
        return False
    return True


def _parsed(code: bytes, path: Path, module: str) -> Syntax:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(code)
    definitions = {node.name: node for node in tree.body if isinstance(node, _Definition)}
    rest = [node for node in tree.body if not isinstance(node, _Definition)]
    return Syntax(
        _passage(rest, package),
        {name: _passage([node], package) for name, node in definitions.items()},
    )


def _passage(statements: Iterable[ast.AST], package: str) -> CodeStretch:
    nodes = [node for statement in statements for node in _run_time(statement)]
    calls = (node for node in nodes if isinstance(node, ast.Call))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return CodeStretch(
        imports=frozenset(found for node in nodes for found in _imports(node, package)),
        names=frozenset(node.id for node in nodes if isinstance(node, ast.Name)),
        texts=frozenset(text for text in constants if isinstance(text, str)),
        patterns=frozenset(pattern for call in calls for pattern in _patterns(call)),
    )


def _run_time(statement: ast.AST) -> Iterator[ast.AST]:
    """Walk through the code that runs, late imports included; not what only types need."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            waiting += ast.iter_child_nodes(node)


def _imports(node: ast.AST, package: str) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = resolve_name("." * node.level + (node.module or ""), package)
        yield from (Import(origin, alias.name) for alias in node.names)


def _patterns(call: ast.Call) -> Iterator[str]:
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    for argument in call.args:
        if name in READERS and isinstance(argument, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "*"
                for part in argument.values
            )
