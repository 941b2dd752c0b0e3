"""Count in which contexts writers of Taiwan and Hong Kong use which traditional form."""

import lzma
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import opencc
from msgspec import Struct

from kanben.variants.contexts import REACH, WAVERING, plain

HELD_BACK = 10
"""One in so many runs of 100 lines is kept for measuring."""

TAIWAN = ("tw_gazette", "tw_law", "tw_transcript", "tw_wiki")
HONG_KONG = ("hk_hansard",)

WRITTEN = 100_000
"""Frequency, in the scale of jieba's list, at which the phrases written for training count."""

_HERE = Path(__file__).parent


def _written(name: str) -> list[str]:
    """Read the words of a text beside this program; lines with # are comments."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


_MEMBERS = {group[0]: group for group in _written("groups.txt")}
_GROUPS = {char: form for form, group in _MEMBERS.items() for char in group}


class Case(Struct, frozen=True):
    """Hold one kind of occurrence: context, the dictionary's form and the writer's.

    `left` and `right` are up to REACH characters of plain context. Forms are the first ones of
    their groups.
    """

    left: str
    right: str
    base: str
    form: str


class Counts(Struct, frozen=True):
    """Hold, by simplified character, how often each case was met."""

    taiwan: dict[str, Counter[Case]]
    hong_kong: dict[str, Counter[Case]]
    held_back: dict[str, dict[str, Counter[Case]]]


def group_of(char: str) -> str:
    """Return the form that stands for the group of `char`."""
    return _GROUPS.get(char, char)


def members_of(form: str) -> str:
    """Return all forms of a group, the one that stands for it first."""
    return _MEMBERS.get(form, form)


def converter(config: str) -> opencc.OpenCC:
    """Return an OpenCC converter without its rare characters."""
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)


def dictionary(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the entries of one of OpenCC's dictionaries, as its own tool unpacks it."""
    with as_file(files("opencc") / "clib") as home, tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "entries.txt"
        source = home / "share" / "opencc" / f"{name}.ocd2"
        tool = home / "bin" / "opencc_dict"
        command = [str(tool), "-i", str(source), "-o", str(text), "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        for line in text.read_text(encoding="utf-8").splitlines():
            simplified, _, forms = line.partition("\t")
            yield simplified, forms.split(" ")


def ambiguous_characters() -> str:
    """Return the simplified characters whose forms fall into several groups."""
    return "".join(
        simplified
        for simplified, forms in dictionary("STCharacters")
        if len({group_of(form) for form in forms}) > 1
    )


def cases_of(
    simplified: str, base: str, printed: str, pattern: re.Pattern[str]
) -> Iterator[tuple[str, Case]]:
    """Yield every ambiguous character of a line with its case; the three texts are aligned."""
    context = plain(simplified)
    for found in pattern.finditer(simplified):
        place = found.start()
        at = place + REACH
        yield (
            found[0],
            Case(
                context[at - REACH : at],
                context[at + 1 : at + 1 + REACH],
                group_of(base[place]),
                group_of(printed[place]),
            ),
        )


def _lines(corpora: Path, name: str) -> Iterator[str]:
    with lzma.open(corpora / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _aligned(lines: Iterable[str], region: str) -> Iterator[tuple[str, str, str]]:
    """Yield every line simplified, converted back by dictionary, and as it was printed."""
    simplify, restore = converter(f"{region}2s"), converter("s2tw")
    to_standard, to_taiwan = converter("hk2t"), converter("t2tw")
    for line in lines:
        simplified = simplify.convert(line)
        printed = line if region == "tw" else to_taiwan.convert(to_standard.convert(line))
        base = restore.convert(simplified)
        if len(simplified) == len(printed) == len(base):
            yield simplified, base, printed
        else:
            yield "", "", ""


def count(corpora: Path) -> Counts:
    """Count the cases of the corpora in `corpora`: one sentence a line, ``NAME.txt.xz``."""
    pattern = re.compile(f"{WAVERING}[{ambiguous_characters()}]")
    counts = Counts({}, {}, {"TW": {}, "HK": {}})
    for region, names, seen in (
        ("tw", TAIWAN, counts.taiwan),
        ("hk", HONG_KONG, counts.hong_kong),
    ):
        held_back = counts.held_back[region.upper()]
        for name in names:
            for number, texts in enumerate(_aligned(_lines(corpora, name), region)):
                kept = number // 100 % HELD_BACK == 0
                for simplified, case in cases_of(*texts, pattern):
                    table = held_back if kept else seen
                    table.setdefault(simplified, Counter())[case] += 1
    return counts


def word_cases() -> dict[str, Counter[Case]]:
    """Collect cases from lists of words.

    They are jieba's words as OpenCC converts each, OpenCC's own phrases, and the phrases
    written for training. A word by itself has its boundaries right, which is what the
    dictionary lacks in running text. Counts are jieba's; a phrase of OpenCC counts as its median
    word does.
    """
    pattern = re.compile(f"{WAVERING}[{ambiguous_characters()}]")
    to_taiwan, restore = converter("t2tw"), converter("s2tw")
    words = [
        (word, restore.convert(word), int(frequency))
        for word, frequency, *_ in map(
            str.split, (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
        )
    ]
    simplify = converter("tw2s")
    words += [(simplify.convert(phrase), phrase, WRITTEN) for phrase in _written("phrases.txt")]
    words += [
        (phrase, to_taiwan.convert(forms[0]), 20) for phrase, forms in dictionary("STPhrases")
    ]
    cases: dict[str, Counter[Case]] = {}
    for word, printed, frequency in words:
        if len(word) < 2 or len(word) != len(printed):
            continue
        for simplified, case in cases_of(word, printed, printed, pattern):
            inside = Case(case.left.lstrip("，"), case.right.rstrip("，"), case.base, case.form)
            table = cases.setdefault(simplified, Counter())
            table[inside] = max(table[inside], frequency)
    return cases
