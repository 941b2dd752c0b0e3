"""What is kept between two starts may be deleted, or not be there at all."""

import os
import subprocess
import sys
from pathlib import Path


def folder_named_by(environment: dict[str, str]) -> str:
    code = "from kanben.caches import cache_folder; print(cache_folder('templates'))"
    started = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return started.stdout.strip()


def test_what_is_kept_lies_in_the_folder_that_the_reader_names(tmp_path: Path) -> None:
    assert folder_named_by({"KANBEN_CACHE": str(tmp_path)}) == str(tmp_path / "templates")
    assert (tmp_path / "templates").stat().st_mode & 0o077 == 0


def test_nothing_is_kept_where_there_is_no_folder_for_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert folder_named_by({"KANBEN_CACHE": ""}) == "None"
    assert folder_named_by({"KANBEN_CACHE": str(tmp_path / "file")}) == "None"


def test_a_template_that_was_kept_gives_the_same_page(tmp_path: Path) -> None:
    code = (
        "from kanben.templates import render;"
        "print(render('terms.svg', width=9, height=9, lang='zh', title='山 & 水',"
        " titles=[], lines=[], left=1))"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "KANBEN_CACHE": kept},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for kept in ("", str(tmp_path), str(tmp_path))
    }
    (page,) = pages
    assert "山 &amp; 水" in page
    assert list(tmp_path.rglob("*.cache"))
