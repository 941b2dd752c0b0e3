"""Set whole texts as woodblocks do that keep their paragraphs, headings and poems as they are."""

import random
import re

from bench.reflow_gold import Document, group_of
from teach.reflow.lessons.dress import Tagged

_MARKS = re.compile(r"[^\w（）()]+|[A-Za-z0-9_]+")


def _set_column(text: str, width: int, first: int, others: int) -> list[str]:
    """Set unpunctuated text in columns of `width` characters with the indents given."""
    lines = []
    indent = first
    while text:
        room = width - indent
        lines.append("　" * indent + text[:room])
        text, indent = text[room:], others
    return lines


def woodblock(name: str, text: Tagged, seed: int) -> Document:
    """Set a text as old prints do: no punctuation, full columns, headings and leaves by indent.

    Verse runs on within its poem; paragraphs hang by a character, or step in by some.
    """
    rng = random.Random(seed)
    width = rng.choice([16, 17, 18, 20, 21, 21, 22, 24, 28])
    hang = rng.choice([(0, 1), (0, 1), (0, 0), (1, 0), (2, 0), (0, 2)])
    heading_indent = rng.choice([1, 2, 2, 3, 3, 4, 6])
    if rng.random() < 0.35:
        hang, heading_indent = (0, 0), 0
    leaf = rng.choice([0, 16, 18, 20, 22])
    title = rng.choice(["御定全書　卷", "某氏文集卷", "四庫全書　", "通志堂　卷之", "語錄　卷"])
    spaced = rng.random() < 0.6
    lines: list[str] = []
    blocks: list[tuple[str, list[int]]] = []
    poem: list[str] = []
    page, on_leaf = rng.randrange(1, 50), 0

    def emit(kind: str, printed: list[str]) -> None:
        nonlocal page, on_leaf
        blocks.append((kind, []))
        own = blocks[-1][1]
        for line in printed:
            if leaf and on_leaf == leaf:
                on_leaf, page = 0, page + 1
                lines.extend([""] if spaced else [])
                lines.append(f"{title}3　{page}")
                blocks.append(("furniture", [len(lines)]))
                lines.extend([""] if spaced else [])
            lines.append(line)
            own.append(len(lines))
            on_leaf += 1

    def finish_poem() -> None:
        if poem:
            emit("verse", _set_column("".join(poem), width, hang[0] if hang[0] < 2 else 0, 0))
            poem.clear()

    for kind, words in text:
        bare = _MARKS.sub("", words)
        if not bare:
            continue
        if kind == "verse":
            poem.append(bare)
            continue
        finish_poem()
        if kind in ("heading", "headline"):
            emit("heading", ["　" * heading_indent + bare[: width - heading_indent]])
        elif kind == "byline":
            emit("byline", ["　" * rng.choice([6, 8, 10, 12]) + bare[:6]])
        elif kind in ("paragraph", "list", "caption"):
            note = rng.random() < 0.2
            ending = f"（{bare[:2]}）" if note else ""
            emit("paragraph", _set_column(bare + ending, width, *hang))
    finish_poem()
    made = tuple((kind, tuple(numbers)) for kind, numbers in blocks if numbers)
    return Document(f"{name}-woodblock-{seed}", group_of(name), tuple(lines), made, 0.5)
