"""Gather all layouts that the forests learn from, beside the gold documents themselves."""

import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from msgspec import structs

from bench.reflow_gold import Document, gold_documents, group_of, strip_blanks, tagged_texts
from teach.reflow.lessons.anthologies import print_anthology
from teach.reflow.lessons.chapters import in_chapters, part_headings
from teach.reflow.lessons.dress import Tagged, dress
from teach.reflow.lessons.fragments import OFTEN, drop_letters, fragment, name_in_foreign, pepper
from teach.reflow.lessons.layouts import (
    double_space,
    is_verse,
    keep_layout,
    lay_out_again,
    punctuated_verse,
    unwrap,
)
from teach.reflow.lessons.newspapers import sheets
from teach.reflow.lessons.notes import annotate, shrink_notes
from teach.reflow.lessons.pagination import cut_out
from teach.reflow.lessons.sayings import print_sayings
from teach.reflow.lessons.short_pages import short_pages
from teach.reflow.lessons.woodblocks import woodblock

PROFILES = (
    "newspaper",
    "newspaper_tight",
    "newspaper_half",
    "book",
    "book_indent",
    "book_half",
    "grid",
    "newspaper",
)
_EVERY_PAGED = 3
"""Of every third layout pages are taken."""
_PAGE_WEIGHT = 0.3
_SHORT_PAGES = 18
"""Short pages made of each text: all designs twice."""
_CHAPTERED = ("book", "newspaper", "book_half", "book_indent")
_CHAPTERED_WEIGHT = 0.25
"""Chapters of prose are many, verse and old prints few: these would be forgotten over those."""


def augmented(gold: Path, program: ModuleType) -> Iterator[Document]:
    """Yield layouts and mutations of the gold set's texts, and single pages out of them."""
    lessons = list(_lessons(gold, program))
    yield from lessons
    for place, (name, text) in enumerate(tagged_texts(gold).items()):
        first = 60_000 + 100 * place
        yield from short_pages(name, group_of(name), text, range(first, first + _SHORT_PAGES))
    for place, document in enumerate([*gold_documents(gold), *lessons[::_EVERY_PAGED]]):
        yield from _single_pages(document, 50_000 + 2 * place)


def _single_pages(document: Document, seed: int) -> Iterator[Document]:
    """Yield some lines of a document twice: all that the reader of one page has to go by."""
    for turn in range(2):
        rng = random.Random(seed + turn)
        count = rng.randint(8, 60)
        first = rng.randrange(max(1, len(document.lines) - count))
        page = cut_out(document, first, first + count)
        name = f"{document.name}-page-{seed + turn}"
        yield structs.replace(page, name=name, weight=_PAGE_WEIGHT, is_gold=False)


def _lessons(gold: Path, program: ModuleType) -> Iterator[Document]:
    """Yield layouts and mutations of the gold set's texts, by fixed seeds."""
    documents = gold_documents(gold)
    texts = tagged_texts(gold)
    verse = [
        "".join(document.lines[number - 1].strip() for number in numbers)
        for document in documents
        if document.name == "kr-quantang"
        for kind, numbers in document.blocks
        if kind == "verse"
    ]
    for seed in (3, 4):
        texts[f"verse-quantang-{seed}"] = punctuated_verse(verse, seed)
    for place, (name, text) in enumerate(texts.items()):
        yield from _layouts(program, name, text, place)
    for document in documents:
        if document.name.endswith("-stripped"):
            continue
        yield strip_blanks(document)
        if not document.name.startswith("kr-"):
            yield double_space(document)
            yield fragment(document, 7)
    yield from sheets(program, texts)
    for place, (name, text) in enumerate(texts.items()):
        yield from _old_prints(name, text, 11000 + place)
    for place, (name, text) in enumerate(texts.items()):
        if sum("。" in words for kind, words in text if kind == "paragraph") > len(text) / 4:
            yield from _chaptered(program, name, text, place)
            yield from _annotated(program, name, text, place)


def _old_prints(name: str, text: Tagged, seed: int) -> Iterator[Document]:
    """Set a text's words as old prints of verse and of prose."""
    for print_old in (print_anthology, print_sayings):
        printed = print_old(name, text, seed)
        yield printed
        yield strip_blanks(printed)


def _layouts(program: ModuleType, name: str, text: Tagged, place: int) -> Iterator[Document]:
    rng = random.Random(place)
    versed = is_verse(text)
    length = 250 if versed else 80
    for turn in range(8):
        start = rng.randrange(max(1, len(text) - length))
        part = text[start : start + length]
        seed = 1000 + 17 * place + turn
        if versed:
            profile = rng.choice(["book", "grid", "book_indent", "newspaper"])
        else:
            profile = PROFILES[(place + turn * 3) % len(PROFILES)]
            part = dress(part, seed) if turn % 3 else part
        laid_out = lay_out_again(program, name, part, seed, profile)
        yield laid_out
        if turn in (1, 7):
            yield fragment(laid_out, seed)
        if turn == 3:
            yield double_space(laid_out)
        if turn in (2, 5):
            yield keep_layout(laid_out, seed)
    if not versed:
        yield from _peppered(program, name, text, place)
        start = rng.randrange(max(1, len(text) - length))
        yield unwrap(name, dress(text[start : start + length], place), 7000 + place)
    for turn in range(3):
        start = rng.randrange(max(1, len(text) - length))
        block = woodblock(name, text[start : start + length], 5000 + 17 * place + turn)
        yield block
        if turn:
            yield strip_blanks(block)


def _peppered(program: ModuleType, name: str, text: Tagged, place: int) -> Iterator[Document]:
    """Lay a text out that is full of foreign words, and break it at them."""
    for turn in range(3):
        seed = 9000 + 17 * place + turn
        rng = random.Random(seed)
        start = rng.randrange(max(1, len(text) - 80))
        part = name_in_foreign(pepper(dress(text[start : start + 80], seed), seed), seed)
        profile = rng.choice(["book", "book_indent", "book_half", "newspaper"])
        broken = fragment(lay_out_again(program, name, part, seed, profile), seed, OFTEN)
        yield structs.replace(broken, teaches_furniture=False)


def _chaptered(program: ModuleType, name: str, text: Tagged, place: int) -> Iterator[Document]:
    """Lay a text out in chapters whose headings tell what is below them."""
    rng = random.Random(40 + place)
    for turn, profile in enumerate(_CHAPTERED):
        seed = 20000 + 17 * place + turn
        start = rng.randrange(max(1, len(text) - 100))
        part = pepper(in_chapters(text[start : start + 100], seed), seed)
        part = name_in_foreign(part, seed)
        laid_out = part_headings(lay_out_again(program, name, part, seed, profile), seed)
        if turn == 0:
            laid_out = keep_layout(laid_out, seed)
        yield structs.replace(laid_out, weight=_CHAPTERED_WEIGHT, teaches_furniture=False)
    start = rng.randrange(max(1, len(text) - 100))
    unwrapped = unwrap(name, in_chapters(text[start : start + 100], place), 21000 + place)
    yield structs.replace(unwrapped, weight=_CHAPTERED_WEIGHT)


def _annotated(program: ModuleType, name: str, text: Tagged, place: int) -> Iterator[Document]:
    """Lay a text out with footnotes in small print, and with letters that fell out of words."""
    for turn, profile in enumerate(("book", "book_indent")):
        seed = 30_000 + 17 * place + turn
        start = random.Random(seed).randrange(max(1, len(text) - 80))
        part = pepper(annotate(dress(text[start : start + 80], seed), seed), seed)
        part = name_in_foreign(part, seed)
        laid_out = shrink_notes(lay_out_again(program, name, part, seed, profile), seed)
        taught = keep_layout(laid_out, seed) if turn else drop_letters(laid_out, seed)
        yield structs.replace(taught, teaches_furniture=False)
