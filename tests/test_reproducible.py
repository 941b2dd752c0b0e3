"""The same sources give the same bytes, wherever, whenever and by whom they are published."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.collection import ENVIRONMENT

TEXT = """\
山城的早晨

天还没有亮，江上起了雾，挑水的人已经沿着石
阶走下去了。王明先生说：“山城很好。”
"""
HERE = {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1", "KANBEN_LANG": "zh"}
THERE = {"TZ": "America/Lima", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def published(folder: Path, surroundings: dict[str, str], umask: int) -> dict[str, str]:
    """Publish the text in a folder; return the digest of every edition."""
    folder.mkdir(parents=True)
    (folder / "山城.txt").write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "kanben", "publish", "山城.txt", "--out", "build"]
    command += ["--variant", "zh-Hant-TW"]
    for suffix in ("epub", "pdf", "docx", "html"):
        command += ["--format", suffix]
    subprocess.run(
        command,
        cwd=folder,
        env={**ENVIRONMENT, **surroundings},
        umask=umask,
        check=True,
        capture_output=True,
    )
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "build/editions").rglob("*.*"))
    }


def test_folder_time_zone_language_hash_seed_and_umask_leave_no_trace(tmp_path: Path) -> None:
    here = published(tmp_path / "甲", HERE, 0o022)
    there = published(tmp_path / "b/elsewhere 'there'", THERE, 0o077)
    assert len(here) == 4
    assert here == there


def test_the_clock_and_the_date_of_a_source_leave_no_trace(tmp_path: Path) -> None:
    first = published(tmp_path / "甲", HERE, 0o022)
    source = tmp_path / "甲/山城.txt"
    os.utime(source, (0, 0))
    assert published(tmp_path / "乙", HERE, 0o022) == first
    dated = published(tmp_path / "丙", {**HERE, "SOURCE_DATE_EPOCH": "1700000000"}, 0o022)
    again = published(tmp_path / "丁", {**THERE, "SOURCE_DATE_EPOCH": "1700000000"}, 0o077)
    assert dated == again
