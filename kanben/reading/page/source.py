"""Read a source text: bytes to printed lines, with the encoding found or told."""

import hashlib
import re
from pathlib import Path

from msgspec import Struct

from kanben.characters import inked, is_han
from kanben.errors import SourceError
from kanben.manuscript.records import note_read
from kanben.sources.forms import Form, form_of
from kanben.sources.printed import Printout
from kanben.sources.read import read_printout

COMMON = frozenset(
    "的一是不了在人有我他这这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着著下自之年过過"
    "发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本"
    "前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问"
    "問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西月话話合回特代内內信表化老给給世位次度门門"
    "任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總"
    "曰也其乃何安今日卷云故若使吾矣焉哉"
)
"""The most frequent characters of modern and older prose in both scripts. They make up more than
a third of any Chinese text, and a few hundredths of a text decoded wrongly."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BY_CHANCE = 0.25
"""Share of lines in a legacy encoding that could pass for UTF-8; far above what happens."""
_LEGACY = ("gb18030", "big5hkscs")
_PLAUSIBLE = 0.12
_SAMPLE = 200_000
_NEWLINES = re.compile(r"\r\n|\n")


class SourceText(Struct, frozen=True):
    """Hold a source as it was read: printed lines, blank ones too, and how it was read.

    `name` is the name that the publication uses; `sha256` is that of the bytes. `encoding` is
    that of a plain text, the form of any other source. `printout` is what such a source shows
    besides its lines.
    """

    name: str
    lines: tuple[str, ...]
    sha256: str
    encoding: str
    printout: Printout | None = None


def read_source(path: Path, *, name: str = "", encoding: str = "") -> SourceText:
    """Read the file at `path`, in `encoding` or in the one its bytes show.

    What is no plain text (PDF, what recognition engines write, documents) is told by its content
    and laid out as lines, unless an encoding is told. Of texts, UTF-8 with or without BOM,
    UTF-16, GB18030 (with it GBK and GB 2312) and Big5 are told apart.
    Raises SourceError, with the line where there is one, for a file that is missing, empty,
    blank, binary, cut inside a character, or of two encodings.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise SourceError("source.missing", file=path) from error
    except OSError as error:
        raise SourceError("source.unreadable", file=path, problem=error.strerror) from error
    note_read(path, content)
    if not content:
        raise SourceError("source.empty", file=path)
    digest = hashlib.sha256(content).hexdigest()
    form = Form.TEXT if encoding else form_of(content, path.name)
    if form != Form.TEXT:
        printout = read_printout(content, form, path)
        return SourceText(name or path.name, printout.lines, digest, form.value, printout)
    text, found = decode(content, path, encoding)
    if "\0" in text:
        raise SourceError("source.binary", file=path, line=text[: text.index("\0")].count("\n") + 1)
    lines = split_lines(text)
    if not any(inked(line) for line in lines):
        raise SourceError("source.blank", file=path)
    return SourceText(name or path.name, lines, digest, found)


def split_lines(text: str) -> tuple[str, ...]:
    """Split at line feeds, or at carriage returns in a text that has nothing else.

    A newline at the end of the text ends the last line and begins none.
    """
    lines = _NEWLINES.split(text) if "\n" in text else text.split("\r")
    return tuple(lines[:-1] if len(lines) > 1 and not lines[-1] else lines)


def decode(content: bytes, path: Path, encoding: str = "") -> tuple[str, str]:
    """Return the text and the name of its encoding; `path` is named in errors."""
    if encoding:
        return _decode_as_told(content, path, encoding), encoding
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decode_as_told(content, path, name).removeprefix("\ufeff"), name
    if b"\0" in content[:_SAMPLE]:
        return _decode_wide(content, path)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(content, path, error)
    return _decode_legacy(content, path)


def _line_at(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1


def _decode_as_told(content: bytes, path: Path, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise SourceError("source.no_such_encoding", file=path, encoding=encoding) from error
    except UnicodeDecodeError as error:
        line = _line_at(content, error.start)
        raise SourceError("source.not_so", file=path, line=line, encoding=encoding) from error
    except ValueError as error:
        raise SourceError("source.no_such_encoding", file=path, encoding=encoding) from error


def _decode_wide(content: bytes, path: Path) -> tuple[str, str]:
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _likeness(text) > _PLAUSIBLE:
            return text, name
    raise SourceError("source.binary", file=path, line=_line_at(content, content.index(b"\0")))


def _refuse_broken_utf8(content: bytes, path: Path, error: UnicodeDecodeError) -> None:
    """Raise SourceError if most of `content` is UTF-8: cut at the end, or with foreign lines."""
    if error.start >= len(content) - 3 and error.reason == "unexpected end of data":
        raise SourceError("source.cut", file=path, line=_line_at(content, error.start)) from error
    sound = broken = 0
    for line in content[:_SAMPLE].split(b"\n")[:-1] or [content]:
        if not line.isascii():
            try:
                line.decode("utf-8")
                sound += 1
            except UnicodeDecodeError:
                broken += 1
    if sound > broken * _BY_CHANCE or (sound and error.start > _SAMPLE):
        raise SourceError("source.mixed", file=path, line=_line_at(content, error.start)) from error


def _likeness(text: str) -> float:
    """Return which share of the text's characters beyond ASCII are very frequent Chinese ones."""
    foreign = [char for char in text[:_SAMPLE] if not char.isascii()]
    han = sum(map(is_han, foreign))
    return sum(char in COMMON for char in foreign) / len(foreign) if han else 0.0


def _decode_legacy(content: bytes, path: Path) -> tuple[str, str]:
    best = (0.0, "", "")
    places = []
    for name in _LEGACY:
        try:
            text = content.decode(name)
        except UnicodeDecodeError as error:
            places.append(error.start)
            continue
        best = max(best, (_likeness(text), text, name), key=lambda found: found[0])
    likeness, text, name = best
    if likeness > _PLAUSIBLE:
        return text, name
    line = _line_at(content, max(places, default=0))
    far = bool(places) and max(places) > len(content) // 10
    raise SourceError("source.mixed" if far else "source.unknown_encoding", file=path, line=line)
