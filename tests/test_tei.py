"""A TEI edition holds text and apparatus, and its proof notices what a hand changes in it."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec import structs

from kanben.manuscript.archive import load
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import ReadingKind, VariantReading, Witness
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.proving.audit import audit
from kanben.proving.proof import Verdict
from tests.books import book_of_everything

T = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXT = "江边的早晨\n\n天还没有亮,江上起了雾，挑水的人己经沿着石阶走下去了。\n"
PLAN = """
emendations:
  - {at: 江.txt:3, correct: 己经, to: 已经, why: 形近而误}
"""


def written(manuscript: Manuscript, folder: Path) -> Path:
    edition = folder / "book.tei"
    FORMATS["tei"].write(manuscript, edition, Commission())
    return edition


def verdict(manuscript: Manuscript, edition: Path) -> Verdict:
    return audit(manuscript, edition, FORMATS["tei"].declare(manuscript)).verdict


@pytest.fixture(scope="module")
def emended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Manuscript, Path]:
    """A page with a machine's repair and an editor's correction, in traditional script."""
    folder = tmp_path_factory.mktemp("tei")
    place = folder / "江"
    place.mkdir()
    (place / "江.txt").write_text(TEXT, "utf-8")
    (place / "publication.yaml").write_text(PLAN, "utf-8")
    layout = Layout(folder / "build")
    list(publish([place], layout, Config(), Asked(variants=("zh-Hant-TW",), formats=("tei",))))
    manuscript = load(layout.variant("江", "zh-Hant-TW"))
    return manuscript, layout.edition("江", "zh-Hant-TW", "tei")


def test_every_change_stands_in_the_text_with_what_was_printed(
    emended: tuple[Manuscript, Path],
) -> None:
    root: Any = etree.parse(emended[1]).getroot()
    found = {
        (app.get("type"), "".join(app.find(f"{T}lem").itertext()), app.findtext(f"{T}rdg"))
        for app in root.iter(f"{T}app")
    }
    assert ("correct", "已經", "己经") in found
    assert ("correct", "，", ",") in found
    editors = [app for app in root.iter(f"{T}app") if app.findtext(f"{T}rdg") == "己经"]
    assert editors[0].find(f"{T}lem").get("resp") == "#editor"
    (witness,) = root.iter(f"{T}witness")
    assert editors[0].find(f"{T}rdg").get("wit") == f"#{witness.get(ID)}"


def test_every_reference_leads_to_something(tmp_path: Path) -> None:
    root = etree.parse(written(book_of_everything(), tmp_path)).getroot()
    known = {element.get(ID) for element in root.iter() if element.get(ID)}
    for element in root.iter():
        for name in ("ref", "target", "resp", "wit"):
            reference = element.get(name)
            assert reference is None or reference.removeprefix("#") in known, reference


def test_what_two_witnesses_read_stands_behind_the_text(tmp_path: Path) -> None:
    book = book_of_everything()
    other = Witness(Position(0, 30), "三十日", "九月", "。")
    reading = VariantReading(
        Witness(Position(0, 14), "三日", "九月", "。"), other, ReadingKind.FIGURE
    )
    edition = written(structs.replace(book, readings=(reading,)), tmp_path)
    root: Any = etree.parse(edition).getroot()
    (app,) = root.iterfind(f".//{T}listApp/{T}app[@type='figure']")
    assert [rdg.text for rdg in app.iterfind(f"{T}rdg")] == ["三日", "三十日"]
    assert app.get("loc") == "001:14:1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("江上起了", "江上了"),
        ("已經", "己經"),
        ("</body>", "<div><p>多出一句。</p></div></body>"),
        ("<rdg", "<note>旁批</note><rdg"),
        ("江邊的早晨</head>", "江邊的早晨</head><!-- 注 -->"),
    ],
)
def test_an_edition_that_says_something_else_is_not_whole(
    emended: tuple[Manuscript, Path], tmp_path: Path, before: str, after: str
) -> None:
    manuscript, edition = emended
    assert verdict(manuscript, edition) == Verdict.WHOLE
    text = edition.read_text("utf-8")
    assert before in text
    altered = tmp_path / "book.tei"
    altered.write_text(text.replace(before, after), "utf-8")
    assert verdict(manuscript, altered) == Verdict.BROKEN


def test_anchors_become_names_that_xml_allows(tmp_path: Path) -> None:
    book = book_of_everything()
    parts = tuple(
        structs.replace(
            part,
            blocks=tuple(
                structs.replace(block, anchor=f"1 (甲)/{block.anchor}") for block in part.blocks
            ),
        )
        for part in book.parts
    )
    book = structs.replace(book, parts=parts, index=(), terms=())
    root: Any = etree.parse(written(book, tmp_path)).getroot()
    names = [element.get(ID) for element in root.iter() if element.get(ID)]
    assert len(names) == len(set(names))
    assert not [name for name in names if set(name) & set(" ()/甲")]
