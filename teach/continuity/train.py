"""Train the network that knows how Chinese goes on, on running text.

    python -m teach.continuity.train --corpora DIR [--out FILE]

DIR holds ``tw_gazette``, ``tw_law``, ``tw_transcript`` and ``tw_wiki`` as ``.txt.xz``, running
text, one sentence or paragraph a line. A place inside a line is a true continuation; two halves of
different places near each other are none, cut as pages cut them: in the middle of a sentence (where
a caption interrupts it), at a sentence's end, at a sentence's beginning. One block of lines in
twenty is held back, and the errors on it are printed.
"""

import argparse
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from msgspec import Struct
from torch import nn

from kanben.arrays import Codes, Ints
from kanben.reading.page.glyphs import Glyph, codes_of, flag_table
from kanben.reading.words.continuity import (
    BEYOND,
    DIGIT,
    FIRST_CHARACTER,
    LOWER,
    OTHER,
    REACH,
    UPPER,
    PairSymbols,
    symbol_table,
)

CORPORA = ("tw_gazette", "tw_law", "tw_transcript", "tw_wiki")
CHARACTERS = 4500
WIDTH = 32
HIDDEN = (192, 48)
HIDDEN_SIDE = (48,)
BATCH = 2048
RATE = 2e-3
HELD_BACK = 20
BLOCK = 500
NEAR = 3000
"""How far apart, in characters, the halves that do not belong together may lie: one subject."""
SHORTENED = 0.25
"""How often a side is cut short, as at short lines."""
FOREIGN = 0.15
"""How often a word of a window is made a foreign one, a number or a rare character."""
WITHOUT_MARK = 0.7
"""How often a sentence's end is shown without its mark, as headings and captions have it."""


class Corpus(Struct, frozen=True):
    """Hold running text as symbols, with the places where each may be cut.

    A place is the index of the character after the cut. `middles` lie between two characters
    that are no marks, `ends` right before a mark that ends a clause, `starts` right after one or
    at a line's beginning, `cuts` anywhere that a line may end.
    """

    symbols: PairSymbols
    line: Ints
    cuts: Ints
    middles: Ints
    ends: Ints
    starts: Ints


def texts(folder: Path) -> Iterator[str]:
    """Yield the lines of all corpora."""
    for name in CORPORA:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            yield from filter(None, map(str.strip, lines))


def characters_of(codes: Codes) -> npt.NDArray[np.uint16]:
    """Return the most frequent characters, folded as the network reads them."""
    bare = symbol_table(np.arange(1, 0x10000, dtype=np.uint16))
    found = bare[codes].astype(np.int64) - (FIRST_CHARACTER - 1)
    counts = Counter(found[found > 0].tolist())
    return np.array(sorted(code for code, _ in counts.most_common(CHARACTERS)), np.uint16)


def corpus_of(lines: list[str], table: PairSymbols) -> Corpus:
    """Lay lines out as one array of symbols."""
    codes = codes_of("".join(lines))
    lengths = np.array([len(line) for line in lines])
    line = np.repeat(np.arange(len(lines)), lengths)
    flags = flag_table()[codes]
    mark = (flags & (Glyph.NO_START | Glyph.OPEN)) != 0
    ended = (flags & (Glyph.TERMINAL | Glyph.COLON)) != 0
    closes = (flags & Glyph.CLOSE) != 0
    inner = np.append(False, line[1:] == line[:-1])
    before, after = np.roll(mark, 1), mark
    cuts = inner & ~((flags & Glyph.NO_START) != 0) & ~(np.roll(flags & Glyph.OPEN, 1) != 0)
    middles = inner & ~before & ~after
    ends = inner & ended & ~before
    starts = (~inner | np.roll(ended, 1) | (np.roll(closes, 1) & np.roll(ended, 2))) & ~closes
    places = [np.flatnonzero(found) for found in (cuts, middles, ends, starts & ~ended)]
    return Corpus(table[codes], line, *places)


def sides(
    corpus: Corpus, before: Ints, after: Ints, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return the windows whose first half ends before one place and whose second begins at one."""
    count = len(before)
    left = before[:, None] + np.arange(-REACH, 0)
    right = after[:, None] + np.arange(REACH)
    lengths = rng.integers(1, REACH + 1, (2, count))
    short = np.where(rng.random((2, count)) > SHORTENED, REACH, lengths)
    steps = np.arange(REACH)
    last = len(corpus.symbols) - 1
    left_line = corpus.line[np.clip(before - 1, 0, last)][:, None]
    right_line = corpus.line[np.clip(after, 0, last)][:, None]
    inside_left = (left >= 0) & (REACH - steps <= short[0][:, None])
    inside_right = (right <= last) & (steps < short[1][:, None])
    left, right = np.clip(left, 0, last), np.clip(right, 0, last)
    inside_left &= corpus.line[left] == left_line
    inside_right &= corpus.line[right] == right_line
    windows = np.concatenate(
        [
            np.where(inside_left, corpus.symbols[left], BEYOND),
            np.where(inside_right, corpus.symbols[right], BEYOND),
        ],
        axis=1,
    )
    return estrange(windows.astype(np.int64), rng)


def estrange(windows: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Put a foreign word, a number or a rare character in some windows, as technical books have."""
    count, length = windows.shape
    begin, size = rng.integers(0, length, (count, 1)), rng.integers(1, 5, (count, 1))
    place = np.arange(length)
    hit = (place >= begin) & (place < begin + size) & (windows >= FIRST_CHARACTER)
    hit &= rng.random((count, 1)) < FOREIGN
    symbol = rng.choice([OTHER, DIGIT, LOWER, UPPER], (count, 1))
    return np.where(hit, symbol, windows)


def near(places: Ints, around: Ints, rng: np.random.Generator) -> Ints:
    """Return for each place one of `places` within `NEAR` characters, another one nearly always."""
    wanted = around + rng.integers(-NEAR, NEAR + 1, len(around))
    found: Ints = places[np.minimum(np.searchsorted(places, wanted), len(places) - 1)]
    return found


def pairs(corpus: Corpus, count: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Return places before and after, and whether they are one place: half of them are."""
    here = rng.choice(corpus.cuts, count)
    true = np.arange(count) % 2 == 0
    kind = rng.random((2, count))
    ended = near(corpus.ends, here, rng)
    ended = np.where(rng.random(count) < WITHOUT_MARK, ended, ended + 1)
    before = np.where(kind[0] < 0.5, ended, here)
    after = np.where(kind[1] < 0.6, near(corpus.starts, here, rng), near(corpus.middles, here, rng))
    before = np.where(true, here, before)
    after = np.where(true, here, after)
    return before, after, true & (before == after)


class Reader:
    """Read windows with one table of vectors and three small networks."""

    def __init__(self, symbols: int) -> None:
        self.vectors = nn.Embedding(symbols, WIDTH)
        nn.init.normal_(self.vectors.weight, std=0.3)
        self.join = _layers(2 * REACH * WIDTH, HIDDEN)
        self.end = _layers(REACH * WIDTH, HIDDEN_SIDE)
        self.start = _layers(REACH * WIDTH, HIDDEN_SIDE)

    def parameters(self) -> Iterator[torch.Tensor]:
        """Yield all that is trained."""
        for part in (self.vectors, self.join, self.end, self.start):
            yield from part.parameters()

    def seen(self, windows: torch.Tensor) -> torch.Tensor:
        """Return the vectors of windows, side by side."""
        seen: torch.Tensor = self.vectors(windows).flatten(1)
        return seen


def _layers(inputs: int, hidden: tuple[int, ...]) -> nn.Sequential:
    sizes = (inputs, *hidden)
    inner = [part for one, other in pairwise(sizes) for part in (nn.Linear(one, other), nn.ReLU())]
    return nn.Sequential(*inner, nn.Linear(sizes[-1], 1))


def losses(
    reader: Reader, corpus: Corpus, rng: np.random.Generator
) -> tuple[torch.Tensor, list[float]]:
    """Return the summed loss of one batch and the share of right answers to each question."""
    before, after, true = pairs(corpus, BATCH, rng)
    half = BATCH // 2
    middles = rng.choice(corpus.middles, half)
    ends, starts = rng.choice(corpus.ends, half), rng.choice(corpus.starts, half)
    answers = torch.from_numpy(np.repeat([1.0, 0.0], half).astype(np.float32))
    whole = sides(corpus, before, after, rng)
    ended, started = np.concatenate([ends, middles]), np.concatenate([starts, middles])
    ended = sides(corpus, ended, ended, rng)[:, :REACH]
    started = sides(corpus, started, started, rng)[:, REACH:]
    measure = nn.BCEWithLogitsLoss()
    total = torch.zeros(())
    right = []
    for layers, windows, wanted in (
        (reader.join, whole, torch.from_numpy(true.astype(np.float32))),
        (reader.end, ended, answers),
        (reader.start, started, answers),
    ):
        found = layers(reader.seen(torch.from_numpy(windows)))[:, 0]
        total = total + measure(found, wanted)
        right.append(float(((found > 0) == (wanted > 0.5)).float().mean()))
    return total, right


def train(corpus: Corpus, held: Corpus, symbols: int, steps: int) -> Reader:
    """Train on one corpus; say how well it goes on the one held back."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    reader = Reader(symbols)
    optimizer = torch.optim.Adam(reader.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, RATE / 50)
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        loss, _ = losses(reader, corpus, rng)
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 500 == 0 or step == steps:
            check = np.random.default_rng(1)
            with torch.no_grad():
                found = np.mean([losses(reader, held, check)[1] for _ in range(10)], axis=0)
            print(f"{step:6}  right: " + "  ".join(f"{100 * share:.1f} %" for share in found))
    return reader


def pack(reader: Reader, characters: npt.NDArray[np.uint16], path: Path) -> None:
    """Write the network as the package ships it: vectors in bytes, layers in half precision."""
    vectors = reader.vectors.weight.detach().numpy()
    scale = np.float32(np.abs(vectors).max() / 127)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "characters": characters,
        "vectors": np.rint(vectors / scale).astype(np.int8),
        "scale": np.array(scale),
    }
    for name in ("join", "end", "start"):
        layers = [part for part in getattr(reader, name) if isinstance(part, nn.Linear)]
        for place, layer in enumerate(layers):
            weights = layer.weight.detach().numpy().T
            arrays[f"{name}.weights{place}"] = weights.astype(np.float16)
            arrays[f"{name}.bias{place}"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main() -> None:
    """Read the command line, train, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=15_000)
    parser.add_argument("--out", type=Path, default=Path("kanben/data/continuity.npz"))
    told = parser.parse_args()
    lines = list(texts(told.corpora))
    characters = characters_of(codes_of("".join(lines)))
    table = symbol_table(characters)
    kept: list[str] = []
    held: list[str] = []
    for number, line in enumerate(lines):
        (held if number // BLOCK % HELD_BACK == 0 else kept).append(line)
    symbols = FIRST_CHARACTER + len(characters)
    reader = train(corpus_of(kept, table), corpus_of(held, table), symbols, told.steps)
    pack(reader, characters, told.out)


if __name__ == "__main__":
    main()
