"""A source is read in the encoding its bytes show, or refused with file and line."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from kanben.errors import SourceError
from kanben.reading.files.source import SourceText, read_source

PROSE = "綦江，是中国西部齿轮城。\n今天的綦江，既坚持打基础，又注重全局性。\n"
TRADITIONAL = "我們在這裡說的話，他們都沒有聽見。\n那時候的人，不是這樣想的。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (PROSE, "utf-8", "utf-8"),
        (PROSE, "utf-8-sig", "utf-8-sig"),
        (PROSE, "utf-16", "utf-16"),
        (PROSE, "utf-16-le", "utf-16-le"),
        (PROSE, "utf-16-be", "utf-16-be"),
        (PROSE, "gb18030", "gb18030"),
        (PROSE, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gbk", "gb18030"),
    ],
)
def test_the_encodings_of_chinese_texts_are_told_apart(
    text: str, encoding: str, found: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode(encoding))
    source = read_source(path)
    assert (source.lines, source.encoding) == (tuple(text.splitlines()), found)


def test_windows_line_ends_and_old_mac_line_ends_are_line_ends(tmp_path: Path) -> None:
    for end in ("\r\n", "\r", "\n"):
        path = tmp_path / "page.txt"
        path.write_bytes(f"第一行{end}第二行{end}".encode())
        assert read_source(path).lines == ("第一行", "第二行")


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (b"", "source.empty", None),
        ("\n　\n\ufeff\n".encode(), "source.blank", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "source.other_file", None),
        (b"PK\x03\x04\x14\x00", "source.other_file", None),
        (b"\x7fELF\n" + b"\0\1" * 40, "source.binary", 2),
        (bytes(range(128, 256)) * 3, "source.unknown_encoding", 1),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(
    content: bytes, key: str, line: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert (caught.value.key, caught.value.line, caught.value.file) == (key, line, str(path))


def test_a_missing_file_and_a_wrong_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / "none.txt")
    assert caught.value.key == "source.missing"
    path = tmp_path / "page.txt"
    path.write_text(PROSE, encoding="utf-8")
    for encoding, key in (("utf-99", "source.no_such_encoding"), ("ascii", "source.not_so")):
        with pytest.raises(SourceError) as caught:
            read_source(path, encoding=encoding)
        assert caught.value.key == key


def read_bytes(content: bytes, folder: Path) -> SourceText:
    """Read bytes as a file."""
    path = folder / "page.txt"
    path.write_bytes(content)
    return read_source(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_file_cut_inside_its_last_character_is_read_and_the_rest_of_it_shown(
    encoding: str, tmp_path: Path
) -> None:
    content = TRADITIONAL.encode(encoding) + "樣".encode(encoding)[:-1]
    source = read_bytes(content, tmp_path)
    assert source.lines == (*TRADITIONAL.splitlines(), "□")
    assert [(doubt.at.line, doubt.reason) for doubt in source.doubts] == [(3, "suspicion.broken")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("broken", [b"\xff", b"\x80", b""], ids=["FF", "80", "lost"])
def test_one_broken_byte_costs_a_word_at_most_wherever_it_is(
    encoding: str, broken: bytes, tmp_path: Path
) -> None:
    whole = TRADITIONAL * 2
    sound = whole.encode(encoding)
    first = len(whole[:6].encode(encoding))
    lost = []
    for place in range(first, first + 18):
        source = read_bytes(sound[:place] + broken + sound[place + 1 :], tmp_path)
        text = "\n".join(source.lines) + "\n"
        assert (text[:5], text[-40:]) == (whole[:5], whole[-40:])
        same = SequenceMatcher(None, whole, text, autojunk=False).get_matching_blocks()
        lost.append(len(whole) - sum(block.size for block in same))
    assert max(lost) <= 7
    assert sum(lost) <= 3 * len(lost)


def test_the_doubt_names_the_line_and_the_bytes(tmp_path: Path) -> None:
    sound = PROSE.encode("gb18030")
    place = sound.index(b"\n") + 1
    source = read_bytes(sound[:place] + b"\xff" + sound[place:], tmp_path)
    (record,), (doubt,) = source.records, source.doubts
    assert (record.at.line, record.at.column, record.before, record.after) == (2, 0, "FF", "□")
    assert (doubt.at, doubt.text) == (record.at, "FF")
    assert source.lines[1] == "□今天的綦江，既坚持打基础，又注重全局性。"


@pytest.mark.parametrize("nuls", [b"\0" * 4, b"\0"])
def test_nuls_are_taken_out_on_record(nuls: bytes, tmp_path: Path) -> None:
    for content in (PROSE.encode("gb18030") + nuls, nuls + PROSE.encode(), PROSE.encode() + nuls):
        source = read_bytes(content, tmp_path)
        assert "".join(source.lines) == PROSE.replace("\n", "")
        (record,) = source.records
        assert record.before.startswith("U+0000")
        assert record.after == ""


def test_lines_in_another_encoding_are_read_in_theirs_with_a_doubt(tmp_path: Path) -> None:
    content = PROSE.encode() * 3 + PROSE.encode("gb18030") + PROSE.encode()
    source = read_bytes(content, tmp_path)
    assert source.lines == tuple((PROSE * 5).splitlines())
    found = [(doubt.at.line, doubt.text, doubt.reason) for doubt in source.doubts]
    assert found == [(7, "gb18030", "suspicion.foreign"), (8, "gb18030", "suspicion.foreign")]


def test_every_sign_that_ends_a_line_ends_one(tmp_path: Path) -> None:
    content = "甲行\u2028乙行\u2029丙行\x85丁行\x0b戊行\r\n己行\r庚行\r\r\n辛行"
    source = read_bytes(content.encode(), tmp_path)
    assert source.lines == ("甲行", "乙行", "丙行", "丁行", "戊行", "己行", "庚行", "辛行")


def test_what_no_edition_can_carry_is_taken_out_on_record(tmp_path: Path) -> None:
    content = "天\x01地\x1a\x1a玄\ufdd0黄\uffff宇\U0001fffe宙\t洪\f荒".encode()
    source = read_bytes(content + b"\n", tmp_path)
    assert source.lines == ("天地玄黄宇宙\t洪\f荒",)
    found = [(record.at.column, record.before) for record in source.records]
    assert found == [
        (1, "U+0001"), (2, "U+001A ×2"), (3, "U+FDD0"), (4, "U+FFFF"), (5, "U+1FFFE"),
    ]  # fmt: skip


def test_what_is_left_of_a_web_page_is_undone_on_record(tmp_path: Path) -> None:
    page = (
        "<p>&nbsp;&nbsp;船到江心&#65292;浪头大了。<br />她没有喊。</p>\n"
        '<div class="x">他说：&ldquo;来&rdquo;<b>了</b>。</div><!-- 广告\n广告 -->\n'
        "尾行<br>\n"
    )
    source = read_bytes(page.encode(), tmp_path)
    assert source.lines == (
        "\xa0\xa0船到江心，浪头大了。", "她没有喊。", "他说：“来”了。", "", "尾行"
    )  # fmt: skip
    assert {record.reason for record in source.records} == {"reading.markup", "reading.entity"}


def test_a_text_about_web_pages_keeps_its_tags(tmp_path: Path) -> None:
    page = "在 HTML 里，<br> 标签换行，&amp;lt; 写作小于号。"
    source = read_bytes(page.encode(), tmp_path)
    assert (source.lines, source.records) == ((page,), ())


def test_records_put_back_into_the_lines_give_the_file_again(tmp_path: Path) -> None:
    page = "<p>一&nbsp;二</p>三\x01<br/>四&#20116;\n<i>六</i>"
    source = read_bytes(page.encode(), tmp_path)
    lines = list(source.lines)
    for record in reversed(source.records):
        at = record.at
        line = lines[at.line - 1]
        end = at.column + len(record.after.rstrip("\n"))
        before = "\x01" if record.before == "U+0001" else record.before
        lines[at.line - 1] = line[: at.column] + before + line[end:]
    assert "".join(lines) == page.replace("\n", "")


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_a_letter_that_a_lost_byte_left_among_characters_is_doubted(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "text.txt"
    words = "山曰石門山曰白雲，水出其間，東流入海，舟行者皆取道於此。\n"
    path.write_bytes(
        (words * 3).encode(encoding) + "江石".encode(encoding) + b"T" + "山".encode(encoding)
    )
    doubts = read_source(path).doubts
    assert [(doubt.at.line, doubt.text, doubt.reason) for doubt in doubts] == [
        (4, "T", "suspicion.stray")
    ]


def test_letters_of_a_texts_own_among_characters_are_not_doubted(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("他穿着白T恤去照了X光，结果是正常的。\n".encode("gbk") * 4)
    assert not read_source(path).doubts
