"""The documentation says the same in Chinese and in English."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
OUTSIDE = ("README", "CONTRIBUTING", "CHANGELOG")
PAGES = sorted(path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md"))
PAIRS = [
    *((DOCS / page, DOCS / "zh" / page) for page in PAGES),
    *((ROOT / f"{name}.md", ROOT / f"{name}.zh.md") for name in OUTSIDE),
]
_FENCE = re.compile(r"^```.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
each_pair = pytest.mark.parametrize(
    ("english", "chinese"), PAIRS, ids=[pair[1].relative_to(ROOT).as_posix() for pair in PAIRS]
)


def text(page: Path) -> str:
    return page.read_text("utf-8").replace("我的书", "mybook")


def prose(page: Path) -> str:
    return _FENCE.sub("", text(page))


def examples(page: Path) -> list[str]:
    """Return the blocks of code without their remarks, which speak the page's language."""
    return [re.sub(r" +# .*", "", block) for block in _FENCE.findall(text(page))]


def headings(page: Path) -> list[int]:
    return [len(signs) for signs, _ in _HEADING.findall(prose(page))]


def figures(page: Path) -> set[str]:
    return set(re.findall(r"\d{2,}", _LINK.sub("", prose(page))))


def rows(page: Path) -> int:
    return sum(line.startswith("|") for line in prose(page).splitlines())


def links(page: Path) -> list[tuple[str, Path, str]]:
    """Return the links to files: as written, the file, the place in it."""
    found = []
    for link in _LINK.findall(prose(page)):
        path, _, place = link.partition("#")
        if "://" not in path:
            found.append((link, (page.parent / path).resolve() if path else page, place))
    return found


def english_of(goal: Path) -> str:
    return goal.as_posix().replace("/docs/zh/", "/docs/").replace(".zh.md", ".md")


@each_pair
def test_both_pages_have_the_same_commands_keys_and_examples(english: Path, chinese: Path) -> None:
    assert set(_CODE.findall(prose(english))) == set(_CODE.findall(prose(chinese)))
    assert examples(english) == examples(chinese)


@each_pair
def test_both_pages_have_the_same_figures_headings_and_rows(english: Path, chinese: Path) -> None:
    assert figures(english) == figures(chinese)
    assert headings(english) == headings(chinese)
    assert rows(english) == rows(chinese)


@each_pair
def test_both_pages_lead_to_the_same_places(english: Path, chinese: Path) -> None:
    here = {english_of(goal) for _, goal, _ in links(english)}
    there = {english_of(goal) for _, goal, _ in links(chinese)}
    assert here == there


@each_pair
def test_a_chinese_page_leads_to_chinese_pages(english: Path, chinese: Path) -> None:
    twins = dict(PAIRS)
    for link, goal, _ in links(chinese):
        assert goal == english or goal not in twins, link


@pytest.mark.parametrize("page", [page for pair in PAIRS for page in pair], ids=str)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link, goal, place in links(page):
        assert goal.exists(), link
        if place:
            found = (
                re.sub(r"[^\w -]", "", title.lower()) for _, title in _HEADING.findall(prose(goal))
            )
            assert place in {title.replace(" ", "-") for title in found}, link


def test_every_page_is_there_in_both_languages() -> None:
    """The glossary is one page in both: its table has the Chinese word beside the English one."""
    english = {
        path.relative_to(DOCS).as_posix()
        for path in DOCS.rglob("*.md")
        if not path.is_relative_to(DOCS / "zh")
    }
    assert english - {"glossary.md"} == set(PAGES)
