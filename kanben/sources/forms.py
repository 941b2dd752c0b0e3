"""Tell by its content what form a source has."""

import io
import re
import zipfile
from enum import StrEnum

from kanben.sources.ocr.tsv import COLUMNS


class Form(StrEnum):
    """Name the forms in which people hold texts."""

    TEXT = "text"
    PDF = "pdf"
    HOCR = "hocr"
    ALTO = "alto"
    PAGE = "page"
    TSV = "tsv"
    OCR_JSON = "ocr-json"
    DOCX = "docx"
    ODT = "odt"
    EPUB = "epub"
    HTML = "html"
    MARKDOWN = "markdown"


_BEGINNING = 4096
"""Bytes in which XML and HTML say what they are."""
_ROOTS = {
    b"alto": Form.ALTO,
    b"PcGts": Form.PAGE,
}
"""Forms in XML by the name of their root."""

_XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?(" + b"|".join(map(re.escape, _ROOTS)) + rb")\b")
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HOCR = re.compile(rb"""class=["']ocr_page|name=["']ocr-system""")
_HEADER = "\t".join(COLUMNS).encode()


def form_of(content: bytes, name: str = "") -> Form:
    """Return the form of a source; its name decides only between plain text and Markdown."""
    beginning = content[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"%PDF-" in content[:1024]:
        return Form.PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if beginning.startswith(_HEADER):
        return Form.TSV
    root = _XML_ROOT.search(beginning)
    if beginning.startswith(b"<") and root:
        return _ROOTS[root[1]]
    if beginning.startswith(b"<") and _HTML.search(beginning):
        return Form.HOCR if _HOCR.search(content[:65536]) else Form.HTML
    if beginning[:1] in b"[{" and beginning[:1] and _is_ocr_json(content):
        return Form.OCR_JSON
    if name.lower().endswith((".md", ".markdown")):
        return Form.MARKDOWN
    return Form.TEXT


def _packed(content: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80].strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return Form.TEXT
    if kind == b"application/epub+zip":
        return Form.EPUB
    if kind == b"application/vnd.oasis.opendocument.text":
        return Form.ODT
    return Form.DOCX if "word/document.xml" in names else Form.TEXT


_ENGINES = re.compile(
    rb'"(?:rec_texts|txts|box|poly|dt_polys)"\s*:|\[\s*\[\s*\[\s*\[?\s*-?\d', re.ASCII
)


def _is_ocr_json(content: bytes) -> bool:
    return content.rstrip()[-1:] in b"]}" and bool(_ENGINES.search(content[:65536]))
