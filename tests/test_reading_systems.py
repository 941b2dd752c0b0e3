"""EPUB editions open, page and lead to their places in a reading system."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kanben.writing.epub import edition as epub
from tests.manuscripts import seeds

READER = Path(__file__).parent / "browser" / "read.mjs"


@pytest.fixture(scope="module", params=["zh-Hans-CN", "zh-Hant-TW-vertical"])
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What epub.js did with an edition in chromium."""
    folder = tmp_path_factory.mktemp("reading")
    epub.write(seeds(request.param), folder / "book.epub")
    command = ["node", str(READER), str(folder / "book.epub"), str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)
    return {**json.loads(told.stdout), "variant": request.param}


def test_the_book_opens_and_pages_forth_and_back(reading: Any) -> None:
    assert reading["spine"][0] == "title.xhtml"
    assert [reading[turn]["place"] for turn in ("first", "second", "back")] == [1, 2, 1]
    assert {reading[turn]["file"] for turn in ("first", "second", "back")} == {"part-1.xhtml"}


def test_every_link_of_contents_and_index_lands_in_view(reading: Any) -> None:
    assert len(reading["landed"]) > 12
    for landed in reading["landed"]:
        assert landed["file"] == landed["href"].partition("#")[0]
        assert landed["seen"] in (True, None), landed["href"]


def test_lines_of_a_vertical_edition_run_from_right_to_left(reading: Any) -> None:
    (x, y), (next_x, next_y) = reading["paragraphs"]
    if reading["variant"].endswith("vertical"):
        assert reading["direction"] == "rtl"
        assert (next_x < x, next_y == y) == (True, True)
    else:
        assert (next_x == x, next_y > y) == (True, True)
