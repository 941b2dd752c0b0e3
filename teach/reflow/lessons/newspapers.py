"""Lay texts out as newspaper sheets whose blank lines stand where recognition put them."""

import random
import re
from collections.abc import Iterator
from types import ModuleType

from msgspec import structs

from bench.reflow_gold import Document, rewrite
from teach.reflow.lessons.dress import Tagged, Wardrobe, dress
from teach.reflow.lessons.layouts import is_verse, print_out

PROFILES = ("newspaper", "newspaper_half", "newspaper", "newspaper_tight")
_SENTENCES = re.compile(r"[^。！？]*[。！？]+[”’」』）]*")
_SHEET = 70
"""How many blocks a sheet holds."""
_SHEETS = 4
_WEIGHT = 0.4


def shorten(text: Tagged, rng: random.Random) -> Tagged:
    """Cut paragraphs at sentences' ends as journalists do; some are one sentence long."""
    cut: Tagged = []
    for kind, words in text:
        if kind != "paragraph":
            cut.append((kind, words))
            continue
        rest = words
        while rest:
            wanted = rng.choice([10, 30, 60, 100, 160])
            length = 0
            for found in _SENTENCES.finditer(rest):
                length = found.end()
                if length >= wanted:
                    break
            length = length if length > 0 else len(rest)
            if len(rest) - length < 8:
                length = len(rest)
            cut.append((kind, rest[:length]))
            rest = rest[length:]
    return cut


def illustrate(text: Tagged, seed: int) -> Tagged:
    """Put captions between paragraphs, for the layout program to drop into them."""
    rng = random.Random(seed)
    wardrobe = Wardrobe(text, rng)
    chance = rng.choice([0.05, 0.15])
    illustrated: Tagged = []
    for kind, words in text:
        illustrated.append((kind, words))
        if kind == "paragraph" and rng.random() < chance:
            illustrated.append(wardrobe.make_caption())
    return illustrated


def displace_blanks(document: Document, seed: int) -> Document:
    """Let blank lines between paragraphs fall a line too early and, once more, a line too late.

    Recognition groups the lines of a column by where they stand: the short last line of one
    paragraph and the indented first line of the next are taken for a group of their own.
    """
    rng = random.Random(seed)
    chance = rng.choice([0.1, 0.3, 0.6])
    first = {numbers[0]: len(numbers) for kind, numbers in document.blocks if kind == "paragraph"}
    last = {numbers[-1]: len(numbers) for kind, numbers in document.blocks if kind == "paragraph"}
    lines = document.lines
    rewritten = [[line.rstrip()] for line in lines]
    for place in range(1, len(lines) - 1):
        ends, begins = last.get(place, 0) > 1, first.get(place + 2, 0) > 1
        if lines[place].strip() or not (ends and begins) or rng.random() > chance:
            continue
        rewritten[place] = []
        above = rewritten[place - 2] if place > 1 else []
        if above and above[-1]:
            rewritten[place - 1].insert(0, "")
        rewritten[place + 1].append("")
    return rewrite(document, "displaced", _WEIGHT, rewritten)


def sheets(program: ModuleType, texts: dict[str, Tagged]) -> Iterator[Document]:
    """Yield sheets of every text of prose, every other one with displaced blank lines."""
    for place, (name, text) in enumerate(texts.items()):
        if is_verse(text):
            continue
        for turn in range(_SHEETS):
            seed = 20_000 + 31 * place + turn
            rng = random.Random(seed)
            start = rng.randrange(max(1, len(text) - _SHEET))
            part = shorten(text[start : start + _SHEET], rng)[:_SHEET]
            part = dress(part, seed) if rng.random() < 0.7 else part
            part = illustrate(part, seed)
            profile = PROFILES[(place + turn // 2) % len(PROFILES)]
            settings = dict(program.PROFILES[profile])
            settings["p_caption_mid"] = rng.choice([0.3, 0.8])
            settings["p_two_line_head"] = rng.choice([0.3, 0.8])
            settings["par_gap"] = "blank" if turn % 2 else settings["par_gap"]
            sheet = print_out(program, f"{name}-sheet-{seed}", part, seed, settings, "地方新聞")
            sheet = displace_blanks(sheet, seed) if turn % 2 else sheet
            yield structs.replace(sheet, weight=_WEIGHT)
