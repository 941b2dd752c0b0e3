"""Mend what the dictionary leaves wrong on the way from traditional to simplified script."""

import re

_YU_STAYS = re.compile("樊於期|於菟|於潛|於陵|於戲|於邑|於穆|於乎|於梨華|商於")
"""Words and names that keep 於 (《通用规范汉字表》 lists 於 for names); all others write 于."""

_ZHU_STAYS = re.compile("[卓昭顯原名論譯編專遺巨拙土鉅]著|著[名作稱述錄書者]|彰明較著|見微知著")
"""Words in which 著 is read zhù; elsewhere in Taiwan's texts it is the particle 着."""

_LEFT_OUT = {"牠": "它", "妳": "你", "衞": "卫", "敍": "叙"}
"""Pronouns that the mainland does not tell apart, and forms of Hong Kong, that the dictionary
leaves alone."""


def mend(text: str, cells: list[str]) -> None:
    """Correct, in place, the dictionary's simplification `cells` of the traditional `text`."""
    kept = {found.start() + found[0].index("於") for found in _YU_STAYS.finditer(text)}
    for place, char in enumerate(text):
        if char == "於":
            cells[place] = "於" if place in kept else "于"
        elif char in _LEFT_OUT:
            cells[place] = _LEFT_OUT[char]
        elif char == "著" and "着" in text:
            # Who writes 着 too, as Hong Kong does, tells the two apart.
            cells[place] = "著"
    for found in _ZHU_STAYS.finditer(text):
        cells[found.start() + found[0].index("著")] = "著"
