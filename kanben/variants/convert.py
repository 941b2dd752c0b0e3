"""Convert a manuscript to a script variant, its marks and positions carried along."""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import structs

from kanben.manuscript.blocks import Block, BlockKind, MarkKind, Part, Piece
from kanben.manuscript.called_notes import with_called_notes
from kanben.manuscript.decisions import Choice, VariantReading, Witness
from kanben.manuscript.index import Term, TermKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.metadata import Metadata, Person, Provenance
from kanben.manuscript.pieces import Places, bounds
from kanben.manuscript.variants import AS_PRINTED, target_variant
from kanben.variants.engine import VERSION
from kanben.variants.house import House, check_house
from kanben.variants.passage import Converted, Converter
from kanben.variants.people import doubtful_names, find_names

CONTEXT = 12
"""Characters of converted text kept on each side of a doubtful choice."""

_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST})
"""Kinds of block that a quotation may run through; all others stand by themselves."""


def convert(manuscript: Manuscript, variant: str, house: House) -> Manuscript:
    """Convert every text of the manuscript to `variant` (``zh-Hant-TW-vertical``, …).

    Every block keeps its pieces one to one with the source manuscript's: place, emendation and
    marks are the same, texts may differ in length. Doubtful choices are kept in `choices`.
    ``as-printed`` leaves all text alone. Raises ConfigError for an unknown variant or a house
    that contradicts itself.
    """
    if variant == AS_PRINTED:
        return structs.replace(manuscript, variant=variant)
    return _Conversion(manuscript, variant, check_house(house, variant)).run()


def names_in(manuscript: Manuscript) -> frozenset[str]:
    """Return the names of people, found anywhere in a manuscript, that decide a surname's form."""
    people = (term for term in manuscript.terms if term.kind is TermKind.PERSON)
    return find_names(block.text for block in manuscript.blocks) | doubtful_names(
        name for person in people for name in (person.heading, *person.forms)
    )


class _Conversion:
    """Hold what one conversion needs: the converter, the choices and terms met so far."""

    def __init__(self, manuscript: Manuscript, variant: str, house: House) -> None:
        self.manuscript = manuscript
        self.variant = variant
        self.converter = Converter(manuscript.script, variant, house)
        self.names = names_in(manuscript)
        self.choices: list[Choice] = []
        self.forms: dict[str, Counter[str]] = {}

    def run(self) -> Manuscript:
        source = self.manuscript
        parts = self._settle_terms(tuple(map(self._part, source.parts)))
        converted = structs.replace(
            source,
            script=target_variant(self.variant).script,
            variant=self.variant,
            metadata=_metadata(source.metadata, self._text),
            parts=parts,
            readings=tuple(map(self._reading, source.readings)),
            notes=tuple(structs.replace(note, text=self._text(note.text)) for note in source.notes),
            terms=tuple(map(self._term, source.terms)),
            choices=tuple(self.choices),
        )
        return with_called_notes(converted).with_engine("opencc", VERSION)

    def _text(self, text: str) -> str:
        return self.converter.passage(text, names=self.names).text if text else text

    def _part(self, part: Part) -> Part:
        carried: tuple[str, ...] = ()
        pending: list[Choice] = []
        blocks = []
        for block in part.blocks:
            if block.kind is BlockKind.CODE:
                blocks.append(block)
                continue
            runs = block.kind in _RUNNING
            passage = self._passage(block, carried if runs else ())
            if runs:
                if not passage.setting.continued:
                    self.choices.extend(pending)
                carried = passage.setting.open
                pending = list(self._unclosed(block, passage))
            else:
                self.choices.extend(self._unclosed(block, passage))
            self.choices.extend(self._doubts(block, passage))
            blocks.append(self._block(block, passage))
        self.choices.extend(pending)
        return structs.replace(part, title=self._text(part.title), blocks=tuple(blocks))

    def _settle_terms(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Write every index term in one way: as most of its occurrences have it."""
        if all(len(met) == 1 for met in self.forms.values()):
            return parts
        return tuple(
            structs.replace(
                part,
                blocks=tuple(
                    self._settle_block(before, after)
                    for before, after in zip(source.blocks, part.blocks, strict=True)
                ),
            )
            for source, part in zip(self.manuscript.parts, parts, strict=True)
        )

    def _settle_block(self, before: Block, after: Block) -> Block:
        pieces = tuple(
            structs.replace(new, text=self._heading(old.text))
            if new.target(MarkKind.TERM) is not None and not _is_kept(new)
            else new
            for old, new in zip(before.pieces, after.pieces, strict=True)
        )
        return structs.replace(after, pieces=pieces)

    def _passage(self, block: Block, carried: tuple[str, ...]) -> Converted:
        kept = bytearray()
        for piece in block.pieces:
            kept.extend(bytes([_is_kept(piece)]) * len(piece.text))
        return self.converter.passage(block.text, kept, carried, self.names)

    def _block(self, block: Block, passage: Converted) -> Block:
        pieces = []
        for piece, (start, end) in zip(block.pieces, bounds(block.pieces), strict=True):
            text = "".join(passage.cells[start:end])
            pieces.append(structs.replace(piece, text=text))
            if piece.target(MarkKind.TERM) is not None:
                self.forms.setdefault(piece.text, Counter())[text] += 1
        image = block.image
        if image is not None:
            image = structs.replace(image, alt=self._text(image.alt))
        return structs.replace(block, pieces=tuple(pieces), image=image)

    def _doubts(self, block: Block, passage: Converted) -> Iterator[Choice]:
        places = Places(block.pieces)
        for doubt in passage.doubts:
            place = places.of(doubt.offset)
            context, offset = _context(passage, doubt.offset)
            yield Choice(
                anchor=block.anchor,
                at=place,
                before=doubt.before,
                chosen=doubt.chosen,
                candidates=doubt.candidates,
                margin=round(doubt.margin, 3),
                context=context,
                offset=offset,
                by=doubt.by,
            )

    def _unclosed(self, block: Block, passage: Converted) -> Iterator[Choice]:
        places, text = Places(block.pieces), block.text
        for place in passage.setting.unclosed:
            context, offset = _context(passage, place)
            mark = passage.cells[place]
            yield Choice(
                block.anchor,
                places.of(place),
                text[place],
                mark,
                (mark,),
                0.0,
                context,
                offset,
                "quotation",
            )

    def _term(self, term: Term) -> Term:
        return structs.replace(
            term,
            heading=self._heading(term.heading),
            forms=tuple(map(self._heading, term.forms)),
            sort_key=self._heading(term.sort_key),
            see=self._heading(term.see),
            see_also=tuple(map(self._heading, term.see_also)),
        )

    def _heading(self, heading: str) -> str:
        """Convert a heading as the running text has it: there it stands in context."""
        met = self.forms.get(heading)
        return met.most_common(1)[0][0] if met else self._text(heading)

    def _reading(self, reading: VariantReading) -> VariantReading:
        return structs.replace(reading, a=self._witness(reading.a), b=self._witness(reading.b))

    def _witness(self, witness: Witness) -> Witness:
        texts = (witness.before, witness.reading, witness.after)
        cells = self.converter.passage("".join(texts), names=self.names).cells
        start, end = len(witness.before), len(witness.before) + len(witness.reading)
        return structs.replace(
            witness,
            before="".join(cells[:start]),
            reading="".join(cells[start:end]),
            after="".join(cells[end:]),
        )


def _is_kept(piece: Piece) -> bool:
    language = piece.target(MarkKind.LANGUAGE)
    foreign = language is not None and not language.startswith("zh")
    return foreign or piece.target(MarkKind.PROTECTED) is not None


def _context(passage: Converted, offset: int) -> tuple[str, int]:
    start = max(offset - CONTEXT, 0)
    before = "".join(passage.cells[start:offset])
    return before + "".join(passage.cells[offset : offset + CONTEXT + 1]), len(before)


def _metadata(metadata: Metadata, convert_text: Callable[[str], str]) -> Metadata:
    """Convert what a reader reads of the metadata; numbers, dates and addresses stay."""

    def people(persons: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(Person(convert_text(p.name), convert_text(p.role)) for p in persons)

    source: Provenance = structs.replace(
        metadata.source,
        title=convert_text(metadata.source.title),
        page=convert_text(metadata.source.page),
        publisher=convert_text(metadata.source.publisher),
        library=convert_text(metadata.source.library),
    )
    return structs.replace(
        metadata,
        title=convert_text(metadata.title),
        subtitle=convert_text(metadata.subtitle),
        creators=people(metadata.creators),
        contributors=people(metadata.contributors),
        publisher=convert_text(metadata.publisher),
        source=source,
        rights=convert_text(metadata.rights),
        description=convert_text(metadata.description),
        subjects=tuple(map(convert_text, metadata.subjects)),
    )
