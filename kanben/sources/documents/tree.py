"""Walk pandoc's tree of a document and yield its lines, each with its kind.

A paragraph is one line; where the author broke it, several. What is a list, a table, a note in
the document is one here: nobody has to guess it again.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from kanben.characters import cell_width
from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.sources.documents.inline import (
    emphasised,
    literal,
    parted,
    plain_of,
    with_note,
    with_reading,
)
from kanben.sources.documents.markup import READING, RUBY
from kanben.sources.printed import PrintedMark

ParsedNode = dict[str, Any]

_WRAPPERS = frozenset(
    {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
)
_WITH_ATTRIBUTES = frozenset({"Span", "Link", "Quoted", "Cite"})
EMPTIED = "kanben-emptied"
"""Class of a heading over nothing but notes, which stand elsewhere in editions."""


_OF_HEADINGS = frozenset({MarkKind.RUBY, MarkKind.NOTE})


class DocumentLine(Struct, frozen=True):
    """Hold a line: its text, its kind where the document says one, whether it goes on below.

    The text of a line just read holds its marks (`documents.inline`); `parted` takes them out.
    """

    text: str
    kind: BlockKind | None = None
    continues: bool = False
    marks: tuple[PrintedMark, ...] = ()

    def parted(self) -> "DocumentLine":
        """Return the line with its marks apart from its text; headings keep no emphasis."""
        text, marks = parted(self.text)
        if self.kind == BlockKind.HEADING:
            marks = tuple(found for found in marks if found.mark.kind in _OF_HEADINGS)
        return structs.replace(self, text=text, marks=marks)


class Reader:
    """Read the blocks of one document; notes stand behind the block that calls them."""

    def __init__(self) -> None:
        """Begin with the first note."""
        self.notes = 0
        self.waiting: list[tuple[int, Sequence[ParsedNode]]] = []
        self.held = 0

    def lines(
        self, blocks: Sequence[ParsedNode], kind: BlockKind | None = None
    ) -> Iterator[DocumentLine]:
        """Yield the lines of blocks that all have `kind` unless they say otherwise."""
        for block in blocks:
            yield from self._block(block, kind)
            if not self.held:
                yield from self._notes()

    def _block(self, block: ParsedNode, kind: BlockKind | None) -> Iterator[DocumentLine]:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                yield from self._paragraph(content, kind)
            case "Header":
                found = BlockKind.FURNITURE if EMPTIED in content[1][1] else BlockKind.HEADING
                yield DocumentLine(_one_line(self.text(content[2])), found)
            case "CodeBlock":
                for line in content[1].split("\n"):
                    yield DocumentLine(line, BlockKind.CODE)
            case "LineBlock":
                for line in content:
                    yield DocumentLine(_one_line(self.text(line)), BlockKind.VERSE)
            case "BlockQuote":
                yield from self.lines(content, BlockKind.QUOTE)
            case "BulletList":
                for item in content:
                    yield from self._item("•", item)
            case "OrderedList":
                first = content[0][0]
                for number, item in enumerate(content[1], first):
                    yield from self._item(f"{number}.", item)
            case "DefinitionList":
                for term, definitions in content:
                    yield DocumentLine(_one_line(self.text(term)), kind)
                    for definition in definitions:
                        yield from self.lines(definition, kind)
            case "Table":
                yield from self._table(content)
            case "Div":
                yield from self.lines(content[1], kind)
            case "Figure":
                yield from self.lines(content[2], kind)
                yield from self.lines(content[1][1] or [], BlockKind.CAPTION)

    def _paragraph(
        self, content: Sequence[ParsedNode], kind: BlockKind | None
    ) -> Iterator[DocumentLine]:
        printed = [line.strip() for line in self.text(content).split("\n")]
        printed = [line for line in printed if line]
        for place, line in enumerate(printed, 1):
            yield DocumentLine(line, kind, continues=place < len(printed))

    def _item(self, sign: str, blocks: Sequence[ParsedNode]) -> Iterator[DocumentLine]:
        for place, line in enumerate(self.lines(blocks, BlockKind.LIST)):
            yield line if place else DocumentLine(f"{sign} {line.text}", line.kind, line.continues)

    def _table(self, content: Sequence[Any]) -> Iterator[DocumentLine]:
        caption, head, bodies, foot = content[1], content[3], content[4], content[5]
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        for _, row in rows:
            self.held += 1
            found = ["".join(line.text for line in self.lines(cell[4])) for cell in row]
            self.held -= 1
            yield DocumentLine("\u3000".join(found), BlockKind.TABLE)
        yield from self.lines(caption[1] or [], BlockKind.CAPTION)

    def _notes(self) -> Iterator[DocumentLine]:
        waiting, self.waiting = self.waiting, []
        for number, blocks in waiting:
            for place, line in enumerate(self.lines(blocks, BlockKind.CALLED_NOTE)):
                text = line.text if place else with_note(number) + line.text
                yield DocumentLine(text, BlockKind.CALLED_NOTE, line.continues)

    def text(self, inlines: Sequence[ParsedNode]) -> str:
        """Return the text of inlines, with line feeds where the author broke a line."""
        return "".join(self._inline(inlines, place) for place in range(len(inlines)))

    def _inline(self, inlines: Sequence[ParsedNode], place: int) -> str:
        kind: str = inlines[place]["t"]
        content: Any = inlines[place].get("c")
        if kind == "Str":
            return literal(str(content))
        if kind == "Space":
            return " "
        if kind == "SoftBreak":
            return " " if _narrow(inlines, place - 1, -1) and _narrow(inlines, place + 1, 0) else ""
        if kind == "LineBreak":
            return "\n"
        if kind in _WRAPPERS:
            return emphasised(kind, self.text(content))
        if kind in _WITH_ATTRIBUTES:
            return self._attributed(kind, content)
        if kind in ("Code", "Math"):
            return literal(str(content[1]))
        if kind == "Note":
            self.notes += 1
            self.waiting.append((self.notes, content))
            return with_note(self.notes)
        return ""

    def _attributed(self, kind: str, content: Sequence[Any]) -> str:
        if kind == "Span" and RUBY in content[0][1]:
            return self._ruby(content[1])
        text = self.text(content[1])
        if kind != "Quoted":
            return text
        return f"‘{text}’" if content[0]["t"] == "SingleQuote" else f"“{text}”"

    def _ruby(self, inlines: Sequence[ParsedNode]) -> str:
        text = base = ""
        for node in inlines:
            if node["t"] == "Span" and READING in node["c"][0][1]:
                text += with_reading(base, plain_of(self.text(node["c"][1])))
                base = ""
            else:
                base += self.text([node])
        return text + base


def _narrow(inlines: Sequence[ParsedNode], place: int, end: int) -> bool:
    """Tell whether the text beside a soft break is narrow: Latin words are parted by it."""
    if not 0 <= place < len(inlines):
        return False
    text = plain_of(Reader().text([inlines[place]]))
    return bool(text) and cell_width(text[end]) < 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
