"""Ask OpenCC, the dictionary converter that every conversion starts from."""

from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import opencc

from kanben.errors import ConfigError
from kanben.manuscript.variants import target_variant

VERSION: str = opencc.__version__


@cache
def _converter(config: str) -> opencc.OpenCC:
    # The "tofu" dictionaries write characters that few fonts have.
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)


def convert(text: str, script: str, variant: str) -> list[str]:
    """Convert `text` from `script` to `variant` by dictionary, aligned.

    Returns one string for every character of `text`; joined, they are the conversion. The text
    comes back as it is where the variant asks for no dictionaries. Raises ConfigError for a
    variant that is not known, or that nothing leads to from that script.
    """
    config = target_variant(variant).opencc.get(script)
    if config is None:
        raise ConfigError("variants.no_way", variant=variant, script=script)
    return align(text, _converter(config).convert(text)) if config else list(text)


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
