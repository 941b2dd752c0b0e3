"""Have pages recognised by Tesseract."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kanben.errors import EngineError
from kanben.sources.recognition.engine import Recognised

if TYPE_CHECKING:
    from PIL.Image import Image


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
