"""Run the tagger over a text: names with their certainty, words with their classes."""

import io
from functools import cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.indexing.text.tagging.decode import Floats, NameSpan, spans_of
from kanben.indexing.text.tagging.symbols import BREAK, Symbols, pairs_of, symbol_table, symbols_of
from kanben.tables import read_bytes

_CHUNK = 1024
"""Characters at a time: what a layer needs for them stays in the processor's nearest memory."""


class Tagged(Struct, frozen=True):
    """Hold the names of a text, and for every character twice its word class, one more inside."""

    names: tuple[NameSpan, ...]
    words: bytes


class Tagger:
    """Look at 16 characters to both sides of every character.

    The first layer is sums of rows: of a character, its neighbours, and the pairs they make. Four
    layers look further and further; two more say the part of a name and of a word.
    """

    def __init__(self, weights: dict[str, npt.NDArray[np.generic]]) -> None:
        """Lay the weights out for fast sums."""
        full = {name: _full(name, weights) for name in weights if not name.endswith(".scale")}
        self._table = symbol_table(str(weights["known"]))
        characters = full["characters.weight"]
        near = full["near.weight"]
        self._rows = [
            np.ascontiguousarray(characters @ near[:, :, place].T) for place in range(near.shape[2])
        ]
        self._rows[1] += full["near.bias"]
        self._pairs = full["pairs.weight"]
        self._paired = np.ascontiguousarray(full["paired.weight"].T)
        self._layers: list[tuple[int, Floats, Floats]] = []
        while f"far.{len(self._layers)}.weight" in full:
            number = len(self._layers)
            layer = full[f"far.{number}.weight"]
            flat = np.ascontiguousarray(np.concatenate([layer[:, :, at].T for at in range(3)]))
            self._layers.append((1 << number, flat, full[f"far.{number}.bias"]))
        ends = [full[name] for name in ("names.weight", "words.weight")]
        self._ends = np.ascontiguousarray(np.concatenate(ends).T)
        self._biases = np.concatenate([full["names.bias"], full["words.bias"]])
        self._names = len(ends[0])
        self._margin = sum(reach for reach, _, _ in self._layers) + 1

    def __call__(self, text: str) -> Tagged:
        """Return names and words of a text in simplified script; a line end ends all."""
        symbols = symbols_of(text, self._table)
        chances = np.empty((len(symbols), self._names), np.float32)
        words = np.empty(len(symbols), np.uint8)
        for start in range(0, len(symbols), _CHUNK):
            end = min(len(symbols), start + _CHUNK)
            low, high = max(0, start - self._margin), min(len(symbols), end + self._margin)
            scores = self._scores(symbols[low:high])[start - low : end - low]
            chances[start:end] = _shares(scores[:, : self._names])
            words[start:end] = scores[:, self._names :].argmax(1)
        chances[symbols == BREAK] = np.eye(self._names, dtype=np.float32)[0]
        return Tagged(tuple(spans_of(chances)), words.tobytes())

    def _scores(self, symbols: Symbols) -> Floats:
        hidden = self._rows[1][symbols]
        hidden[1:] += self._rows[0][symbols[:-1]]
        hidden[:-1] += self._rows[2][symbols[1:]]
        paired = self._pairs[pairs_of(symbols, len(self._pairs))]
        hidden += np.concatenate([paired[:-1], paired[1:]], axis=1) @ self._paired
        np.maximum(hidden, 0, out=hidden)
        length, width = hidden.shape
        seen = np.empty((length, 3 * width), np.float32)
        for reach, layer, bias in self._layers:
            seen[:reach, :width] = 0
            seen[reach:, :width] = hidden[:-reach]
            seen[:, width : 2 * width] = hidden
            seen[:-reach, 2 * width :] = hidden[reach:]
            seen[-reach:, 2 * width :] = 0
            more = seen @ layer
            more += bias
            np.maximum(more, 0, out=more)
            hidden += more
        scores: Floats = hidden @ self._ends + self._biases
        return scores


def _full(name: str, weights: dict[str, npt.NDArray[np.generic]]) -> Floats:
    """Return weights as they were before they were stored in eight bits a number."""
    if name == "known":
        return np.empty(0, np.float32)
    found = weights[name].astype(np.float32)
    scale = weights.get(f"{name}.scale")
    return found if scale is None else found * scale.astype(np.float32)


def _shares(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares


@cache
def tagger() -> Tagger:
    """Load the tagger once."""
    with np.load(io.BytesIO(read_bytes("names.npz"))) as stored:
        return Tagger({name: stored[name] for name in stored.files})
