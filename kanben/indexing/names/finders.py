"""List the finders of names, for prose and for old novels."""

from collections.abc import Callable, Iterator, Sequence

from kanben.indexing.cutting.passages import Passage
from kanben.indexing.merging.sightings import Sighting
from kanben.indexing.names.divisions import (
    find_features,
    find_sundered_divisions,
    find_unlisted_divisions,
)
from kanben.indexing.names.firms import find_firms, find_named_firms
from kanben.indexing.names.institutions import find_departments, find_institutions
from kanben.indexing.names.persons import find_persons
from kanben.indexing.names.places import find_listed_places, find_paired_places, find_places
from kanben.indexing.names.quoted import find_quoted
from kanben.indexing.names.shapes import find_bodies, find_events, find_foreigners
from kanben.indexing.names.stories import find_story_persons
from kanben.indexing.names.story_places import find_story_places
from kanben.indexing.names.works import find_works

Finder = Callable[[Sequence[Passage]], Iterator[Sighting]]

IN_PROSE: tuple[Finder, ...] = (
    find_works,
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
IN_STORIES: tuple[Finder, ...] = (
    find_works,
    find_places,
    find_story_persons,
    find_story_places,
)
