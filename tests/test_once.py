"""Nothing is done twice for one publication."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from kanben.manuscript.layout import Layout
from kanben.manuscript.once import once
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish

TEXT = "江边的早晨\n\n天还没有亮，江上起了雾，李大山挑着水沿着石阶走下去了。\n"

COUNTED = {
    "reading/files/encodings.py": "decode",
    "manuscript/acts.py": "locate",
    "indexing/marks/terms.py": "propose",
    "writing/book/book.py": "book_of",
    "writing/pdf/html.py": "body",
}


def test_a_value_is_made_again_only_of_something_else() -> None:
    made: list[list[int]] = []
    remembered = once(lambda given: made.append(given))
    first, equal = [1], [1]
    for given in (first, first, equal, equal, first):
        remembered(given)
    assert [id(given) for given in made] == [id(first), id(equal), id(first)]


def test_a_publication_is_read_emended_searched_and_arranged_once(tmp_path: Path) -> None:
    source = tmp_path / "江.txt"
    source.write_text(TEXT, encoding="utf-8")
    source.with_suffix(".yaml").write_text(
        'emendations: [{at: "江.txt:3", correct: 雾, to: 霧}]\n', encoding="utf-8"
    )
    calls: Counter[str] = Counter()

    def count(frame: Any, event: str, _: object) -> None:
        if event == "call":
            for file, name in COUNTED.items():
                if frame.f_code.co_name == name and frame.f_code.co_filename.endswith(file):
                    calls[name] += 1

    sys.setprofile(count)
    try:
        asked = Asked(variants=("zh-Hans-CN", "zh-Hant-TW"), formats=("pdf", "epub", "docx"))
        list(publish([source], Layout(tmp_path / "build"), Config(), asked))
    finally:
        sys.setprofile(None)
    assert calls == {"decode": 1, "locate": 1, "propose": 1, "book_of": 2, "body": 2}
