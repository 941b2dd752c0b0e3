"""Read the gold set of the reflow, and lay its texts out again in other ways.

A gold set is a folder with a folder for each document (`wrapped.txt`, `gold.jsonl`), a folder
`_sources` of texts as kind TAB text, and beside it `make_print_layout.py`, which sets such texts
as pages do. Whatever comes from one work shares its group, so that no model is judged on a work
that it has seen in another dress.
"""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from msgspec import Struct

from teach.reflow.lessons.dress import Tagged

WORKS = Path(__file__).with_name("reflow_works.txt")


class Document(Struct, frozen=True):
    """Hold a printed text with its gold blocks: the kind and the lines (from 1) of each.

    What stands alone in a text full of fragments tells nothing about running heads: such a text
    does not teach furniture.
    """

    name: str
    group: str
    lines: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[int, ...]], ...]
    weight: float = 1.0
    is_gold: bool = False
    teaches_furniture: bool = True


def group_of(name: str) -> str:
    """Return the work that a document comes from, by the words listed for it."""
    for line in WORKS.read_text(encoding="utf-8").splitlines():
        work, *words = line.split()
        if any(word in name for word in words):
            return work
    return name


def read_gold(folder: Path) -> Document:
    """Read one document of the gold set."""
    lines = tuple((folder / "wrapped.txt").read_text(encoding="utf-8").split("\n"))
    blocks = []
    for text in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        if text.strip():
            gold = json.loads(text)
            spans = gold.get("spans") or [gold["lines"]]
            blocks.append((gold["kind"], _filled(lines, spans)))
    return Document(folder.name, group_of(folder.name), lines, tuple(blocks), 1.0, is_gold=True)


def _filled(lines: Sequence[str], spans: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(
        number
        for first, last in spans
        for number in range(first, last + 1)
        if lines[number - 1].strip("\ufeff\f \u3000\t\r")
    )


def gold_documents(gold: Path) -> list[Document]:
    """Read all documents of the gold set."""
    return [
        read_gold(folder) for folder in sorted(gold.iterdir()) if (folder / "gold.jsonl").exists()
    ]


def load_program(path: Path) -> ModuleType:
    """Load the layout program from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tagged_texts(gold: Path) -> dict[str, Tagged]:
    """Return the texts that can be laid out: the sources, and the blocks of prose documents."""
    texts: dict[str, Tagged] = {}
    for path in sorted((gold / "_sources").glob("*.tsv")):
        pairs = [line.partition("\t") for line in path.read_text("utf-8").splitlines()]
        texts[path.stem] = [(kind, words) for kind, tab, words in pairs if tab]
    for folder in sorted(gold.iterdir()):
        name = folder.name
        if not (folder / "gold.jsonl").exists() or name.startswith(("syn-", "pdf-")):
            continue
        if name.endswith(("-stripped", "-layout")) or "quantang" in name:
            continue
        rows = [
            json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()
        ]
        texts[name] = [
            ("paragraph" if row["kind"] == "note" else row["kind"], " ".join(row["text"].split()))
            for row in rows
            if row["kind"] != "furniture" and row["text"].strip()
        ]
    return texts


def rewrite(
    document: Document, suffix: str, weight: float, rewritten: Sequence[Sequence[str]]
) -> Document:
    """Make a document whose printed line n became the lines `rewritten[n - 1]`."""
    lines: list[str] = []
    places: dict[int, tuple[int, ...]] = {}
    for number, parts in enumerate(rewritten, 1):
        filled = []
        for part in parts:
            lines.append(part)
            if part.strip():
                filled.append(len(lines))
        places[number] = tuple(filled)
    blocks = tuple(
        (kind, tuple(place for number in numbers for place in places[number]))
        for kind, numbers in document.blocks
    )
    kept = tuple((kind, numbers) for kind, numbers in blocks if numbers)
    return Document(f"{document.name}-{suffix}", document.group, tuple(lines), kept, weight)


def strip_blanks(document: Document) -> Document:
    """Take all blank lines and indents out."""
    rewritten = [[line.strip()] if line.strip() else [] for line in document.lines]
    return rewrite(document, "bared", 0.3, rewritten)
