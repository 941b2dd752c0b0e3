"""State what an editor may write in YAML: about one publication, and for the whole collection."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from kanben.manuscript.blocks import BlockKind, PartRole
from kanben.manuscript.formats import FORMATS, USUAL_FORMATS
from kanben.manuscript.manuscript import Apparatus
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.variants import TAGS, USUAL_VARIANTS

VariantTag = Annotated[str, Meta(pattern=f"^({'|'.join(TAGS)})$")]
FormatName = Annotated[str, Meta(pattern=f"^({'|'.join(FORMATS)})$")]
OrderName = Annotated[str, Meta(pattern="^(pinyin|strokes|zhuyin)$")]
Script = Annotated[str, Meta(pattern="^(|Hans|Hant)$")]

PageSpans = Annotated[str, Meta(pattern=r"^\s*(\d+\s*(-\s*\d*)?\s*(,\s*\d+\s*(-\s*\d*)?\s*)*)?$")]


class Readings(StrEnum):
    """Say which variant readings have a note of their own.

    After Greg's distinction of substantives and accidentals (The Rationale of Copy-Text, 1950).
    """

    SUBSTANTIVE = "substantive"
    """Those that differ in words; the others are summed up in a sentence."""
    ALL = "all"
    """Those that differ in punctuation alone, too."""


class PartPlan(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Plan a part: its title, its role, and the files it is read from, in order."""

    sources: tuple[str, ...]
    title: str = ""
    role: PartRole = PartRole.BODY


class EmendationPlan(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Hold one emendation as the editor wrote it.

    `at` is ``file:line``; exactly one of the keys up to `note` says what to do there. All quoted
    words are the print's own, blanks and line ends aside. docs/editing.md describes the language.
    """

    at: str
    join: str = ""
    """The printed words on both sides of the line end, as ``前|後``."""
    break_: str = field(default="", name="break")
    """The printed words on both sides of the line end, or of a place inside the line."""
    kind: BlockKind | None = None
    """What the block that holds the words of `text` is."""
    move: str = ""
    """``file:line`` of the block that the block with the words of `text` belongs before."""
    correct: str = ""
    drop: str = ""
    insert: str = ""
    """The editor's own words, put at the bar in `text`, or behind its words."""
    query: str = ""
    """Printed words that stay as they are; a note asks."""
    keep: str = ""
    """Printed words that are right: doubts about them are settled."""
    note: str = ""
    """The note's words; it is called behind the words of `text`."""
    to: str = ""
    """What `correct` publishes and `query` suspects; the first words of the block that `move`
    names; ``file:line`` where the second half of a `join` across other blocks begins."""
    text: str = ""
    """Printed words, for the acts that quote none themselves."""
    level: Annotated[int, Meta(ge=0, le=9)] = 0
    """Depth of a heading, for `kind`."""
    why: str = ""
    by: str = ""
    """Who decided it."""
    when: str = ""
    """When it was decided: ``2026-05-04T09:30:00Z``."""


class DecisionPlan(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Keep who decided what is no emendation, when and why: a word's conversion, an entry."""

    what: str
    """The keys where it stands, and the words: ``index.add 茶客``."""
    by: str = ""
    when: str = ""
    why: str = ""


class IndexPlan(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Hold the editor's word on the index; headings are in the source's script."""

    threshold: Annotated[float, Meta(ge=0, le=1)] = 0.5
    """Probability from which an entry is listed: lower for more entries, higher for surer ones."""
    add: tuple[str | dict[str, str], ...] = ()
    """A heading, or {heading: …, kind: …, forms: …, reading: …}."""
    remove: tuple[str, ...] = ()
    rename: dict[str, str] = {}
    merge: dict[str, str] = {}
    split: dict[str, str] = {}
    """Heading to those of its forms that name something else, and become entries of their own."""
    see: dict[str, str] = {}
    see_also: dict[str, str] = {}
    sub: dict[str, str] = {}
    """Subentry to the heading it stands under."""
    places_within: bool = False
    """Whether places stand under the larger ones that the text names right before them."""
    readings: dict[str, str] = {}
    sort_keys: dict[str, str] = {}
    order: dict[str, OrderName] = {}
    """Variant to the order of its headings, where it is not the usual one."""


class Margins(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Say how much of a printed page's edges is no text, in percent of its width and height."""

    top: Annotated[float, Meta(ge=0, lt=50)] = 0
    bottom: Annotated[float, Meta(ge=0, lt=50)] = 0
    left: Annotated[float, Meta(ge=0, lt=50)] = 0
    right: Annotated[float, Meta(ge=0, lt=50)] = 0


class Plan(Metadata, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Mirror publication.yaml: the metadata, and how the publication is made."""

    script: Script = ""
    """Script of the sources; found from the text if empty."""
    encoding: str = ""
    """Encoding of the sources; detected if empty."""
    pages: PageSpans = ""
    """Pages of a PDF or of recognised scans that are read: ``5-120, 130``; all if empty."""
    margins: Margins = Margins()
    """Edges of those pages whose lines are page furniture."""
    parts: tuple[PartPlan, ...] = ()
    emendations: tuple[EmendationPlan, ...] = ()
    decided: tuple[DecisionPlan, ...] = ()
    """Who decided about conversion and index, when and why; changes nothing."""
    repairs: dict[str, bool] = {}
    """Kinds of machine repair to switch off (or on)."""
    glossary: dict[str, dict[str, str]] = {}
    """Variant to source words to target words."""
    protected: tuple[str, ...] = ()
    index: IndexPlan = IndexPlan()
    variants: tuple[VariantTag, ...] = ()
    formats: tuple[FormatName, ...] = ()
    design: str = ""
    style: dict[str, str] = {}
    """House style: variant to the name of a style."""
    vocabulary: tuple[VariantTag, ...] = ()
    """Variants that put a region's words for the source's (软件 to 軟體)."""
    apparatus: bool | Apparatus = Apparatus.END
    """Where the editor's notes stand; true is `end`, false is `none`."""
    readings: Readings = Readings.SUBSTANTIVE

    @property
    def notes_stand(self) -> Apparatus:
        """Return where the editor's notes stand."""
        if isinstance(self.apparatus, bool):
            return Apparatus.END if self.apparatus else Apparatus.NONE
        return self.apparatus

    @property
    def metadata(self) -> Metadata:
        """Return the part of the plan that describes the publication."""
        return Metadata(**{name: getattr(self, name) for name in Metadata.__struct_fields__})


class Config(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Mirror config.yaml: what holds for a collection unless a publication says otherwise."""

    seeds: str = "seeds"
    build: str = "build"
    variants: tuple[VariantTag, ...] = USUAL_VARIANTS
    formats: tuple[FormatName, ...] = USUAL_FORMATS
    design: str = "book-a5"
    style: dict[str, str] = {}
    vocabulary: tuple[VariantTag, ...] = ()
    glossary: dict[str, dict[str, str]] = {}
    protected: tuple[str, ...] = ()
    shelf: Literal["auto"] | Annotated[int, Meta(ge=0)] = 0
    """How many publications one job makes: 0 for a job for each file, `auto` for as many as a
    minute or two makes. For collections of hundreds."""
    site: Annotated[str, Meta(pattern="^(|https?://.+)$")] = ""
    """Address under which the build folder is published, for feeds, records and the sitemap."""


class Settings(Struct, frozen=True):
    """Say what is made of a publication, after command line, editor and collection spoke."""

    variants: tuple[str, ...]
    formats: tuple[str, ...]
    design: str


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what the command line asks for; what is empty was not asked."""

    variants: tuple[VariantTag, ...] = ()
    formats: tuple[FormatName, ...] = ()
    design: str = ""


NOTHING_ASKED = Asked()


def settle(plan: Plan, config: Config, asked: Asked = NOTHING_ASKED) -> Settings:
    """Let the command line go before the publication's own word, that before the collection's."""
    return Settings(
        variants=asked.variants or plan.variants or config.variants,
        formats=asked.formats or plan.formats or config.formats,
        design=asked.design or plan.design or config.design,
    )
