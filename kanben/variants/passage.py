"""Convert one text: dictionaries first, then the house's glyphs and marks, the editor's word."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from kanben.characters import HAN_RANGES
from kanben.manuscript.variants import target_variant
from kanben.variants.chooser import DOUBT, chooser_of
from kanben.variants.engine import convert, spread
from kanben.variants.guards import find_rulings, kept_characters
from kanben.variants.house import House
from kanben.variants.lexicon import lexicon
from kanben.variants.people import find_names, surnames
from kanben.variants.quotation import CORNER, QuoteSetting, doubtful_marks, set_quotes
from kanben.variants.simplify import mend
from kanben.variants.vocabulary import regional_words

STRAY = 3
"""Characters of simplified script alone from which a text is taken for simplified: a manuscript
in traditional script writes one or two in passing (万, 个)."""

_NAME_DOT = re.compile(f"(?<=[{HAN_RANGES}])[‧•・](?=[{HAN_RANGES}])")
_NO_SETTING = QuoteSetting({}, (), (), (), continued=False)


class DoubtfulChoice(Struct, frozen=True):
    """Record a doubtful choice at an offset of the text; `margin` runs from 0 to 1."""

    offset: int
    before: str
    chosen: str
    candidates: tuple[str, ...]
    margin: float
    by: str


class Converted(Struct, frozen=True):
    """Hold a converted text: one string for every character it was made from, and the doubts."""

    cells: tuple[str, ...]
    doubts: tuple[DoubtfulChoice, ...] = ()
    setting: QuoteSetting = _NO_SETTING

    @property
    def text(self) -> str:
        """Return the converted text."""
        return "".join(self.cells)


class Converter:
    """Convert texts of one script to one variant as a house wants it."""

    def __init__(self, script: str, variant: str, house: House) -> None:
        self.script = script
        target = target_variant(variant)
        self.variant = target.language
        self.untouched = script == target.script == "Hans"
        style = house.style(variant)
        self.glyphs, self.words = style.glyphs, style.words
        self.table = str.maketrans(self.glyphs)
        self.quotes = CORNER if target.vertical else style.quotation
        self.simplifies = (script, target.script) == ("Hant", "Hans")
        wanted = {target_variant(tag).language for tag in house.vocabulary}
        self.regional = script == "Hans" and target.language in wanted
        self.chooser = chooser_of(self.variant) if script == "Hans" else None
        self.rulings = house.rulings(variant)
        self.stray: Converter | None = None
        """Converts the simplified texts that stray into a source in traditional script."""
        if (script, target.script) == ("Hant", "Hant"):
            self.stray = Converter("Hans", variant, house)

    def passage(
        self,
        text: str,
        kept: Sequence[int] | None = None,
        carried: tuple[str, ...] = (),
        names: frozenset[str] | None = None,
    ) -> Converted:
        """Convert a text.

        `kept` marks characters that stay as they are, beside code and addresses; `carried` are
        the quotations that the text before left open (`Setting.open`); `names` are people's
        names known from elsewhere, otherwise the text itself is searched for them.
        """
        if self.stray and _is_simplified(text, self.variant):
            return self.stray.passage(text, kept, carried, names)
        still = _still(text, kept)
        cells = convert(text, self.script, self.variant)
        if self.simplifies:
            mend(text, cells)
        doubts = self._choose(text, cells, names)
        self._set_glyphs(text, cells)
        doubts += self._set_words(text, cells)
        setting = _NO_SETTING
        if not self.untouched:
            setting = set_quotes(text, still, self.quotes, carried)
            for place, mark in setting.marks.items():
                cells[place] = mark
        ruled = self._rule(text, cells)
        for place in _places(still):
            cells[place] = text[place]
        doubts = [
            _as_printed(doubt, cells)
            for doubt in doubts
            if not (still[doubt.offset] or ruled[doubt.offset])
        ]
        doubts.extend(self._doubtful_marks(text, setting))
        return Converted(tuple(cells), tuple(doubts), setting)

    def _choose(
        self, text: str, cells: list[str], names: frozenset[str] | None
    ) -> list[DoubtfulChoice]:
        """Let context overrule the dictionary in `cells`; return the doubtful choices."""
        doubts: list[DoubtfulChoice] = []
        if self.chooser is None:
            return doubts
        families = dict(surnames(text, find_names([text]) if names is None else names))
        for verdict in self.chooser.verdicts(text, cells):
            cells[verdict.place] = verdict.chosen
            if verdict.lead < DOUBT and verdict.place not in families:
                doubts.append(
                    DoubtfulChoice(
                        verdict.place,
                        text[verdict.place],
                        self.glyphs.get(verdict.chosen, verdict.chosen),
                        tuple(self.glyphs.get(form, form) for form in verdict.candidates),
                        verdict.margin,
                        verdict.by,
                    )
                )
        for place, surname in families.items():
            cells[place] = surname
        return doubts

    def _set_words(self, text: str, cells: list[str]) -> list[DoubtfulChoice]:
        """Put the region's words into `cells`, if the house wants them; return what was done."""
        if not self.regional:
            return []
        changes = list(regional_words(text, self.variant))
        for start, end, target in changes:
            cells[start:end] = spread(target, end - start)
        return [
            DoubtfulChoice(
                start, text[start:end], target, (target, text[start:end]), 1.0, "vocabulary"
            )
            for start, end, target in changes
        ]

    def _rule(self, text: str, cells: list[str]) -> bytearray:
        """Put the editor's words into `cells`; return marks on the characters they settle."""
        ruled = bytearray(len(text))
        for start, end, target in find_rulings(text, self.rulings):
            cells[start:end] = spread(target, end - start)
            ruled[start:end] = b"\1" * (end - start)
        return ruled

    def _doubtful_marks(self, text: str, setting: QuoteSetting) -> Iterator[DoubtfulChoice]:
        for place, mark, candidates in doubtful_marks(setting, self.quotes):
            yield DoubtfulChoice(place, text[place], mark, candidates, 0.0, "quotation")

    def _set_glyphs(self, text: str, cells: list[str]) -> None:
        if self.untouched:
            return
        converted = "".join(cells)
        if len(converted) == len(cells):
            cells[:] = converted = converted.translate(self.table)
            for start, end, word in find_rulings(converted, self.words):
                cells[start:end] = word
        else:
            cells[:] = [self.glyphs.get(cell, cell) for cell in cells]
        for dot in _NAME_DOT.finditer(text):
            cells[dot.start()] = "·"


def _as_printed(doubt: DoubtfulChoice, cells: Sequence[str]) -> DoubtfulChoice:
    """Let a doubt show the form that the house's spelling made of the choice."""
    printed = "".join(cells[doubt.offset : doubt.offset + len(doubt.before)])
    forms = (printed, *(form for form in doubt.candidates if form != doubt.chosen))
    return structs.replace(doubt, chosen=printed, candidates=forms)


def _is_simplified(text: str, variant: str) -> bool:
    """Tell whether a text of a source in traditional script is in simplified script after all.

    Characters that both scripts write (后, 里, 余) say nothing.
    """
    both = lexicon().several
    stray = sum(
        char != cell and char not in both
        for char, cell in zip(text, convert(text, "Hans", variant), strict=True)
    )
    if stray < STRAY:
        return False
    own = sum(
        char != cell for char, cell in zip(text, convert(text, "Hant", "zh-Hans-CN"), strict=True)
    )
    return stray > own


def _still(text: str, kept: Sequence[int] | None) -> bytearray:
    """Mark the characters that stay: code and addresses, and those of `kept`."""
    still = kept_characters(text)
    for place in _places(kept or b""):
        still[place] = 1
    return still


def _places(flags: Sequence[int]) -> list[int]:
    return [place for place, flag in enumerate(flags) if flag] if any(flags) else []
