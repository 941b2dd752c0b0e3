"""Write the manuscript as one page of HTML that stands by itself."""

from collections.abc import Mapping
from pathlib import Path

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import Commission
from kanben.manuscript.index import Entry
from kanben.manuscript.locators import locators
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.templates import read, render
from kanben.writing.book.apparatus import apparatus_of
from kanben.writing.book.book import with_endnotes
from kanben.writing.book.calls import name_of_notes
from kanben.writing.book.colophon import colophon
from kanben.writing.book.fragments import Fragments
from kanben.writing.book.printed_index import SetEntry, SetGroup, locator_spans
from kanben.writing.book.sheets import set_for
from kanben.writing.book.structure import contents_of, volume_of
from kanben.writing.book.summary import summary_of


def publish(manuscript: Manuscript, edition: Path, commission: Commission) -> None:
    """Write the page as commissioned."""
    write(manuscript, edition, commission.folder)


def write(manuscript: Manuscript, path: Path, folder: Path | None = None) -> None:
    """Write the page with contents, text, notes, index and colophon.

    The index leads to paragraphs, by the numbers that editions without pages show. `folder` is
    the publication's, for its pictures. Raises PublicationError for a picture that cannot be
    used.
    """
    volume = volume_of(manuscript)
    book = with_endnotes(volume.book)
    shown = locators(manuscript)
    fragments = Fragments(book, folder=folder)
    page = render(
        "web.html",
        **fragments.helpers(),
        style=set_for(read("web.css"), book.lang),
        script=read("web.js"),
        contents=contents_of(volume),
        notes_title=word(name_of_notes(manuscript.notes), book.lang),
        index=tuple(
            SetGroup(group.label, tuple(_linked(entry, shown) for entry in group.entries))
            for group in manuscript.index
        ),
        colophon=colophon(manuscript, {}, []),
        summary=summary_of(manuscript) if volume.book.end_notes else "",
        apparatus=apparatus_of(book, book.notes),
        created="",
    )
    with whole_file(path) as draft:
        draft.write_text(page, encoding="utf-8")


def _linked(entry: Entry, shown: Mapping[str, str]) -> SetEntry:
    anchors = list(dict.fromkeys(anchor for anchor in entry.occurrences if anchor in shown))
    return SetEntry(
        heading=entry.heading,
        spans=tuple(locator_spans(anchors, entry.main, shown)),
        see=entry.see,
        see_also=entry.see_also,
        subentries=tuple(_linked(sub, shown) for sub in entry.subentries),
    )
