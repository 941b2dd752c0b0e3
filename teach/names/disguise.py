"""Put other names for the names of lessons, so that the tagger learns how names stand in text."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

from kanben.indexing.text.tagging.parts import CLASSES
from kanben.names import COMPOUND_SURNAMES, SURNAMES, TRANSLITERATING, surname_of
from teach.names.lessons import Lesson, Span

SWAPPED = 0.4
"""Share of lessons in which every person and place gets another name."""
COMPOUND = 0.04
"""Share of surnames that have two characters."""
_NOUN = 2 * CLASSES.index("n")
_ENDS = "省市县区镇乡村州府城国山江河湖海岛寺庙桥路门关宫园楼洞港湾岭口"


class Disguise:
    """Draw new names, made as the names of the lessons are made."""

    def __init__(self, lessons: Iterable[Lesson], seed: int) -> None:
        """Collect the characters of given names, and all places by length and last character."""
        self._rng = random.Random(seed)
        given: Counter[str] = Counter()
        surnames: Counter[str] = Counter()
        places: dict[tuple[int, str], set[str]] = defaultdict(set)
        for form, kind in {
            (lesson.text[start:end], kind)
            for lesson in lessons
            for start, end, kind in lesson.names
        }:
            surname = surname_of(form)
            if kind == "PER" and surname and len(form) - len(surname) in (1, 2):
                surnames[surname] += 1
                given.update(form[len(surname) :])
            elif kind == "LOC" and len(form) > 1:
                places[_sort(form)].add(form)
        self._given = [char for char, count in given.items() if count > 1]
        self._given_weights = [given[char] ** 0.5 for char in self._given]
        self._surnames = sorted(SURNAMES)
        self._surname_weights = [1 + surnames[name] ** 0.5 for name in self._surnames]
        self._compound = sorted(COMPOUND_SURNAMES)
        self._sounds = sorted(TRANSLITERATING)
        self._places = {sort: sorted(forms) for sort, forms in places.items()}

    def __call__(self, lesson: Lesson) -> Lesson:
        """Return a lesson with other names, or the same one."""
        if not lesson.names or self._rng.random() > SWAPPED:
            return lesson
        parts, words, names = [], bytearray(), []
        end = length = 0
        for start, stop, kind in lesson.names:
            form = self._other(lesson.text[start:stop], kind)
            parts += [lesson.text[end:start], form]
            words += lesson.words[end:start]
            begin = length + start - end
            length = begin + len(form)
            same = len(form) == stop - start
            words += lesson.words[start:stop] if same else _word(len(form))
            names.append((begin, length, kind))
            end = stop
        text = "".join(parts) + lesson.text[end:]
        words += lesson.words[end:]
        spans: tuple[Span, ...] = tuple(names)
        return Lesson(text, spans, bytes(words) if lesson.words else b"", lesson.source)

    def _other(self, form: str, kind: str) -> str:
        if kind == "PER":
            return self._person(form)
        if kind == "LOC" and len(form) > 1:
            return self._rng.choice(self._places.get(_sort(form), [form]))
        return form

    def _person(self, form: str) -> str:
        surname = surname_of(form)
        rest = len(form) - len(surname)
        if "·" in form or (len(form) > 2 and TRANSLITERATING.issuperset(form)):
            return "·".join(self._foreign() for _ in form.split("·"))
        if surname and rest in (1, 2):
            return self._surname() + self._given_name(
                rest if self._rng.random() < 0.8 else 3 - rest
            )
        if len(form) == 2 and not surname:
            return self._given_name(2)
        return form

    def _surname(self) -> str:
        if self._rng.random() < COMPOUND:
            return self._rng.choice(self._compound)
        return self._rng.choices(self._surnames, self._surname_weights)[0]

    def _given_name(self, length: int) -> str:
        return "".join(self._rng.choices(self._given, self._given_weights, k=length))

    def _foreign(self) -> str:
        return "".join(self._rng.choices(self._sounds, k=self._rng.randint(2, 4)))


def _sort(form: str) -> tuple[int, str]:
    return len(form), form[-1] if form[-1] in _ENDS else ""


def _word(length: int) -> bytes:
    return bytes([_NOUN] + [_NOUN + 1] * (length - 1))
