"""The table of variants: what is in it is made, and an entry for one more is all it takes."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from kanben.errors import ConfigError
from kanben.manuscript.archive import load
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config, Plan
from kanben.manuscript.variants import (
    AS_PRINTED,
    TAGS,
    USUAL_VARIANTS,
    VARIANTS,
    by_language,
    label_of,
    variant_of,
)
from kanben.messages import word
from kanben.press import Failed, Made, publish
from kanben.variants.engine import convert
from kanben.variants.house import House, house_of
from kanben.variants.lines import convert_lines
from kanben.variants.styles import styles
from kanben.writing.book.sheets import set_for
from kanben.writing.docx.reference import word_language

HARBOUR = """\
外港的灯

头发花白的老李坐在码头上，说：“里面的面条只卖五元，软件却要几百元。”

台风过后，他在干净的石阶上晒鱼干，后来才知道皇后大街已经封了。
"""
PENINSULA = """\
外港的燈

頭髮花白的老李坐在碼頭上，說：「裏面的麵條只賣五元，軟件卻要幾百元。」

颱風過後，他在乾淨的石階上曬魚乾，後來才知道皇后大街已經封了。
"""


def test_the_usual_variants_are_those_of_the_mainland_taiwan_and_hong_kong() -> None:
    assert USUAL_VARIANTS == ("zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK")


@pytest.mark.parametrize("tag", VARIANTS)
@pytest.mark.parametrize("script", ["Hans", "Hant"])
def test_every_variant_can_be_reached_from_both_scripts(tag: str, script: str) -> None:
    text = HARBOUR if script == "Hans" else PENINSULA
    converted = "".join(convert(text, script, tag))
    simplified = {"头", "面条", "后来", "说"}
    assert all((form in converted) == (VARIANTS[tag].script == "Hans") for form in simplified)


@pytest.mark.parametrize("tag", VARIANTS)
def test_every_variant_has_its_house_style_and_its_kin(tag: str) -> None:
    variant = VARIANTS[tag]
    assert styles()[variant.style].variant == variant.customs
    assert variant.customs in VARIANTS
    assert VARIANTS[variant.customs].script == variant.script
    assert House().style(tag) == styles()[variant.style]


@pytest.mark.parametrize("tag", ["zh-Hant-SG", "zh", "en", "zh-Hans-CN-vertical"])
def test_an_unknown_variant_is_told(tag: str) -> None:
    with pytest.raises(ConfigError) as raised:
        convert("灯", "Hans", tag)
    assert raised.value.key == "variants.unknown"


def test_a_script_that_nothing_leads_from_is_told() -> None:
    with pytest.raises(ConfigError) as raised:
        convert("灯", "Latn", "zh-Hant-MO")
    assert raised.value.key == "variants.no_way"


def test_macao_prints_as_hong_kong_does_where_it_has_no_custom_of_its_own() -> None:
    house = House(vocabulary=("zh-Hant-HK", "zh-Hant-MO"))
    for text in ("后来他在里面卖面条，头发白了。", "这套软件的信息安全很好。"):
        both = [
            "".join(convert_lines([text], tag, "zh-Hans-CN", house))
            for tag in ("zh-Hant-HK", "zh-Hant-MO")
        ]
        assert both[0] == both[1]


def test_what_an_editor_says_of_hong_kong_does_not_hold_for_macao() -> None:
    plan = Plan(glossary={"zh-Hant-HK": {"的士": "計程車"}}, style={"zh-Hant-HK": "hk-official"})
    house = house_of(plan, Config(), "zh-Hant-MO")
    assert house.rulings("zh-Hant-MO") == {}
    assert house.style("zh-Hant-MO") == styles()["hk-press"]


def test_a_mistake_about_one_variant_stops_no_other(tmp_path: Path) -> None:
    source = tmp_path / "港.txt"
    source.write_text(HARBOUR, encoding="utf-8")
    config = Config(style={"zh-Hant-TW": "no-such-house"})
    asked = Asked(variants=("zh-Hant-TW", "zh-Hant-MO"), formats=("html",))
    events = list(publish([source], Layout(tmp_path / "build"), config, asked))
    failed = {event.place.name: event.error.key for event in events if isinstance(event, Failed)}
    assert failed == {"港.zh-Hant-TW.json": "variants.style"}
    made = [event.path.name for event in events if isinstance(event, Made)]
    assert "港.zh-Hant-MO.html" in made
    assert "港.html" in made


def test_print_that_is_left_as_it_is_has_the_customs_of_its_script() -> None:
    assert [variant_of(AS_PRINTED, script).order for script in ("Hans", "Hant")] == [
        "pinyin",
        "strokes",
    ]
    assert [word_language(f"zh-{script}") for script in ("Hans", "Hant")] == ["zh-CN", "zh-TW"]


@pytest.mark.parametrize("tag", TAGS)
def test_every_variant_has_a_name_and_its_words(tag: str) -> None:
    language = variant_of(tag, "Hant").language
    assert label_of(tag)
    assert word("contents", language) in {"目录", "目次", "目錄"}


def test_a_style_sheet_gives_macao_the_fonts_of_hong_kong() -> None:
    sheet = "html:lang(zh-Hant) {}\nhtml:lang(zh-Hant-HK) {}"
    assert set_for(sheet, "zh-Hant-MO") == "html:lang(zh-Hant) {}\nhtml:lang(zh-Hant-MO) {}"
    assert set_for(sheet, "zh-Hant-TW") == sheet
    assert by_language("zh-Hant-MO").glyphs is by_language("zh-Hant-HK").glyphs


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A book from each script, published for Macao and Singapore."""
    folder = tmp_path_factory.mktemp("港")
    for name, text in (("简", HARBOUR), ("繁", PENINSULA)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    layout = Layout(folder / "build")
    asked = Asked(variants=("zh-Hant-MO", "zh-Hans-SG"), formats=("epub", "pdf", "docx", "html"))
    places = [folder / "简.txt", folder / "繁.txt"]
    failed = [
        event for event in publish(places, layout, Config(), asked) if isinstance(event, Failed)
    ]
    assert failed == []
    return layout


@pytest.mark.parametrize("name", ["简", "繁"])
@pytest.mark.parametrize(
    ("tag", "right"),
    [
        ("zh-Hant-MO", ("頭髮", "碼頭", "裡面的麵條", "颱風過後", "乾淨", "魚乾", "皇后大街")),
        ("zh-Hans-SG", ("头发", "码头", "里面的面条", "台风过后", "干净", "鱼干", "皇后大街")),
    ],
)
def test_macao_and_singapore_are_published_in_their_own_dress(
    shelf: Layout, name: str, tag: str, right: tuple[str, ...]
) -> None:
    manuscript = load(shelf.variant(name, tag))
    text = "".join(block.text for block in manuscript.blocks)
    assert [form for form in right if form not in text] == []
    with ZipFile(shelf.edition(name, tag, "epub")) as book:
        package = book.read("EPUB/package.opf").decode()
    assert re.findall("<dc:language[^>]*>([^<]*)", package) == [tag]
    with ZipFile(shelf.edition(name, tag, "docx")) as book:
        styles_of_word = book.read("word/styles.xml").decode()
    assert f'w:eastAsia="zh-{tag[-2:]}"' in styles_of_word
    assert f'lang="{tag}"' in shelf.edition(name, tag, "html").read_text(encoding="utf-8")
    assert shelf.proof(name, tag, "pdf").is_file()
