"""Build pandoc's document tree and have pandoc write it.

The tree is built from the model, never from Markdown or HTML text: no character of a source
is ever markup. Its form is pandoc-types 1.23
(https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from kanben import pandoc
from kanben.writing.book.identity import moment

API_VERSION = (1, 23, 1)
"""Version of pandoc-types whose trees are built here."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that XML 1.0 cannot carry."""
_PICTURES = {**{code: 0x2400 + code for code in range(32)}, 0x7F: 0x2421}
"""What shows in their place (U+2400 ff.)."""


class Node(Struct, frozen=True, gc=False):
    """Stand in pandoc's tree: the name of a constructor with its contents.

    A tree has no cycles: the collector need not look at its hundred thousand nodes.
    """

    t: str
    c: Any | UnsetType = UNSET


Nodes = Sequence[Node]
Attributes = Mapping[str, str]

LINE_BREAK = Node("LineBreak")


def attributes(
    anchor: str = "", classes: Iterable[str] = (), pairs: Attributes | None = None
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return an identifier, classes and key-value pairs as pandoc wants them."""
    return anchor, tuple(classes), tuple((pairs or {}).items())


def text(content: str) -> Node:
    """Set text, spaces and all; what XML cannot carry appears as its picture (␌)."""
    if _FORBIDDEN.search(content):
        content = content.translate(_PICTURES)
    return Node("Str", content)


def emphasis(content: Nodes) -> Node:
    """Set stressed text."""
    return Node("Emph", content)


def strong(content: Nodes) -> Node:
    """Set strongly stressed text."""
    return Node("Strong", content)


def span(
    content: Nodes, anchor: str = "", classes: Iterable[str] = (), pairs: Attributes | None = None
) -> Node:
    """Set a run of text with an identifier, classes or attributes."""
    return Node("Span", (attributes(anchor, classes, pairs), content))


def link(content: Nodes, target: str, named: tuple[Any, ...]) -> Node:
    """Link text to a place or an address; `named` are the link's own `attributes`."""
    return Node("Link", (named, content, (target, "")))


def image(file: str, alt: str) -> Node:
    """Show a picture."""
    return Node("Image", (attributes(), [text(alt)], (file, "")))


def footnote(content: Nodes) -> Node:
    """Call a footnote here that holds these blocks."""
    return Node("Note", content)


def raw_inline(form: str, markup: str) -> Node:
    """Put markup of our own making into the text, for writers of this form."""
    return Node("RawInline", (form, markup))


def raw_block(form: str, markup: str) -> Node:
    """Put markup of our own making between blocks, for writers of this form."""
    return Node("RawBlock", (form, markup))


def paragraph(content: Nodes) -> Node:
    """Set a paragraph."""
    return Node("Para", content)


def plain(content: Nodes) -> Node:
    """Set text that is no paragraph: in a cell, a caption."""
    return Node("Plain", content)


def heading(level: int, content: Nodes, anchor: str, classes: Iterable[str] = ()) -> Node:
    """Set a heading of a level from 1."""
    return Node("Header", (level, attributes(anchor, classes), content))


def division(
    content: Nodes, anchor: str = "", classes: Iterable[str] = (), pairs: Attributes | None = None
) -> Node:
    """Hold blocks together."""
    return Node("Div", (attributes(anchor, classes, pairs), content))


def figure(picture: Node, caption: Nodes, anchor: str) -> Node:
    """Set a picture over its caption."""
    legend = [plain(caption)] if caption else []
    return Node("Figure", (attributes(anchor), (None, legend), [plain([picture])]))


def table(rows: Sequence[Sequence[Nodes]], anchor: str, widths: Sequence[float] = ()) -> Node:
    """Set a table from the contents of its cells; short rows are filled up.

    `widths` are the columns' shares of the measure; without them, the writer chooses.
    """
    width = max(map(len, rows))
    shares = [Node("ColWidth", share) for share in widths] or [Node("ColWidthDefault")] * width
    columns = [(Node("AlignDefault"), share) for share in shares]
    body = [
        (attributes(), [_cell(cell) for cell in (*row, *[()] * (width - len(row)))]) for row in rows
    ]
    nothing = (attributes(), ())
    return Node(
        "Table",
        (attributes(anchor), (None, ()), columns, nothing, [(attributes(), 0, (), body)], nothing),
    )


def _cell(content: Nodes) -> tuple[Any, ...]:
    return attributes(), Node("AlignDefault"), 1, 1, [plain(content)] if content else []


def strings(values: Iterable[str]) -> Node:
    """Hold texts as a list of metadata."""
    return Node("MetaList", [string(value) for value in values])


def string(value: str) -> Node:
    """Hold a text as metadata."""
    return Node("MetaInlines", [text(value)] if value else [])


class Document(Struct, frozen=True):
    """Hold a whole document: its metadata and its blocks."""

    meta: dict[str, Node]
    blocks: Nodes
    api: tuple[int, int, int] = msgspec.field(default=API_VERSION, name="pandoc-api-version")


def write_fragment(document: Document, form: str, *options: str) -> str:
    """Have pandoc write the document's blocks in a text format, and return the text.

    Raises EngineError if pandoc fails.
    """
    command = ["--from=json", f"--to={form}", "--wrap=none", *options]
    return run(command, msgspec.json.encode(document)).decode("utf-8")


def write_file(document: Document, form: str, path: Path, *options: str) -> None:
    """Have pandoc write the document to a file; its pictures are ``data:`` URIs.

    Raises EngineError if pandoc fails.
    """
    command = ["--from=json", f"--to={form}", f"--output={path.resolve()}", *options]
    run(command, msgspec.json.encode(document))


def run(command: Sequence[str], tree: bytes) -> bytes:
    """Run pandoc on a tree in JSON and return what it prints; it dates what it writes as we do.

    Raises EngineError if pandoc fails.
    """
    dated = {"SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
    return pandoc.run(command, tree, environment=dated)
