"""Find places that the dictionary knows."""

from collections.abc import Iterable, Iterator

from kanben import words
from kanben.indexing.sightings import Sighting
from kanben.manuscript.index import TermKind


def find_places(texts: Iterable[str]) -> Iterator[Sighting]:
    """Yield every word that the dictionary lists as a place."""
    for text in texts:
        for word in words.cut(text):
            if len(word) > 1 and words.tag(word) == "ns":
                yield Sighting(word, TermKind.PLACE, 0.5, "dictionary")
