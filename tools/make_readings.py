"""Compile pypinyin's dictionaries into tables that are mapped into memory, not read.

    python tools/make_readings.py kanben/data

Writes ``syllables.tsv`` (each syllable with its tone as a digit and as a mark, a line each) and
``readings.trie`` (a MARISA trie: the numbers of the syllables of each character and phrase).
"""

import sys
from pathlib import Path
from struct import pack

import marisa_trie
from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_tone
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict


def read(word: str) -> list[str]:
    """Return the syllables of a word by itself, tones as digits."""
    rows = pinyin(word, Style.TONE3, neutral_tone_with_five=True, v_to_u=True)
    return [row[0] for row in rows]


def main() -> None:
    """Write the tables into the folder given."""
    folder = Path(sys.argv[1])
    readings = {chr(code): read(chr(code)) for code in pinyin_dict}
    readings |= {word: read(word) for word in phrases_dict if len(word) > 1}
    readings = {word: found for word, found in readings.items() if len(found) == len(word)}
    syllables = sorted({syllable for found in readings.values() for syllable in found})
    number = {syllable: at for at, syllable in enumerate(syllables)}
    rows = (
        (word, pack(f"<{len(found)}H", *map(number.__getitem__, found)))
        for word, found in readings.items()
    )
    marisa_trie.BytesTrie(rows).save(str(folder / "readings.trie"))
    lines = "".join(f"{syllable}\t{to_tone(syllable)}\n" for syllable in syllables)
    (folder / "syllables.tsv").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
