"""What recognition engines and libraries write is read alike, in the order of reading."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from kanben.characters import cells
from kanben.errors import SourceError
from kanben.manuscript.blocks import BlockKind
from kanben.sources.forms import Form, form_of
from kanben.sources.printed import Box
from kanben.sources.read import read_printout
from tests import recognised
from tests.recognised import Words

EM = 30
SIGNS = ("子丑寅卯辰", "巳午未申酉", "戌亥甲乙丙", "丁戊己庚辛")

PAGE = (
    "渡口旧事",
    "　　老周撑船已经三十年了。这条河从上游",
    "的山口出来，绕过镇子，到渡口的时候水面",
    "宽得看不清对岸的人脸。",
    "　　他把Bible Society的旧书垫在舱底，",
    "一垫就是十年。",
)


def boxed(lines: tuple[str, ...], left: float = 100, top: float = 100) -> Words:
    """Set lines one below the other, an em a cell, as a page would."""
    return [
        (
            line.strip("　"),
            Box(
                left + EM * (len(line) - len(line.lstrip("　"))),
                top + number * 1.6 * EM,
                left + EM * cells(line),
                top + number * 1.6 * EM + EM,
            ),
        )
        for number, line in enumerate(lines)
    ]


def read(content: str) -> list[str]:
    """Read what an engine wrote, whatever it is, into lines."""
    raw = content.encode()
    return list(read_printout(raw, form_of(raw), Path("page")).lines)


FORMS: list[tuple[Form, Callable[[Words], str]]] = [
    (Form.HOCR, recognised.hocr),
    (Form.ALTO, recognised.alto),
    (Form.PAGE, recognised.page),
    (Form.TSV, recognised.tsv),
    (Form.OCR_JSON, recognised.rapidocr),
    (Form.OCR_JSON, recognised.paddle2),
    (Form.OCR_JSON, recognised.paddle3),
    (Form.OCR_JSON, recognised.umi),
]


@pytest.mark.parametrize(("form", "write"), FORMS, ids=lambda part: getattr(part, "__name__", part))
def test_every_form_is_told_by_its_content_and_gives_the_same_lines(
    form: Form, write: Callable[[Words], str]
) -> None:
    content = write(boxed(PAGE))
    assert form_of(content.encode()) == form
    assert read(content) == list(PAGE)


@pytest.mark.parametrize("write", [recognised.hocr, recognised.alto, recognised.tsv])
def test_blanks_that_an_engine_puts_between_han_are_no_blanks_of_the_print(
    write: Callable[[Words], str],
) -> None:
    lines = boxed(("山高 水 长 Robert Hart 在 此", "一九〇一年"))
    assert read(write(lines))[0].replace("　", "") == "山高水长Robert Hart在此"


def test_columns_are_read_one_after_the_other_though_the_engine_goes_across() -> None:
    left = boxed(tuple(f"左栏第{n}行写到这里为止" for n in "一二三四五六七八九十"))
    right = boxed(tuple(f"右栏第{n}行写到这里为止" for n in "一二三四五六七八九十"), left=500)
    across = [line for pair in zip(left, right, strict=True) for line in pair]
    assert read(recognised.rapidocr(across)) == [text for text, _ in (*left, *right)]


def test_a_page_that_lay_askew_is_read_as_if_it_lay_straight() -> None:
    sine, cosine = math.sin(math.radians(1.5)), math.cos(math.radians(1.5))
    turned = [
        {
            "box": [
                [
                    x * cosine - y * sine,
                    x * sine + y * cosine,
                ]
                for x, y in recognised.corners(box)
            ],
            "txt": text,
            "score": 0.9,
        }
        for text, box in boxed(PAGE)
    ]
    assert read(json.dumps(turned)) == list(PAGE)


def test_a_page_of_vertical_lines_is_read_from_its_right_hand_column() -> None:
    columns = ("那年春天雨水多河裏漲了三", "回水渡口的石階被淹到第七", "級鎮上的人說要修一座橋")
    down = [
        (text, Box(900 - number * 50, 100, 930 - number * 50, 100 + EM * len(text)))
        for number, text in enumerate(columns)
    ]
    assert read(recognised.rapidocr(down)) == list(columns)


def test_pieces_of_one_line_are_put_together_with_the_blank_between_them() -> None:
    rows = ("姓名　　籍贯", "张三丰　辽东")
    pieces = [
        piece
        for number, row in enumerate(rows)
        for word in row.split("　")
        for piece in boxed((word,), left=100 + EM * row.index(word), top=100 + number * 48)
        if word
    ]
    assert read(recognised.rapidocr(pieces)) == list(rows)


def test_heads_and_folios_of_several_pages_are_furniture_by_their_place() -> None:
    pages = []
    for number in range(4):
        text = boxed(tuple(f"{sign}时渡口有{sign}位客人等船" for sign in SIGNS[number]), top=200)
        head = ("渡口旧事", Box(100, 40, 220, 70))
        folio = (str(number + 11), Box(400, 1300, 440, 1330))
        pages.append(
            [[recognised.corners(box), [words, 0.9]] for words, box in (head, *text, folio)]
        )
    raw = json.dumps(pages).encode()
    printout = read_printout(raw, form_of(raw), Path("pages.json"))
    furniture = [
        printout.lines[ruling.line - 1].strip()
        for ruling in printout.rulings
        if ruling.kind == BlockKind.FURNITURE
    ]
    assert furniture == [part for n in range(4) for part in ("渡口旧事", str(n + 11))]


def test_a_line_knows_its_place_on_the_page_and_how_sure_the_engine_was() -> None:
    raw = recognised.alto(boxed(PAGE)).encode()
    place = read_printout(raw, Form.ALTO, Path("page.xml")).places[0]
    assert place is not None
    assert (place.page, place.confidence) == (0, 0.91)
    assert place.box == Box(100, 100, 220, 130)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("<alto><Layout>", "source.xml"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><alto>&x;</alto>', "source.entities"),
        ("<alto><Layout><Page/></Layout></alto>", "source.blank"),
        ('[{"box": [[0, 0]], "txt": "一"}]', "source.json_form"),
        ('[{"box": 1, "txt": "一"}]', "source.json_form"),
        ('[{"box": [[0, 0]', "source.json"),
        (recognised.tsv([]).replace("\t0\t0\t0\t0\t0", "\tx\t0\t0\t0\t0"), "source.table_row"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(content: str, key: str) -> None:
    raw = content.encode()
    form = Form.OCR_JSON if content.startswith("[") else form_of(raw)
    with pytest.raises(SourceError) as error:
        read_printout(raw, form, Path("page"))
    assert error.value.key == key
