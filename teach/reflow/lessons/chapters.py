"""Part plain prose into numbered chapters, whose headings tell what the text below them is about.

Headings take their words from the paragraph that follows, captions theirs from anywhere; numbers
count on over long distances, at several depths; lists are of short items.
"""

import random
import re
from typing import NamedTuple

from bench.reflow_gold import Document, rewrite
from teach.reflow.lessons.dress import (
    CAPTIONS,
    FAMILY,
    Tagged,
    Wardrobe,
    chinese,
    latin_sentence,
    make_listing,
    worded,
)

_PIECES = re.compile(r"[一-鿿]{2,24}")
_JOINTS = re.compile(r"[的了和與与在是為为而對对從从將将也就都這这那有不我你他]")
_TITLES = (
    "{one}",
    "{one}",
    "{one}与{two}",
    "{one}的{two}",
    "{one} {two}",
    "{one}——{two}",
    "什么是{one}？",
    "{one}：{two}",
    "{one}、{two}和{three}",
    "{latin} {one}",
    "{one} {latin}",
    "{latin} {one}和{two}",
    "从{one}到{two}",
    "{latin}",
)
_WORDS = ("index", "PageLayout", "TEX", "bookmark", "make", "libpage", "UTF-8", "SVG", "Kerning")


class Style(NamedTuple):
    """Say how an outline numbers its levels; `apart` puts a chapter's number on a line before."""

    forms: tuple[str, ...]
    apart: bool = False


_DOTTED = "{dotted}{gap}{title}"
_STYLES = (
    Style(("Chapter {n}", _DOTTED, _DOTTED), apart=True),
    Style(("第{cn}章", _DOTTED, _DOTTED), apart=True),
    Style(("第{n}章{gap}{title}", _DOTTED, _DOTTED, _DOTTED)),
    Style(("第{cn}章{gap}{title}", "第{cn}节{gap}{title}", "{cn}、{title}")),
    Style(("第{cn}章　{title}", "{cn}、{title}", "（{cn}）{title}")),
    Style(("{cn}、{title}", "（{cn}）{title}", "{n}．{title}")),
    Style(("{cn}、{title}", "{n}. {title}", "（{n}）{title}")),
    Style(("{n}{gap}{title}", _DOTTED, _DOTTED)),
    Style((_DOTTED, _DOTTED)),
    Style(
        ("附录 {letter}{gap}{title}", "{letter}.{m}{gap}{title}", "{letter}.{m}.{n}{gap}{title}")
    ),
    Style(("§{n}{gap}{title}", "§{dotted}{gap}{title}")),
    Style(("（{cn}）{title}", "{title}")),
    Style(("{title}", "{title}")),
    Style(("{title}", "{title}")),
    Style(("{cn}", "{title}"), apart=True),
)
_BULLETS = ("• ", "•", "● ", "– ", "· ", "- ", "* ", "（{n}）", "{n}. ", "{n}、", "({n}) ")
_ADMONITIONS = ("Tip", "Note", "Caution", "注意", "提示", "警告", "说明", "小贴士")


class Outline:
    """Count the sections of a text and head them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.style = rng.choice(_STYLES)
        self.gap = rng.choice([" ", " ", "  ", "     ", "　"])
        self.numbers = [rng.choice([0, 0, 0, 3])]

    def open(self, words: str) -> Tagged:
        """Return the headings that open the next section, named after a paragraph's words."""
        depth = self.rng.choice([1, 2, 2, 3, 3, len(self.numbers), len(self.numbers)])
        depth = min(depth, len(self.numbers) + 1, len(self.style.forms))
        self.numbers = [*self.numbers[:depth], 0][:depth]
        self.numbers[-1] += 1
        opened: Tagged = [("heading", self._headed(depth, words))]
        if depth == 1 and self.style.apart:
            opened.append(("heading", title_of(words, self.rng)))
        if depth < len(self.style.forms) and self.rng.random() < 0.3:
            self.numbers.append(1)
            opened.append(("heading", self._headed(depth + 1, words)))
        return opened

    def _headed(self, depth: int, words: str) -> str:
        own = max(1, self.numbers[-1])
        return self.style.forms[depth - 1].format(
            n=own,
            cn=chinese(own),
            dotted=".".join(str(max(1, number)) for number in self.numbers),
            letter=chr(64 + min(26, max(1, self.numbers[0]))),
            m=max(1, self.numbers[min(1, depth - 1)]),
            gap=self.gap,
            title=title_of(words, self.rng),
        )


def phrases(words: str) -> list[str]:
    """Return the runs of two to ten characters that a heading could take from a paragraph."""
    parts = [part for run in _PIECES.findall(words) for part in _JOINTS.split(run)]
    return [part[:10] for part in parts if len(part) > 1] or ["某事"]


def title_of(words: str, rng: random.Random) -> str:
    """Return a title made of a paragraph's words."""
    found = phrases(words)
    return rng.choice(_TITLES).format(
        one=rng.choice(found),
        two=rng.choice(found),
        three=rng.choice(found),
        latin=rng.choice(_WORDS),
    )


def in_chapters(text: Tagged, seed: int) -> Tagged:
    """Return a text's paragraphs in chapters, with captions, lists, listings and admonitions."""
    rng = random.Random(seed)
    outline, wardrobe = Outline(rng), Wardrobe(text, rng)
    section = rng.choice([(1, 2), (1, 4), (3, 8), (5, 12)])
    captions, lists = rng.choice([0, 0.05, 0.12]), rng.choice([0, 0.08, 0.2])
    listings, admonitions = rng.choice([0, 0, 0.15]), rng.choice([0, 0, 0.1])
    bullet, foreign = rng.choice(_BULLETS), rng.choice([0, 0.1, 0.3])
    paragraphs = [words for kind, words in text if kind == "paragraph" and len(words) > 12]
    made: Tagged = []
    if rng.random() < 0.4:
        made += [("headline", title_of("".join(paragraphs[:3]), rng)), wardrobe.make_byline()]
    left = rng.choice([0, 0, 2])
    for words in paragraphs:
        if left == 0:
            made += outline.open(words)
            left = rng.randint(*section)
        left -= 1
        if rng.random() < admonitions:
            made.append(("heading", rng.choice(_ADMONITIONS)))
        made.append(("paragraph", words))
        if rng.random() < foreign:
            made.append(("paragraph", _sentences(rng)))
        if rng.random() < captions:
            form = rng.choice(CAPTIONS)
            made.append(("caption", worded(form, 1, wardrobe.clause(), wardrobe.clause())))
        if rng.random() < lists:
            made += _items(paragraphs, bullet, rng, foreign)
        if rng.random() < listings:
            made += _commented(make_listing(rng, wardrobe.clause), wardrobe, rng)
    return made


def _sentences(rng: random.Random) -> str:
    return " ".join(latin_sentence(rng) for _ in range(rng.choice([1, 1, 2, 3])))


def _items(paragraphs: list[str], bullet: str, rng: random.Random, foreign: float) -> Tagged:
    """Return a list's items: some words each in one list, a sentence or more in another."""
    found = phrases(rng.choice(paragraphs))
    latin, long = rng.random() < 0.4, rng.choice([0, 0.3, 1])

    def words() -> str:
        if rng.random() < foreign:
            return _sentences(rng)
        if rng.random() < long:
            return rng.choice(paragraphs)[: rng.randint(20, 90)] + rng.choice(["。", "；", ""])
        return "".join(rng.choice(found) for _ in range(rng.choice([1, 1, 2, 3])))

    return [
        ("list", bullet.format(n=number) + (f"{rng.choice(_WORDS)} " if latin else "") + words())
        for number in range(1, rng.randint(3, 8))
    ]


def _commented(listing: Tagged, wardrobe: Wardrobe, rng: random.Random) -> Tagged:
    mark = rng.choice(["# ", "// ", "% ", "; "])
    short = rng.choice(["$ {}", "{} $@", "END", "EOF", "└── {}", "{}", "...", "{}()", "$ {} -x"])
    strewn: Tagged = []
    for kind, words in listing:
        if rng.random() < 0.2:
            strewn.append(("code", mark + wardrobe.clause()))
        strewn.append((kind, words))
        if rng.random() < 0.15:
            strewn.append(("code", short.format(rng.choice(FAMILY.split()).lower()[:4])))
    return strewn


_NUMBER = re.compile(
    r"(第[一二三四五六七八九十\d]+[章节]|§?[\dA-Z]{1,2}(?:\.\d{1,2})*|附录 [A-Z])[\s　]+(?=\S)"
)


def part_headings(document: Document, seed: int) -> Document:
    """Set headings apart: blank lines around, their numbers on lines of their own, broken in two.

    What is broken ends where the lines below it end, as if the heading were set to their measure.
    """
    rng = random.Random(seed)
    above, below = rng.choice([0, 0, 1, 1, 2]), rng.choice([0, 0, 0, 1])
    numbers, breaks = rng.choice([0, 0, 0.3, 1]), rng.choice([0, 0.5, 1])
    between = rng.choice([0, 1])
    heads = {n for kind, numbers in document.blocks for n in numbers if kind == "heading"}
    rewritten: list[list[str]] = []
    for number, line in enumerate(document.lines, 1):
        if number not in heads:
            rewritten.append([line])
            continue
        text = line.strip()
        parts = [line]
        found = _NUMBER.match(text)
        measure = max((len(one) for one in document.lines[number : number + 5]), default=0)
        if found and rng.random() < numbers:
            parts = [text[: found.end()].strip(), *[""] * between, text[found.end() :]]
        elif 4 < measure < len(text) and rng.random() < breaks:
            parts = [text[:measure], text[measure:]]
        rewritten.append([*[""] * above, *parts, *[""] * below])
    return rewrite(document, "headed", document.weight, rewritten)
