"""What the documentation names is there."""

import re
import subprocess
from pathlib import Path
from pkgutil import resolve_name

import pytest

ROOT = Path(__file__).parent.parent
_NAME = re.compile(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`")
_FLOORS = {path.stem for path in (ROOT / "kanben").iterdir() if path.suffix in ("", ".py")}
DOCS = sorted(path.name for path in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("name", DOCS)
def test_every_module_and_function_that_the_docs_name_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for named in _NAME.findall(text):
        if named.partition(".")[0] in _FLOORS and not named.endswith((".py", ".toml", ".tsv")):
            assert resolve_name(f"kanben.{named}") is not None, named


def test_the_walk_of_a_line_leads_through_every_stage() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    walk = text.partition("## One line")[2].partition("## ")[0]
    named = {name.partition(".")[0] for name in _NAME.findall(walk)}
    assert named >= {"reading", "editing", "indexing", "variants", "writing", "proving", "press"}


def test_every_public_class_stands_in_the_glossary() -> None:
    done = subprocess.run([ROOT / "tools/glossary", "--check"], check=False)
    assert done.returncode == 0, "run tools/glossary"
