"""Mend what print and recognition damaged, each change recorded under the name of its rule."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from msgspec import structs

from kanben.characters import SENTENCE_END
from kanben.errors import ConfigError
from kanben.manuscript.blocks import Block, BlockKind
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.memory import recalled_by_name, recalled_of
from kanben.reading.mending.block_text import (
    BlockText,
    Edit,
    UsedLines,
    block_text_of,
    change,
    settle,
)
from kanben.reading.mending.bylines import split_byline
from kanben.reading.mending.doublings import find_doublings
from kanben.reading.mending.spaces import find_spaces
from kanben.reading.mending.suspicions import suspect
from kanben.reading.mending.widths import (
    find_dashes,
    find_invisible,
    find_punctuation,
    find_quotes,
    find_radicals,
    find_wide_latin,
)

Rule = Callable[[BlockText], Iterable[Edit]]

_DIVIDED = re.compile(r"(?<=[A-Za-z])[-‐]$")
_HYPHENED = re.compile(r"(?<![A-Za-z])(?=([A-Za-z]++-[a-z]++))")


def find_hyphens(passage: BlockText) -> Iterable[Edit]:
    """Find hyphens that only divide a Latin word at a line end: ``develop-|ment``."""
    printed: Counter[str] | None = None
    for start in passage.line_starts[1:]:
        before = passage.text[max(0, start - 40) : start]
        after = passage.text[start : start + 40]
        if _DIVIDED.search(before) and after[:1].islower() and after[:1].isascii():
            first = re.split(r"[^A-Za-z]", before[:-1])[-1]
            second = re.match(r"[a-z]+", after)
            if printed is None:
                printed = Counter(_HYPHENED.findall(passage.text))
            hyphened = f"{first}-{second[0] if second else ''}"
            if printed[hyphened] < 2 and len(first) > 1:
                yield Edit(start - 1, start, "", 0.9)


def find_half_columns(passage: BlockText) -> Iterable[Edit]:
    """Find the brackets that only a line end put into a note of old print: （今安）⏎（平縣）."""
    if SENTENCE_END.isdisjoint(passage.text):
        for start in passage.line_starts[1:]:
            if passage.text[start - 1 : start + 1] == "）（":
                yield Edit(start - 1, start + 1, "", 0.95)


RULES: Mapping[str, Rule] = {
    "radicals": find_radicals,
    "invisible": find_invisible,
    "wide-latin": find_wide_latin,
    "doublings": find_doublings,
    "dashes": find_dashes,
    "punctuation": find_punctuation,
    "quotes": find_quotes,
    "spaces": find_spaces,
    "hyphens": find_hyphens,
    "half-columns": find_half_columns,
}
"""The rules by name, those that win a dispute first."""
BYLINES = "bylines"
"""The rule that sets a credit line apart from the paragraph it was run into."""
TITLES = "titles"
"""The rule that takes the dress of sites off titles: ☆、第1章."""
NOTICES = "notices"
"""The rule that takes out what sites wrote into paragraphs."""
TURNS = "turns"
"""The rule that takes out what sent the reader to another page: （下转第三版）."""
NAMES = (*RULES, BYLINES, TITLES, NOTICES, TURNS)
NONE = dict.fromkeys(NAMES, False)
"""The switches that leave every character as it was printed."""

_AS_THEY_ARE = frozenset({BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.CODE})


def repair(
    manuscript: Manuscript, switches: Mapping[str, bool], own: Mapping[str, Rule] = {}
) -> Manuscript:
    """Apply the rules that `switches` leaves on (all, unless named false); flag what is suspect.

    `own` are rules that know this text; they win over the others.
    Raises ConfigError for a switch that names no rule.
    """
    for name in switches:
        if name not in NAMES:
            raise ConfigError("repair.unknown", name=name, names=", ".join(NAMES))
    rules = {name: rule for name, rule in ({**own, **RULES}).items() if switches.get(name, True)}
    used = UsedLines(manuscript.blocks)
    emendations = list(manuscript.emendations)
    parts = []
    for part in manuscript.parts:
        blocks: list[Block] = []
        for block in part.blocks:
            mended = _mend(block, rules, used, emendations)
            blocks += _set_apart(mended, emendations) if switches.get(BYLINES, True) else [mended]
        parts.append(structs.replace(part, blocks=tuple(blocks)))
    mended_manuscript = structs.replace(
        manuscript, parts=tuple(parts), emendations=tuple(emendations)
    )
    doubts = sorted((*manuscript.suspicions, *suspect(parts)), key=lambda doubt: doubt.at)
    return structs.replace(mended_manuscript, suspicions=tuple(doubts))


def _mend(
    block: Block,
    rules: Mapping[str, Rule],
    used: UsedLines,
    emendations: list[Emendation],
) -> Block:
    if block.kind in _AS_THEY_ARE or not rules:
        return block
    passage = block_text_of(block, used)
    name = (_mend, passage, tuple(rules))
    proposed = recalled_by_name(name, lambda: _proposed(passage, rules))
    if not proposed:
        return block
    first = len(emendations)
    owner = (change, proposed, passage.adjoining, first)
    mended, made = recalled_of(
        owner, (block,), lambda: change(block, settle(proposed, passage), first)
    )
    emendations += made
    return mended


def _proposed(passage: BlockText, rules: Mapping[str, Rule]) -> tuple[tuple[str, Edit], ...]:
    return tuple((name, edit) for name, rule in rules.items() for edit in rule(passage))


def _set_apart(block: Block, emendations: list[Emendation]) -> list[Block]:
    parted = recalled_of(split_byline, (block,), partial(split_byline, block))
    if parted is None:
        return [block]
    byline = parted[1]
    at = byline.position
    assert at is not None
    emendations.append(
        Emendation(
            Change.BREAK, at, byline.text, reason=f"repair.{BYLINES}", by=BYLINES, confidence=0.9
        )
    )
    return list(parted)
