"""The outline of a book is read as its printer meant it."""

import csv
from pathlib import Path

import pytest

from kanben.manuscript.blocks import HEADINGS
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.forest.trees import judges
from kanben.reading.page.source import SourceText, split_lines
from kanben.reading.read import make_manuscript

FOLDER = Path("tests/data/reading/outlines")
OUTLINES = sorted(FOLDER.glob("*.txt"))
TABLE = Path("tests/data/reading/openings.tsv").read_text(encoding="utf-8")
OPENINGS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_page(page: str, name: str = "page") -> Manuscript:
    lines = split_lines(page)
    text = SourceText("page.txt", lines, "0" * 64, "utf-8")
    plan = Plan(parts=(PartPlan(("page.txt",)),))
    manuscript = make_manuscript(name, plan, [text], judges())
    balance(manuscript, [lines])
    return manuscript


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_chapters_are_found_in_every_dress_with_their_levels(path: Path) -> None:
    page, outline = path.read_text(encoding="utf-8").split("\n===\n")
    blocks = read_page(page).blocks
    found = [f"{block.level} {block.text}" for block in blocks if block.kind in HEADINGS]
    assert found == outline.splitlines()


@pytest.mark.parametrize("row", OPENINGS, ids=lambda row: row["name"])
def test_a_download_is_called_what_its_opening_or_its_name_says(row: dict[str, str]) -> None:
    metadata = read_page(row["opening"].replace("｜", "\n"), row["name"]).metadata
    assert metadata.title in row["title"].split("|")
    names = [person.name for person in metadata.creators[:1]] or [""]
    assert names[0] in row["creators"].split("|")
