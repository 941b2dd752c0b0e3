"""Notes of e-books and web pages are tied by their links; what no link ties stays in the text."""

import zipfile
from pathlib import Path

import pytest

from kanben.manuscript.blocks import BlockKind
from kanben.sources.documents.read import read_document
from kanben.sources.forms import Form
from kanben.sources.printed import Printout

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>'
    "<dc:title>渡口</dc:title><dc:language>zh</dc:language></metadata><manifest>{items}</manifest>"
    "<spine>{spine}</spine></package>"
)
PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>渡口</title></head><body>{body}</body></html>"
)


def epub(path: Path, *bodies: str) -> Path:
    """Pack pages into an EPUB."""
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(bodies))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(bodies)))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("p.opf", PACKAGE.format(items=items, spine=spine))
        for number, body in enumerate(bodies):
            archive.writestr(f"p{number}.xhtml", PAGE.format(body=body))
    return path


def read_epub(tmp_path: Path, *bodies: str) -> Printout:
    path = epub(tmp_path / "book.epub", *bodies)
    return read_document(path.read_bytes(), Form.EPUB, path)


def read_page(body: str) -> Printout:
    return read_document(PAGE.format(body=body).encode(), Form.HTML, Path("page.html"))


def tied(printout: Printout) -> list[tuple[str, str]]:
    """Return for each note the two characters before its call, and its text."""
    return [
        (
            printout.lines[note.call.line - 1][: note.call.start][-2:],
            printout.lines[note.sign.line - 1][note.sign.end :],
        )
        for note in printout.notes
    ]


def test_notes_in_a_file_of_their_own_are_tied_to_their_calls(tmp_path: Path) -> None:
    printout = read_epub(
        tmp_path,
        '<p id="a">老周撑船<a id="r1" href="p1.xhtml#n1" epub:type="noteref">1</a>。</p>',
        '<section epub:type="endnotes"><h2>注释</h2><ol><li id="n1" epub:type="endnote">'
        '<p>光绪初年。<a href="p0.xhtml#r1">↩</a></p></li></ol></section>',
    )
    assert tied(printout) == [("撑船", "光绪初年。")]
    kinds = {ruling.line: ruling.kind for ruling in printout.rulings}
    assert kinds[printout.lines.index("注释") + 1] == BlockKind.FURNITURE


BODIES = {
    "paragraph named": '<p>老周撑船<sup><a id="r" href="#n">①</a></sup>。</p>'
    '<p id="n"><a href="#r">①</a>光绪初年。</p>',
    "picture": '<p>老周撑船<a id="r" href="#n"><img src="n.png" alt="注"/></a>。</p>'
    '<ol><li id="n"><p>光绪初年。<a href="#r">◎</a></p></li></ol>',
    "same sign": '<p>老周撑船<a href="#n">[3]</a>。</p><p><a id="n"></a>[3] 光绪初年。</p>',
    "aside": '<p>老周撑船<a href="#n" role="doc-noteref">*</a>。</p>'
    '<aside id="n" role="doc-footnote"><p>光绪初年。</p></aside>',
    "outside of main": '<main><p>老周撑船<a id="r" role="doc-noteref" href="#n">1</a>。</p></main>'
    '<section><p id="n"><a href="#r">1</a>光绪初年。</p></section>',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_note_is_tied_however_its_page_writes_it(body: str) -> None:
    assert tied(read_page(body)) == [("撑船", "光绪初年。")]


def test_a_note_of_several_paragraphs_is_one_note() -> None:
    printout = read_page(
        '<p>老周撑船<a id="r" href="#n">[1]</a>。</p>'
        '<div id="n"><p>[1] 光绪初年。</p><p>一说同治末年。<a href="#r">↩</a></p></div>'
    )
    assert tied(printout) == [("撑船", "光绪初年。")]
    assert printout.lines[-1] == "一说同治末年。"


def test_links_that_call_no_note_stay_and_lose_nothing(tmp_path: Path) -> None:
    printout = read_epub(
        tmp_path,
        '<p><a href="p1.xhtml#c">1</a> <a href="p1.xhtml">第一章</a></p>'
        '<p>见<a href="#b">[2]</a>。</p><p id="b">另起一段。</p>',
        '<h2 id="c">第一章</h2><aside epub:type="footnote" id="x"><p>无人呼应的注。</p></aside>',
    )
    text = "".join(printout.lines)
    assert not printout.notes
    for kept in ("1 第一章", "见[2]。", "另起一段。", "无人呼应的注。"):
        assert kept in text


def test_a_link_to_all_notes_takes_none_of_them() -> None:
    printout = read_page(
        '<p><a href="#notes">*</a>老周撑船<a id="r" href="#n">[1]</a>，过江'
        '<a id="s" href="#m">[2]</a>。</p>'
        '<div id="notes"><p><a id="n" href="#r">[1]</a>光绪初年。</p>'
        '<p><a id="m" href="#s">[2]</a>一里。</p></div>'
    )
    assert tied(printout) == [("撑船", "光绪初年。"), ("过江", "一里。")]


def test_verse_in_a_note_is_kept() -> None:
    printout = read_page(
        '<p>老周撑船<a id="r" href="#n">[1]</a>。</p>'
        '<div id="n"><p>[1] 歌曰：<a href="#r">↩</a></p><pre>江水长\n渡船忙</pre></div>'
    )
    assert tied(printout) == [("撑船", "歌曰：")]
    assert printout.lines[-2:] == ("江水长", "渡船忙")


def test_items_that_nothing_calls_keep_their_numbers() -> None:
    printout = read_page(
        '<p>老周撑船<a id="r" href="#n">[1]</a>。</p><ol>'
        '<li id="n">光绪初年。<a href="#r">↩</a></li><li>无人呼应。</li></ol>'
    )
    assert tied(printout) == [("撑船", "光绪初年。")]
    assert printout.lines[-1] == "2. 无人呼应。"
