"""Decide every line end of a text, then what each block is.

The text is read three times. First every line by itself: page furniture is taken out. Then every
line end with its surroundings; what that makes of the lines is looked at as blocks, of every kind,
and as interruptions that the text may go on beyond. Then every line end again, in that light.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct, structs

from kanben.arrays import Bools, Floats, Ints
from kanben.manuscript.blocks import APART, BlockKind
from kanben.memory import remembered
from kanben.reading.forest.columns import Columns, Numbers
from kanben.reading.forest.trees import probability
from kanben.reading.judging.constraints import Rulings, state
from kanben.reading.judging.context import (
    FirstThoughts,
    final_evidence,
    kinds_of,
    pairs_of,
    possible_skips,
    skip_evidence,
)
from kanben.reading.judging.evidence import gather
from kanben.reading.judging.furniture import furniture_evidence, possible_rows
from kanben.reading.judging.judges import Judges
from kanben.reading.judging.kinds import KINDS, Spans, spans_of
from kanben.reading.judging.pairs import adjacent
from kanben.reading.judging.reasons import reasons_of
from kanben.reading.judging.setting import Setting, set_lines
from kanben.reading.looks.find import find_shapes
from kanben.reading.looks.traits import Looks, look, select_looks
from kanben.reading.outline.signs import NO_SIGNS, Signs
from kanben.reading.page.line_blocks import LineBlock, blocks_apart
from kanben.reading.page.lines import Lines, select

_RESUMED = 0.25
"""Odds from which an interrupted sentence is put together: its end has no other place to be."""
_YIELDED = 0.45
"""The chance that is told of a line end that gave way to an interruption: a break, by little."""
_FIRST_SHARE = 0.35
"""What first thoughts weigh beside second ones; from 0.3 to 0.6 little changes on unseen works."""
_SURE = 1e-6
"""Chances nearer than this to 0 and 1 count as this: a logarithm needs a bound."""
_LEANING = np.where([kind == BlockKind.PARAGRAPH for kind in KINDS], 1.3, 1.0)
"""What weighs for each kind: where the evidence is weak, a block is running text."""
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FOOTNOTE)


class Reflowed(Struct, frozen=True):
    """Hold what was read out of n lines: the blocks, and the n - 1 line ends between them.

    `p` is the probability that a line and the next one belong together, `joined` whether they
    were put together, `reasons` the message keys of the evidence.
    """

    blocks: tuple[LineBlock, ...]
    p: Floats
    joined: Bools
    reasons: tuple[tuple[str, ...], ...]


def read_lines(lines: Lines, rulings: Rulings, judges: Judges, signs: Signs = NO_SIGNS) -> Reflowed:
    """Read the lines of a part; the editor's rulings hold whatever the evidence says.

    What lines state of themselves gives way to the rulings alone, titles also to the evidence
    that they are running heads.
    """
    count = len(lines)
    if not count:
        return Reflowed((), np.zeros(0, np.float32), np.zeros(0, bool), ())
    looks = look(lines)
    shapes = find_shapes(lines)
    known = shapes.kinds | signs.kinds | rulings.kinds
    furniture = find_furniture(lines, looks, known, judges)
    rulings = state(shapes, signs, furniture, rulings)
    rows = np.flatnonzero(furniture <= 0.5)
    if not len(rows):
        rows = np.arange(count)
        furniture = np.zeros(count, np.float32)
    setting = set_lines(lines, looks, rows)
    thoughts = think(setting, judges, rulings)
    joins = conclude(setting, thoughts, judges, rulings)
    links = [
        (before, after)
        for before, after in choose_links(thoughts, joins)
        if not _is_parted(setting, before, after, rulings)
    ]
    for before, after in links:
        joins[[before, after - 1]] = np.minimum(joins[[before, after - 1]], _YIELDED)
    joins = obey(setting, joins, rulings)
    blocks = _blocks(setting, _judged(setting, joins, judges), links, rulings)
    rest = np.flatnonzero(furniture > 0.5).tolist()
    taken = [
        structs.replace(block, certainty=float(furniture[block.rows[0]]))
        for block in blocks_apart(rest, rulings.kinds, rulings.joins)
    ]
    p = _spread(setting, joins, furniture)
    p[[row for block in taken for row in block.rows[:-1]]] = 1.0
    ordered = sorted([*blocks, *taken], key=lambda block: block.rows[0])
    reasons = _all_reasons(count, setting, _reasons(setting, thoughts, joins))
    for row, reason in shapes.reasons.items():
        reasons[row] = (reason,)
    return Reflowed(tuple(ordered), p, p > 0.5, tuple(reasons))


def _all_reasons(
    count: int, setting: Setting, named: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return the reasons of every line end; one beside furniture has no other."""
    reasons: list[tuple[str, ...]] = [("evidence.furniture",)] * (count - 1)
    for place, found in enumerate(named):
        if setting.rows[place + 1] == setting.rows[place] + 1:
            reasons[setting.rows[place]] = found
    return reasons


def _is_parted(setting: Setting, before: int, after: int, rulings: Rulings) -> bool:
    """Tell whether a scene ends between two lines: no sentence goes on beyond that."""
    between = setting.rows[before + 1 : after].tolist()
    return any(rulings.kinds.get(row) == BlockKind.SCENE_BREAK for row in between)


def _reasons(setting: Setting, thoughts: FirstThoughts, joins: Floats) -> list[tuple[str, ...]]:
    gain = thoughts.evidence.column("word.gain")
    return reasons_of(adjacent(setting), gain, joins > 0.5)


@remembered
def find_furniture(
    lines: Lines, looks: Looks, stated: Mapping[int, BlockKind], judges: Judges
) -> Floats:
    """Return the probability that each line is no part of the running text.

    Lines that are known to be none are not looked at: what the contents say is no running head.
    """
    chance = np.zeros(len(lines), np.float32)
    apart = [row for row, kind in stated.items() if kind in APART]
    rest = np.setdiff1d(np.arange(len(lines)), apart)
    if len(rest):
        left, seen = (select(lines, rest), select_looks(looks, rest)) if apart else (lines, looks)
        evidence = furniture_evidence(left, seen)
        rows = possible_rows(evidence)
        chance[rest[rows]] = probability(judges.furniture.scores(evidence.select(rows))[:, 0])
    for row, kind in stated.items():
        chance[row] = float(kind in APART)
    return chance


@remembered
def _evidence_of(setting: Setting) -> Columns:
    """Return the evidence on all line ends, which the editor's rulings do not change."""
    return gather(adjacent(setting))


def think(setting: Setting, judges: Judges, rulings: Rulings) -> FirstThoughts:
    """Judge all line ends, the blocks they make, and where the text may be interrupted."""
    columns = _evidence_of(setting)
    joins = 1 - probability(judges.ends.scores(columns)[:, 0])
    joins = obey(setting, joins, rulings)
    spans = spans_of(joins > 0.5)
    kinds = kinds_of(setting, spans, joins, judges.kinds)
    skips = possible_skips(setting, joins)
    if len(skips):
        evidence = skip_evidence(gather(pairs_of(setting, skips)), setting, skips, joins)
        resumes = probability(judges.resumptions.scores(evidence)[:, 0])
    else:
        resumes = np.zeros(0, np.float32)
    return FirstThoughts(columns, joins, spans, kinds, skips, resumes)


def conclude(setting: Setting, thoughts: FirstThoughts, judges: Judges, rulings: Rulings) -> Floats:
    """Judge all line ends again, in the light of the first thoughts; return chances of joins.

    Both thoughts are weighed as log odds: the second are the better ones where the text is like
    those that the forests grew on, the first where it is not.
    """
    second = judges.final.scores(final_evidence(adjacent(setting), thoughts))[:, 0]
    sure = np.clip(thoughts.joins, _SURE, 1 - _SURE)
    first = np.log((1 - sure) / sure)
    return obey(setting, 1 - probability(second + _FIRST_SHARE * (first - second)), rulings)


def obey(setting: Setting, joins: Floats, rulings: Rulings) -> Floats:
    """Set the chances of the line ends that need no judging."""
    if rulings.joins:
        ruled = np.array(list(rulings.joins), np.int64)
        values = np.array(list(rulings.joins.values()), np.float32)
        places = np.minimum(np.searchsorted(setting.rows, ruled), len(setting) - 1)
        here = (setting.rows[places] == ruled) & (places < len(joins))
        joins[places[here]] = values[here]
    return joins


class _Judged(Struct, frozen=True):
    """Hold blocks with the probability of each kind for each."""

    spans: Spans
    kinds: Numbers


def _judged(setting: Setting, joins: Floats, judges: Judges) -> _Judged:
    spans = spans_of(joins > 0.5)
    return _Judged(spans, kinds_of(setting, spans, joins, judges.kinds))


def _blocks(
    setting: Setting, judged: _Judged, links: list[tuple[int, int]], rulings: Rulings
) -> list[LineBlock]:
    spans = judged.spans
    owner = np.repeat(np.arange(len(spans)), spans.sizes)
    whole, first, last = (each.tolist() for each in (setting.rows, spans.first, spans.last))
    chains = _chains(owner, links, len(spans))
    chances = _chances(judged, chains)
    best = (chances * _LEANING).argmax(axis=1).tolist()
    made = []
    for number, members in enumerate(chains):
        rows = tuple(row for span in members for row in whole[first[span] : last[span] + 1])
        ruled = next((rulings.kinds[row] for row in rows if row in rulings.kinds), None)
        certainty = float(chances[number, best[number]]) if ruled is None else 1.0
        made.append(LineBlock(ruled or KINDS[best[number]], rows, certainty=certainty))
    return made


def _chances(judged: _Judged, chains: list[list[int]]) -> npt.NDArray[np.float64]:
    """Return the chance of each kind for each chain of blocks, a line of which weighs as one."""
    sizes = judged.spans.sizes
    weights = judged.kinds * sizes[:, None]
    chances = (weights / sizes[:, None])[[members[0] for members in chains]]
    for number, members in enumerate(chains):
        if len(members) > 1:
            chances[number] = weights[members].sum(axis=0) / sizes[members].sum()
    return chances


def choose_links(thoughts: FirstThoughts, joins: Floats) -> list[tuple[int, int]]:
    """Choose the resumptions that can stand together, the most probable first.

    An interruption needs two kept breaks, so its odds are weighed with those of the breaks
    against what was decided without it; running text must stand on both sides, and no line is
    interrupted twice. Returns pairs of lines: the text goes on from the one to the other.
    """
    before, after = thoughts.skips.before, thoughts.skips.after
    kept = _relief(joins[before]) * _relief(joins[after - 1])
    odds = thoughts.resumes / np.maximum(1 - thoughts.resumes, _SURE) * kept
    running = _is_running(thoughts)
    chosen: list[tuple[int, int]] = []
    for number in np.argsort(-odds).tolist():
        if odds[number] < _RESUMED:
            break
        first, last = int(before[number]), int(after[number])
        apart = all(last - 1 <= one or two - 1 <= first for one, two in chosen)
        if apart and running[first] and running[last]:
            chosen.append((first, last))
    return chosen


def _relief(joins: Floats) -> Floats:
    """Return the odds of a kept break against the likelier decision: 1 or less."""
    relief: Floats = ((1 - joins) / np.maximum(joins, 1 - joins)).astype(np.float32)
    return relief


def _is_running(thoughts: FirstThoughts) -> Bools:
    """Tell which lines are rather in paragraphs, items or notes than in anything else."""
    places = [KINDS.index(kind) for kind in _RUNNING]
    chance = thoughts.kinds[:, places].sum(axis=1)
    running: Bools = np.repeat(chance > 0.5, thoughts.spans.sizes)
    return running


def _chains(owner: Ints, links: list[tuple[int, int]], count: int) -> list[list[int]]:
    """Put the blocks that go on beyond an interruption together, in the order of the text."""
    onward = {int(owner[before]): int(owner[after]) for before, after in links}
    continued = set(onward.values())
    chains = []
    for block in range(count):
        if block in continued:
            continue
        chain = [block]
        while chain[-1] in onward:
            chain.append(onward[chain[-1]])
        chains.append(chain)
    return chains


def _spread(setting: Setting, joins: Floats, furniture: Floats) -> Floats:
    """Return the chances of all line ends of the page; where furniture stands, half of a slip's."""
    p = (1 - furniture[:-1]) * (1 - furniture[1:]) / 2
    neighbours = np.diff(setting.rows) == 1
    p[setting.rows[:-1][neighbours]] = joins[neighbours]
    spread: Floats = p.astype(np.float32)
    return spread
