"""Choose how a book sets its pages, and word their running heads and folios."""

import random
import re

from msgspec import Struct, field

from bench.reflow_gold import Document
from teach.reflow.lessons.dress import FAMILY, LATIN, chinese, latin_words

CHAPTERS = (
    "CHAPTER {number}. {title}",
    "Chapter {number}  {title}",
    "第{cn}章 {title}",
    "第{number}章　{title}",
    "第{cn}章|{title}",
    "{title}",
    "{title}",
    "{number} {title}",
    "{cn}、{title}",
    "卷{cn} {title}",
)
SECTIONS = (
    "{chapter}.{number}. {title}",
    "§{chapter}.{number} {title}",
    "§{chapter}.{number}|{title}",
    "{chapter}.{number}　{title}",
    "{title}",
    "{title}",
    "第{cn}节 {title}",
)
OPENINGS = ("Chapter {number}", "第{cn}章", "第{number}章", "CHAPTER {number}", "卷{cn}", "")
FOLIOS = (
    "{number}",
    "{number}",
    "{number}",
    "- {number} -",
    "—{number}—",
    "· {number} ·",
    "第{number}页",
    "第 {number} 頁",
    "{number} / 412",
    "— {cn} —",
)
NEWSPAPERS = (
    "{book} 第{number}版",
    "第{number}版 {book}",
    "{book}　A{number:02}版",
    "A{number:02} {book}",
    "{number} {book} 2019年5月{day}日 星期二",
    "{book}　第{cn}版",
)
LEAVES = (
    "{book}　卷{volume}　{number}",
    "{book}　卷{cnv}　{cn}",
    "{book}卷{cnv}　{number}",
    "{book}　{cn}",
)
SERIES = ("御覽珍本叢書", "欽命彙纂", "某堂叢刻", "內府刊本", "文苑集成", "")
"""What the first line of a volume says."""
_HAN = re.compile(r"[一-龥]")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")
_PARTS = (
    (("book",), ("book",)),
    (("book",), ("chapter",)),
    (("book",), ("section",)),
    (("chapter",), ("section",)),
    (("chapter",), ("section",)),
    (("chapter", "section"), ("chapter", "section")),
    (("chapter", "section"), ("chapter", "section")),
    (("chapter",), ("chapter",)),
    ((), ()),
)
"""What the running heads say on left and on right pages."""
_VERSE_PARTS = (
    (("book",), ("book",)),
    (("book",), ("chapter",)),
    (("chapter",), ("chapter",)),
    ((), ()),
)
_GAPS = (
    (1, 2, 1, 1),
    (1, 2, 1, 1),
    (2, 1, 1, 1),
    (0, 0, 0, 0),
    (0, 1, 0, 1),
    (2, 0, 0, 3),
    (1, 0, 0, 1),
    (3, 1, 0, 2),
)
"""Blank lines above the foot, below it, between the lines of a head, and below the head."""


class Style(Struct):
    """Say how a book sets its pages.

    `length` is that of a page in lines, `first` the first folio, `leaps` how often pages are left
    out. `place` says where folios stand, `parts` what left and right heads say, `mark` which of a
    page's headings. `opening` is the line above a chapter's title, `series` that above a volume's.
    """

    book: str
    length: int
    jitter: float
    first: int
    roman: int
    leaps: float
    folio: str
    place: str
    chapter: str
    section: str
    parts: tuple[tuple[str, ...], tuple[str, ...]]
    opening: str
    bare_opening: float
    upper: bool
    scattered: bool
    gaps: tuple[int, int, int, int]
    fed: bool
    numbered: bool
    split: bool
    notes: float
    missing: float
    begin_with_section: float
    headings: float
    latin: float
    mark: str
    series: str
    series_indent: int
    interposed: bool


class Page(Struct):
    """Hold a page's lines, each with the block it belongs to, and what its head may say."""

    chapter: int
    title: str
    section: int = 0
    heading: str = ""
    number: int = 0
    marked: bool = False
    opens: bool = False
    lines: list[tuple[str, int]] = field(default_factory=list)
    printed: int = 0


def choose_style(document: Document, rng: random.Random) -> Style:
    """Choose how to set a document: as a book, as a newspaper, as a woodblock print."""
    woodblock = "woodblock" in document.name or document.name.startswith("kr-")
    text = "".join(_HAN.findall("".join(document.lines[:400]))) or "某書某文"
    start = rng.randrange(max(1, len(text) - 6))
    book = text[start : start + rng.randint(2, 6)]
    newspaper = "news" in document.name or rng.random() < 0.08
    verse = sum(kind == "verse" for kind, _ in document.blocks) > len(document.blocks) / 4
    parts = rng.choice(_VERSE_PARTS if verse else _PARTS)
    style = Style(
        book=book,
        length=rng.choice([18, 22, 25, 28, 30, 32, 35, 40, 45, 50, 60]),
        jitter=rng.choice([0, 0.1, 0.3]),
        first=rng.choice([1, 1, rng.randrange(2, 300)]),
        roman=rng.choice([0, 0, 0, rng.randint(1, 4)]),
        leaps=rng.choice([0, 0, 0, 0.1, 0.5]),
        folio=rng.choice(FOLIOS),
        place=rng.choice(["foot", "foot", "foot", "outside", "outside", "own", "head"]),
        chapter=rng.choice(CHAPTERS),
        section=rng.choice(SECTIONS),
        parts=parts,
        opening=rng.choice(OPENINGS),
        bare_opening=rng.choice([0, 1, 1, 1]),
        upper=rng.random() < 0.4,
        scattered=rng.random() < 0.3,
        gaps=rng.choice(_GAPS),
        fed=rng.random() < 0.25,
        numbered=rng.random() < 0.6,
        split=rng.random() < 0.4,
        notes=rng.choice([0, 0, 0, 0.5, 0.8]),
        missing=rng.choice([0, 0, 0.05]),
        begin_with_section=rng.choice([0, 0.2, 0.5]),
        headings=0 if verse else rng.choice([0, 0.05, 0.1, 0.2, 0.35]),
        latin=rng.choice([0, 0, 0.3, 0.6]),
        mark=rng.choice(["carried", "carried", "first", "last"]),
        series="",
        series_indent=rng.choice([0, 0, 1, 2]),
        interposed=rng.random() < 0.5,
    )
    if rng.random() < 0.06 and "section" not in parts[0] + parts[1]:
        style.place = "none"
    if newspaper:
        _set_newspaper(style, rng)
    if woodblock:
        _set_woodblock(style, rng)
    return style


def _set_newspaper(style: Style, rng: random.Random) -> None:
    style.length, style.folio = rng.choice([90, 150, 250, 400]), rng.choice(NEWSPAPERS)
    style.place, style.parts = rng.choice(["foot", "head"]), ((), ())
    style.first, style.roman, style.opening = rng.choice([1, 1, 2, 5]), 0, ""


def _set_woodblock(style: Style, rng: random.Random) -> None:
    style.length, style.folio = rng.choice([16, 18, 20, 22]), rng.choice(LEAVES)
    style.jitter, style.place, style.parts = 0, "foot", ((), ())
    style.first, style.roman, style.opening = rng.choice([1, 1, 30]), 0, ""
    style.series = rng.choice(SERIES)
    style.notes, style.numbered, style.leaps, style.headings = 0, False, 0, 0
    style.gaps = rng.choice([(1, 1, 0, 0), (0, 0, 0, 0)])


def invent_title(text: str, style: Style, rng: random.Random) -> str:
    """Return some words of a line, with foreign ones between them now and then."""
    words = "".join(_HAN.findall(text)) or style.book
    length = rng.randint(2, 12)
    title = words[:length]
    if rng.random() < style.latin / 2:
        return latin_words(rng, rng.randint(1, 5)).capitalize()
    if rng.random() < style.latin:
        foreign = rng.choice([*LATIN.split(), *FAMILY.split()])
        cut = rng.choice([0, len(title) // 2])
        title = f"{title[:cut]} {foreign} {title[cut:]}".strip()
    return title


def word_folio(style: Style, page: Page, number: int, *, roman: bool) -> str:
    """Return a page's folio."""
    if roman:
        return _ROMAN[min(number, len(_ROMAN)) - 1]
    return style.folio.format(
        number=number,
        cn=chinese(number % 100),
        day=1 + number % 28,
        book=style.book,
        volume=page.chapter,
        cnv=chinese(page.chapter % 100),
    )


def word_head(style: Style, page: Page, folio: str, number: int, rng: random.Random) -> list[str]:
    """Return the lines of a page's head, the folio among them where the style has it there."""
    fills = {
        "book": style.book,
        "chapter": style.chapter.format(
            number=page.chapter, cn=chinese(page.chapter % 100), title=page.title
        ),
        "section": style.section.format(
            chapter=page.chapter,
            number=page.number,
            cn=chinese(page.number % 100),
            title=page.heading,
        )
        if page.heading
        else "",
    }
    texts = [fills[part] for part in style.parts[number % 2] if fills[part]]
    if style.upper:
        texts = [text.upper() for text in texts]
    if style.place == "head":
        return [*texts, folio] if folio else texts
    if style.place == "outside" and texts and folio:
        gap = " " * rng.choice([1, 2, 2, 9])
        if number % 2:
            texts[-1] = f"{texts[-1]}{gap}{folio}"
        else:
            texts[0] = f"{folio}{gap}{texts[0]}"
    texts = [part for text in texts for part in text.split("|")]
    if style.place == "own" and folio:
        texts.insert(
            rng.randrange(len(texts) + 1) if style.scattered else len(texts) * (number % 2), folio
        )
    if style.scattered and rng.random() < 0.3:
        rng.shuffle(texts)
    return texts
