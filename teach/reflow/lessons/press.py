"""Print blocks as woodblocks do: full columns, no punctuation, small notes, leaves with heads."""

import random
import re
from collections.abc import Sequence

from msgspec import Struct

from bench.reflow_gold import Document, group_of
from kanben.names import SURNAMES

Run = tuple[str, bool]
"""Characters in a row, and whether they are a note's, set small."""

_BARE = re.compile(r"[^\u3400-\u9fff\U00020000-\U0002ffff]+")
_NOTE = re.compile("（.*?）")
_SURNAMES = sorted(SURNAMES)
_IMPRINTS = ("欽定四庫全書", "欽定四庫全書", "四部叢刊初編", "武英殿聚珍版書", "知不足齋叢書")
_LONGEST_HEADING = 40
"""Titles and prefaces longer than this are prose to the gold set."""


class Setup(Struct, frozen=True):
    """Say how a print is set: characters a column, columns a leaf, indents, its title.

    Indents are pairs, of a block's first column and of the others.
    """

    width: int
    leaf: int
    spaced: bool
    title: str
    imprint: str
    juan: str
    volume: int
    heading: int
    author: int
    preface: int
    text: tuple[int, int]
    life: tuple[int, int]


class Words:
    """Give words of a text in order, from a place on, round and round."""

    def __init__(self, text: str, rng: random.Random) -> None:
        self._text, self._rng = text, rng
        self._place = rng.randrange(len(text))

    def take(self, count: int) -> str:
        """Return so many characters, and go on behind them."""
        taken = ""
        while len(taken) < count:
            piece = self._text[self._place : self._place + count - len(taken)]
            self._place = (self._place + len(piece)) % len(self._text)
            taken += piece
        return taken

    def pick(self, count: int) -> str:
        """Return so many characters from anywhere."""
        place = self._rng.randrange(max(1, len(self._text) - count))
        return self._text[place : place + count]


def bare(text: str) -> str:
    """Return the Han characters of a text, without its notes and marks."""
    return _BARE.sub("", _NOTE.sub("", text))


def invent_name(words: Words, rng: random.Random) -> str:
    """Return a surname with one or two characters behind it."""
    return rng.choice(_SURNAMES) + words.pick(rng.choice([1, 1, 2]))


def choose_setup(words: Words, rng: random.Random) -> Setup:
    """Choose how a print is set."""
    heading = rng.choice([2, 3, 3, 3, 4])
    hang = rng.choice([(0, 0), (0, 0), (0, 0), (1, 0), (0, 1), (1, 1)])
    return Setup(
        width=rng.choice([18, 19, 20, 20, 21, 21, 21, 22, 24]),
        leaf=rng.choice([0, 16, 16, 18, 20]),
        spaced=rng.random() < 0.6,
        title=words.pick(rng.randint(3, 6)) + rng.choice(["集", "詩", "錄", ""]),
        imprint=rng.choice(_IMPRINTS) if rng.random() < 0.7 else "",
        juan=rng.choice(["卷", "卷", "巻", "卷第"]),
        volume=rng.randint(1, 40),
        heading=heading,
        author=rng.choice([heading - 1, heading - 1, heading, heading + 4]),
        preface=rng.choice([heading - 1, heading - 1, 1, 2, heading + 1]),
        text=hang,
        life=rng.choice([(1, 1), (0, 0), hang, (heading - 1, heading - 1)]),
    )


class Press:
    """Print blocks into lines, with the heads of leaves between them."""

    def __init__(self, setup: Setup, rng: random.Random) -> None:
        self.setup = setup
        self.lines: list[str] = []
        self._blocks: list[tuple[str, list[int]]] = []
        self._rng = rng
        self._volume, self._page, self._on_leaf = setup.volume, rng.randint(1, 60), 0

    def emit(self, kind: str, runs: Sequence[Run], first: int, others: int) -> None:
        """Print a block in columns with these indents; a new leaf begins where one is full."""
        own: list[int] = []
        self._blocks.append((kind, own))
        for line in set_columns(runs, self.setup.width, first, others):
            if self.setup.leaf and self._on_leaf == self.setup.leaf:
                self._turn()
            self.lines.append(line)
            own.append(len(self.lines))
            self._on_leaf += 1

    def emit_titled(self, runs: Sequence[Run], indent: int) -> None:
        """Print a title or a preface; a long one is prose."""
        length = sum(len(text) + 2 * small for text, small in runs)
        kind = "heading" if length <= _LONGEST_HEADING else "paragraph"
        self.emit(kind, runs, indent, indent)

    def open_volume(self) -> None:
        """Begin a volume with its imprint and title, on a leaf of its own."""
        indent = self._rng.choice([0, 0, 1])
        if self.lines:
            self._volume, self._page = self._volume + 1, 0
            if self.setup.leaf:
                self._turn()
        if self.setup.imprint:
            self._furnish("\u3000" * self._rng.randint(0, 1) + self.setup.imprint)
        self.emit("heading", [(self._volume_title(), False)], indent, indent)

    def close_volume(self) -> None:
        """Mostly print the volume's title at its end, too."""
        if self._rng.random() < 0.7:
            indent = self._rng.choice([0, 0, 1])
            self.emit("heading", [(self._volume_title(), False)], indent, indent)

    def document(self, name: str) -> Document:
        """Return what was printed."""
        blocks = tuple((kind, tuple(numbers)) for kind, numbers in self._blocks if numbers)
        return Document(name, group_of(name), tuple(self.lines), blocks, 0.5)

    def _volume_title(self) -> str:
        return self.setup.title + self.setup.juan + _number(self._volume)

    def _turn(self) -> None:
        blank = [""] if self.setup.spaced else []
        self._on_leaf, self._page = 0, self._page + 1
        self.lines.extend(blank)
        self._furnish(f"{self.setup.title}\u3000卷{self._volume}\u3000{self._page}")
        self.lines.extend(blank)

    def _furnish(self, line: str) -> None:
        self.lines.append(line)
        self._blocks.append(("furniture", [len(self.lines)]))


def set_columns(runs: Sequence[Run], width: int, first: int, others: int) -> list[str]:
    """Set runs in columns of `width` characters; a note takes half the room, in two columns.

    Every printed piece of a note is bracketed by itself.
    """
    lines: list[str] = []
    line, room = "\u3000" * first, width - first
    for text, small in runs:
        rest = text
        while rest:
            if room == 0:
                lines.append(line)
                line, room = "\u3000" * others, width - others
            piece = rest[: 2 * room] if small else rest[:room]
            line += f"（{piece}）" if small else piece
            room -= (len(piece) + 1) // 2 if small else len(piece)
            rest = rest[len(piece) :]
    return [*lines, line] if line.strip("\u3000") else lines


def vary(text: str, words: Words, rng: random.Random, often: float) -> list[Run]:
    """Put variants, or a name at times, behind some characters: 急（一作飛）."""
    runs: list[Run] = []
    begun = 0
    for place in range(1, len(text)):
        if rng.random() < often:
            sign = rng.choice(["一作", "一作", "一作", "或作", ""])
            runs += [(text[begun:place], False), (sign + words.pick(rng.choice([1, 1, 2])), True)]
            begun = place
    return [*runs, (text[begun:], False)]


def _number(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = "" if not tens else (digits[tens] if tens > 1 else "") + "十"
    return ten + (digits[ones] if ones else "")
