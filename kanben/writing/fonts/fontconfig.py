"""Ask fontconfig, which knows the fonts of the machine."""

import shutil
import subprocess

from msgspec import Struct

from kanben.errors import EngineError

_NUMBER = 0xFFFF
"""Fontconfig keeps the number of a variable font's instance above these bits."""


class FontFile(Struct, frozen=True):
    """Say where a font lies: its file, and its number among the fonts in that file."""

    file: str
    number: int


def ask(program: str, *arguments: str) -> str:
    """Run one of fontconfig's programs and return its answer.

    Raises EngineError if it is not installed.
    """
    path = shutil.which(program)
    if path is None:
        raise EngineError("pdf.no_fontconfig", program=program)
    return subprocess.run([path, *arguments], capture_output=True, text=True, check=True).stdout


def font_file(family: str, weight: str = "regular") -> FontFile | None:
    """Find the font of a family; None if it is not installed, whatever would stand in for it."""
    form = "--format=%{file}\t%{index}\t%{family}"
    file, index, families = ask("fc-match", form, f"{family}:{weight}").split("\t")
    return FontFile(file, int(index) & _NUMBER) if family in families.split(",") else None
