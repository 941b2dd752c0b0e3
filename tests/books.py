"""Make small manuscripts for tests of editions."""

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
)
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.index import Entry, Group, Term, TermKind
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind, Source
from kanben.manuscript.metadata import Metadata, Person, Provenance
from kanben.manuscript.pieces import mark_range

SEED = Path(__file__).parent.parent / "seeds/qijiang-2021/000_df95ad1295c8dc65.txt"

WORDS = {
    "t1": "綦江",
    "t2": "重庆",
    "t3": "西部信息安全谷",
    "t4": "营商环境",
    "t5": "数据",
    "t6": "创新",
}
"""Terms of the seed's book: id and word."""

_TITLE_LENGTH = 40
_GLYPH_TESTS = "骨直門令"


def seed_blocks() -> tuple[Block, ...]:
    """One block a line of the seed: the short ones are headings."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    blocks = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and len(text) > _TITLE_LENGTH:
            blocks.append(block(BlockKind.PARAGRAPH, text, f"000-{number}", number))
        elif text:
            heading = block(BlockKind.HEADING, text, f"000-{number}", number)
            blocks.append(structs.replace(heading, level=2))
    return tuple(blocks)


def block(kind: BlockKind, text: str, anchor: str, line: int = 1) -> Block:
    """Make a block of one piece."""
    return Block(kind, (Piece(text, Position(0, line)),), anchor)


def marked(plain: Block, words: dict[str, Mark]) -> Block:
    """Put marks on every place where the words stand."""
    pieces = plain.pieces
    for word, mark in words.items():
        start = plain.text.find(word)
        while start >= 0:
            pieces = mark_range(pieces, start, start + len(word), mark)
            start = plain.text.find(word, start + len(word))
    return structs.replace(plain, pieces=pieces)


def called(plain: Block, notes: dict[str, str]) -> Block:
    """Call notes after the first place where each word stands."""
    pieces = plain.pieces
    for word, note in notes.items():
        start = plain.text.index(word)
        pieces = mark_range(pieces, start, start + len(word), Mark(MarkKind.NOTE, note))
    return structs.replace(plain, pieces=pieces)


def seed_book(variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a book of two parts, with an index of six terms, out of the seed."""
    marks = {word: Mark(MarkKind.TERM, term) for term, word in WORDS.items()}
    blocks = tuple(marked(plain, marks) for plain in seed_blocks())
    entries = tuple(_entry(term, word, blocks) for term, word in WORDS.items())
    half = len(blocks) // 2
    return Manuscript(
        name="綦江",
        script="Hans",
        variant=variant,
        metadata=Metadata(
            title="綦江：创新驱动发展",
            creators=(Person("陈正英", "文"),),
            date="2021",
            rights="权利状况不明，仅供研究",
            subjects=("綦江",),
        ),
        sources=(Source(SEED.name, "000", "0" * 64, "utf-8", 67),),
        parts=(
            Part("走好转型路 打造升级版", blocks[:half], (0,), anchor="part-1"),
            Part("再上新台阶", blocks[half:], (0,), anchor="part-2"),
        ),
        terms=tuple(Term(term, word, TermKind.TERM) for term, word in WORDS.items()),
        index=(Group("A", entries[:3]), Group("C", entries[3:])),
    )


def _entry(term: str, word: str, blocks: tuple[Block, ...]) -> Entry:
    anchors = tuple(block.anchor for block in blocks for _ in range(block.text.count(word)))
    return Entry(word, term, TermKind.TERM, occurrences=anchors, main=anchors[0])


def book_of_everything(variant: str = "zh-Hans-CN", picture: str = "") -> Manuscript:
    """Make a short book with every kind of block and mark that an edition sets."""
    return Manuscript(
        name="小城旧事",
        script="Hans",
        variant=variant,
        metadata=Metadata(
            title="小城旧事",
            subtitle="一册样书",
            creators=(Person("林一鸣", "著"), Person("周雨", "图")),
            contributors=(Person("何平", "编"),),
            date="2024年5月",
            publisher="山城文史馆",
            source=Provenance(title="山城日报", date="1936-05-04", page="第二版", issn="1000-0000"),
            rights="公有领域",
            clc="K297.19",
        ),
        sources=(Source("旧事.txt", "001", "a1" * 32, "gb18030", 120),),
        parts=(_preface(), _chapter(picture), _verses()),
        emendations=(
            Emendation(Change.CORRECT, Position(0, 3), ",", "，", "repair.punctuation", "x"),
            Emendation(Change.CORRECT, Position(0, 4), ",", "，", "repair.punctuation", "x"),
            Emendation(Change.DROP, Position(0, 9), " ", "", "repair.spaces", "x"),
        ),
        notes=(
            Note("n1", NoteKind.AUTHOR, "旧名太平门码头，一九三九年毁于轰炸。", "001-12"),
            Note("n2", NoteKind.EMENDATION, "渡船，底本作“度船”，据文意改。", "001-12"),
            Note("n3", NoteKind.QUERY, "“九月”疑为“七月”，未改。", "001-14"),
        ),
        terms=(Term("t1", "老码头", TermKind.PLACE), Term("t2", "《江城志》", TermKind.WORK)),
        index=_index(),
        engines={"opencc": "1.4.2"},
    )


def _preface() -> Part:
    text = "这本小书是从一份旧报纸上抄下来的。字迹有些已经看不清楚，抄的时候不敢添一个字。"
    blocks = (
        block(BlockKind.PARAGRAPH, text, "001-2", 2),
        block(BlockKind.BYLINE, "编者，二〇二四年五月", "001-3", 3),
    )
    return Part("编者序", blocks, (0,), PartRole.PREFACE, "part-1")


def _chapter(picture: str) -> Part:
    blocks = (
        block(BlockKind.KICKER, "嘉陵江边的半个世纪", "001-10", 10),
        block(BlockKind.HEADLINE, "老码头的一天", "001-11", 11),
        block(BlockKind.BYLINE, "本报记者　林一鸣", "001-11-1", 11),
        _paragraph(),
        structs.replace(block(BlockKind.HEADING, "天亮以前", "001-13", 13), level=2),
        _gate(),
        block(BlockKind.QUOTE, "江水日夜流，人在码头上，一站就是一辈子。" * 3, "001-15", 15),
        block(BlockKind.LIST, "一、渡船三只，每只载二十人；", "001-16", 16),
        block(BlockKind.LIST, "二、囤船一只，泊在东岸。", "001-17", 17),
        structs.replace(block(BlockKind.HEADING, "账目", "001-18", 18), level=3),
        block(
            BlockKind.TABLE, "月份\t船次\t乘客\n五月\t310\t4,120\n六月\t298\t3,986", "001-19", 19
        ),
        block(BlockKind.CODE, "船号  起  讫", "001-22", 22),
        block(BlockKind.CODE, "  甲   08  20", "001-23", 23),
        _picture(picture),
        block(BlockKind.CAPTION, "图为码头旧影。周雨 摄", "001-25", 25),
        block(BlockKind.FOOTNOTE, "① 囤船：停在岸边供人上下的船。", "001-26", 26),
        block(BlockKind.FURNITURE, "第二版", "001-27", 27),
        block(
            BlockKind.PARAGRAPH, "票价从５分涨到〜一角～两角，生僻字如𪜀𫝀𬺰也照录。", "001-28", 28
        ),
    )
    return Part("老码头的一天", blocks, (0,), anchor="part-2")


def _gate() -> Block:
    text = f"那年九月，{_GLYPH_TESTS}四个字写在门楣上。" * 3
    gate = marked(block(BlockKind.PARAGRAPH, text, "001-14", 14), {"门楣": Mark(MarkKind.EMPHASIS)})
    return called(gate, {"九月": "n3"})


def _paragraph() -> Block:
    text = "天还没亮，老码头上的渡船已经点了灯。仇先生翻开《江城志》，说重庆的水路从来不断。"
    opening = marked(
        block(BlockKind.PARAGRAPH, text * 4, "001-12", 12),
        {
            "老码头": Mark(MarkKind.TERM, "t1"),
            "仇": Mark(MarkKind.RUBY, "qiú"),
            "《江城志》": Mark(MarkKind.TERM, "t2"),
            "重庆": Mark(MarkKind.PROPER_NAME),
            "从来不断": Mark(MarkKind.STRONG),
        },
    )
    return called(opening, {"渡船": "n2", "水路": "n1"})


def _picture(file: str) -> Block:
    if not file:
        return block(BlockKind.PARAGRAPH, "（图佚。）", "001-24", 24)
    return Block(BlockKind.IMAGE, (), "001-24", image=Image(file, "码头的石阶"))


def _verses() -> Part:
    lines = ("朝辞白帝彩云间，", "千里江陵一日还。", "两岸猿声啼不住，", "轻舟已过万重山。")
    blocks = (
        structs.replace(block(BlockKind.HEADING, "早发白帝城", "001-30", 30), level=1),
        block(BlockKind.BYLINE, "李白", "001-31", 31),
        *(block(BlockKind.VERSE, text, f"001-{n}", n) for n, text in enumerate(lines, 32)),
        block(BlockKind.PARAGRAPH, "右诗一首，码头上的孩子都会背。", "001-36", 36),
    )
    return Part("附诗", blocks, (0,), PartRole.AFTERWORD, "part-3")


def _index() -> tuple[Group, ...]:
    pier = Entry("老码头", "t1", TermKind.PLACE, occurrences=("001-12",) * 4, main="001-12")
    book = Entry("《江城志》", "t2", TermKind.WORK, occurrences=("001-12",) * 4)
    return (
        Group("J", (structs.replace(book, see_also=("嘉陵江",)),)),
        Group("L", (structs.replace(pier, subentries=(Entry("轰炸", see="太平门"),)),)),
        Group("T", (Entry("太平门码头", see="老码头"),)),
    )
