"""Fold characters into the symbols that the tagger of names reads."""

import numpy as np
import numpy.typing as npt

Symbols = npt.NDArray[np.int64]

BREAK, OTHER, FIRST_CHARACTER = range(3)
"""The end of a paragraph, a character that the tagger never learned, the first that it knows."""
DIGIT, LETTER = "0", "a"
_ALIKE = {
    **dict.fromkeys("“”„‟「」『』＂«»", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("・•‧∙．･", "·"),
    "(": "（",
    ")": "）",
    ",": "，",
    ":": "：",
    ";": "；",
    "!": "！",
    "?": "？",
}
_CODES = 0x10000
"""Code points of the basic plane; those beyond share the symbol of rare characters."""
_SALT = (7919, 104729)
"""Two primes that spread pairs of symbols over the table of pairs."""


def folded(char: str) -> str:
    """Return the character that stands for `char`: one digit for all, one Latin letter for all."""
    if char.isdigit():
        return DIGIT
    if char.isalpha() and char < "ʰ":
        return LETTER
    return _ALIKE.get(char, char)


def symbol_table(characters: str) -> Symbols:
    """Return the symbol of every code point below U+10000, given the characters that are known."""
    known = {char: symbol for symbol, char in enumerate(characters, FIRST_CHARACTER)}
    table = np.full(_CODES, OTHER, np.int64)
    digits = (char for char in map(chr, range(_CODES)) if char.isdigit())
    for char in (*filter(_has_place, characters), *_ALIKE, *map(chr, range(ord("ʰ"))), *digits):
        table[ord(char)] = known.get(folded(char), OTHER)
    table[ord("\n")] = BREAK
    return table


def _has_place(char: str) -> bool:
    return ord(char) < _CODES


def symbols_of(text: str, table: Symbols) -> Symbols:
    """Return the symbols of a text in simplified script, one for every character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found: Symbols = table[np.minimum(codes, _CODES - 1)]
    return found


def pairs_of(symbols: Symbols, size: int) -> Symbols:
    """Return where the pairs of neighbours stand in a table of `size` pairs, the ends included.

    The result has one more place than `symbols` along its last axis: the pair before each symbol,
    then the one behind the last.
    """
    edge = np.full((*symbols.shape[:-1], 1), BREAK, np.int64)
    before = np.concatenate([edge, symbols], axis=-1)
    behind = np.concatenate([symbols, edge], axis=-1)
    found: Symbols = (before * _SALT[0] + behind * _SALT[1]) % size
    return found
