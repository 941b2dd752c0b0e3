"""Documents of word processors and the web keep their structure."""

import zipfile
from pathlib import Path

import pytest

from kanben import pandoc
from kanben.errors import SourceError
from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript
from kanben.sources.forms import Form, form_of

MARKDOWN = """\
# 渡口

老周撑船已经三十年了。[^1]这条河
从上游的山口出来。

- 缆绳
- 竹篙

> 过河吗？

| 年份 | 水位 |
|------|------|
| 一九五四 | 七级 |

``` sh
make all
make install
```

[^1]: 据镇志。
"""
KINDS = [
    (BlockKind.HEADLINE, "渡口"),
    (BlockKind.PARAGRAPH, "老周撑船已经三十年了。这条河从上游的山口出来。"),
    (BlockKind.CALLED_NOTE, "据镇志。"),
    (BlockKind.LIST, "• 缆绳"),
    (BlockKind.LIST, "• 竹篙"),
    (BlockKind.QUOTE, "过河吗？"),
    (BlockKind.TABLE, "年份　水位"),
    (BlockKind.TABLE, "一九五四　七级"),
    (BlockKind.CODE, "make all"),
    (BlockKind.CODE, "make install"),
]
FORMS = {"docx": Form.DOCX, "odt": Form.ODT, "epub": Form.EPUB, "html": Form.HTML}


def read(path: Path) -> Manuscript:
    """Read a document as one part."""
    source = read_source(path)
    return make_manuscript("book", Plan(parts=(PartPlan((source.name,)),)), [source], judges())


def written(folder: Path, form: str, markdown: str) -> Path:
    """Have a document written by pandoc, under a name that says nothing."""
    options = ["--metadata=title:旧事", "--metadata=lang:zh", "--standalone"]
    path = folder / "document.bin"
    path.write_bytes(pandoc.run([f"--to={form}", *options, "--output=-"], markdown.encode()))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_document_is_told_by_its_content_and_keeps_its_structure(
    form: str, tmp_path: Path
) -> None:
    path = written(tmp_path, form, MARKDOWN.replace("这条河\n从", "这条河从"))
    assert form_of(path.read_bytes(), path.name) == FORMS[form]
    found = [(block.kind, block.text.rstrip()) for block in read(path).blocks]
    body = [block for block in found if block[1] != "旧事" and not block[1].startswith("↩")]
    kept = KINDS[:-2] if form == "odt" else KINDS  # ODT has no style for listings.
    assert [block for block in kept if block not in body] == []


def test_markdown_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text(MARKDOWN, "utf-8")
    assert read_source(path).encoding == "markdown"


def test_paragraphs_that_a_tool_made_of_printed_lines_are_joined(tmp_path: Path) -> None:
    lines = (
        "老周撑船已经三十年了。这条河从上游的山口",
        "出来，绕过镇子，到渡口的时候水面宽得看不",
        "清对岸的人脸，只听得见喊声。他总是先问一",
        "句，再去解缆绳。问了三十年，没有一个人回",
        "答说不过。那一年春天雨水多，河里涨了三回",
        "水，渡口的石阶被淹到第七级。镇上的人说要",
        "修一座桥，县里也派人来量过两次。",
    )
    path = tmp_path / "scan.html"
    path.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in lines), "utf-8")
    assert [block.text for block in read(path).blocks] == ["".join(lines)]


def test_scripts_and_styles_of_a_web_page_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><head><style>p{}</style><script>alert(1)</script></head><body>"
        "<p>桥通车那天，他没有去看。</p></body></html>",
        "utf-8",
    )
    assert [block.text for block in read(path).blocks] == ["桥通车那天，他没有去看。"]


MARKED = "他说*不要*走，**千万**不要。"
MARKS = [("不要", MarkKind.EMPHASIS, ""), ("千万", MarkKind.STRONG, "")]


def marks_of(manuscript: Manuscript) -> list[tuple[str, MarkKind, str]]:
    """Return the marks of the text: what is marked, how, with which reading."""
    pieces = [piece for block in manuscript.blocks for piece in block.pieces if piece.text]
    return [(piece.text, mark.kind, mark.target) for piece in pieces for mark in piece.marks]


@pytest.mark.parametrize("form", FORMS)
def test_emphasis_is_kept(form: str, tmp_path: Path) -> None:
    manuscript = read(written(tmp_path, form, f"# 渡**口**\n\n{MARKED}\n\n- 缆*绳*\n"))
    assert marks_of(manuscript) == [*MARKS, ("绳", MarkKind.EMPHASIS, "")]
    assert "他说不要走，千万不要。" in [block.text for block in manuscript.blocks]


PHONETIC = "老<ruby>艄<rp>(</rp><rt>shāo</rt><rp>)</rp>公<rt>gōng</rt></ruby>撑船。"
READINGS = [("艄", MarkKind.RUBY, "shāo"), ("公", MarkKind.RUBY, "gōng")]


def test_ruby_stands_beside_its_characters_and_not_among_them(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><p>{PHONETIC}</p></body></html>", "utf-8")
    manuscript = read(path)
    assert [block.text for block in manuscript.blocks] == ["老艄公撑船。"]
    assert marks_of(manuscript) == READINGS


def test_ruby_of_an_electronic_book_is_kept(tmp_path: Path) -> None:
    plain = written(tmp_path, "epub", "# 渡口\n\n老艄公撑船。\n")
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            page = old.read(entry).replace("老艄公撑船。".encode(), PHONETIC.encode())
            new.writestr(entry, page)
    manuscript = read(path)
    assert "老艄公撑船。" in [block.text for block in manuscript.blocks]
    assert marks_of(manuscript) == READINGS


def test_signs_that_stand_for_marks_here_are_told_as_lost_where_a_text_has_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><p>桥\ufdd0e通\ufdd2车</p></body></html>", "utf-8")
    manuscript = read(path)
    assert not marks_of(manuscript)
    assert any(doubt.reason == "suspicion.lost" for doubt in manuscript.suspicions)


def test_a_document_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "docx", MARKDOWN)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", bytes(60_000_000))
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.key == "source.too_large"


def test_a_damaged_document_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.key == "source.document"
