"""Set short pages: a tale, a notice, a thin book with its contents, a poem quoted, a table noted.

Their paragraphs are of one to three lines, so that measure and indent show in few lines, or one.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.reflow_gold import Document
from kanben.characters import cell_width, is_han
from kanben.names import SURNAMES
from teach.reflow.lessons.chapters import title_of
from teach.reflow.lessons.dress import Tagged, chinese
from teach.reflow.lessons.pagination import cut_out

_WEIGHT = 0.4
_FEWEST_SENTENCES = 20
_CLOSING = "，。！？；：、”」』）》…"
_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”」』）]*")
_CLAUSE = re.compile(r"[一-龥]{5}(?=[，。！？；])|[一-龥]{7}(?=[，。！？；])")
_CHAPTERS = (
    "{title}",
    "第{cn}章　{title}",
    "第{cn}章 {title}",
    "{cn}、{title}",
    "{n} {title}",
    "{cn}",
)
_VOLUMES = ("卷之{volume}", "卷{cn}", "第{cn}卷", "{volume}編")
_LEADERS = ("……………", "..........", "　　", " ", "\t", "———")
_SURNAMES = sorted(name for name in SURNAMES if len(name) == 1)
_COUNTED = ("縣名", "產量", "人口", "上年", "本年", "增減", "項目", "數量", "單價", "合計")


class ShortSetting(NamedTuple):
    """Hold how a page is set: cells of a line, blanks before a paragraph, blank lines, punctuation.

    With no measure, paragraphs stand on one line each. `hangs` lets a mark stand beyond the
    measure, where else the character before it goes down with it.
    """

    measure: int
    indent: str
    gap: int
    above: int
    below: int
    heading: str
    hangs: bool


def short_pages(name: str, group: str, text: Tagged, seeds: Sequence[int]) -> Iterator[Document]:
    """Yield short pages made of a text's sentences, half of them cut off at random."""
    for place, seed in enumerate(seeds):
        rng = random.Random(seed)
        page = _Page(text, rng)
        if len(page.sentences) < _FEWEST_SENTENCES:
            return
        _DESIGNS[place % len(_DESIGNS)](page)
        whole = page.document(f"{name}-short-{seed}", group)
        if rng.random() < 0.5:
            yield whole
            continue
        first = rng.choice([0, 0, rng.randrange(len(whole.lines))])
        yield cut_out(whole, first, first + rng.randint(4, 30))


def choose_setting(rng: random.Random) -> ShortSetting:
    """Return how one page is set."""
    indent = rng.choice(["\u3000\u3000", "\u3000\u3000", "\u3000\u3000", "", "    "])
    return ShortSetting(
        measure=0 if rng.random() < 0.2 else rng.randint(14, 44),
        indent=indent,
        gap=rng.choice([0, 0, 1]) if indent else rng.choice([0, 1, 1]),
        above=rng.choice([0, 1, 1, 2]),
        below=rng.choice([0, 0, 1]),
        heading=rng.choice(["", "", indent, "\u3000" * rng.randint(3, 9)]),
        hangs=rng.random() < 0.3,
    )


def wrap(words: str, setting: ShortSetting) -> list[str]:
    """Break a paragraph at the measure; no line begins with a mark that closes."""
    lines, line, width = [], setting.indent, sum(map(cell_width, setting.indent))
    for char in words:
        is_full = setting.measure and width + cell_width(char) > setting.measure
        if is_full and not (char in _CLOSING and setting.hangs):
            carried = line[-1] if char in _CLOSING and line[-1:].strip() else ""
            lines.append(line[: len(line) - len(carried)])
            line, width = carried, sum(map(cell_width, carried))
        line += char
        width += cell_width(char)
    return [one for one in (*lines, line) if one.strip()]


def _name(page: "_Page") -> str:
    """Return what looks like a personal name."""
    given = "".join(filter(is_han, page.sentences[page.at % len(page.sentences)]))
    return page.rng.choice(_SURNAMES) + given[1 : page.rng.choice([2, 3, 3])]


class _Page:
    """Set blocks one below the other."""

    def __init__(self, text: Tagged, rng: random.Random) -> None:
        self.rng, self.setting = rng, choose_setting(rng)
        prose = [words for kind, words in text if kind == "paragraph" and "。" in words]
        start = rng.randrange(max(1, len(prose) - 40))
        self.words = "".join(prose[start : start + 40])
        self.sentences = [one for one in _SENTENCE.findall(self.words) if len(one) < 160]
        self.lines: list[str] = []
        self.blocks: list[tuple[str, tuple[int, ...]]] = []
        self.at = 0

    def document(self, name: str, group: str) -> Document:
        """Return what was set."""
        return Document(name, group, tuple(self.lines), tuple(self.blocks), _WEIGHT)

    def emit(self, kind: str, *lines: str) -> None:
        """Set a block's lines."""
        first = len(self.lines) + 1
        self.lines += lines
        self.blocks.append((kind, tuple(range(first, first + len(lines)))))

    def space(self, count: int) -> None:
        """Leave blank lines."""
        self.lines += [""] * count

    def paragraphs(self, count: int) -> None:
        """Set paragraphs of one to three lines."""
        for number in range(count):
            if number:
                self.space(self.setting.gap)
            self.emit("paragraph", *wrap(self.prose(), self.setting))

    def prose(self) -> str:
        """Return the next sentences, about as many as fill one to three lines."""
        wanted = self.rng.choice([0.6, 1, 1.6, 2, 2.5, 3]) * (self.setting.measure or 40)
        words = ""
        while not words or len(words) < wanted - 8:
            words += self.sentences[self.at % len(self.sentences)]
            self.at += 1
        return words

    def title(self) -> str:
        """Return a title made of the words about here."""
        if self.rng.random() < 0.5:
            return (
                "".join(filter(is_han, self.sentences[self.at % len(self.sentences)]))[
                    : self.rng.randint(2, 6)
                ]
                or "某事"
            )
        return title_of(self.sentences[self.at % len(self.sentences)], self.rng)

    def heading(self, words: str, kind: str = "heading") -> None:
        """Set a heading with white around it."""
        if self.lines:
            self.space(self.setting.above)
        self.emit(kind, self.setting.heading + words)
        self.space(self.setting.below)


def _tale(page: _Page) -> None:
    """Set a title and a few paragraphs."""
    rng = page.rng
    if rng.random() < 0.7:
        page.heading(page.title(), rng.choice(["headline", "heading"]))
    if rng.random() < 0.4:
        page.emit("byline", page.setting.heading + _name(page) + rng.choice(["", " 著", "　作"]))
        page.space(page.setting.below)
    page.paragraphs(rng.randint(1, 7))


def _thin_book(page: _Page) -> None:
    """Set a title page, the contents, and chapters of few paragraphs."""
    rng = page.rng
    form, titles = rng.choice(_CHAPTERS), [page.title() for _ in range(rng.randint(2, 5))]
    heads = [form.format(n=n, cn=chinese(n), title=title) for n, title in enumerate(titles, 1)]
    page.heading(page.title(), "headline")
    if rng.random() < 0.6:
        page.emit("byline", _name(page) + rng.choice(["", " 著", "　編"]))
    if rng.random() < 0.7:
        page.heading(rng.choice(["目录", "目　录", "目錄", "目次"]))
        leader, folio = rng.choice(_LEADERS), 1
        for head in heads:
            page.emit("list", f"{head}{leader}{folio}")
            folio += rng.randint(2, 30)
    for head in heads:
        page.heading(head)
        page.paragraphs(rng.randint(1, 3))


def _quoted_poem(page: _Page) -> None:
    """Set a poem, four lines or eight, between paragraphs; its source below it."""
    rng = page.rng
    page.paragraphs(rng.randint(1, 3))
    clauses = _CLAUSE.findall(page.words)
    length = rng.choice([5, 7])
    found = [clause for clause in clauses if len(clause) == length] or clauses or ["江上清風明"]
    page.space(page.setting.gap)
    indent = "\u3000" * rng.choice([2, 3, 4, 6])
    for number in range(rng.choice([2, 4, 4, 8])):
        page.emit("verse", indent + rng.choice(found) + "，。"[number % 2])
    if rng.random() < 0.5:
        page.emit("byline", indent * 2 + f"——{_name(page)}《{page.title()}》")
    page.space(page.setting.gap)
    page.paragraphs(rng.randint(1, 4))


def _table(page: _Page) -> None:
    """Set a table with its caption and its note between paragraphs."""
    rng = page.rng
    page.paragraphs(rng.randint(1, 2))
    page.space(page.setting.gap)
    if rng.random() < 0.6:
        page.emit("caption", f"表{rng.randint(1, 9)} {page.title()}")
    columns, between = rng.randint(3, 5), rng.choice([" ", "  ", "\t", "　"])
    rows = [between.join(rng.sample(_COUNTED, columns))]
    for _ in range(rng.randint(3, 6)):
        figures = (f"{rng.randrange(1, 99_000):,}" for _ in range(columns - 1))
        rows.append(between.join((page.title()[:2], *figures)))
    page.emit("table", *rows)
    if rng.random() < 0.5:
        page.emit("paragraph", *wrap("注：" + page.prose(), page.setting._replace(indent="")))
    page.space(page.setting.gap)
    page.paragraphs(rng.randint(1, 3))


def _tales(page: _Page) -> None:
    """Set short tales under titles of a few characters, in volumes or without."""
    rng = page.rng
    form, volume = rng.choice(_VOLUMES), rng.random() < 0.6
    for number in range(rng.randint(1, 2)):
        if volume:
            page.heading(form.format(volume="上下"[number], cn=chinese(number + 1)))
        for _ in range(rng.randint(1, 4)):
            page.heading(page.title())
            page.paragraphs(rng.choice([1, 1, 2]))


def _notice(page: _Page) -> None:
    """Set a letter or a notice: whom it speaks to, what it says, who signs it."""
    rng = page.rng
    page.heading(rng.choice(["通知", "启事", "公告", "致讀者", page.title()]), "headline")
    if rng.random() < 0.6:
        page.emit("paragraph", _name(page) + rng.choice(["先生：", "同志：", "兄：", "："]))
    page.paragraphs(rng.randint(1, 4))
    if rng.random() < 0.5:
        page.emit("byline", "\u3000" * rng.randint(6, 12) + _name(page))


_DESIGNS = (_tale, _thin_book, _quoted_poem, _tale, _tales, _thin_book, _table, _tale, _notice)
