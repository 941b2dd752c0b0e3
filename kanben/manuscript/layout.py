"""Name the files of a build folder: what is made, and where it lies."""

from pathlib import Path

from msgspec import Struct


def proof_beside(edition: Path) -> Path:
    """Return where the proof of an edition, or of a draft, lies beside it."""
    return edition.with_name(f"{edition.name}.json")


class Layout(Struct, frozen=True):
    """Name everything that is made below one folder, mostly ``build``."""

    folder: Path

    def manuscript(self, publication: str) -> Path:
        """Return the place of a manuscript in its source's script."""
        return self.folder / "manuscripts" / f"{publication}.json"

    def variant(self, publication: str, variant: str) -> Path:
        """Return the place of a converted manuscript."""
        return self.folder / "manuscripts" / f"{publication}.{variant}.json"

    def edition(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of an edition; `suffix` is its format."""
        return self.editions(publication) / f"{publication}.{variant}.{suffix}"

    def editions(self, publication: str) -> Path:
        """Return the folder of a publication's editions, which change together."""
        return self.folder / "editions" / publication

    def proofs(self, publication: str) -> Path:
        """Return the folder of the proofs of a publication's editions."""
        return self.folder / "proofs" / publication

    def release(self, publication: str) -> Path:
        """Return the place of the list of what was last released of a publication."""
        return self.folder / "releases" / f"{publication}.sha256"

    def drafts(self, publication: str) -> Path:
        """Return the folder of a publication's drafts, and of their proofs."""
        return self.folder / "drafts" / publication

    def draft(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of an edition that is not yet proved."""
        return self.drafts(publication) / f"{publication}.{variant}.{suffix}"

    def draft_proof(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of the proof of a draft, beside it."""
        return proof_beside(self.draft(publication, variant, suffix))

    def pages(self, publication: str, variant: str) -> Path:
        """Return the place of the PDF's page numbers."""
        return self.folder / "pages" / f"{publication}.{variant}.json"

    def cover(self, publication: str, variant: str) -> Path:
        """Return the place of the cover of a variant's editions."""
        return self.folder / "covers" / f"{publication}.{variant}.png"

    def proof(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of the proof of an edition."""
        return self.proofs(publication) / f"{publication}.{variant}.{suffix}.json"

    def validation(self, edition: Path) -> Path:
        """Return the place of what a validator that is none of ours said of an edition."""
        return self.folder / "validations" / edition.parent.name / f"{edition.name}.json"

    def apparatus(self, publication: str) -> Path:
        """Return the place of the list of all changes."""
        return self.folder / "apparatus" / f"{publication}.tsv"

    def chart(self, publication: str) -> Path:
        """Return the place of the figure of names and places."""
        return self.folder / "charts" / f"{publication}.svg"

    def journal(self, publication: str) -> Path:
        """Return the place of what an editor at the desk can still undo."""
        return self.folder / "desk" / f"{publication}.jsonl"

    def review(self, publication: str) -> Path:
        """Return the place of the review page."""
        return self.folder / "review" / f"{publication}.html"

    @property
    def catalogue(self) -> Path:
        """Return the place of the catalogue page."""
        return self.folder / "index.html"

    @property
    def room(self) -> Path:
        """Return the folder of what the catalogue page leads to: titles, search, records."""
        return self.folder / "room"

    @property
    def manifest(self) -> Path:
        """Return the place of the list of editions and proofs that `kanben verify` checks."""
        return self.folder / "manifest.json"

    @property
    def checksums(self) -> Path:
        """Return the place of the editions' checksums."""
        return self.folder / "SHA256SUMS"
