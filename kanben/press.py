"""Run the stages in order for a publication, in one process.

Stages are imported when they are called: a job pays for what it uses.
"""

import shutil
import time
from collections.abc import Container, Iterator, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from kanben.errors import ArchiveError, KanbenError, fault_of
from kanben.manuscript.acts import Printed
from kanben.manuscript.archive import encoded, leave_failure, save, whole_file
from kanben.manuscript.failures import failure_of
from kanben.manuscript.formats import FORMATS, Commission, in_order_of_making, paginated
from kanben.manuscript.index import Term
from kanben.manuscript.layout import Layout
from kanben.manuscript.ledger import balance, require_carried
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import cited_pages
from kanben.manuscript.plan import Asked, Config, IndexPlan, Plan, settle
from kanben.manuscript.publication import Publication, load_publication
from kanben.manuscript.variants import AS_PRINTED
from kanben.notices import Noticed, notices

if TYPE_CHECKING:
    from kanben.proving.proof import Proof

_UNSURE = 0.15
"""Probability above the threshold up to which an entry is put before the editor: one in three of
these is wrong where 0.5 is the threshold."""


class Made(Struct, frozen=True):
    """Report a file that was made, and the seconds it took."""

    path: Path
    seconds: float


class Failed(Struct, frozen=True):
    """Report what could not be made, a publication or one of its files, and why."""

    place: Path
    error: KanbenError


class Copy(Struct, frozen=True):
    """Hold a publication's manuscript with the printed lines of every source it was read from."""

    publication: Publication
    manuscript: Manuscript
    printed: Printed


def make_manuscript(publication: Publication) -> Manuscript:
    """Read, emend, compare and index a publication: its manuscript in the source's script."""
    return make_copy(publication).manuscript


def make_copy(publication: Publication) -> Copy:
    """Make a publication's manuscript, and keep the print that it was made from beside it.

    The ledger is balanced after reading and again after all else was done to the text.
    """
    from kanben.editing.apparatus import annotate
    from kanben.editing.emend import emend
    from kanben.indexing.marks.terms import mark
    from kanben.reading.read import read

    manuscript, printed = read(publication)
    balance(manuscript, printed)
    manuscript = emend(manuscript, publication, printed)
    if len(manuscript.sources) > 1:
        from kanben.editing.witnesses import compare

        manuscript = compare(manuscript)
    plan = publication.plan
    manuscript = annotate(manuscript, plan.readings, plan.notes_stand)
    manuscript = mark(manuscript, publication.plan.index)
    balance(manuscript, printed)
    return Copy(publication, manuscript, printed)


def reread(publication: Publication, manuscript: Manuscript) -> Copy:
    """Read the sources of a manuscript that was made before.

    Raises ArchiveError if the sources are not those of the manuscript, or have changed.
    """
    from kanben.reading.read import read_sources

    texts = read_sources(publication)
    found = [text.sha256 for text in texts]
    if found != [source.sha256 for source in manuscript.sources]:
        names = ", ".join(source.name for source in manuscript.sources)
        raise ArchiveError("archive.other_sources", file=publication.folder, sources=names)
    return Copy(publication, manuscript, tuple(text.lines for text in texts))


def make_variant(manuscript: Manuscript, variant: str, plan: Plan, config: Config) -> Manuscript:
    """Convert a manuscript to a script variant and put its index in that variant's order.

    Print that is left as it is has no house.
    """
    from kanben.indexing.order.entries import order
    from kanben.indexing.order.filing import filing_forms
    from kanben.variants.convert import convert
    from kanben.variants.house import House, house_of

    house = House() if variant == AS_PRINTED else house_of(plan, config, variant)
    converted = convert(manuscript, variant, house)
    require_carried(manuscript, converted)
    origin = sha256(encoded(manuscript)).hexdigest()
    filing = filing_forms(converted.metadata)
    return order(structs.replace(converted, considered=(), origin=origin, filing=filing))


def prove(manuscript: Manuscript, draft: Path, proof: Path, pages: Path | None = None) -> "Proof":
    """Audit a draft, and keep the proof.

    `pages` is what the PDF of the same text left, for a draft that cites its pages. Raises the
    error that prevented a draft if one lies in its place.
    """
    from kanben.proving.audit import audit
    from kanben.proving.proof import save_proof

    failure = failure_of(draft)
    if failure:
        raise failure
    declared = FORMATS[draft.suffix.removeprefix(".")].declare(manuscript)
    outcome = audit(manuscript, draft, declared, cited_pages(pages))
    save_proof(outcome, proof)
    return outcome


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
        draft.write_text(draw(distribute(manuscript), manuscript.script_variant.language), "utf-8")


def write_review_page(copy: Copy, variants: Sequence[Manuscript], page: Path) -> None:
    """Write the page that shows print and result side by side, doubts first."""
    from kanben.showing.review import write_review

    for variant in variants:
        if variant.sources != copy.manuscript.sources:
            raise ArchiveError("archive.other_manuscript", file=page, other=copy.manuscript.name)
    candidates = unsettled(copy.manuscript, copy.publication.plan.index)
    write_review(copy.manuscript, copy.printed, page, variants, candidates)


def unsettled(manuscript: Manuscript, plan: IndexPlan) -> tuple[Term, ...]:
    """Return the terms about which the program is not sure and the editor has not said a word.

    They are those that it considered for the index, and entries not far above the threshold.
    """
    added = {entry if isinstance(entry, str) else entry.get("heading", "") for entry in plan.add}
    settled = added.union(plan.remove, plan.merge, plan.rename, plan.rename.values(), plan.split)
    doubted = (term for term in manuscript.terms if term.score < plan.threshold + _UNSURE)
    return tuple(term for term in (*manuscript.considered, *doubted) if term.heading not in settled)


def publish(
    places: Sequence[Path], layout: Layout, config: Config, asked: Asked
) -> Iterator[Made | Failed | Noticed]:
    """Publish everything that lies at `places`; what fails stops nothing that can go without it."""
    for place in places:
        try:
            publication = load_publication(place)
            yield from _Run(place, publication, layout, config, asked).publication_made()
        except Exception as error:
            yield Failed(place, fault_of(error))


class _Run:
    """Publish one publication: a draft of each edition, and all at once what is proved."""

    def __init__(
        self, place: Path, publication: Publication, layout: Layout, config: Config, asked: Asked
    ) -> None:
        self.place = place
        self.publication = publication
        self.layout = layout
        self.config = config
        self.settings = settle(publication.plan, config, asked)
        self.since = time.perf_counter()

    def publication_made(self) -> Iterator[Made | Failed | Noticed]:
        """Make and yield everything; raises KanbenError if there is not even a manuscript."""
        name, layout = self.publication.name, self.layout
        copy = make_copy(self.publication)
        manuscript = copy.manuscript
        save(manuscript, layout.manuscript(name))
        write_apparatus(manuscript, layout.apparatus(name))
        yield self._made(layout.manuscript(name))
        yield from notices(self.place, self.publication, copy.printed)
        variants: list[Manuscript] = []
        for variant in self.settings.variants:
            try:
                converted = make_variant(manuscript, variant, self.publication.plan, self.config)
            except Exception as error:
                for suffix in self.settings.formats:
                    leave_failure(fault_of(error), layout.draft_proof(name, variant, suffix))
                yield Failed(layout.variant(name, variant), fault_of(error))
                continue
            save(converted, layout.variant(name, variant))
            variants.append(converted)
            yield self._made(layout.variant(name, variant))
            yield from self._drafts_made(converted)
        yield from self._released({variant.variant for variant in variants})
        if variants:
            write_chart(variants[0], layout.chart(name))
        write_review_page(copy, variants, layout.review(name))
        yield self._made(layout.review(name))

    def _drafts_made(self, manuscript: Manuscript) -> Iterator[Made]:
        """Make and prove drafts; what prevents one is left in its proof's place."""
        name, variant, layout = self.publication.name, manuscript.variant, self.layout
        pages = layout.pages(name, variant) if paginated(self.settings.formats) else None
        for format_ in in_order_of_making(self.settings.formats):
            draft = layout.draft(name, variant, format_.suffix)
            proof = layout.draft_proof(name, variant, format_.suffix)
            design, cover = self.settings.design, layout.cover(name, variant)
            commission = Commission(design, self.publication.folder, pages, cover)
            draft.unlink(missing_ok=True)
            try:
                format_.write(manuscript, draft, commission)
                prove(manuscript, draft, proof, pages if format_.cites_pages else None)
            except Exception as error:
                if format_.paginated and not draft.is_file():
                    pages = None
                leave_failure(fault_of(error), proof)
            else:
                yield self._made(draft)

    def _released(self, made: Container[str]) -> Iterator[Made | Failed]:
        """Let what is whole of the drafts be the editions, and clear the drafts away.

        Of variants that were not `made` it was told already.
        """
        from kanben.proving.release import release, save_release

        name, layout = self.publication.name, self.layout
        editions = layout.editions(name)
        ordered = product(self.settings.variants, self.settings.formats)
        drafts = {layout.draft(name, *edition): edition for edition in ordered}
        released = release(list(drafts), editions, layout.proofs(name))
        if released.editions:
            yield self._made(editions)
        for draft, (variant, _) in drafts.items():
            if variant in made and draft.name in released.failures:
                yield Failed(editions / draft.name, released.failures[draft.name])
        save_release(released, layout.release(name))
        shutil.rmtree(layout.drafts(name))

    def _made(self, path: Path) -> Made:
        """Report a file, with the time since the last one."""
        now = time.perf_counter()
        seconds, self.since = now - self.since, now
        return Made(path, seconds)
