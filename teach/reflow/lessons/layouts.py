"""Lay the gold set's texts out again: other measures, woodblocks, other spacing."""

import random
import re
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from bench.reflow_gold import Document, group_of, rewrite
from kanben.names import SURNAMES
from teach.reflow.lessons.dress import Tagged

_SURNAMES = sorted(SURNAMES)
TITLES = (
    "本報",
    "日报 要闻",
    "城市週刊",
    "第三章 概论",
    "新聞評論",
    "地方志 卷五",
    "Chapter 3 概念",
)


def lay_out_again(
    program: ModuleType, name: str, text: Tagged, seed: int, profile: str
) -> Document:
    """Set a text with the layout program: other measures, kinsoku, indents, blanks, columns."""
    rng = random.Random(seed)
    settings = dict(program.PROFILES[profile])
    if rng.random() < 0.3:
        settings["kinsoku"] = rng.choice(["in", "out", "none"])
    if rng.random() < 0.2:
        settings["par_gap"] = rng.choice(["blank", "none"])
    if rng.random() < 0.25:
        settings["indent"] = rng.choice(["none", "keep"])
    if profile.startswith("newspaper") and rng.random() < 0.4:
        settings["widths"] = [(8, 12), (16, 24)]
    if rng.random() < 0.15:
        settings["p_col_blank"] = rng.random()
    title = rng.choice(TITLES)
    laid_out = print_out(program, f"{name}-{profile}-{seed}", text, seed, settings, title)
    return restyle_heads(laid_out, rng) if rng.random() < 0.6 else laid_out


def print_out(
    program: ModuleType, name: str, text: Tagged, seed: int, settings: dict[str, Any], title: str
) -> Document:
    """Run the layout program and make a document of what it sets."""
    lines, _, gold, _ = program.layout(text, seed, settings, title)
    blocks = tuple((block["kind"], tuple(block["ln"])) for block in gold if block["ln"])
    return Document(name, group_of(name), tuple(lines), blocks, 0.5)


def is_verse(text: Tagged) -> bool:
    """Tell whether a text is verse for the most part of its blocks, with titles and names."""
    return sum(kind == "verse" for kind, _ in text) > len(text) / 3


HEADS = (
    ("{title}", "{title}"),
    ("{title}", "{heading}"),
    ("{heading}", "{heading}"),
    ("第{chapter}章　{heading}", "第{chapter}章　{heading}"),
    ("CHAPTER {chapter}. {heading}", "CHAPTER {chapter}. {heading}"),
    ("§{chapter}.{section} {heading}", "§{chapter}.{section} {heading}"),
    ("{title} {number}", "{title} {number}"),
    ("{title} {number}", "{number} {heading}"),
    ("2021年6月{day}日 星期三 {title}", "2021年6月{day}日 星期三 {title}"),
    ("责任编辑 王明 版式 李红 美编 赵青", "{title}"),
    ("A{number:02} {title}", "A{number:02} {title}"),
)


def restyle_heads(document: Document, rng: random.Random) -> Document:
    """Give the running heads another style, and let pages begin with a form feed."""
    style, title = rng.choice(HEADS), rng.choice(TITLES)
    fed = rng.random() < 0.5
    lines = list(document.lines)
    heading, number = title, rng.randrange(1, 90)
    last = 0
    for kind, numbers in document.blocks:
        line = numbers[0]
        if kind in ("heading", "headline"):
            heading = lines[line - 1].strip()
        if kind == "furniture":
            is_head = any(char.isalpha() and not char.isascii() for char in lines[line - 1][1:-1])
            if is_head:
                number += 1
                lines[line - 1] = style[number % 2].format(
                    number=number,
                    chapter=1 + number // 9,
                    section=1 + number % 4,
                    day=1 + number % 28,
                    title=title,
                    heading=heading[:20],
                )
            if fed and (is_head or last + 1 < line):
                lines[line - 1] = ("\f" if is_head else "") + lines[line - 1]
            last = line
    return Document(document.name, document.group, tuple(lines), document.blocks, document.weight)


def double_space(document: Document) -> Document:
    """Put a margin before and a blank line after every line."""
    rewritten = [["    " + line.rstrip(), ""] if line.strip() else [""] for line in document.lines]
    return rewrite(document, "double", 0.3, rewritten)


_INDENTS = {"paragraph": (0, 2, 3), "list": (2, 4, 6), "code": (4, 8, 12), "footnote": (0, 2, 4)}


def unwrap(name: str, text: Tagged, seed: int) -> Document:
    """Set every block on one line, as texts come whose lines nobody broke, blank lines between."""
    rng = random.Random(seed)
    blanks = rng.choice([(0,), (1,), (1,), (1, 1, 1, 2, 4)])
    half = rng.random() < 0.4
    lines: list[str] = []
    blocks = []
    for kind, words in text:
        line = words.translate(_HALF) if half else words
        lines += [*[""] * rng.choice(blanks), line]
        blocks.append((kind, (len(lines),)))
    return Document(f"{name}-unwrapped-{seed}", group_of(name), tuple(lines), tuple(blocks), 0.5)


_HALF = str.maketrans("，；：！？（）", ",;:!?()")


def keep_layout(document: Document, seed: int) -> Document:
    """Set the lines as text extraction does that keeps the page's layout.

    Blocks are indented by their kind, items hang, folios stand in the middle, running heads at
    both edges.
    """
    rng = random.Random(seed)
    margin = rng.choice([0, 0, 3, 8])
    indents = {kind: rng.choice(choices) for kind, choices in _INDENTS.items()}
    first, hang = rng.choice([0, 2, 3]), rng.choice([0, 2, 4])
    middle, gap = rng.randint(20, 60), rng.randint(20, 80)
    pairs = rng.random() < 0.5
    loose = rng.choice([0, 0.05, 0.2])
    kinds = {n: (kind, n == numbers[0]) for kind, numbers in document.blocks for n in numbers}
    rewritten = []
    for number, line in enumerate(document.lines, 1):
        text = line.strip(" \u3000\f")
        kind, begins = kinds.get(number, ("", False))
        indent = margin + indents.get(kind, 0)
        if kind == "paragraph" and begins:
            indent += first
        if kind == "list" and not begins:
            indent += hang
        if kind == "furniture":
            indent = middle if len(text) < 6 else 0
            text += (
                " " * gap + text[::-1].strip("0123456789 ")[::-1] if pairs and not indent else ""
            )
        parts = ["" if not text else ("\f" if "\f" in line else "") + " " * indent + text]
        rewritten.append(["", *parts] if begins and rng.random() < loose else parts)
    return rewrite(document, "laid-out", 0.4, rewritten)


def punctuated_verse(anthology: Sequence[str], seed: int) -> Tagged:
    """Make punctuated poems out of unpunctuated verse: every line of verse printed by itself.

    Titles of all lengths; a poet's name stands below the titles of some poems in a row.
    """
    rng = random.Random(seed)
    signed, poet = rng.random(), ""
    text = re.sub(r"（.*?）|\s", "", "".join(anthology))
    poems: Tagged = []
    place = 0
    while place < len(text) - 300:
        poems.append(("heading", text[place : place + rng.choice([2, 3, 4, 5, 7, 11])]))
        metre, place = rng.choice([4, 5, 7]), place + 7
        if not poet or rng.random() < 0.3:
            poet = rng.choice(_SURNAMES) + text[place : place + rng.choice([1, 1, 2])]
        if rng.random() < 0.5 + signed / 2:
            poems.append(("byline", poet))
        couplets = rng.random() < 0.6
        for _ in range(rng.choice([2, 4, 4, 8])):
            one, two = text[place : place + metre], text[place + metre : place + 2 * metre]
            line = f"{one}，{two}{rng.choice('。。。？')}" if couplets else one + rng.choice("，。")
            poems.append(("verse", line))
            place += 2 * metre
    return poems
