"""A publication goes through all stages; one that cannot be made stops no other."""

from pathlib import Path

import pytest

from kanben.manuscript.archive import load
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.publication import load_publication
from kanben.press import Failed, Made, make_manuscript, publish
from kanben.proving.proof import Verdict, load_proof

TEXT = """\
山城的早晨

天还没有亮，江上起了雾，挑水的人已经沿着石
阶走下去了。码头上的灯一盏一盏灭了。

“今天的船不来了。”守码头的老人说，他在这里
等了三十年，没有一天是不来的。
"""
PDF_ONLY = Asked(variants=("zh-Hant-TW",), formats=("pdf",))


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def test_a_bare_text_becomes_twelve_proved_editions(tmp_path: Path) -> None:
    place = put(tmp_path, "街 '甲' \"乙\".txt", TEXT)
    layout = Layout(tmp_path / "build")
    events = list(publish([place], layout, Config(), Asked()))
    assert [event for event in events if isinstance(event, Failed)] == []
    editions = sorted((tmp_path / "build" / "editions").rglob("*.*"))
    assert len([path for path in editions if path.is_file()]) == 12
    proofs = [load_proof(path) for path in (tmp_path / "build" / "proofs").rglob("*.json")]
    assert [proof.verdict for proof in proofs] == [Verdict.WHOLE] * 12
    assert leftovers(tmp_path / "build") == []


def test_a_title_is_found_in_the_text(tmp_path: Path) -> None:
    manuscript = make_manuscript(load_publication(put(tmp_path, "街.txt", TEXT)))
    assert manuscript.metadata.title == "山城的早晨"
    assert "沿着石阶走下去了" in manuscript.blocks[1].text


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "source.empty"),
        ("\n\n　\n", "source.blank"),
        (b"\x00\x01\x02PNG" * 50, "source.binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "source.other_file"),
        (TEXT.encode()[:-4], None),
        (TEXT.encode()[:-2], None),
        (TEXT.encode() + TEXT.encode("gb18030"), None),
    ],
)
def test_a_broken_source_fails_alone_and_leaves_nothing(
    tmp_path: Path, content: str | bytes, key: str | None
) -> None:
    broken = put(tmp_path, "甲.txt", content)
    sound = put(tmp_path, "乙.txt", TEXT)
    layout = Layout(tmp_path / "build")
    events = list(publish([broken, sound], layout, Config(), PDF_ONLY))
    failed = [event for event in events if isinstance(event, Failed)]
    assert [event.error.key for event in failed] == ([key] if key else [])
    assert all(event.error.file == str(broken) for event in failed)
    assert layout.edition("乙", "zh-Hant-TW", "pdf").is_file()
    assert layout.edition("甲", "zh-Hant-TW", "pdf").exists() == (key is None)
    assert leftovers(tmp_path / "build") == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_every_usual_encoding_gives_the_same_book(tmp_path: Path, encoding: str) -> None:
    traditional = TEXT.translate(
        str.maketrans("没阶灯灭码头来说这里等过", "沒階燈滅碼頭來說這裡等過")
    )
    traditional = (
        traditional.replace("一盏一盏", "一盞一盞").replace("还", "還").replace("雾", "霧")
    )
    traditional = traditional.replace("经", "經").replace("着", "著").replace("亮", "亮")
    plain = make_manuscript(load_publication(put(tmp_path, "甲.txt", traditional)))
    other = put(tmp_path, "乙.txt", traditional.replace("\n", "\r\n").encode(encoding))
    coded = make_manuscript(load_publication(other))
    assert [block.text for block in coded.blocks] == [block.text for block in plain.blocks]


def test_a_line_of_five_million_bytes_is_published(tmp_path: Path) -> None:
    sentence = "天还没有亮，江上起了雾，挑水的人已经沿着石阶走下去了。"
    place = put(tmp_path, "长.txt", sentence * (5_000_000 // len(sentence.encode())))
    layout = Layout(tmp_path / "build")
    asked = Asked(variants=("zh-Hant-HK",), formats=("epub",))
    events = list(publish([place], layout, Config(), asked))
    assert all(isinstance(event, Made) for event in events)
    assert len(load(layout.manuscript("长")).blocks[0].text) == len(place.read_text("utf-8"))


def test_a_heading_with_the_words_of_the_title_is_found_in_the_contents(tmp_path: Path) -> None:
    """The title of a print comes up again in it: 004 has it at line 43, set as a heading."""
    (source,) = (Path(__file__).parent.parent / "seeds").rglob("004*.txt")
    place = put(tmp_path, "综述.txt", source.read_bytes())
    events = list(publish([place], Layout(tmp_path / "build"), Config(), PDF_ONLY))
    assert [event for event in events if isinstance(event, Failed)] == []
