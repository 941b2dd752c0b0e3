"""Say what the files of an edition must be called in their heads."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kanben.manuscript.manuscript import Manuscript
from kanben.proving.claims.text import title_bearer
from kanben.proving.matter import Fault, FileTitle, Region
from kanben.proving.normal import ink

_WORDS = {
    Region.COVER: ("cover",),
    Region.CONTENTS: ("contents",),
    Region.NOTES: ("apparatus", "notes"),
    Region.INDEX: ("index",),
    Region.COLOPHON: ("colophon",),
}
"""The keys of the words that name the matters beside the text."""


def check_titles(
    manuscript: Manuscript, titles: Sequence[FileTitle], name_of: Callable[[str], str]
) -> Iterator[Fault]:
    """Yield titles that are not their matter's; files of the text bear those of its parts.

    `name_of` gives the word of a key in the edition's language.
    """
    book = manuscript.metadata.title or manuscript.name
    for title in titles:
        known = [name_of(key) for key in _WORDS.get(title.region, ())] or [book]
        if title.region != Region.BODY and ink(title.text) not in map(ink, known):
            yield Fault("metadata", title.region, known[0], title.text)
    found = [ink(each.text) for each in titles if each.region == Region.BODY]
    wanted = [ink(text) for text in _parts(manuscript, book)]
    if titles and _once(found) != _once(wanted):
        yield Fault("metadata", Region.BODY, "；".join(_once(wanted)), "；".join(_once(found)))


def _parts(manuscript: Manuscript, book: str) -> Iterator[str]:
    for part in manuscript.parts:
        blocks = [block for block in part.printed_blocks if block.text.strip() or block.image]
        if blocks or part.title.strip():
            bearer = title_bearer(part, blocks)
            yield part.title.strip() or (bearer.text if bearer else "") or book


def _once(texts: Sequence[str]) -> list[str]:
    """Return texts without those that only repeat the one before: one part may fill many files."""
    return [text for text, _ in groupby(texts)]
