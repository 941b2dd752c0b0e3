"""What of a source's pages is read, what they are called, and what the file says of itself."""

from pathlib import Path

import pikepdf
import pytest

from kanben.characters import inked
from kanben.errors import PublicationError, SourceError
from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import load_publication
from kanben.reading.files.source import read_source
from kanben.reading.read import read

DAYS = ("头一天船没有来。", "第二天船来了。", "第三天大家过了河。", "第四天桥修好了。")
CSS = (
    "@page{size:80mm 95mm;margin:18mm 12mm}body{font-family:'Noto Serif CJK SC';font-size:10pt}"
    "h1{font-size:16pt}section{break-before:page}"
)


def book(folder: Path, *, first: str = "", **data: str) -> Path:
    """Print a book of four days, a page a day; `data` is what its file says of itself."""
    from weasyprint import HTML

    sections = "".join(
        f"<section>{first if not number else ''}<p>{day}</p></section>"
        for number, day in enumerate(DAYS)
    )
    path = folder / "渡口.pdf"
    HTML(string=f"<style>{CSS}</style>{sections}").write_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for name, value in data.items():
            document.docinfo[f"/{name}"] = value
        document.save(path)
    return path


def published(folder: Path, yaml: str = "") -> Manuscript:
    """Read the folder as a publication."""
    (folder / "publication.yaml").write_text(yaml or "subtitle: 旧事\n", "utf-8")
    return read(load_publication(folder))[0]


def text_of(manuscript: Manuscript) -> list[str]:
    """Return what editions would set."""
    return [inked(block.text) for part in manuscript.parts for block in part.printed_blocks]


@pytest.mark.parametrize(
    ("pages", "days"),
    [("2-3", (1, 2)), ("1, 4", (0, 3)), ("3-", (2, 3)), ("2", (1,)), ("", (0, 1, 2, 3))],
)
def test_an_editor_names_the_pages_that_are_read(
    pages: str, days: tuple[int, ...], tmp_path: Path
) -> None:
    book(tmp_path)
    manuscript = published(tmp_path, f'pages: "{pages}"\n')
    assert "".join(text_of(manuscript)) == "".join(DAYS[day] for day in days)


def test_pages_that_are_no_pages_are_refused_with_their_line(tmp_path: Path) -> None:
    book(tmp_path)
    with pytest.raises(PublicationError, match="pages"):
        published(tmp_path, "pages: 五至九\n")


def test_what_stands_in_the_margins_is_kept_as_furniture(tmp_path: Path) -> None:
    book(tmp_path, first="<p style='position:absolute;top:-14mm'>内部资料，不得外传。</p>")
    whole = published(tmp_path)
    assert "内部资料，不得外传。" in text_of(whole)
    cut = published(tmp_path, "margins: {top: 12}\n")
    assert text_of(cut) == list(DAYS)
    furniture = [block.text for block in cut.blocks if block.kind == BlockKind.FURNITURE]
    assert furniture == ["内部资料，不得外传。"]


def test_pages_are_called_what_the_file_calls_them(tmp_path: Path) -> None:
    path = book(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        labels = [0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D)]
        document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        document.save(path)
    manuscript = published(tmp_path)
    pieces = [piece for block in manuscript.blocks for piece in block.pieces]
    named = [piece.target(MarkKind.PAGE) for piece in pieces]
    assert [name for name in named if name] == ["i", "ii", "1", "2"]


def test_a_damaged_page_is_named_and_stops_no_other(tmp_path: Path) -> None:
    path = book(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.Pages.Kids[1] = pikepdf.Dictionary(Type=pikepdf.Name.Nothing)
        document.save(path)
    manuscript = published(tmp_path)
    assert text_of(manuscript) == [DAYS[0], DAYS[2], DAYS[3]]
    (doubt,) = [d for d in manuscript.suspicions if d.reason == "suspicion.page"]
    assert doubt.text == DAYS[2]


def test_title_and_author_of_the_file_are_believed_where_the_book_prints_them(
    tmp_path: Path,
) -> None:
    title_page = "<h1>渡口 三十年</h1><p>周长水</p>"
    book(tmp_path, first=title_page, Title="渡口三十年", Author="周长水")
    metadata = published(tmp_path).metadata
    assert metadata.title == "渡口三十年"
    assert [person.name for person in metadata.creators] == ["周长水"]


def test_the_name_of_a_computer_is_no_author(tmp_path: Path) -> None:
    book(tmp_path, Title="Microsoft Word - 稿2.doc", Author="Administrator")
    metadata = published(tmp_path).metadata
    assert "Word" not in metadata.title
    assert not metadata.creators


def test_a_document_whose_pages_are_all_damaged_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for number in range(len(DAYS)):
            document.Root.Pages.Kids[number] = pikepdf.Dictionary(Type=pikepdf.Name.Nothing)
        document.save(path)
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.key == "source.pdf_page"
