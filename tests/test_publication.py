"""A publication is found, and a mistake in its YAML is told with file, line and key."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kanben.cli.verbs import kanben_command
from kanben.errors import PublicationError, SourceError
from kanben.manuscript.plan import Asked, Config, Plan, settle
from kanben.manuscript.publication import (
    check_names,
    find_places,
    gather_places,
    load_publication,
    name_of,
    require_own_name,
    unread_in,
)
from kanben.messages import tell
from tests.collection import put


def failure(place: Path) -> PublicationError:
    with pytest.raises(PublicationError) as caught:
        load_publication(place)
    return caught.value


def test_folders_and_bare_texts_are_publications(tmp_path: Path) -> None:
    put(tmp_path, {"山城/1.txt": "一", "街 'x' \"y\".txt": "二", "notes.md": "", "empty/x.md": ""})
    assert [name_of(place) for place in find_places(tmp_path)] == ["山城", "街 'x' \"y\""]


def test_pages_of_a_folder_without_a_plan_are_one_part_in_natural_order(tmp_path: Path) -> None:
    put(tmp_path, {"书/页10.txt": "十", "书/页2.txt": "二", "书/页1.txt": "一"})
    (part,) = load_publication(tmp_path / "书").plan.parts
    assert part.sources == ("页1.txt", "页2.txt", "页10.txt")


def test_texts_are_texts_in_capitals_too(tmp_path: Path) -> None:
    for name in ("001.txt", "002.TXT", "003.Txt", "004.text", "005.doc", ".hidden.txt"):
        (tmp_path / name).write_text("第一行\n", encoding="utf-8")
    assert load_publication(tmp_path).source_names == ("001.txt", "002.TXT", "003.Txt", "004.text")
    assert name_of(tmp_path / "002.TXT") == "002"


def test_what_lies_in_the_folder_and_is_not_read_is_named(tmp_path: Path) -> None:
    book = tmp_path / "书"
    (book / "第二卷").mkdir(parents=True)
    for name in ("001.txt", "002.doc", "README", "cover.jpg", ".DS_Store", "第二卷/001.txt"):
        (book / name).write_text("第一行\n", encoding="utf-8")
    assert unread_in(book, load_publication(book)) == ("002.doc", "README", "第二卷/")
    assert unread_in(book / "001.txt", load_publication(book / "001.txt")) == ()


def test_the_folder_one_stands_in_is_a_publication_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "渡口"
    book.mkdir()
    (book / "001.txt").write_text("第一行\n", encoding="utf-8")
    monkeypatch.chdir(book)
    assert load_publication(Path()).name == "渡口"
    require_own_name(Path())


def test_a_check_reads_the_sources(tmp_path: Path) -> None:
    book = tmp_path / "书"
    book.mkdir()
    (book / "001.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    checked = CliRunner().invoke(kanben_command, ["check", str(book)])
    assert isinstance(checked.exception, SourceError)
    text = "清晨的雾还没有散，渡口的老船工已经把缆绳解开。\n"
    (book / "001.txt").write_bytes(text.encode("gb18030") + b"\xb4")
    (book / "002.pdf").write_bytes(b"%PDF")
    checked = CliRunner().invoke(kanben_command, ["check", str(book)])
    assert checked.exit_code == 0
    assert "001.txt:2" in checked.output
    assert "002.pdf" in checked.output


def test_a_bare_text_has_its_plan_beside_it(tmp_path: Path) -> None:
    put(tmp_path, {"街.txt": "二", "街.yaml": "title: 长街\ndate: 2021\n"})
    plan = load_publication(tmp_path / "街.txt").plan
    assert (plan.title, plan.date, plan.parts[0].sources) == ("长街", "2021", ("街.txt",))


def test_a_date_stays_as_it_was_written(tmp_path: Path) -> None:
    put(tmp_path, {"街.txt": "二", "街.yaml": "date: 2021-06-09\n"})
    assert load_publication(tmp_path / "街.txt").plan.date == "2021-06-09"


@pytest.mark.parametrize(
    ("yaml", "line", "key", "quoted"),
    [
        ("title: 甲\nsubtitel: 乙\n", 2, "yaml.unknown_key", "subtitel"),
        ("title: 甲\nsource:\n  titel: 报\n", 3, "yaml.unknown_key", "source.titel"),
        ("title: 甲\nparts: 一\n", 2, "yaml.wrong_value", "parts"),
        ("parts:\n  - {title: 甲, sources: [a.txt]}\n  - 乙\n", 3, "yaml.wrong_value", "parts.1"),
        ("variants: [zh-TW]\n", 1, "yaml.wrong_choice", "variants"),
        ("title: 甲\ntitle: 乙\n", 2, "yaml.doubled_key", "title"),
        ("title: 甲\n\tdate: 1\n", 2, "yaml.syntax", ""),
        ("title: 甲: 乙\n", 1, "yaml.syntax", ""),
    ],
)
def test_a_mistake_is_told_with_line_and_key(
    tmp_path: Path, yaml: str, line: int, key: str, quoted: str
) -> None:
    put(tmp_path, {"书/a.txt": "一", "书/publication.yaml": yaml})
    error = failure(tmp_path / "书")
    assert (error.key, error.line) == (key, line)
    assert error.file == str(tmp_path / "书" / "publication.yaml")
    assert quoted in tell(error, "en")
    assert quoted in tell(error, "zh")


@pytest.mark.parametrize(
    ("sources", "key"),
    [
        ("[b.txt]", "publication.source_missing"),
        ("[../书/a.txt]", "publication.source_outside"),
        ("[/etc/hostname]", "publication.source_outside"),
        ("[a.txt, a.txt]", "publication.source_twice"),
        ("[]", "publication.part_without_source"),
    ],
)
def test_a_source_must_be_there_once_in_the_folder(tmp_path: Path, sources: str, key: str) -> None:
    put(tmp_path, {"书/a.txt": "一", "书/publication.yaml": f"parts: [{{sources: {sources}}}]\n"})
    assert failure(tmp_path / "书").key == key


def test_yaml_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"书/a.txt": "一"})
    (tmp_path / "书" / "publication.yaml").write_bytes("title: 甲\n# 乙\n".encode("gb18030"))
    error = failure(tmp_path / "书")
    assert (error.key, error.line) == ("yaml.encoding", 1)


@pytest.mark.parametrize("name", ["甲\u0007.txt", "甲\\乙.txt", " .txt"])
def test_a_name_that_no_edition_could_bear_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, {name: "一"})
    assert failure(tmp_path / name).key == "publication.name"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("book.v2.pdf", "book-v2"),
        ("1. 山城旧事 .txt", "1-山城旧事"),
        ("茶社{完}.txt", "茶社-完"),
        ("..古镇..txt", "古镇"),
        ("江" * 80 + ".txt", "江" * 60),
    ],
)
def test_a_strangers_file_has_a_name_that_editions_can_bear(
    tmp_path: Path, file: str, name: str
) -> None:
    (tmp_path / file).write_bytes(b"")
    assert name_of(tmp_path / file) == name


def test_two_publications_cannot_share_a_name(tmp_path: Path) -> None:
    put(tmp_path, {"书/a.txt": "一", "书.txt": "二"})
    with pytest.raises(PublicationError) as caught:
        check_names(find_places(tmp_path))
    assert caught.value.key == "publication.same_name"


def test_a_folder_of_publications_stands_for_all_of_them(tmp_path: Path) -> None:
    put(tmp_path, {"甲/a.txt": "一", "乙/a.txt": "二"})
    assert gather_places([tmp_path / "乙", tmp_path]) == [
        tmp_path / "乙",
        *find_places(tmp_path),
    ]


@pytest.mark.parametrize("files", [{}, {"readme.md": ""}])
def test_a_folder_without_publications_says_so(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(PublicationError) as caught:
        find_places(put(tmp_path, files))
    assert caught.value.key == "publication.no_publications"


def test_the_command_line_goes_before_the_publication_and_that_before_the_collection() -> None:
    config = Config(design="a4", formats=("pdf",))
    plan = Plan(design="large-print")
    assert settle(plan, config).design == "large-print"
    assert settle(plan, config).formats == ("pdf",)
    assert settle(plan, config, Asked(design="newspaper")).design == "newspaper"
