"""The reading room tells readers, libraries and programs the same of every publication."""

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pymarc
import pytest
from lxml import etree, html
from msgspec import structs

from bench.room import shelve
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.room.records.citing import bibtex, citations_of
from kanben.room.room import PER_PAGE, write_room
from kanben.room.titles import CatalogueTitle, gather_title
from tests.books import book_of_everything, seed_book

SITE = "https://books.example/library"
OPDS = Path(__file__).parent / "browser/opds.mjs"
TAGS = ("zh-Hans-CN", "zh-Hant-TW")
FORMATS = ("epub", "pdf", "docx", "html")
ORDERED = [(tag, suffix) for tag in TAGS for suffix in FORMATS]


def in_scripts(book: Manuscript) -> list[Manuscript]:
    filing = {"小城旧事": "Xiaocheng jiushi", "林一鸣": "Lin Yiming", "周雨": "Zhou Yu"}
    return [structs.replace(book, variant=tag, script=tag[3:7], filing=filing) for tag in TAGS]


def shelved(folder: Path, *books: Manuscript) -> Layout:
    """Lay books in two scripts into a build folder, with the proofs of their editions."""
    layout = Layout(folder / "build")
    for book in books:
        for manuscript in in_scripts(book):
            shelve(layout, manuscript)
            cover = layout.cover(book.name, manuscript.variant)
            cover.parent.mkdir(parents=True, exist_ok=True)
            cover.write_bytes(b"\x89PNG")
    return layout


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    layout = shelved(tmp_path_factory.mktemp("room"), book_of_everything(), seed_book())
    write_room(layout, dict.fromkeys(("小城旧事", "綦江"), ORDERED), SITE)
    return layout


@pytest.fixture(scope="module")
def title(room: Layout) -> CatalogueTitle:
    return gather_title(room, "小城旧事", ORDERED).title


def test_the_first_page_tells_source_rights_and_where_to_read(room: Layout) -> None:
    page = html.parse(str(room.catalogue)).getroot()
    text = page.text_content()
    for said in (
        "小城旧事",
        "一册样书",
        "林一鸣",
        "山城日报，1936-05-04，第二版",
        "公有领域",
        "何平",
    ):
        assert said in text, said
    links = {unquote(link) for link in page.xpath("//a/@href")}
    for tag, suffix in ORDERED:
        assert f"editions/小城旧事/小城旧事.{tag}.{suffix}" in links
        assert f"proofs/小城旧事/小城旧事.{tag}.{suffix}.json" in links
    covers = {unquote(source) for source in page.xpath("//img[@class='cover']/@src")}
    assert {f"covers/小城旧事.{tag}.png" for tag in TAGS} <= covers


def test_every_link_of_the_room_leads_to_something(room: Layout) -> None:
    pages = [room.catalogue, *room.room.rglob("*.html")]
    for page in pages:
        root = html.parse(str(page)).getroot()
        for link in root.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            place = unquote(link.partition("#")[0])
            if place and "://" not in place:
                assert (page.parent / place).is_file(), (page.name, link)


def test_a_program_that_lists_books_finds_them_in_both_feeds(room: Layout) -> None:
    told = subprocess.run(
        ["node", OPDS, room.folder / "opds"], capture_output=True, text=True, check=True
    )
    for rows in json.loads(told.stdout).values():
        assert [row["title"] for row in rows] == ["小城旧事"] * 2 + ["綦江：创新驱动发展"] * 2
        assert [row["language"] for row in rows] == [*TAGS, *TAGS]
        assert rows[0]["authors"] == ["林一鸣", "周雨"]
        for row in rows:
            assert len(row["links"]) == len(FORMATS)
            for href, media_type in row["links"]:
                assert href.startswith(f"{SITE}/editions/")
                assert "/" in media_type
            assert len(row["covers"]) == 1


def test_a_feed_has_what_its_schema_asks_for(room: Layout) -> None:
    feed: Any = json.loads((room.folder / "opds/index.json").read_bytes())
    assert {"metadata", "links", "publications"} <= feed.keys()
    assert feed["metadata"]["title"]
    assert any(link["rel"] == "self" for link in feed["links"])
    for publication in feed["publications"]:
        relations = {link["rel"] for link in publication["links"]}
        assert {"self", "http://opds-spec.org/acquisition/open-access"} <= relations
        assert publication["metadata"]["title"]
        assert publication["metadata"]["@type"] == "http://schema.org/Book"
        assert {image["type"] for image in publication["images"]} <= {"image/png", "image/jpeg"}
        (own,) = [link["href"] for link in publication["links"] if link["rel"] == "self"]
        assert (room.folder / unquote(own.removeprefix(f"{SITE}/"))).is_file()


def read_xml(path: Path) -> list[pymarc.Record]:
    read: Any = pymarc.parse_xml_to_array
    return list(read(str(path)))


def records(room: Layout, suffix: str) -> list[pymarc.Record]:
    path = room.room / f"records/小城旧事.{suffix}"
    if suffix.endswith("xml"):
        return read_xml(path)
    reader = pymarc.MARCReader(BytesIO(path.read_bytes()), force_utf8=True)
    return [record for record in reader if record]


def test_marc_21_is_read_back_by_pymarc(room: Layout) -> None:
    (first, second) = records(room, "marc21.xml")
    assert first["245"]["a"] == "小城旧事 :"
    assert first["245"]["b"] == "一册样书 /"
    assert first["100"]["a"] == "林一鸣"
    assert [field["4"] for field in first.get_fields("700")] == ["ill", "edt"]
    assert first["084"]["a"] == "K297.19"
    assert first["534"]["t"] == "山城日报"
    assert first["540"]["a"] == "公有领域"
    assert len(str(first["008"].data)) == 40
    assert [record["546"]["b"] for record in (first, second)] == ["Hans", "Hant"]
    assert {field["u"] for field in first.get_fields("856")} >= {
        f"{SITE}/editions/小城旧事/小城旧事.zh-Hans-CN.epub"
    }


@pytest.mark.parametrize("suffix", ["cnmarc.xml", "cnmarc.iso"])
def test_cnmarc_is_read_back_by_pymarc(room: Layout, suffix: str) -> None:
    (first, _) = records(room, suffix)
    assert first["200"]["a"] == "小城旧事"
    assert first["200"]["9"] == "Xiaocheng jiushi"
    assert first["200"]["f"] == "林一鸣著，周雨图"
    assert [field["9"] for field in first.get_fields("701")] == ["Lin Yiming", "Zhou Yu"]
    assert first["690"]["a"] == "K297.19"
    assert len(first["100"]["a"]) == 36
    assert "1000-0000" in first["324"]["a"]


def test_dublin_core_describes_every_script(room: Layout) -> None:
    root = etree.parse(room.room / "records/小城旧事.dc.xml").getroot()
    languages = [each.text for each in root.iter("{http://purl.org/dc/elements/1.1/}language")]
    assert languages == list(TAGS)


def test_citations_are_what_readers_of_each_custom_write(title: CatalogueTitle) -> None:
    cited = {
        each.style: each.text
        for each in citations_of(title.scripts[0], title.name, "https://books.example/a.html")
    }
    assert cited["GB/T 7714"] == (
        "林一鸣, 周雨. 小城旧事: 一册样书[M/OL]. 何平, 编. 山城文史馆, 2024[{today}]. "
        "https://books.example/a.html"
    )
    assert cited["Chicago"] == (
        "Lin Yiming 林一鸣, and Zhou Yu 周雨. Xiaocheng jiushi 小城旧事：一册样书. "
        "山城文史馆, 2024. https://books.example/a.html."
    )
    assert "editor = {{何平}}" in cited["BibTeX"]
    item: Any = json.loads(cited["CSL-JSON"])
    assert item["author"] == [{"literal": "林一鸣"}, {"literal": "周雨"}]
    assert item["issued"] == {"date-parts": [[2024]]}


def test_what_tex_would_read_as_a_command_is_printed_as_it_stands(title: CatalogueTitle) -> None:
    metadata = structs.replace(title.scripts[0].metadata, title=r"100% \emph{R&D}_#1")
    entry = bibtex(structs.replace(title.scripts[0], metadata=metadata), "甲", "")
    assert r"100\% \textbackslash{}emph\{R\&D\}\_\#1" in entry


def test_the_sitemap_names_every_page_by_its_full_address(room: Layout) -> None:
    root = etree.parse(room.folder / "sitemap.xml").getroot()
    places = [unquote(each.text or "") for each in root.iter("{*}loc")]
    assert f"{SITE}/room/books/小城旧事.html" in places
    for place in places:
        assert (room.folder / place.removeprefix(f"{SITE}/")).is_file()


def test_a_search_engine_reads_the_book_in_its_page(room: Layout) -> None:
    page = html.parse(str(room.room / "books/小城旧事.html")).getroot()
    (script,) = page.xpath("//script[@type='application/ld+json']")
    book: Any = json.loads(script.text)
    assert (book["@type"], book["name"]) == ("Book", "小城旧事")
    assert len(book["workExample"]) == len(ORDERED)


def test_a_long_shelf_has_pages_and_a_table_for_filters(tmp_path: Path) -> None:
    books = [structs.replace(seed_book(), name=f"书{number}") for number in range(PER_PAGE + 1)]
    layout = shelved(tmp_path, *books)
    write_room(layout, {book.name: ORDERED for book in books})
    first = layout.catalogue.read_text("utf-8")
    assert first.count("<article") == PER_PAGE
    second = (layout.room / "shelf/2.html").read_text("utf-8")
    assert second.count("<article") == 1
    table = (layout.room / "titles.js").read_text("utf-8")
    assert table.startswith('kanben.lay("titles",')
    assert len(json.loads(table[len('kanben.lay("titles",') : -2])) == len(books)


def test_axe_has_nothing_to_say_of_a_long_shelf(tmp_path: Path) -> None:
    books = [structs.replace(seed_book(), name=f"书{number}") for number in range(PER_PAGE)]
    layout = shelved(tmp_path, *books)
    write_room(layout, {book.name: ORDERED for book in books})
    command = ["node", str(OPDS.with_name("room.mjs")), str(layout.folder), "[]"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=200)
    found = json.loads(told.stdout)
    assert (found["axe"], found["console"], found["wider"]) == ([], [], [])
    assert found["loaded"] <= 200_000


def test_markup_in_a_title_stays_text_everywhere(tmp_path: Path) -> None:
    evil = '</script><script>alert(1)</script>"&'
    book = seed_book()
    metadata = structs.replace(book.metadata, title=evil, rights=evil)
    layout = shelved(tmp_path, structs.replace(book, metadata=metadata))
    write_room(layout, {"綦江": ORDERED})
    for page in (layout.catalogue, layout.room / "books/綦江.html"):
        assert "<script>alert" not in page.read_text("utf-8")
    for script in layout.room.rglob("*.js"):
        assert "</script>" not in script.read_text("utf-8") or script.name == "search.js"
    (record, _) = read_xml(layout.room / "records/綦江.marc21.xml")
    assert record["245"]["a"].startswith(evil)
