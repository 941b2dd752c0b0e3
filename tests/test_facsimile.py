"""A facsimile shows the pages as they were scanned, and is searched as they were published."""

import json
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from kanben.cli.verbs import kanben_command
from kanben.errors import PublicationError

LINES = (("老周撑船已经卅年了，", 100), ("镇上的人说要修一座桥𠀀。", 180))

PROOFREAD = ["老周撑船已经三十年了，", "镇上的人说要修一座桥𠀀。"]


def publication(folder: Path, *, vertical: bool = False, picture: bool = True) -> Path:
    """Make a publication of one recognised page, with the editor's correction."""
    lines = []
    for text, at in LINES:
        length = 100 + 50 * len(text)
        left, top, right, bottom = (100, at, length, at + 48)
        if vertical:
            left, top, right, bottom = (280 - at, 100, 328 - at, length)
        corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
        lines.append({"box": corners, "text": text, "score": 0.99})
    folder.mkdir()
    (folder / "页.json").write_text(json.dumps({"lines": lines}), "utf-8")
    (folder / "publication.yaml").write_text(
        "title: 渡口\nemendations:\n  - {at: '页.json:1', correct: 卅年, to: 三十年}\n", "utf-8"
    )
    if picture:
        Image.new("RGB", (900, 900), "white").save(folder / "页.png", dpi=(150, 150))
    return folder


def lines_of(path: Path) -> list[str]:
    """Return the lines that poppler finds, of which pdfium finds the same."""
    found = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    lines = found.stdout.decode().split()
    page = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
    assert sorted(page.split()) == sorted(lines)
    return lines


def facsimile(folder: Path, out: Path) -> Path:
    """Have the facsimile written."""
    command = ["facsimile", str(folder), "--out", str(out)]
    result = CliRunner().invoke(kanben_command, command, catch_exceptions=False)
    assert result.output.strip() == str(out)
    return out


def test_what_is_found_in_a_facsimile_is_the_proofread_text(tmp_path: Path) -> None:
    path = facsimile(publication(tmp_path / "渡口"), tmp_path / "渡口.pdf")
    assert lines_of(path) == PROOFREAD
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout
    with pikepdf.open(path) as document:
        assert [float(side) for side in document.pages[0].MediaBox] == pytest.approx(
            [0, 0, 432, 432], abs=0.1
        )
        assert str(document.docinfo["/Title"]) == "渡口"


def test_the_text_lies_where_it_was_printed(tmp_path: Path) -> None:
    path = facsimile(publication(tmp_path / "渡口"), tmp_path / "渡口.pdf")
    page = pypdfium2.PdfDocument(path)[0]
    found = page.get_textpage()
    left, _, right, top = found.get_charbox(0, loose=True)
    scale = 72 / 150
    assert left == pytest.approx(100 * scale, abs=1)
    assert top == pytest.approx(432 - 100 * scale, abs=1)
    assert right - left == pytest.approx(500 / 11 * scale, abs=1)


def test_columns_run_downward(tmp_path: Path) -> None:
    path = facsimile(publication(tmp_path / "渡口", vertical=True), tmp_path / "渡口.pdf")
    assert lines_of(path) == PROOFREAD


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = publication(tmp_path / "渡口")
    first = facsimile(folder, tmp_path / "1.pdf").read_bytes()
    assert first == facsimile(folder, tmp_path / "2.pdf").read_bytes()


def test_without_pictures_there_is_no_facsimile(tmp_path: Path) -> None:
    folder = publication(tmp_path / "渡口", picture=False)
    with pytest.raises(PublicationError) as error:
        facsimile(folder, tmp_path / "渡口.pdf")
    assert error.value.key == "facsimile.none"
    assert not (tmp_path / "渡口.pdf").exists()
