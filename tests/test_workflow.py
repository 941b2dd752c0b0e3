"""The workflow makes what a collection asks for, again when it must, and only then."""

import os
import re
import resource
import signal
import subprocess
import time
from hashlib import sha256
from pathlib import Path

import pytest

from tests.collection import ENVIRONMENT, ROOT, Books

TOWN = "今天的山城，既坚持打基础，又注重创新。\n"
STREET = "长街很长，从东门一直通到西门。\n"


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path / "书 库")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The collection of the checkout, published."""
    made = Books(tmp_path_factory.mktemp("seeds"), f"seeds: {ROOT / 'seeds'}\n")
    code, said = made.snakemake()
    assert code == 0, said[-3000:]
    return made


def test_the_seeds_become_twelve_editions_a_catalogue_and_checksums(seeds: Books) -> None:
    variants = ("zh-Hans-CN", "zh-Hant-HK", "zh-Hant-TW")
    formats = ("docx", "epub", "html", "pdf")
    assert seeds.editions == [
        f"qijiang-2021.{tag}.{suffix}" for tag in variants for suffix in formats
    ]
    page = (seeds.folder / "build/index.html").read_text(encoding="utf-8")
    sums = (seeds.folder / "build/SHA256SUMS").read_text(encoding="utf-8")
    for name in seeds.editions:
        assert f"editions/qijiang-2021/{name}" in page
        assert f"{sha256(seeds.edition(name).read_bytes()).hexdigest()}  editions/" in sums


def test_a_second_run_has_nothing_to_do_and_costs_little(seeds: Books) -> None:
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        code, said = seeds.snakemake()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert (code, "Nothing to be done" in said) == (0, True)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) <= 2.5


def test_no_fault_of_one_publication_stops_another(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN)
    books.put("seeds/长街/1.txt", STREET)
    books.put("seeds/长街/publication.yaml", "title: 长街\ntitel: 长街\n")
    books.put("seeds/断码.txt", b"\xe4\xbb\x8a\xe5\xff" * 40)
    books.put("seeds/空.txt", "\n\n")
    books.put("seeds/机器.txt", bytes(range(256)) * 9)
    books.put("seeds/重名.txt", TOWN)
    books.put("seeds/重名/1.txt", TOWN)
    books.put("seeds/有.点.txt", TOWN)
    code, said = books.snakemake()
    assert code == 1
    assert books.editions == ["山城.zh-Hans-CN.epub", "有-点.zh-Hans-CN.epub"]
    assert "kanben: seeds/长街/publication.yaml:2: “titel” is not a key" in said
    for place in ("断码.txt", "空.txt", "机器.txt", "重名.txt", "重名"):
        assert len(re.findall(f"^kanben: seeds/{place}[:,]", said, re.MULTILINE)) == 1, place
    assert "editions/山城/山城.zh-Hans-CN.epub" in (books.folder / "build/SHA256SUMS").read_text(
        encoding="utf-8"
    )
    assert not [path for path in (books.folder / "build").rglob(".?*") if path.name != ".lock"]


def test_names_may_be_chinese_and_hold_spaces_and_quotes(books: Books) -> None:
    name = "綦江 'the' \"$PATH\" `x` & 街"
    books.put(f"seeds/{name}/第 {{1}} 页.txt", TOWN)
    code, said = books.snakemake()
    assert code == 0, said[-3000:]
    assert books.editions == [f"{name}.zh-Hans-CN.epub"]


def test_the_text_that_was_mended_after_a_failure_is_in_the_edition(books: Books) -> None:
    source = books.put("seeds/山城.txt", TOWN)
    assert books.snakemake()[0] == 0
    date = source.stat().st_mtime
    books.put("seeds/山城.txt", b"\x00\x01\x02" * 99)
    assert books.snakemake()[0] == 1
    books.put("seeds/山城.txt", TOWN.replace("今天", "今日"))
    os.utime(source, (date, date))
    assert books.snakemake()[0] == 0
    assert "今日的山城" in books.text("山城.zh-Hans-CN.epub")


def test_a_source_that_changed_under_its_old_date_is_noticed(books: Books) -> None:
    source = books.put("seeds/山城.txt", TOWN)
    books.put("seeds/长街.txt", STREET)
    assert books.snakemake()[0] == 0
    untouched = books.edition("长街.zh-Hans-CN.epub").stat().st_mtime_ns
    date = source.stat().st_mtime
    books.put("seeds/山城.txt", TOWN.replace("今天", "今日"))
    os.utime(source, (date, date))
    assert books.snakemake()[0] == 0
    assert "今日的山城" in books.text("山城.zh-Hans-CN.epub")
    assert books.edition("长街.zh-Hans-CN.epub").stat().st_mtime_ns == untouched


def test_a_build_that_was_killed_goes_on_with_the_same_command(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN * 2000)
    build = subprocess.Popen(
        books.command(), env=ENVIRONMENT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    incomplete = books.folder / ".snakemake/incomplete"
    while build.poll() is None and not (incomplete.is_dir() and any(incomplete.iterdir())):
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGKILL)
    assert build.wait() == -signal.SIGKILL
    code, said = books.snakemake()
    assert code == 0, said[-3000:]
    assert books.editions == ["山城.zh-Hans-CN.epub"]


def test_a_second_build_at_the_same_time_is_told_who_holds_the_lock(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN * 2000)
    first = subprocess.Popen(books.command(), env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    while first.poll() is None and not (books.folder / "build/logs").is_dir():
        time.sleep(0.05)
    code, said = books.snakemake()
    assert code == 1
    assert re.search(f"another build is at work here: process {first.pid}, since 20", said)
    assert first.wait() == 0


def test_an_edition_or_a_proof_that_is_missing_is_made_again(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN)
    assert books.snakemake()[0] == 0
    edition = books.edition("山城.zh-Hans-CN.epub")
    proof = books.folder / "build/proofs/山城/山城.zh-Hans-CN.epub.json"
    for missing in (edition, proof):
        missing.unlink()
        assert books.snakemake()[0] == 0
        assert missing.is_file()


def test_one_edition_can_be_asked_for_by_its_path(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN)
    books.put("seeds/长街.txt", STREET)
    code, said = books.snakemake("build/editions/山城/山城.zh-Hant-TW.docx")
    assert code == 0, said[-3000:]
    assert books.editions == ["山城.zh-Hant-TW.docx"]


def test_the_command_line_goes_before_the_publication_and_that_before_config(
    books: Books,
) -> None:
    books.put("seeds/山城.txt", TOWN)
    books.put("seeds/长街.txt", STREET)
    books.put("seeds/长街.yaml", "variants: [zh-Hant-HK]\nformats: [docx]\n")
    assert books.snakemake("--config", "variants=zh-Hant-TW")[0] == 0
    assert books.editions == ["山城.zh-Hant-TW.epub", "长街.zh-Hant-TW.docx"]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("desing: a4\n", "config.yaml:1: “desing” is not a key"),
        ("seeds: nowhere\n", "nowhere: there is no such folder"),
    ],
)
def test_a_collection_that_cannot_be_read_is_told_in_one_message(
    books: Books, config: str, message: str
) -> None:
    books.put("config.yaml", config)
    code, said = books.snakemake()
    assert (code, message in said, "Traceback" in said) == (1, True, False), said


def test_the_workflow_follows_the_practice_of_snakemake(books: Books) -> None:
    books.put("seeds/山城.txt", TOWN)
    code, said = books.snakemake("--lint")
    assert (code, "in a good condition" in said) == (0, True), said
