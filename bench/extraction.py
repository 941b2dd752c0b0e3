"""Read PDF editions back with three programs and compare them with their manuscript.

Body text is compared as ink: white space dropped, in the order of the pages. Running heads,
folios are taken out by what the manuscript says of them; notes are left out of the editions.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pypdfium2
from msgspec import structs

from kanben.characters import inked
from kanben.manuscript.archive import load
from kanben.manuscript.manuscript import Manuscript
from kanben.writing.designs import designs, page_design
from kanben.writing.pdf.edition import write

_COMPATIBILITY = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def by_pdfium(path: Path) -> list[str]:
    """Return the text of each page as pdfium reads it."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def by_poppler(path: Path) -> list[str]:
    """Return the text of each page as poppler reads it, in the order of the content."""
    ran = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True
    )
    return ran.stdout.split("\f")[:-1]


def by_mupdf(path: Path, python: Path) -> list[str]:
    """Return the text of each page as MuPDF reads it, with the Python that has PyMuPDF."""
    program = (
        "import pymupdf, sys; print('\\f'.join(p.get_text() for p in pymupdf.open(sys.argv[1])))"
    )
    ran = subprocess.run([python, "-c", program, path], capture_output=True, text=True, check=True)
    return ran.stdout.split("\f")


def lost(manuscript: Manuscript, pages: list[str], labels: list[str]) -> int:
    """Count the blocks that do not stand whole, in order, in the pages' ink.

    Heads and folios are taken from the pages' edges, so that a block may run over the page.
    """
    heads = [inked(manuscript.metadata.title), *(inked(part.title) for part in manuscript.parts)]
    ink = "".join(
        _without_margins(inked(page), heads, label)
        for page, label in zip(pages, labels, strict=True)
    )
    at, missing = 0, 0
    for part in manuscript.parts:
        for block in part.printed_blocks:
            text = inked(block.text)
            found = ink.find(text, at)
            if found < 0:
                missing += 1
            else:
                at = found + len(text)
    return missing


def _without_margins(page: str, heads: list[str], label: str) -> str:
    """Take the folio, then the running heads, off the end of a page's ink or off its beginning."""
    longest_first = sorted(heads, key=len, reverse=True)
    for margin in (label, *longest_first, *longest_first):
        page = page.removesuffix(margin) if page.endswith(margin) else page.removeprefix(margin)
    return page


@click.command()
@click.argument("manuscripts", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--mupdf", type=click.Path(path_type=Path), help="A Python that has PyMuPDF.")
def main(manuscripts: tuple[Path, ...], mupdf: Path | None) -> None:
    """Print for each manuscript, design and program the blocks lost and the forms foreign."""
    failed = False
    for source in manuscripts:
        manuscript = structs.replace(load(source), notes=())
        for name in designs():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "book.pdf"
                write(manuscript, path, page_design(name))
                document = pypdfium2.PdfDocument(path)
                labels = [document.get_page_label(number) for number in range(len(document))]
                read = {"pdfium": by_pdfium(path), "poppler": by_poppler(path)}
                if mupdf:
                    read["mupdf"] = by_mupdf(path, mupdf)
                sound = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
            for program, pages in read.items():
                chars = set("".join(pages))
                foreign = [c for c in chars if any(a <= ord(c) <= b for a, b in _COMPATIBILITY)]
                missing = lost(manuscript, pages, labels)
                failed |= bool(missing or foreign or sound.returncode)
                click.echo(
                    f"{source.name} {name} {program}: blocks lost {missing}, "
                    f"compatibility forms {len(foreign)}, qpdf {sound.returncode}"
                )
    sys.exit(failed)


if __name__ == "__main__":
    main()
