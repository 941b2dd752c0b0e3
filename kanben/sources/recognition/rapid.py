"""Have pages recognised by RapidOCR, whose models come with its package."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import msgspec

from kanben.errors import EngineError
from kanben.sources.recognition.columns import LOST_WHEN_TURNED, cells_side_by_side, fused
from kanben.sources.recognition.crops import Corner, crop_of, is_column
from kanben.sources.recognition.engine import Recognised

if TYPE_CHECKING:
    from PIL.Image import Image

_SETTINGS = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
"""One thread a page: several wait for one another, and spend half as much again doing so."""

_BULLET = re.compile("^[·・‧](?=[^·・‧])")
"""A middle dot at the beginning of a piece: so it reads a bullet; no name begins with one."""

ScannedPiece = tuple[Sequence[Corner], str, float]
"""What stands between four corners, and how sure the engine is of it, from 0 to 1."""


class RapidOCR:
    """Recognise with RapidOCR: pieces are found on the page, each is read as it was scanned.

    Its classifier of upside-down lines stays off: it turns long vertical lines over. Nothing is
    left out for being unsure: scores become doubts.
    """

    @property
    def name(self) -> str:
        """Return name and version of the program."""
        return f"RapidOCR {version('rapidocr')}"

    def recognise(self, image: "Image") -> Recognised:
        """Return the engine's pieces with corners and scores, as JSON."""
        lines = [
            {"box": corners, "text": text, "score": score} for corners, text, score in _read(image)
        ]
        page = {"engine": self.name, "size": image.size, "lines": lines}
        return Recognised(".json", msgspec.json.encode(page))


def _read(image: "Image") -> Iterator[ScannedPiece]:
    found = _rapidocr()(_pixels(image), use_det=True, use_cls=False, use_rec=False)
    for corners in found.boxes if found.boxes is not None else ():
        points = [(float(x), float(y)) for x, y in corners]
        text, score = _text_of(crop_of(image, points))
        if text:
            yield points, text, score


def _text_of(piece: "Image") -> tuple[str, float]:
    """Return what the engine reads in a piece, and how sure it is."""
    from PIL import Image

    if not is_column(piece):
        return _line(piece)
    text, score = _line(piece.transpose(Image.Transpose.ROTATE_90))
    line = cells_side_by_side(piece)
    if line.accounts_for(text) and not LOST_WHEN_TURNED & set(text):
        return text, score
    upright, _ = _line(line.image)
    return fused(text, upright), score


def _line(piece: "Image") -> tuple[str, float]:
    found = _rapidocr()(_pixels(piece), use_det=False, use_cls=False, use_rec=True, text_score=0.0)
    texts, scores = (found.txts, found.scores) if found.txts else ((), ())
    return _BULLET.sub("•", "".join(texts).strip()), min(
        (float(score) for score in scores), default=0.0
    )


def _pixels(image: "Image") -> Any:
    """Return the picture as the engine takes it: rows of blue, green, red."""
    import numpy as np

    return np.asarray(image.convert("RGB"))[:, :, ::-1]


@cache
def _rapidocr() -> Callable[..., Any]:
    try:
        import logging

        from rapidocr import RapidOCR as Program
    except ImportError as error:
        raise EngineError("recognition.missing") from error
    engine: Callable[..., Any] = Program(params=_SETTINGS)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine
