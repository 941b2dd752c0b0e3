"""Model the manuscript: a publication's text with all that was found and decided about it."""

from enum import StrEnum

from msgspec import Struct, structs

from kanben.manuscript.blocks import Block, Part
from kanben.manuscript.decisions import Break, Choice, ProposedMove, Suspicion, VariantReading
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.index import Group, Term
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.variants import Variant, variant_of

SCHEMA = 1
"""Version of the manuscript's form on disk; raised when an older reader would misread it."""


class Source(Struct, frozen=True):
    """Describe a source text as it was read.

    `label` is short, unique in the publication and starts the anchors; `lines` counts printed
    lines, blank ones too.
    """

    name: str
    label: str
    sha256: str
    encoding: str
    lines: int


class NoteKind(StrEnum):
    """Say whose note it is and what it speaks of."""

    AUTHOR = "author"
    EDITOR = "editor"
    EMENDATION = "emendation"
    QUERY = "query"
    READING = "reading"


class Apparatus(StrEnum):
    """Say where the editor's notes stand: at the foot of the page, at the end, nowhere."""

    FOOT = "foot"
    END = "end"
    NONE = "none"


class Note(Struct, frozen=True, omit_defaults=True):
    """Hold a note that a mark in the text calls by its id. `anchor` is the block that calls it."""

    id: str
    kind: NoteKind
    text: str
    anchor: str = ""


class Manuscript(Struct, frozen=True, omit_defaults=True):
    """Hold a publication between two stages.

    `script` is what the text is written in now (``Hans`` or ``Hant``); `variant` is the BCP 47
    tag it was converted to, empty before conversion. Positions everywhere point into `sources`.
    """

    name: str
    script: str
    metadata: Metadata
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]
    variant: str = ""
    origin: str = ""
    """SHA-256 of the manuscript, as it stood on disk, that this one was converted from."""
    emendations: tuple[Emendation, ...] = ()
    breaks: tuple[Break, ...] = ()
    moves: tuple[ProposedMove, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    choices: tuple[Choice, ...] = ()
    readings: tuple[VariantReading, ...] = ()
    notes: tuple[Note, ...] = ()
    apparatus: Apparatus = Apparatus.END
    passed_over: int = 0
    """How many variant readings differ by marks alone and have no note."""
    terms: tuple[Term, ...] = ()
    considered: tuple[Term, ...] = ()
    """What the program thought of for the index and left out, in simplified script."""
    index: tuple[Group, ...] = ()
    orders: dict[str, str] = {}
    """Orders of the index that the editor chose, by variant: pinyin, strokes, zhuyin."""
    filing: dict[str, str] = {}
    """Forms under which libraries file titles and people, by their names: Chen Zhengying."""
    engines: dict[str, str] = {}
    """Programs and their versions, as stages used them."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of all parts, in order."""
        return tuple(block for part in self.parts for block in part.blocks)

    @property
    def script_variant(self) -> Variant:
        """Return what is known of the variant that the text is in now."""
        return variant_of(self.variant, self.script)

    def with_engine(self, name: str, version: str) -> "Manuscript":
        """Return the manuscript with a program's version put on record."""
        return structs.replace(self, engines={**self.engines, name: version})
