"""Join what raised lines part: 擡頭, a new and higher line for a word that is owed respect.

我⏎朝⏎列聖相承效天法地順陰陽以布化七政協而休徵集亦⏎既慶雲瑞穀
"""

import re

import numpy as np

from kanben.reading.looks.shapes import Shapes
from kanben.reading.page.glyphs import Glyph
from kanben.reading.page.lines import Lines

_HONOURED = re.compile(
    "[國皇聖本盛昭清明]朝|朝|列[聖祖宗]|皇|[今聖]上|上[諭命曰乃以]|聖|[世高太仁宣文德穆神]?[祖宗]|先[帝皇]|天[子恩語顏威朝]"
    "|陛下|國家|御[極宇駕]|欽[惟奉遵此命]|[詔敕勅諭旨恩]|宮[車闕禁]|[山園]?陵|闕|大[清明]|慈|懿"
)
"""How words begin that are set higher: the dynasty, the emperors and what is theirs."""
_PUNCTUATED = 0.01
"""A text with more marks than this for its characters was printed in another time."""
_FULL = 1.1
"""Cells that a full column may lack: one character, and a little for rounding."""
_AROUND = 40
"""Lines on each side that show a page's highest and lowest: more than a page of old print."""


def find_raised(lines: Lines) -> Shapes:
    """Return the line ends that only make room for a raised line, in a text without marks."""
    marks = float(lines.count(Glyph.COMMA | Glyph.TERMINAL).sum())
    if not len(lines) or marks > _PUNCTUATED * len(lines.codes):
        return Shapes()
    joins: dict[int, bool] = {}
    for row in range(1, len(lines)):
        if _HONOURED.match(lines.texts[row]) and _is_raised(lines, row):
            joins[row - 1] = True
            if row + 1 < len(lines) and _reaches_down(lines, row):
                joins[row] = True
    return Shapes(joins, {}, dict.fromkeys(joins, "evidence.raised"))


def _is_raised(lines: Lines, row: int) -> bool:
    """Tell whether a line begins higher than the one before and the body, which ends early."""
    around = slice(max(0, row - _AROUND), row + _AROUND)
    body = float(np.median(lines.indent[around]))
    higher = lines.indent[row] < min(body, float(lines.indent[row - 1]))
    return bool(higher) and not _reaches_down(lines, row - 1)


def _reaches_down(lines: Lines, row: int) -> bool:
    """Tell whether a line ends at the foot of its column."""
    around = slice(max(0, row - _AROUND), row + _AROUND)
    foot = float(np.quantile(lines.indent[around] + lines.widths[around], 0.75))
    return bool(lines.indent[row] + lines.widths[row] + _FULL >= foot)
