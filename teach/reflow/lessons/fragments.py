"""Break texts at foreign words and at list marks, as text extraction from PDF does."""

import random
import re
from collections.abc import Sequence

from bench.reflow_gold import Document, rewrite
from teach.reflow.lessons.dress import FAMILY, GIVEN, LATIN, Tagged, latin_words

SELDOM = (0.04, 0.1, 0.2)
OFTEN = (0.15, 0.3, 0.6)
"""How many of the lines where the script changes break there, in one text or another."""

_FRAGMENT = re.compile(
    r"(?<=[A-Za-z0-9.])(\s?)(?=[一-龥（「“])|(?<=[一-龥，。）」])\s?(?=[A-Za-z0-9])"
    r"|(?<=[A-Za-z])\s(?=[A-Z])"
)
_KERNED = re.compile(r"(?<=[）》”」])(?=[：，。（《；])")
_RUNNING = ("paragraph", "list", "footnote")
_WORD = re.compile(r"[A-Za-z]{3,}")
_ITEM = re.compile(
    r"^([•·–]|\d{1,2}(\.\d{1,2})*[.、]?|[（(]\d{1,2}[)）]|第[一二三四五六七八九十\d]+[章节節回]"
    r"|§\d\.\d|Chapter \d+)[\s　]+(?=\S)"
)
_NUMBER = re.compile(r"[第（(§]?[\d.一二三四五六七八九十]{1,6}[章节節回、.）)]?[\s　]*")
_ROOM = re.compile(r"(?<=[的了和與与在是為为、，而把對对從从])(?=[一-龥])")


def pepper(text: Tagged, seed: int) -> Tagged:
    """Return the text with foreign names and abbreviations strewn in, as technical books are."""
    rng = random.Random(seed)
    chance, space = rng.choice([0.05, 0.15, 0.3]), rng.choice(["", " "])

    def strewn(words: str) -> str:
        first, *others = _ROOM.split(words)
        return first + "".join(
            (space + foreign_word(rng) + space if rng.random() < chance else "") + part
            for part in others
        )

    return [
        (kind, strewn(words) if kind in ("paragraph", "list", "footnote") else words)
        for kind, words in text
    ]


def foreign_word(rng: random.Random) -> str:
    """Return a name, an abbreviation, a number, or a name in brackets."""
    words, given, family = LATIN.split(), rng.choice(GIVEN.split()), rng.choice(FAMILY.split())
    letters = "".join(rng.choice("ABCDEGILMNOPRSTW") for _ in range(rng.randint(2, 4)))
    forms = (
        letters,
        letters,
        f"{rng.choice(words)}{rng.randrange(1, 9)}",
        f"{rng.choice(words).title()}{rng.choice(words).title()}",
        rng.choice(words).title(),
        f"{rng.randrange(2, 3000)}",
        f"{given} {family}",
        f"（{given} {family}）",
        f"（{family}）",
    )
    return rng.choice(forms)


def fragment(document: Document, seed: int, chances: Sequence[float] = SELDOM) -> Document:
    """Break lines as text extraction from PDF does, at list marks and where scripts change."""
    rng = random.Random(seed)
    items, words, kerns = (
        rng.choice([0.1, 0.4, 1]),
        rng.choice(chances),
        rng.choice([0, 0.6]),
    )
    rewritten = []
    for line in document.lines:
        text = line.strip()
        item = _ITEM.match(text)
        kerned = _KERNED.search(text)
        if kerned and rng.random() < kerns:
            rewritten.append([text[: kerned.start()], text[kerned.start() :]])
            continue
        cuts = [found.end() if found[1] else found.start() for found in _FRAGMENT.finditer(text)]
        if item and rng.random() < items:
            cuts = [item.end()]
        elif cuts and rng.random() < words:
            cuts = sorted(rng.sample(cuts, min(len(cuts), rng.choice([1, 1, 2]))))
        else:
            cuts = []
        parts = [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        spaced = (
            [piece for part in parts if part for piece in (part, "")] if cuts else [line.rstrip()]
        )
        if cuts and rng.random() < 0.5:
            spaced.pop()
        rewritten.append(spaced)
    return rewrite(document, "fragments", 0.6, rewritten)


def drop_letters(document: Document, seed: int) -> Document:
    """Let letters that are set higher or lower fall out of their words, onto lines of their own.

    So text extraction breaks the names of programs, and formulas: ``LAT X`` and, below, ``E``.
    """
    rng = random.Random(seed)
    chance, blank = rng.choice([0.05, 0.15, 0.3]), rng.choice([0, 0.3, 1])
    kinds = {number: kind for kind, numbers in document.blocks for number in numbers}
    rewritten = []
    for number, line in enumerate(document.lines, 1):
        text = line.rstrip()
        words = list(_WORD.finditer(text)) if kinds.get(number) in _RUNNING else []
        if not words or rng.random() > chance:
            rewritten.append([text])
            continue
        word = rng.choice(words)
        place = rng.randrange(word.start() + 1, word.end() - 1)
        gap = [""] if rng.random() < blank else []
        rewritten.append([f"{text[:place]} {text[place + 1 :]}", *gap, text[place], *gap])
    return rewrite(document, "dropped", 0.5, rewritten)


def name_in_foreign(text: Tagged, seed: int) -> Tagged:
    """Return the text with foreign names for some headings, as books on programs have them.

    What is below such a heading often begins with the name.
    """
    rng = random.Random(seed)
    chance = rng.choice([0, 0.3, 0.7])
    named: Tagged = []
    name = ""
    for kind, words in text:
        if kind == "heading" and rng.random() < chance:
            number = _NUMBER.match(words)
            name = rng.choice([foreign_name(rng), latin_words(rng, rng.choice([1, 2, 4]))])
            named.append((kind, (number[0] if number else "") + name))
            continue
        if name and kind == "paragraph" and rng.random() < 0.5:
            words = f"{name} {words}"
        name = ""
        named.append((kind, words))
    return named


def foreign_name(rng: random.Random) -> str:
    """Return the name of a program, a file or a command."""
    one, two = rng.choice(LATIN.split()), rng.choice(LATIN.split())
    forms = (one, one.title(), f"{one}-{two}", f"{one}/{two}", f"{one} -{two[0]}", one.upper())
    return rng.choice(forms)
