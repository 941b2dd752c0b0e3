"""Read a source text: bytes to printed lines, and a record of what the file holds besides."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, structs

from kanben.characters import HAN_RANGES, inked
from kanben.errors import SourceError
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import Suspicion
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.records import note_read
from kanben.reading.files.controls import take_out_controls
from kanben.reading.files.encodings import Decoded, decode
from kanben.reading.files.gaps import GAP
from kanben.reading.files.hypertext import undo_hypertext
from kanben.reading.files.repositories import Findings, undo_repository
from kanben.reading.files.sheet import Rewrite, Sheet
from kanben.sources.area import WHOLE, Area
from kanben.sources.forms import Form, form_of
from kanben.sources.printed import Printout
from kanben.sources.read import read_printout

_LINE_END = re.compile("\r*\n|\r|[\x0b\x85\u2028\u2029]")
_LOST = "\ufffd"
"""What an earlier program left where it could not read the bytes."""

_TWO_BYTES = ("gb18030", "big5hkscs")
_STRAY = re.compile(f"(?<=[{HAN_RANGES}])[@-~](?=[{HAN_RANGES}])")
"""What is left of a character of GBK or Big5 whose first byte was lost: one sign of ASCII."""
_STRAYS = 3
"""A text that sets more letters among its characters has them of its own: T恤, X光."""
_SHOWN = 12
"""Characters of a line by which a place is shown."""


class SourceText(Struct, frozen=True):
    """Hold a source as it was read: printed lines, blank ones too, and how it was read.

    `name` is the name that the publication uses; `sha256` is that of the bytes. `encoding` is
    that of a plain text, the form of any other source. `printout` is what such a source shows
    besides its lines. `records` tell what was read otherwise than the file has it (controls,
    markup, broken bytes), `doubts` where characters are missing; their positions are in source 0.
    `title` and `creators` are what the file itself says, `pages` names the pages that begin at
    lines.
    """

    name: str
    lines: tuple[str, ...]
    sha256: str
    encoding: str
    printout: Printout | None = None
    records: tuple[Emendation, ...] = ()
    doubts: tuple[Suspicion, ...] = ()
    title: str = ""
    creators: tuple[str, ...] = ()
    pages: dict[int, str] = {}


def read_source(
    path: Path, *, name: str = "", encoding: str = "", area: Area = WHOLE
) -> SourceText:
    """Read the file at `path`, in `encoding` or in the one its bytes show.

    What is no plain text (PDF, what recognition engines write, documents) is told by its content
    and laid out as lines, unless an encoding is told; `area` says what of its pages is read. Of
    texts, UTF-8 with or without BOM, UTF-16, GB18030 (with it GBK and GB 2312) and Big5 are told
    apart. Bytes that are no character are read as □, with a doubt. Raises SourceError, with the
    line where there is one, for a file that is missing, empty, blank, or no text.
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
        printout = read_printout(content, form, path, area)
        shown = SourceText(name or path.name, (), digest, form.value, printout)
        return _read(Sheet(printout.lines), shown)
    decoded = decode(content, path, encoding)
    sheet = Sheet(split_lines(decoded.text))
    _record_gaps(sheet, decoded)
    undo_hypertext(sheet)
    read = _read(sheet, SourceText(name or path.name, (), digest, decoded.encoding))
    if decoded.encoding in _TWO_BYTES:
        read = structs.replace(read, doubts=(*read.doubts, *_strays(read.lines)))
    if not any(inked(line) for line in read.lines):
        raise SourceError("source.blank", file=path)
    return read


def _read(sheet: Sheet, source: SourceText) -> SourceText:
    """Return the source with the sheet's lines, and with what else was found in them."""
    printout = source.printout
    found = undo_repository(sheet) if printout is None else Findings()
    take_out_controls(sheet)
    finished = sheet.finish()
    return structs.replace(
        source,
        lines=finished.lines,
        records=finished.records,
        doubts=(*_doubts(finished.records), *_lost(finished.lines), *_missing(printout)),
        title=printout.title if printout else found.title,
        creators=printout.creators if printout else (),
        pages=printout.labels
        if printout
        else {finished.numbers[place]: page for place, page in found.pages.items()},
    )


def split_lines(text: str) -> tuple[str, ...]:
    """Split at every sign that ends a line; one at the end of the text begins no other line.

    Besides line feeds and carriage returns these are the vertical tab, U+0085, U+2028, U+2029.
    """
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if len(lines) > 1 and not lines[-1] else lines)


def _record_gaps(sheet: Sheet, decoded: Decoded) -> None:
    """Record which bytes are broken, and which lines are in an encoding of their own."""
    if not decoded.broken and not decoded.foreign:
        return
    ends = [found.end() for found in _LINE_END.finditer(decoded.text)]
    place = 0
    for gap in decoded.broken:
        while place < len(ends) and ends[place] <= gap.offset:
            place += 1
        column = gap.offset - (ends[place - 1] if place else 0)
        found = gap.found.hex(" ").upper()
        sheet.note(place, Rewrite(column, column, GAP, "reading.broken", found))
    for number, own in decoded.foreign:
        sheet.note(number - 1, Rewrite(0, 0, "", "reading.foreign", own))


def _doubts(records: tuple[Emendation, ...]) -> Iterator[Suspicion]:
    for record in records:
        if record.after == GAP and record.reason == "reading.repository":
            yield Suspicion(record.at, record.before, "suspicion.unknown", 0.9)
        elif record.after == GAP:
            yield Suspicion(record.at, record.before, "suspicion.broken", 0.95)
        elif record.reason == "reading.foreign":
            yield Suspicion(record.at, record.before, "suspicion.foreign", 0.6)


def _missing(printout: Printout | None) -> Iterator[Suspicion]:
    if printout is not None:
        for number in printout.gaps:
            words = printout.lines[number - 1].strip()[:_SHOWN]
            yield Suspicion(Position(0, number), words, "suspicion.page", 0.95)


def _lost(lines: tuple[str, ...]) -> Iterator[Suspicion]:
    for number, line in enumerate(lines, 1):
        if _LOST in line:
            at = Position(0, number, line.index(_LOST))
            yield Suspicion(at, _LOST, "suspicion.lost", 0.95)


def _strays(lines: tuple[str, ...]) -> list[Suspicion]:
    """Doubt the few single letters among characters of which a byte may be missing."""
    found = [
        Suspicion(Position(0, number, stray.start()), stray[0], "suspicion.stray", 0.5)
        for number, line in enumerate(lines, 1)
        for stray in _STRAY.finditer(line)
    ]
    return found if len(found) <= _STRAYS else []
