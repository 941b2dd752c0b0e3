"""Put the numbers of an index into the tags of their links.

A line of the index is drawn in one piece, so that its tag holds all of it. In the finished file the
piece is cut where a link begins or ends (ISO 32000-1, 14.7.4.2: marked content within a text
object); what is drawn, and where, stays the same. A line that is drawn in another way, as those of
vertical pages are, keeps its one tag, and its links stand behind it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pydyf
from msgspec import Struct

_ITEM = re.compile(r"<([0-9a-f]*)>|(-?[0-9.]+)")
_GLYPH = 4
"""Hexadecimal digits of a glyph's number."""


class LinkedPart(Struct, frozen=True):
    """Hold the element of a link, and the characters [first, end) of the drawn text it is set on.

    Blanks at the end of the text are drawn or not, as its line wants.
    """

    first: int
    end: int
    text: str
    element: Any

    @property
    def is_whole(self) -> bool:
        """Tell whether the link is set on all of the text."""
        return (self.first, self.end) == (0, len(self.text.rstrip()))


class Loom:
    """Cut the drawn lines of a file at the bounds of links; `owners` are the pages' own tags."""

    def __init__(self, pdf: Any, objects: Mapping[int, Any]) -> None:
        self._pdf = pdf
        self._objects = objects

    def weave(self, page: Any, owners: Any, parts: Mapping[int, Sequence[LinkedPart]]) -> None:
        """Put the parts of a page into their links; `parts` are listed by their text's number."""
        whole = {number for number, (link, *_) in parts.items() if link.is_whole}
        for number in whole:
            self._adopt(parts[number][0].element, self._of(owners[number]))
        content = self._of(page["Contents"]).stream
        woven: list[Any] = []
        done = 0
        for place, token in enumerate(content):
            mark = token.get("MCID") if isinstance(token, pydyf.Dictionary) else None
            if mark is None or mark not in parts or mark in whole:
                continue
            end = content.index(b"EMC", place)
            shown = _shown(content[place + 2 : end], parts[mark])
            if shown is not None:
                woven += content[done : place - 1]
                woven += self._woven(shown, owners, mark, page)
                done = end + 1
        content[:] = [*woven, *content[done:]]

    def _woven(self, shown: "_Shown", owners: Any, number: int, page: Any) -> Iterator[Any]:
        """Yield the operators of a line; its tag makes way for those of its parts."""
        owner = self._of(owners[number])
        parent = self._of(owner["P"])
        yield from shown.before
        kids: list[Any] = []
        for drawn, link in shown.parts:
            mark = len(owners) if kids else number
            element = link or (self._span(owner, page) if kids else owner)
            owners[mark : mark + 1] = [element.reference]
            element["K"] = pydyf.Array([mark, *(kid for kid in element["K"] if kid != mark)])
            kids.append(element.reference)
            yield from ("/Link" if link else "/Span", pydyf.Dictionary({"MCID": mark}), b"BDC")
            yield from (*drawn, b"EMC")
        yield from shown.after
        others = [kid for kid in parent["K"] if kid == owner.reference or kid not in kids]
        at = others.index(owner.reference)
        parent["K"] = pydyf.Array([*others[:at], *kids, *others[at + 1 :]])

    def _of(self, reference: Any) -> Any:
        return self._objects[int(reference.split()[0])]

    def _adopt(self, link: Any, owner: Any) -> None:
        """Let a link that is set on all of a text stand around the text's own tag."""
        parent = self._of(owner["P"])
        parent["K"] = pydyf.Array(
            link.reference if kid == owner.reference else kid
            for kid in parent["K"]
            if kid != link.reference
        )
        owner["P"] = link.reference
        link["K"] = pydyf.Array([owner.reference, *link["K"]])

    def _span(self, owner: Any, page: Any) -> Any:
        values = {"Type": "/StructElem", "S": "/Span", "K": pydyf.Array()}
        element = pydyf.Dictionary({**values, "Pg": page.reference, "P": owner["P"]})
        self._pdf.add_object(element)
        return element


class _Shown(Struct, frozen=True):
    """Hold a line's operators: before its text, its text in parts with their links, after it."""

    before: list[Any]
    parts: list[tuple[list[bytes], Any]]
    after: list[Any]


def _shown(operators: list[Any], links: Sequence[LinkedPart]) -> _Shown | None:
    """Part the last string that operators show; None if the links are not all set on it."""
    if not all(isinstance(token, bytes) for token in operators):
        return None
    shows = [at for at, token in enumerate(operators) if token.endswith(b"] TJ")]
    strings = [_glyphs(operators[at].decode()) for at in shows]
    before = sum(len(glyphs) for _, glyphs in strings[:-1])
    if not strings or links[0].first < before:
        return None
    lead, glyphs = strings[-1]
    if before + len(glyphs) not in (len(links[0].text), len(links[0].text.rstrip())):
        return None
    edges = (edge - before for each in links for edge in (each.first, each.end))
    elements = {each.first - before: each.element for each in links}
    parts = [
        ([_array("" if first else lead, glyphs[first:end])], elements.get(first))
        for first, end in pairwise(sorted({0, len(glyphs), *edges}))
    ]
    first, last = shows[0], shows[-1]
    if first != last and parts[0][1] is not None:
        parts.insert(0, ([], None))
    parts[0][0][:0] = operators[first:last]
    return _Shown(operators[:first], parts, operators[last + 1 :])


def _glyphs(array: str) -> tuple[str, list[str]]:
    """Return the move that an array begins with, and its glyphs, each with the move behind it."""
    lead = ""
    glyphs: list[str] = []
    for text, move in _ITEM.findall(array):
        if move and not glyphs:
            lead = move
        elif move:
            glyphs[-1] += move
        glyphs += [f"<{text[at : at + _GLYPH]}>" for at in range(0, len(text), _GLYPH)]
    return lead, glyphs


def _array(lead: str, glyphs: Sequence[str]) -> bytes:
    return f"[{lead}{''.join(glyphs)}] TJ".replace("><", "").encode()
