"""List the finders of names."""

from collections.abc import Callable, Iterator, Sequence

from kanben.indexing.books.kinds import BookKind
from kanben.indexing.cutting.passages import Passage
from kanben.indexing.merging.sightings import Sighting
from kanben.indexing.names.defined import find_defined, find_eponyms, find_latin
from kanben.indexing.names.divisions import (
    find_features,
    find_sundered_divisions,
    find_unlisted_divisions,
)
from kanben.indexing.names.firms import find_firms, find_named_firms
from kanben.indexing.names.institutions import find_departments, find_institutions
from kanben.indexing.names.persons import find_persons
from kanben.indexing.names.places import find_listed_places, find_paired_places, find_places
from kanben.indexing.names.policies import find_policies
from kanben.indexing.names.quoted import find_quoted
from kanben.indexing.names.shapes import find_bodies, find_events, find_foreigners
from kanben.indexing.names.styles import find_introduced
from kanben.indexing.names.subjects import find_subjects
from kanben.indexing.names.tagged import find_tagged
from kanben.indexing.names.works import find_works

Finder = Callable[[Sequence[Passage]], Iterator[Sighting]]

_OF_NAMES: tuple[Finder, ...] = (
    find_tagged,
    find_works,
    find_introduced,
    find_persons,
    find_institutions,
    find_departments,
    find_firms,
    find_named_firms,
    find_quoted,
    find_events,
    find_bodies,
    find_foreigners,
    find_places,
    find_listed_places,
    find_paired_places,
    find_unlisted_divisions,
    find_sundered_divisions,
    find_features,
)
_OF_SUBJECTS: tuple[Finder, ...] = (find_defined, find_eponyms, find_latin, find_subjects)
_WITHOUT_SUBJECTS = (BookKind.NOVEL, BookKind.STORY, BookKind.CLASSICAL)


def finders(book: BookKind) -> tuple[Finder, ...]:
    """Return the finders that serve a kind of book: novels have no subjects."""
    if book in _WITHOUT_SUBJECTS:
        return _OF_NAMES
    policies = (find_policies,) if book in (BookKind.REPORT, BookKind.NEWS) else ()
    return _OF_NAMES + _OF_SUBJECTS + policies
