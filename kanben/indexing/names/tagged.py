"""Find the names that the tagger sees."""

from collections.abc import Iterator, Sequence

from kanben.indexing.names.wholes import settled_forms
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting


def find_tagged(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield every form once for each thing that counts: how sure, how pure, how often seen."""
    for name, form in settled_forms(passages).items():
        yield Sighting(name, form.kind, 1 - form.doubt, "tagger")
        yield Sighting(name, form.kind, form.best, "tagger-best")
        yield Sighting(name, form.kind, form.purity, "tagger-pure")
        yield Sighting(name, form.kind, float(form.seen), "tagger-seen")
