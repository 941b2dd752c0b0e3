"""Tie the notes of web pages and e-books to their calls by the links between them.

A call is a link of a sign or a picture to a block that answers: by a link back to the paragraph,
or by the same sign in front. It becomes a note of pandoc's tree, and the block goes out of the
text. What nothing calls stays where it stands.
"""

from collections.abc import Sequence
from typing import Any

from kanben.sources.documents.markup import CALLS
from kanben.sources.documents.nodes import (
    blocks_in,
    from_character,
    has_heading,
    ids,
    inlines_of,
    is_text,
    links,
    lists_of,
    paragraphs,
    pieces,
    plain_text,
    target_of,
    with_inner,
    without_links,
)
from kanben.sources.documents.tree import EMPTIED, ParsedNode
from kanben.sources.signs import NoteSign, sign_before

_Answer = list[ParsedNode]
"""The blocks that an id leads to."""


def tie_linked_notes(blocks: list[ParsedNode]) -> list[ParsedNode]:
    """Return the blocks of a document with the notes that links call in the place of the calls."""
    answers: dict[str, _Answer] = {}
    _gather(blocks, answers, whole=False)
    taken: set[int] = set()
    for paragraph in paragraphs(blocks):
        if id(paragraph) in taken or not answers:
            continue
        own = set(ids(paragraph))
        for call in links(paragraph):
            answer = answers.get(target_of(call))
            if answer is None or not _is_call(call) or not _answers(answer, call, own):
                continue
            held = {id(block) for block in with_inner(answer)}
            content = _note(answer, call, own)
            if content and id(paragraph) not in held and not held & taken:
                taken |= held
                call["t"], call["c"] = "Note", content
    return _rest(blocks, taken) if taken else blocks


def _gather(blocks: list[ParsedNode], answers: dict[str, _Answer], *, whole: bool) -> None:
    """Enter the blocks that ids lead to; `whole` blocks belong together, as those of an item do."""
    begun = [_anchors(block) for block in blocks]
    together = whole and not any(begun[1:]) and not any(map(has_heading, blocks))
    for place, block in enumerate(blocks):
        for name in begun[place]:
            answers.setdefault(name, blocks if together and not place else [block])
        if block["t"] == "Div":
            name = block["c"][0][0]
            if name and not has_heading(block) and not _holds_several(block):
                answers.setdefault(name, [block])
            _gather(block["c"][1], answers, whole=True)
        for inner in lists_of(block):
            _gather(inner, answers, whole=block["t"] != "BlockQuote")


def _anchors(block: ParsedNode) -> list[str]:
    """Return the ids at a paragraph's beginning: nothing but a sign stands before them."""
    if not is_text(block):
        return []
    found = []
    before = ""
    for inline in inlines_of(block):
        found += [*_own_id(inline), *ids(inline)]
        before += plain_text([inline])
        sign = sign_before(before)
        if before.strip() and (sign is None or sign.end < len(before)):
            break
    return found


def _holds_several(block: ParsedNode) -> bool:
    """Tell whether several things in a block have names: it is no note but holds notes."""
    return sum(bool(_anchors(paragraph)) for paragraph in paragraphs([block])) > 1


def _own_id(inline: ParsedNode) -> list[str]:
    return [inline["c"][0][0]] if inline["t"] in ("Span", "Link") and inline["c"][0][0] else []


def _is_call(link: ParsedNode) -> bool:
    """Tell whether a link is one of a sign or a picture, or the page says that it calls."""
    text = plain_text(link["c"][1]).strip()
    if not text:
        return any(inline["t"] == "Image" for inline in pieces(link))
    sign = sign_before(text)
    return _is_said_to_call(link) or (sign is not None and sign.end == len(text))


def _is_said_to_call(link: ParsedNode) -> bool:
    return any(key == CALLS for key, _ in link["c"][0][2])


def _answers(answer: _Answer, call: ParsedNode, own: set[str]) -> bool:
    """Tell whether blocks are the note that a link in a paragraph with these ids calls."""
    if any(block["t"] == "DefinitionList" for block in with_inner(answer)):
        return False
    if _is_said_to_call(call):
        return True
    back = (target_of(link) for block in paragraphs(answer) for link in links(block))
    if any(name in own for name in back):
        return True
    sign, called = _first_sign(answer), sign_before(plain_text(call["c"][1]))
    return sign is not None and called is not None and sign.value == called.value


def _first_sign(answer: _Answer) -> NoteSign | None:
    for block in paragraphs(answer):
        if text := plain_text(inlines_of(block)):
            return sign_before(text)
    return None


def _note(answer: _Answer, call: ParsedNode, own: set[str]) -> list[ParsedNode]:
    """Return the blocks of a note without its sign and its links back."""
    called = sign_before(plain_text(call["c"][1]))
    content: list[ParsedNode] = []
    for block in with_inner(answer):
        if not is_text(block):
            content += [] if blocks_in(block) else [block]
            continue
        inlines = without_links(inlines_of(block), own)
        text = plain_text(inlines)
        sign = None if content else sign_before(text)
        if sign and (not sign.bare or (called is not None and called.value == sign.value)):
            inlines = from_character(inlines, sign.end)
        if plain_text(inlines).strip():
            content.append({"t": "Para", "c": inlines})
    return content


def _rest(blocks: Sequence[ParsedNode], taken: set[int]) -> list[ParsedNode]:
    """Return the blocks that no note took; a heading over nothing but notes says that it is one."""
    left = [_left_of(block, taken) for block in blocks]
    for place, block in enumerate(blocks[:-1]):
        below = place + 1
        while below < len(blocks) - 1 and blocks[below]["t"] == "HorizontalRule":
            below += 1
        after = next((part[0] for part in left[below:] if part), None)
        emptied = not left[below] and (after is None or after["t"] == "Header")
        if block["t"] == "Header" and emptied:
            block["c"][1][1].append(EMPTIED)
    return [part for parts in left for part in parts]


def _left_of(block: ParsedNode, taken: set[int]) -> list[ParsedNode]:
    if id(block) in taken:
        return []
    content: Any = block.get("c")
    match block["t"]:
        case "Div":
            content[1] = _rest(content[1], taken)
            return [block] if content[1] else []
        case "BlockQuote":
            rest = _rest(content, taken)
            return [{"t": "BlockQuote", "c": rest}] if rest else []
        case "BulletList":
            items = [item for item in (_rest(item, taken) for item in content) if item]
            return [{"t": "BulletList", "c": items}] if items else []
        case "OrderedList":
            first, *look = content[0]
            items = [_rest(item, taken) for item in content[1]]
            return [
                {"t": "OrderedList", "c": [[first + place, *look], [item]]}
                for place, item in enumerate(items)
                if item
            ]
    return [block]
