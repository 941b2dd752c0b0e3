"""List the finders of names."""

from collections.abc import Callable, Iterator, Sequence

from kanben.indexing.names.actors import find_actors
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
from kanben.indexing.names.termhood import find_terms_of_art
from kanben.indexing.names.undertakings import find_happenings, find_undertakings
from kanben.indexing.names.works import find_works
from kanben.indexing.text.books import BookKind
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting

Finder = Callable[[Sequence[CutText]], Iterator[Sighting]]

_ANYWHERE: tuple[Finder, ...] = (find_tagged, find_works, find_introduced)
_IN_PROSE: tuple[Finder, ...] = (
    *_ANYWHERE,
    find_places,
    find_persons,
    find_institutions,
    find_departments,
    find_firms,
    find_named_firms,
    find_quoted,
    find_events,
    find_happenings,
    find_bodies,
    find_foreigners,
    find_listed_places,
    find_paired_places,
    find_unlisted_divisions,
    find_sundered_divisions,
    find_features,
)
_OF_SUBJECTS: tuple[Finder, ...] = (find_defined, find_eponyms, find_subjects)
_OF_FIELDS: tuple[Finder, ...] = (
    find_defined,
    find_eponyms,
    find_latin,
    find_terms_of_art,
)
_OF_POLICY: tuple[Finder, ...] = (find_latin, find_policies, find_undertakings)
_BY_BOOK: dict[BookKind, tuple[Finder, ...]] = {
    BookKind.NOVEL: (*_ANYWHERE, find_actors),
    BookKind.CLASSICAL: (*_ANYWHERE, find_actors),
    BookKind.STORY: (*_IN_PROSE, find_actors),
    BookKind.MEMOIR: _IN_PROSE + _OF_SUBJECTS,
    BookKind.TECHNICAL: (*_IN_PROSE, *_OF_FIELDS),
    BookKind.NEWS: _IN_PROSE + _OF_SUBJECTS + _OF_POLICY,
    BookKind.REPORT: _IN_PROSE + _OF_SUBJECTS + _OF_POLICY,
}


def finders(book: BookKind) -> tuple[Finder, ...]:
    """Return the finders that serve a kind of book: novels have no subjects."""
    return _BY_BOOK[book]
