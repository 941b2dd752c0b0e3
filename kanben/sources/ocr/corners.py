"""Make boxes of corner points."""

from collections.abc import Sequence

from kanben.sources.printed import Box

Point = tuple[float, float]


def box_of(points: Sequence[Point]) -> Box:
    """Return the smallest box around the points; an empty one for none."""
    if not points:
        return Box(0, 0, 0, 0)
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))
