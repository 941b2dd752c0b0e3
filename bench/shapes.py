"""Read three hundred texts in the shapes that people download, scan and type; count what is lost.

Every text is one genre × one layout × one encoding × one damage. Counted are texts that are refused
though an editor could read them, errors that are no message, and characters that are neither in
the manuscript nor on any record.

    python -m bench.shapes [--count 300] [--seed 1]
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from bench.shaped_texts import GENRES
from kanben.characters import inked
from kanben.errors import KanbenError
from kanben.manuscript.ledger import balance
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import SourceText, read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk", "big5")
_WIDTHS = (18, 25, 32, 40)


class Shape(Struct, frozen=True):
    """Name what a text is made of."""

    genre: str
    layout: str
    encoding: str
    damage: str


def _wrapped(paragraphs: list[str], dice: random.Random) -> str:
    width = dice.choice(_WIDTHS)
    lines = []
    for paragraph in paragraphs:
        text = paragraph if "\n" in paragraph else f"　　{paragraph}"
        for line in text.split("\n"):
            lines += [line[at : at + width] for at in range(0, len(line), width)]
    return "\n".join(lines) + "\n"


def _a_paragraph_a_line(paragraphs: list[str], dice: random.Random) -> str:
    indent = dice.choice(["", "　　", "    ", "\t"])
    return "".join(f"{indent}{paragraph}\n" for paragraph in paragraphs)


def _with_blank_lines(paragraphs: list[str], dice: random.Random) -> str:
    return dice.choice(["\n\n", "\r\n\r\n"]).join(paragraphs) + "\n"


def _other_line_ends(paragraphs: list[str], dice: random.Random) -> str:
    end = dice.choice(["\r", "\r\n", "\u2028", "\x85", "\x0b", "\u2029"])
    return end.join("\n".join(paragraphs).split("\n"))


def _web_page(paragraphs: list[str], dice: random.Random) -> str:
    lines = "\n".join(paragraphs).replace("“", "&ldquo;").replace("”", "&#8221;").split("\n")
    tag = dice.choice(["{}<br>", "<p>&nbsp;&nbsp;{}</p>", "<div class='c'>{}</div>"])
    return "\n".join(tag.format(line) for line in lines) + "\n"


LAYOUTS: dict[str, Callable[[list[str], random.Random], str]] = {
    "wrapped": _wrapped,
    "a paragraph a line": _a_paragraph_a_line,
    "blank lines": _with_blank_lines,
    "other line ends": _other_line_ends,
    "web page": _web_page,
}


def _inside(content: bytes, dice: random.Random) -> int:
    """Return a place within a character: nobody could tell that a whole one went."""
    places = [at for at in range(len(content) // 4, len(content) - 4) if content[at] >= 0x80]
    return dice.choice(places)


def _whole(text: str, encoding: str, _: random.Random) -> bytes:
    return text.encode(encoding)


def _cut(text: str, encoding: str, _: random.Random) -> bytes:
    return (text.rstrip() + "完").encode(encoding)[:-1]


def _broken(text: str, encoding: str, dice: random.Random) -> bytes:
    content = text.encode(encoding)
    at = _inside(content, dice)
    return content[:at] + b"\xff" + content[at + 1 :]


def _lost(text: str, encoding: str, dice: random.Random) -> bytes:
    content = text.encode(encoding)
    at = _inside(content, dice)
    return content[:at] + content[at + 1 :]


def _ended_by_nuls(text: str, encoding: str, _: random.Random) -> bytes:
    return text.encode(encoding) + b"\0" * 4


def _with_controls(text: str, encoding: str, dice: random.Random) -> bytes:
    controls = dice.choice(
        ["\x00", "\x01\x02", "\x1a", "\x7f", "\ufffe" if "utf" in encoding else "\x08"]
    )
    return text.replace("\n", f"\n{controls}", 1).encode(encoding)


def _in_two_encodings(text: str, encoding: str, _: random.Random) -> bytes:
    other = "utf-8" if encoding in ("gb18030", "gbk", "big5") else "gb18030"
    return text.encode(encoding) + "\n最后一行是后来加上去的。\n".encode(other)


DAMAGES: dict[str, Callable[[str, str, random.Random], bytes]] = {
    "none": _whole,
    "cut": _cut,
    "broken byte": _broken,
    "lost byte": _lost,
    "NULs at the end": _ended_by_nuls,
    "controls": _with_controls,
    "a line in another encoding": _in_two_encodings,
}
_WIDE_SAFE = ("none", "cut")
"""What can happen to UTF-16 by the byte and leave a text."""


def _is_possible(shape: Shape, text: str) -> bool:
    try:
        text.encode(shape.encoding)
    except UnicodeEncodeError:
        return False
    wide = shape.encoding.startswith("utf-16")
    return not wide or (shape.damage in _WIDE_SAFE and shape.layout != "other line ends")


def _lost_without_record(whole: str, read: SourceText) -> int:
    """Count the characters of the text that are neither read nor doubted nor on record."""
    got = Counter(inked("".join(read.lines)))
    for record in read.records:
        got += Counter(inked(record.before))
    missing = Counter(inked(whole)) - got
    doubted = sum(doubt.reason.startswith("suspicion.") for doubt in read.doubts)
    return 0 if doubted else sum(missing.values())


def main() -> None:
    """Make the texts, read them, and print what happened."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    dice = random.Random(asked.seed)
    outcomes: Counter[str] = Counter()
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        while sum(outcomes.values()) < asked.count:
            parts = (tuple(GENRES), tuple(LAYOUTS), ENCODINGS, tuple(DAMAGES))
            shape = Shape(*map(dice.choice, parts))
            whole = LAYOUTS[shape.layout](list(GENRES[shape.genre]), dice)
            if not _is_possible(shape, whole):
                continue
            path.write_bytes(DAMAGES[shape.damage](whole, shape.encoding, dice))
            outcome = _outcome(path, whole)
            outcomes[outcome] += 1
            if outcome != "whole":
                told.append(
                    f"{outcome}: {', '.join(getattr(shape, f) for f in shape.__struct_fields__)}"
                )
    print(*told, *(f"{count} {outcome}" for outcome, count in outcomes.most_common()), sep="\n")


def _outcome(path: Path, whole: str) -> str:
    try:
        read = read_source(path, name=path.name)
        plan = Plan(parts=(PartPlan((read.name,)),))
        manuscript = make_manuscript("text", plan, [read], judges())
        balance(manuscript, [read.lines])
    except KanbenError as error:
        return f"refused ({error.key})"
    except Exception as error:
        return f"fault ({type(error).__name__})"
    lost = _lost_without_record(whole, read)
    return f"{lost} characters lost without a record" if lost else "whole"


if __name__ == "__main__":
    main()
