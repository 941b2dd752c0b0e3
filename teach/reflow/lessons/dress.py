"""Dress plain prose up with what pages hold besides paragraphs: headings, captions, lists, notes.

All words come from the text itself, so that only their look and place tell them apart.
"""

import random
import re
from collections.abc import Callable

Tagged = list[tuple[str, str]]

_CLAUSES = re.compile(r"[^\s，。；：！？、“”‘’「」『』（）()《》〈〉—…,.;:!?\"]{4,18}")
_CHINESE = "零一二三四五六七八九十"
_SURNAMES = "王李張刘陈楊赵黃周吳徐孙馬朱胡林郭何高罗"
_ADMONITIONS = (
    ("注意",),
    ("提示", "注意"),
    ("Note", "Tip"),
    ("Tip", "Note", "Warning"),
    ("Caution", "Note"),
    ("Important", "Hint"),
    ("警告", "说明"),
)


def chinese(number: int) -> str:
    """Write a number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (
        _CHINESE[ones] if ones or not tens else ""
    )


def worded(form: str, number: int = 1, one: str = "", two: str = "", **other: str) -> str:
    """Fill a form in: with its number in several dresses, and words."""
    return form.format(
        number=number,
        cn=chinese(number),
        circled=chr(0x2460 + min(number, 20) - 1),
        letter=chr(96 + min(number, 26)),
        chapter=1 + number // 5,
        section=1 + number % 5,
        third=1 + number % 3,
        one=one,
        two=two,
        short=one[:2],
        **other,
    )


HEADINGS: tuple[str, ...] = (
    "{one}",
    "{one} {two}",
    "{one}　{two}",
    "{one}——{two}",
    "第{cn}章 {one}",
    "第{number}章 {one}",
    "第{cn}回：{one}，{two}",
    "第{cn}回　{one}　{two}",
    "第{cn}节　{one}",
    "{cn}、{one}",
    "（{cn}）{one}",
    "（{cn}）",
    "{cn}",
    "{chapter}.{section} {one}",
    "{chapter}.{section}.{third} {one}",
    "{number} {one}",
    "{number}. {one}",
    "{chapter}.{section}     {one}",
    "{chapter}.{section} make/{short}",
    "{chapter}.{section}     make/rules",
    "“{one}”{two}",
    "{one}？{two}",
)
CAPTIONS: tuple[str, ...] = (
    "图为{one}{two}",
    "{one}{two}",
    "{one}，{two}。",
    "{one}，工作人员在{two}。",
    "{one}的{two}。",
    "{one}，{two}",
    "工作人员在{one}{two}",
    "图{number} {one}",
    "圖 {number}：{one}，{two}",
    "表{number} {one}",
    "▲{one}{two}",
    "{one}{two}。 记者 王明 摄",
    "{one}，{two}。（资料图）",
)
ITEMS: tuple[str, ...] = (
    "{number}. {text}",
    "{number}、{text}",
    "（{number}）{text}",
    "({number}) {text}",
    "{circled}{text}",
    "• {text}",
    "●{text}",
    "– {text}",
    "{letter}. {text}",
)
NOTES: tuple[str, ...] = (
    "{number} {text}",
    "[{number}] {text}",
    "{circled} {text}",
    "※ {text}",
    "注：{text}",
    "{number} 參見{text}",
    "{number}{text}",
    "{text}",
)
LATIN = (
    "the of and in to a for on with from as by is are this that social public history market "
    "rights press review journal between effects economy culture language science print early "
    "modern state local cities growth theory practice order memory reading paper books "
    "library village water river trade law reform school women work family religion art music "
    "field data model network system method design study report annual volume notes "
    "introduction essays"
)
GIVEN = "Anna Ludwig Marie Edward Grace Henry Clara Paul Ruth Otto Emma James Ida Karl Lucy"
FAMILY = "Brandt Miller Okafor Sato Rossi Novak Lindqvist Moreau Haas Petrov Quinn Alvarez"


def latin_words(rng: random.Random, count: int) -> str:
    """Return so many words in a row that mean nothing."""
    return " ".join(rng.choice(LATIN.split()) for _ in range(count))


def latin_sentence(rng: random.Random) -> str:
    """Return a sentence-like row of words, with names, commas and brackets now and then."""
    words = latin_words(rng, rng.randint(6, 24)).split()
    if rng.random() < 0.5:
        words[rng.randrange(len(words))] += ","
    if rng.random() < 0.3:
        words.insert(3, f"({rng.choice(FAMILY.split())} {rng.randrange(1900, 2024)})")
    return " ".join(words).capitalize() + "."


def citation(rng: random.Random) -> str:
    """Return what looks like a bibliographical note."""
    title = latin_words(rng, rng.randint(3, 9)).title()
    names = f"{rng.choice(GIVEN.split())} {rng.choice(FAMILY.split())}"
    if rng.random() < 0.4:
        names += f" and {rng.choice(GIVEN.split())} {rng.choice(FAMILY.split())}"
    family = rng.choice(FAMILY.split())
    year, page = rng.randrange(1890, 2024), rng.randrange(1, 900)
    address = f"https://www.example.org/{'/'.join(latin_words(rng, 3).split())}/{page}.html"
    forms = (
        f'{names}, "{title}", Journal of {latin_words(rng, 2).title()} {page % 90}, no. '
        f"{page % 6} ({year}): {page}-{page + 21}.",
        f"{names}, {title}: {latin_words(rng, 4).title()} (New York: {family}, {year}).",
        f"{names}, {title} ({year}) at {address}.",
        f"{title} {address}",
        f"{family}, {family[0]}., et al. ({year}). {title}. {address}",
        address,
    )
    return rng.choice(forms)


_NAMES = ("main", "count", "page", "make_index", "src", "libbook", "readme", "config", "x", "n1")
_SHELL = (
    "$ {a} --{b}={a}.txt",
    "$ cd {a}-1.0/{b}",
    " ... {a}: {b}",
    "# apt-get install {a}-{b}",
    "drwxr-xr-x 2 {a} {a} 4096 {b}",
    "{a}/{b}.py",
    "[{a}] {b} done.",
)
_PROGRAM = (
    "def {a}({b}):",
    "    {a} = {b} + 1  # {words}",
    "    return {a}({b})",
    "#include <{a}/{b}.h>",
    "int {a}(void) {{",
    '    printf("{words} {b}\\n");',
    "}}",
    "for {a} in {b}:",
    "import {a}",
)
_MARKUP = (
    "\\{a}{{{words}}}",
    "\\begin{{{a}}}[{b}]",
    "\\end{{{a}}}",
    "% {words}",
    "<{a} id={b}>{words}</{a}>",
    "  {a} = {{{words}}},",
)
_FIELDS = (
    "{title}: {b}",
    " {a} (>= 1.2), {b},",
    "{a}:   {words}",
    "{a}    {b}    -    12",
    "{capitals}=${{{b}}}",
    "\t{a} -o {b} $(FLAGS)",
    "{a}: {b}.c",
)


def make_listing(rng: random.Random, clause: Callable[[], str]) -> Tagged:
    """Make the lines of a listing: a session, a program, mark-up, fields."""
    forms = rng.choice([_SHELL, _PROGRAM, _MARKUP, _FIELDS])
    count = rng.choice([1, 2, 4, 8, 15])
    return [("code", _code_line(rng.choice(forms), rng, clause()[:6])) for _ in range(count)]


def _code_line(form: str, rng: random.Random, words: str) -> str:
    a, b = rng.choice(_NAMES), rng.choice(_NAMES)
    return form.format(a=a, b=b, words=words, title=a.title(), capitals=a.upper())


class Wardrobe:
    """Keep what one document wears: one form of heading, of caption, of list."""

    def __init__(self, text: Tagged, rng: random.Random) -> None:
        self.rng = rng
        self.clauses: list[str] = [
            clause
            for kind, words in text
            if kind in ("paragraph", "list")
            for clause in _CLAUSES.findall(words)
        ] or ["某地某事"]
        self.heading, self.caption = rng.choice(HEADINGS), rng.choice(CAPTIONS)
        self.item, self.note = rng.choice(ITEMS), rng.choice(NOTES)
        self.admonitions = rng.choice(_ADMONITIONS)
        self.latin_notes = rng.random() < 0.6
        self.number = 0

    def clause(self) -> str:
        """Return a clause of the text."""
        return self.rng.choice(self.clauses)

    def make_heading(self) -> tuple[str, str]:
        """Return the next heading."""
        self.number += 1
        return "heading", worded(self.heading, self.number, self.clause(), self.clause())

    def make_caption(self) -> tuple[str, str]:
        """Return a caption."""
        self.number += 1
        form = self.caption if self.rng.random() < 0.7 else self.rng.choice(CAPTIONS)
        return "caption", worded(form, self.number, self.clause(), self.clause())

    def make_note(self) -> tuple[str, str]:
        """Return a footnote."""
        self.number += 1
        words = "，".join(self.clause() for _ in range(self.rng.choice([1, 2, 3, 4]))) + "。"
        if self.latin_notes and self.rng.random() < 0.8:
            words = citation(self.rng) if self.rng.random() < 0.8 else words + citation(self.rng)
        if self.rng.random() < 0.3:
            words += f" https://www.example.org/{self.rng.randrange(10**6)}/notes.html"
        return "footnote", worded(self.note, self.number, text=words)

    def make_byline(self) -> tuple[str, str]:
        """Return a byline."""
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
        """Return what looks like a personal name."""
        return self.rng.choice(_SURNAMES) + self.clause()[: self.rng.choice([1, 2])]


def dress(text: Tagged, seed: int) -> Tagged:
    """Return the text with invented headings, captions, items and notes, by fixed chances."""
    rng = random.Random(seed)
    wardrobe = Wardrobe(text, rng)
    every_heading = rng.choice([0.06, 0.12, 0.2])
    every_caption = rng.choice([0, 0.05, 0.1])
    every_note = rng.choice([0, 0, 0.08])
    every_admonition = rng.choice([0, 0.1, 0.15, 0.25])
    every_list = rng.choice([0, 0.04, 0.1])
    every_code = rng.choice([0, 0, 0, 0.15])
    every_latin = rng.choice([0, 0, 0.1])
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
                words = latin_sentence(rng) if rng.random() < every_latin else words
                dressed.append(("list", worded(wardrobe.item, number, text=words)))
                continue
            dressed += _around(wardrobe, every_heading, every_caption, every_admonition)
            if rng.random() < every_list:
                left, number = rng.randint(2, 6), 0
        dressed.append((kind, words))
        if kind == "paragraph" and rng.random() < every_latin:
            foreign = " ".join(latin_sentence(rng) for _ in range(rng.choice([1, 1, 2, 4])))
            dressed.append(("paragraph", foreign))
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
