"""A picture is data: whole, what its name says, and passive; or it is refused with a reason."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Bitmap

from kanben.errors import PublicationError
from kanben.manuscript.blocks import Image
from kanben.writing.designs import page_design
from kanben.writing.docx.edition import write
from kanben.writing.images.pictures import read_picture
from kanben.writing.pandoc import engine as pandoc
from tests.books import book_of_everything

DESIGN = page_design("book-a5")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def bitmap(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    target = BytesIO()
    Bitmap.effect_noise(size, 50).convert("RGB").save(target, form)
    return target.getvalue()


def refusal(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    with pytest.raises(PublicationError) as found:
        read_picture(Image(name, ""), folder)
    assert name in str(found.value.file)
    return found.value.key


@pytest.mark.parametrize(
    ("name", "form"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.gif", "GIF"), ("a.webp", "WEBP")]
)
def test_a_whole_picture_is_taken_and_a_cut_one_refused(
    tmp_path: Path, name: str, form: str
) -> None:
    content = bitmap(form)
    (tmp_path / name).write_bytes(content)
    assert read_picture(Image(name, ""), tmp_path).content == content
    assert refusal(tmp_path, name, content[: len(content) // 2]) == "picture.broken"
    assert refusal(tmp_path, name, b"") == "picture.empty"
    assert refusal(tmp_path, name, "山城".encode() * 99) == "picture.broken"


def test_a_picture_under_the_name_of_another_type_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.png", bitmap("JPEG")) == "picture.disguised"
    assert refusal(tmp_path, "a.svg", b"<html><body/></html>") == "picture.disguised"


def test_a_picture_of_more_points_than_a_newspaper_page_is_refused_unread(tmp_path: Path) -> None:
    bomb = BytesIO()
    Bitmap.new("1", (60_000, 60_000)).save(bomb, "PNG")
    assert refusal(tmp_path, "a.png", bomb.getvalue()) in ("picture.too_large", "picture.broken")


@pytest.mark.parametrize(
    "drawing",
    [
        "<path d='M0 0L9 9'/>",
        "<use xlink:href='#a'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<rect fill='url(#g)'/>",
        "<style>rect { fill: url(#g) }</style>",
        "<!-- 山城 --><a href='https://example.org/'><text>山</text></a>",
    ],
)
def test_a_passive_drawing_is_taken(tmp_path: Path, drawing: str) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(drawing), encoding="utf-8")
    assert read_picture(Image("a.svg", ""), tmp_path).media_type == "image/svg+xml"


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>alert(1)</script>",
        "<rect onclick='alert(1)'/>",
        "<a xlink:href='javascript:alert(1)'><rect/></a>",
        "<foreignObject/>",
        "<image href='https://example.org/a.png'/>",
        "<image xlink:href='../../etc/passwd'/>",
        "<use href='other.svg#a'/>",
        "<rect fill='url(https://example.org/g.svg#a)'/>",
        "<rect style='background: url( \"//example.org/a\" )'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_a_drawing_that_does_more_than_show_is_refused(tmp_path: Path, drawing: str) -> None:
    assert refusal(tmp_path, "a.svg", SVG.format(drawing).encode()) == "picture.active"


def test_entities_are_refused_and_a_plain_document_type_is_not(tmp_path: Path) -> None:
    plain = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    (tmp_path / "b.svg").write_bytes(plain + SVG.format("<g/>").encode())
    assert read_picture(Image("b.svg", ""), tmp_path).content.startswith(plain)
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;")
    assert refusal(tmp_path, "a.svg", laughs.encode()) == "picture.active"
    file = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;")
    assert refusal(tmp_path, "a.svg", file.encode()) == "picture.active"


def test_the_picture_itself_stands_in_a_docx_though_pandoc_reads_no_file(tmp_path: Path) -> None:
    content = bitmap("PNG")
    (tmp_path / "码头.png").write_bytes(content)
    write(book_of_everything(picture="码头.png"), tmp_path / "a.docx", DESIGN, folder=tmp_path)
    with zipfile.ZipFile(tmp_path / "a.docx") as book:
        media = [name for name in book.namelist() if name.startswith("word/media/")]
        assert [book.read(name) for name in media] == [content]


def test_pandoc_asks_nothing_of_the_network(tmp_path: Path) -> None:
    far = pandoc.image("http://127.0.0.1:9/a.png", "山城")
    near = pandoc.image(str(tmp_path / "a.png"), "山城")
    (tmp_path / "a.png").write_bytes(bitmap("PNG"))
    blocks = [pandoc.paragraph([far, near])]
    pandoc.write_file(pandoc.Document({}, blocks), "docx", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as book:
        assert not [name for name in book.namelist() if name.startswith("word/media/")]


def test_a_drawing_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.svg", SVG.format("<g>").encode()) == "picture.broken"
