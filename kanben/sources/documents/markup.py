"""Write the ruby and the anchors of web pages as pandoc keeps them.

Pandoc reads over the ruby element, over the ids of paragraphs, over notes whose calls stand in
another file of an EPUB, and over all that a page has outside its main element, notes among it:
their text is lost. What says that something is a note is therefore
taken out of the pages, and `documents.linked_notes` ties notes by their links.
"""

import re
import zipfile
from io import BytesIO

from kanben.sources.forms import Form

RUBY, READING = "kanben-ruby", "kanben-reading"
"""Classes of the spans of a base with its readings, and of a reading."""
CALLS = "kanben-calls"
"""Attribute of a link that its page says to call a note."""

_RUBY = (
    (re.compile(rb"<rp\b[^>]*>.*?</rp\s*>|<rp\b[^>]*/>", re.DOTALL), b""),
    (re.compile(rb"</?(?:rb|rtc)\b[^>]*>"), b""),
    (re.compile(rb"<ruby\b[^>]*>"), f'<span class="{RUBY}">'.encode()),
    (re.compile(rb"<rt\b[^>]*>"), f'<span class="{READING}">'.encode()),
    (re.compile(rb"</(?:ruby|rt)\s*>"), b"</span>"),
)
_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
_ROLE = re.compile(rb"\s(?:epub:type|role)\s*=\s*(\"[^\"]*\"|'[^']*')")
_CALLING = re.compile(rb"noteref")
_OF_NOTES = re.compile(rb"note")
_UNNAMED = re.compile(
    rb"<(?P<name>p|dd|dt|td|sup|sub|small|b|i|em|strong)\b(?P<before>[^<>]*?)"
    rb"\sid\s*=\s*(?P<id>\"[^\"<>]*\"|'[^'<>]*')(?P<after>[^<>]*)(?<!/)>"
)
"""Elements whose ids pandoc does not keep."""
_ASIDE = re.compile(rb"<(/?)aside\b")
_MAIN = re.compile(rb"<(/?)main\b")
_PAGES = (".xhtml", ".html", ".htm", ".xml")


def kept_by_pandoc(content: bytes, form: Form) -> bytes:
    """Return a web page, or an EPUB, rewritten so; any other document as it is."""
    if form == Form.HTML:
        return _rewritten(content)
    if form != Form.EPUB:
        return content
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(written, "w") as copy:
        for entry in archive.infolist():
            member = archive.read(entry)
            is_page = entry.filename.lower().endswith(_PAGES)
            copy.writestr(entry, _rewritten(member) if is_page else member)
    return written.getvalue()


def _rewritten(page: bytes) -> bytes:
    for element, written in _RUBY if b"<ruby" in page else ():
        page = element.sub(written, page)
    page = _TAG.sub(_unmarked, page)
    page = _UNNAMED.sub(rb"<\g<name>\g<before>\g<after>><span id=\g<id>></span>", page)
    page = _ASIDE.sub(rb"<\1div", page)
    return _MAIN.sub(rb"<\1div", page) if CALLS.encode() in page else page


def _unmarked(tag: re.Match[bytes]) -> bytes:
    """Return a tag that says nothing of notes but which links call them."""
    return _ROLE.sub(_call_or_nothing, tag[0]) if _OF_NOTES.search(tag[0]) else tag[0]


def _call_or_nothing(role: re.Match[bytes]) -> bytes:
    if _CALLING.search(role[1]):
        return f' data-{CALLS}="1"'.encode()
    return b"" if _OF_NOTES.search(role[1]) else role[0]
