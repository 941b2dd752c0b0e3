"""Formats: what is in the table is made, read back and proved; a failure costs only itself."""

import inspect
from pathlib import Path
from pkgutil import resolve_name

import pytest

from kanben.errors import ConfigError, EngineError, KanbenError
from kanben.manuscript.archive import leave_failure
from kanben.manuscript.failures import failure_of
from kanben.manuscript.formats import FORMATS, Commission, Writer, in_order_of_making
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.press import Failed, publish
from kanben.proving.frames import Read
from kanben.proving.readers.docx import read_docx
from kanben.proving.readers.epub import read_epub
from kanben.proving.readers.pdf import read_pdf
from kanben.proving.readers.web import read_web
from kanben.writing.docx import edition as docx
from kanben.writing.epub import edition as epub
from kanben.writing.pdf import edition as pdf
from kanben.writing.web import page as web
from tests.collection import Books, kanben
from tests.manuscripts import seeds

TEXT = "江边的早晨\n\n天还没有亮，江上起了雾，挑水的人已经沿着石阶走下去了。\n"

WRITERS: tuple[Writer, ...] = (pdf.publish, epub.publish, docx.publish, web.publish)
READERS: tuple[Read, ...] = (read_pdf, read_epub, read_docx, read_web)
"""Their types are checked here, since the table names functions as texts."""


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_has_a_writer_and_a_reader_back(suffix: str) -> None:
    format_ = FORMATS[suffix]
    writer, reader = resolve_name(format_.writer), resolve_name(format_.reader)
    assert list(inspect.signature(writer).parameters) == ["manuscript", "edition", "commission"]
    assert list(inspect.signature(reader).parameters) == ["edition", "guide"]


def test_what_others_cite_is_made_first() -> None:
    assert in_order_of_making(["epub", "docx", "pdf"])[0].suffix == "pdf"


def test_an_error_in_the_place_of_a_draft_is_found_again(tmp_path: Path) -> None:
    draft = tmp_path / "江.pdf"
    leave_failure(EngineError("pdf.no_fonts", file=draft, family="楷体"), draft)
    found = failure_of(draft)
    assert isinstance(found, EngineError)
    assert (found.key, found.file, found.found) == ("pdf.no_fonts", str(draft), {"family": "楷体"})
    draft.write_bytes(b"%PDF-1.7")
    assert failure_of(draft) is None


def test_a_format_that_fails_stops_no_other(tmp_path: Path) -> None:
    source = tmp_path / "江.txt"
    source.write_text(TEXT, encoding="utf-8")
    asked = Asked(variants=("zh-Hans-CN",), formats=("pdf", "epub"), design="quarto")
    layout = Layout(tmp_path / "build")
    stale = layout.edition("江", "zh-Hans-CN", "pdf")
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of an earlier build")
    events = list(publish([source], layout, Config(), asked))
    failed = {event.place.name: event.error.key for event in events if isinstance(event, Failed)}
    assert failed == {"江.zh-Hans-CN.pdf": "pdf.no_design"}
    assert [path.name for path in stale.parent.iterdir()] == ["江.zh-Hans-CN.epub"]
    assert layout.review("江").is_file()


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path / "书库", "variants: [zh-Hans-CN]\nformats: [pdf, epub]\n")


def test_the_workflow_publishes_all_but_the_format_that_fails(books: Books) -> None:
    books.put("seeds/江.txt", TEXT)
    books.put("seeds/江.yaml", "design: quarto\n")
    code, said = books.snakemake()
    assert code == 1
    assert said.count("kanben: ") == 1
    assert "quarto" in said
    assert books.editions == ["江.zh-Hans-CN.epub"]
    page = (books.folder / "build/index.html").read_text(encoding="utf-8")
    assert "<b>pdf</b> 未能完成" in page
    books.put("seeds/江.yaml", "design: a4\n")
    assert books.snakemake()[0] == 0
    assert books.editions == ["江.zh-Hans-CN.epub", "江.zh-Hans-CN.pdf"]
    assert "未能完成" not in (books.folder / "build/index.html").read_text(encoding="utf-8")


def test_an_edition_that_is_not_whole_is_not_published(books: Books) -> None:
    books.put("seeds/江.txt", TEXT)
    assert books.snakemake()[0] == 0
    drafts = books.folder / "build/drafts/江"
    whole = books.edition("江.zh-Hans-CN.epub").read_bytes()
    draft = drafts / "江.zh-Hans-CN.epub"
    draft.write_bytes(whole[:2000])
    command: list[str | Path] = ["release", draft, drafts / "江.zh-Hans-CN.pdf", "--editions"]
    command += [books.folder / "build/editions/江", "--proofs", books.folder / "build/proofs/江"]
    code, said = kanben(*command)
    assert (code, "[archive.no_draft]" in said) == (68, True), said
    assert books.editions == ["江.zh-Hans-CN.pdf"]
    assert books.snakemake()[0] == 0
    assert books.edition("江.zh-Hans-CN.epub").read_bytes() == whole


def test_every_cause_of_failure_can_be_kept() -> None:
    assert all(cause.__module__ == "kanben.errors" for cause in KanbenError.__subclasses__())


def test_no_horizontal_file_goes_by_a_vertical_name(tmp_path: Path) -> None:
    edition = tmp_path / "book.html"
    with pytest.raises(ConfigError) as refused:
        FORMATS["html"].write(seeds("zh-Hant-TW-vertical"), edition, Commission())
    assert refused.value.found["formats"] == "epub, pdf, docx, tei"
    assert refused.value.found["other"] == "zh-Hant-TW"
    assert list(tmp_path.iterdir()) == []
