"""Set texts as woodblock prints of verse that runs on in full columns.

Poems are cut out of the text's words in couplets, so that a poem's length is a multiple of its
metre whatever the words are; where the text has poems, these are set.
"""

import random
from collections.abc import Iterator
from itertools import cycle, islice

from bench.reflow_gold import Document
from teach.reflow.lessons.dress import Tagged
from teach.reflow.lessons.press import Press, Run, Words, bare, choose_setup, invent_name, vary

LINES = 320
_METRES = ((5,), (5, 5, 7), (5, 5, 7), (7, 7, 5), (4, 5), (5, 7, 6), (7,))
_AUTHORS = ("sections", "sections", "sections", "none", "below", "below", "beside")
"""Whether authors have sections of their own, or stand below or beside the titles."""

Poem = tuple[list[Run], str]
"""A title's runs and the words."""


def print_anthology(name: str, text: Tagged, seed: int) -> Document:
    """Print an anthology of poems, real ones or cut out of the text's words."""
    return _Anthology(text, random.Random(seed)).printed(f"{name}-anthology-{seed}")


class _Anthology:
    def __init__(self, text: Tagged, rng: random.Random) -> None:
        self._rng = rng
        self._words = Words(bare("".join(written for _, written in text)), rng)
        self._press = Press(choose_setup(self._words, rng), rng)
        self._variants = rng.choice([0, 0, 0.01, 0.03, 0.06])
        self._noted = rng.choice([0, 0.05, 0.15, 0.3])
        self._metres = rng.choice(_METRES)
        self._authors = rng.choice(_AUTHORS)
        self._poems = self._poems_of(text)
        self._author = self._name()

    def printed(self, name: str) -> Document:
        """Print poems up to the usual length."""
        press, rng = self._press, self._rng
        if rng.random() < 0.7:
            press.open_volume()
        next_volume = rng.choice([LINES // 3, LINES // 2, LINES])
        left = 0
        while len(press.lines) < LINES:
            if len(press.lines) >= next_volume:
                next_volume = LINES
                press.close_volume()
                press.open_volume()
            if self._authors == "sections" and left == 0:
                left = rng.randint(1, 12)
                self._print_author()
            left -= 1
            if rng.random() < 0.02:
                self._print_fragments()
            else:
                self._print_poem()
        press.close_volume()
        return press.document(name)

    def _poems_of(self, text: Tagged) -> Iterator[Poem]:
        """Yield the text's poems round and round, or poems made of its words."""
        found: list[tuple[str, str]] = []
        for kind, written in text:
            if kind == "heading":
                found.append((bare(written), ""))
            elif kind == "verse" and found:
                found[-1] = (found[-1][0], found[-1][1] + bare(written))
        found = [poem for poem in found if all(poem)]
        if not found:
            return iter(self._make_poem, None)
        begin = self._rng.randrange(len(found))
        poems = islice(cycle(found), begin, None)
        return ((self._annotate(title), verse) for title, verse in poems)

    def _make_poem(self) -> Poem:
        rng = self._rng
        couplets = rng.choice([2, 2, 4, 4, 4, 4, 6, 6, 8, 10, rng.randint(3, 30)])
        metre = rng.choice(self._metres)
        uneven = metre if rng.random() < 0.02 else 0
        length = rng.choice([rng.randint(2, 6), rng.randint(3, 10), rng.randint(5, 20)])
        length = rng.randint(18, 38) if rng.random() < 0.1 else length
        return self._annotate(self._words.pick(length)), self._words.take(
            2 * metre * couplets + uneven
        )

    def _annotate(self, title: str) -> list[Run]:
        rng = self._rng
        runs = vary(title, self._words, rng, self._noted / 10)
        if rng.random() < self._noted:
            small = rng.choice([rng.randint(1, 8), rng.randint(6, 24), rng.randint(15, 100)])
            runs.append((self._words.pick(small), True))
        return runs

    def _print_author(self) -> None:
        press, rng = self._press, self._rng
        name = self._name() + rng.choice(["", "", "", self._words.pick(2)])
        press.emit_titled([(name, False)], press.setup.author)
        if rng.random() < 0.8:
            life = self._words.take(rng.randint(15, 160))
            press.emit("paragraph", self._remark(life), *press.setup.life)

    def _name(self) -> str:
        if self._rng.random() < 0.8:
            return invent_name(self._words, self._rng)
        return self._words.pick(self._rng.choice([2, 3, 3, 4]))

    def _next_author(self) -> str:
        """Return the next poem's author, mostly the last one's."""
        if self._rng.random() < 0.2:
            self._author = self._name()
        return self._author

    def _remark(self, prose: str) -> list[Run]:
        return vary(prose, self._words, self._rng, self._noted / 40)

    def _print_poem(self) -> None:
        press, rng, words = self._press, self._rng, self._words
        title, verse = next(self._poems)
        prefaced = rng.random() < 0.1
        if prefaced and rng.random() < 0.8:
            title.append(("并序", True))
        if self._authors == "beside" and rng.random() < 0.8:
            title.append(("\u3000" * rng.randint(1, 4) + self._next_author(), False))
        press.emit_titled(title, press.setup.heading)
        if self._authors == "below" and rng.random() < 0.8:
            indent = rng.choice([8, 10, 12])
            press.emit("byline", [(self._next_author(), False)], indent, indent)
        if prefaced:
            length = rng.choice([rng.randint(10, 50), rng.randint(30, 300)])
            press.emit_titled(self._remark(words.take(length)), press.setup.preface)
        for stanza in self._stanzas(verse):
            runs = vary(stanza, words, rng, self._variants)
            if rng.random() < self._noted / 4:
                runs.append((words.pick(rng.choice([2, 6, 20, 60])), True))
            press.emit("verse", runs, *press.setup.text)

    def _stanzas(self, verse: str) -> list[str]:
        """Part some poems, each part beginning a column."""
        if len(verse) < 56 or len(verse) % 4 or self._rng.random() < 0.93:
            return [verse]
        return [verse[: len(verse) // 2], verse[len(verse) // 2 :]]

    def _print_fragments(self) -> None:
        """Print what is left of lost poems, a couplet or two of each, mostly with a note."""
        press, rng, words = self._press, self._rng, self._words
        press.emit_titled([("句", False)], press.setup.heading)
        for _ in range(rng.randint(1, 6)):
            runs = [(words.take(rng.choice([10, 10, 14, 14, 20, 5, 7])), False)]
            if rng.random() < 0.6:
                runs.append((words.pick(rng.choice([3, 8, 20, 50])), True))
            press.emit("verse", runs, *press.setup.text)
