"""Whatever ends a verb, the reader gets one message with a code and a remedy."""

import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kanben.cli.faults import require_epoch
from kanben.errors import ArchiveError, ConfigError
from kanben.manuscript.archive import load, save, whole_file
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import load_publication
from kanben.press import make_manuscript, make_variant, reread, write_review_page
from kanben.writing.epub.covers import CoverGlyph, design_cover
from tests.books import book_of_everything
from tests.collection import ENVIRONMENT, kanben

TOWN = "今天的山城，既坚持打基础，又注重创新。\n"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    path = tmp_path / "书稿.json"
    save(book_of_everything(), path)
    return path


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("旧", "file.folder"),
        ("旧.txt/新.epub", "file.no_folder"),
        ("/proc/新.epub", "file.missing"),
        ("长" * 100 + ".epub", "file.long_name"),
    ],
)
def test_an_edition_that_cannot_be_written_is_a_message(
    manuscript: Path, tmp_path: Path, out: str, code: str
) -> None:
    (tmp_path / "旧").mkdir()
    (tmp_path / "旧.txt").write_text(TOWN, encoding="utf-8")
    exit_code, said = kanben("html", manuscript, "--out", out, cwd=tmp_path)
    assert exit_code == 74
    assert re.fullmatch(rf"kanben: \S.* \[{code}\]\n", said), said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["书稿.json", "旧", "旧.txt"]


def test_a_disk_that_is_full_leaves_no_half_edition(manuscript: Path, tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    signal_of_python = {"preexec_fn": small_files}
    out = tmp_path / "新.html"
    exit_code, said = kanben("html", manuscript, "--out", out, **signal_of_python)
    assert (exit_code, "[file.full]" in said) == (74, True), said
    assert list(tmp_path.iterdir()) == [manuscript]


def test_a_fault_of_the_program_names_the_command_that_gathers_what_to_report() -> None:
    code = "import kanben.cli.doctor as d, kanben.cli.verbs as m; d._python = None; m.run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "doctor"], env=ENVIRONMENT, capture_output=True, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == 70
    assert "Traceback" not in said
    assert said.endswith("gathered by: kanben report doctor [fault.unknown]\n")


@pytest.mark.parametrize("epoch", ["x", "-1", "1.5", "9" * 5000, "٣"])
def test_a_date_that_is_none_is_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ConfigError) as found:
        require_epoch()
    assert found.value.key == "fault.epoch"


def test_debug_shows_the_traceback_of_any_error(tmp_path: Path) -> None:
    exit_code, said = kanben("--debug", "check", tmp_path)
    assert (exit_code, "Traceback" in said, "[publication." in said) == (66, True, True)


def test_a_report_tells_versions_digests_and_how_the_command_ended(tmp_path: Path) -> None:
    source = tmp_path / "山城.txt"
    source.write_text(TOWN, encoding="utf-8")
    exit_code, said = kanben("report", "epub", source, "--out", tmp_path / "山城.epub")
    assert exit_code == 0
    assert re.search(r"^kanben \d", said, re.MULTILINE)
    assert f"{source}: 58 bytes, sha256 " in said
    assert "Traceback" in said
    assert said.endswith("The command ended with exit code 68.\n")
    assert TOWN.strip() not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_verb_that_is_told_to_end_leaves_no_draft(tmp_path: Path, number: int) -> None:
    code = (
        "import sys, time, pathlib\n"
        "import kanben.cli.doctor as doctor, kanben.cli.verbs as main\n"
        "from kanben.manuscript.archive import whole_file\n"
        "def wait(purposes):\n"
        "    with whole_file(pathlib.Path(sys.argv.pop())):\n"
        "        print('writing', flush=True); time.sleep(60)\n"
        "doctor._findings = wait\n"
        "sys.argv, place = sys.argv[:2], sys.argv[2]\n"
        "sys.argv.append(place)\n"
        "main.sys.argv = sys.argv\n"
        "main.kanben_command.main = lambda prog_name: wait(())\n"
        "main.run()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, "doctor", tmp_path / "版.html"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Whoever runs the tests may have asked for some signals to be passed over.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"writing\n"
    child.send_signal(number)
    assert child.wait(20) != 0
    child.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_an_error_about_another_file_keeps_that_files_name(tmp_path: Path) -> None:
    other = tmp_path / "没有.png"
    with pytest.raises(Exception) as found, whole_file(tmp_path / "版.html"):  # noqa: PT011
        other.read_bytes()
    assert getattr(found.value, "file", "") == str(other)


def test_a_name_that_is_no_text_is_refused_alone(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(TOWN.encode())
    exit_code, said = kanben("check", place)
    assert (exit_code, "[publication.name]" in said) == (66, True), said


def altered(manuscript: Path, old: str, new: str) -> Path:
    content = manuscript.read_text(encoding="utf-8")
    assert old in content
    manuscript.write_text(content.replace(old, new, 1), encoding="utf-8")
    return manuscript


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"variant":"zh-Hans-CN"', '"variant":"zh-Hans-XX"', "variant"),
        ('"script":"Hans"', '"script":"Latn"', "script"),
        ('"target":"n1"', '"target":"n9"', "marks: n9"),
        ('"at":[0,2,0]', '"at":[7,2,0]', "pieces.at"),
        ('"at":[0,2,0]', '"at":[0,2,-1]', "pieces.at"),
        ('"at":[0,2,0]', '"at":[0,121,0]', "pieces.at"),
        ('"anchor":"001-11"', '"anchor":"001-10"', "anchor"),
        ('"level":2', '"level":2000', "level"),
        ('"heading":"轰炸"', '"heading":""', "entries"),
    ],
)
def test_a_manuscript_that_does_not_hold_together_is_refused(
    manuscript: Path, old: str, new: str, problem: str
) -> None:
    with pytest.raises(ArchiveError) as found:
        load(altered(manuscript, old, new))
    assert found.value.key == "archive.unsound"
    assert problem in str(found.value.found["problem"])


@pytest.mark.parametrize("kept", [0, 1, 50, 1000, -1])
def test_a_manuscript_that_was_cut_off_is_refused(manuscript: Path, kept: int) -> None:
    manuscript.write_bytes(manuscript.read_bytes()[:kept])
    with pytest.raises(ArchiveError) as found:
        load(manuscript)
    assert found.value.key == "archive.no_manuscript"


def test_an_index_without_bottom_is_refused(manuscript: Path) -> None:
    entry = '{"heading":"a","subentries":['
    content = manuscript.read_text(encoding="utf-8")
    start = content.index('"subentries":[') + len('"subentries":[')
    deep = content[:start] + entry * 20_000 + "]}" * 20_000 + "," + content[start:]
    manuscript.write_text(deep, encoding="utf-8")
    with pytest.raises(ArchiveError):
        load(manuscript)


def test_every_manuscript_that_stages_leave_is_sound(tmp_path: Path) -> None:
    source = tmp_path / "山城.txt"
    source.write_text(TOWN * 3 + "王明先生说：“山城很好。”\n", encoding="utf-8")
    publication = load_publication(source)
    made = make_manuscript(publication)
    from kanben.manuscript.plan import Config

    for each in (made, make_variant(made, "zh-Hant-TW", publication.plan, Config())):
        save(each, tmp_path / "a.json")
        assert msgspec.json.encode(load(tmp_path / "a.json")) == msgspec.json.encode(each)
        assert isinstance(each, Manuscript)


def test_a_review_of_another_publications_manuscript_is_refused(tmp_path: Path) -> None:
    for name, text in (("山城", TOWN), ("长街", "长街很长，从东门一直通到西门。\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        made = make_manuscript(load_publication(tmp_path / f"{name}.txt"))
        save(made, tmp_path / f"{name}.json")
    town, street = load(tmp_path / "山城.json"), load(tmp_path / "长街.json")
    publication = load_publication(tmp_path / "山城.txt")
    cases: list[tuple[Manuscript, list[Manuscript]]] = [(street, []), (town, [street])]
    for manuscript, variants in cases:
        with pytest.raises(ArchiveError):
            write_review_page(reread(publication, manuscript), variants, tmp_path / "校样.html")
    assert not (tmp_path / "校样.html").exists()


def test_a_title_of_nothing_but_marks_stands_on_its_cover() -> None:
    book = book_of_everything()
    for title in (":", "——", "—：—", " ", "　", "："):
        metadata = structs.replace(book.metadata, title=title)
        cover = design_cover(structs.replace(book, metadata=metadata))
        assert any(isinstance(shape, CoverGlyph) for shape in cover.shapes)
