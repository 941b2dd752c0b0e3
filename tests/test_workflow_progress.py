"""Whoever waits for a build sees what is made, what fails and why, and how long it may take."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kanben.manuscript.layout import Layout
from kanben.workflow.live import duration, line_of
from kanben.workflow.progress import BuildLedger, RunningJob, follow, job_that_made, keep, wanted
from tests.collection import Books

FERRY = "渡口的早晨\n\n天还没亮，江上有雾，挑水的人已经沿着石\n阶走下去了。灯一盏一盏灭了。\n"


@pytest.fixture
def books(tmp_path: Path) -> Books:
    books = Books(tmp_path)
    books.put("seeds/渡口.txt", FERRY)
    return books


def ticking(*times: float) -> Iterator[float]:
    yield from times
    while True:
        yield times[-1]


def test_what_is_left_is_told_by_what_stages_took_so_far() -> None:
    times = ticking(0, 0, 6, 6, 8, 8)
    ledger = BuildLedger(lambda: next(times))
    ledger.want({"manuscript": 2, "variant": 2, "audit": 4})
    ledger.begin(1, RunningJob("manuscript", "渡口"))
    ledger.finish(1)
    ledger.begin(2, RunningJob("variant", "渡口", "zh-Hans-CN"))
    ledger.finish(2)
    progress = ledger.progress()
    assert (progress.documents, progress.editions, progress.jobs) == ((1, 2), (0, 4), (2, 8))
    # One manuscript of 6 s and one conversion of 2 s to come, four proofs of about 1 s.
    assert progress.left == pytest.approx(12)
    assert progress.stages["manuscript"].seconds == 6


def test_nothing_is_estimated_before_anything_is_done() -> None:
    ledger = BuildLedger()
    ledger.want({"manuscript": 1})
    assert ledger.progress().left is None
    assert "0/1" in line_of(ledger.progress())


def test_a_job_that_failed_is_done_no_more() -> None:
    ledger = BuildLedger()
    ledger.begin(1, RunningJob("pdf", "渡口", "zh-Hant-TW"))
    assert ledger.fail(1) == RunningJob("pdf", "渡口", "zh-Hant-TW")
    assert (ledger.fail(1), ledger.finish(1)) == (None, None)
    assert [job.subject for job in ledger.progress().failed] == ["渡口.zh-Hant-TW"]


def test_the_state_of_a_build_lies_in_its_folder(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert follow(layout) is None
    ledger = BuildLedger()
    ledger.want(wanted(documents=2, variants=3, formats=3))
    ledger.enter(job_that_made(layout.draft("渡口", "zh-Hans-CN", "epub"), layout), 0.5)
    ledger.enter(job_that_made(layout.variant("渡口", "zh-Hans-CN"), layout), 0.5)
    ledger.enter(job_that_made(layout.manuscript("渡口"), layout), 0.5)
    keep(ledger.progress(), layout)
    found = follow(layout)
    assert found is not None
    assert (found.documents, found.editions, found.jobs) == ((1, 2), (1, 18), (3, 30))


@pytest.mark.parametrize(("seconds", "told"), [(0.4, "0 s"), (59.4, "59 s"), (125, "2 min 5 s")])
def test_a_time_is_written_as_readers_like_it(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_a_build_tells_plainly_what_it_made_and_where_and_why_something_failed(
    books: Books,
) -> None:
    books.put("seeds/空白.txt", "\n\n")
    code, said = books.snakemake("--logger", "kanben")
    assert code != 0
    assert "渡口.zh-Hans-CN.epub" in said
    assert "✗ manuscript  空白" in said
    assert "[source.blank]" in said
    assert "rule manuscript:" not in said
    assert "1 editions made in" in said
    progress = follow(Layout(books.folder / "build"))
    assert progress is not None
    assert (progress.over, progress.editions[0]) == (True, 1)
    assert progress.stages["epub"].count == 1


def test_snakemake_speaks_for_itself_where_it_is_asked_to(books: Books) -> None:
    code, said = books.snakemake("--logger", "kanben", "--verbose")
    assert code == 0
    assert "rule manuscript:" in said
