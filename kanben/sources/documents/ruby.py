"""Write the ruby of web pages as spans, which pandoc keeps: it reads over the element itself."""

import re
import zipfile
from io import BytesIO

from kanben.sources.forms import Form

RUBY, READING = "kanben-ruby", "kanben-reading"
"""Classes of the spans of a base with its readings, and of a reading."""

_ELEMENTS = (
    (re.compile(rb"<rp\b[^>]*>.*?</rp\s*>|<rp\b[^>]*/>", re.DOTALL), b""),
    (re.compile(rb"</?(?:rb|rtc)\b[^>]*>"), b""),
    (re.compile(rb"<ruby\b[^>]*>"), f'<span class="{RUBY}">'.encode()),
    (re.compile(rb"<rt\b[^>]*>"), f'<span class="{READING}">'.encode()),
    (re.compile(rb"</(?:ruby|rt)\s*>"), b"</span>"),
)
_PAGES = (".xhtml", ".html", ".htm", ".xml")


def ruby_as_spans(content: bytes, form: Form) -> bytes:
    """Return a web page, or an EPUB, whose ruby is spans; any other document as it is."""
    if form == Form.HTML:
        return _rewritten(content)
    if form != Form.EPUB:
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        pages = [name for name in archive.namelist() if name.lower().endswith(_PAGES)]
        if not any(b"<ruby" in archive.read(name) for name in pages):
            return content
        written = BytesIO()
        with zipfile.ZipFile(written, "w") as copy:
            for entry in archive.infolist():
                member = archive.read(entry)
                copy.writestr(entry, _rewritten(member) if entry.filename in pages else member)
        return written.getvalue()


def _rewritten(page: bytes) -> bytes:
    for element, written in _ELEMENTS if b"<ruby" in page else ():
        page = element.sub(written, page)
    return page
