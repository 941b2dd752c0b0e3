"""Walk pandoc's tree: the blocks that blocks hold, and the pieces of text in a paragraph."""

from collections.abc import Iterator, Sequence, Set
from typing import Any

from kanben.sources.documents.inline import plain_of
from kanben.sources.documents.tree import ParsedNode, Reader

_TEXT = frozenset({"Para", "Plain"})


def is_text(block: ParsedNode) -> bool:
    """Tell whether a block is a paragraph."""
    return block["t"] in _TEXT


def lists_of(block: ParsedNode) -> list[list[ParsedNode]]:
    """Return the lists of blocks in a list or a quotation."""
    content: Any = block.get("c")
    match block["t"]:
        case "BulletList":
            return list(content)
        case "OrderedList":
            return list(content[1])
        case "BlockQuote":
            return [content]
    return []


def blocks_in(block: ParsedNode) -> list[list[ParsedNode]]:
    """Return the lists of blocks that any block holds."""
    content: Any = block.get("c")
    match block["t"]:
        case "Div":
            return [content[1]]
        case "Figure":
            return [content[2], content[1][1] or []]
        case "DefinitionList":
            return [definition for _, definitions in content for definition in definitions]
        case "Table":
            bodies = (row for body in content[4] for row in (*body[2], *body[3]))
            rows = (*content[3][1], *bodies, *content[5][1])
            return [*(cell[4] for row in rows for cell in row[1]), content[1][1] or []]
    return lists_of(block)


def with_inner(blocks: Sequence[ParsedNode]) -> Iterator[ParsedNode]:
    """Yield blocks and all that they hold, in the order of the text."""
    for block in blocks:
        yield block
        for part in blocks_in(block):
            yield from with_inner(part)


def paragraphs(blocks: Sequence[ParsedNode]) -> list[ParsedNode]:
    """Return the paragraphs and headings of blocks, in the order of the text."""
    return [block for block in with_inner(blocks) if is_text(block) or block["t"] == "Header"]


def has_heading(block: ParsedNode) -> bool:
    """Tell whether a block is a heading or holds one."""
    return any(part["t"] == "Header" for part in with_inner([block]))


def inlines_of(node: ParsedNode) -> list[ParsedNode]:
    """Return what stands in a paragraph, a heading or a piece of text that holds others."""
    content: Any = node.get("c")
    match node["t"]:
        case "Header":
            return list(content[2])
        case "Span" | "Link" | "Quoted" | "Cite":
            return list(content[1])
        case "Para" | "Plain" | "Emph" | "Strong" | "Underline" | "Superscript" | "Subscript":
            return list(content)
        case "SmallCaps" | "Strikeout":
            return list(content)
    return []


def pieces(node: ParsedNode) -> Iterator[ParsedNode]:
    """Yield the pieces of text in a node, and the pieces in these."""
    for inline in inlines_of(node):
        yield inline
        yield from pieces(inline)


def links(node: ParsedNode) -> list[ParsedNode]:
    """Return the links in a node."""
    return [inline for inline in pieces(node) if inline["t"] == "Link"]


def target_of(link: ParsedNode) -> str:
    """Return the id to which a link leads, or nothing."""
    address = str(link["c"][2][0])
    return address[1:] if address.startswith("#") else ""


def ids(node: ParsedNode) -> Iterator[str]:
    """Yield the ids that pieces of text bear."""
    for inline in pieces(node):
        if inline["t"] in ("Span", "Link") and inline["c"][0][0]:
            yield inline["c"][0][0]


def plain_text(inlines: Sequence[ParsedNode]) -> str:
    """Return the text of inlines without marks."""
    return plain_of(Reader().text(inlines))


def without_links(inlines: Sequence[ParsedNode], targets: Set[str]) -> list[ParsedNode]:
    """Return inlines without the links that lead to `targets`, wherever these stand."""
    left = []
    for inline in inlines:
        if inline["t"] == "Link" and target_of(inline) in targets:
            continue
        left.append(_holding(inline, without_links(inlines_of(inline), targets)))
    return left


def from_character(inlines: Sequence[ParsedNode], start: int) -> list[ParsedNode]:
    """Return inlines without the first `start` characters of their text."""
    left = []
    for inline in inlines:
        length = len(plain_text([inline]))
        if start >= length:
            start -= length
            continue
        if start and inline["t"] == "Str":
            left.append({"t": "Str", "c": inline["c"][start:]})
        elif start:
            left.append(_holding(inline, from_character(inlines_of(inline), start)))
        else:
            left.append(inline)
        start = 0
    return left


def _holding(node: ParsedNode, inlines: list[ParsedNode]) -> ParsedNode:
    """Return a piece of text with other inlines in it."""
    if not inlines_of(node):
        return node
    content: Any = node["c"]
    if node["t"] in ("Span", "Link", "Quoted", "Cite"):
        return {"t": node["t"], "c": [content[0], inlines, *content[2:]]}
    return {"t": node["t"], "c": inlines}
