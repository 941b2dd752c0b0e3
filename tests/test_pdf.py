"""The printed book keeps its text, and its index tells the truth."""

from pathlib import Path

import pypdfium2
import pytest

from kanben.characters import inked
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.writing.designs import page_design
from kanben.writing.pdf import write
from tests.books import WORDS, seed_book


class Printed:
    """A book on paper: what was set, what can be read."""

    def __init__(self, manuscript: Manuscript, path: Path) -> None:
        self.manuscript = manuscript
        self.path = path
        self.pages: Pages = write(manuscript, path, page_design())
        document = pypdfium2.PdfDocument(path)
        self.texts = [inked(page.get_textpage().get_text_bounded()) for page in document]
        self.labels = [document.get_page_label(number) for number in range(len(document))]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(seed_book(), tmp_path_factory.mktemp("pdf") / "book.pdf")


def test_every_page_that_the_index_names_has_the_term(printed: Printed) -> None:
    for term, found in printed.pages.terms.items():
        for page in found:
            spread = printed.texts[page] + printed.texts[page + 1]
            assert WORDS[term] in spread, (term, page)


def test_pages_bear_the_labels_that_the_record_gives(printed: Printed) -> None:
    assert tuple(printed.labels) == printed.pages.labels
    assert printed.labels[0] == "i"
    assert "1" in printed.labels
