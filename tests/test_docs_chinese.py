"""The documentation says the same in Chinese and in English."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md"))
_FENCE = re.compile(r"^```.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def both(page: str) -> tuple[str, str]:
    return (DOCS / page).read_text("utf-8"), (DOCS / "zh" / page).read_text("utf-8")


def prose(text: str) -> str:
    return _FENCE.sub("", text)


def headings(text: str) -> list[int]:
    return [len(signs) for signs in re.findall(r"^(#+) ", prose(text), re.MULTILINE)]


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d{2,}", _LINK.sub("", prose(text))))


def goals(text: str, place: Path) -> set[str]:
    """Return what a page links to, by the English page's name; places within pages aside."""
    found = set()
    for link in _LINK.findall(prose(text)):
        path = link.partition("#")[0]
        if path and "://" not in path:
            goal = (place.parent / path).resolve()
            assert goal.exists(), link
            found.add(goal.as_posix().replace("/docs/zh/", "/docs/").replace(".zh.md", ".md"))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_have_the_same_commands_keys_and_examples(page: str) -> None:
    english, chinese = both(page)
    assert set(_CODE.findall(prose(english))) == set(_CODE.findall(prose(chinese)))
    assert _FENCE.findall(english) == _FENCE.findall(chinese)


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_have_the_same_figures_headings_and_rows(page: str) -> None:
    english, chinese = both(page)
    assert figures(english) == figures(chinese)
    assert headings(english) == headings(chinese)
    rows = [sum(line.startswith("|") for line in text.splitlines()) for text in both(page)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_lead_to_the_same_places(page: str) -> None:
    english, chinese = both(page)
    own = {(DOCS / page).resolve().as_posix()}
    here = goals(english, DOCS / page) - own
    assert here == goals(chinese, DOCS / "zh" / page) - own


def test_every_page_is_there_in_both_languages() -> None:
    """The glossary is one page in both: its table has the Chinese word beside the English one."""
    english = {
        path.relative_to(DOCS).as_posix()
        for path in DOCS.rglob("*.md")
        if not path.is_relative_to(DOCS / "zh")
    }
    assert english - {"glossary.md"} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_leads_to_chinese_pages(page: str) -> None:
    place = DOCS / "zh" / page
    for link in _LINK.findall(prose(place.read_text("utf-8"))):
        path = link.partition("#")[0]
        goal = (place.parent / path).resolve()
        if goal == (DOCS / page).resolve() or "://" in path or goal.suffix != ".md":
            continue
        inside = goal.is_relative_to(DOCS) and not goal.is_relative_to(DOCS / "zh")
        assert not (inside and (DOCS / "zh" / goal.relative_to(DOCS)).exists()), link
