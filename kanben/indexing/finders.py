"""List the finders of names, for prose and for old novels."""

from collections.abc import Callable, Iterator, Sequence

from kanben.indexing.divisions import (
    find_features,
    find_sundered_divisions,
    find_unlisted_divisions,
)
from kanben.indexing.firms import find_firms, find_named_firms
from kanben.indexing.institutions import find_departments, find_institutions
from kanben.indexing.names_by_shape import find_bodies, find_events, find_foreigners
from kanben.indexing.passages import Passage
from kanben.indexing.persons import find_persons
from kanben.indexing.places import find_listed_places, find_paired_places, find_places
from kanben.indexing.quoted import find_quoted
from kanben.indexing.sightings import Sighting
from kanben.indexing.stories import find_story_persons
from kanben.indexing.story_places import find_story_places
from kanben.indexing.works import find_works

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
