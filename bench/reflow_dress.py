"""Dress plain prose up with what pages hold besides paragraphs: headings, captions, lists, notes.

All words come from the text itself, so that only their look and place tell them apart.
"""

import random
import re
from collections.abc import Callable

Tagged = list[tuple[str, str]]
Form = Callable[[int, str, str], str]

_CLAUSES = re.compile(r"[^\s，。；：！？、“”‘’「」『』（）()《》〈〉—…,.;:!?\"]{4,18}")
_CHINESE = "零一二三四五六七八九十"
_SURNAMES = "王李張刘陈楊赵黃周吳徐孙馬朱胡林郭何高罗"
_ADMONITIONS = (
    ("注意",),
    ("提示", "注意"),
    ("Note", "Tip"),
    ("Tip", "Note", "Warning"),
    ("警告", "说明"),
)


def chinese(number: int) -> str:
    """Write a number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (
        _CHINESE[ones] if ones or not tens else ""
    )


HEADINGS: tuple[Form, ...] = (
    lambda _, one, __: one,
    lambda _, one, two: f"{one} {two}",
    lambda _, one, two: f"{one}　{two}",
    lambda _, one, two: f"{one}——{two}",
    lambda number, one, _: f"第{chinese(number)}章 {one}",
    lambda number, one, _: f"第{number}章 {one}",
    lambda number, one, two: f"第{chinese(number)}回：{one}，{two}",
    lambda number, one, two: f"第{chinese(number)}回　{one}　{two}",
    lambda number, one, _: f"第{chinese(number)}节　{one}",
    lambda number, one, _: f"{chinese(number)}、{one}",
    lambda number, one, _: f"（{chinese(number)}）{one}",
    lambda number, one, _: f"（{chinese(number)}）",
    lambda number, one, _: chinese(number),
    lambda number, one, _: f"{1 + number // 5}.{1 + number % 5} {one}",
    lambda number, one, _: f"{1 + number // 9}.{1 + number // 3}.{1 + number % 3} {one}",
    lambda number, one, _: f"{number} {one}",
    lambda number, one, _: f"{number}. {one}",
    lambda number, one, _: f"{1 + number // 5}.{1 + number % 5}     {one}",
    lambda number, one, _: f"{1 + number // 5}.{1 + number % 5} make/{one[:2]}",
    lambda number, _, __: f"{1 + number // 5}.{1 + number % 5}     make/rules",
    lambda _, one, two: f"“{one}”{two}",
    lambda _, one, two: f"{one}？{two}",
)
CAPTIONS: tuple[Form, ...] = (
    lambda _, one, two: f"图为{one}{two}",
    lambda _, one, two: f"{one}{two}",
    lambda _, one, __: one,
    lambda _, one, two: f"{one}，{two}。",
    lambda _, one, two: f"{one}，{two}",
    lambda _, one, __: f"{one}。",
    lambda number, one, _: f"图{number} {one}",
    lambda number, one, two: f"圖 {number}：{one}，{two}",
    lambda number, one, _: f"表{number} {one}",
    lambda _, one, two: f"▲{one}{two}",
    lambda _, one, two: f"{one}{two}。 记者 王明 摄",
    lambda _, one, two: f"{one}，{two}。（资料图）",
)
ITEMS: tuple[Form, ...] = (
    lambda number, text, _: f"{number}. {text}",
    lambda number, text, _: f"{number}、{text}",
    lambda number, text, _: f"（{number}）{text}",
    lambda number, text, _: f"({number}) {text}",
    lambda number, text, _: f"{chr(0x2460 + min(number, 20) - 1)}{text}",
    lambda _, text, __: f"• {text}",
    lambda _, text, __: f"●{text}",
    lambda _, text, __: f"– {text}",
    lambda number, text, _: f"{chr(96 + min(number, 26))}. {text}",
)
NOTES: tuple[Form, ...] = (
    lambda number, text, _: f"{number} {text}",
    lambda number, text, _: f"[{number}] {text}",
    lambda number, text, _: f"{chr(0x2460 + min(number, 20) - 1)} {text}",
    lambda number, text, _: f"※ {text}",
    lambda number, text, _: f"注：{text}",
    lambda number, text, _: f"{number} 參見{text}",
)


_NAMES = ("main", "count", "page", "make_index", "src", "libbook", "readme", "config", "x", "n1")
_SHELL = (
    lambda a, b, _: f"$ {a} --{b}={a}.txt",
    lambda a, b, _: f"$ cd {a}-1.0/{b}",
    lambda a, b, _: f" ... {a}: {b}",
    lambda a, b, _: f"# apt-get install {a}-{b}",
    lambda a, b, _: f"drwxr-xr-x 2 {a} {a} 4096 {b}",
    lambda a, b, _: f"{a}/{b}.py",
    lambda a, b, _: f"[{a}] {b} done.",
)
_PROGRAM = (
    lambda a, b, _: f"def {a}({b}):",
    lambda a, b, words: f"    {a} = {b} + 1  # {words}",
    lambda a, b, _: f"    return {a}({b})",
    lambda a, b, _: f"#include <{a}/{b}.h>",
    lambda a, b, _: f"int {a}(void) {{",
    lambda a, b, words: f'    printf("{words} {b}\\n");',
    lambda a, b, _: "}",
    lambda a, b, _: f"for {a} in {b}:",
    lambda a, b, _: f"import {a}",
)
_MARKUP = (
    lambda a, b, words: f"\\{a}{{{words}}}",
    lambda a, b, _: f"\\begin{{{a}}}[{b}]",
    lambda a, b, _: f"\\end{{{a}}}",
    lambda a, b, words: f"% {words}",
    lambda a, b, words: f"<{a} id={b}>{words}</{a}>",
    lambda a, b, words: f"  {a} = {{{words}}},",
)
_FIELDS = (
    lambda a, b, _: f"{a.title()}: {b}",
    lambda a, b, _: f" {a} (>= 1.2), {b},",
    lambda a, b, words: f"{a}:   {words}",
    lambda a, b, _: f"{a}    {b}    -    12",
    lambda a, b, _: f"{a.upper()}=${{{b}}}",
    lambda a, b, _: f"\t{a} -o {b} $(FLAGS)",
    lambda a, b, _: f"{a}: {b}.c",
)


def make_listing(rng: random.Random, clause: Callable[[], str]) -> Tagged:
    """Make the lines of a listing: a session, a program, mark-up, fields."""
    forms = rng.choice([_SHELL, _PROGRAM, _MARKUP, _FIELDS])
    count = rng.choice([1, 2, 4, 8, 15])
    return [
        ("code", rng.choice(forms)(rng.choice(_NAMES), rng.choice(_NAMES), clause()[:6]))
        for _ in range(count)
    ]


class Wardrobe:
    """Keep what one document wears: one form of heading, of caption, of list."""

    def __init__(self, text: Tagged, rng: random.Random) -> None:
        self.rng = rng
        self.clauses = [
            clause
            for kind, words in text
            if kind in ("paragraph", "list")
            for clause in _CLAUSES.findall(words)
        ] or ["某地某事"]
        self.heading, self.caption = rng.choice(HEADINGS), rng.choice(CAPTIONS)
        self.item, self.note = rng.choice(ITEMS), rng.choice(NOTES)
        self.admonitions = rng.choice(_ADMONITIONS)
        self.number = 0

    def clause(self) -> str:
        return self.rng.choice(self.clauses)

    def make_heading(self) -> tuple[str, str]:
        self.number += 1
        return "heading", self.heading(self.number, self.clause(), self.clause())

    def make_caption(self) -> tuple[str, str]:
        self.number += 1
        form = self.caption if self.rng.random() < 0.7 else self.rng.choice(CAPTIONS)
        return "caption", form(self.number, self.clause(), self.clause())

    def make_note(self) -> tuple[str, str]:
        self.number += 1
        words = "，".join(self.clause() for _ in range(self.rng.choice([1, 2, 3, 4]))) + "。"
        if self.rng.random() < 0.3:
            words += f" https://www.example.org/{self.rng.randrange(10**6)}/notes.html"
        return "footnote", self.note(self.number, words, "")

    def make_byline(self) -> tuple[str, str]:
        one, two = self.name(), self.name()
        forms = (
            f"本报记者 {one}",
            f"记者 {one} {two}",
            f"文/{one} 图/{two}",
            f"□ {one}",
            f"作者：{one}",
            f"（本报记者 {one}）",
            f"{one} {two}",
            f"——{self.clause()}",
        )
        return "byline", self.rng.choice(forms)

    def name(self) -> str:
        return self.rng.choice(_SURNAMES) + self.clause()[: self.rng.choice([1, 2])]


def dress(text: Tagged, seed: int) -> Tagged:
    """Return the text with invented headings, captions, items and notes, by fixed chances."""
    rng = random.Random(seed)
    wardrobe = Wardrobe(text, rng)
    every_heading = rng.choice([0.06, 0.12, 0.2])
    every_caption = rng.choice([0, 0.05, 0.1])
    every_note = rng.choice([0, 0, 0.08])
    every_admonition = rng.choice([0, 0, 0.08, 0.15])
    every_list = rng.choice([0, 0.04, 0.1])
    every_code = rng.choice([0, 0, 0, 0.15])
    dressed: Tagged = []
    if rng.random() < 0.5:
        dressed.append(("headline", wardrobe.clause() + rng.choice(["", " "]) + wardrobe.clause()))
        if rng.random() < 0.6:
            dressed.append(wardrobe.make_byline())
    left, number = 0, 0
    for kind, words in text:
        if kind == "paragraph" and len(words) > 12:
            if left:
                left, number = left - 1, number + 1
                dressed.append(("list", wardrobe.item(number, words, "")))
                continue
            dressed += _around(wardrobe, every_heading, every_caption, every_admonition)
            if rng.random() < every_list:
                left, number = rng.randint(2, 6), 0
        dressed.append((kind, words))
        if kind == "paragraph" and rng.random() < every_code:
            dressed += make_listing(rng, wardrobe.clause)
        if kind == "paragraph" and rng.random() < every_note:
            dressed += [wardrobe.make_note() for _ in range(rng.choice([1, 1, 2]))]
    return dressed


def _around(
    wardrobe: Wardrobe, every_heading: float, every_caption: float, every_admonition: float
) -> Tagged:
    rng = wardrobe.rng
    found: Tagged = []
    while rng.random() < every_caption and len(found) < 3:
        found.append(wardrobe.make_caption())
        every_caption = max(every_caption, 0.3)
    while rng.random() < every_heading and len(found) < 4:
        found.append(wardrobe.make_heading())
        every_heading = 0.2
    if rng.random() < every_admonition:
        found.append(("heading", rng.choice(wardrobe.admonitions)))
    if len(found) > 1 and rng.random() < 0.3:
        rng.shuffle(found)
    return found
