"""Run the stages in order for a publication, in one process.

Stages are imported when they are called: a job pays for what it uses.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kanben.errors import KanbenError
from kanben.manuscript.archive import save, whole_file
from kanben.manuscript.index import Term
from kanben.manuscript.layout import Layout
from kanben.manuscript.ledger import balance, require_carried
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, load_pages, save_pages
from kanben.manuscript.plan import Asked, Config, Plan, Settings, settle
from kanben.manuscript.publication import Publication, load_publication


class Made(Struct, frozen=True):
    """Report a file that was made, and the seconds it took."""

    path: Path
    seconds: float


class Failed(Struct, frozen=True):
    """Report a publication that could not be made, and why."""

    place: Path
    error: KanbenError


def make_manuscript(publication: Publication) -> Manuscript:
    """Read, emend, compare and index a publication: its manuscript in the source's script.

    The ledger is balanced after reading and again after all else was done to the text.
    """
    from kanben.editing.apparatus import annotate
    from kanben.editing.emend import emend
    from kanben.editing.witnesses import compare
    from kanben.indexing.marks.terms import mark
    from kanben.reading.read import read

    manuscript, printed = read(publication)
    balance(manuscript, printed)
    manuscript = compare(emend(manuscript, publication, printed))
    if publication.plan.apparatus:
        manuscript = annotate(manuscript)
    manuscript = mark(manuscript, publication.plan.index)
    balance(manuscript, printed)
    return manuscript


def printed_lines(publication: Publication) -> tuple[tuple[str, ...], ...]:
    """Return the printed lines of every source."""
    from kanben.reading.page.source import read_source

    return tuple(
        read_source(
            publication.source_path(name), name=name, encoding=publication.plan.encoding
        ).lines
        for name in publication.source_names
    )


def make_variant(manuscript: Manuscript, variant: str, plan: Plan, config: Config) -> Manuscript:
    """Convert a manuscript to a script variant and put its index in that variant's order."""
    from kanben.indexing.order.entries import order
    from kanben.variants.convert import convert
    from kanben.variants.house import house_of

    converted = convert(manuscript, variant, house_of(plan, config))
    require_carried(manuscript, converted)
    return order(converted)


def write_pdf(
    manuscript: Manuscript,
    edition: Path,
    *,
    design: str,
    pages: Path | None = None,
    folder: Path | None = None,
) -> None:
    """Write a PDF; leave the page of everything in it at `pages`, for the formats that cite it.

    `folder` is the publication's, for its pictures, here and in the other formats.
    """
    from kanben.writing.designs import page_design
    from kanben.writing.pdf.edition import write

    made = write(manuscript, edition, page_design(design), folder)
    if pages:
        save_pages(made, pages)


def write_epub(
    manuscript: Manuscript,
    edition: Path,
    *,
    pages: Path | None = None,
    cover: Path | None = None,
    folder: Path | None = None,
) -> None:
    """Write an EPUB with the pages of the PDF, if there are any; leave its cover at `cover`."""
    from kanben.indexing.order.filing import filing_forms
    from kanben.writing.epub.edition import write
    from kanben.writing.images.covers import design_cover, png

    picture = png(design_cover(manuscript))
    write(
        manuscript,
        edition,
        pages=_pages(pages),
        cover=picture,
        folder=folder,
        filing=filing_forms(manuscript.metadata),
    )
    if cover:
        with whole_file(cover) as draft:
            draft.write_bytes(picture)


def write_docx(
    manuscript: Manuscript,
    edition: Path,
    *,
    design: str,
    pages: Path | None = None,
    folder: Path | None = None,
) -> None:
    """Write a DOCX that shows the pages of the PDF until a word processor counts its own."""
    from kanben.writing.designs import page_design
    from kanben.writing.docx.edition import write

    write(manuscript, edition, page_design(design), pages=_pages(pages), folder=folder)


def write_html(manuscript: Manuscript, edition: Path, *, folder: Path | None = None) -> None:
    """Write the edition for reading on the web."""
    from kanben.writing.web import write

    write(manuscript, edition, folder)


def _pages(path: Path | None) -> Pages | None:
    return load_pages(path) if path else None


def prove(manuscript: Manuscript, edition: Path, proof: Path) -> None:
    """Audit an edition and keep the proof; raises ConservationError for a broken edition."""
    from kanben.proving.audit import audit, require_whole, save_proof

    outcome = audit(manuscript, edition)
    save_proof(outcome, proof)
    require_whole(outcome, edition)


def write_apparatus(manuscript: Manuscript, path: Path) -> None:
    """Write the table of every change, a line each."""
    from kanben.editing.changes import rows

    with whole_file(path) as draft:
        draft.write_text("".join("\t".join(row) + "\n" for row in rows(manuscript)), "utf-8")


def write_chart(manuscript: Manuscript, path: Path) -> None:
    """Draw how the leading terms of a converted manuscript's index come up along it."""
    from kanben.indexing.order.distribution import distribute
    from kanben.showing.terms_chart import draw

    with whole_file(path) as draft:
        draft.write_text(draw(distribute(manuscript), manuscript.variant), "utf-8")


def write_review_page(
    publication: Publication, manuscript: Manuscript, variants: Sequence[Manuscript], page: Path
) -> None:
    """Write the page that shows print and result side by side, doubts first."""
    from kanben.showing.review import write_review

    candidates = index_candidates(publication, manuscript)
    write_review(manuscript, printed_lines(publication), page, variants, candidates)


def index_candidates(publication: Publication, manuscript: Manuscript) -> tuple[Term, ...]:
    """Return what the program considered for the index and the editor has not settled."""
    from kanben.indexing.marks.terms import propose_for

    plan = publication.plan.index
    added = {entry if isinstance(entry, str) else entry.get("heading", "") for entry in plan.add}
    settled = added.union(plan.remove)
    return tuple(
        Term("", found.heading, found.kind, found.forms, found.score)
        for found in propose_for(manuscript)
        if not found.proved and found.heading not in settled
    )


def publish(
    places: Sequence[Path], layout: Layout, config: Config, asked: Asked
) -> Iterator[Made | Failed]:
    """Publish everything that lies at `places`; one that fails stops no other."""
    for place in places:
        try:
            yield from _publish_one(load_publication(place), layout, config, asked)
        except KanbenError as error:
            yield Failed(place, error)


def _publish_one(
    publication: Publication, layout: Layout, config: Config, asked: Asked
) -> Iterator[Made]:
    name, plan = publication.name, publication.plan
    settings = settle(plan, config, asked)
    clock = _Clock()
    manuscript = make_manuscript(publication)
    save(manuscript, layout.manuscript(name))
    write_apparatus(manuscript, layout.apparatus(name))
    yield clock.made(layout.manuscript(name))
    variants = []
    for variant in settings.variants:
        converted = make_variant(manuscript, variant, plan, config)
        save(converted, layout.variant(name, variant))
        variants.append(converted)
        yield clock.made(layout.variant(name, variant))
        for suffix in sorted(settings.formats, key=lambda suffix: suffix != "pdf"):
            edition = layout.edition(name, variant, suffix)
            _write(converted, edition, layout, settings, publication)
            prove(converted, edition, layout.proof(name, variant, suffix))
            yield clock.made(edition)
    write_chart(variants[0], layout.chart(name))
    write_review_page(publication, manuscript, variants, layout.review(name))
    yield clock.made(layout.review(name))


def _write(
    manuscript: Manuscript,
    edition: Path,
    layout: Layout,
    settings: Settings,
    publication: Publication,
) -> None:
    """Write the edition that the suffix of its path names."""
    name, variant, design = publication.name, manuscript.variant, settings.design
    folder = publication.folder
    pages = layout.pages(name, variant) if "pdf" in settings.formats else None
    match edition.suffix:
        case ".pdf":
            write_pdf(manuscript, edition, design=design, pages=pages, folder=folder)
        case ".epub":
            cover = layout.cover(name, variant)
            write_epub(manuscript, edition, pages=pages, cover=cover, folder=folder)
        case ".docx":
            write_docx(manuscript, edition, design=design, pages=pages, folder=folder)
        case _:
            write_html(manuscript, edition, folder=folder)


class _Clock:
    """Tell how long each file took."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def made(self, path: Path) -> Made:
        now = time.perf_counter()
        seconds, self._since = now - self._since, now
        return Made(path, seconds)
