"""Find places that gazetteer or dictionary know."""

from collections.abc import Iterator, Sequence

from kanben.indexing.gazetteer import divisions, is_certain_place, is_place
from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.indexing.vocabulary import listed
from kanben.manuscript.index import TermKind


def find_places(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield divisions and countries, and places of the dictionary where the context agrees."""
    for passage in passages:
        previous = ""
        for word in passage.words:
            if len(word) > 1 and is_place(word):
                if word in divisions():
                    if divisions()[word] not in listed("place", "generic"):
                        yield Sighting(word, TermKind.PLACE, 1.0, "gazetteer")
                else:
                    sure = 0.5 if is_certain_place(word) else 0.2
                    shown = 0.6 if previous in listed("place", "before") else 0.0
                    yield Sighting(word, TermKind.PLACE, sure + shown, "dictionary")
            previous = word
