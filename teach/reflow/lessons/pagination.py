"""Set texts that are laid out in lines on pages: with running heads, folios, chapter openings.

The lines stay as they are; the furniture they had is taken out, and new furniture put where the
new pages begin and end. Such documents teach furniture only.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from bench.reflow_gold import Document, rewrite
from teach.reflow.lessons.dress import chinese
from teach.reflow.lessons.styles import (
    Page,
    Style,
    choose_style,
    invent_title,
    word_folio,
    word_head,
)

_HALF_A_TURN = 40
_ARTICLES = 4
_TURNS = 5
_MOST_LINES = 800
_BLANK = " \u3000"
_FEW = 8
_BARE = re.compile(r"§?\d{1,2}(\.\d{1,2})+")
_NUMBERED = re.compile(
    r"^(第\s*\S{1,4}\s*[章节節回]|\d{1,2}(\.\d{1,2})*[.、]?|[一二三四五六七八九十]+、|§\S+)"
    r"[\s　：]*"
)


def paginated(documents: Sequence[Document]) -> Iterator[Document]:
    """Yield gold documents and layouts on new pages, and the turns of single pages among them."""
    for place, document in enumerate(documents):
        if not document.teaches_furniture or "unwrapped" in document.name:
            continue
        for turn in range(_TURNS if document.is_gold else 1):
            paged = paginate(_excerpt(document, turn), 31 * place + turn)
            yield paged
            yield from turn_page(paged, 31 * place + turn)
        yield from begin_articles(document, 31 * place)


def _excerpt(document: Document, turn: int) -> Document:
    """Return some hundreds of a document's lines, other ones each turn."""
    spare = max(0, len(document.lines) - _MOST_LINES)
    first = spare * turn // max(1, _TURNS - 1)
    return cut_out(document, first, first + _MOST_LINES)


def cut_out(document: Document, first: int, stop: int) -> Document:
    """Return a document's lines from `first` up to `stop`, counted from 0."""
    kept = range(first + 1, stop + 1)
    blocks = [
        (kind, tuple(number - first for number in numbers if number in kept))
        for kind, numbers in document.blocks
    ]
    return structs.replace(
        document,
        lines=document.lines[first:stop],
        blocks=tuple((kind, numbers) for kind, numbers in blocks if numbers),
    )


def turn_page(document: Document, seed: int) -> Iterator[Document]:
    """Yield a few lines on both sides of one page's turn: all that some readers have."""
    rng = random.Random(seed)
    turns = [numbers[0] for kind, numbers in document.blocks if kind == "furniture"]
    if turns:
        line = rng.choice(turns)
        first = max(0, line - rng.randint(4, _HALF_A_TURN))
        yield cut_out(document, first, line + rng.randint(3, _HALF_A_TURN))


def begin_articles(document: Document, seed: int) -> Iterator[Document]:
    """Yield short articles without furniture: what stands first in them is their heading."""
    rng = random.Random(seed)
    furniture = {n for kind, numbers in document.blocks for n in numbers if kind == "furniture"}
    bare = rewrite(
        document,
        "articles",
        1.0,
        [[] if number in furniture else [line] for number, line in enumerate(document.lines, 1)],
    )
    begins = [numbers[0] for kind, numbers in bare.blocks if kind in ("headline", "heading")]
    for line in rng.sample(begins, min(len(begins), _ARTICLES)):
        yield cut_out(bare, line - 1, line + rng.randint(3, _HALF_A_TURN))


def paginate(document: Document, seed: int) -> Document:
    """Set a document's lines on pages of one style."""
    rng = random.Random(seed)
    style = choose_style(document, rng)
    filler = Filler(document, style, rng)
    pages = list(filler.fill())
    printer = Printer(style, rng, filler.kinds)
    for count, page in enumerate(pages):
        printer.print_page(page, count)
    return printer.document(f"{document.name}-paged-{style.first}", document.group)


class Filler:
    """Fill pages with a document's lines, without its furniture.

    `kinds` are those of its blocks, and of the headings and notes that are added.
    """

    def __init__(self, document: Document, style: Style, rng: random.Random) -> None:
        self.document, self.style, self.rng = document, style, rng
        self.kinds = [kind for kind, _ in document.blocks]
        self.room = self._room()
        self.page = Page(1, style.book, opens=rng.random() < 0.7)
        self.note = self.since = 0
        self.chapters = rng.choice([1, 2] if style.series or not style.opening else [2, 4, 8])
        self.often = Counter(line.strip() for line in document.lines)
        if self.page.opens and style.opening:
            self._add_opening()
            self.page.title = invent_title("".join(document.lines[:9]), style, rng)
            self.page.lines += [(self.page.title, self._new("heading")), ("", -1)]

    def fill(self) -> Iterator[Page]:
        """Yield the pages."""
        owner = {
            number: (block, number == numbers[0])
            for block, (_, numbers) in enumerate(self.document.blocks)
            for number in numbers
        }
        for number, line in enumerate(self.document.lines, 1):
            text = line.replace("\f", "")
            block, begins = owner.get(number, (-1, False))
            kind = self.kinds[block] if block >= 0 else ""
            if kind == "furniture":
                continue
            if not text.strip(_BLANK):
                self.page.lines.append(("", -1))
                continue
            invents = begins and kind == "paragraph" and self.rng.random() < self.style.headings
            heads = begins and kind in ("heading", "headline")
            opens = (heads or invents) and self.since >= self.chapters and self.rng.random() < 0.4
            if self._is_full(opens=opens, heads=heads or invents):
                yield self._turn()
            if invents:
                self._invent_heading(text, opens=opens)
            elif heads:
                self._head(text, block, opens=opens)
            self.page.lines.append((text, block))
            self.page.printed += 1
        yield self.page

    def _is_full(self, *, opens: bool, heads: bool) -> bool:
        turns = heads and self.page.printed > 0.3 * self.room
        return (
            self.page.printed >= self.room
            or (opens and bool(self.style.opening or self.style.series))
            or (turns and self.rng.random() < self.style.begin_with_section)
        )

    def _turn(self) -> Page:
        self._add_notes()
        full = self.page
        self.since += 1
        self.room = self._room()
        self.page = Page(full.chapter, full.title, full.section, full.heading, full.number)
        return full

    def _head(self, text: str, block: int, *, opens: bool) -> None:
        """Take note of a heading of the document, with a number above it now and then."""
        bare = text.strip(_BLANK)
        title = _NUMBERED.sub("", bare)[:30]
        if opens:
            self._open_chapter(title)
            return
        label = self._open_section(title, rare=self.often[text.strip()] < 3)
        if self.style.numbered and title == bare:
            self._add_label(label, block)

    def _invent_heading(self, text: str, *, opens: bool) -> None:
        title, own = invent_title(text, self.style, self.rng), self._new("heading")
        if opens:
            self._open_chapter(title)
        else:
            label = self._open_section(title, rare=True)
            if self.style.numbered and self.style.split:
                self._add_label(label, own)
            elif self.style.numbered:
                title = f"{label}{self.rng.choice([' ', '   ', '　'])}{title}"
        above, below = self.style.gaps[3], self.style.gaps[2]
        self.page.lines += [*[("", -1)] * above, (title, own), *[("", -1)] * below]
        self.page.printed += 1

    def _open_chapter(self, title: str) -> None:
        page = self.page
        page.chapter, page.title, page.section, page.heading = page.chapter + 1, title, 0, ""
        page.opens, self.since = not page.printed, 0
        self._add_opening()

    def _open_section(self, title: str, *, rare: bool) -> str:
        """Count a section, mark it for the head where that names it, and return its number."""
        page, mark = self.page, self.style.mark
        page.section += 1
        early = page.printed <= 3 if mark == "carried" else not page.marked
        if rare and (mark == "last" or not page.heading or early):
            page.heading, page.number, page.marked = title, page.section, True
        return f"{page.chapter}.{page.section}"

    def _add_label(self, label: str, block: int) -> None:
        self.page.lines += [(label, block), *[("", -1)] * self.rng.choice([0, 1])]
        self.page.printed += 1

    def _add_opening(self) -> None:
        if self.style.opening:
            chapter = self.page.chapter
            label = self.style.opening.format(number=chapter, cn=chinese(chapter % 100))
            self.page.lines += [(label, self._new("heading")), ("", -1)]
            self.page.printed += 1

    def _add_notes(self) -> None:
        """Put footnotes at the page's foot, their numbers on lines of their own now and then."""
        rng, lines = self.rng, self.page.lines
        words = [text for text, block in lines if block >= 0 and len(text) > _FEW]
        while words and rng.random() < self.style.notes / 1.5:
            self.note += 1
            own, text = self._new("footnote"), rng.choice(words).strip(_BLANK)
            if rng.random() < 0.4:
                lines += [("", -1), (str(self.note), own), ("", -1), (text, own)]
            else:
                lines += [(f"{self.note} {text}", own)]

    def _new(self, kind: str) -> int:
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def _room(self) -> int:
        swing = self.style.jitter * self.rng.uniform(-1, 0.6)
        return max(8, round(self.style.length * (1 + swing)))


class Printer:
    """Print pages one below the other, with their furniture."""

    def __init__(self, style: Style, rng: random.Random, kinds: list[str]) -> None:
        self.style, self.rng, self.kinds = style, rng, kinds
        self.lines: list[str] = []
        self.places: dict[int, list[int]] = {}
        self.number = style.first

    def print_page(self, page: Page, count: int) -> None:
        """Print a page; `count` are the pages before it."""
        style, begin = self.style, len(self.lines)
        if count == style.roman and style.roman:
            self.number = 1
        folio = word_folio(style, page, self.number, roman=count < style.roman)
        if self.rng.random() < style.missing:
            folio = ""
        bare = page.opens and bool(style.bare_opening)
        if style.series and (page.opens or not count):
            self._emit("　" * style.series_indent + style.series, "furniture")
            self._emit(f"{style.book}卷{chinese(page.chapter % 100)}", "heading")
        contents = _trimmed(page.lines)
        if not bare:
            self._print_head(word_head(style, page, folio, self.number, self.rng), contents)
        for text, block in contents:
            self._put(text, block)
        self._space(style.gaps[0])
        if folio and (style.place == "foot" or (bare and style.place != "none")):
            self._emit(folio, "furniture")
            self._space(style.gaps[1])
        if style.fed and count and begin < len(self.lines):
            self.lines[begin] = "\f" + self.lines[begin]
        self.number += self.rng.randint(2, 25) if self.rng.random() < style.leaps else 1

    def document(self, name: str, group: str) -> Document:
        """Return what was printed."""
        blocks = sorted(
            ((self.kinds[block], tuple(rows)) for block, rows in self.places.items()),
            key=lambda made: made[1][0],
        )
        return Document(name, group, tuple(self.lines), tuple(blocks), 0.5)

    def _print_head(self, head: Sequence[str], contents: list[tuple[str, int]]) -> None:
        """Print a head; its first line may come before the number of the page's first heading."""
        between = self.style.gaps[2]
        for place, text in enumerate(head):
            self._space(between if place else 0)
            self._emit(text, "furniture")
            parted = self.style.interposed and not place and len(head) > 1
            if parted and contents and _BARE.fullmatch(contents[0][0].strip()):
                self._space(between)
                self._put(*contents.pop(0))
        if head:
            self._space(self.style.gaps[3])

    def _emit(self, text: str, kind: str) -> None:
        self.kinds.append(kind)
        self._put(text, len(self.kinds) - 1)

    def _put(self, text: str, block: int) -> None:
        self.lines.append(text)
        if text.strip(_BLANK) and block >= 0:
            self.places.setdefault(block, []).append(len(self.lines))

    def _space(self, blanks: int) -> None:
        self.lines.extend([""] * blanks)


def _trimmed(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a page's lines without the blank ones at its head and foot."""
    filled = [place for place, (text, _) in enumerate(lines) if text]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []
