"""Set the blocks of a short page one below the other.

Paragraphs are of one to three lines, so that measure and indent show in few lines, or in one.
"""

import random
import re
from typing import NamedTuple

from bench.reflow_gold import Document
from kanben.characters import cell_width, is_han
from kanben.names import SURNAMES
from teach.reflow.lessons.chapters import title_of
from teach.reflow.lessons.dress import Tagged

_WEIGHT = 0.4
_CLOSING = "，。！？；：、”」』）》…"
_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”」』）]*")
_SURNAMES = sorted(name for name in SURNAMES if len(name) == 1)


class ShortSetting(NamedTuple):
    """Hold how a page is set: cells of a line, blanks before a paragraph, blank lines, punctuation.

    With no measure, paragraphs stand on one line each. `hangs` lets a mark stand beyond the
    measure, where else the character before it goes down with it.
    """

    measure: int
    indent: str
    gap: int
    above: int
    below: int
    heading: str
    hangs: bool


def choose_setting(rng: random.Random) -> ShortSetting:
    """Return how one page is set."""
    indent = rng.choice(["\u3000\u3000", "\u3000\u3000", "\u3000\u3000", "", "    "])
    return ShortSetting(
        measure=0 if rng.random() < 0.2 else rng.randint(14, 44),
        indent=indent,
        gap=rng.choice([0, 0, 1]) if indent else rng.choice([0, 1, 1]),
        above=rng.choice([0, 1, 1, 2]),
        below=rng.choice([0, 0, 1]),
        heading=rng.choice(["", "", indent, "\u3000" * rng.randint(3, 9)]),
        hangs=rng.random() < 0.3,
    )


def wrap(words: str, setting: ShortSetting) -> list[str]:
    """Break a paragraph at the measure; no line begins with a mark that closes."""
    lines, line, width = [], setting.indent, sum(map(cell_width, setting.indent))
    for char in words:
        is_full = setting.measure and width + cell_width(char) > setting.measure
        if is_full and not (char in _CLOSING and setting.hangs):
            carried = line[-1] if char in _CLOSING and line[-1:].strip() else ""
            lines.append(line[: len(line) - len(carried)])
            line, width = carried, sum(map(cell_width, carried))
        line += char
        width += cell_width(char)
    return [one for one in (*lines, line) if one.strip()]


class ShortPage:
    """Set blocks one below the other."""

    def __init__(self, text: Tagged, rng: random.Random) -> None:
        self.rng, self.setting = rng, choose_setting(rng)
        prose = [words for kind, words in text if kind == "paragraph" and "。" in words]
        start = rng.randrange(max(1, len(prose) - 40))
        self.words = "".join(prose[start : start + 40])
        self.sentences = [one for one in _SENTENCE.findall(self.words) if len(one) < 160]
        self.lines: list[str] = []
        self.blocks: list[tuple[str, tuple[int, ...]]] = []
        self.at = 0

    def document(self, name: str, group: str) -> Document:
        """Return what was set."""
        return Document(name, group, tuple(self.lines), tuple(self.blocks), _WEIGHT)

    def emit(self, kind: str, *lines: str) -> None:
        """Set a block's lines."""
        first = len(self.lines) + 1
        self.lines += lines
        self.blocks.append((kind, tuple(range(first, first + len(lines)))))

    def space(self, count: int) -> None:
        """Leave blank lines."""
        self.lines += [""] * count

    def paragraphs(self, count: int) -> None:
        """Set paragraphs of one to three lines."""
        for number in range(count):
            if number:
                self.space(self.setting.gap)
            self.emit("paragraph", *wrap(self.prose(), self.setting))

    def prose(self) -> str:
        """Return the next sentences, about as many as fill one to three lines."""
        wanted = self.rng.choice([0.6, 1, 1.6, 2, 2.5, 3]) * (self.setting.measure or 40)
        words = ""
        while not words or len(words) < wanted - 8:
            words += self.sentences[self.at % len(self.sentences)]
            self.at += 1
        return words

    def title(self) -> str:
        """Return a title made of the words about here."""
        if self.rng.random() < 0.5:
            return (
                "".join(filter(is_han, self.sentences[self.at % len(self.sentences)]))[
                    : self.rng.randint(2, 6)
                ]
                or "某事"
            )
        return title_of(self.sentences[self.at % len(self.sentences)], self.rng)

    def heading(self, words: str, kind: str = "heading") -> None:
        """Set a heading with white around it."""
        if self.lines:
            self.space(self.setting.above)
        self.emit(kind, self.setting.heading + words)
        self.space(self.setting.below)

    def name(self) -> str:
        """Return what looks like a personal name."""
        given = "".join(filter(is_han, self.sentences[self.at % len(self.sentences)]))
        return self.rng.choice(_SURNAMES) + given[1 : self.rng.choice([2, 3, 3])]
