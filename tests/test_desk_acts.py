"""What an editor decides at the desk stands in the YAML, at once, signed, and can be undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kanben.manuscript.publication import load_publication
from kanben.press import make_copy
from tests.running_desk import DeskBook, RunningDesk, running, text_of

TEXT = """　　老茶社在城南，门前有一口古井，井水清甜，四时
不涸。茶客多是老人，清早便来，坐到日中。
　　掌柜姓林，人称林老板，祖上三代都在此地卖茶。茶社
里挂着一幅旧画，画中是江上的船。
江边旧事
　　那一年涨大水，街上的铺子都关了门，只有老茶社还
生着火。林老板说，茶社社不能一日无茶。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    folder = tmp_path_factory.mktemp("books")
    (folder / "seeds").mkdir()
    with running(folder) as found:
        yield found


@pytest.fixture
def book(desk: RunningDesk, request: pytest.FixtureRequest) -> DeskBook:
    name = "茶社" + request.node.name.partition("[")[0][-60:]
    folder = desk.folder / "seeds" / name
    folder.mkdir()
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8")
    return desk.book(name)


def place(book: DeskBook) -> Path:
    return book.desk.folder / "seeds" / str(book.view["name"])


def plan(book: DeskBook) -> dict[str, Any]:
    found = yaml.safe_load((place(book) / "publication.yaml").read_text("utf-8"))
    return found if isinstance(found, dict) else {}


def blocks(book: DeskBook) -> list[str]:
    """Return the texts of the blocks as anybody's build makes them."""
    return [block.text for block in make_copy(load_publication(place(book))).manuscript.blocks]


def line_of(row: list[object], words: str) -> int:
    lines: list[list[object]] = row[4]  # type: ignore[assignment]
    return next(int(str(line[1])) for line in lines if words in str(line[3]))


def test_a_line_end_is_turned_round_and_the_build_agrees(book: DeskBook) -> None:
    assert "四时不涸" in "".join(blocks(book))
    reply = book.act(act="end", source=0, line=1, join=False)
    assert reply.status == 200
    (act,) = plan(book)["emendations"]
    assert act["break"].count("|") == 1
    assert act["by"] == "林编辑"
    assert act["when"].endswith("Z")
    assert any(text.startswith("不涸") for text in blocks(book))
    shown = [text_of(row) for row in book.open()["rows"]]
    assert shown == blocks(book)


def test_a_later_word_on_a_line_end_stands_for_the_earlier_one(book: DeskBook) -> None:
    for join in (False, True, False):
        assert book.act(act="end", source=0, line=1, join=join).status == 200
    acts = plan(book)["emendations"]
    assert [("break" in act) for act in acts] == [True]


def test_words_are_corrected_queried_noted_and_left_out(book: DeskBook) -> None:
    second = TEXT.splitlines()[6]
    at = second.index("茶社社") + 2
    words = {"act": "words", "source": 0, "line": 7}
    assert book.act(**words, do="drop", start=at, end=at + 1, why="重出").status == 200
    assert "茶社不能一日无茶" in "".join(blocks(book))
    assert book.act(**words, do="note", start=4, end=7, to="名不详").status == 200
    assert book.act(**{**words, "line": 1}, do="query", start=2, end=5, to="老酒社").status == 200
    assert book.act(**{**words, "line": 2}, do="correct", start=0, end=2, to="不枯").status == 200
    assert book.act(**{**words, "line": 3}, do="insert", start=5, end=6, to="，名记").status == 200
    text = "".join(blocks(book))
    assert "四时不枯" in text
    assert "姓林，名记" in text
    assert len(plan(book)["emendations"]) == 5


def test_lines_are_rewritten_word_by_word(book: DeskBook) -> None:
    line = TEXT.splitlines()[6]
    wanted = line.replace("茶社社", "茶社").replace("林老板", "掌柜的")
    ask = {"source": 0, "line": 7, "start": 0, "end": len(line), "text": wanted}
    assert book.act(act="rewrite", lines=[ask]).status == 200
    assert "掌柜的说，茶社不能一日无茶" in "".join(blocks(book))
    again = {**ask, "text": line}
    assert book.act(act="rewrite", lines=[again]).status == 200
    assert plan(book) == {}


def test_a_block_gets_its_kind_and_a_heading_moves(book: DeskBook) -> None:
    row = book.row("江边旧事")
    assert book.act(act="kind", key=row[0], kind="heading", level=2).status == 200
    book.open()
    first = book.view["rows"][0][0]
    assert book.act(act="move", key=book.row("江边旧事")[0], before=first).status == 200
    made = make_copy(load_publication(place(book))).manuscript
    assert (made.blocks[0].text, str(made.blocks[0].kind), made.blocks[0].level) == (
        "江边旧事",
        "heading",
        2,
    )


def test_undo_leads_back_to_the_very_file_and_redo_forth(book: DeskBook) -> None:
    yaml_file = place(book) / "publication.yaml"
    yaml_file.write_text("# 林编辑的稿子\ntitle: 茶社旧闻   # 暂定\n", encoding="utf-8")
    before = yaml_file.read_bytes()
    book.open()
    book.act(act="end", source=0, line=1, join=False)
    book.act(act="index", do="add", heading="老茶社", why="主题")
    after = yaml_file.read_bytes()
    assert after.startswith(before)
    assert [book.step("undo").status, book.step("undo").status] == [200, 200]
    assert yaml_file.read_bytes() == before
    assert book.step("undo").status == 422
    assert [book.step("redo").status, book.step("redo").status] == [200, 200]
    assert yaml_file.read_bytes() == after


def test_undo_and_redo_outlive_the_desk(tmp_path: Path) -> None:
    folder = tmp_path / "seeds" / "茶社"
    folder.mkdir(parents=True)
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8")
    yaml_file = folder / "publication.yaml"
    texts = []
    with running(tmp_path) as desk:
        book = desk.book("茶社")
        for line in (1, 3, 5):
            assert book.act(act="end", source=0, line=line, join=False).status == 200
            texts.append(yaml_file.read_bytes())
        assert book.step("undo").status == 200
        for _ in range(2):
            desk.kill()
            desk.start()
            book = desk.book("茶社")
            assert (book.view["undo"], book.view["redo"]) == (True, True)
        assert book.step("redo").status == 200
        assert yaml_file.read_bytes() == texts[2]
        assert [book.step("undo").status for _ in range(3)] == [200] * 3
        desk.kill()
        assert plan(book) == {}
        desk.start()
        book = desk.book("茶社")
        assert (book.view["undo"], book.view["redo"]) == (False, True)
        assert book.step("redo").status == 200
        assert yaml_file.read_bytes() == texts[0]
        desk.kill()
        yaml_file.write_bytes(texts[0] + "# 林编辑自己的话\n".encode())
        desk.start()
        book = desk.book("茶社")
        assert (book.view["undo"], book.view["redo"]) == (False, False)


def test_an_act_can_be_taken_back_whenever_it_was_made(book: DeskBook) -> None:
    book.act(act="end", source=0, line=1, join=False)
    book.act(act="end", source=0, line=3, join=False)
    assert book.act(act="back", number=0).status == 200
    (act,) = plan(book)["emendations"]
    assert act["at"] == "甲.txt:3"


def test_an_editors_own_change_to_the_file_is_never_written_over(book: DeskBook) -> None:
    book.act(act="end", source=0, line=1, join=False)
    yaml_file = place(book) / "publication.yaml"
    theirs = yaml_file.read_text("utf-8") + "title: 茶社旧闻\n"
    yaml_file.write_text(theirs, encoding="utf-8")
    reply = book.act(act="end", source=0, line=3, join=False)
    assert reply.status == 409
    assert yaml_file.read_text("utf-8") == theirs
    assert book.open()["title"] == "茶社旧闻"
    assert book.act(act="end", source=0, line=3, join=False).status == 200


def test_an_act_that_does_not_fit_writes_nothing_and_says_why(book: DeskBook) -> None:
    book.act(act="words", do="drop", source=0, line=7, start=13, end=14)
    before = (place(book) / "publication.yaml").read_bytes()
    reply = book.act(act="onto", first=book.view["rows"][0][0], second=book.view["rows"][0][0])
    assert reply.status == 422
    assert reply.json["error"]
    assert book.act(act="kind", key="nowhere", kind="heading").status == 422
    assert book.act(act="end", source=7, line=1, join=True).status == 422
    assert book.act(act="dance").status == 400
    assert (place(book) / "publication.yaml").read_bytes() == before


def test_doubts_of_a_kind_are_settled_together(desk: RunningDesk) -> None:
    folder = desk.folder / "seeds" / "书名"
    folder.mkdir()
    lines = [f"　　{name}读完《旧闻，把书还给了图书馆。" for name in ("老人", "学生", "掌柜")]
    (folder / "甲.txt").write_text("\n".join([*lines, TEXT]), encoding="utf-8")
    book = desk.book("书名")
    doubts = book.view["doubts"]
    like: dict[str, list[str]] = {}
    for listed in doubts:
        like.setdefault(listed["like"], []).append(listed["id"])
    most = max(like.values(), key=len)
    assert len(most) == 3
    reply = book.act(act="settle", doubts=most, offer=0)
    assert reply.status == 200
    assert set(most) <= set(reply.json["answer"]["gone"])
    assert len(plan(book)["emendations"]) == len(most)
    assert {listed["id"] for listed in book.open()["doubts"]}.isdisjoint(most)
    made = make_copy(load_publication(place(book))).manuscript
    assert [text_of(row) for row in book.view["rows"] if row[5]] == [
        block.text for block in made.blocks
    ]


def test_slower_doubts_come_later_and_settle_in_the_glossary(desk: RunningDesk) -> None:
    folder = desk.folder / "seeds" / "发髻"
    folder.mkdir()
    (folder / "甲.txt").write_text(TEXT + "　　老人头发白了，干了一辈子活。\n", encoding="utf-8")
    book = desk.book("发髻")
    reply = desk.get(f"{book.path}/further?version={book.version}")
    assert reply.status == 200
    come = reply.json["answer"]["come"]
    kinds = {listed["doubt"]["kind"].partition(" ")[0] for listed in come}
    assert kinds <= {"choice", "index"}
    candidates = [listed["id"] for listed in come if listed["doubt"]["kind"] == "index"]
    if candidates:
        assert book.act(act="settle", doubts=candidates[:1], offer=0).status == 200
        assert plan(book)["index"]
        assert plan(book)["decided"]
    assert desk.get(f"{book.path}/further?version=old").json is None


def test_the_page_speaks_the_editors_language(desk: RunningDesk, book: DeskBook) -> None:
    for tag, word in (("zh-TW", "書架"), ("zh-CN", "书架"), ("en-GB", "Shelf")):
        page = desk.send("GET", "/", Accept_Language=tag).body.decode()
        assert word in page
