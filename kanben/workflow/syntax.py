"""Read from a module's code what each of its functions imports and names; import nothing."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

from msgspec import Struct

READERS = frozenset({"read", "read_bytes", "read_text", "render"})
"""Functions of `kanben.tables` and `kanben.templates` that take the name of a file."""

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
    """Parse the module that lies at `path`."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(path.read_bytes())
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
