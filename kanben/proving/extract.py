"""Read the text of a finished edition back, page by page or file by file."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree, html

from kanben.errors import EngineError
from kanben.manuscript.formats import FORMATS

_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SILENT = frozenset({"head", "script", "style", "rt", "rp"})
_CALL = "doc-noteref"


def extract(edition: Path) -> list[str]:
    """Return the text of an edition in reading order.

    A PDF gives a text a page, an EPUB a text a file of its spine, DOCX and HTML one text. Note
    calls and ruby readings are left out where the format marks them. Raises EngineError for a
    file that its format's reader cannot open.
    """
    try:
        return list(FORMATS[edition.suffix.removeprefix(".")].read_back(edition))
    except (BadZipFile, KeyError, etree.LxmlError, RuntimeError, OSError) as error:
        raise EngineError("proof.unreadable", file=edition, problem=str(error)) from error


def read_pdf(edition: Path) -> Iterator[str]:
    """Yield the text of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(edition)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()


def _spoken(element: etree._Element) -> Iterator[str]:
    """Yield the texts below an element that belong to the running text."""
    name = element.tag if isinstance(element.tag, str) else "script"
    if name.removeprefix(_XHTML) not in _SILENT and element.get("role") != _CALL:
        yield element.text or ""
        for child in element:
            yield from _spoken(child)
    yield element.tail or ""


def read_epub(edition: Path) -> Iterator[str]:
    """Yield the text of every file of the spine."""
    with ZipFile(edition) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        rootfile = next(container.iter(f"{_CONTAINER}rootfile"))
        package_path = str(rootfile.attrib["full-path"])
        package = etree.fromstring(archive.read(package_path))
        files = {item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")}
        for reference in package.iter(f"{_OPF}itemref"):
            href = posixpath.join(
                posixpath.dirname(package_path), files[str(reference.get("idref"))]
            )
            yield "".join(_spoken(etree.fromstring(archive.read(href))))


def read_docx(edition: Path) -> Iterator[str]:
    """Yield the text of the document's body."""
    with ZipFile(edition) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    elements = body.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}p")
    yield "".join(
        element.text or "" if element.tag == f"{_WORD}t" else "\n" for element in elements
    )


def read_html(edition: Path) -> Iterator[str]:
    """Yield the text of the page."""
    yield "".join(_spoken(html.fromstring(edition.read_bytes())))
