"""Cut the pieces that an engine found out of the page's image."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Corner = tuple[float, float]
"""A point on the image: right and down, in dots."""

TALL = 1.5
"""A piece this many times taller than wide holds a column of characters."""


def crop_of(image: "Image", corners: Sequence[Corner]) -> "Image":
    """Return the piece between four corners (clockwise from the upper left), set straight.

    It is cut from the page as it was scanned: engines look for pieces on a smaller one.
    """
    from PIL import Image

    upper_left, upper_right, lower_right, lower_left = corners
    width = max(math.dist(upper_left, upper_right), math.dist(lower_left, lower_right))
    height = max(math.dist(upper_left, lower_left), math.dist(upper_right, lower_right))
    return image.transform(
        (max(round(width), 1), max(round(height), 1)),
        Image.Transform.QUAD,
        (*upper_left, *lower_left, *lower_right, *upper_right),
        Image.Resampling.BICUBIC,
    )


def is_column(piece: "Image") -> bool:
    """Tell whether the piece holds characters below one another."""
    return piece.height > TALL * piece.width
