"""Pull proofs of one publication, again after every act of its editor."""

from pathlib import Path

from msgspec import Struct, structs

from kanben.editing.emend import emend
from kanben.manuscript.acts import constraints
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import Publication
from kanben.manuscript.records import Stamp, stamp_of
from kanben.memory import Memory
from kanben.reading.files.source import SourceText
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript, read_sources


class Pull(Struct, frozen=True):
    """Hold a manuscript as the editor's acts make it, with the print and its balanced ledger."""

    publication: Publication
    manuscript: Manuscript
    printed: tuple[tuple[str, ...], ...]
    texts: tuple[SourceText, ...]


class Galley:
    """Keep the type of one publication standing: its sources, and what was made of them."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._texts: tuple[SourceText, ...] = ()
        self._standing: object = None

    def pull(self, publication: Publication) -> Pull:
        """Read a publication as its plan says, and carry the editor's acts out.

        Nothing of an index, of notes and of other scripts is made. Raises the errors of reading
        and of emending, and ConservationError if a character were lost.
        """
        texts = self._read(publication)
        printed = tuple(text.lines for text in texts)
        with self._memory.at_hand():
            ruled = constraints(publication, printed)
            made = make_manuscript(publication.name, publication.plan, texts, judges(), ruled)
            manuscript = emend(made, publication, printed)
            balance(manuscript, printed)
        return Pull(publication, manuscript, printed, texts)

    def _read(self, publication: Publication) -> tuple[SourceText, ...]:
        """Read the sources, unless they are what they were at the last pull."""
        plan = publication.plan
        paths = [publication.source_path(name) for name in publication.source_names]
        how = (plan.encoding, plan.pages, plan.margins)
        standing = (how, _bare(publication), [_stamp(path) for path in paths])
        if standing != self._standing:
            self._texts = tuple(read_sources(publication))
            self._memory, self._standing = Memory(), standing
        return self._texts


def _bare(publication: Publication) -> object:
    """Return how the sources are parted, whatever the parts are called."""
    return [structs.replace(part, title="") for part in publication.plan.parts]


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path)
    except OSError:
        return None
