"""Set the contents and the index of a DOCX as fields with the numbers they had in the PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kanben.manuscript.index import Entry
from kanben.manuscript.pages import Pages
from kanben.writing.book.references import IndexItem, Refer, Reference, Section
from kanben.writing.book.structure import Heading, Volume
from kanben.writing.docx import openxml
from kanben.writing.docx.tree import WordOccurrence

_DEEPEST = 3
"""Levels of headings in the table of contents."""

_COMMA = ", "


def page_label(pages: Pages | None, anchor: str) -> str:
    """Return the label of the page where something begins; empty if it is not known."""
    if pages is None or anchor not in pages.anchors:
        return ""
    return pages.labels[pages.anchors[anchor]]


def contents_field(headings: Sequence[Heading], pages: Pages | None) -> str:
    """Return the table of contents: a TOC field with its cached entries, linked."""
    entries = [
        (heading.level, _contents_entry(heading, page_label(pages, heading.anchor)))
        for heading in _flat(headings)
        if heading.level <= _DEEPEST
    ]
    start = openxml.field_start(f'TOC \\o "1-{_DEEPEST}" \\h \\z \\u')
    paragraphs = [
        openxml.paragraph(f"TOC{level}", (start if number == 0 else "") + entry)
        for number, (level, entry) in enumerate(entries)
    ]
    return "".join([*paragraphs, openxml.paragraph("Normal", openxml.field_end())])


def _flat(headings: Iterable[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _flat(heading.below)


def _contents_entry(heading: Heading, label: str) -> str:
    name = openxml.bookmark_name(heading.anchor)
    content = openxml.run(heading.title) + openxml.tab() + openxml.page_reference(name, label)
    return openxml.link(name, content)


def page_references(
    volume: Volume, pages: Pages | None, occurrences: Mapping[str, Sequence[WordOccurrence]]
) -> Refer:
    """Refer to occurrences by their pages, each page once.

    Where the pages are not known, to the blocks that name the term, by their locators, until a
    word processor counts the pages.
    """

    def refer(entry: Entry) -> tuple[Reference, ...]:
        found = occurrences.get(entry.term, ())
        labels = _labels(pages, entry.term, len(found))
        references: dict[str, Reference] = {}
        for number, each in enumerate(found):
            label = labels[number] if labels else volume.locators[each.anchor]
            main = each.anchor == entry.main
            if label not in references or (main and not references[label].main):
                references[label] = Reference(label, each.bookmark, main)
        return tuple(references.values())

    return refer


def _labels(pages: Pages | None, term: str, count: int) -> list[str]:
    """Return the page labels of a term's occurrences; none if they are not those of the text."""
    numbers = pages.terms.get(term, ()) if pages else ()
    return [pages.labels[number] for number in numbers] if pages and len(numbers) == count else []


class ReferenceWords(Struct, frozen=True):
    """Hold the words before cross-references, and Word's number of the index's language."""

    see: str
    see_also: str
    language: int


def index_field(sections: Sequence[Section], words: ReferenceWords) -> str:
    """Return the index: an INDEX field with its cached entries.

    A word processor that updates it gathers the entries from the hidden fields of the text, with
    the pages that they stand on; cross-references have hidden fields here.
    """
    start = openxml.field_start(f'INDEX \\e "　" \\k "　" \\h "A" \\z "{words.language}"')
    hidden = "".join(
        openxml.cross_reference_field(path, f"{introduction} {each.label}")
        for path, item in _paths(sections)
        for introduction, references in ((words.see, item.see), (words.see_also, item.see_also))
        for each in references
    )
    paragraphs = list(_index_paragraphs(sections, words))
    style, first = paragraphs[0]
    paragraphs[0] = (style, hidden + start + first)
    style, last = paragraphs[-1]
    paragraphs[-1] = (style, last + openxml.field_end())
    return "".join(openxml.paragraph(style, content) for style, content in paragraphs)


def _paths(sections: Iterable[Section]) -> Iterator[tuple[tuple[str, ...], IndexItem]]:
    """Yield the items with their headings, from the top one down."""
    for section in sections:
        yield from _below(section.items, ())


def _below(
    items: Iterable[IndexItem], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], IndexItem]]:
    for item in items:
        path = (*above, item.heading)
        yield path, item
        yield from _below(item.below, path)


def _index_paragraphs(
    sections: Iterable[Section], words: ReferenceWords
) -> Iterator[tuple[str, str]]:
    """Yield the style and content of the index's paragraphs."""
    for section in sections:
        yield "IndexHeading", openxml.run(section.label)
        for item in section.items:
            yield from _entries(item, 1, words)


def _entries(item: IndexItem, level: int, words: ReferenceWords) -> Iterator[tuple[str, str]]:
    number = int(item.anchor.rpartition("-")[2])
    name = openxml.bookmark_name(item.anchor)
    # The numbers of entries follow those of all occurrences, counted downwards from below zero.
    heading = (
        openxml.bookmark_start(name, -number)
        + openxml.run(item.heading)
        + openxml.bookmark_end(-number)
    )
    locators = openxml.run(_COMMA).join(map(_locator, item.references))
    gap = openxml.run("　") if item.references else ""
    crosses = _cross(words.see, item.see) + _cross(words.see_also, item.see_also)
    yield f"Index{min(level, 2)}", heading + gap + locators + crosses
    for below in item.below:
        yield from _entries(below, level + 1, words)


def _locator(reference: Reference) -> str:
    style = "MainLocator" if reference.main else ""
    return openxml.link(reference.target, openxml.run(reference.label, style))


def _cross(introduction: str, references: Sequence[Reference]) -> str:
    if not references:
        return ""
    targets = openxml.run("；").join(map(_cross_reference, references))
    return openxml.run(f"　{introduction} ", "SeeReference") + targets


def _cross_reference(reference: Reference) -> str:
    content = openxml.run(reference.label)
    if not reference.target:
        return content
    return openxml.link(openxml.bookmark_name(reference.target.removeprefix("#")), content)
