"""The same book in every format: headings, paragraphs, captions, notes, index entries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import docx as word_processor
import pypdfium2
import pytest
from lxml import etree, html

from kanben.characters import inked
from kanben.writing.designs import page_design
from kanben.writing.docx import edition as docx
from kanben.writing.epub import edition as epub
from kanben.writing.pdf import edition as pdf
from kanben.writing.web import page as web
from tests.manuscripts import PIXEL, rich

XHTML = {"x": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


class Structure(NamedTuple):
    """What a reader of an edition finds, spaces aside."""

    headings: list[tuple[int, str]]
    paragraphs: list[str]
    captions: list[str]
    notes: set[str]
    entries: list[str]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one book in four formats."""
    folder = tmp_path_factory.mktemp("parity")
    (folder / "厂房 1.png").write_bytes(PIXEL)
    pages = pdf.write(rich(), folder / "book.pdf", page_design(), folder)
    epub.write(rich(), folder / "book.epub", pages=pages, folder=folder)
    docx.write(rich(), folder / "book.docx", page_design(), pages=pages, folder=folder)
    web.write(rich(), folder / "book.html", folder)
    return folder


def _texts(tree: Any, path: str, names: dict[str, str] | None = None) -> list[str]:
    return [inked("".join(each.itertext())) for each in tree.xpath(path, namespaces=names)]


def _uncalled(tree: Any, path: str, names: dict[str, str] | None = None) -> Any:
    for call in tree.xpath(path, namespaces=names):
        call.text = ""
    return tree


def read_epub(folder: Path) -> Structure:
    with ZipFile(folder / "book.epub") as archive:
        files: Any = {name: etree.fromstring(archive.read(f"EPUB/{name}.xhtml")) for name in _FILES}
    texts = [_uncalled(files[name], "//x:a[@class='noteref']", XHTML) for name in _FILES[:2]]
    body = "//x:p[not(@class)]"
    heads = [head for each in texts for head in each.xpath("//x:h1 | //x:h2", namespaces=XHTML)]
    back, note = "//x:a[@role='doc-backlink']", "//x:div[@role='doc-footnote']"
    return Structure(
        headings=[(int(each.tag[-1]), inked("".join(each.itertext()))) for each in heads],
        paragraphs=[text for each in texts for text in _texts(each, body, XHTML)],
        captions=[text for each in texts for text in _texts(each, "//x:figcaption", XHTML)],
        notes=set(_texts(_uncalled(files["notes"], back, XHTML), note, XHTML)),
        entries=_texts(files["index"], "//x:span[@e:type='index-term']", XHTML),
    )


_FILES = ("part-1", "part-2", "notes", "index")


def read_docx(folder: Path) -> Structure:
    document: Any = word_processor.Document(str(folder / "book.docx"))
    call = "../w:rPr/w:rStyle/@w:val='FootnoteReference'"
    base = f".//w:t[not(ancestor::w:rt) and not({call})]/text()"
    styled = [
        (each.style.name, inked("".join(each._p.xpath(base)))) for each in document.paragraphs
    ]
    with ZipFile(folder / "book.docx") as archive:
        footnotes: Any = etree.fromstring(archive.read("word/footnotes.xml"))
        body: Any = etree.fromstring(archive.read("word/document.xml"))
    entry = "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Index')]/w:bookmarkStart"
    entries = body.xpath(f"{entry}/following-sibling::w:r[1]", namespaces=WORD)
    headings = [(name[8:], text) for name, text in styled if name.startswith("Heading ")]
    return Structure(
        headings=[(int(level), text) for level, text in headings if text != "索引"],
        paragraphs=[text for name, text in styled if name in ("Body Text", "First Paragraph")],
        captions=[text for name, text in styled if name == "Image Caption"],
        notes=set(_texts(footnotes, "//w:footnote[not(@w:type)]", WORD)),
        entries=[inked("".join(each.itertext())) for each in entries],
    )


def read_html(folder: Path) -> Structure:
    tree: Any = html.fromstring((folder / "book.html").read_text(encoding="utf-8"))
    _uncalled(tree, "//a[@class='call' or @class='number']")
    heads = tree.xpath("//main//h1 | //main//h2")
    body = "//main//p[not(@class) and not(parent::div) and not(parent::blockquote)]"
    return Structure(
        headings=[(int(each.tag[-1]), inked("".join(each.itertext()))) for each in heads],
        paragraphs=_texts(tree, body),
        captions=_texts(tree, "//p[@class='caption']"),
        notes=set(_texts(tree, "//section[@id='apparatus']//p[@class='note']")),
        entries=[],
    )


EXPECTED = Structure(
    headings=[(1, "序"), (1, "主城都市区的支点"), (2, "一、创新")],
    paragraphs=["序者，绪也。", inked(rich().parts[1].blocks[3].text)],
    captions=["美艾（重庆）科技公司员工在组装电路板"],
    notes={"底本如此<i>。", "“光”，底本作“先”。"},
    entries=["綦江", "綦江“齿轮”:史", "綦河"],
)


@pytest.mark.parametrize("read", [read_epub, read_docx])
def test_epub_and_docx_have_the_books_structure(
    editions: Path, read: Callable[[Path], Structure]
) -> None:
    found = read(editions)
    ruby = [text.replace("綦qí", "綦") for text in found.paragraphs]
    assert found._replace(paragraphs=ruby) == EXPECTED


def test_the_web_page_has_the_books_structure(editions: Path) -> None:
    found = read_html(editions)
    ruby = [text.replace("qí綦", "綦") for text in found.paragraphs]
    entries = (editions / "book.html").read_text(encoding="utf-8").partition('id="index"')[2]
    tree: Any = html.fromstring(entries)
    index = inked("".join(tree.itertext()))
    assert all(entry in index for entry in EXPECTED.entries)
    assert found._replace(paragraphs=ruby, entries=EXPECTED.entries) == EXPECTED


def test_the_pdf_has_the_books_structure(editions: Path) -> None:
    with pypdfium2.PdfDocument(editions / "book.pdf") as document:
        outline = [each.get_title() for each in document.get_toc()]
        text = inked("".join(page.get_textpage().get_text_range() for page in document))
    for _, heading in EXPECTED.headings:
        assert heading in map(inked, outline)
    for found in (EXPECTED.paragraphs[0], *EXPECTED.captions, *EXPECTED.entries, *EXPECTED.notes):
        assert found in text
