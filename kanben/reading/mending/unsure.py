"""Flag the lines that a recognition engine was least sure of."""

from collections.abc import Iterator, Sequence

from kanben.characters import inked
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import Suspicion
from kanben.sources.printed import Printout

_SHARE = 0.1
"""Share of lines that are flagged: the least sure tenth of RapidOCR's lines holds 57 % of its
errors on degraded pages."""
_SURE = 0.98
"""Confidence above which no line is flagged."""
_SEEN = 12
"""Characters of the line that are shown."""


def unsure_lines(printouts: Sequence[Printout | None]) -> Iterator[Suspicion]:
    """Yield a suspicion for the least sure lines of each source, by its index."""
    for source, printout in enumerate(printouts):
        if printout is None:
            continue
        sure = [
            (place.confidence, number)
            for number, place in enumerate(printout.places, 1)
            if place is not None and place.confidence is not None
        ]
        least = sorted(found for found in sure if found[0] < _SURE)[
            : round(_SHARE * len(sure)) or 1
        ]
        for confidence, number in sorted(least, key=lambda found: found[1]):
            line = printout.lines[number - 1]
            if inked(line):
                column = len(line) - len(line.lstrip())
                at = Position(source, number, column)
                yield Suspicion(at, line.strip()[:_SEEN], "suspicion.recognition", 1 - confidence)
