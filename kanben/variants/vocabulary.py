"""Put a region's words for those of the mainland: 软件 becomes 軟體 in Taiwan."""

from collections.abc import Iterator
from functools import cache

from kanben.tables import read_text
from kanben.variants.guards import find_rulings
from kanben.words import tokenize

_COLUMNS = {"zh-Hant-TW": 1, "zh-Hant-HK": 2}


@cache
def _words(variant: str) -> dict[str, str]:
    column = _COLUMNS.get(variant)
    if column is None:
        return {}
    rows = (line.split("\t") for line in read_text("vocabulary.tsv").splitlines())
    return {row[0]: row[column] for row in rows if len(row) == 3}


def regional_words(text: str, variant: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the region's word for every word that the region names otherwise.

    A word counts only where it begins and ends with words of the segmented text: 内存 is not
    met in 海内存知己. Text is simplified; nothing is yielded for the mainland.
    """
    found = find_rulings(text, _words(variant))
    if found:
        words = list(tokenize(text))
        starts = {start for _, start, _ in words}
        ends = {end for _, _, end in words}
        for start, end, target in found:
            if start in starts and end in ends:
                yield start, end, target
