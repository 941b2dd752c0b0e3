"""Join halves of names with the names they were torn from: 陈景 with 陈景和."""

from kanben.indexing.merging.gathering import Gathering
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.sightings import NAMED

_SHORTEST = 2
"""Characters of the shortest half of a name: one could be any word."""


def join_halves(gathering: Gathering) -> None:
    """Join a name with a longer one of its kind if all its places are parts of that one's."""
    names = gathering.of_kind(*NAMED)
    counts = count_everywhere((name.heading for name in names), gathering.text)
    for name in sorted(names, key=lambda each: -len(each.heading)):
        heading = name.heading
        if heading not in gathering:
            continue
        for length in range(_SHORTEST, len(heading)):
            for half in (heading[:length], heading[-length:]):
                other = gathering.get(half)
                if other and other.kind is name.kind and counts[half] <= counts[heading]:
                    gathering.adopt(heading, half)
