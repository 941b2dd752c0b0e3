"""No text, no YAML, no manuscript breaks a stage: it is taken with every character, or refused.

``make fuzz`` runs a thousand times as many examples; KANBEN_FUZZ scales their number.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kanben.editing.emend import emend
from kanben.errors import (
    ArchiveError,
    ConservationError,
    KanbenError,
    PublicationError,
    SourceError,
)
from kanben.indexing.marks.terms import mark
from kanben.indexing.order.entries import order
from kanben.manuscript.archive import load, save
from kanben.manuscript.formats import Commission
from kanben.manuscript.ledger import balance, require_carried
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import IndexPlan, PartPlan, Plan
from kanben.manuscript.publication import Publication
from kanben.manuscript.yaml import read_yaml
from kanben.reading.files.encodings import decode
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript
from kanben.variants.convert import convert
from kanben.variants.house import House
from kanben.words import cut
from kanben.writing.images.intake import require_passive_whole
from kanben.writing.web.page import publish
from tests.books import book_of_everything

_SCRATCH = mkdtemp()
EXAMPLES = int(os.environ.get("KANBEN_FUZZ", "100"))
FILE = Path("a.txt")
NO_PLAN = Plan()
T = TypeVar("T", bound=Callable[..., None])


def fuzzed(share: float, least: int = 20) -> Callable[[T], T]:
    """Give a test its share of the examples, and the least it gets: what costs more gets fewer."""
    return settings(
        max_examples=max(least, int(EXAMPLES * share)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


SIGNS = st.sampled_from(
    [*"。，、；：？！“”‘’「」『』《》〈〉（）【】—…·～．,.;:?!()[]\"'-/%&<>*_#|\\$", "——", "……"]
)
PRINT = st.one_of(
    st.sampled_from(
        [*"的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后"]
    ),
    st.sampled_from([*"裏里後后髮发發乾干幹麵面臺台颱⼀⽤⾏﨑𠮷𪚥㐀々〇"]),
    SIGNS,
    st.sampled_from(["\n", "\n\n", "\n　　", " ", "　", "\t", "\r", "\u200b", "\ufeff", "\x0c"]),
    st.sampled_from(
        ["第一章", "（一）", "1．", "①", "第 2 版", "2021年7月", "本报记者 张静", "图为"]
    ),
    st.sampled_from(["綦江", "重庆市", "王明先生", "https://a.org/b", "develop-\nment", "GDP"]),
    st.characters(),
)
TEXT = st.lists(PRINT, max_size=60).map("".join)
INKED = TEXT.filter(lambda text: any(line.strip() for line in text.splitlines()))


def manuscript_of(
    text: str, plan: Plan = NO_PLAN
) -> tuple[Manuscript, tuple[tuple[str, ...], ...]]:
    lines = split_lines(text)
    planned = structs.replace(plan, parts=(PartPlan(("a.txt",)),))
    source = SourceText("a.txt", lines, "0" * 64, "utf-8")
    return make_manuscript("a", planned, [source], judges()), (lines,)


@fuzzed(2, least=5000)
@given(st.binary(max_size=80) | INKED.map(lambda text: text.encode("utf-8", "replace")), st.text())
def test_any_bytes_are_decoded_or_refused(content: bytes, encoding: str) -> None:
    for told in ("", encoding):
        with suppress(SourceError):
            decode(content, FILE, told)


YAML = st.lists(
    st.one_of(
        st.sampled_from(
            ["title: ", "parts:", "- ", "  ", "\n", "{", "}", "[", "]", ": ", ", ", "? "]
        ),
        st.sampled_from(
            ["&a ", "*a", "<<: ", "!!int ", "!x ", "|\n", ">-\n", "'", '"', "\\", "#", "%"]
        ),
        st.sampled_from(
            ["emendations:", "at: ", "drop: ", "level: ", "index:", "add:", "sources: "]
        ),
        st.characters(),
        st.integers().map(str),
    ),
    max_size=25,
).map("".join)


@fuzzed(2, least=5000)
@given(YAML)
def test_any_yaml_is_a_plan_or_refused(text: str) -> None:
    with suppress(PublicationError):
        read_yaml(Path("a.yaml"), Plan, text)


@fuzzed(0.6)
@given(INKED)
def test_any_print_is_read_with_every_character(text: str) -> None:
    manuscript, printed = manuscript_of(text)
    balance(manuscript, printed)


@fuzzed(0.4)
@given(INKED, st.sampled_from(["zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK-vertical"]))
def test_any_print_is_converted_and_indexed_piece_by_piece(text: str, variant: str) -> None:
    manuscript, printed = manuscript_of(text)
    indexed = mark(manuscript, IndexPlan())
    balance(indexed, printed)
    converted = convert(indexed, variant, House())
    require_carried(indexed, converted)
    order(converted)


@fuzzed(2, least=5000)
@given(TEXT)
def test_words_of_any_text_are_the_text(text: str) -> None:
    assert "".join(cut(text)) == text


PLACES = st.sampled_from(["a.txt:1", "a.txt:2", "a.txt:3", "a.txt:9", "b.txt:1", "a.txt:²", ":"])
QUOTES = st.sampled_from(
    ["今天", "山城", "今天|的", "创新。|长街", "很", "长", "|", "门。", "", " ", "西"]
)
EMENDATION = st.fixed_dictionaries(
    {"at": PLACES},
    optional={
        "join": QUOTES,
        "break": QUOTES,
        "drop": QUOTES,
        "correct": QUOTES,
        "to": QUOTES | PLACES,
        "insert": QUOTES,
        "text": QUOTES,
        "note": QUOTES,
        "query": QUOTES,
        "keep": QUOTES,
        "move": PLACES,
        "kind": st.sampled_from(["heading", "verse", "furniture", "footnote", "code", "table"]),
        "level": st.integers(-2, 12),
    },
)
PAGE = "今天的山城，既坚持打基础，又注重创新。\n长街很长，从东门\n一直通到西门。\n"


@fuzzed(0.6)
@given(st.lists(EMENDATION, max_size=4))
def test_any_emendations_are_carried_out_in_full_or_refused(emendations: list[object]) -> None:
    try:
        plan = msgspec.convert({"emendations": emendations}, Plan)
    except msgspec.ValidationError:
        return
    manuscript, printed = manuscript_of(PAGE, plan)
    planned = structs.replace(plan, parts=(PartPlan(("a.txt",)),))
    try:
        emended = emend(manuscript, Publication("a", Path(), planned), printed)
    except ConservationError:
        raise
    except KanbenError:
        return
    balance(emended, printed)


save(book_of_everything(), Path(_SCRATCH) / "book.json")
BOOK = (Path(_SCRATCH) / "book.json").read_bytes()


@fuzzed(1, least=2000)
@given(
    st.lists(
        st.tuples(st.integers(0, len(BOOK) - 1), st.binary(max_size=4)), min_size=1, max_size=3
    )
)
def test_any_harm_to_a_manuscript_is_noticed_or_does_none(harm: list[tuple[int, bytes]]) -> None:
    content = bytearray(BOOK)
    for place, found in harm:
        content[place : place + len(found)] = found
    path = Path(_SCRATCH) / "a.json"
    path.write_bytes(content)
    with suppress(ArchiveError):
        save(load(path), path)


@fuzzed(0.02)
@given(INKED)
def test_any_print_becomes_a_web_page(text: str) -> None:
    manuscript, _ = manuscript_of(text)
    page = Path(_SCRATCH) / "a.html"
    publish(structs.replace(manuscript, variant="zh-Hans-CN"), page, Commission())


@fuzzed(1, least=3000)
@given(
    st.binary(max_size=60) | YAML.map(lambda text: f"<svg>{text}</svg>".encode("utf-8", "replace")),
    st.sampled_from([".png", ".jpg", ".gif", ".webp", ".svg"]),
)
def test_any_picture_is_taken_or_refused(content: bytes, suffix: str) -> None:
    with suppress(PublicationError):
        require_passive_whole(content, suffix, "a")
