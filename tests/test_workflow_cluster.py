"""A library on a cluster has the same editions as on one machine, even when a node dies."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bench.speed.books import printed_book
from tests.collection import ENVIRONMENT, ROOT, Books
from tests.slurm import Cluster, missing

CONFIG = "variants: [zh-Hant-TW]\nformats: [epub, pdf]\nshelf: 1\n"
TEXTS = {
    "渡口": "渡口的早晨\n\n天还没亮，江上有雾，挑水的人已经沿着石\n阶走下去了。灯一盏一盏灭了。\n",
    "长街": "长街\n\n长街很长，从东门一直通到西门。王明先生说：“这里\n从前有三十六家铺子。”\n",
}
QUICKLY = ("--seconds-between-status-checks", "1", "--slurm-init-seconds-before-status-checks", "1")

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with TemporaryDirectory(prefix="slurm-") as folder, Cluster(Path(folder)) as cluster:
        yield cluster


def collection(folder: Path) -> Books:
    folder.mkdir()
    books = Books(folder, CONFIG)
    for name, text in TEXTS.items():
        books.put(f"seeds/{name}.txt", text)
    # Long enough for a node to die over it.
    books.put("seeds/长河.txt", printed_book(20_000))
    return books


def editions(books: Books) -> dict[str, bytes]:
    found = sorted((books.folder / "build/editions").rglob("*.*"))
    return {path.name: path.read_bytes() for path in found}


def started(books: Books, cluster: Cluster) -> subprocess.Popen[str]:
    profile = ("--workflow-profile", str(ROOT / "profiles" / "slurm"))
    return subprocess.Popen(
        books.command(*profile, *QUICKLY, "--latency-wait", "5"),
        env={**ENVIRONMENT, **cluster.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_node_that_dies_over_a_book_loses_nothing_and_doubles_nothing(
    tmp_path: Path, cluster: Cluster
) -> None:
    alone, shared = collection(tmp_path / "alone"), collection(tmp_path / "shared")
    assert alone.snakemake()[0] == 0
    build = started(shared, cluster)
    cluster.end(cluster.node_at_work())
    said, _ = build.communicate(timeout=300)
    assert build.returncode == 0, said
    assert len(editions(shared)) == 6
    assert editions(shared) == editions(alone)
    assert (shared.folder / "build/manifest.json").read_bytes() == (
        alone.folder / "build/manifest.json"
    ).read_bytes()
