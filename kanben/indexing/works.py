"""Find works and documents: what stands in 《》."""

import re
from collections.abc import Iterator, Sequence

from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.manuscript.index import TermKind

_TITLE = re.compile(r"《([^《》\n]{1,60}?)》")


def find_works(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield every title in 《》, with its marks."""
    for passage in passages:
        text = passage.text
        for found in _TITLE.finditer(text):
            yield Sighting(found[0], TermKind.WORK, 1.0, "title-marks")
