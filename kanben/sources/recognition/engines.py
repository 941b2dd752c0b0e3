"""Have the text on a page's image recognised, by RapidOCR or by Tesseract."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from kanben.errors import EngineError

if TYPE_CHECKING:
    from PIL.Image import Image


class Recognised(Struct, frozen=True):
    """Hold what an engine found on a page, as the content of a source: its ending, its bytes."""

    ending: str
    content: bytes


class Engine(Protocol):
    """Recognise a page; `name` says which program in which version does it."""

    @property
    def name(self) -> str:
        """Return name and version of the program."""

    def recognise(self, image: "Image") -> Recognised:
        """Return what stands on the page; raises EngineError if the program fails."""


class RapidOCR:
    """Recognise with RapidOCR, whose models come with its package.

    Its classifier of upside-down lines stays off: it turns long vertical lines over. Nothing is
    left out for being unsure: scores become doubts.
    """

    @property
    def name(self) -> str:
        """Return name and version of the program."""
        return f"RapidOCR {version('rapidocr')}"

    def recognise(self, image: "Image") -> Recognised:
        """Return the engine's pieces with corners and scores, as JSON."""
        import msgspec
        import numpy as np

        found = _rapidocr()(
            np.asarray(image.convert("RGB"))[:, :, ::-1], use_cls=False, text_score=0.0
        )
        pieces = zip(found.boxes, found.txts, found.scores, strict=True) if found.txts else ()
        lines = [
            {"box": corners.tolist(), "text": text, "score": float(score)}
            for corners, text, score in pieces
        ]
        page = {"engine": self.name, "size": image.size, "lines": lines}
        return Recognised(".json", msgspec.json.encode(page))


@cache
def _rapidocr() -> Callable[..., Any]:
    try:
        import logging

        from rapidocr import RapidOCR as Program
    except ImportError as error:
        raise EngineError("recognition.missing") from error
    engine: Callable[..., Any] = Program(params={"Global.log_level": "error"})
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


class Tesseract:
    """Recognise with Tesseract and the models of Chinese that are installed beside it."""

    @property
    def name(self) -> str:
        """Return name and version of the program."""
        done = subprocess.run([_tesseract(), "--version"], capture_output=True, check=False)
        return "Tesseract " + done.stdout.decode("utf-8", "replace").split("\n")[0].split()[-1]

    def recognise(self, image: "Image") -> Recognised:
        """Return the page as hOCR."""
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.png"
            image.save(page)
            done = subprocess.run(
                [_tesseract(), str(page), "-", "-l", _models(), "hocr"],
                capture_output=True,
                check=False,
            )
        if done.returncode:
            problem = done.stderr.decode("utf-8", "replace").strip()[-200:]
            raise EngineError("recognition.failed", engine="Tesseract", problem=problem)
        return Recognised(".hocr", done.stdout)


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise EngineError("recognition.no_tesseract")
    return program


@cache
def _models() -> str:
    """Return the models of Chinese that Tesseract has, joined as it wants them."""
    done = subprocess.run([_tesseract(), "--list-langs"], capture_output=True, check=False)
    found = [line for line in done.stdout.decode().split() if line in ("chi_sim", "chi_tra")]
    if not found:
        raise EngineError("recognition.no_models")
    return "+".join(found)


ENGINES: dict[str, type[RapidOCR] | type[Tesseract]] = {
    "rapidocr": RapidOCR,
    "tesseract": Tesseract,
}
"""Engines by the name under which they are asked for."""
