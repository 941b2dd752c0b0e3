"""See how names stand in a text: whole words or parts of longer ones, beside what."""

from collections import Counter
from collections.abc import Iterable, Sequence

import ahocorasick
from msgspec import Struct, field

from kanben.indexing.text.passages import CutText

_ENOUGH = 60
"""Places by which a form shows how it stands; a hero's thousand say no more."""
_NOUNS = ("n", "x")
_VERBS = ("v", "a", "d", "r", "u")


class Stand(Struct):
    """Count how a form stands: between what, whether words begin and end there, of what class."""

    count: int = 0
    begins: int = 0
    ends: int = 0
    noun: int = 0
    verb: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def stands_of(forms: Iterable[str], passages: Sequence[CutText]) -> dict[str, Stand]:
    """Return how each form stands at its first places, inside longer words too."""
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, form)
    found: dict[str, Stand] = {}
    if not len(automaton):
        return found
    automaton.make_automaton()
    text = "\n".join(passage.text for passage in passages)
    classes = _classes(passages)
    for last, form in automaton.iter(text):
        stand = found.get(form)
        if stand is None:
            stand = found[form] = Stand()
        if stand.count < _ENOUGH:
            _count(stand, text, (last + 1 - len(form), last + 1), classes)
    return found


def _classes(passages: Sequence[CutText]) -> dict[int, str]:
    """Return where words begin in the joined text, and the class of each."""
    classes: dict[int, str] = {}
    offset = 0
    for passage in passages:
        starts = (offset + start for start in passage.starts)
        classes.update(zip(starts, passage.classes, strict=True))
        offset += len(passage.text) + 1
        classes[offset - 1] = "w"
    return classes


def _count(stand: Stand, text: str, ends: tuple[int, int], classes: dict[int, str]) -> None:
    start, end = ends
    sort, after = classes.get(start, ""), text[end : end + 1]
    stand.count += 1
    stand.begins += bool(sort)
    stand.ends += end in classes
    stand.noun += sort in _NOUNS
    stand.verb += sort in _VERBS
    stand.before[text[start - 1 : start]] += 1
    stand.after[after] += 1
