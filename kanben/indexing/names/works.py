"""Find works and documents: what stands in 《》, doctrines under their author's name."""

import re
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_TITLE = re.compile(r"《([^《》\n]{1,60}?)》")
_DOCTRINE = re.compile(f"{_HAN}{{1,16}}?(?:{alternatives('work', 'doctrine')})")
_FAMOUS = ("nr", "nrfg", "nrt")


def find_works(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield every title in 《》, with its marks, and doctrines such as 邓小平理论."""
    for passage in passages:
        for found in _TITLE.finditer(passage.text):
            yield Sighting(found[0], TermKind.WORK, 1.0, "title-marks")
        for word, start in zip(passage.words, passage.starts, strict=True):
            if len(word) > 2 and words.tag(word) in _FAMOUS:
                rest = _DOCTRINE.match(passage.text, start + len(word))
                if rest and "的" not in rest[0]:
                    yield Sighting(word + rest[0], TermKind.WORK, 1.0, "doctrine")
