"""Name the files of a build folder: what is made, and where it lies."""

from pathlib import Path

from msgspec import Struct


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
        return self.folder / "editions" / publication / f"{publication}.{variant}.{suffix}"

    def draft(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of an edition that is not yet proved."""
        return self.folder / "drafts" / publication / f"{publication}.{variant}.{suffix}"

    def pages(self, publication: str, variant: str) -> Path:
        """Return the place of the PDF's page numbers."""
        return self.folder / "pages" / f"{publication}.{variant}.json"

    def cover(self, publication: str, variant: str) -> Path:
        """Return the place of the cover of a variant's editions."""
        return self.folder / "covers" / f"{publication}.{variant}.png"

    def proof(self, publication: str, variant: str, suffix: str) -> Path:
        """Return the place of the proof of an edition."""
        return self.folder / "proofs" / publication / f"{publication}.{variant}.{suffix}.json"

    def apparatus(self, publication: str) -> Path:
        """Return the place of the list of all changes."""
        return self.folder / "apparatus" / f"{publication}.tsv"

    def chart(self, publication: str) -> Path:
        """Return the place of the figure of names and places."""
        return self.folder / "charts" / f"{publication}.svg"

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
