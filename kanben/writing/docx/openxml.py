"""Write the parts of a DOCX that pandoc has no words for: fields, bookmarks, sections.

Everything is ECMA-376 (Office Open XML) part 1; texts are escaped here, names and numbers are
our own.
"""

import re
from collections.abc import Iterable
from hashlib import sha1
from xml.sax.saxutils import escape

_UNSAFE = re.compile(r"\W")
_LONGEST = 40
"""Word cuts the names of bookmarks after 40 characters."""

_FIRST_BOOKMARK = 1_000_000
"""Numbers of our bookmarks start far above those that pandoc gives its own."""

_HINT = '<w:rFonts w:hint="eastAsia"/>'
"""Has Word set “ ” … — in the Chinese font."""


def bookmark_name(anchor: str) -> str:
    """Return the name of the bookmark for an anchor: letters, digits, underscores."""
    name = "b_" + _UNSAFE.sub("_", anchor)
    if len(name) <= _LONGEST:
        return name
    return "b_" + sha1(anchor.encode(), usedforsecurity=False).hexdigest()[: _LONGEST - 2]


def bookmark_start(name: str, number: int) -> str:
    """Begin a bookmark; `number` is unique in the document among ours."""
    return f'<w:bookmarkStart w:id="{_FIRST_BOOKMARK + number}" w:name="{name}"/>'


def bookmark_end(number: int) -> str:
    """End the bookmark of this number."""
    return f'<w:bookmarkEnd w:id="{_FIRST_BOOKMARK + number}"/>'


def run(text: str, style: str = "") -> str:
    """Set text in a character style."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{look}{_HINT}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """Move to the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def soft_hyphen() -> str:
    """Allow a word to be broken here."""
    return "<w:r><w:softHyphen/></w:r>"


def field_start(instruction: str) -> str:
    """Begin a field whose cached result follows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """End a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def page_reference(name: str, cached: str, style: str = "") -> str:
    """Tell the page of a bookmark: a field with the number it had when the book was made."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    result = f"<w:r>{look}<w:t>{escape(cached)}</w:t></w:r>" if cached else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def index_field(path: Iterable[str], reading: str, *, main: bool = False) -> str:
    """Mark the text here as an index entry (XE), hidden; `path` leads from heading to subheading.

    Colons and quotation marks mean something to XE and are escaped. The page of the `main`
    treatment is set bold.
    """
    sorting = f' \\y "{_quoted(reading)}"' if reading else ""
    return _entry_field(path, sorting + (" \\b" if main else ""))


def cross_reference_field(path: Iterable[str], text: str) -> str:
    """Mark an index entry that refers to another by `text`, hidden."""
    return _entry_field(path, f' \\t "{_quoted(text)}"')


def _entry_field(path: Iterable[str], switches: str) -> str:
    entry = ":".join(_quoted(step) for step in path)
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    return (
        f'<w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{hidden}<w:instrText xml:space="preserve"> XE "{escape(entry)}"{escape(switches)} '
        "</w:instrText></w:r>"
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace(":", "\\:")


def link(name: str, content: str) -> str:
    """Link content to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def ruby(base: str, reading: str, size: float) -> str:
    """Set a reading over its text; `size` is that of the text in points."""
    raised, small = round(size * 2), round(size)
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/>'
        f'<w:hps w:val="{small}"/><w:hpsRaise w:val="{raised - 2}"/>'
        f'<w:hpsBaseText w:val="{raised}"/><w:lid w:val="zh-CN"/></w:rubyPr>'
        f'<w:rt><w:r><w:rPr><w:sz w:val="{small}"/></w:rPr>'
        f"<w:t>{escape(reading)}</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


def styled(markup: str, style: str) -> str:
    """Set the runs that say something, of markup made here, in a character style."""
    marked = f'<w:r><w:rPr><w:rStyle w:val="{style}"/>'
    plain = markup.replace("<w:r><w:softHyphen/>", f"{marked}</w:rPr><w:softHyphen/>")
    return plain.replace(f"<w:r><w:rPr>{_HINT}", f"{marked}{_HINT}")


def paragraph(style: str, content: str) -> str:
    """Set a paragraph in a style, named by its identifier."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def section_end(section: str) -> str:
    """End a section with its properties, in a paragraph too low to be seen."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )
