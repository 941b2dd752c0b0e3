"""A source is read in the encoding its bytes show, or refused with file and line."""

from pathlib import Path

import pytest

from kanben.errors import SourceError
from kanben.reading.page.source import read_source

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
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "source.binary", 3),
        (PROSE.encode() + "綦".encode()[:2], "source.cut", 3),
        (PROSE.encode() * 3 + PROSE.encode("gb18030") + PROSE.encode(), "source.mixed", 7),
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
