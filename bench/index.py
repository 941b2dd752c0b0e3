"""Measure the index: terms found, order of headings, speed.

    python -m bench.index --gold GOLD [--list] [--peer PEER]
    python -m bench.index --speed
    python -m bench.index --finding TRAIN

GOLD holds ``<text>.txt`` (a paragraph a line) with ``<text>.tsv`` (columns heading, kind,
variants parted by |, priority), ``<text>.distractors.txt`` and ``<text>.tolerated.txt``; and
``collation.tsv`` (headword, order_pinyin, headword_hant, strokes_first_hant), here or above.
"""

import argparse
import csv
import lzma
import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from kanben.indexing.judging.scales import judge
from kanben.indexing.marks.kinds import guess_kind
from kanben.indexing.marks.terms import gather, mark
from kanben.indexing.order.collation import Arrangement, group_label, sort_key
from kanben.indexing.order.entries import order
from kanben.indexing.order.readings import read_heading
from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.index import Entry
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.plan import IndexPlan
from kanben.simplified import simplify

_SIGNS = re.compile("[《》〈〉“”‘’\"'`「」『』\\s]")
_DASHES = re.compile("[—–―─~-]+")
_TRADITIONAL = 0.05
"""Part of characters that a simplified copy changes, from which a text is traditional."""
_SEEDS = Path(__file__).parent.parent / "seeds" / "qijiang-2021"
_CHARACTERS = 1_000_000
_TERMS = 2_000


class Gold(Struct, frozen=True):
    """Hold a heading that an index of the text should have."""

    heading: str
    kind: str
    forms: frozenset[str]
    priority: int


def normal(heading: str) -> str:
    """Drop what does not matter when two headings are compared."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _SIGNS.sub("", _DASHES.sub("-", text))


def manuscript_of(name: str, paragraphs: Sequence[str]) -> Manuscript:
    """Make a manuscript with a block for every paragraph that is not blank."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, (Piece(text, Position(0, line)),), anchor=f"{name}-{line}")
        for line, text in enumerate(paragraphs, 1)
        if text.strip()
    )
    text = "".join(paragraphs)
    changed = sum(one != two for one, two in zip(text, simplify(text), strict=True))
    source = Source(f"{name}.txt", name, "0" * 64, "utf-8", len(paragraphs))
    return Manuscript(
        name=name,
        script="Hant" if changed > _TRADITIONAL * len(text) else "Hans",
        metadata=Metadata(title=name),
        sources=(source,),
        parts=(Part(name, blocks, (0,)),),
    )


def index_of(name: str, paragraphs: Sequence[str]) -> list[Entry]:
    """Return the entries that Kanben makes for a text, subentries too."""
    ordered = order(mark(manuscript_of(name, paragraphs), IndexPlan()))
    entries = [entry for group in ordered.index for entry in group.entries]
    return [each for entry in entries for each in entry.headings]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def headings_in(path: Path) -> frozenset[str]:
    """Return the headings of a list, in normal form; none where there is no list."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(normal(line) for line in lines if line.strip())


def gold_of(path: Path) -> list[Gold]:
    """Read a gold list."""
    return [
        Gold(
            row["heading"],
            row["kind"],
            frozenset(map(normal, [row["heading"], *filter(None, row["variants"].split("|"))])),
            int(row["priority"]),
        )
        for row in _rows(path)
    ]


def _recall(gold: Iterable[Gold], found: frozenset[str]) -> str:
    wanted = list(gold)
    hits = sum(bool(each.forms & found) for each in wanted)
    return f"{hits:3}/{len(wanted):<3} {hits / len(wanted):5.1%}" if wanted else "      -      "


class Scored(Struct, frozen=True):
    """Hold what a text's index has and what it should have, headings in normal form."""

    name: str
    gold: tuple[Gold, ...]
    headings: dict[str, Entry]
    distractors: frozenset[str]
    tolerated: frozenset[str]

    @property
    def found(self) -> frozenset[str]:
        """Return the headings of the index."""
        return frozenset(self.headings)

    @property
    def right(self) -> frozenset[str]:
        """Return the headings that the gold list has."""
        return frozenset(form for each in self.gold for form in each.forms) & self.found

    @property
    def precision(self) -> float:
        """Return the share of right headings among those that are not tolerated."""
        return self.precision_of(self.found)

    def precision_of(self, headings: frozenset[str]) -> float:
        """Return the share of right headings in a list, without those that are tolerated."""
        right = frozenset(form for each in self.gold for form in each.forms) & headings
        judged = len(headings) - len(self.tolerated & headings - right)
        return len(right) / max(1, judged)

    @property
    def listed_distractors(self) -> frozenset[str]:
        """Return the headings that no index of the text may have."""
        return self.distractors & self.found - self.right


def score_text(table: Path) -> Scored:
    """Index a text and set its headings beside the gold list's."""
    stem = table.with_suffix("")
    paragraphs = stem.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    entries = index_of(stem.name, paragraphs)
    return Scored(
        stem.name,
        tuple(gold_of(table)),
        {normal(entry.heading): entry for entry in entries if not entry.see},
        headings_in(stem.with_suffix(".distractors.txt")),
        headings_in(stem.with_suffix(".tolerated.txt")),
    )


def print_scores(scored: Scored, peer: frozenset[str] = frozenset()) -> None:
    """Print recall by kind, precision and distractors; and the peer's where there is one."""
    found = scored.found
    print(f"{scored.name}: {len(found)} headings")
    for kind in dict.fromkeys(each.kind for each in scored.gold):
        mine = [each for each in scored.gold if each.kind == kind]
        first = [each for each in mine if each.priority == 1]
        beside = f"   peer: first {_recall(first, peer)}" if peer else ""
        print(f"  {kind:14} first {_recall(first, found)}   all {_recall(mine, found)}{beside}")
    if peer:
        first = [each for each in scored.gold if each.priority == 1]
        print(f"  peer: first {_recall(first, peer)}   precision {scored.precision_of(peer):.1%}")
    distractors = len(scored.listed_distractors)
    print(f"  precision {scored.precision:.1%}   distractors {distractors}")


def print_faults(scored: Scored) -> None:
    """Print the headings that are wrong and those that are missing."""
    wrong = scored.found - scored.right - scored.tolerated
    print("  wrong:", *sorted(scored.headings[each].heading for each in wrong))
    for priority in (1, 2):
        missed = [
            f"{each.heading}({each.kind})"
            for each in scored.gold
            if each.priority == priority and not each.forms & scored.found
        ]
        print(f"  missed {priority}:", *missed)


def score_collation(table: Path) -> None:
    """Print how many headings stand in the right order, and in the right group of strokes."""
    rows = _rows(table)

    def key(heading: str, kind_of: str, arrangement: Arrangement) -> tuple[object, ...]:
        reading = read_heading(heading, guess_kind(kind_of))
        return sort_key(heading, reading, arrangement)

    by_pinyin = sorted(
        rows, key=lambda row: key(row["headword"], row["headword"], Arrangement.PINYIN)
    )
    right = sum(row["order_pinyin"] == str(place) for place, row in enumerate(by_pinyin, 1))
    strokes = 0
    for row in rows:
        filed = sort_key(row["headword_hant"], (), Arrangement.STROKES)
        strokes += group_label(filed, Arrangement.STROKES) == row["strokes_first_hant"]
    print(f"collation: pinyin {right}/{len(rows)}   groups of strokes {strokes}/{len(rows)}")


def _long_text() -> list[str]:
    """Make a million characters of the seeds' paragraphs, two thousand names put between them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt"))]
    filling = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    names = [chr(0x4E00 + 7 * n) + chr(0x5200 + 3 * n) + "研究所" for n in range(_TERMS)]
    paragraphs: list[str] = []
    length = 0
    while length < _CHARACTERS:
        turn = len(paragraphs)
        paragraph = f"{names[turn % _TERMS]}的报告说：{filling[turn % len(filling)]}"
        paragraphs.append(paragraph)
        length += len(paragraph)
    return paragraphs


def measure_speed() -> None:
    """Print the seconds of CPU that a long text with many terms costs."""
    paragraphs = _long_text()
    plan = IndexPlan(add=tuple(dict.fromkeys(text.split("的报告")[0] for text in paragraphs)))
    manuscript = manuscript_of("long", paragraphs)
    clock = time.process_time()
    marked = mark(manuscript, plan)
    middle = time.process_time()
    ordered = order(marked)
    end = time.process_time()
    characters = sum(map(len, paragraphs))
    print(
        f"speed: {characters:,} characters, {len(marked.terms):,} terms: "
        f"found in {middle - clock:.1f} s, ordered in {end - middle:.1f} s CPU, "
        f"{sum(len(group.entries) for group in ordered.index):,} entries"
    )


def measure_finding(folder: Path) -> None:
    """Print the CPU time of finding and judging candidates in a million characters of books."""
    text = ""
    for path in sorted(folder.glob("book-*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            text += stream.read(_CHARACTERS // 4)
        if len(text) >= _CHARACTERS:
            break
    texts = [line for line in simplify(text[:_CHARACTERS]).splitlines() if line.strip()]
    start = time.process_time()
    book, found = gather(texts)
    between = time.process_time()
    judge(found, texts, book)
    judged = time.process_time() - between
    print(f"{len(text[:_CHARACTERS])} characters, {book.value}: {len(found)} candidates")
    print(f"found in {between - start:.1f} s, judged in {judged:.1f} s of CPU")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--peer", type=Path, help="what bench/index_peer.py wrote")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--finding", type=Path, help="folder of book-*.txt.xz")
    chosen = parser.parse_args()
    if chosen.gold:
        tables = sorted(path for path in chosen.gold.rglob("*.tsv") if path.stem != "collation")
        for table in tables:
            scored = score_text(table)
            peer = headings_in(chosen.peer / f"{table.stem}.txt") if chosen.peer else frozenset()
            print_scores(scored, peer)
            if chosen.list:
                print_faults(scored)
        for table in (chosen.gold / "collation.tsv", chosen.gold.parent / "collation.tsv"):
            if table.exists():
                score_collation(table)
    if chosen.speed:
        measure_speed()
    if chosen.finding:
        measure_finding(chosen.finding)


if __name__ == "__main__":
    main()
