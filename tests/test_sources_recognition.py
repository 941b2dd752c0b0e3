"""Scans are recognised page by page, and what is done stays done."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from kanben.errors import SourceError
from kanben.reading.files.source import read_source
from kanben.sources.recognition.columns import fused
from kanben.sources.recognition.engines import ENGINES
from kanben.sources.recognition.rapid import RapidOCR
from kanben.sources.recognition.recognise import Outcome, recognise
from kanben.sources.recognition.scans import scans_of

LINES = ("老周撑船已经三十年了", "镇上的人说要修一座桥")


@pytest.fixture(scope="module")
def font() -> str:
    """Return the file of a Chinese face."""
    import subprocess

    command = ["fc-match", "--format", "%{file}", "Noto Serif CJK SC"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def scan(path: Path, font: str, lines: tuple[str, ...] = LINES) -> Path:
    """Draw a page."""
    page = Image.new("L", (900, 400), 250)
    for number, line in enumerate(lines):
        face = ImageFont.truetype(font, 48)
        ImageDraw.Draw(page).text((120, 80 + 90 * number), line, fill=20, font=face)
    page.save(path)
    return path


def test_a_page_is_recognised_and_can_be_read_as_a_source(tmp_path: Path, font: str) -> None:
    page = scan(tmp_path / "页1.png", font)
    (outcome,) = recognise([page], tmp_path / "book", RapidOCR())
    assert outcome.path is not None
    assert outcome.path.name == "0001-页1-0001.json"
    assert read_source(outcome.path).lines == LINES


def test_pages_of_a_pdf_of_pictures_are_recognised_and_none_twice(
    tmp_path: Path, font: str
) -> None:
    first, second = (scan(tmp_path / f"{n}.png", font, (LINES[n],)) for n in (0, 1))
    book = tmp_path / "scan.pdf"
    with Image.open(first) as one, Image.open(second) as two:
        one.save(book, save_all=True, append_images=[two], resolution=150)
    assert [page.page for page in scans_of(book)] == [0, 1]
    folder = tmp_path / "book"
    done = list(recognise([book], folder, RapidOCR()))
    assert [outcome.known for outcome in done] == [False, False]
    assert done[1].path is not None
    done[1].path.unlink()
    again = list(recognise([book], folder, RapidOCR()))
    assert [outcome.known for outcome in again] == [True, False]
    assert read_source(Path(again[1].path or "")).lines == (LINES[1],)


def test_a_damaged_page_is_named_and_stops_no_other(tmp_path: Path, font: str) -> None:
    whole = scan(tmp_path / "b.png", font)
    damaged = tmp_path / "a.png"
    damaged.write_bytes(whole.read_bytes()[:600])
    outcomes: list[Outcome] = list(recognise([damaged, whole], tmp_path / "book", RapidOCR()))
    assert outcomes[0].error is not None
    assert outcomes[0].error.key == "recognition.image"
    assert outcomes[1].path is not None


def test_a_vertical_page_is_read_column_by_column(tmp_path: Path, font: str) -> None:
    page = Image.new("L", (520, 900), 250)
    face = ImageFont.truetype(font, 48)
    lines = ("老周撑船三十年，话不多。", "镇上的人，要修一座桥。")
    for column, line in enumerate(lines):
        for place, char in enumerate(line):
            right, up = (28, -28) if char in "，。" else (0, 0)
            at = (340 - 120 * column + right, 120 + 56 * place + up)
            ImageDraw.Draw(page).text(at, char, fill=20, font=face)
    page.save(tmp_path / "直排.png")
    (outcome,) = recognise([tmp_path / "直排.png"], tmp_path / "book", RapidOCR())
    assert read_source(Path(outcome.path or "")).lines == lines


@pytest.mark.parametrize(
    ("turned", "upright", "printed"),
    [
        ("老周道…“船到了", "老周道：“船到了", "老周道：“船到了"),
        ("船到了。老周點頭", "船到了。=老周點頭", "船到了。”老周點頭"),
        ("他歎道…好橋", "他歎道好橋", "他歎道：好橋"),
        ("他等著……船沒有來", "他等著……船没有来", "他等著……船沒有來"),
        ("是甲等於乙", "是甲=等於乙", "是甲等於乙"),
        ("橋修好了嗎?", "橋修好了吗？", "橋修好了嗎？"),
        ("船到了’老周點頭", "船到了，老周点头", "船到了，老周點頭"),
        ("他說過河嗎", "他說：¬過河嗎？└", "他說：「過河嗎？」"),
    ],
)
def test_a_column_keeps_its_characters_and_regains_its_marks(
    turned: str, upright: str, printed: str
) -> None:
    assert fused(turned, upright) == printed


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_text("no picture", "utf-8")
    with pytest.raises(SourceError) as error:
        scans_of(path)
    assert error.value.key == "recognition.image"


def test_engines_are_asked_for_by_name() -> None:
    assert set(ENGINES) == {"rapidocr", "tesseract"}
