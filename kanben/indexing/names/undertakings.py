"""Find undertakings and events that no quotation marks set apart: …引水工程, …战争."""

from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import is_han
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import listed, members
from kanben.manuscript.index import TermKind

_LONGEST = 16
"""Characters of the longest undertaking; those of reports have fourteen at most."""
_PARTS = ("n", "vn", "a", "m", "t", "f", "x", "v")
_SHORTEST = 4
"""Characters before the word that says what is undertaken; 重大工程 names nothing."""
_EVENT = 2
"""Characters before the word for an event: 日俄|战争; one names no war."""


def find_undertakings(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield what is undertaken, by the run of nouns before 工程, 行动, 大会."""
    heads = listed("undertaking", "heads")
    for passage in passages:
        for place, word in enumerate(passage.words):
            if word.endswith(heads) and place:
                run = _before(passage, place)
                if _is_named(run, word):
                    form = "".join(run) + word
                    yield Sighting(form, TermKind.PROJECT, 0.5, "undertaking")


def _before(passage: CutText, place: int) -> list[str]:
    """Return the words that a name takes in before its last one, its leading verbs left out."""
    run: list[str] = []
    sorts: list[str] = []
    for at in range(place - 1, -1, -1):
        word, sort = passage.words[at], passage.classes[at]
        length = sum(map(len, run)) + len(word) + len(passage.words[place])
        if sort not in _PARTS or stops(word) or not all(map(is_han, word)) or length > _LONGEST:
            break
        run.insert(0, word)
        sorts.insert(0, sort)
    for at in range(len(run) - 2, -1, -1):
        if run[at] in members("undertaking", "governing") and sorts[at] != "n":
            del run[: at + 1], sorts[: at + 1]
            break
    while run and (_leads(run[0], sorts[0]) or run[0] in members("chunk", "leading")):
        del run[0], sorts[0]
    return run


def _leads(word: str, sort: str) -> bool:
    kind = words.tag(word)
    return sort in ("v", "a", "m", "t", "f") and not kind.startswith(("n", "vn", "j"))


def _is_named(run: Sequence[str], head: str) -> bool:
    """Tell whether words say which undertaking is meant: two of them, or one that no text has."""
    length = sum(map(len, run)) + len(head) - len("工程")
    unknown = any(len(word) > 1 and not words.tag(word) for word in run)
    return length >= _SHORTEST and (len(run) > 1 or len(head) > len("工程") or unknown)


def find_happenings(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield wars, risings and treaties by name: 日俄战争."""
    heads = listed("undertaking", "events")
    for passage in passages:
        for place, word in enumerate(passage.words):
            head = next((each for each in heads if word.endswith(each)), "")
            if not head:
                continue
            before = passage.words[place - 1] if place and word == head else ""
            form = before + word
            if len(form) - len(head) < _EVENT or not all(map(is_han, form)) or stops(before):
                continue
            known = words.tag(form).startswith("n")
            if known or _is_proper(before or form.removesuffix(head)):
                yield Sighting(form, TermKind.PROJECT, 1.0 if known else 0.6, "event")


def _is_proper(word: str) -> bool:
    return words.tag(word) in ("", "ns", "nz", "nt", "nr", "j") and not stops(word)
