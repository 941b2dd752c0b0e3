"""Change a module in small ways, and see whether its tests notice.

    python -m bench.mutants kanben/characters.py tests/test_characters.py [--sample 40]

Every comparison, sum, number, condition and result of the module is changed once: one change, one
mutant. A mutant is killed when the tests fail, or do not end in four times their usual time. The
module is changed in a copy of the tree; the tree itself is left alone.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PARTS = ("kanben", "tests", "templates", "bench", "seeds", "pyproject.toml")
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
}
_PATIENCE = 4


class _Change(ast.NodeTransformer):
    """Carry out the change of one number; count how many there could be."""

    def __init__(self, chosen: int) -> None:
        self.chosen = chosen
        self.count = 0
        self.line = 0

    def _is_chosen(self, node: ast.AST) -> bool:
        self.count += 1
        if self.count - 1 != self.chosen:
            return False
        self.line = getattr(node, "lineno", 0)
        return True

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for place, sign in enumerate(node.ops):
            other = _COMPARED.get(type(sign))
            if other is not None and self._is_chosen(node):
                node.ops[place] = other()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        other = _RECKONED.get(type(node.op))
        if other is not None and self._is_chosen(node):
            node.op = other()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if self._is_chosen(node):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return node.operand if isinstance(node.op, ast.Not) and self._is_chosen(node) else node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        if self._is_chosen(node):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if self._is_chosen(node):
            node.body, node.orelse = node.orelse, node.body
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if node.value is not None and self._is_chosen(node):
            node.value = ast.Constant(None)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if not isinstance(value, int | float) or not self._is_chosen(node):
            return node
        other = not value if isinstance(value, bool) else value + 1
        return ast.copy_location(ast.Constant(other), node)


def mutants(source: str) -> Iterator[tuple[int, str]]:
    """Yield every mutant of a module: the line that was changed, and the code."""
    tree = ast.parse(source)
    counter = _Change(-1)
    counter.visit(copy.deepcopy(tree))
    for number in range(counter.count):
        change = _Change(number)
        changed = ast.fix_missing_locations(change.visit(copy.deepcopy(tree)))
        yield change.line, ast.unparse(changed)


def is_killed(folder: Path, tests: list[str], limit: float) -> bool:
    """Tell whether the tests of the tree in `folder` fail."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    """Print the mutants that survived, and the share that was killed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn at random")
    asked = parser.parse_args()
    source = (ROOT / asked.module).read_text(encoding="utf-8")
    found = list(mutants(source))
    if asked.sample and asked.sample < len(found):
        found = sorted(random.Random(1).sample(found, asked.sample))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for part in _PARTS:
            copied = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
            copied(ROOT / part, folder / part)
        begun = time.monotonic()
        if is_killed(folder, asked.tests, 3600):
            raise SystemExit("the tests fail as it is")
        limit = 10 + _PATIENCE * (time.monotonic() - begun)
        killed = 0
        for line, code in found:
            (folder / asked.module).write_text(code, encoding="utf-8")
            if is_killed(folder, asked.tests, limit):
                killed += 1
            else:
                print(f"{asked.module}:{line}: survived", flush=True)
    print(f"{asked.module}: {killed} of {len(found)} killed")


if __name__ == "__main__":
    main()
