"""Lay novels of dialogue and verse out again: speeches that begin lines of their own.

A line that is full may end a speech, and a short one end in 道：; poems stand among the prose.
"""

import lzma
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from msgspec import structs

from bench.reflow_gold import Document, strip_blanks
from kanben.characters import is_han
from teach.reflow.lessons.dress import Tagged
from teach.reflow.lessons.layouts import lay_out_again, unwrap
from teach.reflow.lessons.short_pages import short_pages

GROUPS = tuple(f"novels-{number}" for number in range(6))
"""The novels take turns in these, each with all its layouts."""
_PROFILES = ("grid", "book", "book_indent", "grid", "newspaper", "book_half")
_TURNS = 6
_LENGTH = 110
_SHORT_PAGES = 18
_WEIGHT = 0.5
_BLANK = " \u3000\t\ue004"
"""What is no ink at the ends of a line; the last stands for a blank in one reprint."""
_VERSE_INDENT = 4
"""Full-width blanks before a line of verse, where prose has none or two."""
_HEADING = re.compile(
    r"(.{1,3}\s)?第.{1,5}[回章]\s*\S|^(序|楔子|自序|引首|后记|[一二三四五六七八九十]{1,3})$"
)
_SPEECH = re.compile(r"(?<=[。！？][」”])(?=[^「」“”。！？，]{1,9}道：[「“])")
"""Where a speech may begin a line of its own: behind a speech, before 八戒道：「."""


def novels(program: ModuleType, paths: Sequence[Path]) -> Iterator[Document]:
    """Yield layouts of pieces of novels, by fixed seeds; each with its blanks and without."""
    for place, path in enumerate(paths):
        text = read_novel(path)
        group = GROUPS[place % len(GROUPS)]
        for turn in range(_TURNS):
            seed = 50_000 + 17 * place + turn
            rng = random.Random(seed)
            start = rng.randrange(max(1, len(text) - _LENGTH))
            part = part_speeches(text[start : start + _LENGTH], rng)
            name = f"novel-{place}-{turn}"
            if turn == _TURNS - 1:
                yield _of_novel(unwrap(name, part, seed), group)
                continue
            laid_out = lay_out_again(program, name, part, seed, _PROFILES[turn])
            yield _of_novel(laid_out, group)
            yield _of_novel(strip_blanks(laid_out), group)
        first = 70_000 + 100 * place
        yield from short_pages(f"novel-{place}", group, text, range(first, first + _SHORT_PAGES))


def _of_novel(document: Document, group: str) -> Document:
    return structs.replace(document, group=group, weight=_WEIGHT)


def read_novel(path: Path) -> Tagged:
    """Read a novel: blank lines or indents part its paragraphs, deep indents its verse."""
    lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    wrapped = sum(bool(line) and line[0] not in " \u3000" for line in lines) > len(lines) / 4
    text: Tagged = []
    open_paragraph = False
    for line in lines:
        words = line.strip(_BLANK)
        indent = len(line) - len(line.lstrip(" \u3000"))
        if not words:
            open_paragraph = open_paragraph and not wrapped
        elif indent >= _VERSE_INDENT and line[0] == "\u3000" and len(words) < 40:
            text.append(("verse", words))
            open_paragraph = False
        elif _HEADING.match(words) and len(words) < 30:
            text.append(("heading", words))
            open_paragraph = False
        elif open_paragraph and (wrapped or words_go_on(text[-1][1])):
            text[-1] = (text[-1][0], text[-1][1] + words)
        else:
            text.append(("paragraph", words))
            open_paragraph = True
    return text


def words_go_on(paragraph: str) -> bool:
    """Tell whether a paragraph stops within a sentence: what reprints do at a page's end."""
    return is_han(paragraph[-1]) or paragraph[-1] in "，、；"


def part_speeches(text: Tagged, rng: random.Random) -> Tagged:
    """Let speeches begin paragraphs, in some pieces all of them, in others few."""
    often = rng.choice([0.0, 0.3, 0.6, 0.9])
    parted: Tagged = []
    for kind, words in text:
        pieces = _SPEECH.split(words) if kind == "paragraph" else [words]
        gathered = [pieces[0]]
        for piece in pieces[1:]:
            if rng.random() < often:
                gathered.append(piece)
            else:
                gathered[-1] += piece
        parted += [(kind, piece) for piece in gathered]
    return parted
