"""The house stays one that a newcomer can read: small modules, short functions, a word on each."""

import ast
from collections.abc import Iterator
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
