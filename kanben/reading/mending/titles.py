"""Free the titles of chapters from what sites set around them, each change on record."""

import re
from collections.abc import Iterator, Sequence

from kanben.manuscript.blocks import HEADINGS
from kanben.reading.furniture.notices import site_behind
from kanben.reading.mending.block_text import BlockText, Edit
from kanben.reading.outline.dress import dress_of_title
from kanben.reading.outline.signs import Signs

_SURE = 0.95
"""The dress comes back in many titles: it is the site’s nearly always."""
_ORNAMENT = re.compile(r"\s*[、，.·]?\s*")


def free_titles(signs: Sequence[Signs], passage: BlockText) -> Iterator[Edit]:
    """Find the dress of a heading by the habits of its part: ornaments, prefixes, a site's name."""
    if passage.kind not in HEADINGS:
        return
    text = passage.text
    ends = [own.suffix for own in signs if own.suffix and text.endswith(own.suffix)]
    behind = len(text) - len(ends[0]) if ends else site_behind(text)
    if behind:
        yield Edit(behind, len(text), "", _SURE)
        text = text[:behind]
    for own in signs:
        if own.ornament and text.startswith(own.ornament):
            after = _ORNAMENT.match(text, len(own.ornament))
            yield Edit(0, after.end() if after else len(own.ornament), "", _SURE)
            return
        edits = dress_of_title(text, own.prefix)
        if edits:
            yield from (Edit(start, end, words, _SURE) for start, end, words in edits)
            return
