"""Measure the search: does each query find every paragraph that holds it, and how soon.

    python -m bench.search --titles 200 --out FOLDER

Twenty books of sixty paragraphs are set down, a third in simplified script with editions in both,
a third in traditional, a third in simplified script alone; words and phrases of
`tests/data/room/planted.tsv` stand in paragraphs drawn for them, in the book's script. They are
published, and shelved among as many generated titles as asked for, which hold none of them. Each
phrase is then looked for in both scripts, and in other writings of it, in chromium from the disk:
what it must find is where it was put. Prints the queries that find too little or too much, and
the time from opening the page of results to the first hit.
"""

import argparse
import csv
import json
import random
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import structs

from bench.room import shelve
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.room.room import write_room
from tests.books import seed_book

HOME = Path(__file__).parent.parent
PLANTED = HOME / "tests/data/room/planted.tsv"
ASK = HOME / "tests/browser/search.mjs"
BOOKS, PARAGRAPHS = 20, 60
SEED = 19
_OPENINGS = ("天亮以前", "那一天", "午後", "夜深了", "第二天", "雨停以後")
_MIDDLES = {
    "Hans": ("大家都说起", "有人走过来问到", "他在信中写下", "她低声念着", "村口的人看见"),
    "Hant": ("大家都說起", "有人走過來問到", "他在信中寫下", "她低聲念著", "村口的人看見"),
}
_ENDS = {
    "Hans": ("，没有人再说话。", "，孩子们都笑了。", "，这件事就这样记了下来。"),
    "Hant": ("，沒有人再說話。", "，孩子們都笑了。", "，這件事就這樣記了下來。"),
}
_NOTHING = {"Hans": "门前的小路", "Hant": "門前的小路"}


class Phrase(NamedTuple):
    """A phrase in both scripts, and other writings of it."""

    simplified: str
    traditional: str
    others: tuple[str, ...]


def phrases() -> list[Phrase]:
    """Read the phrases."""
    with PLANTED.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and row[0][0] != "#"]
    return [Phrase(row[0], row[1], tuple(filter(None, row[2].split("、")))) for row in rows]


def set_down(folder: Path) -> dict[Phrase, set[str]]:
    """Write the books; return for each phrase the paragraphs that hold it, as ``book 7``."""
    drawn = random.Random(SEED)
    held: dict[Phrase, set[str]] = defaultdict(set)
    everything = phrases()
    for number in range(BOOKS):
        script = "Hant" if number % 3 == 1 else "Hans"
        lines = [f"书{number}" if script == "Hans" else f"書{number}"]
        for _ in range(PARAGRAPHS):
            lines.append("")
            phrase = drawn.choice([*everything, None, None, None, None])
            said = _NOTHING[script]
            if phrase is not None:
                said = phrase.simplified if script == "Hans" else phrase.traditional
                held[phrase].add(f"book{number} {len(lines) + 1}")
            opening = drawn.choice(_OPENINGS)
            opening = opening.replace("後", "后") if script == "Hans" else opening
            lines.append(
                f"{opening}，{drawn.choice(_MIDDLES[script])}{said}{drawn.choice(_ENDS[script])}"
            )
        (folder / f"book{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return held


def shelved(layout: Layout, folder: Path, titles: int) -> None:
    """Publish the books, shelve generated titles beside them, and write the room."""
    ordered = {}
    for number in range(BOOKS):
        tags = (
            ("zh-Hans-CN", "zh-Hant-TW")
            if number % 3 == 0
            else (("zh-Hant-TW",) if number % 3 == 1 else ("zh-Hans-CN",))
        )
        place = folder / f"book{number}.txt"
        list(publish([place], layout, Config(), Asked(variants=tags, formats=("html",))))
        ordered[f"book{number}"] = [(tag, "html") for tag in tags]
    for number in range(titles - BOOKS):
        manuscript = another(f"other{number}")
        shelve(layout, manuscript)
        ordered[manuscript.name] = [("zh-Hans-CN", "html")]
    write_room(layout, ordered)


def another(name: str) -> Manuscript:
    """Return the book of the seeds under another name."""
    return structs.replace(seed_book(), name=name, variant="zh-Hans-CN")


def ask(layout: Layout, queries: list[str]) -> dict[str, Any]:
    """Look for all queries in a browser."""
    command = ["node", str(ASK), str(layout.folder.resolve()), json.dumps(queries)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answers: dict[str, Any] = json.loads(told)
    return answers


def places(hits: list[list[str]]) -> set[str]:
    """Return the paragraphs that hits lead to, as ``book 7``."""
    return {
        f"{Path(unquote(urlsplit(href).path)).parent.name} {anchor.rpartition('-')[2]}"
        for anchor, href in hits
    }


def main() -> None:
    """Print what is found too little or too much, and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--titles", type=int, default=200)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    texts = asked.out / "texts"
    texts.mkdir(parents=True)
    held = set_down(texts)
    layout = Layout(asked.out / "build")
    shelved(layout, texts, asked.titles)
    wanted = {
        query: held[phrase]
        for phrase in phrases()
        for query in dict.fromkeys((phrase.simplified, phrase.traditional, *phrase.others))
    }
    answers = ask(layout, list(wanted))
    right = 0
    for query, paragraphs in wanted.items():
        found = places(answers[query]["hits"])
        right += found == paragraphs
        for sign, odd in (("-", paragraphs - found), ("+", found - paragraphs)):
            for place in sorted(odd):
                print(f"{query}\t{sign}\t{place}")
    times = sorted(answer["first"] for answer in answers.values() if answer["first"] is not None)
    print(f"queries that find every paragraph and no other\t{right} of {len(wanted)}")
    print(f"paragraphs looked for\t{sum(len(each) for each in wanted.values())}")
    print(f"first hit\tmedian {times[len(times) // 2]:.0f} ms, slowest {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
