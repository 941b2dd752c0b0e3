"""Convert standard input, line by line, with another converter, to measure against.

    python -m bench.variants_peers NAME s2tw|s2hk|t2s

NAME is ``opencc`` (OpenCC as it is), ``segmented`` (OpenCC over each word of jieba's
segmentation), or an installed package: ``zhconv``, ``hanziconv``.
"""

import sys
from collections.abc import Callable
from importlib import import_module

_ZHCONV = {"s2tw": "zh-tw", "s2hk": "zh-hk", "t2s": "zh-cn"}

Convert = Callable[[str], str]


def opencc(config: str) -> Convert:
    """Return OpenCC's converter without its rare characters."""
    engine = import_module("opencc").OpenCC(config, include_tofu_risk_dictionaries=False)
    return lambda text: str(engine.convert(text))


def segmented(config: str) -> Convert:
    """Return OpenCC over segmented text: no phrase crosses the end of a word."""
    convert = opencc(config)
    cut = import_module("kanben.words").cut
    return lambda text: "".join(map(convert, cut(text)))


def zhconv(config: str) -> Convert:
    """Return the converter of MediaWiki's tables."""
    convert = import_module("zhconv").convert
    return lambda text: str(convert(text, _ZHCONV[config]))


def hanziconv(config: str) -> Convert:
    """Return a converter character by character."""
    engine = import_module("hanziconv").HanziConv
    convert = engine.toSimplified if config == "t2s" else engine.toTraditional
    return lambda text: str(convert(text))


PEERS = {"opencc": opencc, "segmented": segmented, "zhconv": zhconv, "hanziconv": hanziconv}


def main() -> None:
    """Convert standard input."""
    name, config = sys.argv[1:]
    convert = PEERS[name](config)
    for line in sys.stdin:
        sys.stdout.write(convert(line.rstrip("\n")) + "\n")


if __name__ == "__main__":
    main()
