"""Find the encoding of a source, and read even the bytes that do not fit it."""

from pathlib import Path

from msgspec import Struct

from kanben.characters import is_han
from kanben.errors import SourceError
from kanben.reading.files.frequent import FREQUENT
from kanben.reading.files.gaps import GAP, Broken, decode_with_gaps

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
_OTHER_FILES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP (DOCX, EPUB)"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
)
"""How files begin that are no texts, whatever they are called."""
_EIGHT_BIT = ("utf-8", "gb18030", "big5hkscs")
_BY_CHANCE = 0.25
"""Share of lines in a legacy encoding that could pass for UTF-8; far above what happens."""
_PLAUSIBLE = 0.12
"""Share of the commonest characters from which decoded bytes are Chinese: in a wrong encoding they
are rare by chance."""
_ORDINARY = 0.9
"""Share of ordinary characters from which a text of rare words (names, a word list) is one."""
_BROKEN = 0.05
"""More than one broken byte in twenty is no slip of a download: no text, or another encoding."""
_FEW = 16
"""Broken bytes that a text of any length may have."""
_SAMPLE = 200_000
"""Characters or bytes that are looked at: counts change little beyond."""


class Decoded(Struct, frozen=True):
    """Hold a text, the name of its encoding, and the bytes in it that are no characters there.

    `foreign` names the lines, counted from 1, that are in another encoding than the text, with it.
    """

    text: str
    encoding: str
    broken: tuple[Broken, ...] = ()
    foreign: tuple[tuple[int, str], ...] = ()


def decode(content: bytes, path: Path, encoding: str = "") -> Decoded:
    """Read `content` in `encoding`, or in the one that its bytes show; `path` is named in errors.

    Bytes that fit no character become □ each run; lines in another encoding are read in theirs.
    Raises SourceError for what is no text, an unknown name of an encoding, or too many such bytes.
    """
    for sign, kind in _OTHER_FILES:
        if content.startswith(sign):
            raise SourceError("source.other_file", file=path, kind=kind)
    if encoding:
        decoded = _told(content, path, encoding)
        return Decoded(decoded.text.removeprefix("\ufeff"), encoding, decoded.broken)
    for bom, name, codec in _BOMS:
        if content.startswith(bom):
            decoded = _told(content.removeprefix(bom), path, codec)
            return Decoded(decoded.text, name, decoded.broken)
    if 0 in content[:_SAMPLE]:
        wide = _wide(content)
        if wide is not None:
            return wide
        if content.count(0) > max(_FEW, _BROKEN * len(content)):
            line = content[: content.index(0)].count(b"\n") + 1
            raise SourceError("source.binary", file=path, line=line)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = content.count(b"\n", 0, error.start) + 1
    return _eight_bit(content, path, first)


def _told(content: bytes, path: Path, encoding: str) -> Decoded:
    try:
        text, broken = decode_with_gaps(content, encoding)
    except (LookupError, ValueError) as error:
        raise SourceError("source.no_such_encoding", file=path, encoding=encoding) from error
    if _is_no_text(content, broken):
        line = text.count("\n", 0, broken[0].offset) + 1
        raise SourceError("source.not_so", file=path, line=line, encoding=encoding)
    return Decoded(text, encoding, broken)


def _is_no_text(content: bytes, broken: tuple[Broken, ...]) -> bool:
    """Tell whether more bytes are broken than a damaged text has."""
    return sum(len(gap.found) for gap in broken) > max(_FEW, _BROKEN * len(content))


def _wide(content: bytes) -> Decoded | None:
    """Read UTF-16 without its mark; None if the bytes make no Chinese text so."""
    for name in ("utf-16-le", "utf-16-be"):
        text, broken = decode_with_gaps(content, name)
        if "\0" not in text and not _is_no_text(content, broken) and likeness(text) > _PLAUSIBLE:
            return Decoded(text, name, broken)
    return None


def likeness(text: str) -> float:
    """Return which share of the text's characters beyond ASCII are very frequent Chinese ones."""
    foreign = [char for char in text[:_SAMPLE] if not char.isascii()]
    han = sum(map(is_han, foreign))
    return sum(char in FREQUENT for char in foreign) / len(foreign) if han else 0.0


def _eight_bit(content: bytes, path: Path, first: int) -> Decoded:
    """Decode line by line: most lines show the encoding, the others may have one of their own."""
    lines = content.split(b"\n")
    name = _encoding_of(lines)
    if not name:
        wide = _wide(content)
        if wide is not None:
            return wide
        raise SourceError("source.unknown_encoding", file=path, line=first)
    texts: list[str] = []
    broken: list[Broken] = []
    foreign: list[tuple[int, str]] = []
    offset = 0
    for number, line in enumerate(lines, 1):
        text, own, gaps = _read_line(line, name)
        if own != name:
            foreign.append((number, own))
        broken += [Broken(offset + gap.offset, gap.found) for gap in gaps]
        texts.append(text)
        offset += len(text) + 1
    if _is_no_text(content, tuple(broken)):
        raise SourceError("source.unknown_encoding", file=path, line=first)
    return Decoded("\n".join(texts), name, tuple(broken), tuple(foreign))


def _read_line(line: bytes, name: str) -> tuple[str, str, tuple[Broken, ...]]:
    """Return a line's text, the encoding it was read in, and its broken bytes."""
    if line.isascii():
        return line.decode("ascii"), name, ()
    text, gaps = decode_with_gaps(line, name)
    for other in _EIGHT_BIT if len(gaps) > 1 else ():
        try:
            whole = line.decode(other)
        except UnicodeDecodeError:
            continue
        if other != name and is_chinese(whole, other):
            return whole, other, ()
    return text, name, gaps


def _encoding_of(lines: list[bytes]) -> str:
    """Return the encoding that most lines are in, empty if none makes Chinese of them."""
    sample = _sample(lines)
    sound = {name: _sound(sample, name) for name in _EIGHT_BIT}
    if len(sound["utf-8"]) > _BY_CHANCE * (len(sample) - len(sound["utf-8"])) and sound["utf-8"]:
        return "utf-8"
    best = (0.0, "")
    for name in _EIGHT_BIT:
        text = "\n".join(sound[name])
        if not is_chinese(text, name):
            text = "\n".join(decode_with_gaps(line, name)[0] for line in sample[:50])
            if not is_chinese(text, name):
                continue
        best = max(best, (likeness(text) + len(sound[name]) / (len(sample) + 1), name))
    return best[1]


def _sample(lines: list[bytes]) -> list[bytes]:
    """Return lines with foreign bytes, of the whole file, as many as make up the sample."""
    foreign = [line for line in lines if not line.isascii()]
    step = max(1, sum(map(len, foreign)) // _SAMPLE)
    return foreign[::step]


def _sound(lines: list[bytes], name: str) -> list[str]:
    texts = []
    for line in lines:
        try:
            texts.append(line.decode(name))
        except UnicodeDecodeError:
            continue
    return texts


def is_chinese(text: str, name: str) -> bool:
    """Tell whether a text decoded as `name` is Chinese: its characters are frequent or ordinary.

    What was decoded wrongly is full of characters beyond the first level of either standard.
    """
    if likeness(text) > _PLAUSIBLE:
        return True
    foreign = [char for char in text[:_SAMPLE] if not char.isascii() and char != GAP]
    standard = "big5" if name.startswith("big5") else "gb2312"
    ordinary = sum(_is_ordinary(char, standard) for char in foreign)
    return any(map(is_han, foreign)) and ordinary >= _ORDINARY * len(foreign)


def _is_ordinary(char: str, standard: str) -> bool:
    """Tell whether a character stands in the first level of GB 2312 or Big5, or among the marks."""
    code = char.encode(standard, "replace")
    return len(code) == 2 and (code[0] < 0xD8 if standard == "gb2312" else code[0] < 0xC7)
