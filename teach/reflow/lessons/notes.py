"""Set footnotes as text extraction finds them: in smaller print, their lines wide and apart."""

import random
from collections.abc import Iterator

from bench.reflow_gold import Document, rewrite
from kanben.characters import cell_width
from teach.reflow.lessons.dress import Tagged, Wardrobe, latin_words

_WEIGHT = 0.3
_FEWEST_CELLS = 12.0


def annotate(text: Tagged, seed: int) -> Tagged:
    """Return the text with footnotes behind some of its paragraphs."""
    rng = random.Random(seed)
    wardrobe = Wardrobe(text, rng)
    chance, sourced = rng.choice([0.1, 0.2, 0.3]), rng.choice([0, 0.3])
    annotated: Tagged = []
    for kind, words in text:
        annotated.append((kind, words))
        while kind == "paragraph" and rng.random() < chance:
            note = make_source(rng) if rng.random() < sourced else wardrobe.make_note()
            annotated.append(note)
    return annotated


def make_source(rng: random.Random) -> tuple[str, str]:
    """Return a footnote of a word or a name and an address, as they stand for a source."""
    label = rng.choice([latin_words(rng, 1).title(), latin_words(rng, 2).title().replace(" ", "")])
    words = "-".join(latin_words(rng, rng.randint(3, 9)).split())
    address = f"https://www.example.org/{latin_words(rng, 1)}/{rng.randrange(10**4)}/{words}/"
    return "footnote", f"{label} {address}"


def shrink_notes(document: Document, seed: int) -> Document:
    """Set the footnotes again in smaller print: longer lines, often with blank lines between."""
    rng = random.Random(seed)
    ratio = rng.choice([1.1, 1.2, 1.3])
    parted, above = rng.choice([0.0, 0.3, 1.0]), rng.random() < 0.5
    between = rng.choice([" ", " /-"])
    rewritten = [[line.rstrip()] for line in document.lines]
    for kind, numbers in document.blocks:
        if kind != "footnote" or numbers[-1] - numbers[0] >= len(numbers):
            continue
        printed = [document.lines[number - 1].strip() for number in numbers]
        measure = max(_FEWEST_CELLS, *(sum(map(cell_width, line)) for line in printed)) * ratio
        lines = list(_wrap(_join(printed), measure, between))
        spaced = [lines[0]]
        for line in lines[1:]:
            spaced += ["", line] if rng.random() < parted else [line]
        rewritten[numbers[0] - 1] = ["", *spaced] if above else spaced
        for number in numbers[1:]:
            rewritten[number - 1] = []
    return rewrite(document, "small-notes", _WEIGHT, rewritten)


def _join(lines: list[str]) -> str:
    joined = ""
    for line in lines:
        latin = joined[-1:].isascii() and line[:1].isascii() and joined[-1:] not in "/-"
        joined += (" " if joined and latin else "") + line
    return joined


def _wrap(text: str, measure: float, between: str) -> Iterator[str]:
    """Break text at the measure: behind these Latin characters, behind parts of addresses."""
    line, width, place, part = "", 0.0, 0, 0
    for char in text:
        if width + cell_width(char) > measure and line:
            cut = place or part or len(line)
            yield line[:cut].rstrip()
            line = line[cut:].lstrip()
            width, place, part = sum(map(cell_width, line)), 0, 0
        line += char
        width += cell_width(char)
        if line.endswith(":/"):
            continue
        if not char.isascii() or char in between:
            place = len(line)
        if char in "/-":
            part = len(line)
    if line.strip():
        yield line.strip()
