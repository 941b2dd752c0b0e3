"""Mend what the dictionary leaves wrong on the way from traditional to simplified script."""

import re
from functools import cache

from kanben.tables import read_text
from kanben.variants.guards import find_rulings

TABLE = "simplifying.tsv"

_ZHU = re.compile(
    "(?:見微知|由微至)著|[卓昭彰顯原名論譯編專遺巨拙土鉅撰纂雜傑舊宏尤夙益]著"
    "|著名(?![單字冊片稱義號牌額])|著作(?![揖勢嘔痛響業戰對怪福客東弄])|著稱(?![身讚呼道他她心])"
    "|著述(?!說)|著錄(?![音影像取製放])|(?<![捧看拿抱讀念翻夾提挾揹背帶摟盯指望對枕蓋握攥])著書"
    "|著者|著有(?=[《〈「『])|(?<=[他她氏者並曾均皆亦各生，。；、])著有|著(?=[《〈])"
    "|新著(?=[問，。》的])|(?<=人)合著|合著(?=[了有的，。；、])|(?<=所)著(?![落力眼手急想])|著於竹帛|著成(?=[《〈書])"
)
"""Where 著 is read zhù and stays; elsewhere in Taiwan's texts it is the particle 着. 著書 is that
particle after a verb of the hand or the eye: 捧著書; 著名單, 著作揖 are no words."""


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Return what becomes of characters, and of words, against the dictionary."""
    rows = [line.split("\t") for line in read_text(TABLE).splitlines() if line[0] != "#"]
    chars = {form: simplified for form, simplified in rows if len(form) == 1}
    return chars, {form: simplified for form, simplified in rows if len(form) > 1}


def mend(text: str, cells: list[str]) -> None:
    """Correct, in place, the dictionary's simplification `cells` of the traditional `text`."""
    chars, words = _table()
    # Who writes 着 too, as Hong Kong does, tells it from 著.
    particle = "著" if "着" in text else "着"
    for place, cell in enumerate(cells):
        if cell in chars:
            cells[place] = chars[cell]
        elif text[place] == "著":
            cells[place] = particle
        elif text[place] in chars:
            cells[place] = chars[text[place]]
    for found in _ZHU.finditer(text):
        cells[found.start() + found[0].index("著")] = "著"
    for start, end, simplified in find_rulings(text, words):
        cells[start:end] = simplified
