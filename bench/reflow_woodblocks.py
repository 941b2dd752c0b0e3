"""Set texts as woodblock prints of verse and of prose: full columns, no punctuation, small notes.

The words come from the text given. Verse is cut out of it in couplets, so that a poem's length
is a multiple of its metre whatever the words are; where the text has poems, these are set too.
"""

import random
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bench.reflow_dress import Tagged
from bench.reflow_gold import Document, group_of, strip_blanks

Run = tuple[str, bool]
"""Characters in a row, and whether they are a note's, set small."""

_BARE = re.compile(r"[^\u3400-\u9fff\U00020000-\U0002ffff]+")
_NOTE = re.compile("（.*?）")
_SENTENCES = re.compile(r"[^。！？；!?;]+[。！？；!?;”」』）]*")
_IMPRINTS = ("欽定四庫全書", "欽定四庫全書", "四部叢刊初編", "武英殿聚珍版書", "知不足齋叢書")
_LONGEST_HEADING = 40
"""Titles and prefaces longer than this are prose to the gold set."""

_LONGEST_SENTENCE = 200


class Setup(Struct, frozen=True):
    """Say how a print is set: characters a column, columns a leaf, indents, its title."""

    width: int
    leaf: int
    spaced: bool
    title: str
    imprint: str
    volume: int
    heading: int
    author: int
    preface: int
    text: tuple[int, int]
    life: tuple[int, int]


class Press:
    """Print blocks into lines, with the heads of leaves between them."""

    def __init__(self, setup: Setup, page: int) -> None:
        self.setup = setup
        self.lines: list[str] = []
        self.blocks: list[tuple[str, list[int]]] = []
        self._page, self._on_leaf = page, 0

    def furnish(self, line: str) -> None:
        """Print a line of page furniture."""
        self.lines.append(line)
        self.blocks.append(("furniture", [len(self.lines)]))

    def emit(self, kind: str, runs: Sequence[Run], indents: tuple[int, int]) -> None:
        """Print a block in columns; a new leaf begins where one is full."""
        own: list[int] = []
        self.blocks.append((kind, own))
        setup = self.setup
        for line in set_columns(runs, setup.width, *indents):
            if setup.leaf and self._on_leaf == setup.leaf:
                self._on_leaf, self._page = 0, self._page + 1
                self.lines.extend([""] if setup.spaced else [])
                self.furnish(f"{setup.title}\u3000卷{setup.volume}\u3000{self._page}")
                self.lines.extend([""] if setup.spaced else [])
            self.lines.append(line)
            own.append(len(self.lines))
            self._on_leaf += 1

    def document(self, name: str, weight: float) -> Document:
        """Return what was printed."""
        blocks = tuple((kind, tuple(numbers)) for kind, numbers in self.blocks if numbers)
        return Document(name, group_of(name), tuple(self.lines), blocks, weight)


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


def bare(text: str) -> str:
    """Return the Han characters of a text, without its notes and marks."""
    return _BARE.sub("", _NOTE.sub("", text))


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


def _setup(words: Words, rng: random.Random) -> Setup:
    heading = rng.choice([2, 3, 3, 3, 4])
    hang = rng.choice([(0, 0), (0, 0), (0, 0), (1, 0), (0, 1), (1, 1)])
    return Setup(
        width=rng.choice([18, 19, 20, 20, 21, 21, 21, 22, 24]),
        leaf=rng.choice([0, 16, 16, 18, 20]),
        spaced=rng.random() < 0.6,
        title=words.pick(rng.randint(3, 6)) + rng.choice(["集", "詩", "錄", ""]),
        imprint=rng.choice(_IMPRINTS) if rng.random() < 0.7 else "",
        volume=rng.randint(1, 40),
        heading=heading,
        author=rng.choice([heading - 1, heading - 1, heading, heading + 4]),
        preface=rng.choice([heading - 1, heading - 1, 1, 2, heading + 1]),
        text=hang,
        life=rng.choice([(1, 1), (0, 0), hang, (heading - 1, heading - 1)]),
    )


def _open_volume(press: Press, rng: random.Random) -> None:
    setup = press.setup
    if setup.imprint:
        press.furnish("\u3000" * rng.randint(0, 1) + setup.imprint)
    indent = rng.choice([0, 0, 1])
    press.emit("heading", [(_volume_title(setup), False)], (indent, indent))


def _volume_title(setup: Setup) -> str:
    return setup.title + "卷" + _number(setup.volume)


def _number(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = "" if not tens else (digits[tens] if tens > 1 else "") + "十"
    return ten + (digits[ones] if ones else "")


def _title(words: Words, rng: random.Random, often: float) -> list[Run]:
    """Make a poem's title: mostly short, at times with a variant, a preface's sign, a note."""
    length = rng.choice([rng.randint(2, 6), rng.randint(3, 10), rng.randint(5, 20)])
    length = rng.randint(18, 34) if rng.random() < 0.06 else length
    runs = _varied(words.pick(length), words, rng, often / 3)
    if rng.random() < often:
        small = rng.choice([rng.randint(1, 8), rng.randint(6, 24), rng.randint(15, 100)])
        runs.append((words.pick(small), True))
    return runs


def _varied(text: str, words: Words, rng: random.Random, often: float) -> list[Run]:
    """Put variants behind some characters: 一作飛."""
    runs: list[Run] = []
    begun = 0
    for place in range(1, len(text)):
        if rng.random() < often:
            variant = rng.choice(["一作", "一作", "一本作", "或作"]) + words.pick(
                rng.choice([1, 1, 2])
            )
            runs += [(text[begun:place], False), (variant, True)]
            begun = place
    return [*runs, (text[begun:], False)]


def _poem_length(metre: int, rng: random.Random) -> int:
    couplets = rng.choice([2, 2, 4, 4, 4, 4, 6, 6, 8, 10, rng.randint(3, 30)])
    return metre * 2 * couplets + (metre if rng.random() < 0.02 else 0)


def _poems(text: Tagged) -> list[tuple[str, str]]:
    """Return the titles and the bare words of the poems that a text holds."""
    poems: list[tuple[str, str]] = []
    title = ""
    for kind, written in text:
        if kind == "heading":
            title = bare(written)
            poems.append((title, ""))
        elif kind == "verse" and poems:
            poems[-1] = (title, poems[-1][1] + bare(written))
    return [(title, verse) for title, verse in poems if title and verse]


def print_anthology(name: str, text: Tagged, seed: int, lines: int = 320) -> Document:
    """Print an anthology of poems, real ones or cut out of the text's words."""
    rng = random.Random(seed)
    words = Words(bare("".join(written for _, written in text)), rng)
    setup = _setup(words, rng)
    press = Press(setup, rng.randint(1, 60))
    real = _poems(text)
    metres = rng.choice([(5,), (5, 5, 7), (5, 5, 7), (7, 7, 5), (4, 5), (5, 7, 6), (7,)])
    variants = rng.choice([0, 0, 0.01, 0.03, 0.06])
    noted = rng.choice([0, 0.05, 0.15, 0.3])
    by_author = rng.random() < 0.6
    if by_author or rng.random() < 0.5:
        _open_volume(press, rng)
    poems_left = 0
    place = rng.randrange(max(1, len(real)))
    while len(press.lines) < lines:
        if by_author and poems_left == 0:
            poems_left = rng.randint(1, 12)
            press.emit(
                "heading", [(words.pick(rng.choice([2, 3, 3, 4])), False)], (setup.author,) * 2
            )
            if rng.random() < 0.8:
                life = _varied(words.take(rng.randint(15, 160)), words, rng, noted / 40)
                press.emit("paragraph", life, setup.life)
        poems_left -= 1
        title = _title(words, rng, noted)
        verse = words.take(_poem_length(rng.choice(metres), rng))
        if real:
            place = (place + 1) % len(real)
            title = [(real[place][0], False), *[run for run in title[1:] if run[1]]]
            verse = real[place][1]
        prefaced = rng.random() < 0.1
        if prefaced and rng.random() < 0.8:
            title.append(("并序", True))
        _emit_titled(press, title, setup.heading)
        if prefaced:
            length = rng.choice([rng.randint(10, 50), rng.randint(30, 300)])
            _emit_titled(press, _varied(words.take(length), words, rng, noted / 40), setup.preface)
        for part in _stanzas(verse, rng):
            runs = _varied(part, words, rng, variants)
            if rng.random() < noted / 4:
                runs.append((words.pick(rng.choice([2, 6, 20, 60])), True))
            press.emit("verse", runs, setup.text)
    if rng.random() < 0.7:
        press.emit("heading", [(_volume_title(setup), False)], (0, 0))
    return press.document(f"{name}-anthology-{seed}", 0.5)


def _emit_titled(press: Press, runs: Sequence[Run], indent: int) -> None:
    brackets = 2 * sum(small for _, small in runs)
    length = sum(len(text) for text, _ in runs) + brackets
    kind = "heading" if length <= _LONGEST_HEADING else "paragraph"
    press.emit(kind, runs, (indent, indent))


def woodblocks(name: str, text: Tagged, seed: int) -> Iterator[Document]:
    """Yield a print of verse and one of prose, as they are and without their indents."""
    for printed in (print_anthology(name, text, seed), print_sayings(name, text, seed)):
        yield printed
        yield strip_blanks(printed)


def _stanzas(verse: str, rng: random.Random) -> list[str]:
    """Part some poems, each part beginning a column."""
    if len(verse) < 56 or len(verse) % 4 or rng.random() < 0.93:
        return [verse]
    half = len(verse) // 2
    return [verse[:half], verse[half:]]


def print_sayings(name: str, text: Tagged, seed: int, lines: int = 320) -> Document:
    """Print prose in paragraphs, long or of one sentence, signed or not, with notes or without."""
    rng = random.Random(seed)
    words = Words(bare("".join(written for _, written in text)), rng)
    setup = _setup(words, rng)
    press = Press(setup, rng.randint(1, 60))
    indents = rng.choice([(0, 1), (0, 1), (0, 1), (0, 0), (1, 0), (2, 0), (0, 2), (1, 1)])
    signed = rng.choice([0, 0.6, 0.9, 0.97])
    signers = [words.pick(rng.choice([1, 2, 2])) for _ in range(rng.randint(4, 20))]
    noted = rng.choice([0, 0, 0.1, 0.5])
    usual = rng.choice([20, 40, 80, 160])
    headed = rng.choice([0, 0.01, 0.03, 0.1])
    _open_volume(press, rng)
    for indent in range(rng.randint(0, 2)):
        press.emit("heading", [(words.pick(rng.randint(2, 6)), False)], (indent + 2,) * 2)
    sentences = _sentences(text, rng)
    while len(press.lines) < lines:
        if rng.random() < headed:
            _emit_titled(press, _title(words, rng, 0), setup.heading)
        length = rng.expovariate(1 / usual)
        runs: list[Run] = [(next(sentences), False)]
        while sum(len(run) for run, _ in runs) < length:
            if rng.random() < noted:
                note = rng.choice([rng.randint(2, 8), rng.randint(5, 30), rng.randint(20, 90)])
                runs.append((words.pick(note), True))
            runs.append((next(sentences), False))
        if rng.random() < signed:
            runs.append((_signature(signers, words, rng), True))
        press.emit("paragraph", runs, indents)
    if rng.random() < 0.7:
        indent = rng.choice([0, 1])
        press.emit("heading", [(_volume_title(setup), False)], (indent, indent))
    return press.document(f"{name}-sayings-{seed}", 0.5)


def _signature(signers: Sequence[str], words: Words, rng: random.Random) -> str:
    signer = rng.choice(signers)
    if rng.random() < 0.08:
        return signer + "○" + words.pick(rng.randint(1, 6))
    return words.pick(rng.randint(4, 12)) + "○" + signer if rng.random() < 0.05 else signer


def _sentences(text: Tagged, rng: random.Random) -> Iterator[str]:
    """Yield the text's sentences without their marks, round and round from somewhere on."""
    written = [words for kind, words in text if kind in ("paragraph", "list", "verse")]
    found = [bare(piece) for words in written for piece in _SENTENCES.findall(words)]
    found = [part for piece in found if piece for part in _short_enough(piece, rng)]
    place = rng.randrange(len(found))
    while True:
        yield found[place]
        place = (place + 1) % len(found)


def _short_enough(sentence: str, rng: random.Random) -> Iterator[str]:
    """Cut what has no marks, as a text without punctuation has none."""
    while len(sentence) > _LONGEST_SENTENCE:
        cut = rng.randint(6, 60)
        yield sentence[:cut]
        sentence = sentence[cut:]
    yield sentence
