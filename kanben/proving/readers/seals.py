"""Check the checksum that a PDF carries in itself.

pydyf, which writes our PDFs, puts the MD5 of all objects into the second half of the file's
identifier. A changed byte anywhere is found by it, also where nobody reads: in the widths of a
font, in a rectangle.
"""

import re
import zlib
from collections.abc import Iterator
from hashlib import md5

from kanben.proving.matter import Fault

_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_LENGTH = re.compile(rb"[^\n]*?/Length (\d+)")
_SEAL = re.compile(rb"\(([0-9a-f]{32})\)")
_START = re.compile(rb"%PDF-[12]\.\d\n%\xf0\x9f\x96\xa4\n")
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n")


def check_seal(content: bytes) -> Iterator[Fault]:
    """Yield a fault if a file is not what its writer wrote, byte for byte."""
    try:
        objects, last, end = _objects(content)
        table = objects.pop(last)
        start = _END.fullmatch(content[end:])
        good = (
            _START.match(content) is not None
            and start is not None
            and content[int(start[1]) :].startswith(b"%d 0 obj" % last)
            and _digest(objects).encode() in _SEAL.findall(table)
        )
    except (ValueError, LookupError, zlib.error):
        good = False
    if not good:
        yield Fault("checksum")


def _objects(content: bytes) -> tuple[dict[int, bytes], int, int]:
    """Return the objects by number, the number of the last in the file, and where that ends."""
    objects: dict[int, bytes] = {}
    at = content.index(b"\n", content.index(b"\n") + 1) + 1
    last = 0
    while (head := _OBJECT.match(content, at)) is not None:
        body = head.end()
        end = content.index(b"\nendobj\n", body)
        stream = content.find(b"\nstream\n", body, end)
        length = _LENGTH.match(content, body)
        if stream >= 0 and length:
            end = content.index(b"\nendobj\n", stream + int(length[1]))
        last = int(head[1])
        objects[last] = content[body:end]
        at = end + len(b"\nendobj\n")
    return objects, last, at


def _digest(objects: dict[int, bytes]) -> str:
    """Return the checksum of all objects, those in object streams too, in their order."""
    whole = dict(objects)
    for data in objects.values():
        if b"/Type /ObjStm" in data[:200]:
            whole.update(_packed(data))
    content = b"".join(whole[number] for number in sorted(whole))
    return md5(content, usedforsecurity=False).hexdigest()


def _packed(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects that an object stream holds."""
    first = int(re.findall(rb"/First (\d+)", data)[0])
    text = zlib.decompress(data[data.index(b"stream\n") + 7 : data.rindex(b"\nendstream")])
    numbers = list(map(int, text[:first].split()))
    starts = [first + at for at in numbers[1::2]]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    for number, start, end in zip(numbers[::2], starts, ends, strict=True):
        yield number, text[start:end]
