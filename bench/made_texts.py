"""Make texts whose blocks are known: stretches of books, set with headings, notes and tables.

Headings stand in the texts themselves. Notes and tables are put in by chance, the same ones for a
text of the same name: notes quote sentences of the same text, tables its numbers of characters.
"""

import lzma
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

HEADING, PARAGRAPH, TABLE = "heading", "paragraph", "table"
_CHAPTER = re.compile(
    r"^(?:第[〇零一二三四五六七八九十百两廿\d]+[章回节卷篇]|[【〔].{1,20}[】〕]$"
    r"|[一二三四五六七八九十]+、.{1,24}$)"
)
_SENTENCE = re.compile(r"[^。！？”’…]{6,60}。")
_NOTED = 0.2
"""Share of the paragraphs that call notes."""
_EVERY = 24
"""Paragraphs from one table to the next, and from one heading to the next in a text without."""
_ONSETS = ("见", "按，", "参看：", "", "", "原注：", "据")


class FootNote(Struct, frozen=True):
    """Hold a note, and the place in its block's text behind which it is called."""

    at: int
    text: str


class MadeBlock(Struct, frozen=True):
    """Hold a block: its kind, its text, its notes; of a table the cells, row by row."""

    kind: str
    text: str
    notes: tuple[FootNote, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Text(Struct, frozen=True):
    """Hold a text of known blocks: its name, its title, its blocks."""

    name: str
    title: str
    blocks: tuple[MadeBlock, ...]

    @property
    def is_kept_back(self) -> bool:
        """Tell whether the text belongs to the half that nobody looks at."""
        return bool(zlib.crc32(self.name.encode()) % 2)


def texts_of(folder: Path, paragraphs: int) -> Iterator[Text]:
    """Yield a stretch of every ``.txt`` and ``.txt.xz`` in the folder: a paragraph a line."""
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
        content = path.read_bytes()
        printed = (lzma.decompress(content) if path.suffix == ".xz" else content).decode("utf-8")
        name = path.name.split(".")[0]
        blocks = list(_blocks(printed.split("\n")))
        first = max((len(blocks) - paragraphs) // 2, 0)
        yield Text(name, name.partition("-")[2] or name, tuple(blocks[first : first + paragraphs]))


def _blocks(lines: Sequence[str]) -> Iterator[MadeBlock]:
    for line in lines:
        text = "".join(line.split()) if not re.search("[A-Za-z]", line) else " ".join(line.split())
        if _CHAPTER.match(text) and len(text) < 40:
            yield MadeBlock(HEADING, text)
        elif len(text) > 4:
            yield MadeBlock(PARAGRAPH, text)


def furnished(text: Text) -> Text:
    """Return a text with notes, tables, and headings where it has few."""
    chance = random.Random(text.name)
    sentences = [found for block in text.blocks for found in _SENTENCE.findall(block.text)]
    headed = sum(block.kind == HEADING for block in text.blocks) > 2
    blocks: list[MadeBlock] = []
    for number, block in enumerate(text.blocks):
        if number % _EVERY == 0 and not headed:
            blocks.append(MadeBlock(HEADING, _title(chance, sentences, number // _EVERY + 1)))
        noted = block.kind == PARAGRAPH and len(block.text) > 30 and chance.random() < _NOTED
        blocks.append(_noted(block, chance, sentences) if noted and sentences else block)
        if number % _EVERY == _EVERY // 2 and block.kind == PARAGRAPH:
            blocks.append(_table(chance, text))
    return structs.replace(text, blocks=tuple(blocks))


def _title(chance: random.Random, sentences: Sequence[str], number: int) -> str:
    words = re.split("[，、：；。]", chance.choice(sentences) if sentences else "")
    return f"第{'〇一二三四五六七八九'[number % 10]}章　{max(words, key=len)[:12]}"


def _noted(block: MadeBlock, chance: random.Random, sentences: Sequence[str]) -> MadeBlock:
    ends = [found.end() for found in re.finditer("[，。；：！？]", block.text[6:-2])]
    if not ends:
        return block
    places = sorted(chance.sample(ends, k=min(len(ends), chance.choice((1, 1, 1, 2)))))
    notes = tuple(
        FootNote(6 + place, chance.choice(_ONSETS) + chance.choice(sentences)) for place in places
    )
    return structs.replace(block, notes=notes)


def _table(chance: random.Random, text: Text) -> MadeBlock:
    names = [
        found for block in text.blocks for found in re.findall("[\u4e00-\u9fff]{3}", block.text)
    ]
    rows = [("名目", "甲", "乙")]
    rows += [
        (chance.choice(names), str(chance.randint(2, 999)), str(chance.randint(2, 99)))
        for _ in range(chance.randint(2, 6))
    ]
    return MadeBlock(TABLE, "\n".join("".join(row) for row in rows), rows=tuple(rows))
