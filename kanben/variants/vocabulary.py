"""Put a region's words for those of the mainland: 软件 becomes 軟體 in Taiwan."""

from collections.abc import Iterator
from functools import cache

from kanben.manuscript.variants import target_variant
from kanben.tables import read_text
from kanben.variants.guards import find_rulings
from kanben.words import tokenize

COMPOUND = 4
"""Characters from which a word of the segmented text is taken for a compound."""


@cache
def _words(variant: str) -> dict[str, str]:
    """Return a variant's words by those of the mainland: the column that its customs name."""
    lines = read_text("vocabulary.tsv").splitlines()
    languages, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    customs = target_variant(variant).customs
    if customs not in languages[1:]:
        return {}
    column = languages.index(customs)
    return {row[0]: row[column] for row in rows}


def regional_words(text: str, variant: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the region's word for every word that the region names otherwise.

    A word counts where words of the segmented text begin and end, or where it opens or closes a
    compound: 信息 in 信息安全, but never 内存 in 海内存知己. Text is simplified; nothing is
    yielded for the mainland.
    """
    found = find_rulings(text, _words(variant))
    if found:
        spans = [(start, end) for _, start, end in tokenize(text)]
        starts, ends = {start for start, _ in spans}, {end for _, end in spans}
        compounds = {
            place
            for start, end in spans
            if end - start >= COMPOUND
            for place in range(start, end + 1)
        }
        for start, end, target in found:
            begins, closes = start in starts, end in ends
            if (begins and closes) or ((begins or closes) and {start, end} <= compounds):
                yield start, end, target
