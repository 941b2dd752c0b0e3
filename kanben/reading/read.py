"""Read the pages of a publication into a manuscript."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import Struct, structs

from kanben.manuscript.acts import constraints
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, Part
from kanben.manuscript.called_notes import with_called_notes
from kanben.manuscript.decisions import Break, Constraint, Suspicion
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata, Person
from kanben.manuscript.plan import Plan
from kanben.manuscript.publication import Publication
from kanben.memory import remembered, renewed
from kanben.reading.blocks.assembly import assemble
from kanben.reading.blocks.below_titles import name_authors, settle_beginnings
from kanben.reading.blocks.called_notes import call_notes
from kanben.reading.blocks.folios import folios_of, name_pages
from kanben.reading.blocks.headings import order_headings
from kanben.reading.blocks.items import agree_on_items, agree_on_titles, articles_are_text
from kanben.reading.blocks.lone_lines import settle_lone_lines
from kanben.reading.blocks.marking import mark_blocks
from kanben.reading.blocks.moves import propose_moves
from kanben.reading.blocks.plain import demote, plain_rows
from kanben.reading.blocks.turns import join_turns
from kanben.reading.files.source import SourceText, read_source
from kanben.reading.files.told import given_of, marks_of, notes_of, pages_of, plain_of
from kanben.reading.judging.constraints import rulings_of
from kanben.reading.judging.judges import Judges, judges
from kanben.reading.judging.reflow import Reflowed, read_lines
from kanben.reading.mending.notices import find_run_in
from kanben.reading.mending.repairs import NOTICES, TITLES, TURNS, Rule, repair
from kanben.reading.mending.titles import free_titles
from kanben.reading.mending.turns import find_turns
from kanben.reading.mending.unsure import unsure_lines
from kanben.reading.outline.doubts import doubt_contents
from kanben.reading.outline.dress import mark_of
from kanben.reading.outline.names import parts_of
from kanben.reading.outline.opening import Opening
from kanben.reading.outline.signs import Signs, read_signs
from kanben.reading.page.lines import Lines, lay_out
from kanben.reading.page.script import script_of
from kanben.sources.area import Area
from kanben.sources.printed import PrintedMark

PrintedTexts = tuple[tuple[str, ...], ...]

_LABEL = re.compile(r"[A-Za-z0-9]+(?=_|\.|$)")


class _ReadPart(Struct, frozen=True):
    part: Part
    breaks: tuple[Break, ...]
    signs: Signs
    doubts: tuple[Suspicion, ...] = ()


class _Told(Struct, frozen=True):
    """Hold the lines of a part, and what is told about them.

    Both the sources themselves and the editor tell, who is right. `pages` names the pages that
    begin at rows, as the sources do; `marks` are their emphasis and ruby, by source and line.
    """

    lines: Lines
    given: tuple[Constraint, ...]
    plain: frozenset[tuple[int, int]]
    ruled: tuple[Constraint, ...]
    pages: dict[int, str]
    marks: dict[tuple[int, int], tuple[PrintedMark, ...]]


def read(publication: Publication) -> tuple[Manuscript, PrintedTexts]:
    """Read all sources of a publication; return the manuscript and each source's printed lines.

    The manuscript is reflowed and repaired as the plan says; the editor's joins, breaks and
    kinds hold as constraints. Raises SourceError for a source that cannot be read,
    EmendationError for an emendation that does not fit the print.
    """
    plan = publication.plan
    texts = read_sources(publication)
    printed = tuple(text.lines for text in texts)
    ruled = constraints(publication, printed)
    return make_manuscript(publication.name, plan, texts, judges(), ruled), printed


def read_sources(publication: Publication) -> list[SourceText]:
    """Read the sources of a publication, in the order of its parts, as its plan wants them read."""
    plan = publication.plan
    area = Area(plan.pages, plan.margins)
    return [
        read_source(publication.source_path(name), name=name, encoding=plan.encoding, area=area)
        for name in publication.source_names
    ]


def make_manuscript(
    name: str,
    plan: Plan,
    texts: Sequence[SourceText],
    judged_by: Judges,
    ruled: Sequence[Constraint] = (),
) -> Manuscript:
    """Make the manuscript of the sources, given in the order of the plan's parts.

    `ruled` is what the editor decided about line ends and kinds.
    """
    labels = labels_of([text.name for text in texts])
    sources = tuple(
        Source(text.name, label, text.sha256, text.encoding, len(text.lines))
        for text, label in zip(texts, labels, strict=True)
    )
    read_parts = []
    first = 0
    for number, planned in enumerate(plan.parts, 1):
        indices = tuple(range(first, first + len(planned.sources)))
        first += len(planned.sources)
        part = Part(planned.title, (), indices, planned.role, f"part-{number}")
        read_parts.append(_read_part(part, _told(texts, indices, ruled), labels, judged_by))
    parts = tuple(read_part.part for read_part in read_parts)
    manuscript = Manuscript(
        name=name,
        script=plan.script or _script_of(tuple(text.lines for text in texts)),
        metadata=_metadata(plan, name, read_parts, texts),
        sources=sources,
        parts=parts,
        emendations=_of_sources([text.records for text in texts]),
        suspicions=_of_sources([text.doubts for text in texts]),
        breaks=tuple(decided for read_part in read_parts for decided in read_part.breaks),
        moves=propose_moves(parts),
    )
    signs = [read_part.signs for read_part in read_parts]
    own: dict[str, Rule] = {
        TITLES: partial(free_titles, signs),
        NOTICES: find_run_in,
        TURNS: find_turns,
    }
    called = call_notes(manuscript, notes_of(texts))
    repaired = with_called_notes(repair(called, plan.repairs, own))
    return structs.replace(repaired, suspicions=_doubtful(repaired, texts, read_parts))


@remembered
def _laid_out(indices: tuple[int, ...], sources: tuple[tuple[str, ...], ...]) -> Lines:
    return lay_out(zip(indices, sources, strict=True))


@remembered
def _script_of(sources: tuple[tuple[str, ...], ...]) -> str:
    return script_of(line for lines in sources for line in lines)


def _doubtful(
    manuscript: Manuscript, texts: Sequence[SourceText], read_parts: Sequence[_ReadPart]
) -> tuple[Suspicion, ...]:
    """Return all that looks wrong, in the order of the print."""
    unsure = unsure_lines([text.printout for text in texts])
    doubts = [doubt for read_part in read_parts for doubt in read_part.doubts]
    found = [*manuscript.suspicions, *unsure, *doubts]
    return tuple(sorted(found, key=lambda doubt: doubt.at))


_Placed = TypeVar("_Placed", Emendation, Suspicion)


def _of_sources(found: Sequence[Sequence[_Placed]]) -> tuple[_Placed, ...]:
    """Return what was found in each source by itself, with the source's number in its place."""
    return tuple(
        structs.replace(each, at=structs.replace(each.at, source=index))
        for index, row in enumerate(found)
        for each in row
    )


def labels_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return a short unique label for each source: ``004`` for ``004_50cf.txt``; else s1, s2."""
    stems = [PurePosixPath(name).stem for name in names]
    found = [_LABEL.match(stem) for stem in stems]
    labels = [match[0] if match and len(match[0]) <= 12 else "" for match in found]
    if all(labels) and len(set(labels)) == len(labels):
        return tuple(labels)
    return tuple(f"s{number}" for number in range(1, len(names) + 1))


def _told(
    texts: Sequence[SourceText], indices: tuple[int, ...], ruled: Sequence[Constraint]
) -> _Told:
    lines = _laid_out(tuple(indices), tuple(texts[index].lines for index in indices))
    return _Told(
        lines,
        given_of(texts, indices),
        plain_of(texts, indices),
        tuple(ruled),
        name_pages(lines, pages_of(texts, indices)),
        marks_of(texts, indices),
    )


def _read_part(part: Part, told: _Told, labels: Sequence[str], judged_by: Judges) -> _ReadPart:
    """Read the blocks of a part that has none yet."""
    lines = told.lines
    rulings = rulings_of(lines, (*told.given, *told.ruled))
    signs = read_signs(lines)
    reading = read_lines(lines, rulings, judged_by, signs)
    agreed = agree_on_items(lines, settle_lone_lines(lines, reading.blocks))
    agreed = articles_are_text(lines, agree_on_titles(lines, agreed))
    agreed = name_authors(lines, settle_beginnings(lines, join_turns(lines, agreed)))
    named = order_headings(lines, agreed, signs.contents.named, signs.label)
    named = demote(named, plain_rows(lines, told.plain))
    blocks = assemble(lines, named, folios_of(lines, named) | told.pages, labels)
    part = structs.replace(part, blocks=mark_blocks(blocks, told.marks))
    deciders = dict.fromkeys(rulings.joins, "source")
    deciders |= dict.fromkeys(rulings_of(lines, told.ruled).joins, "editor")
    doubts = tuple(doubt_contents(lines, named, signs))
    return _ReadPart(part, breaks_of(lines, reading, deciders), signs, doubts)


def breaks_of(lines: Lines, reading: Reflowed, deciders: Mapping[int, str]) -> tuple[Break, ...]:
    """Put every line end of a part on record; `deciders` names who decided which, by row."""
    deciding = [deciders.get(row, "model") for row in range(len(lines))]
    columns = (lines.source, lines.number, reading.joined, reading.p)
    whole = (column.tolist() for column in columns)
    ends = list(zip(*whole, reading.reasons, deciding, strict=False))
    return renewed((breaks_of, id(lines)), ends, _break)


def _break(end: tuple[int, int, bool, float, tuple[str, ...], str]) -> Break:
    source, after, join, p, reasons, by = end
    return Break(source, after, join, round(p, 4), reasons, by)


def _metadata(
    plan: Plan, name: str, parts: Sequence[_ReadPart], texts: Sequence[SourceText]
) -> Metadata:
    """Return the plan's metadata; what it leaves open the files tell, the opening, then the name.

    A headline or heading gives the title where neither does (a name of one character hardly
    does), and a chapter's never.
    """
    metadata = plan.metadata
    opening = parts[0].signs.opening if parts else Opening()
    named = parts_of(name)
    stated = next((text.title for text in texts if text.title), "")
    first = _first_title([block for part in parts for block in part.part.blocks])
    titles = (metadata.title, stated, opening.title, named.title, first, name)
    if len(named.title) == 1:
        titles = (metadata.title, stated, opening.title, first, named.title, name)
    title = next(filter(None, titles), name)
    signed = tuple(Person(author, "著") for text in texts for author in text.creators)
    creators = metadata.creators or opening.creators or signed
    if not creators and named.author:
        creators = (Person(named.author, "著"),)
    return structs.replace(metadata, title=title, creators=creators)


def _first_title(blocks: Sequence[Block]) -> str:
    """Return the first headline or heading that is no chapter's."""
    for kinds in (frozenset({BlockKind.HEADLINE}), HEADINGS):
        for block in blocks:
            if block.kind in kinds and mark_of(block.text) is None:
                return block.text
    return ""
