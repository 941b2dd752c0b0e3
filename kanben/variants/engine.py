"""Ask OpenCC, the dictionary converter that every conversion starts from."""

from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import opencc

VERSION: str = opencc.__version__

_CONFIGS = {
    ("Hans", "zh-Hant-TW"): "s2tw",
    ("Hans", "zh-Hant-HK"): "s2hk",
    ("Hant", "zh-Hant-TW"): "t2tw",
    ("Hant", "zh-Hant-HK"): "t2hk",
    ("Hant", "zh-Hans-CN"): "tw2s",
}


@cache
def _converter(config: str) -> opencc.OpenCC:
    # The "tofu" dictionaries write characters that few fonts have.
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)


def convert(text: str, script: str, variant: str) -> list[str]:
    """Convert `text` from `script` to `variant` by dictionary, aligned.

    Returns one string for every character of `text`; joined, they are the conversion. Where the
    scripts are the same the text comes back as it is.
    """
    config = _CONFIGS.get((script, variant))
    if config is None:
        return list(text)
    return align(text, _converter(config).convert(text))


def align(text: str, converted: str) -> list[str]:
    """Distribute a conversion over the characters of the text it was made from."""
    if len(text) == len(converted):
        return list(converted)
    cells = [""] * len(text)
    matcher = SequenceMatcher(None, text, converted, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        if start == end:
            cells[max(start - 1, 0)] += converted[first:last]
        else:
            for place, part in enumerate(spread(converted[first:last], end - start), start):
                cells[place] += part
    return cells


def spread(text: str, length: int) -> list[str]:
    """Spread a text over `length` cells, as evenly as whole characters allow."""
    bounds = [len(text) * number // length for number in range(length + 1)]
    return [text[start:end] for start, end in pairwise(bounds)]
