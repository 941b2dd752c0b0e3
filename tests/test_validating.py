"""What outside validators say of an edition is kept, shown with its evidence, and never made up."""

import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from lxml import html

from kanben.cli.verbs import kanben_command
from kanben.errors import EngineError
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.readable import load_readable
from kanben.manuscript.validation import Validation
from kanben.press import publish
from kanben.proving.validators import validate
from kanben.room.room import write_room

TEXT = "渡口\n\n渡口的船夫把船系在岸边，也上桥走了一趟。\n"
TAG = "zh-Hant-TW"
FORMATS = ("epub", "pdf", "docx", "html")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(kanben_command, [str(word) for word in words])


def shown(layout: Layout) -> dict[str, tuple[str, str]]:
    """Return what the room says of each format's validation, and where it leads."""
    page = html.parse(str(layout.catalogue)).getroot()
    rows = page.xpath("//table[@class='proofs']/tbody/tr")
    cells = {row.findtext("th"): row.findall("td")[2:] for row in rows}
    return {
        name: (cell.text_content(), unquote("".join(cell.xpath(".//a/@href"))))
        for name, (cell,) in cells.items()
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    folder = tmp_path_factory.mktemp("validated")
    (folder / "渡口.txt").write_text(TEXT, "utf-8")
    layout = Layout(folder / "build")
    asked = Asked(variants=(TAG,), formats=FORMATS)
    list(publish([folder / "渡口.txt"], layout, Config(), asked))
    write_room(layout, {"渡口": [(TAG, suffix) for suffix in FORMATS]})
    return layout


@pytest.fixture(scope="module")
def validated(published: Layout) -> Layout:
    """Return a build whose editions were all judged, and the room written again."""
    folder = published.folder.with_name("validated")
    shutil.copytree(published.folder, folder)
    told = run("validate", folder)
    assert told.exit_code == 0, told.output
    room_again(Layout(folder))
    return Layout(folder)


@pytest.fixture
def layout(validated: Layout, tmp_path: Path) -> Layout:
    """Return a copy of it."""
    shutil.copytree(validated.folder, tmp_path / "build")
    return Layout(tmp_path / "build")


def room_again(layout: Layout) -> None:
    write_room(layout, {"渡口": [(TAG, suffix) for suffix in FORMATS]})


def test_nobody_is_quoted_who_was_not_asked(published: Layout) -> None:
    page = html.parse(str(published.catalogue)).getroot()
    rows = page.xpath("//table[@class='proofs']//tr")
    assert {len(row) for row in rows} == {3}


def test_the_room_shows_the_judgements_with_their_records(validated: Layout) -> None:
    judged = shown(validated)
    assert judged["HTML"] == ("未校驗", "")
    for name, validator in (("EPUB", "epubcheck"), ("PDF", "qpdf"), ("DOCX", "openxml-audit")):
        said, place = judged[name]
        assert said.startswith(validator)
        assert "錯誤 0，警告 0" in said
        record = load_readable(validated.folder / place, Validation, "archive.no_manuscript")
        assert record.errors == record.warnings == 0


def test_what_was_judged_is_not_asked_about_again(
    validated: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = run("validate", validated.folder)
    assert told.exit_code == 0
    assert told.output.count("epubcheck") == told.output.count("qpdf") == 1


def test_the_judgement_of_another_file_is_not_shown(layout: Layout) -> None:
    place = layout.validation(layout.edition("渡口", TAG, "docx"))
    record = load_readable(place, Validation, "archive.no_manuscript")
    place.write_text(place.read_text("utf-8").replace(record.sha256, "0" * 64), "utf-8")
    room_again(layout)
    assert shown(layout)["DOCX"][0] == "未校驗"


@pytest.mark.parametrize("suffix", ["epub", "pdf", "docx"])
def test_an_edition_that_is_cut_off_is_found_not_valid(layout: Layout, suffix: str) -> None:
    edition = layout.edition("渡口", TAG, suffix)
    edition.write_bytes(edition.read_bytes()[:-600])
    found = validate(edition)
    assert found is not None
    assert found.errors + found.warnings > 0
    assert found.remarks


def test_a_build_with_an_edition_that_is_not_valid_ends_with_a_fault(layout: Layout) -> None:
    layout.edition("渡口", TAG, "docx").write_bytes(b"no book at all")
    told = run("validate", layout.folder)
    assert isinstance(told.exception, EngineError)
    assert told.exception.key == "validate.faulty"


def test_without_a_validator_nothing_is_said(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert validate(layout.edition("渡口", TAG, "epub")) is None
    assert validate(layout.edition("渡口", TAG, "pdf")) is None
    assert validate(layout.edition("渡口", TAG, "html")) is None
