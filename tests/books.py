"""Make small manuscripts for tests of editions."""

from pathlib import Path

from kanben.manuscript.blocks import (
    Block,
    BlockKind,
    Mark,
    MarkKind,
    Part,
    Piece,
    Position,
    mark_range,
)
from kanben.manuscript.index import Entry, Group, Term, TermKind
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata, Person

SEED = Path(__file__).parent.parent / "seeds/qijiang-2021/000_df95ad1295c8dc65.txt"


def seed_blocks(times: int = 1) -> tuple[Block, ...]:
    """One block a paragraph of the seed: short lines without an end mark are headings."""
    blocks = []
    for round_ in range(times):
        for number, line in enumerate(SEED.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if text:
                kind = BlockKind.PARAGRAPH if len(text) > 40 else BlockKind.HEADING
                blocks.append(
                    Block(
                        kind,
                        (Piece(text, Position(round_, number)),),
                        f"s{round_}-{number}",
                        level=2 if kind == "heading" else 0,
                    )
                )
    return tuple(blocks)


def marked(block: Block, words: dict[str, str]) -> Block:
    pieces = block.pieces
    for term, word in words.items():
        start = block.text.find(word)
        while start >= 0:
            pieces = mark_range(pieces, start, start + len(word), Mark(MarkKind.TERM, term))
            start = block.text.find(word, start + len(word))
    return Block(block.kind, pieces, block.anchor, block.level, block.certainty, block.image)


WORDS = {
    "t1": "綦江",
    "t2": "重庆",
    "t3": "西部信息安全谷",
    "t4": "营商环境",
    "t5": "数据",
    "t6": "创新",
}


def seed_book(variant: str = "zh-Hans-CN", times: int = 1) -> Manuscript:
    blocks = tuple(marked(block, WORDS) for block in seed_blocks(times))
    entries = tuple(
        Entry(
            word,
            term,
            TermKind.TERM,
            occurrences=tuple(b.anchor for b in blocks if word in b.text),
            main=next(b.anchor for b in blocks if word in b.text),
        )
        for term, word in WORDS.items()
    )
    return Manuscript(
        name="綦江",
        script="Hans",
        variant=variant,
        metadata=Metadata(
            title="綦江：创新驱动发展",
            subtitle="二〇二一年报纸专版两种",
            creators=(Person("陈正英", "文"), Person("张静", "文")),
            date="2021",
            rights="权利状况不明，仅供研究",
        ),
        sources=tuple(Source(SEED.name, f"s{n}", "0" * 64, "utf-8", 67) for n in range(times)),
        parts=(
            Part("走好转型路 打造升级版", blocks[: len(blocks) // 2], (0,)),
            Part("", blocks[len(blocks) // 2 :], (0,)),
        ),
        terms=tuple(Term(t, w, TermKind.TERM) for t, w in WORDS.items()),
        index=(Group("A", entries[:3]), Group("C", entries[3:])),
    )
