"""The review page shows the print beside the edition, and every doubt with a way out."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import structs

from kanben.editing.apparatus import annotate
from kanben.editing.emend import emend
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import Break, Choice, ProposedMove, Suspicion
from kanben.manuscript.index import Term, TermKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import Publication, load_publication
from kanben.reading.read import read as read_pages
from kanben.showing.doubts import gather
from kanben.showing.index_offers import offers_on
from kanben.showing.review import page_of, write_review
from kanben.showing.scaffold import draft
from kanben.showing.suggestions import around_line_end, item, scalar
from tests.desk import desk, lines_of, read

CHROMIUM = "/usr/bin/chromium"
SCRIPT = Path(__file__).parent / "browser" / "review.mjs"
SEEDS = Path(__file__).parents[1] / "seeds" / "qijiang-2021"
TEXT = "春城茶社旧闻\n老茶社在城南,门前有井\n水。井水《清甜，井水不涸。\n茶社\n茶客皆醉。文/林小满"


def doubtful(folder: Path, emendations: str = "  []") -> tuple[Publication, Manuscript]:
    book = desk(folder, {"甲.txt": TEXT}, emendations)
    manuscript = structs.replace(
        read(book),
        breaks=(
            Break(0, 1, join=False, p=0.03, reasons=("repair.doublings",)),
            Break(0, 2, join=False, p=0.45),
            Break(0, 3, join=False, p=0.0, by="editor"),
        ),
        suspicions=(Suspicion(Position(0, 3, 4), "水《清甜", "suspicion.opens", 0.7),),
        moves=(ProposedMove("甲-4", "甲-2", 0.6),),
    )
    return book, emend(manuscript, book, lines_of(book))


def test_doubts_stand_in_the_order_of_their_strength(tmp_path: Path) -> None:
    book, manuscript = doubtful(tmp_path)
    choice = Choice("甲-2", Position(0, 2, 4), "城", "城", ("城", "城"), 0.05, "老茶社在城南", 4)
    variant = structs.replace(manuscript, variant="zh-Hant-TW", choices=(choice,))
    candidate = Term("", "茶客", TermKind.TERM, ("茶客",), 0.8)
    doubts = gather(manuscript, lines_of(book), (variant,), (candidate,))
    kinds = [doubt.kind for doubt in doubts]
    assert kinds == ["choice zh-Hant-TW", "break", "suspicion", "move", "index"]
    strengths = [doubt.doubt for doubt in doubts]
    assert strengths == sorted(strengths, reverse=True)


def test_every_line_that_a_doubt_offers_settles_it(tmp_path: Path) -> None:
    book, manuscript = doubtful(tmp_path)
    doubts = gather(manuscript, lines_of(book))
    offers = [
        (doubt.kind, offer.yaml)
        for doubt in doubts
        for offer in doubt.suggestions
        if offer.under == "emendations"
    ]
    assert len(offers) == 7
    for kind, line in offers:
        edited, settled = doubtful(tmp_path, line)
        assert edited.plan.emendations
        if kind != "break":
            assert kind not in [doubt.kind for doubt in gather(settled, lines_of(edited))]


def test_the_editors_own_decisions_are_no_doubts(tmp_path: Path) -> None:
    book, manuscript = doubtful(tmp_path)
    assert 3 not in [
        doubt.line for doubt in gather(manuscript, lines_of(book)) if doubt.kind == "break"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "茶社",
        "甲.txt:12",
        "000_a.txt:3",
        "第一章: 茶",
        "- 茶",
        "no",
        "1302",
        "“茶”",
        "a\u2028b",
        "茶 # 社",
        "",
        "茶|社",
        "茶:",
        "1_0:30",
    ],
)
def test_what_is_offered_comes_back_from_yaml_as_it_was(text: str) -> None:
    assert yaml.safe_load(f"- {{at: {scalar(text)}}}") == [{"at": text}]


def test_a_key_without_a_value_is_not_offered() -> None:
    assert item(at="甲.txt:1", query="茶", why="") == "- {at: 甲.txt:1, query: 茶}"


def test_words_around_a_line_end_are_as_many_as_name_one_place() -> None:
    lines = ("茶社茶社茶社茶社茶", "", "社茶社")
    assert around_line_end(lines, 1).partition("|")[2] == "社茶社"
    assert around_line_end(lines, 3) == ""


def test_the_page_holds_every_printed_line_once_or_more(tmp_path: Path) -> None:
    book, manuscript = doubtful(tmp_path, "- {at: 甲.txt:4, drop: 茶社}")
    page = page_of(manuscript, lines_of(book), ())
    shown = {part.line for row in page.rows for part in row.printed}
    assert shown == {1, 2, 3, 4, 5}
    (left_out,) = (row for row in page.rows if not row.runs)
    assert left_out.printed[0].line == 4


def test_untrusted_text_is_never_markup(tmp_path: Path) -> None:
    evil = '</script><script>alert("茶")</script>&amp;<b>'
    book = desk(tmp_path, {"甲.txt": evil}, "  []")
    path = tmp_path / "review.html"
    write_review(read(book), lines_of(book), path)
    page = path.read_text(encoding="utf-8")
    assert "<script>alert" not in page
    data = re.search(r'type="application/json">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["sources"][0][1] == [evil]


def test_a_drafted_yaml_can_be_read_and_its_suggestions_taken_up(tmp_path: Path) -> None:
    book, manuscript = doubtful(tmp_path)
    text = draft(manuscript, lines_of(book))
    taken = re.sub(
        r"^#   - ", "  - ", text.replace("# emendations:", "emendations:"), flags=re.MULTILINE
    )
    book.folder.joinpath("publication.yaml").write_text(taken, encoding="utf-8")
    edited = load_publication(tmp_path)
    assert len(edited.plan.emendations) == 3
    emend(read(edited), edited, lines_of(edited))


def _browse(page: Path) -> dict[str, Any]:
    command = ["node", str(SCRIPT), CHROMIUM, str(page)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def _raw_seeds(folder: Path, emendations: str = "") -> Publication:
    """Copy the seeds without what their editor decided."""
    for text in SEEDS.glob("*.txt"):
        (folder / text.name).write_bytes(text.read_bytes())
    head = (SEEDS / "publication.yaml").read_text(encoding="utf-8").partition("emendations:")[0]
    yaml_text = head + (f"emendations:\n{emendations}\n" if emendations else "")
    (folder / "publication.yaml").write_text(yaml_text, encoding="utf-8")
    return load_publication(folder)


def _reviewed(book: Publication) -> tuple[Manuscript, tuple[tuple[str, ...], ...]]:
    manuscript, printed = read_pages(book)
    return annotate(emend(manuscript, book, printed)), printed


def _with_terms() -> tuple[Term, ...]:
    return (Term("", "高新区", TermKind.TERM, ("高新区",), 0.8),)


@cache
def _told(folder: Path) -> dict[str, Any]:
    page = folder / "review page, 校样.html"
    manuscript, printed = _reviewed(_raw_seeds(folder))
    block = next(block for block in manuscript.blocks if "发" in block.text)
    place = block.text.index("发")
    choice = Choice(block.anchor, block.position, "发", "發", ("發", "髮"), 0.9, block.text, place)
    variant = structs.replace(manuscript, variant="zh-Hant-TW", choices=(choice,))
    write_review(manuscript, printed, page, (variant,), _with_terms())
    return _browse(page)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Open the review page of the unedited seeds in a browser, once."""
    return _told(tmp_path_factory.mktemp("seeds"))


def test_the_page_loads_from_a_file_without_errors_or_network(told: dict[str, Any]) -> None:
    assert told["console"] == []
    assert told["requests"] == []


def test_j_and_k_go_from_doubt_to_doubt_and_show_the_place(told: dict[str, Any]) -> None:
    assert (told["first"], told["third"], told["back"]) == (0, 2, 1)
    assert told["shown"] == 1
    assert told["inView"]


def test_reasons_show_on_focus_and_on_hover(told: dict[str, Any]) -> None:
    assert "%" in told["onFocus"]
    assert "→" in told["onHover"]


def test_filters_narrow_the_list_and_the_rows(told: dict[str, Any]) -> None:
    assert 0 < told["filtered"] < told["doubts"]
    assert 0 < told["doubtfulRows"] < told["rows"]


@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_runs_over_the_edge_of_the_screen(told: dict[str, Any], width: int) -> None:
    assert told[f"overflow{width}"] <= 0


def test_a_copied_line_is_accepted_by_the_next_build_and_settles_its_doubt(
    told: dict[str, Any], tmp_path: Path
) -> None:
    assert told["pasted"] == told["offered"]
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    before = _reviewed(_raw_seeds(tmp_path / "before"))
    after = _reviewed(_raw_seeds(tmp_path / "after", f"  {told['pasted']}"))
    assert len(gather(*after)) < len(gather(*before))


def test_ten_thousand_lines_can_be_walked_through(tmp_path: Path) -> None:
    line = "老茶社在城南,门前有一口古井，井水清甜，"
    book = desk(tmp_path, {"甲.txt": "\n".join([line] * 10_000)}, "  []")
    breaks = tuple(Break(0, number, join=False, p=0.4) for number in range(1, 10_000, 20))
    manuscript = structs.replace(read(book), breaks=breaks)
    page = tmp_path / "review.html"
    write_review(manuscript, lines_of(book), page)
    told = _browse(page)
    assert told["console"] == []
    assert told["doubts"] == len(breaks)
    assert told["third"] == 2


def test_decisions_keep_their_mark_after_a_reload(told: dict[str, Any]) -> None:
    assert told["decided"] == 1
    assert told["afterReload"] == 2


def test_all_decisions_are_copied_under_their_keys(told: dict[str, Any]) -> None:
    assert told["keyed"] == "index:\n  add:\n    - 高新区"
    taken = yaml.safe_load(told["all"])
    assert taken["index"] == {"add": ["高新区"]}
    assert taken["emendations"] == yaml.safe_load(told["pasted"])


def test_enter_on_an_index_or_script_doubt_shows_its_own_reasons(told: dict[str, Any]) -> None:
    assert len(told["reasons"]) == 2
    for shown, own in told["reasons"]:
        assert shown.strip() == own.strip() != ""


def test_the_list_takes_a_third_of_a_telephone(told: dict[str, Any]) -> None:
    assert 0.25 < told["list390"] < 0.4


def test_every_act_on_an_entry_is_offered() -> None:
    listed = (
        Term("t1", "平湖大学", TermKind.ORGANISATION, ("平湖大学", "平大", "国立平湖大学"), 0.55),
        Term("t2", "平湖工业大学", TermKind.ORGANISATION, ("平湖工业大学",), 0.9),
    )
    offers = {offer.under: offer.yaml for offer in offers_on(listed[0], listed)}
    assert offers == {
        "index → add": "- 平湖大学",
        "index → remove": "- 平湖大学",
        "index → merge": "平湖大学: 平湖工业大学",
        "index → rename": "平湖大学: 国立平湖大学",
        "index → split": "平湖大学: 平大",
    }
    left_out = Term("", "渡船", TermKind.TERM, ("渡船",), 0.4)
    assert [offer.under for offer in offers_on(left_out, listed)] == [
        "index → add",
        "index → remove",
    ]
