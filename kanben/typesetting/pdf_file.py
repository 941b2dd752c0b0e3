"""Write the objects of a PDF in one pass, giving up each as soon as it is written.

pydyf writes every object, then all of them a second time for the file's identifier (ISO 32000-1,
14.4), compressed anew and joined into one text. The bytes here are the same.
"""

import zlib
from collections.abc import Callable
from hashlib import md5
from itertools import accumulate
from typing import Any, BinaryIO

import pydyf

_HEADER = b"%\xf0\x9f\x96\xa4"
_VERSION = b"1.7"
_VERSIONS = (None, "1.7", _VERSION)
"""How a writer asks for the version that is written here."""
_LEVEL = 9
"""How hard the list of objects is compressed: pydyf's own measure."""


def written(stock: Callable[..., None]) -> Callable[..., None]:
    """Return what writes a file with an identifier and compressed objects; others by `stock`."""

    def write(
        self: Any, output: BinaryIO, version: Any = None, identifier: Any = None, *asked: Any
    ) -> None:
        if version in _VERSIONS and isinstance(identifier, bytes) and asked == (True,):
            _Writer(self, output).write(identifier)
        else:
            stock(self, output, version, identifier, *asked)

    return write


class _Writer:
    """The file so far: where each object stands in it, and the digest of all of them."""

    def __init__(self, pdf: Any, output: BinaryIO) -> None:
        self.pdf = pdf
        self.output = output
        self.digest = md5(usedforsecurity=False)
        self.position = 0
        self.places: list[tuple[int, int, int]] = []
        """A row of the cross-reference stream (7.5.8) for each object."""
        self.listed: list[bytes] = []
        self.numbers: list[int] = []

    def write(self, identifier: bytes) -> None:
        self._line(b"%PDF-" + _VERSION)
        self._line(_HEADER)
        if self.pdf.info:
            self.pdf.add_object(self.pdf.info)
        objects = self.pdf.objects
        for number, thing in enumerate(objects):
            self._object(thing)
            objects[number] = None
        self._list()
        self._references(identifier)

    def _line(self, content: bytes) -> None:
        self.position += len(content) + 1
        self.output.write(content + b"\n")

    def _object(self, thing: Any) -> None:
        if thing.free == "f":
            self.places.append((0, 0, thing.generation))
            return
        data = thing.data
        self.digest.update(data)
        if thing.compressible:
            self.places.append((2, len(self.pdf.objects), len(self.listed)))
            self.numbers.append(thing.number)
            self.listed.append(data)
        else:
            self._stands_alone(thing, data)

    def _stands_alone(self, thing: Any, data: bytes) -> None:
        self.places.append((1, self.position, thing.generation))
        self._line(b"%d %d obj\n%b\nendobj" % (thing.number, thing.generation, data))

    def _list(self) -> None:
        """Write the stream (7.5.7) that holds all objects which are no streams themselves."""
        lengths = (len(data) + 1 for data in self.listed)
        starts = accumulate(lengths, initial=0)
        pairs = zip(self.numbers, starts, strict=False)
        head = " ".join(f"{number} {start}" for number, start in pairs).encode("ascii")
        extra = {"Type": "/ObjStm", "N": len(self.listed), "First": len(head) + 1}
        packed = self._packed(head)
        listed = pydyf.Stream([packed], {**extra, "Filter": "/FlateDecode"})
        listed.number = len(self.places)
        data = listed.data
        self.digest.update(data)
        self._stands_alone(listed, data)

    def _packed(self, head: bytes) -> bytes:
        packer = zlib.compressobj(level=_LEVEL)
        parts = [packer.compress(head)]
        for number, data in enumerate(self.listed):
            parts.append(packer.compress(b"\n" + data))
            self.listed[number] = b""
        return b"".join([*parts, packer.flush()])

    def _references(self, identifier: bytes) -> None:
        """Write the cross-reference stream and what leads to it."""
        number, start = len(self.places), self.position
        rows = [*self.places, (1, start, 0)]
        widths = (1, _bytes_for(start), _bytes_for(max(row[2] for row in rows)))
        content = b"".join(
            value.to_bytes(width, "big")
            for row in rows
            for width, value in zip(widths, row, strict=True)
        )
        names = (identifier, self.digest.hexdigest().encode("ascii"))
        extra = {
            "Type": "/XRef",
            "Index": pydyf.Array((0, number + 1)),
            "W": pydyf.Array(widths),
            "Size": number + 1,
            "Root": self.pdf.catalog.reference,
            **({"Info": self.pdf.info.reference} if self.pdf.info else {}),
            "ID": pydyf.Array([pydyf.String(name).data for name in names]),
        }
        table = pydyf.Stream([content], extra, compress=True)
        table.number = number
        self._stands_alone(table, table.data)
        for line in (b"startxref", b"%d" % start, b"%%EOF"):
            self._line(line)


def _bytes_for(value: int) -> int:
    return (value.bit_length() + 7) // 8
