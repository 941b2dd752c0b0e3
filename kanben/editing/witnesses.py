"""Compare witnesses 异本: list what they read differently where they tell the same story."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from kanben.editing.alignment import AlignedText, Difference, differences, kind_of
from kanben.editing.firms import firm_names
from kanben.editing.passages import passages, related, shared
from kanben.editing.printed import read_characters, witnesses_of
from kanben.manuscript.blocks import Block, Position
from kanben.manuscript.decisions import Comparison, VariantReading, Witness
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.manuscript import Manuscript

_CONTEXT = 12
"""Characters quoted on both sides of a reading."""
_LEAST_SHARED, _LEAST_SHARE = 40, 0.05
"""Texts are witnesses of one story if they share so many characters (two sentences), or, short
ones, so great a part: pages of one book share phrases, too."""
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
"""The width of a mark is the compositor's, not a reading."""


class _Copy(Struct, frozen=True):
    """Hold one source as a witness, with the place of every character in the print."""

    text: AlignedText
    shown: str
    places: tuple[Position, ...]


def compare(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with the variant readings between its sources.

    What is compared is the print, machine repairs carried out, editor's emendations not.
    """
    copies = _copies(manuscript) if len(manuscript.sources) > 1 else []
    return structs.replace(
        manuscript, readings=tuple(reading for _, _, reading in _readings(copies))
    )


def compare_all(manuscripts: Sequence[Manuscript]) -> Iterator[Comparison]:
    """Yield the variant readings between all sources of a collection of manuscripts.

    Positions count the sources within each manuscript.
    """
    copies: list[_Copy] = []
    names: list[tuple[str, str]] = []
    for manuscript in manuscripts:
        copies += _copies(manuscript)
        names += [(manuscript.name, source.name) for source in manuscript.sources]
    for a, b, reading in _readings(copies):
        yield Comparison(names[a], names[b], reading)


def _readings(copies: Sequence[_Copy]) -> Iterator[tuple[int, int, VariantReading]]:
    for a, b in related([copy.text.chars for copy in copies]):
        found = passages(copies[a].text.chars, copies[b].text.chars)
        equal = sum(shared(passage) for passage in found)
        shortest = min(len(copies[a].text.chars), len(copies[b].text.chars))
        if equal < min(_LEAST_SHARED, _LEAST_SHARE * shortest):
            continue
        gaps = {
            gap for passage in found for gap in differences(copies[a].text, copies[b].text, passage)
        }
        gaps.update(firm_names(copies[a].text.chars, copies[b].text.chars))
        for gap in sorted(gaps):
            yield a, b, _reading(copies[a], copies[b], gap)


def _reading(a: _Copy, b: _Copy, gap: Difference) -> VariantReading:
    return VariantReading(
        _witness(a, gap.a, gap.end_a),
        _witness(b, gap.b, gap.end_b),
        kind_of(a.text.chars, b.text.chars, gap),
    )


def _witness(copy: _Copy, start: int, end: int) -> Witness:
    shown = copy.shown
    return Witness(
        copy.places[min(start, len(copy.places) - 1)],
        shown[start:end],
        shown[max(0, start - _CONTEXT) : start],
        shown[end : end + _CONTEXT],
    )


def _copies(manuscript: Manuscript) -> list[_Copy]:
    """Take the sources of a manuscript apart again, each in the order of its print."""
    return [_copy(blocks, manuscript.emendations) for blocks in witnesses_of(manuscript)]


def _copy(blocks: Sequence[Block], emendations: Sequence[Emendation]) -> _Copy:
    shown: list[str] = []
    places: list[Position] = []
    starts: list[int] = []
    for block in blocks:
        starts.append(len(shown))
        for char, place in read_characters(block, emendations):
            shown.append(char)
            places.append(place)
    text = "".join(shown)
    return _Copy(AlignedText(text.translate(_WIDE), frozenset(starts)), text, tuple(places))
