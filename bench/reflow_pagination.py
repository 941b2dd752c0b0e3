"""Set texts that are laid out in lines on pages: with running heads, folios, chapter openings.

The lines stay as they are; the furniture they had is taken out, and new furniture put where the
new pages begin and end. Such documents teach furniture only.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, field, structs

from bench.reflow_dress import FAMILY, LATIN, chinese, latin_words
from bench.reflow_gold import Document

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
LEAVES = ("{book}　卷{volume}　{number}", "{book}　卷{cnv}　{cn}", "{book}卷{cnv}　{number}", "{book}　{cn}")
SERIES = ("御覽珍本叢書", "欽命彙纂", "某堂叢刻", "內府刊本", "文苑集成", "")
_HAN = re.compile(r"[一-龥]")
_BARE = re.compile(r"§?\d{1,2}(\.\d{1,2})+")
_NUMBERED = re.compile(
    r"^(第\s*\S{1,4}\s*[章节節回]|\d{1,2}(\.\d{1,2})*[.、]?|[一二三四五六七八九十]+、|§\S+)[\s　：]*"
)


_TURNS = 5
_MOST_LINES = 800


class Style(Struct):
    """Say how a book sets its pages; `chapter`, `section` and `parts` are its running heads."""

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


def paginated(documents: Sequence[Document]) -> Iterator[Document]:
    """Yield gold documents and layouts on new pages, by fixed seeds."""
    for place, document in enumerate(documents):
        if not document.teaches_furniture or "unwrapped" in document.name:
            continue
        for turn in range(_TURNS if document.is_gold else 1):
            yield paginate(_excerpt(document, turn), 31 * place + turn)


def _excerpt(document: Document, turn: int) -> Document:
    """Return some hundreds of a document's lines, other ones each turn."""
    spare = len(document.lines) - _MOST_LINES
    if spare <= 0:
        return document
    first = spare * turn // max(1, _TURNS - 1)
    kept = range(first + 1, first + _MOST_LINES + 1)
    blocks = [
        (kind, tuple(number - first for number in numbers if number in kept))
        for kind, numbers in document.blocks
    ]
    return structs.replace(
        document,
        lines=document.lines[first : first + _MOST_LINES],
        blocks=tuple((kind, numbers) for kind, numbers in blocks if numbers),
    )


def paginate(document: Document, seed: int) -> Document:
    """Set a document's lines on pages of one style."""
    rng = random.Random(seed)
    woodblock = "woodblock" in document.name or document.name.startswith("kr-")
    style = _style(document, rng, woodblock=woodblock)
    kinds = [kind for kind, _ in document.blocks]
    pages = list(_pages(document, style, rng, kinds))
    return _print(document, pages, kinds, style, rng)


def _style(document: Document, rng: random.Random, *, woodblock: bool) -> Style:
    text = "".join(_HAN.findall("".join(document.lines[:400]))) or "某書某文"
    start = rng.randrange(max(1, len(text) - 6))
    book = text[start : start + rng.randint(2, 6)]
    newspaper = "news" in document.name or rng.random() < 0.08
    verse = sum(kind == "verse" for kind, _ in document.blocks) > len(document.blocks) / 4
    both = rng.choice(
        [(("book",), ("book",)), (("book",), ("chapter",)), (("chapter",), ("chapter",)), ((), ())]
        if verse
        else [
            (("book",), ("book",)),
            (("book",), ("chapter",)),
            (("book",), ("section",)),
            (("chapter",), ("section",)),
            (("chapter",), ("section",)),
            (("chapter", "section"), ("chapter", "section")),
            (("chapter", "section"), ("chapter", "section")),
            (("chapter",), ("chapter",)),
            ((), ()),
        ]
    )
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
        parts=both,
        opening=rng.choice(OPENINGS),
        bare_opening=rng.choice([0, 1, 1, 1]),
        upper=rng.random() < 0.4,
        scattered=rng.random() < 0.3,
        gaps=rng.choice(
            [(1, 2, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (0, 0, 0, 0), (0, 1, 0, 1), (2, 0, 0, 3), (1, 0, 0, 1), (3, 1, 0, 2)]
        ),
        fed=rng.random() < 0.25,
        numbered=rng.random() < 0.6,
        split=rng.random() < 0.4,
        notes=rng.choice([0, 0, 0, 0.5, 0.8]),
        missing=rng.choice([0, 0, 0.05]),
        begin_with_section=rng.choice([0, 0.2, 0.5]),
        headings=0 if verse else rng.choice([0, 0.05, 0.1, 0.2, 0.35]),
        latin=rng.choice([0, 0, 0.3, 0.6]),
        mark=rng.choice(["carried", "carried", "first", "last"]),
        series_indent=rng.choice([0, 0, 1, 2]),
        interposed=rng.random() < 0.5,
    )
    if rng.random() < 0.06 and "section" not in both[0] + both[1]:
        style.place = "none"
    if newspaper:
        style.length, style.folio = rng.choice([90, 150, 250, 400]), rng.choice(NEWSPAPERS)
        style.place, style.parts = rng.choice(["foot", "head"]), ((), ())
        style.first, style.roman, style.opening = rng.choice([1, 1, 2, 5]), 0, ""
    if woodblock:
        style.length, style.folio = rng.choice([16, 18, 20, 22]), rng.choice(LEAVES)
        style.jitter, style.place, style.parts = 0, "foot", ((), ())
        style.first, style.roman, style.opening = rng.choice([1, 1, 30]), 0, rng.choice(SERIES)
        style.notes, style.numbered, style.leaps, style.headings = 0, False, 0, 0
        style.gaps = rng.choice([(1, 1, 0, 0), (0, 0, 0, 0)])
    return style


def _pages(
    document: Document, style: Style, rng: random.Random, kinds: list[str]
) -> Iterator[Page]:
    """Fill pages with a document's lines, without its furniture."""
    owner = {
        number: (block, number == numbers[0])
        for block, (_, numbers) in enumerate(document.blocks)
        for number in numbers
    }
    room = _room(style, rng)
    page = Page(1, style.book, opens=rng.random() < 0.5)
    note, chapters = 0, rng.choice([1, 2] if style.opening in SERIES else [2, 4, 8])
    if page.opens and style.opening and style.opening not in SERIES:
        _add_opening(page, style, kinds)
        kinds.append("heading")
        page.title = _invent_title("".join(document.lines[:9]), style, rng)
        page.lines += [(page.title, len(kinds) - 1), ("", -1)]
    often = Counter(line.strip() for line in document.lines)
    since = 0
    for number, line in enumerate(document.lines, 1):
        text = line.replace("\f", "")
        block, begins = owner.get(number, (-1, False))
        kind = kinds[block] if block >= 0 else ""
        if kind == "furniture":
            continue
        if not text.strip(" \u3000"):
            page.lines.append(("", -1))
            continue
        heads = begins and kind in ("heading", "headline")
        invented = begins and kind == "paragraph" and rng.random() < style.headings
        if invented:
            kinds.append("heading")
            title = _invent_title(text, style, rng)
            heads = True
        elif heads:
            title = _NUMBERED.sub("", text.strip(" \u3000"))[:30]
        opens = heads and since >= chapters and rng.random() < 0.4
        turned = heads and page.printed > 0.3 * room and rng.random() < style.begin_with_section
        if page.printed >= room or (opens and style.opening) or turned:
            note = _add_notes(page, style, rng, note, kinds)
            yield page
            since += 1
            room = _room(style, rng)
            page = Page(page.chapter, page.title, page.section, page.heading, page.number)
        if heads:
            own = len(kinds) - 1 if invented else block
            plain = invented or title == text.strip(" \u3000")
            if opens:
                page.chapter, page.title, page.section, page.heading = page.chapter + 1, title, 0, ""
                page.opens, since = not page.printed, 0
                _add_opening(page, style, kinds)
            else:
                page.section += 1
                marked = style.mark == "last" or not page.heading or (
                    page.printed <= 3 if style.mark == "carried" else not page.marked
                )
                if (invented or often[text.strip()] < 3) and marked:
                    page.heading, page.number, page.marked = title, page.section, True
                label = f"{page.chapter}.{page.section}"
                if style.numbered and plain and (not invented or style.split):
                    page.lines += [(label, own), *[("", -1)] * rng.choice([0, 1])]
                    page.printed += 1
                elif style.numbered and invented:
                    title = f"{label}{rng.choice([' ', '   ', '　'])}{title}"
            if invented:
                page.lines += [*[("", -1)] * style.gaps[3], (title, own), *[("", -1)] * style.gaps[2]]
                page.printed += 1
        page.lines.append((text, block))
        page.printed += 1
    yield page


def _invent_title(text: str, style: Style, rng: random.Random) -> str:
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


def _room(style: Style, rng: random.Random) -> int:
    return max(8, round(style.length * (1 + style.jitter * rng.uniform(-1, 0.6))))


def _add_opening(page: Page, style: Style, kinds: list[str]) -> None:
    if style.opening and style.opening not in SERIES:
        label = style.opening.format(number=page.chapter, cn=chinese(page.chapter % 100))
        kinds.append("heading")
        page.lines += [(label, len(kinds) - 1), ("", -1)]
        page.printed += 1


def _add_notes(page: Page, style: Style, rng: random.Random, note: int, kinds: list[str]) -> int:
    """Put footnotes at a page's foot, their numbers on lines of their own now and then."""
    words = [text for text, block in page.lines if block >= 0 and len(text) > 8]
    while words and rng.random() < style.notes / 1.5:
        note += 1
        kinds.append("footnote")
        own, text = len(kinds) - 1, rng.choice(words).strip(" \u3000")
        if rng.random() < 0.4:
            page.lines += [("", -1), (str(note), own), ("", -1), (text, own)]
        else:
            page.lines += [(f"{note} {text}", own)]
    return note


def _print(
    document: Document, pages: Sequence[Page], kinds: list[str], style: Style, rng: random.Random
) -> Document:
    lines: list[str] = []
    places: dict[int, list[int]] = {}
    number = style.first

    def emit(texts: Sequence[str], kind: str) -> None:
        for text in texts:
            kinds.append(kind)
            put(text, len(kinds) - 1)

    def put(text: str, block: int) -> None:
        lines.append(text)
        if text.strip(" \u3000\f"):
            places.setdefault(block, []).append(len(lines))

    above, below, between, after = style.gaps
    for count, page in enumerate(pages):
        if count == style.roman and style.roman:
            number = 1
        begin = len(lines)
        folio = _folio(style, page, number, roman=count < style.roman)
        if rng.random() < style.missing:
            folio = ""
        bare = page.opens and style.bare_opening
        if style.opening in SERIES and style.opening and (page.opens or not count):
            emit(["　" * style.series_indent + style.opening], "furniture")
            kinds.append("heading")
            put(f"{style.book}卷{chinese(page.chapter % 100)}", len(kinds) - 1)
        head = [] if bare else _head(style, page, folio, number, rng)
        contents = _trimmed(page.lines)
        for place, text in enumerate(head):
            lines.extend([""] * (between if place else 0))
            emit([text], "furniture")
            if style.interposed and not place and len(head) > 1 and _begins_with_number(contents):
                lines.extend([""] * between)
                put(*contents.pop(0))
        if head:
            lines.extend([""] * after)
        for text, block in contents:
            put(text, block)
        lines.extend([""] * above)
        if folio and (style.place == "foot" or (bare and style.place != "none")):
            emit([folio], "furniture")
            lines.extend([""] * below)
        if style.fed and count and begin < len(lines):
            lines[begin] = "\f" + lines[begin]
        number += rng.randint(2, 25) if rng.random() < style.leaps else 1
    blocks = sorted(
        ((kinds[block], tuple(rows)) for block, rows in places.items() if block >= 0),
        key=lambda made: made[1][0],
    )
    return Document(
        f"{document.name}-paged-{style.first}", document.group, tuple(lines), tuple(blocks), 0.5
    )


def _trimmed(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a page's lines without the blank ones at its head and foot."""
    filled = [place for place, (text, _) in enumerate(lines) if text]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def _begins_with_number(lines: Sequence[tuple[str, int]]) -> bool:
    """Tell whether a page begins with a heading's number on a line of its own."""
    return bool(lines) and _BARE.fullmatch(lines[0][0].strip()) is not None


def _folio(style: Style, page: Page, number: int, *, roman: bool) -> str:
    if roman:
        return "xi" if number > 11 else ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"][number - 1]
    return style.folio.format(
        number=number,
        cn=chinese(number % 100),
        day=1 + number % 28,
        book=style.book,
        volume=page.chapter,
        cnv=chinese(page.chapter % 100),
    )


def _head(style: Style, page: Page, folio: str, number: int, rng: random.Random) -> list[str]:
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
        texts.insert(rng.randrange(len(texts) + 1) if style.scattered else len(texts) * (number % 2), folio)
    if style.scattered and rng.random() < 0.3:
        rng.shuffle(texts)
    return texts
