"""Gather lessons for the tagger: clauses whose names are known, from labelled and learned texts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from msgspec import Struct

from kanben.indexing.text.scan import Scanner
from kanben.indexing.text.tagging.parts import CLASSES
from kanben.indexing.text.vocabulary import listed, members
from kanben.names import surname_of
from kanben.simplified import simplify
from kanben.words import tag
from teach.names.silver import NONE, Labels
from teach.names.texts import LONGEST, clauses, read_packed

Span = tuple[int, int, str]
"""Start, end and kind of a name in a clause; the kind is PER, LOC, ORG, or ? for a doubtful one."""

_CLASS_OF = {
    **dict.fromkeys(["n", "nz", "nw", "an", "nr", "ns", "nt", "PER", "LOC", "ORG"], "n"),
    **dict.fromkeys(["v", "vd"], "v"),
    **dict.fromkeys(["a", "ad"], "a"),
    **dict.fromkeys(["f", "s"], "f"),
    **dict.fromkeys(["m", "q"], "m"),
    **dict.fromkeys(["t", "TIME"], "t"),
    **dict.fromkeys(["p", "c", "u", "xc"], "u"),
    **{name: name for name in ("vn", "r", "d", "w")},
}
_ANALYSER = re.findall("[a-z]+", "a ad an c d f m n nr ns nt nw nz p q r s t u v vd vn w xc")
ANALYSER_CLASSES = [
    *(tag for tag in _ANALYSER for _ in range(2)),
    "x",
]
"""The analyser's classes by its labels: even labels begin a word, odd ones go on with it."""
_KINDS = {"nr": "PER", "ns": "LOC", "nt": "ORG"}
_NAME = re.compile("[\u3400-\u9fff·•]{2,}")
ENOUGH = 0.5
"""Share of its places at which a form must be labelled before it counts as a name everywhere."""
SURE, SEEN = 0.9, 5
"""The same for a word of the dictionary that is no name there, and the places it must have."""
_MORE = 3
"""So many times as often as the longer form a name is labelled when the longer one is not whole."""
_SEEN_GIVEN = 5
"""Places at which a given name must be labelled by itself, however many it has."""
_IN_NAMES = "之来时可好如若然"
"""Particles that end given names too: 王羲之, 马致然."""
HELD_BACK = (
    "book-沉沦",
    "book-西游记",
    "book-饿乡纪程",
    "report-江苏省",
    "report-湖南省",
    "report-甘肃省",
)
"""Texts that nothing is learned from, so that one can look at what is found in unknown ones."""


class Lesson(Struct, frozen=True):
    """Hold a clause in simplified script with its names; `words` are class labels, or none."""

    text: str
    names: tuple[Span, ...]
    words: bytes
    source: str


def word_labels(labels: Labels) -> bytes:
    """Return for every character twice its word class, one more inside the word."""
    table = [2 * CLASSES.index(_CLASS_OF.get(tag, "x")) for tag in ANALYSER_CLASSES]
    table = [code + (number % 2 if number < NONE else 0) for number, code in enumerate(table)]
    return bytes(table[label] for label in labels.tolist())


def _labelled(labels: Labels) -> Iterator[Span]:
    """Yield the names of an analysed text."""
    codes = labels.tolist()
    start = 0
    while start < len(codes):
        kind = _KINDS.get(ANALYSER_CLASSES[codes[start]])
        end = start + 1
        while kind and end < len(codes) and codes[end] == codes[start] | 1 and codes[end] % 2:
            end += 1
        if kind:
            yield start, end, kind
        start = end


def _settled(text: str, spans: Iterable[Span]) -> tuple[dict[str, str], set[str]]:
    """Return the forms that are names in the whole text with their kinds, and doubtful forms."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, kind in spans:
        kinds[text[start:end]][kind] += 1
    good: dict[str, str] = {}
    doubtful = set()
    for form, counts in kinds.items():
        kind, most = counts.most_common(1)[0]
        share = most / text.count(form)
        weak = (most == 1 and kind == "PER") or (_common(form) and (share < SURE or most < SEEN))
        clear = _NAME.fullmatch(form) and share >= ENOUGH and most >= 0.7 * counts.total()
        if clear and not weak:
            good[form] = kind
        else:
            doubtful.add(form)
    times = {form: counts.total() for form, counts in kinds.items()}
    for form in [form for form, kind in good.items() if kind == "PER"]:
        if _is_swollen(form, times) or _holds_words(form):
            doubtful.add(form)
            del good[form]
    given = _given_names(good) & {form for form in doubtful if times[form] >= _SEEN_GIVEN}
    return good | dict.fromkeys(given, "PER"), doubtful - given


def _given_names(good: Mapping[str, str]) -> set[str]:
    """Return the given names of two characters of persons whose full names are known."""
    persons = (form for form, kind in good.items() if kind == "PER" and len(surname_of(form)))
    given = {form[len(surname_of(form)) :] for form in persons}
    return {form for form in given if len(form) == 2 and not _common(form)}


def _is_swollen(form: str, times: Mapping[str, int]) -> bool:
    """Tell whether a person is a more frequent one with words stuck on: 今云长, 云长怒极."""
    inner = [form[:end] for end in range(2, len(form))]
    inner += [form[start:] for start in (1, 2) if not surname_of(form)]
    least = _MORE * times[form]
    return any(len(name) > 1 and times.get(name, 0) >= least for name in inner)


def _holds_words(form: str) -> bool:
    """Tell whether a person is made of a particle or an act: 汝若, 郃曰, 权大喜."""
    particles = members("person", "particles") | {"曰", "道"}
    begins = form[0] in particles and not surname_of(form)
    ends = form[-1] in particles and (len(form) == 2 or form[-1] not in _IN_NAMES)
    return begins or ends or form.endswith(listed("person", "acts"))


def _common(form: str) -> bool:
    """Tell whether the dictionary has a form as a word that is no name."""
    return tag(form) not in ("", "nr", "ns", "nt", "nz", "nrt", "nrfg")


def silver_lessons(paths: Iterable[Path], source: str) -> Iterator[Lesson]:
    """Yield the clauses of analysed texts, their names made alike over all of them.

    A form labelled at half of its places is a name at all of them; one labelled less often, or a
    person labelled once, is doubtful, and nothing is learned from it.
    """
    stored = [np.load(path) for path in paths]
    text = "\n".join(str(each["text"]) for each in stored)
    labels = np.concatenate([np.append(each["labels"], NONE) for each in stored])[:-1]
    spans = list(_labelled(labels))
    good, doubtful = _settled(text, spans)
    marks: list[Span] = [
        (hit.start, hit.end, good[hit.term])
        for hit in Scanner({form: form for form in good}).hits(text)
    ]
    taken = bytearray(len(text))
    for start, end, _ in marks:
        taken[start:end] = b"\1" * (end - start)
    for start, end, _ in spans:
        if text[start:end] in doubtful and not any(taken[start:end]):
            marks.append((start, end, "?"))
    words = word_labels(labels)
    yield from _cut(text, sorted(marks), words, source)


def _cut(text: str, marks: list[Span], words: bytes, source: str) -> Iterator[Lesson]:
    first = 0
    for start, clause in clauses(text):
        end = start + len(clause)
        while first < len(marks) and marks[first][1] <= start:
            first += 1
        names = []
        for begin, stop, kind in marks[first:]:
            if begin >= end:
                break
            if begin >= start and stop <= end:
                names.append((begin - start, stop - start, kind))
        yield Lesson(clause, tuple(names), words[start:end], source)


def uner_lessons(path: Path) -> Iterator[Lesson]:
    """Yield the sentences of a file of Universal NER."""
    source = path.name.partition(".")[0]
    for sentence in read_packed(path).split("\n\n"):
        text, kind = "", ""
        names: list[Span] = []
        for line in sentence.splitlines():
            if line.startswith("#") or "\t" not in line:
                continue
            _, word, tag, *_ = line.split("\t")
            if tag.startswith("B-"):
                names.append((len(text), len(text) + len(word), tag[2:]))
            elif tag.startswith("I-") and names and kind == tag[2:]:
                names[-1] = (names[-1][0], len(text) + len(word), kind)
            kind = tag[2:]
            text += word
        if text:
            yield Lesson(simplify(text), tuple(names), b"", source)


def kyoto_lessons(path: Path) -> Iterator[Lesson]:
    """Yield clauses of the classical treebank, several joined as an editor would punctuate them."""
    source = path.name.partition(".")[0]
    text, turn = "", 0
    names: list[Span] = []
    for sentence in read_packed(path).split("\n\n"):
        clause, found = _kyoto_sentence(sentence)
        if not clause:
            continue
        if text and (len(text) + len(clause) > LONGEST // 2 or "newpar" in sentence):
            yield Lesson(simplify(text) + "。", tuple(names), b"", source)
            text, names = "", []
        turn += 1
        joint = (
            ""
            if not text or turn % 4 == 0
            else "：「"
            if text[-1] == "曰"
            else "，。，；"[turn % 4]
        )
        names += [
            (start + len(text + joint), end + len(text + joint), kind) for start, end, kind in found
        ]
        text += joint + clause
    yield Lesson(simplify(text), tuple(names), b"", source)


def _kyoto_sentence(sentence: str) -> tuple[str, list[Span]]:
    """Return a sentence and its names, a surname joined with the given name behind it."""
    text = ""
    names: list[Span] = []
    for line in sentence.splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        _, word, _, _, tag, features, *_ = line.split("\t")
        kind = ""
        if "名詞,人," in tag and "NameType" in features:
            kind = "PER"
        elif "NameType=Nat" in features or "NameType=Geo" in features:
            kind = "LOC"
        if kind:
            start = len(text)
            if names and kind == "PER" and names[-1][1:] == (start, "PER"):
                start = names.pop()[0]
            names.append((start, len(text) + len(word), kind))
        text += word
    return text, names


def all_lessons(texts: Path, silver: Path) -> Iterator[Lesson]:
    """Yield the lessons of labelled corpora in `texts`, and of analysed texts in `silver`."""
    for path in sorted(texts.glob("uner-*.iob2.xz")):
        yield from uner_lessons(path)
    for path in sorted(texts.glob("kyoto-*.conllu.xz")):
        yield from kyoto_lessons(path)
    for path in sorted(silver.glob("book-*.npz")):
        yield from silver_lessons([path], f"silver-{path.stem}")
    held = [path for path in silver.glob("report-*.npz") if path.stem in HELD_BACK]
    for path in sorted(held):
        yield from silver_lessons([path], f"silver-{path.stem}")
    reports = [path for path in sorted(silver.glob("report-*.npz")) if path not in held]
    yield from silver_lessons(reports, "silver-reports")
