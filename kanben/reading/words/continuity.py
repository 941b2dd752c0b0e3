"""Ask whether the words after a line end go on from the words before it.

A small neural network reads eight characters on each side. It was trained on running text, not on
pages (teach/continuity/train.py): it knows nothing of measures, only how Chinese goes on.
"""

from functools import cache
from io import BytesIO

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.reading.page.glyphs import Glyph, flag_table
from kanben.reading.page.lines import Lines
from kanben.simplified import folding
from kanben.tables import read_bytes

PairSymbols = npt.NDArray[np.uint16]

REACH = 8
"""How many characters are read on each side of a line end."""
BEYOND, OTHER, DIGIT, LOWER, UPPER, SPACE = range(6)
"""Symbols that are no characters: nothing (the line ends), a rare character, and classes."""
FIRST_CHARACTER = 6
"""The symbol of the first character, behind the six that are none."""
_ROWS = 1 << 14
"""Windows that are judged at once: their vectors fit the memory of a small machine."""
_FULL_WIDTH = str.maketrans(
    ",;:!?()[]\"'.「」『』﹐﹔﹕﹖﹗．",
    "，；：！？（）〔〕“’。“”‘’，；：？！。",
)


class Layer(Struct, frozen=True):
    """Hold the weights (inputs × outputs) and biases of one layer."""

    weights: Floats
    bias: Floats


class Network(Struct, frozen=True):
    """Hold the network: each symbol's vector, and the layers of its three questions.

    `join` reads both sides (log odds that the one goes on into the other), `end` the side before
    (log odds that a clause is complete), `start` the side after (log odds that one begins).
    """

    symbols: PairSymbols
    vectors: Floats
    join: tuple[Layer, ...]
    end: tuple[Layer, ...]
    start: tuple[Layer, ...]


class Flow(Struct, frozen=True):
    """Hold, for each of n lines, log odds of how its words flow; 0 where there is no such line.

    `join`: it goes on into the next line; `over`: into the line after the next. `end`: it ends
    with a clause; `start`: it begins with one.
    """

    join: Floats
    over: Floats
    end: Floats
    start: Floats


def symbol_table(characters: npt.NDArray[np.uint16]) -> PairSymbols:
    """Return the symbol of every code point up to the end of the tables.

    `characters` are the simplified or full-width ones that have a symbol of their own, in order.
    """
    flags = flag_table()
    codes = np.arange(len(flags))
    codes[:0x10000] = folding()
    for half, full in _FULL_WIDTH.items():
        codes[half] = full
    known = np.full(len(flags), OTHER, np.uint16)
    known[characters] = np.arange(FIRST_CHARACTER, FIRST_CHARACTER + len(characters))
    table: PairSymbols = known[codes]
    for flag, symbol in (
        (Glyph.DIGIT, DIGIT),
        (Glyph.LOWER, LOWER),
        (Glyph.UPPER, UPPER),
        (Glyph.SPACE, SPACE),
    ):
        table[(flags & flag) != 0] = symbol
    return table


@cache
def network() -> Network:
    """Load the network that ships with the package."""
    with np.load(BytesIO(read_bytes("continuity.npz"))) as stored:

        def layers(name: str) -> tuple[Layer, ...]:
            count = sum(key.startswith(f"{name}.weights") for key in stored.files)
            return tuple(
                Layer(
                    stored[f"{name}.weights{place}"].astype(np.float32),
                    stored[f"{name}.bias{place}"].astype(np.float32),
                )
                for place in range(count)
            )

        return Network(
            symbol_table(stored["characters"]),
            stored["vectors"].astype(np.float32) * stored["scale"],
            layers("join"),
            layers("end"),
            layers("start"),
        )


def flow_of(lines: Lines) -> Flow:
    """Return how the words of all lines flow."""
    net = network()
    rows = np.arange(len(lines))
    join, over = (
        np.append(running_on(lines, rows[:-step], rows[step:]), np.zeros(min(step, len(lines))))
        for step in (1, 2)
    )
    windows = _windows(lines, net, rows, rows)
    return Flow(
        join.astype(np.float32),
        over.astype(np.float32),
        np.where(_is_foreign(windows[:, REACH - 1]), 0, _answers(net.end, net, windows[:, :REACH])),
        np.where(_is_foreign(windows[:, REACH]), 0, _answers(net.start, net, windows[:, REACH:])),
    )


def no_flow(count: int) -> Flow:
    """Return what is known of the flow of words that the network was not taught: nothing."""
    return Flow(*(np.zeros(count, np.float32) for _ in Flow.__struct_fields__))


def running_on(lines: Lines, before: Ints, after: Ints) -> Floats:
    """Return for pairs of lines the log odds that the words of the one go on into the other's.

    Between two foreign words, as in listings, nothing is known: 0.
    """
    net = network()
    windows = _windows(lines, net, before, after)
    foreign = _is_foreign(windows[:, REACH - 1]) & _is_foreign(windows[:, REACH])
    flow: Floats = np.where(foreign, np.float32(0), _answers(net.join, net, windows))
    return flow


def _is_foreign(symbols: PairSymbols) -> Bools:
    """Tell which symbols are neither Chinese characters nor Chinese marks."""
    return symbols < FIRST_CHARACTER


def _windows(lines: Lines, net: Network, before: Ints, after: Ints) -> PairSymbols:
    """Return the symbols at the end of the lines before and at the beginning of those after."""
    ends, begins = lines.starts[1:], lines.starts[:-1]
    left = ends[before][:, None] + np.arange(-REACH, 0)
    right = begins[after][:, None] + np.arange(REACH)
    places = np.concatenate([left, right], axis=1)
    inside = np.concatenate([left >= begins[before][:, None], right < ends[after][:, None]], axis=1)
    codes = lines.codes[np.clip(places, 0, max(len(lines.codes) - 1, 0))]
    found: PairSymbols = np.where(inside, net.symbols[codes], BEYOND)
    return found


def _answers(layers: tuple[Layer, ...], net: Network, windows: PairSymbols) -> Floats:
    answers = np.zeros(len(windows), np.float32)
    for start in range(0, len(windows), _ROWS):
        seen = net.vectors[windows[start : start + _ROWS]]
        seen = seen.reshape(len(seen), -1)
        for layer in layers[:-1]:
            seen = np.maximum(seen @ layer.weights + layer.bias, 0)
        answers[start : start + _ROWS] = (seen @ layers[-1].weights + layers[-1].bias)[:, 0]
    return answers
