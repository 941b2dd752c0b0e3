"""Manuscripts made by hand, for the tests of writers: every printed line is a paragraph."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import structs

from kanben.manuscript.blocks import (
    Block,
    BlockKind,
    Image,
    Mark,
    MarkKind,
    Part,
    PartRole,
    Piece,
    Position,
    anchor_of,
)
from kanben.manuscript.index import Entry, Group, Term, TermKind
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind, Source
from kanben.manuscript.metadata import Metadata, Person, Provenance
from kanben.manuscript.pages import Pages
from kanben.manuscript.pieces import mark_range

SEEDS = Path(__file__).parent.parent / "seeds" / "qijiang-2021"
_TERMS = {
    "綦江": TermKind.PLACE,
    "重庆": TermKind.PLACE,
    "齿轮": TermKind.TERM,
    "罗成": TermKind.PERSON,
}
_READINGS = {"綦江": "Qí jiāng", "重庆": "Chóng qìng", "齿轮": "chǐ lún", "罗成": "Luó Chéng"}


def paragraphs(source: int, label: str, lines: list[str]) -> Iterator[Block]:
    """Take every printed line for a paragraph, the first for a headline."""
    first = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text:
            position = Position(source, number, line.index(text))
            pieces: tuple[Piece, ...] = (Piece(text, position),)
            for term in _TERMS:
                start = text.find(term)
                while start >= 0:
                    mark = Mark(MarkKind.TERM, term)
                    pieces = mark_range(pieces, start, start + len(term), mark)
                    start = text.find(term, start + len(term))
            kind = BlockKind.HEADLINE if first else BlockKind.PARAGRAPH
            yield Block(kind, pieces, anchor_of(label, Position(source, number)), int(first))
            first = False


def index_of(parts: tuple[Part, ...]) -> tuple[Group, ...]:
    """Order the marked terms by their first letters."""
    places: dict[str, list[str]] = {}
    for part in parts:
        for block in part.blocks:
            before: set[str] = set()
            for piece in block.pieces:
                terms = {mark.target for mark in piece.marks if mark.kind == MarkKind.TERM}
                for term in terms - before:
                    places.setdefault(term, []).append(block.anchor)
                before = terms
    entries: dict[str, list[Entry]] = {}
    for term in sorted(places, key=_READINGS.__getitem__):
        entry = Entry(
            term, term, _TERMS[term], _READINGS[term], tuple(places[term]), places[term][0]
        )
        entries.setdefault(_READINGS[term][0].upper(), []).append(entry)
    entries.setdefault("Q", []).append(Entry("綦江区", see="綦江"))
    return tuple(Group(label, tuple(entries[label])) for label in sorted(entries))


def seeds(variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a manuscript of both seeds, in their own script whatever the variant."""
    sources, parts = [], []
    for number, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        content = path.read_bytes()
        lines = content.decode("utf-8-sig").splitlines()
        label = path.name[:3]
        checksum = sha256(content).hexdigest()
        sources.append(Source(path.name, label, checksum, "utf-8", len(lines)))
        blocks = tuple(paragraphs(number, label, lines))
        parts.append(Part(f"第{number + 1}部分", blocks, (number,), anchor=f"part-{number + 1}"))
    whole = tuple(parts)
    return Manuscript(
        name="qijiang-2021",
        script=variant[3:7],
        variant=variant,
        metadata=Metadata(
            title="綦江：创新驱动发展",
            subtitle="二〇二一年报纸专版两种",
            creators=(Person("陈正英", "文"), Person("张静", "图")),
            date="2021",
            rights="权利状况不明，仅供研究",
            subjects=("綦江", "科技创新"),
            source=Provenance(title="报纸", date="2021"),
        ),
        sources=tuple(sources),
        parts=whole,
        terms=tuple(Term(name, name, kind, (name,)) for name, kind in _TERMS.items()),
        index=index_of(whole),
    )


def rich(variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a small book with everything a block and a piece can be."""
    marked = [
        Piece("", marks=(Mark(MarkKind.PAGE, "3"),)),
        Piece("今天的", Position(0, 2)),
        Piece("綦江", Position(0, 2, 3), marks=(Mark(MarkKind.TERM, "綦江"),)),
        Piece("既坚持", Position(0, 2, 5), marks=(Mark(MarkKind.EMPHASIS),)),
        Piece("打基础", Position(0, 2, 8), marks=(Mark(MarkKind.STRONG),)),
        Piece("齐国", Position(0, 2, 11), marks=(Mark(MarkKind.PROPER_NAME),)),
        Piece("史记", Position(0, 2, 13), marks=(Mark(MarkKind.BOOK_TITLE),)),
        Piece("綦", Position(0, 2, 15), marks=(Mark(MarkKind.RUBY, "qí"),)),
        Piece("〔江〕", marks=(Mark(MarkKind.ADDITION),)),
        Piece("GDP", Position(0, 2, 16), marks=(Mark(MarkKind.LANGUAGE, "en"),)),
        Piece("<b>&amp;*_[x](y)$\\", Position(0, 2, 19), marks=(Mark(MarkKind.NOTE, "n1"),)),
        Piece("，2021年5G达68%。𠮷", Position(0, 2, 40)),
    ]
    kinds = [
        (BlockKind.KICKER, "奋斗百年路"),
        (BlockKind.HEADLINE, "主城都市区的支点"),
        (BlockKind.BYLINE, "本报记者 张静 陈正英"),
        (BlockKind.HEADING, "一、创新"),
        (BlockKind.VERSE, "床前明月光"),
        (BlockKind.VERSE, "疑是地上霜"),
        (BlockKind.LIST, "（一）夯实基础；"),
        (BlockKind.LIST, "（二）谋划长远。"),
        (BlockKind.QUOTE, "千里之行，始于足下。"),
        (BlockKind.CODE, "  ls -l | wc"),
        (BlockKind.CODE, "# 没有标记"),
        (BlockKind.TABLE, "年份\t企业\n2020\t590家\n2021\t1050家"),
        (BlockKind.FOOTNOTE, "①见第三版。"),
        (BlockKind.NOTE, "编者按：本文有删节。"),
        (BlockKind.CAPTION, "美艾（重庆）科技公司员工在组装电路板"),
    ]
    blocks = [
        Block(kind, (Piece(text, Position(0, line)),), f"s1-{line}", int(kind == "heading") + 1)
        for line, (kind, text) in enumerate(kinds, 10)
    ]
    blocks.insert(3, Block(BlockKind.PARAGRAPH, tuple(marked), "s1-2"))
    picture = Image("厂房 1.png", "厂房外景")
    blocks.insert(-1, Block(BlockKind.IMAGE, (), "s1-99", image=picture))
    folio = Block(BlockKind.FURNITURE, (Piece("第 2 版", Position(0, 50)),), "s1-50")
    preface = Block(BlockKind.PARAGRAPH, (Piece("序者，绪也。", Position(0, 1)),), "s1-1")
    plain = seeds(variant)
    return structs.replace(
        plain,
        name="书 “稿”",
        sources=plain.sources[:1],
        parts=(
            Part("序", (preface,), (0,), PartRole.PREFACE, "part-1"),
            Part("主城都市区的支点", (*blocks, folio), (0,), anchor="part-2"),
        ),
        notes=(
            Note("n1", NoteKind.AUTHOR, "底本如此<i>。", "s1-2"),
            Note("n2", NoteKind.EMENDATION, "“光”，底本作“先”。", "s1-14"),
        ),
        index=(
            Group(
                "Q",
                (
                    Entry(
                        "綦江",
                        "綦江",
                        TermKind.PLACE,
                        "Qí jiāng",
                        ("s1-2",),
                        "s1-2",
                        see_also=("重庆",),
                        subentries=(Entry("綦江“齿轮”: 史", occurrences=("s1-10",)),),
                    ),
                    Entry("綦河", see="綦江"),
                ),
            ),
        ),
    )


def called_twice(variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a paragraph that calls notes before figures, two at one place, two after the end."""
    first = tuple(Mark(MarkKind.NOTE, name) for name in ("n1", "n2"))
    pieces = (
        Piece("公布", Position(0, 1), marks=first),
        Piece("1302项，打造", Position(0, 1, 2), marks=(Mark(MarkKind.NOTE, "n3"),)),
        Piece("具有影响力的", Position(0, 1, 10), marks=(Mark(MarkKind.NOTE, "n4"),)),
        Piece("", marks=(Mark(MarkKind.NOTE, "n5"),)),
        Piece("。", Position(0, 1, 16)),
    )
    block = Block(BlockKind.PARAGRAPH, pieces, "s1-1")
    notes = tuple(Note(f"n{n}", NoteKind.EMENDATION, f"第{n}条。", "s1-1") for n in range(1, 6))
    plain = seeds(variant)
    part = Part("公报", (block,), (0,), anchor="part-1")
    return structs.replace(plain, parts=(part,), notes=notes, index=(), terms=())


def with_sections(count: int, characters: int) -> Manuscript:
    """Make a book of one part with sections of so many characters each."""
    blocks = []
    sentence = "县在万山之中，水陆并通，商旅往来不绝。"
    for number in range(1, count + 1):
        title = Piece(f"卷{'一二三四五六七八九'[number - 1]}", Position(0, number))
        blocks.append(Block(BlockKind.HEADING, (title,), f"s1-{number}", 1))
        text = Piece(sentence * 10, Position(0, number, 9))
        blocks += [
            Block(BlockKind.PARAGRAPH, (text,), f"s1-{number}-{place}")
            for place in range(characters // len(sentence) // 10)
        ]
    part = Part("县志", tuple(blocks), (0,), anchor="part-1")
    return structs.replace(seeds(), parts=(part,), notes=(), index=(), terms=())


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""A PNG of one transparent pixel."""


def pages_of(manuscript: Manuscript) -> Pages:
    """Lay a book out by counting: four blocks a page, the fourth of every part runs over."""
    anchors: dict[str, int] = {}
    runs: dict[str, tuple[tuple[int, int], ...]] = {}
    terms: dict[str, list[int]] = {}
    page = 0
    for part in manuscript.parts:
        page += 1
        anchors[part.anchor] = page
        for place, block in enumerate(part.printed_blocks):
            page += place > 0 and place % 4 == 0
            anchors[block.anchor] = page
            if place == 3 and len(block.text) > 13:
                runs[block.anchor] = ((13, page + 1),)
            for piece in block.pieces:
                for mark in piece.marks:
                    if mark.kind == MarkKind.TERM:
                        terms.setdefault(mark.target, []).append(page)
    anchors |= {"index": page + 1, "colophon": page + 2}
    labels = ("i", *(str(number) for number in range(1, page + 3)))
    return Pages(labels, anchors, runs, {term: tuple(pages) for term, pages in terms.items()})
