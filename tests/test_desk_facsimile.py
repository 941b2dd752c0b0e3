"""The desk shows the page of the print, and on it the very line that is in doubt."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from PIL import Image

from kanben.reading.files.source import SourceText, read_source
from tests.facsimiles import print_story, scan_story
from tests.running_desk import Reply, RunningDesk, running

DARK = 128
DESIGNS = ("book-a5", "newspaper")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    folder = tmp_path_factory.mktemp("books")
    seeds = folder / "seeds"
    seeds.mkdir()
    for design in DESIGNS:
        pdf = print_story(folder / design, design)
        (seeds / f"{design}.v2.pdf").write_bytes(pdf.read_bytes())
    scans = seeds / "影印"
    scans.mkdir()
    scan_story(seeds / "book-a5.v2.pdf", scans)
    with running(folder) as found:
        yield found


def ink(image: Image.Image) -> float:
    """Return the share of dark pixels."""
    grey = image.convert("L").tobytes()
    return sum(value < DARK for value in grey) / len(grey)


def box_of(reply: Reply) -> list[float]:
    return [float(side) for side in reply.headers["x-box"].split()]


def words_in(pdf: Path, source: SourceText, line: int, box: list[float]) -> str:
    """Return what pdfium reads within a box, given in shares of the page's sides."""
    assert source.printout is not None
    place = source.printout.places[line - 1]
    assert place is not None
    page = pypdfium2.PdfDocument(pdf)[place.page]
    width, height = page.get_size()
    left, top, right, bottom = box
    text = page.get_textpage()
    found = text.get_text_bounded(
        left * width - 1, (1 - bottom) * height - 1, right * width + 1, (1 - top) * height + 1
    )
    return "".join(found.split())


@pytest.mark.parametrize("design", DESIGNS)
def test_the_box_on_a_page_of_a_pdf_holds_the_words_of_its_line(
    desk: RunningDesk, design: str
) -> None:
    name, pdf = f"{design}-v2", desk.folder / "seeds" / f"{design}.v2.pdf"
    assert desk.book(name).view["images"] == [True]
    source = read_source(pdf)
    lines = [at for at, text in enumerate(source.lines, 1) if len(text.strip()) > 8][:4]
    assert lines
    for line in lines:
        reply = desk.get(f"/api/books/{quote(name)}/pages/0/{line}")
        assert reply.status == 200
        wanted = "".join(source.lines[line - 1].split())
        assert wanted in words_in(pdf, source, line, box_of(reply))
        assert ink(Image.open(BytesIO(reply.body))) > 0.001


def test_the_line_of_a_scan_is_cut_out_for_its_doubt(desk: RunningDesk) -> None:
    book = desk.book("影印")
    assert book.view["images"] == [True]
    rows = [row for row in book.view["rows"] if row[4]]
    source, line = rows[-1][4][0][:2]
    whole = desk.get(f"{book.path}/pages/{source}/{line}")
    cut = desk.get(f"{book.path}/lines/{source}/{line}")
    page, crop = Image.open(BytesIO(whole.body)), Image.open(BytesIO(cut.body))
    left, _, right, _ = box_of(whole)
    assert crop.width == pytest.approx((right - left) * page.width, rel=0.5)
    assert crop.height < page.height / 8
    assert ink(crop) > 2 * ink(page)


def test_a_line_without_an_image_is_told_so(desk: RunningDesk) -> None:
    assert desk.get(f"/api/books/{quote('影印')}/lines/0/9999").status == 422
    assert desk.get(f"/api/books/{quote('影印')}/pages/7/1").status == 404
