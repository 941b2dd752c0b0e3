"""Order headings: which is an article's headline, which are kickers, how deep the others lie."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from kanben.manuscript.blocks import UNSET, BlockKind
from kanben.reading.numbers.grammar import Label, Rank, is_beside, label_of
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines

_PLAIN = len(Rank)
"""The rank of a heading without a number."""
_NAMED = -1
"""The rank of a heading without a number that the contents name: it is as high as any."""
_STANDFIRST = 6
"""How many blocks may stand before a text's headline."""
_DEEPEST = 6
"""The rank of the lowest heading that formats have: HTML ends with h6."""
_PIECES = 3
"""More signed titles than these are an anthology's: none of them is above the others."""

LabelOf = Callable[[str], Label | None]
HeadingForm = tuple[int, str]
"""The rank of a heading, and the unit where units of one rank nest: 部, 卷, 集."""


def form_of(text: str, read: LabelOf = label_of) -> int:
    """Return the rank of a heading's numbering, the highest 0; plain ones come last."""
    label = read(text)
    return _PLAIN if label is None else int(label.rank)


def order_headings(
    lines: Lines,
    blocks: Sequence[LineBlock],
    ranks: Mapping[int, Rank | None] = {},
    read: LabelOf = label_of,
) -> tuple[LineBlock, ...]:
    """Name headlines and kickers among the headings, and give every heading its level.

    `ranks` are those of the entries in the contents that name the rows; `read` reads the label
    of a title in its dress.
    """
    named = list(blocks)
    for place in _headlines(lines, named, read):
        named[place] = structs.replace(named[place], kind=BlockKind.HEADLINE, level=1)
        before = place - 1
        while before >= 0 and _is_plain(lines, named[before], read):
            named[before] = structs.replace(named[before], kind=BlockKind.KICKER)
            before -= 1
    places = [place for place, block in enumerate(named) if block.kind == BlockKind.HEADING]
    labels = {place: read(lines.texts[named[place].rows[0]]) for place in places}
    counted = any(rank not in (None, Rank.WORD) for rank in ranks.values())
    plain = int(Rank.WORD) if counted else _NAMED
    rows = {place: named[place].rows[0] for place in places}
    forms = {
        place: _form_told(label, ranks[rows[place]], plain)
        if rows[place] in ranks
        else _form(label)
        for place, label in labels.items()
    }
    levels = _levels(places, labels, forms)
    base = 2 if any(block.kind == BlockKind.HEADLINE for block in named) else 1
    for place in places:
        level = min(_DEEPEST, base + levels[place])
        named[place] = structs.replace(named[place], level=level)
    return tuple(named)


def _form(label: Label | None) -> HeadingForm:
    """Return a heading's form by its own number."""
    if label is None:
        return (_PLAIN, "")
    return (int(label.rank), label.unit if label.rank is Rank.DIVISION else "")


def _form_told(label: Label | None, told: Rank | None, plain: int) -> HeadingForm:
    """Return the form of a heading that the contents name; its entry may have the number.

    `plain` is the rank of those whose entries have none.
    """
    if label is not None:
        return _form(label)
    return (plain if told in (None, Rank.WORD) else int(told or 0), "")


def _levels(
    places: Sequence[int], labels: Mapping[int, Label | None], forms: Mapping[int, HeadingForm]
) -> dict[int, int]:
    """Return how deep each heading lies below the highest.

    Units of one rank nest as they first come: 第一部, 第一卷. What stands before or behind the
    chapters (序, 后记) lies as high as the highest, what stands among them (楔子, 番外) as the
    chapters of its volume.
    """
    words = [place for place in places if forms[place][0] == Rank.WORD]
    others = [place for place in places if forms[place][0] != Rank.WORD]
    order = sorted(dict.fromkeys(forms[place] for place in others), key=lambda form: form[0])
    depth = {form: level for level, form in enumerate(order)}
    numbered = [form for form in order if _NAMED < form[0] < _PLAIN]
    top = depth[numbered[0]] if numbered else 0
    levels = {place: depth[forms[place]] for place in others}
    for place in words:
        label = labels[place]
        inside = label is not None and is_beside(label.unit)
        divisions = [other for other in others if other < place and _is_division(forms[other])]
        levels[place] = levels[divisions[-1]] + 1 if inside and divisions else top
    return levels


def _is_division(form: HeadingForm) -> bool:
    return form[0] in (Rank.DIVISION, Rank.SUBDIVISION)


def _is_plain(lines: Lines, block: LineBlock, read: LabelOf) -> bool:
    return block.kind == BlockKind.HEADING and form_of(lines.texts[block.rows[0]], read) == _PLAIN


def _headlines(lines: Lines, blocks: Sequence[LineBlock], read: LabelOf) -> list[int]:
    """Find the headlines: plain headings above a byline, or the last that opens the text."""
    running = [place for place, block in enumerate(blocks) if block.kind not in UNSET]
    found = [
        place
        for place, after in pairwise(running)
        if _is_plain(lines, blocks[place], read) and blocks[after].kind == BlockKind.BYLINE
    ]
    opening, signed = [], 0
    stated = any(blocks[place].kind == BlockKind.HEADLINE for place in running[:_STANDFIRST])
    for place in running[: 0 if stated else _STANDFIRST]:
        if not _is_plain(lines, blocks[place], read):
            break
        opening.append(place)
    if opening and not any(place <= opening[-1] + 1 for place in found):
        found.insert(0, opening[-1])
        signed = 1
    versed = any(block.kind == BlockKind.VERSE for block in blocks)
    if len(found) * 20 < len(running) or (len(running) < 40 and not versed):
        return found
    return found[:signed] if len(found) > _PIECES else found[:1]
